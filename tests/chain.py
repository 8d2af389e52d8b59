"""A chain: scripts of edits and mishaps on one hamlet, drawn by chance. After each, a build must equal a clean one.

    .venv/bin/python tests/chain.py 41             # repeat chain 41
    .venv/bin/python tests/chain.py 41 0.1 3.0     # of its steps only these, and the build after each script
    .venv/bin/python tests/chain.py 41 --shrink    # find the fewest steps with which it still fails

Each step has chance of its own, which falls the same whichever others are taken.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import builds
import crashes
import hamlet as hamlets
import mishaps
import refits
from edits import EDITS
from mishaps import MISHAPS

SCRIPTS = 8
"""Scripts of one chain."""
WEIGHTS = {"content": 12, "files": 2, "face": 2, "settings": 2, "code": 2}
"""How many scripts of twenty edit what, first of all. What touches every page hides what a build forgot, so it is not the rule."""


WRITTEN_IN = (refits, crashes)
"""Where the other groups of edits and mishaps stand."""


class DifferentError(AssertionError):
    """A build is not what a clean build is."""


@dataclass(frozen=True)
class Step:
    """An edit or a mishap: `name` says which script's it is, and which of its steps."""

    name: str
    kind: str
    what: str


@dataclass
class Chain:
    """What chance has drawn for a seed, and what came of it."""

    seed: int
    said: list[str] = field(default_factory=list)
    changed: int = 0
    """Scripts after which the site was another one."""

    def scripts(self) -> list[list[Step]]:
        """The same steps for the same seed. Each group is dealt like cards, so that all turn up before one comes again."""
        chance, decks = hamlets.chance(self.seed), dict[str, list[str]]()

        def draw(kind: str, group: str) -> tuple[str, str]:
            deck = decks.setdefault(group, [])
            if not deck:
                deck += sorted({**EDITS, **MISHAPS}[group])
                chance.shuffle(deck)
            return kind, deck.pop()

        scripts = []
        for number in range(SCRIPTS):
            (group,) = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
            drawn = [draw("edit", group)]
            drawn += [draw("edit", "content") for _ in range(chance.randint(0, 2))]
            if chance.random() < 0.6:
                drawn.insert(chance.randint(0, len(drawn)), draw("mishap", chance.choice(list(MISHAPS))))
            scripts.append([Step(f"{number}.{place}", *step) for place, step in enumerate(drawn)])
        return scripts

    def run(self, folder: Path, only: Collection[str] | None = None) -> None:
        """Take the steps, or only those of some names, and build after each script. Raises DifferentError where a build is wrong."""
        place = hamlets.settle(folder / "hamlet", self.seed)
        self._build(place)
        mishaps.remember(place)
        clean = self._compare(place)
        for script in self.scripts():
            for step in script:
                if only is None or step.name in only:
                    self._take(place, step)
            self._build(place)
            former, clean = clean, self._compare(place)
            self.changed += former != clean
            if script[0].name.startswith(("2.", "6.")):
                mishaps.remember(place)

    def take_alone(self, folder: Path, names: Iterable[str]) -> None:
        """Take the edits of these names, and build after each. Raises DifferentError where a build fails, or what they leave is wrong."""
        place = hamlets.settle(folder / "hamlet", self.seed)
        self._build(place)
        for number, name in enumerate(names):
            self._take(place, Step(f"{number}.0", "edit", name))
            self._build(place)
        self._compare(place)

    def _take(self, place: hamlets.Hamlet, step: Step) -> None:
        place.chance = hamlets.chance(f"{self.seed} {step.name}")
        table = EDITS if step.kind == "edit" else MISHAPS
        (do,) = (group[step.what] for group in table.values() if step.what in group)
        done = do(place)
        place.write()
        self.said.append(f"{step.name:5} {step.what}: {'nothing to do' if done is None else done}")

    def _build(self, place: hamlets.Hamlet) -> None:
        begun = time.perf_counter()
        done = builds.build(place)
        place.seconds = time.perf_counter() - begun
        if done.returncode or "WARNING" in done.stdout + done.stderr:
            raise DifferentError(f"a build fails, or warns:\n{done.stdout}{done.stderr}\n{self}")

    def _compare(self, place: hamlets.Hamlet) -> dict[str, bytes | str]:
        """Build the same sources in a new folder, with nothing kept; gives what it made."""
        with tempfile.TemporaryDirectory(dir=place.root.parent) as folder:
            copy = Path(folder) / "a clean place"
            kept = shutil.ignore_patterns(".cache", "site", ".site", "__pycache__")
            shutil.copytree(place.root, copy, symlinks=True, ignore=kept, copy_function=shutil.copy)
            done = builds.build(place, copy)
            if done.returncode:
                raise DifferentError(f"a clean build fails:\n{done.stdout}{done.stderr}\n{self}")
            clean, made = builds.tree(copy / "site"), builds.tree(place.root / "site")
        if clean != made:
            names = sorted(name for name in {**clean, **made} if clean.get(name) != made.get(name))
            rows = "\n".join(f"  {name}: {_difference(made.get(name), clean.get(name))}" for name in names[:12])
            raise DifferentError(f"{len(names)} files are not those of a clean build:\n{rows}\n{self}")
        return clean

    def __str__(self) -> str:
        return "\n".join([f"Chain {self.seed} took these steps (again: python tests/chain.py {self.seed}):", *self.said])


def _difference(made: bytes | str | None, clean: bytes | str | None) -> str:
    if made is None or clean is None:
        return "is missing" if made is None else "is there, and should not be"
    if isinstance(made, str) or isinstance(clean, str):
        return f"is {made if isinstance(made, str) else 'a file'} in the place of {clean if isinstance(clean, str) else 'a file'}"
    place = next((n for n, (one, other) in enumerate(zip(made, clean, strict=False)) if one != other), min(len(made), len(clean)))
    part = slice(max(0, place - 40), place + 60)
    return f"says {made[part]!r} in the place of {clean[part]!r}"


def fails(seed: int, only: Collection[str] | None = None) -> str | None:
    """What is wrong with a chain of which only some steps are taken, or None."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            Chain(seed).run(Path(folder), only)
        except AssertionError as error:
            return str(error)
    return None


def shrink(seed: int) -> list[str]:
    """The names of steps of a failing chain, of which none can be left out without the failure."""
    steps = [step.name for script in Chain(seed).scripts() for step in script]
    size = len(steps)
    while size := size // 2:  # halves first, then quarters, at last one by one
        for start in range(len(steps) - len(steps) % size, -1, -size):
            fewer = steps[:start] + steps[start + size :]
            if len(fewer) < len(steps) and fails(seed, fewer):
                steps = fewer
    return steps


def main() -> int:
    """Repeat a chain, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("steps", nargs="*", help="names of the steps to take; without any, all are")
    parser.add_argument("--shrink", action="store_true")
    options = parser.parse_args()
    steps = shrink(options.seed) if options.shrink else options.steps or None
    found = fails(options.seed, steps)
    print(found or f"Chain {options.seed} is right: {SCRIPTS} times what a clean build makes.")
    if options.shrink and found:
        print("The fewest steps:", options.seed, *(steps or ()))
    return 1 if found else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())

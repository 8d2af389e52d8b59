"""How long builds take beside what people would leave this project for: the same seeded pages in five generators.

    make bench                                                              everything, some twenty minutes on two cores
    .venv/bin/python tests/bench/build.py --pages 10000 --only Hugo "The Callback" --no-serve

For each size every generator builds its site from nothing (cold), again without a change (none), and again after one edit of one
essay (edit), in turn, so that a machine whose speed drifts drifts for all; let nothing else run beside it. Each build before the
first turn is not timed: it warms the machine up, and its memory is looked at. Last, servers are started and edited (serving.py).
Nothing is deleted until all is measured, since that slows what follows: at 10,000 pages it takes some ten GB.

A mode is run --runs times, or until it took --patience seconds together; an edit of a server likewise. A peer that is slow is left
out, and the report says so: where its first build takes over a minute, that is its only run; where by its build of the next smaller size
it would take more than --seconds or --megabytes, or does take them, it has none. At 5,000 pages only Material is asked, for the claim
about it.

Prints the report; --write puts it into builds.md and builds.svg beside this file. Keeps every figure in .cache/bench.json, from which
--again makes the report anew. Judges nothing: the exit status is 0 whatever was measured.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import signal
import statistics
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench.figures import MODES, Figures, table  # noqa: E402
from bench.generators import FROM_NPM, FROM_PYPI, GENERATORS, OURS, Generator, install  # noqa: E402
from bench.plot import svg  # noqa: E402
from bench.processes import Cost, FailedError, Limits, OverrunError, run  # noqa: E402
from bench.serving import SLUG, serve  # noqa: E402
from bench.sites import PROJECT  # noqa: E402

KEPT = PROJECT / ".cache/bench.json"
SIZES = (100, 1_000, 5_000, 10_000)
FEW = {5_000: (OURS, "Material")}
"""Sizes at which only some are asked."""
SERVED = 1_000
"""Pages that are served."""
SLOW = 60
"""Seconds of a first build from which on a peer is not asked for another."""


class Bench:
    """Measures, and says what it has found."""

    def __init__(self, figures: Figures, limits: Limits, runs: int, patience: float, base: Path) -> None:
        self.figures, self.limits, self.runs, self.patience, self.base = figures, limits, runs, patience, base

    def build(self, pages: int, generators: list[Generator]) -> None:
        """Lay out a corpus of that many pages for each generator below `base`, and build it in every mode. All of it stays there."""
        costs = self.figures.builds.setdefault(pages, {})
        folders = {one: self.base / f"{one.name.replace(' ', '')}-{pages}" for one in generators}
        awake = [one for one, folder in folders.items() if self.begin(one, folder, pages)]
        for turn in range(self.runs):
            for mode in MODES:
                for one in list(awake):
                    if sum(cost.wall for cost in costs[one.name][mode]) >= self.patience:
                        continue
                    prepare(one, folders[one], mode, turn)
                    if cost := self.run(one, folders[one], pages, MODES[mode]):
                        costs[one.name][mode].append(cost)
                    else:
                        awake.remove(one)

    def begin(self, one: Generator, folder: Path, pages: int) -> bool:
        """Lay out a site and build it for the first time, its memory looked at; whether it is to be built again."""
        if reason := foreseen(self.figures, pages, one.name, self.limits):
            self.leave_out(one, pages, reason)
            return False
        one.write(folder, pages)
        if not (first := self.run(one, folder, pages, "first", weigh=True)):
            return False
        self.figures.peaks.setdefault(pages, {})[one.name] = max(first.largest, first.total or 0)
        self.figures.builds[pages][one.name] = {mode: [] for mode in MODES}
        if one.name != OURS and first.wall > SLOW:
            self.leave_out(one, pages, f"its first build took {first.wall:.0f} s, more than {SLOW}: it is its only one")
            self.figures.builds[pages][one.name]["cold"].append(first)
            return False
        return True

    def run(self, one: Generator, folder: Path, pages: int, what: str, weigh: bool = False) -> Cost | None:
        """What a build takes; None when it fails or takes too much."""
        try:
            cost = run(one.command(one.build), folder, Limits() if one.name == OURS else self.limits, weigh)
        except (FileNotFoundError, OverrunError, FailedError) as reason:
            self.leave_out(one, pages, str(reason))
            return None
        together = "" if cost.total is None else f", {cost.total:,.0f} MB together"
        say(f"{pages:,} pages: {one.name}, {what}: {cost.wall:.2f} s, {cost.cpu:.2f} CPU s, {cost.largest:,.0f} MB{together}")
        return cost

    def leave_out(self, one: Generator, pages: int, reason: str) -> None:
        """Note what is not measured, and why."""
        self.figures.left_out.append(f"{one.name} at {pages:,} pages: {reason}")
        say(self.figures.left_out[-1])


def prepare(one: Generator, folder: Path, mode: str, turn: int) -> None:
    """Bring a site into the state that a mode begins with."""
    if mode == "cold":
        one.clear(folder)
    if mode == "edit":
        one.edit(folder, SLUG, f"Sentence number {turn} is new.")


def foreseen(figures: Figures, pages: int, name: str, limits: Limits) -> str:
    """Why a generator is not asked for that many pages, by what it took for fewer; nothing when it is."""
    fewer = max((size for size in figures.builds if size < pages and name in figures.builds[size]), default=0)
    seconds, megabytes = figures.median(fewer, name, "cold"), figures.together(fewer, name)
    if name == OURS or seconds is None or megabytes is None:
        return ""
    seconds, megabytes = seconds * pages / fewer, megabytes * pages / fewer
    if seconds <= limits.seconds and megabytes <= limits.megabytes:
        return ""
    limit = f"more than {limits.seconds:,.0f} s or {limits.megabytes:,.0f} MB"
    return f"by its build of {fewer:,} pages it would take {seconds:,.0f} s and {megabytes:,.0f} MB at least, {limit}"


def machine() -> str:
    """What this was measured on, in words."""
    versions = {
        "Python": platform.python_version(),
        **{name: version(name) for name in ("mkdocs", "mkdocs-material")},
        **FROM_PYPI,
        **FROM_NPM,
    }
    told = ", ".join(f"{name} {version}" for name, version in versions.items())
    load = os.getloadavg()[0]
    return f"Measured on {datetime.date.today()} on {os.cpu_count()} cores under a load of {load:.1f} from others: {told}."


def python_start() -> float:
    """The median of the seconds that Python takes to do nothing."""
    return statistics.median(run([sys.executable, "-c", "pass"], HERE, Limits()).wall for _ in range(9))


def say(words: str) -> None:
    """Tell how it goes, beside the report."""
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    """Measure, and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES, help="sizes of the corpus")
    parser.add_argument("--only", nargs="+", default=[one.name for one in GENERATORS], metavar="GENERATOR", help="by their names")
    parser.add_argument("--runs", type=int, default=3, help="of each mode, at most")
    parser.add_argument("--patience", type=float, default=60, help="seconds after which a mode is not run again")
    parser.add_argument("--seconds", type=float, default=360, help="that a build of a peer may take")
    parser.add_argument("--megabytes", type=float, default=4_000, help="that it may hold")
    parser.add_argument("--edits", type=int, default=5, help="of each server")
    parser.add_argument("--no-serve", action="store_true", help="start no servers")
    parser.add_argument("--write", action="store_true", help="write builds.md and builds.svg")
    parser.add_argument("--again", action="store_true", help="measure nothing: report the figures that were kept")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all is put away, as after Ctrl-C
    figures = Figures.from_json(KEPT.read_text(encoding="utf-8")) if options.again else taken(options)
    report = table(figures)
    print(report)
    if options.write:
        (HERE / "builds.md").write_text(report, encoding="utf-8")
        (HERE / "builds.svg").write_text(svg(figures), encoding="utf-8")


def taken(options: argparse.Namespace) -> Figures:
    """The figures of everything that was asked for."""
    generators = [one for one in GENERATORS if one.name in options.only]
    if any(one.foreign for one in generators):
        install()
    figures = Figures(machine(), python_start())
    with tempfile.TemporaryDirectory(prefix="bench-") as base:
        bench = Bench(figures, Limits(options.seconds, options.megabytes), options.runs, options.patience, Path(base))
        for pages in sorted(options.pages):
            few = FEW.get(pages, options.only) if options.pages is SIZES else options.only
            bench.build(pages, [one for one in generators if one.name in few])
            KEPT.write_text(figures.as_json(), encoding="utf-8")
        if not options.no_serve:
            servers = [one for one in generators if one.serve and one.here]
            figures.shown[SERVED] = serve(servers, SERVED, options.edits, options.patience)
            KEPT.write_text(figures.as_json(), encoding="utf-8")
    return figures


if __name__ == "__main__":
    main()

"""What was measured, and what follows from it: medians, ratios, growth, and whether what must hold does."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.generators import OURS
from bench.processes import Cost

MODES = {"cold": "from nothing", "none": "no change", "edit": "one edit"}
"""How a site is built, and what that is called."""

Builds = dict[int, dict[str, dict[str, list[Cost]]]]
"""The runs of each size, generator and mode."""


@dataclass
class Figures:
    """Everything that one call of `make bench` found out."""

    machine: str
    """In words."""
    start: float = 0
    """Seconds that Python takes to start and do nothing."""
    builds: Builds = field(default_factory=dict)
    peaks: dict[int, dict[str, float]] = field(default_factory=dict)
    """The most megabytes that all processes of a build from nothing held, of each size and generator."""
    shown: dict[int, dict[str, list[float]]] = field(default_factory=dict)
    """Of each size and server, the seconds from an edit until the page showed it."""
    left_out: list[str] = field(default_factory=list)
    """What was not measured, and why."""

    def median(self, pages: int, name: str, mode: str, of: Callable[[Cost], float] = lambda cost: cost.wall) -> float | None:
        """The median of the runs, of wall seconds or of something else that they took; None where there were none."""
        costs = self.builds.get(pages, {}).get(name, {}).get(mode, [])
        return statistics.median(map(of, costs)) if costs else None

    def visible(self, pages: int, name: str) -> float | None:
        """The median of the seconds until an edit showed."""
        return statistics.median(found) if (found := self.shown.get(pages, {}).get(name)) else None

    def together(self, pages: int, name: str) -> float | None:
        """The most megabytes that all processes of a build held."""
        costs = [cost.largest for mode in self.builds.get(pages, {}).get(name, {}).values() for cost in mode]
        return max([*costs, self.peaks.get(pages, {}).get(name, 0)]) if costs else None

    def a_page(self, pages: int, name: str) -> float | None:
        """Milliseconds of CPU that a page costs in a build from nothing."""
        return _ratio(self.median(pages, name, "cold", lambda cost: cost.cpu * 1000), pages)

    def as_json(self) -> str:
        """All of it, to be read back."""
        return json.dumps(asdict(self), indent=1)

    @staticmethod
    def from_json(text: str) -> Figures:
        """What as_json wrote."""
        data: dict[str, Any] = json.loads(text)
        builds = {
            int(pages): {name: {mode: [Cost(**cost) for cost in costs] for mode, costs in modes.items()} for name, modes in names.items()}
            for pages, names in data.pop("builds").items()
        }
        peaks, shown = ({int(pages): names for pages, names in data.pop(field).items()} for field in ("peaks", "shown"))
        return Figures(**data, builds=builds, peaks=peaks, shown=shown)


@dataclass(frozen=True)
class Claim:
    """Something that must hold: in words, with the limit and what was measured; `holds` is None where it was not measured."""

    words: str
    limit: str
    measured: str
    holds: bool | None


def claims(figures: Figures) -> Iterator[Claim]:
    """What must hold, one after the other."""
    edit, hugo = figures.median(10_000, OURS, "edit"), figures.median(10_000, "Hugo", "cold")
    cold = figures.median(10_000, OURS, "cold")
    yield most("One edit at 10,000 pages, seconds", edit, 1 + figures.start, f"1.0 and Python's start, {figures.start:.2f}")
    yield least("… times faster than Hugo's whole build", _ratio(hugo, edit), 10)
    yield most("No change at 10,000 pages, seconds", figures.median(10_000, OURS, "none"), 1)
    for pages, times in {1_000: 5, 5_000: 8}.items():
        stock = figures.median(pages, "Material", "cold")
        yield least(
            f"From nothing at {pages:,} pages, times stock Material's speed", _ratio(stock, figures.median(pages, OURS, "cold")), times
        )
    yield most("From nothing at 10,000 pages, times Hugo's time", _ratio(cold, hugo), 2.5)
    yield most("CPU a page at 10,000 pages, times that at 1,000", _ratio(figures.a_page(10_000, OURS), figures.a_page(1_000, OURS)), 1)
    yield most("Peak memory at 10,000 pages, all processes, MB", figures.together(10_000, OURS), 700)
    served = _ratio(figures.visible(1_000, OURS), figures.visible(1_000, "Hugo"))
    yield most("An edit shown by the server at 1,000 pages, times Hugo's time", served, 1)


def most(words: str, measured: float | None, limit: float, told: str = "") -> Claim:
    """The claim that something is no more than a limit, which may be `told` in other words."""
    return Claim(words, f"at most {told or f'{limit:g}'}", _told(measured), None if measured is None else measured <= limit)


def least(words: str, measured: float | None, limit: float) -> Claim:
    """The claim that something is no less than a limit."""
    return Claim(words, f"at least {limit:g}", _told(measured), None if measured is None else measured >= limit)


def _told(measured: float | None) -> str:
    if measured is None:
        return "not measured"
    return f"{measured:,.0f}" if measured >= 100 else f"{measured:.2f}"


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def table(figures: Figures) -> str:
    """The whole report, in Markdown."""
    parts = [
        _HEAD.format(machine=figures.machine),
        _claims(figures),
        *(_size(figures, pages) for pages in figures.builds),
        _growth(figures),
    ]
    parts += [_shown(figures, pages) for pages in figures.shown]
    if figures.left_out:
        parts.append("## Left out\n\n" + "\n".join(f"- {reason}" for reason in figures.left_out))
    return "\n\n".join(parts) + "\n"


_HEAD = """\
# How long builds take

Written by `make bench`: a seeded corpus (seven in ten essays of some 800 words, one a practice, two stories; tags and links as Zipf's
law has them), the same words in every generator. Medians of runs taken in turn. {machine}

Material is stock: its blog, tags and search. Zensical has no blog yet. Hugo and Eleventy have a plain theme of a few lines, indexes, tags
and feeds. *From nothing* is without any cache; *×* is how many times The Callback's time that is; *together* is the peak memory of all
processes of a build, what they share counted once.

![Seconds that a build takes at each number of pages](builds.svg)"""


def _claims(figures: Figures) -> str:
    verdicts = {True: "yes", False: "**no**", None: "–"}
    rows = [[one.words, one.limit, one.measured, verdicts[one.holds]] for one in claims(figures)]
    return "## What must hold\n\n" + grid(["", "wanted", "measured", "holds"], rows)


def _size(figures: Figures, pages: int) -> str:
    head = [
        "",
        *(word for words in MODES.values() for word in (f"{words}, s", "×")),
        "CPU s",
        "largest process, MB",
        "together",
    ]
    rows = []
    for name in figures.builds[pages]:
        row = [name]
        for mode in MODES:
            seconds = figures.median(pages, name, mode)
            row += [_cell(seconds, 2), _times(seconds, figures.median(pages, OURS, mode))]
        row += [_cell(figures.median(pages, name, "cold", lambda cost: cost.cpu), 1)]
        row += [_cell(figures.median(pages, name, "cold", lambda cost: cost.largest), 0), _cell(figures.together(pages, name), 0)]
        rows.append(row)
    return f"## {pages:,} pages\n\n" + grid(head, rows)


def _growth(figures: Figures) -> str:
    sizes = list(figures.builds)
    head = ["CPU ms a page", *(f"{pages:,} pages" for pages in sizes), "10,000 to 1,000"]
    names = dict.fromkeys(name for names in figures.builds.values() for name in names)
    cpu, speed = [], []
    for name in names:
        growth = _ratio(figures.a_page(10_000, name), figures.a_page(1_000, name))
        cpu.append([name, *(_cell(figures.a_page(pages, name), 2) for pages in sizes), _cell(growth, 2)])
        speed.append([name, *(_cell(_ratio(pages, figures.median(pages, name, "cold")), 0) for pages in sizes)])
    return f"## From nothing, how it grows\n\n{grid(head, cpu)}\n\n{grid(['pages a second', *head[1:-1]], speed)}"


def _shown(figures: Figures, pages: int) -> str:
    rows = []
    for name in figures.shown[pages]:
        seconds = figures.visible(pages, name)
        rows.append([name, _cell(seconds, 2), _times(seconds, figures.visible(pages, OURS))])
    return f"## From an edit until the server shows it, {pages:,} pages\n\n" + grid(["server", "s", "×"], rows)


def _cell(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def _times(one: float | None, other: float | None) -> str:
    ratio = _ratio(one, other)
    return _cell(ratio, 2 if ratio and ratio < 1 else 1)


def grid(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown; all columns but the first hold numbers."""
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

"""A picture of the builds: seconds by pages, both as powers of ten, in colours for light and for dark."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bench.figures import Figures

COLOURS = {
    "The Callback": ("#b3202c", "#ff9a91"),
    "Material": ("#1a56c4", "#8db8ff"),
    "Zensical": ("#7440b5", "#cba8ff"),
    "Hugo": ("#8a5200", "#f0b45a"),
    "Eleventy": ("#1b7340", "#76d69a"),
}
"""Of each generator, in light and in dark."""
PAPER, INK, RULE = ("#ffffff", "#0d1117"), ("#1f2328", "#e6edf3"), ("#d1d9e0", "#30363d")
MARKS = ("circle", "square", "diamond", "triangle", "ring")
PANELS = {"cold": "From nothing", "edit": "After one edit"}
WIDTH, HEIGHT, TOP, FOOT, LEFT, GAP = 920, 470, 96, 52, 64, 76


def svg(figures: Figures) -> str:
    """The picture, with what it shows in words for those who do not see it."""
    sizes = sorted(figures.builds)
    names = [name for name in COLOURS if any(name in names for names in figures.builds.values())]
    lines = {
        mode: {name: [(pages, s) for pages in sizes if (s := figures.median(pages, name, mode)) is not None] for name in names}
        for mode in PANELS
    }
    seconds = [second for points in lines.values() for line in points.values() for _, second in line] or [1]
    low, high = math.floor(math.log10(min(seconds))), math.log10(max(seconds)) + 0.1
    wide = (WIDTH - LEFT - GAP - 24) / 2
    parts = [*_frame(_words(lines)), *_legend(names)]
    for number, (mode, title) in enumerate(PANELS.items()):
        panel = _Panel(LEFT + number * (wide + GAP), wide, sizes, low, high)
        parts += [*panel.scales(title), *(mark for name in reversed(names) for mark in panel.line(name, lines[mode][name]))]
    return "\n".join([*parts, "</svg>", ""])


class _Panel:
    """One of the two drawings."""

    def __init__(self, left: float, wide: float, sizes: list[int], low: int, high: float) -> None:
        self.left, self.wide, self.sizes, self.low, self.high = left, wide, sizes, low, high

    def x(self, pages: int) -> float:
        first, last = math.log10(self.sizes[0]), math.log10(self.sizes[-1])
        share = (math.log10(pages) - first) / (last - first) if last > first else 0.5
        return self.left + 12 + share * (self.wide - 24)

    def y(self, seconds: float) -> float:
        return HEIGHT - FOOT - (math.log10(seconds) - self.low) / (self.high - self.low) * (HEIGHT - FOOT - TOP)

    def scales(self, title: str) -> Iterator[str]:
        yield f'<text class="title" x="{self.left:.0f}" y="{TOP - 18}">{title}</text>'
        for power in range(self.low, math.floor(self.high) + 1):
            y = self.y(10**power)
            yield f'<path class="rule" d="M{self.left:.0f} {y:.1f}h{self.wide:.0f}"/>'
            yield f'<text x="{self.left - 8:.0f}" y="{y + 5:.1f}" text-anchor="end">{10**power:,g} s</text>'
        for pages in self.sizes:
            yield f'<text x="{self.x(pages):.1f}" y="{HEIGHT - FOOT + 24}" text-anchor="middle">{pages:,}</text>'
        yield f'<text x="{self.left + self.wide / 2:.1f}" y="{HEIGHT - 8}" text-anchor="middle">pages</text>'

    def line(self, name: str, points: list[tuple[int, float]]) -> Iterator[str]:
        if points:
            path = " ".join(f"{self.x(pages):.1f} {self.y(seconds):.1f}" for pages, seconds in points)
            yield f'<path class="line c{_number(name)}" d="M{path}"/>'
            yield from (_mark(name, self.x(pages), self.y(seconds)) for pages, seconds in points)


def _frame(words: str) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d" font-size="15">'
    yield f'<title id="t">Seconds that a build takes, by pages</title><desc id="d">{words}</desc>'
    yield f"<style>{_SHAPES}{_colours(0)}@media(prefers-color-scheme:dark){{{_colours(1)}}}</style>"
    yield f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>'


_SHAPES = (
    "text{font-family:system-ui,sans-serif}.title{font-weight:600;font-size:17px}"
    ".rule,.line{fill:none}.line{stroke-width:2}.line.c0{stroke-width:3.5}"
)


def _colours(scheme: int) -> str:
    plain = f"text{{fill:{INK[scheme]}}}.paper{{fill:{PAPER[scheme]}}}.rule{{stroke:{RULE[scheme]}}}"
    pairs = enumerate(pair[scheme] for pair in COLOURS.values())
    return plain + "".join(f".c{number}{{stroke:{colour}}}.m{number}{{fill:{colour}}}" for number, colour in pairs)


def _legend(names: list[str]) -> Iterator[str]:
    left = float(LEFT)
    for name in names:
        yield _mark(name, left + 6, 29)
        yield f'<text x="{left + 20:.0f}" y="34">{name}</text>'
        left += 56 + 8.5 * len(name)


def _mark(name: str, x: float, y: float) -> str:
    """The generator's own shape, so that it is known without its colour."""
    number = _number(name)
    shape = MARKS[number]
    if shape in ("circle", "ring"):
        inner = f'<circle class="paper" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' if shape == "ring" else ""
        return f'<circle class="m{number}" cx="{x:.1f}" cy="{y:.1f}" r="6"/>{inner}'
    corners = {
        "square": ((-5, -5), (5, -5), (5, 5), (-5, 5)),
        "diamond": ((0, -7), (7, 0), (0, 7), (-7, 0)),
        "triangle": ((0, -7), (7, 5), (-7, 5)),
    }[shape]
    points = " ".join(f"{x + right:.1f},{y + down:.1f}" for right, down in corners)
    return f'<polygon class="m{number}" points="{points}"/>'


def _number(name: str) -> int:
    return list(COLOURS).index(name)


def _words(lines: dict[str, dict[str, list[tuple[int, float]]]]) -> str:
    """What the picture shows."""
    told = []
    for mode, title in PANELS.items():
        each = [f"{name} {seconds:.2f} s at {pages:,}" for name, points in lines[mode].items() for pages, seconds in points[-1:]]
        told.append(f"{title}: {', '.join(each)} pages.")
    return " ".join(told)

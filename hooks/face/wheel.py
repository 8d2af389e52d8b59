"""The picture of topics: places on a ring, as large as what they hold, tied by lines through the middle.

The places stand clockwise from the top, at even heights, so that every name has a line to itself however many there are.
A place is a ring of three arcs: its shares of essays, practices and stories. Lengths are in a twentieth of a rem; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, dist, pi, sin, sqrt
from typing import NamedTuple

from .wrapping import wrap

WIDTH, HALF = 1180, 290
"""Of the picture; and how far the ring reaches from its middle to either side."""
ROW, SMALLEST, LARGEST = 52, 7, 22
"""Between two places; and how large one is: its radius."""
MARGIN, TEXT, SIZE = 12, 14, 19
"""Above and below; between a place and its name; and the letters of a name."""
THIN, THICK = 1.5, 7
"""The thinnest and the thickest line."""


class Circle(NamedTuple):
    """A topic in the picture: its middle and radius, its arcs by their number, and its name: where, on which side, in which words."""

    id: str
    x: float
    y: float
    radius: float
    arcs: tuple[tuple[int, str], ...]
    text_x: float
    anchor: str
    name: str


class Chord(NamedTuple):
    """A tie between two topics: their ids, its path, and how thick it is drawn."""

    ends: tuple[str, str]
    path: str
    weight: float


class Wheel(NamedTuple):
    """All that is drawn; the circles are clockwise from the top, as they were given."""

    circles: tuple[Circle, ...]
    chords: tuple[Chord, ...]
    height: float
    width: int = WIDTH


def draw(places: Sequence[tuple[str, str, Sequence[int]]], ties: Iterable[tuple[str, str, int]]) -> Wheel:
    """The picture of topics (id, name, how many of each kind) and their ties (two ids, how many pages they share)."""
    ties = list(ties)
    height = 2 * MARGIN + ROW * -(-len(places) // 2)
    largest = max((sum(counts) for _, _, counts in places), default=1)
    circles = [_circle(number, place, len(places), height, largest) for number, place in enumerate(places)]
    at = {circle.id: (circle.x, circle.y) for circle in circles}
    most = max((shared for _, _, shared in ties), default=1)
    chords = [Chord((one, other), _path(at[one], at[other], height), _weight(shared, most)) for one, other, shared in ties]
    return Wheel(tuple(circles), tuple(chords), height)


def _circle(number: int, place: tuple[str, str, Sequence[int]], count: int, height: float, largest: int) -> Circle:
    name, title, counts = place
    rows = -(-count // 2)
    right = number < rows
    row = number if right else 2 * rows - 1 - number
    y = MARGIN + ROW * (row + 0.5)
    radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(sum(counts) / largest)
    bend = 2 * y / height - 1
    side = 1 if right else -1
    x = WIDTH / 2 + side * HALF * sqrt(1 - bend * bend)
    text = x + side * (radius + TEXT)
    room = (WIDTH - text if right else text) / SIZE
    lines = wrap(title, room, 1)
    return Circle(
        name,
        _round(x),
        _round(y),
        _round(radius),
        tuple(_arcs(counts, x, y, radius)),
        _round(text),
        "start" if right else "end",
        lines[0] if lines else "",
    )


def _arcs(counts: Sequence[int], x: float, y: float, radius: float) -> Iterable[tuple[int, str]]:
    """One arc for each kind that is there, clockwise from the top, by its number."""
    total, start = sum(counts), 0.0
    for number, count in enumerate(counts):
        end = start + 2 * pi * count / total if total else start
        if count:
            half = (start + end) / 2  # by way of its middle: a whole circle has no arc from a point to itself
            points = [f"{_round(x + radius * sin(turn)):g} {_round(y - radius * cos(turn)):g}" for turn in (start, half, end)]
            size = f"{radius:.1f} {radius:.1f} 0 0 1"
            yield number, f"M{points[0]}A{size} {points[1]}A{size} {points[2]}"
        start = end


def _path(one: tuple[float, float], other: tuple[float, float], height: float) -> str:
    """A curve that leans towards the middle: the further apart its ends, the nearer it comes."""
    x, y = WIDTH / 2, height / 2
    middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    pull = 0.8 * min(1, dist(one, other) / HALF)
    bent = (_round(middle[0] + (x - middle[0]) * pull), _round(middle[1] + (y - middle[1]) * pull / 2))
    return f"M{one[0]:g} {one[1]:g}Q{bent[0]:g} {bent[1]:g} {other[0]:g} {other[1]:g}"


def _weight(shared: int, most: int) -> float:
    return _round(THIN + (THICK - THIN) * shared / most)


def _round(value: float) -> float:
    return round(value, 1)

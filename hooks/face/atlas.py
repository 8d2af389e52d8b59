"""The picture of pages and ties: three columns, why on the left, what to do in the middle, how it went on the right.

layers.py says in which order pages stand and how high, so that few lines cross. A tie from left to right runs through a gap that
is kept free for it in the middle.
Lengths are in a twentieth of a rem; y grows downwards. The same pages give the same picture, to the last digit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from .layers import Columns, Pair, Place, ordered, settle
from .wrapping import wrap

COLUMNS = ("essay", "practice", "story")
WIDTH, BOX = 1180, 290
"""Of the picture: the widest column of the site; and of a page in it."""
TOP, END = 44, 4
"""Room above for the columns' names, and below for the last outline."""
SIZE, LEADING, MOST_LINES = 17, 22, 4
"""Of a title: its letters, its lines, and how many there may be."""
SIGN, EDGE = 34, 13
"""What a title keeps free on its left for the kind's sign, and on the other sides."""
CHANNEL = 8
"""The height of a line that passes through a column."""
THIN, STEP, MOST_STEPS = 1.75, 1.25, 4
"""A line that ties two whole pages, and what each single step adds, up to a number."""
PORTS = 9
"""The most between two lines where they leave a page."""


class Titled(Protocol):
    """What is drawn of a page."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...


class Spot(NamedTuple):
    """A page in the picture: its box, and the lines of its title by the start of their baselines."""

    page: Titled
    x: float
    y: float
    height: float
    lines: tuple[tuple[float, float, str], ...]
    width: int = BOX


class Line(NamedTuple):
    """A tie in the picture: the ids and kinds of its ends from left to right, its path, and how thick it is drawn."""

    ends: tuple[str, str]
    kinds: tuple[str, str]
    path: str
    weight: float


class Picture(NamedTuple):
    """All that is drawn: spots in reading order, column by column; `heads` are the kinds that there are, and where their columns begin."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    heads: tuple[tuple[str, int], ...]
    height: float
    width: int = WIDTH


def draw(pages: Sequence[Titled], ties: Iterable[tuple[str, str, int]]) -> Picture:
    """The picture of some pages and the ties between them: the ids of two pages of different kinds, and how many steps tie them."""
    places = {page.id: _stand(page) for page in pages}
    kinds = {page.id: page.kind for page in pages}
    routes = []
    columns: Columns = [[place for place in places.values() if place.column == number] for number in range(len(COLUMNS))]
    for one, other, steps in ties:
        left, right = sorted((one, other), key=lambda name: places[name].column)
        ends = [places[left], places[right]]
        if ends[1].column - ends[0].column == 2:
            ends.insert(1, Place(1, CHANNEL))
            columns[1].append(ends[1])
        routes.append(((left, right), ends, THIN + STEP * min(steps, MOST_STEPS)))
    pairs = [pair for _, ends, _ in routes for pair in pairwise(ends)]
    height = settle(ordered(columns, pairs), pairs, TOP) + END
    ports = _ports(pairs)
    spots = [_spot(page, places[page.id]) for page in pages]
    return Picture(
        tuple(sorted(spots, key=lambda spot: (spot.x, spot.y))),
        tuple(Line(names, (kinds[names[0]], kinds[names[1]]), _path(ends, ports), weight) for names, ends, weight in routes),
        tuple((kind, _left(column)) for column, kind in enumerate(COLUMNS) if kind in kinds.values()),
        _round(height),
    )


def _stand(page: Titled) -> Place:
    title = wrap(page.title, (BOX - SIGN - EDGE) / SIZE, MOST_LINES)
    return Place(COLUMNS.index(page.kind), len(title) * LEADING + 2 * EDGE, title)


def _ports(pairs: Iterable[Pair]) -> dict[Pair, float]:
    """The y at which the line from one place to another leaves the first: side by side, in the order in which they arrive."""
    sides: dict[tuple[Place, int], list[Place]] = defaultdict(list)
    for one, other in pairs:
        sides[one, other.column].append(other)
        sides[other, one.column].append(one)
    ports = {}
    for (place, _), others in sides.items():
        apart = min(PORTS, (place.height - 2 * EDGE) / max(1, len(others) - 1))
        for number, other in enumerate(sorted(others, key=lambda other: other.y)):
            ports[place, other] = place.y + (number - (len(others) - 1) / 2) * apart
    return ports


def _path(ends: Sequence[Place], ports: dict[Pair, float]) -> str:
    """A soft curve from place to place, and straight on through the middle."""
    path = ""
    for one, other in pairwise(ends):
        x1, y1, x2, y2 = (_left(one.column) + BOX, ports[one, other], _left(other.column), ports[other, one])
        middle = (x1 + x2) / 2
        path += f"{f'H{x1}' if path else f'M{x1} {_round(y1):g}'}C{middle:g} {_round(y1):g} {middle:g} {_round(y2):g} {x2} {_round(y2):g}"
    return path


def _spot(page: Titled, place: Place) -> Spot:
    x, y = _left(place.column), _round(place.y - place.height / 2)
    lines = ((x + SIGN, _round(y + EDGE + LEADING * (number + 0.75)), text) for number, text in enumerate(place.title))
    return Spot(page, x, y, place.height, tuple(lines))


def _left(column: int) -> int:
    return column * (WIDTH - BOX) // 2


def _round(value: float) -> float:
    return round(value, 1)

"""The picture of pages and ties: three columns, why on the left, what to do in the middle, how it went on the right.

A layered drawing after Sugiyama: the order in each column is chosen so that few lines cross, then each page stands as near as it
can to the middle of those it is tied to. A tie from left to right runs through a gap that is kept free for it in the middle.
Lengths are in a twentieth of a rem; y grows downwards. The same pages give the same picture, to the last digit.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Protocol

from .lettering import wrap

COLUMNS = ("essay", "practice", "story")
WIDTH, BOX = 1180, 290
"""Of the picture: the widest column of the site; and of a page in it."""
TOP, END = 44, 4
"""Room above for the columns' names, and below for the last outline."""
SIZE, LEADING, MOST_LINES = 17, 22, 4
"""Of a title: its letters, its lines, and how many there may be."""
SIGN, EDGE = 34, 13
"""What a title keeps free on its left for the kind's sign, and on the other sides."""
GAP, CHANNEL = 16, 8
"""Between two pages of a column; and the height of a line that passes through it."""
THIN, STEP, MOST_STEPS = 1.75, 1.25, 4
"""A line that ties two whole pages, and what each single step adds, up to a number."""
PORTS = 9
"""The most between two lines where they leave a page."""
SWEEPS, STARTS, EFFORT = 8, 48, 1500
"""How often an order is improved; how many are begun with beside the given one (with that alone, twice as many lines cross); and how
many lines all of these may have together, so that a large picture takes no longer than a small one."""


class Titled(Protocol):
    """What is drawn of a page."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class Spot:
    """A page in the picture: its box, and the lines of its title by the start of their baselines."""

    page: Titled
    x: float
    y: float
    height: float
    lines: tuple[tuple[float, float, str], ...]
    width: int = BOX


@dataclass(frozen=True)
class Line:
    """A tie in the picture: the ids and kinds of its ends from left to right, its path, and how thick it is drawn."""

    ends: tuple[str, str]
    kinds: tuple[str, str]
    path: str
    weight: float


@dataclass(frozen=True)
class Picture:
    """All that is drawn: spots in reading order, column by column; `heads` are the kinds that there are, and where their columns begin."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    heads: tuple[tuple[str, int], ...]
    height: float
    width: int = WIDTH


@dataclass(eq=False)
class _Place:
    """Where something stands in a column: a page, or a line that passes through (which has no title). `y` is its middle."""

    column: int
    height: float
    title: tuple[str, ...] = ()
    y: float = 0.0


_Columns = list[list[_Place]]
_Pair = tuple[_Place, _Place]
_Near = dict[_Place, list[_Place]]


def draw(pages: Sequence[Titled], ties: Iterable[tuple[str, str, int]]) -> Picture:
    """The picture of some pages and the ties between them: the ids of two pages of different kinds, and how many steps tie them."""
    places = {page.id: _stand(page) for page in pages}
    kinds = {page.id: page.kind for page in pages}
    routes = []
    columns: _Columns = [[place for place in places.values() if place.column == number] for number in range(len(COLUMNS))]
    for one, other, steps in ties:
        left, right = sorted((one, other), key=lambda name: places[name].column)
        ends = [places[left], places[right]]
        if ends[1].column - ends[0].column == 2:
            ends.insert(1, _Place(1, CHANNEL))
            columns[1].append(ends[1])
        routes.append(((left, right), ends, THIN + STEP * min(steps, MOST_STEPS)))
    pairs = [pair for _, ends, _ in routes for pair in pairwise(ends)]
    height = _settle(_ordered(columns, pairs), pairs)
    ports = _ports(pairs)
    spots = [_spot(page, places[page.id]) for page in pages]
    return Picture(
        tuple(sorted(spots, key=lambda spot: (spot.x, spot.y))),
        tuple(Line(names, (kinds[names[0]], kinds[names[1]]), _path(ends, ports), weight) for names, ends, weight in routes),
        tuple((kind, _left(column)) for column, kind in enumerate(COLUMNS) if columns[column]),
        _round(height),
    )


def crossings(columns: Sequence[Sequence[_Place]], pairs: Iterable[_Pair]) -> int:
    """How many pairs of lines cross, each pair once, if the columns stand in this order."""
    rank = {place: number for column in columns for number, place in enumerate(column)}
    total = 0
    for left in range(len(columns) - 1):
        seen: list[int] = []
        for _, end in sorted((rank[one], rank[other]) for one, other in pairs if one.column == left):
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total


def _stand(page: Titled) -> _Place:
    title = wrap(page.title, (BOX - SIGN - EDGE) / SIZE, MOST_LINES)
    return _Place(COLUMNS.index(page.kind), len(title) * LEADING + 2 * EDGE, title)


def _ordered(columns: _Columns, pairs: list[_Pair]) -> _Columns:
    """The columns in an order in which few lines cross: the best of some beginnings, the given order among them."""
    near = _near(pairs)
    chance = Random(1)  # noqa: S311 - always the same beginnings
    count = min(STARTS, EFFORT // (len(pairs) + 1))
    starts = [columns] + [[sorted(column, key=lambda _: chance.random()) for column in columns] for _ in range(count)]
    return _switched(min((_swept(start, pairs, near) for start in starts), key=lambda found: crossings(found, pairs)), near)


def _swept(columns: _Columns, pairs: list[_Pair], near: _Near) -> _Columns:
    """Each column in turn in the order of the means of what its places are tied to; of all the orders on the way the best."""
    best, fewest = columns, crossings(columns, pairs)
    for sweep in range(SWEEPS):
        rank = {place: (number + 0.5) / len(column) for column in columns for number, place in enumerate(column)}
        moving = (1,) if sweep % 2 else (0, 2)
        columns = [
            sorted(column, key=lambda place: _mean([rank[other] for other in near[place]], rank[place])) if number in moving else column
            for number, column in enumerate(columns)
        ]
        if (found := crossings(columns, pairs)) < fewest:
            best, fewest = columns, found
    return best


def _switched(columns: _Columns, near: _Near) -> _Columns:
    """The columns with neighbours exchanged as long as that saves a crossing."""
    columns = [list(column) for column in columns]
    rank = {place: number for column in columns for number, place in enumerate(column)}

    def cross(one: _Place, other: _Place) -> int:
        return sum(a.column == b.column and rank[a] > rank[b] for a in near[one] for b in near[other])

    saved = True
    while saved:
        saved = False
        for column in columns:
            for number, (one, other) in enumerate(pairwise(tuple(column))):
                if column[number] is one and cross(other, one) < cross(one, other):
                    column[number : number + 2] = other, one
                    rank[one], rank[other] = number + 1, number
                    saved = True
    return columns


def _settle(columns: Sequence[Sequence[_Place]], pairs: list[_Pair]) -> float:
    """Give each place its y, between the mean of what it is tied to and an even spread; returns the height of the picture."""
    near = _near(pairs)
    room = max(_packed(column) for column in columns)
    for column in columns:
        _space(column, [room / 2] * len(column), room)
    for number in (1, 0, 2, 1, 0, 2, 1, 0, 2):
        column = columns[number]
        even = [room * (place + 0.5) / len(column) for place in range(len(column))]
        _space(column, [(_mean([other.y for other in near[place]], y) + y) / 2 for place, y in zip(column, even, strict=True)], room)
    for column in columns:
        for place in column:
            place.y += TOP
    return TOP + room + END


def _space(column: Sequence[_Place], wanted: Sequence[float], room: float) -> None:
    """Put places as near to where they are wanted as their order and sizes allow: least squares, by pooling who would overlap."""
    pools: list[tuple[float, int]] = []  # the mean and number of places that stand as close as they may
    before, offsets = 0.0, []
    for place, y in zip(column, wanted, strict=True):
        offsets.append(before + place.height / 2)
        mean, count = y - offsets[-1], 1
        while pools and pools[-1][0] > mean:
            other, number = pools.pop()
            mean, count = ((mean * count + other * number) / (count + number), count + number)
        pools.append((mean, count))
        before += place.height + GAP
    slack = room - _packed(column)
    starts = [min(max(mean, 0.0), slack) for mean, count in pools for _ in range(count)]
    for place, start, offset in zip(column, starts, offsets, strict=True):
        place.y = start + offset


def _packed(column: Sequence[_Place]) -> float:
    return sum(place.height for place in column) + GAP * max(0, len(column) - 1)


def _near(pairs: Iterable[_Pair]) -> _Near:
    near: _Near = defaultdict(list)
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)
    return near


def _ports(pairs: Iterable[_Pair]) -> dict[_Pair, float]:
    """The y at which the line from one place to another leaves the first: side by side, in the order in which they arrive."""
    sides: dict[tuple[_Place, int], list[_Place]] = defaultdict(list)
    for one, other in pairs:
        sides[one, other.column].append(other)
        sides[other, one.column].append(one)
    ports = {}
    for (place, _), others in sides.items():
        apart = min(PORTS, (place.height - 2 * EDGE) / max(1, len(others) - 1))
        for number, other in enumerate(sorted(others, key=lambda other: other.y)):
            ports[place, other] = place.y + (number - (len(others) - 1) / 2) * apart
    return ports


def _path(ends: Sequence[_Place], ports: dict[_Pair, float]) -> str:
    """A soft curve from place to place, and straight on through the middle."""
    path = ""
    for one, other in pairwise(ends):
        x1, y1, x2, y2 = (_left(one.column) + BOX, ports[one, other], _left(other.column), ports[other, one])
        middle = (x1 + x2) / 2
        path += f"{f'H{x1}' if path else f'M{x1} {_round(y1):g}'}C{middle:g} {_round(y1):g} {middle:g} {_round(y2):g} {x2} {_round(y2):g}"
    return path


def _spot(page: Titled, place: _Place) -> Spot:
    x, y = _left(place.column), _round(place.y - place.height / 2)
    lines = ((x + SIGN, _round(y + EDGE + LEADING * (number + 0.75)), text) for number, text in enumerate(place.title))
    return Spot(page, x, y, place.height, tuple(lines))


def _left(column: int) -> int:
    return column * (WIDTH - BOX) // 2


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _round(value: float) -> float:
    return round(value, 1)

"""A drawing in layers, after Sugiyama: in which order things stand in each column, and how high.

The order is chosen so that few lines cross; then each thing stands as near as it can to the middle of those it is tied to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

GAP = 16
"""The least between two places of a column."""
SWEEPS, STARTS, EFFORT = 8, 48, 1500
"""How often an order is improved; how many are begun with beside the given one (with that alone, twice as many lines cross); and how
many lines all of these may have together, so that a large picture takes no longer than a small one."""


@dataclass(eq=False)
class Place:
    """Where something stands in a column: a page, or a line that passes through (which has no title). `y` is its middle."""

    column: int
    height: float
    title: tuple[str, ...] = ()
    y: float = 0.0


Columns = list[list[Place]]
Pair = tuple[Place, Place]
Near = dict[Place, list[Place]]


def ordered(columns: Columns, pairs: list[Pair]) -> Columns:
    """The columns in an order in which few lines cross: the best of some beginnings, the given order among them."""
    near = _near(pairs)
    gaps = _gaps(columns, pairs)
    chance = Random(1)  # noqa: S311 - always the same beginnings
    best, fewest = _swept(columns, gaps, near)
    for _ in range(min(STARTS, EFFORT // (len(pairs) + 1))):
        if fewest:
            found, crossed = _swept([sorted(column, key=lambda _: chance.random()) for column in columns], gaps, near)
            if crossed < fewest:
                best, fewest = found, crossed
    return _switched(best, near)


def _swept(columns: Columns, gaps: list[list[Pair]], near: Near) -> tuple[Columns, int]:
    """Each column in turn in the order of the means of what its places are tied to; of all the orders on the way the best.

    Returns how many lines cross in it, too.
    """
    best, fewest = columns, _crossings(columns, gaps)
    rank = {place: (number + 0.5) / len(column) for column in columns for number, place in enumerate(column)}
    same = 0
    for sweep in range(SWEEPS):
        if not fewest or same == 2:  # nothing moves any more
            break
        before = columns
        columns = list(columns)
        means = [(number, {place: _mean([rank[other] for other in near[place]], rank[place]) for place in columns[number]})
                 for number in ((1,) if sweep % 2 else (0, 2))]  # fmt: skip
        for number, mean in means:
            columns[number] = sorted(columns[number], key=mean.__getitem__)
            rank.update((place, (n + 0.5) / len(mean)) for n, place in enumerate(columns[number]))
        same = same + 1 if columns == before else 0
        if not same and (found := _crossings(columns, gaps)) < fewest:
            best, fewest = columns, found
    return best, fewest


def _switched(columns: Columns, near: Near) -> Columns:
    """The columns with neighbours exchanged as long as that saves a crossing."""
    columns = [list(column) for column in columns]
    rank = {place: number for column in columns for number, place in enumerate(column)}

    def cross(one: Place, other: Place) -> int:
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


def settle(columns: Sequence[Sequence[Place]], pairs: list[Pair], top: float) -> float:
    """Give each place its y, between the mean of what it is tied to and an even spread, from `top` on; returns where the last ends."""
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
            place.y += top
    return top + room


def _space(column: Sequence[Place], wanted: Sequence[float], room: float) -> None:
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


def _packed(column: Sequence[Place]) -> float:
    return sum(place.height for place in column) + GAP * max(0, len(column) - 1)


def _near(pairs: Iterable[Pair]) -> Near:
    near: Near = defaultdict(list)
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)
    return near


def crossings(columns: Sequence[Sequence[Place]], pairs: Iterable[Pair]) -> int:
    """How many pairs of lines cross, each pair once, if the columns stand in this order."""
    return _crossings(columns, _gaps(columns, pairs))


def _gaps(columns: Sequence[Sequence[Place]], pairs: Iterable[Pair]) -> list[list[Pair]]:
    """The lines between each two columns that stand side by side."""
    gaps: list[list[Pair]] = [[] for _ in columns]
    for pair in pairs:
        gaps[pair[0].column].append(pair)
    return gaps


def _crossings(columns: Sequence[Sequence[Place]], gaps: list[list[Pair]]) -> int:
    rank = {place: number for column in columns for number, place in enumerate(column)}
    total = 0
    for pairs in gaps:
        seen: list[int] = []
        for _, end in sorted([(rank[one], rank[other]) for one, other in pairs]):
            at = bisect_right(seen, end)
            total += len(seen) - at
            seen.insert(at, end)
    return total


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise

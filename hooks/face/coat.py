"""Coat: a piece of giraffe coat, cut from a few words: always the same piece for the same words.

The middles of its patches lie on a honeycomb that is turned, stretched and shaken; each patch reaches halfway to its
neighbours, less a gap (a Voronoi cell, made smaller), so the light lines between patches are equally wide everywhere.
Every number comes from a SHA-256 of the words: another formula here is another picture on every page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from math import cos, hypot, pi, sin, sqrt
from random import Random
from typing import NamedTuple

WIDTH, HEIGHT = 400, 300
"""The size of a piece, in units of its own."""
TONES = 3
"""How dark a patch can be: 0 is the lightest."""

Point = tuple[float, float]


class Patch(NamedTuple):
    """A patch: how dark it is, and its corners in their order round it, in whole units."""

    tone: int
    corners: tuple[tuple[int, int], ...]


class Coat(NamedTuple):
    """A piece of coat. Each patch is `round` units larger all round than its corners say, and rounded by as much."""

    round: int
    patches: tuple[Patch, ...]


def coat(words: str) -> Coat:
    """Cut the piece for these words."""
    dice = Random(int.from_bytes(hashlib.sha256(words.encode()).digest(), "big")).random  # noqa: S311 - no secret
    step = 58 + 46 * dice()
    middles = _middles(dice, step)
    gap, radius = step * (0.05 + 0.055 * dice()), round(step * (0.08 + 0.08 * dice()))
    cells = {place: _cell(place, middles, gap + radius) for place in middles if _is_near(middles[place], 0.6 * step)}
    seen = [place for place, cell in cells.items() if len(cell) > 2 and _is_seen(cell, radius)]
    shade = _shade(dice)
    order = sorted(seen, key=lambda place: shade(*middles[place]) + 0.45 * dice())
    dark, light = 0.2 + 0.2 * dice(), 0.35 + 0.15 * dice()
    tones = {place: 0 if n < light * len(order) else 2 if n >= (1 - dark) * len(order) else 1 for n, place in enumerate(order)}
    return Coat(radius, tuple(Patch(tones[place], cells[place]) for place in seen))


def _middles(dice: Callable[[], float], step: float) -> dict[tuple[int, int], Point]:
    """The middles of patches in and around a piece, by column and row of the honeycomb."""
    turn, stretch, shake = pi * dice(), 1 + 0.5 * dice() ** 2, 0.5 + 0.28 * dice()
    long, high = step * stretch, step * sqrt(3 / stretch) / 2
    dx, dy, start = cos(turn), sin(turn), (dice(), dice())
    far = hypot(WIDTH, HEIGHT) / 2 + step
    columns, rows = int(far / long) + 4, int(far / high) + 4
    middles = {}
    for row in range(-rows, rows + 1):
        for column in range(-columns, columns + 1):
            a = (column + start[0] + row % 2 / 2 + (dice() - 0.5) * shake) * long
            b = (row + start[1] + (dice() - 0.5) * shake) * high
            middles[column, row] = (WIDTH / 2 + a * dx - b * dy, HEIGHT / 2 + a * dy + b * dx)
    return middles


def _is_near(middle: Point, margin: float) -> bool:
    return -margin < middle[0] < WIDTH + margin and -margin < middle[1] < HEIGHT + margin


def _is_seen(corners: tuple[tuple[int, int], ...], radius: int) -> bool:
    """Whether a patch shows a corner or more of itself in the piece."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return max(xs) + radius > 1 and min(xs) - radius < WIDTH - 1 and max(ys) + radius > 1 and min(ys) - radius < HEIGHT - 1


def _around(odd: int) -> tuple[tuple[int, int], ...]:
    """The two rings of neighbours of a place in the honeycomb, nearest first; every other row stands half a step aside."""
    places = [(column, row) for row in range(-2, 3) for column in range(-2, 3) if (column, row) != (0, 0)]
    return tuple(sorted(places, key=lambda place: (hypot(place[0] + place[1] % 2 * (0.5 - odd), place[1] * sqrt(3) / 2), place))[:18])


AROUND = (_around(0), _around(1))
"""For even and for odd rows: who is further off never touches."""


def _cell(place: tuple[int, int], middles: dict[tuple[int, int], Point], gap: float) -> tuple[tuple[int, int], ...]:
    """The corners of all that is nearer to this middle than to any other, less a gap; nothing where the gap takes it all."""
    column, row = place
    x, y = middles[place]
    corners: list[Point] = [(-200.0, -200.0), (200.0, -200.0), (200.0, 200.0), (-200.0, 200.0)]
    reach = 300.0
    for nth, (across, down) in enumerate(AROUND[row % 2]):
        other = middles[column + across, row + down]
        dx, dy = other[0] - x, other[1] - y
        far = sqrt(dx * dx + dy * dy)
        limit = far / 2 - gap
        if limit < reach:
            corners = _cut(corners, dx / far, dy / far, limit)
            if nth > 4 and corners:
                reach = max([sqrt(a * a + b * b) for a, b in corners])
    points = [(round(x + a), round(y + b)) for a, b in corners]
    return tuple([here for n, here in enumerate(points) if abs(here[0] - points[n - 1][0]) + abs(here[1] - points[n - 1][1]) > 3])


def _cut(corners: list[Point], dx: float, dy: float, limit: float) -> list[Point]:
    """What is left of a convex shape where nothing may lie further than `limit` in one direction."""
    if not corners:
        return corners
    kept: list[Point] = []
    ax, ay = corners[-1]
    before = ax * dx + ay * dy - limit
    for bx, by in corners:
        here = bx * dx + by * dy - limit
        if (before < 0) != (here < 0):
            part = before / (before - here)
            kept.append((ax + (bx - ax) * part, ay + (by - ay) * part))
        if here < 0:
            kept.append((bx, by))
        ax, ay, before = bx, by, here
    return kept


def _shade(dice: Callable[[], float]) -> Callable[[float, float], float]:
    """Where the dark patches gather: how dark it is at a point, from about 0 to 1. One side, one spot, round a spot, or a band."""
    form, turn, spot = int(4 * dice()), 2 * pi * dice(), (WIDTH * dice(), HEIGHT * dice())
    dx, dy = cos(turn), sin(turn)

    def along(x: float, y: float) -> float:
        return ((x - WIDTH / 2) * dx + (y - HEIGHT / 2) * dy) / HEIGHT

    def off(x: float, y: float) -> float:
        return hypot(x - spot[0], y - spot[1]) / WIDTH

    forms: tuple[Callable[[float, float], float], ...] = (
        lambda x, y: along(x, y) + 0.5,
        lambda x, y: 1 - off(x, y),
        off,
        lambda x, y: 1 - 2 * abs(along(x, y) + (spot[0] / WIDTH - 0.5) / 2),
    )
    return forms[form]

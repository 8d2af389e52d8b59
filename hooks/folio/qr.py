"""QR codes: the way from paper back to the page. A template draws the code; here is only where its dark squares lie.

A code is made under one of eight masks, the one with the lowest penalty. segno weighs each of them square by square; here a code is
one number, a bit for each square, and eight numbers are weighed in a fifth of the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

QUIET = 4
"""The free margin around the code, in modules (ISO/IEC 18004)."""
MASKS = 8
_GAP = 4
"""Light modules beside each row of a number: as many as the norm asks for beside what looks like a finder."""
_DIGITS = bytes.maketrans(b"\0\1", b"01")


class Code(NamedTuple):
    """A code as an SVG draws it: `size` is the side of its square in modules, margin included, `path` fills the dark ones."""

    size: int
    path: str


@lru_cache(maxsize=4096)  # the same address gives the same code, also in the next build of `make serve`
def code(address: str) -> Code:
    """The code of an address. Level M: it can still be read when a seventh of it is under a coffee stain."""
    plain = tuple(_masked(address, 0))
    size, number = len(plain), _number(plain)
    if size not in _CHANGES:
        _CHANGES[size] = [number ^ _number(_masked(address, mask)) for mask in range(MASKS)]
    told = ~_number(_format(size))
    best = min((number ^ change for change in _CHANGES[size]), key=lambda masked: penalty(masked & told, size))
    bits, width = f"{best:b}".zfill(size * (size + _GAP))[::-1], size + _GAP
    return Code(size + 2 * QUIET, "".join(_row(y + QUIET, bits[y * width : y * width + size]) for y in range(size)))


_CHANGES: dict[int, list[int]] = {}
"""By a code's size, which modules other masks turn over: the same ones whatever it says."""


def _masked(address: str, mask: int) -> Iterable[bytes | bytearray]:
    import segno  # most builds draw no code

    return segno.make(address, error="m", boost_error=False, micro=False, mask=mask).matrix


def _number(rows: Iterable[bytes | bytearray]) -> int:
    """A code as a number: from the lowest bit on a row after the other, a gap behind each."""
    return int(b"".join(row + bytes(_GAP) for row in rows)[::-1].translate(_DIGITS), 2)


@cache
def _format(size: int) -> tuple[bytearray, ...]:
    """Where a code says of which version it is and under which mask it stands: light, while masks are compared."""
    rows = tuple(bytearray(size) for _ in range(size))
    for n in (*range(6), 7, 8, *range(size - 8, size)):
        rows[8][n] = rows[n][8] = 1
    for n in range(18 if size >= 45 else 0):  # from version 7 on
        rows[n // 3][size - 11 + n % 3] = rows[size - 11 + n % 3][n // 3] = 1
    return rows


def penalty(code: int, size: int) -> int:
    """How badly a code can be read: long runs, blocks, what looks like a finder, too many dark modules or too few."""
    width = size + _GAP
    row = (1 << size) - 1
    whole = sum(row << y * width for y in range(size))
    score = 0
    alike = []
    for step, inner in ((1, whole & whole >> 1), (width, whole & whole >> width)):
        same = ~(code ^ code >> step) & inner
        five = same & same >> step & same >> 2 * step & same >> 3 * step
        score += five.bit_count() + 2 * (five & ~(five << step)).bit_count()
        score += 40 * _finders(code, step)
        alike.append(same)
    across, down = alike
    score += 3 * (across & across >> width & down).bit_count()
    return score + 10 * int(abs(float(code.bit_count()) / size**2 * 100 - 50) / 5)


def _finders(code: int, step: int) -> int:
    """How many times dark, light, three dark, light, dark stand in a row, with four light before or behind. None overlaps another."""
    found = code & code >> 2 * step & code >> 3 * step & code >> 4 * step & code >> 6 * step & ~(code >> step) & ~(code >> 5 * step)
    before = code << step | code << 2 * step | code << 3 * step | code << 4 * step
    found &= ~before | ~(code >> 7 * step | code >> 8 * step | code >> 9 * step | code >> 10 * step)
    if found & found >> 4 * step or found & found >> 6 * step:
        return _apart(found, step)
    return found.bit_count()


def _apart(found: int, step: int) -> int:
    """How many are left where each that begins within another is none."""
    count = 0
    while found:
        first = found & -found
        found ^= first
        found &= ~(first << 4 * step | first << 6 * step)
        count += 1
    return count


def _row(y: int, row: str) -> str:
    """The dark runs of a row as parts of a path, each a bar one module high."""
    path, x = "", QUIET
    for dark, run in groupby(row):
        length = len(list(run))
        path += f"M{x} {y}h{length}v1h-{length}z" if dark == "1" else ""
        x += length
    return path

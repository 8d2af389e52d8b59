"""QR codes: the way from paper back to the page. A template draws the code; here is only where its dark squares lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

QUIET = 4
"""The free margin around the code, in modules (ISO/IEC 18004)."""


@dataclass(frozen=True)
class Code:
    """A code as an SVG draws it: `size` is the side of its square in modules, margin included, `path` fills the dark ones."""

    size: int
    path: str


@lru_cache(maxsize=4096)  # the same address gives the same code, also in the next build of `make serve`
def code(address: str) -> Code:
    """The code of an address. Level M: it can still be read when a seventh of it is under a coffee stain."""
    rows = tuple(segno.make(address, error="m", boost_error=False, micro=False).matrix)
    return Code(len(rows) + 2 * QUIET, "".join(_row(y + QUIET, row) for y, row in enumerate(rows)))


def _row(y: int, row: bytes | bytearray) -> str:
    """The dark runs of a row as parts of a path, each a bar one module high."""
    path, x = "", QUIET
    for dark, run in groupby(row):
        length = len(list(run))
        path += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
        x += length
    return path

"""Kept: pictures of pages that were drawn once are not drawn again.

A file holds both pictures of a page under a name for all that they are made of, behind a digest of that name and the two: what
was damaged, written by half, or is another page's, is drawn anew. Deleting the folder only costs time.
"""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import suppress
from pathlib import Path

from .card import Press
from .coat import coat
from .cover import draw

_DIGEST = hashlib.sha256().digest_size


def pictures(press: Press, title: str, label: str, slug: str, kind: str, folder: Path | None = None) -> tuple[bytes, bytes]:
    """The cover of a page as SVG and its card as PNG: those that a folder keeps, or new ones, which are kept there."""
    file = folder / press.key(title, label, slug, kind) if folder else None
    if file and (found := _read(file)):
        return found
    piece = coat(f"{kind}/{slug}")
    made = draw(piece, kind).encode(), press.card(title, label, kind, piece)
    if file:
        _write(file, *made)
    return made


def _read(file: Path) -> tuple[bytes, bytes] | None:
    try:
        data = file.read_bytes()
    except OSError:
        return None
    digest, length, both = data[:_DIGEST], data[_DIGEST : _DIGEST + 4], data[_DIGEST + 4 :]
    if _digest(file, length + both) != digest:
        return None
    end = int.from_bytes(length, "big")
    return both[:end], both[end:]


def _write(file: Path, cover: bytes, card: bytes) -> None:
    """Whole or not at all: two builds may run side by side. A folder that cannot be written keeps nothing, and nothing is wrong."""
    data = len(cover).to_bytes(4, "big") + cover + card
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as other:
            other.write(_digest(file, data) + data)
        Path(other.name).replace(file)


def _digest(file: Path, data: bytes) -> bytes:
    """What makes sure that a file holds what was written under its name."""
    return hashlib.sha256(file.name.encode() + data).digest()

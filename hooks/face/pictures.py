"""Pictures of pages: a cover and a card for each. What was drawn once is not drawn again."""

from __future__ import annotations

from pathlib import Path

from . import kept
from .card import Press
from .coat import coat
from .cover import draw

_NUMBER = 4
"""Bytes of the number that says how long a cover is."""


def pictures(press: Press, title: str, label: str, slug: str, kind: str, folder: Path | None = None) -> tuple[bytes, bytes]:
    """The cover of a page as SVG and its card as PNG: those that a folder keeps, or new ones, which are kept there."""
    file = folder / press.key(title, label, slug, kind) if folder else None
    if file and (found := kept.read(file)):
        end = _NUMBER + int.from_bytes(found[:_NUMBER], "big")
        return found[_NUMBER:end], found[end:]
    piece = coat(f"{kind}/{slug}")
    cover, card = draw(piece, kind).encode(), press.card(title, label, kind, piece)
    if file:
        kept.write(file, len(cover).to_bytes(_NUMBER, "big") + cover + card)
    return cover, card

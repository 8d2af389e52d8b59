"""Prints: digests that tell whether anything changed of what a page is to others, or of what a template receives.

A page shows others by their faces: all that their front matter says, and of their text the steps, the first paragraph and the time
it takes to read. Whatever a template receives is therefore told by the faces of the pages in it and by the plain values.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import pickle
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from .body import Body
from .library import Library, Page
from .model import Front

Print = bytes


def digest(*parts: object) -> Print:
    """A digest of some values by their representations: 16 bytes."""
    return hashlib.blake2b(repr(parts).encode(errors="surrogatepass"), digest_size=16).digest()


def shown(front: Front, body: Body) -> Print:
    """What other pages may show of a file, as its author wrote it."""
    steps = [(step.id, step.text, step.number, step.section, step.ticked) for step in body.steps]
    embeds = [(embed.practice, embed.steps) for embed in body.embeds]
    return digest(front, body.minutes, body.lead, steps, embeds)


def named(front: Front, body: Body) -> Print:
    """What other pages may name of a file: where it is found, its anchors and steps, and whether it may be named at all."""
    fields = ("id", "slug", "draft", "retired", "aliases", "synonyms", "broader", "withdrawn")
    title = front.title if hasattr(front, "synonyms") else ""
    return digest(title, *(getattr(front, name, None) for name in fields), sorted(body.anchors), [step.id for step in body.steps])


def faces(library: Library, shown: Mapping[str, Print]) -> dict[Page, Print]:
    """The face of every page: what its file shows (by its path), and the tags and authors that it got."""
    found = {page: digest(page.url, page.title, page.description, page.front) for page in library.pages if page.path not in shown}
    for page in library.pages:
        if page not in found:
            tags, authors = [(tag.name, tag.url) for tag in page.tags], [(author.title, author.url) for author in page.authors]
            found[page] = digest(shown[page.path], page.kind, page.url, page.title, page.description, page.date, tags, authors)
    for page in library.withdrawn:
        found[page] = digest(page.kind, page.url)
    return found


def of(value: Any, faces: Mapping[Page, Print]) -> Print:
    """The print of anything that a template receives, its pages by their faces. The value holds no sets: they have no order."""
    out = io.BytesIO()
    _Printer(out, faces).dump(value)
    return hashlib.blake2b(out.getbuffer(), digest_size=16).digest()


class _Printer(pickle.Pickler):
    """Equal values have equal prints, be they one object or two. What an object has worked out meanwhile is no part of it."""

    def __init__(self, out: io.BytesIO, faces: Mapping[Page, Print]) -> None:
        super().__init__(out, 5)
        self.fast = True
        self._faces = faces

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Page):
            return bytes, (self._faces[value],)
        names = _fields(type(value))  # type: ignore[arg-type]
        return NotImplemented if names is None else (tuple, ([type(value).__name__, *(getattr(value, name) for name in names)],))


@cache
def _fields(kind: Any) -> tuple[str, ...] | None:
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


def together(prints: Iterable[Print]) -> Print:
    """One print of many, in their order."""
    return hashlib.blake2b(b"".join(prints), digest_size=16).digest()

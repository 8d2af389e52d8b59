"""Prints: digests that tell whether anything changed of what a page is to others, or of what a template receives.

A page shows others by their faces: all that their front matter says, and of their text the steps, the first paragraph and the time
it takes to read. Whatever a template receives is therefore told by the faces of the pages in it and by the plain values.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import marshal
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Set
from functools import cache
from types import SimpleNamespace
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
    return digest(front, body.minutes, body.lead, *_steps(body))


def _steps(body: Body) -> tuple[object, object]:
    steps = [(step.id, step.text, step.number, step.section, step.ticked) for step in body.steps]
    return steps, [(embed.practice, embed.steps) for embed in body.embeds]


def fixed(front: Front, body: Body) -> Print:
    """What of it decides where a file is shown and how it is found: all but what is only ever read, which are its description, its
    first paragraph and the time it takes, and but its title, which decides its place among pages of the same day."""
    rest = front.model_copy(update={"title": "", "description": None})
    return digest(rest, _steps(body))


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
            found[page] = face(page, shown[page.path])
    for page in library.withdrawn:
        found[page] = digest(page.kind, page.url)
    return found


def face(page: Page, shown: Print) -> Print:
    """The face of a page that has a file, by what that shows."""
    tags, authors = [(tag.name, tag.url) for tag in page.tags], [(author.title, author.url) for author in page.authors]
    return digest(shown, page.kind, page.url, page.title, page.description, page.date, tags, authors)


class Seen(dict[Page, Print]):
    """The faces that were looked up, of those there are."""

    def __init__(self, faces: Mapping[Page, Print]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, page: Page) -> Print:
        self[page] = found = self._faces[page]
        return found


def code(path: str) -> int:
    """A number for a page by the path of its source, or by its address. Two may have the same: then more is made than needs be."""
    return zlib.crc32(path.encode())


def codes(pages: Iterable[Page]) -> bytes:
    """The numbers of some pages, four bytes each."""
    return array("I", sorted({code(page.path or page.url) for page in pages})).tobytes()


def has_any(codes: bytes, wanted: Set[int]) -> bool:
    """Whether any of the wanted is among some numbers."""
    return not wanted.isdisjoint(array("I", codes))


def of(value: Any, faces: Mapping[Page, Print]) -> Print:
    """The print of anything that a template receives, its pages by their faces. Equal values have equal prints, be they one object or
    two. Raises TypeError for what has no order, as sets, or is no data."""
    return hashlib.blake2b(marshal.dumps(_plain(value, faces), 2), digest_size=16).digest()  # of version 2: says nothing of identity


def _plain(value: Any, faces: Mapping[Page, Print]) -> Any:
    """A value in what Python itself can write: pages as their faces, in tuples, which nothing else becomes; others as their fields. What
    one has worked out is no part of it."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is Page:
        return (faces[value],)
    if kind is tuple or kind is list:
        return [_plain(one, faces) for one in value]
    if kind is dict:
        return {name: _plain(one, faces) for name, one in value.items()}
    return [_plain(one, faces) for one in _parts(kind)(value)]


_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})


@cache
def _parts(kind: type) -> Callable[[Any], Iterable[Any]]:
    """How the values of a type fall apart into values that tell all of them."""
    name = kind.__name__
    if dataclasses.is_dataclass(kind):
        fields = [field.name for field in dataclasses.fields(kind)]
        return lambda value: (name, *(getattr(value, field) for field in fields))
    for known, parts in _PARTS.items():
        if issubclass(kind, known):
            return parts
    raise TypeError(f"a page shows a {kind.__qualname__}, of which no print can be taken")


_PARTS: dict[type, Callable[[Any], Iterable[Any]]] = {
    SimpleNamespace: lambda value: (vars(value),),
    dt.date: lambda value: ("date", value.isoformat()),
    str: lambda value: (str(value),),
    tuple: tuple,
    dict: lambda value: (dict(value),),
}


def together(prints: Iterable[Print]) -> Print:
    """One print of many, in their order."""
    return hashlib.blake2b(b"".join(prints), digest_size=16).digest()

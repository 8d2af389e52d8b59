"""Addresses: what templates get from the filter `url`, each worked out once for all the pages of a folder.

An address relative to a page depends on the folder that the page lies in, and on the page itself only where the target is the
page or lies below it. What it is, MkDocs' own function says.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jinja2 import pass_context
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url


@dataclass
class Place:
    """Where addresses start: at a page, or at a base where there is none. `own` is the page's path, "" where nothing can be shared."""

    page: Page | None = None
    base: str = ""
    own: str = ""
    known: dict[str, str] = field(default_factory=dict)


class Addresses:
    """The addresses of one build, relative to the page that is being rendered. `asked` gathers them for who wants to know."""

    def __init__(self) -> None:
        self.asked: dict[str, str] | None = None
        self._place = self._latest = Place()
        self._folders: dict[str, dict[str, str]] = {}

    @contextmanager
    def around(self, variables: dict[str, Any]) -> Iterator[None]:
        """Where addresses start while a template is rendered with these variables: `page`, or else `base_url`."""
        page, base = variables.get("page"), variables.get("base_url") or ""
        if page is not self._latest.page or base != self._latest.base:
            self._latest = self._at(page, base)
        before, self._place = self._place, self._latest
        try:
            yield
        finally:
            self._place = before

    @contextmanager
    def watched(self) -> Iterator[dict[str, str]]:
        """What is asked for meanwhile, with the answers."""
        before = self.asked
        self.asked = asked = dict[str, str]()
        try:
            yield asked
        finally:
            self.asked = before
            if before is not None:
                before.update(asked)

    def relative(self, address: str) -> str:
        """An address below the site's root as the page's links have it; one to elsewhere stays as it is."""
        place = self._place
        found = place.known.get(address)
        if found is None or address.startswith(place.own):
            found = normalize_url(address, place.page, place.base)
            if place.own and not address.startswith(place.own) and _is_plain(address):
                place.known[address] = found
        if self.asked is not None:
            self.asked[address] = found
        return found

    def _at(self, page: Page | None, base: str) -> Place:
        own = _folder(page.url) if page else ""
        return Place(page, base, own, self._folders.setdefault(posixpath.dirname(own), {})) if own else Place(page, base)


def url_filter(addresses: Addresses) -> Any:
    """The filter `url` of these addresses."""

    @pass_context  # nothing of it is read, but Jinja would work out the address of a constant while it compiles
    def url(_: Any, value: object) -> str:
        return addresses.relative(str(value))

    return url


def _folder(url: str) -> str:
    """The folder in which a browser resolves the links of a page, "" at the root."""
    folder, _, name = url.rpartition("/")
    return posixpath.normpath(f"/{folder if '.' in name else url}")[1:]


def _is_plain(address: str) -> bool:
    """Whether a path is written as it is: nothing in it goes up or is left out."""
    return address == "." or not (address.startswith((".", "/")) or "//" in address or "/." in address or "\\" in address)

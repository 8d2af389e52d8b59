"""Outline: a Library without its texts, as it is kept from build to build. Of most pages a build after a small edit asks little.

So what is short is kept of all pages together, and what is long, which is front matter and what was read of the texts, of some pages
together: that is read when it is asked for of any of them, and written when one of them is another.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from . import recall
from .body import Body
from .frontmatter import Document
from .library import PERSON, Page
from .lock import Lock
from .prints import Print
from .problems import Problem

SHORT = ("kind", "path", "slug", "url", "title", "description", "date", "tags", "authors", "name", "draft", "pinned", "categories")
"""What is kept of each page by itself."""
HELD = ("topic", PERSON)
"""The kinds of pages that others hold: they are kept as they are, whole."""
TOGETHER = 64
"""Pages whose long parts lie together: those of one are read in half a millisecond, and those of all hardly slower than in one piece."""
ALL = "all"
"""The name on a shelf of all but the long parts, which lie there by the numbers of their groups."""

Shelf = MutableMapping[str, Any]


@dataclass(frozen=True)
class Outline:
    """All pages with the face of each, what each was told by itself, and what all were told together. `places` are the addresses that
    the site makes itself. What is pickled of it is without texts, and without what is long."""

    pages: tuple[tuple[Page, Print], ...]
    withdrawn: tuple[tuple[Page, Print], ...]
    files: frozenset[str]
    unread: frozenset[tuple[str, str]]
    lock: Lock
    places: frozenset[str]
    told: dict[str, tuple[Problem, ...]]
    together: tuple[Problem, ...]

    @classmethod
    def kept(cls, shelf: Shelf) -> Outline | None:
        """The one that was kept on a shelf; None where there is none."""
        found: Outline | None = shelf.get(ALL)
        if found:
            for name, pages in found._groups().items():
                group = Group(pages, shelf, name)
                for page in pages:
                    vars(page)["lacks"] = group
        return found

    def keep(self, shelf: Shelf) -> None:
        """Keep it on a shelf, in place of the former one."""
        long: dict[str, tuple[bytes, bytes]] = {}
        groups = self._groups()
        for name, pages in groups.items():
            if vars(pages[0]).get("lacks") != Group(pages, shelf, name):
                long[name] = recall.kept([page.front for page in pages]), recall.kept([_brief(page.body) for page in pages])
        shelf.update(long)
        shelf[ALL] = self
        number = len(groups)
        while str(number) in shelf:
            del shelf[str(number)]
            number += 1

    def _groups(self) -> dict[str, list[Page]]:
        """The pages whose long parts lie together, by the number of their group."""
        pages = [page for page, _ in self.pages if page.kind not in HELD]
        return {str(start // TOGETHER): pages[start : start + TOGETHER] for start in range(0, len(pages), TOGETHER)}

    def __getstate__(self) -> dict[str, Any]:
        short = {name: [getattr(page, name) for page, _ in self.pages if page.kind not in HELD] for name in SHORT}
        held = {number: page for number, (page, _) in enumerate(self.pages) if page.kind in HELD}
        return vars(self) | {"pages": (short, held, [face for _, face in self.pages])}

    def __setstate__(self, state: dict[str, Any]) -> None:
        short, held, faces = state["pages"]
        others = map(_page, zip(*(short[name] for name in SHORT), strict=True))
        pages = tuple((held.get(number) or next(others), face) for number, face in enumerate(faces))
        vars(self).update(state, pages=pages)


class Group(NamedTuple):
    """Pages whose long parts lie together on a shelf, under this name."""

    pages: Sequence[Page]
    shelf: Mapping[str, Any]
    name: str

    def open(self, part: str) -> None:
        """Give each of the pages its `front` or its `body`."""
        fronts, bodies = self.shelf[self.name]
        for page, value in zip(self.pages, recall.again(fronts if part == "front" else bodies, {}), strict=True):
            vars(page).setdefault(part, value)


def _page(short: tuple[Any, ...]) -> Page:
    page = object.__new__(Page)
    vars(page).update(zip(SHORT, short, strict=True), document=_NO_DOCUMENT)
    return page


def _brief(body: Body) -> Body:
    """What other pages may show of a text, or lead to."""
    return replace(_NO_BODY, steps=body.steps, embeds=body.embeds, anchors=body.anchors, words=body.words, lead=body.lead)


_NO_BODY, _NO_DOCUMENT = Body(), Document()

"""Outline: a Library without its texts, as it is kept from build to build. Of most pages a build after a small edit asks little.

So what is short is kept page by page, and what is long, which is front matter and what was read of the texts, as bytes of some pages
together, which are read when it is asked for of any of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import recall
from .body import Body
from .frontmatter import Document
from .library import PERSON, Page
from .lock import Lock
from .prints import Print
from .problems import Problem

SHORT = ("kind", "path", "slug", "url", "title", "description", "date", "tags", "authors", "name", "draft")
"""What is kept of each page by itself."""
HELD = ("topic", PERSON)
"""The kinds of pages that others hold: they are kept as they are, whole."""
TOGETHER = 64
"""Pages whose long parts are read together: one is read in half a millisecond, and all hardly slower than if they lay together."""


@dataclass(frozen=True)
class Outline:
    """All pages with the face of each, what each was told by itself, and what all were told together. `places` are the addresses that
    the site makes itself. What is pickled of it is without the texts of the pages."""

    pages: tuple[tuple[Page, Print], ...]
    withdrawn: tuple[tuple[Page, Print], ...]
    files: frozenset[str]
    unread: frozenset[tuple[str, str]]
    lock: Lock
    places: frozenset[str]
    told: dict[str, tuple[Problem, ...]]
    together: tuple[Problem, ...]

    def __getstate__(self) -> dict[str, Any]:
        pages = [page for page, _ in self.pages if page.kind not in HELD]
        short = {name: [getattr(page, name) for page in pages] for name in SHORT}
        long = [(group.fronts, group.bodies) for group in _groups(pages)]
        held = {number: page for number, (page, _) in enumerate(self.pages) if page.kind in HELD}
        return vars(self) | {"pages": (short, long, held, [face for _, face in self.pages])}

    def __setstate__(self, state: dict[str, Any]) -> None:
        short, long, held, faces = state["pages"]
        rows = zip(*(short[name] for name in SHORT), strict=True)
        pages = [_page(row) for row in rows]
        for number, (fronts, bodies) in enumerate(long):
            Group(pages[number * TOGETHER : (number + 1) * TOGETHER], fronts, bodies).close()
        others = iter(pages)
        vars(self).update(state)
        vars(self)["pages"] = tuple((held.get(number) or next(others), face) for number, face in enumerate(faces))


@dataclass(frozen=True)
class Group:
    """The long parts of some pages, as bytes."""

    pages: Sequence[Page]
    fronts: bytes
    bodies: bytes

    def close(self) -> None:
        """Let the pages ask here for what they lack."""
        for page in self.pages:
            vars(page)["lacks"] = self

    def open(self, name: str) -> None:
        """Give each of the pages its `front` or its `body`."""
        for page, value in zip(self.pages, recall.again(self.fronts if name == "front" else self.bodies, {}), strict=True):
            vars(page).setdefault(name, value)


def _groups(pages: Sequence[Page]) -> Iterator[Group]:
    """The pages in groups: as they were, where they are the same."""
    for start in range(0, len(pages), TOGETHER):
        own = pages[start : start + TOGETHER]
        former = vars(own[0]).get("lacks")
        if isinstance(former, Group) and former.pages == own:
            yield former
        else:
            yield Group(own, recall.kept([page.front for page in own]), recall.kept([_brief(page.body) for page in own]))


def _page(short: tuple[Any, ...]) -> Page:
    page = object.__new__(Page)
    vars(page).update(zip(SHORT, short, strict=True), document=_NO_DOCUMENT)
    return page


def _brief(body: Body) -> Body:
    """What other pages may show of a text, or lead to."""
    return replace(_NO_BODY, steps=body.steps, embeds=body.embeds, anchors=body.anchors, words=body.words, lead=body.lead)


_NO_BODY, _NO_DOCUMENT = Body(), Document()

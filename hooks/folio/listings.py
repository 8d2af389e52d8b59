"""Index pages and archives: which there are, what stands on each, and how they lead to one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from .checklists import addresses
from .library import KINDS, PERSON, Library, Page, Tag

PAGE_SIZE = 20
"""Entries on one index page: about three screens of a phone."""
SEARCH = "search/"
"""Where the page of results is, and beside it what the search knows."""
LISTED = ("essay", "practice", "story")
"""The kinds that have an index and archives; topics have an overview."""


@dataclass(frozen=True)
class Link:
    """A link with its number of pages."""

    title: str
    url: str
    count: int
    current: bool = False


@dataclass(frozen=True)
class Shelf:
    """A sequence of pages of one kind (or, for a tag without a topic, of any) under one address."""

    kind: str | None
    base: str
    heading: str
    intro: str
    pages: tuple[Page, ...]

    @property
    def count(self) -> int:
        """On how many index pages it stands: at least one, empty or not."""
        return max(1, -(-len(self.pages) // PAGE_SIZE))

    @cached_property
    def urls(self) -> tuple[str, ...]:
        """The addresses of its index pages."""
        return (self.base, *(f"{self.base}page/{number}/" for number in range(2, self.count + 1)))

    def url(self, number: int) -> str:
        """The address of its nth index page, counted from 1."""
        return self.urls[number - 1]


class Listing(NamedTuple):
    """One index page: a part of a shelf."""

    shelf: Shelf
    number: int

    @property
    def url(self) -> str:
        """Its address, relative to the site's root."""
        return self.shelf.url(self.number)

    @property
    def source(self) -> str:
        """Where its source would lie below docs/."""
        return f"{unquote(self.url)}index.md"

    @property
    def title(self) -> str:
        """The shelf's heading, with the page's number from the second on."""
        return self.shelf.heading if self.number == 1 else f"{self.shelf.heading}, page {self.number}"

    @property
    def items(self) -> tuple[Page, ...]:
        """The entries on this page."""
        return self.shelf.pages[(self.number - 1) * PAGE_SIZE : self.number * PAGE_SIZE]


INTROS = {
    "essay": "What leadership, empowerment and service culture have to do with the person at the counter.",
    "practice": "Checklists to run with a team, each a few minutes long. Pick one and start on Monday.",
    "story": "People who served a customer, what they were free to do, what it cost and what changed.",
}


class Listings:
    """All index pages of a Library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """Every sequence that has an address: each kind, its years and themes, and tags that no topic explains."""
        return tuple(shelf for kind in LISTED for shelf in self._of(kind)) + tuple(self._untold_tags())

    @cached_property
    def all(self) -> tuple[Listing, ...]:
        """Every index page."""
        return tuple(Listing(shelf, number) for shelf in self.shelves for number in range(1, shelf.count + 1))

    @cached_property
    def urls(self) -> frozenset[str]:
        """Every address that is made rather than written: index pages, the overview of topics, the search, people, cards."""
        people = {page.url for page in self.library.of(PERSON)}
        return frozenset({listing.url for listing in self.all} | people | addresses(self.library) | {"topics/", SEARCH})

    @cached_property
    def _themes(self) -> dict[Page, tuple[Page, ...]]:
        return {page: themes_of(self.library, page) for page in self.library.pages}

    def theme(self, page: Page) -> Page | None:
        """The theme that a page belongs to first; None for a page without any."""
        return next(iter(self._themes[page]), None)

    @staticmethod
    def theme_url(theme: Page, kind: str) -> str:
        """Where the pages of a kind that belong to a theme are listed."""
        return f"{KINDS[kind].plural}/theme/{theme.slug}/"

    def in_theme(self, theme: Page, kind: str) -> tuple[Page, ...]:
        """The pages of a kind that belong to a theme, by their categories or by what their tags are part of."""
        return self._in_theme.get((theme, kind), ())

    @cached_property
    def _in_theme(self) -> dict[tuple[Page, str], tuple[Page, ...]]:
        found: dict[tuple[Page, str], list[Page]] = defaultdict(list)
        for kind in LISTED:
            for page in self.library.of(kind):
                for theme in self._themes[page]:
                    found[theme, kind].append(page)
        return {key: tuple(pages) for key, pages in found.items()}

    def _of(self, kind: str) -> Iterator[Shelf]:
        plural = KINDS[kind].plural
        pages = pinned_first(self.library.of(kind))
        yield Shelf(kind, f"{plural}/", plural.capitalize(), INTROS[kind], tuple(pages))
        for year, group in by_year(pages):
            heading = f"{plural.capitalize()} reviewed in {year}" if kind == "practice" else f"{plural.capitalize()} of {year}"
            yield Shelf(kind, f"{plural}/archive/{year}/", heading, "", tuple(group))
        for theme in self.library.themes:
            if found := self.in_theme(theme, kind):
                heading = f"{plural.capitalize()} on {theme.title.lower()}"
                yield Shelf(kind, self.theme_url(theme, kind), heading, theme.description, found)

    def _untold_tags(self) -> Iterator[Shelf]:
        for tag, pages in self.tagged:
            if not tag.topic:
                yield Shelf(None, tag.url, f"Tagged “{tag.name}”", "", tuple(pages))

    @cached_property
    def tagged(self) -> tuple[tuple[Tag, tuple[Page, ...]], ...]:
        """Every tag in use, with its pages, newest first."""
        groups: dict[str, list[Page]] = defaultdict(list)
        for page in self.library.pages:
            for tag in page.tags:
                groups[tag.slug].append(page)
        return tuple((tag, tuple(self.library.newest_first(groups[tag.slug]))) for tag in self.library.tags)

    def filters(self, shelf: Shelf) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """The other ways through the same kind, each with its number of pages: by year, by theme, by topic."""
        if shelf.kind is None:
            return ()
        return tuple(
            (title, tuple(replace(link, current=True) if link.url == shelf.base else link for link in links))
            for title, links in self._filters[shelf.kind]
        )

    @cached_property
    def _filters(self) -> dict[str, tuple[tuple[str, tuple[Link, ...]], ...]]:
        """The ways through each kind, as none of them shows it."""
        return {kind: tuple((title, links) for title, links in self._ways(kind) if links) for kind in LISTED}

    def _ways(self, kind: str) -> Iterator[tuple[str, tuple[Link, ...]]]:
        lengths = {shelf.base: len(shelf.pages) for shelf in self.shelves if shelf.kind == kind}
        yield "By year", tuple(Link(base.split("/")[-2], base, n) for base, n in lengths.items() if "/archive/" in base)
        themes = [(theme, self.theme_url(theme, kind)) for theme in self.library.themes]
        yield "By theme", tuple(Link(theme.title, base, lengths[base]) for theme, base in themes if base in lengths)
        if kind != "practice":  # there topics are one of the facets
            topics = Counter(tag.topic for page in self.library.of(kind) for tag in page.tags if tag.topic)
            largest = sorted(topics.items(), key=lambda item: (-item[1], item[0].slug))
            yield "By topic", tuple(Link(topic.title, topic.url, n) for topic, n in largest)


def by_year(pages: Iterable[Page]) -> list[tuple[int, list[Page]]]:
    """Pages grouped by the year of their date, newest first; pages without a date are left out."""
    groups: dict[int, list[Page]] = defaultdict(list)
    for page in pages:
        if page.date:
            groups[page.date.year].append(page)
    return sorted(groups.items(), reverse=True)


def pinned_first(pages: Sequence[Page]) -> list[Page]:
    """The same pages, with those that are pinned in front."""
    return sorted(pages, key=lambda page: not page.pinned)


def themes_of(library: Library, page: Page) -> tuple[Page, ...]:
    """The themes a page belongs to, in its own order: those it names as its categories, or else those above its tags."""
    named = [topic for name in page.categories if (topic := library.topic(name)) and not topic.front.broader]
    if named:
        return tuple(dict.fromkeys(named))
    seen = dict.fromkeys([*(tag.topic for tag in page.tags if tag.topic), *([page] if page.kind == "topic" else [])])
    waiting = list(seen)
    for topic in waiting:  # which grows while it is read: nearer topics first
        above = [other for name in topic.front.broader if (other := library.topic(name)) and other not in seen]
        seen |= dict.fromkeys(above)
        waiting += dict.fromkeys(above)
    return tuple(topic for topic in seen if not topic.front.broader)

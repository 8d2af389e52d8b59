"""The Library: every page, read once, typed, and tied to the others both ways. All else is a view of it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote as percent_encode

from .body import Body
from .fields import slugify
from .frontmatter import Document
from .lock import Lock
from .model import Essay, Front, Plain, Practice, Story, Topic


class Kind(NamedTuple):
    """A kind of page: what it is called, where its files lie, and the type of its front matter."""

    name: str
    plural: str
    model: type[Front]
    place: re.Pattern[str]
    example: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("practice", "practices", Practice, re.compile(r"practices/[^/]+"), "practices/my-practice.md"),
        Kind("story", "stories", Story, re.compile(r"stories/[^/]+/story\.md"), "stories/my-story/story.md"),
        Kind("essay", "essays", Essay, re.compile(r"essays/posts/.+"), "essays/posts/my-essay.md"),
        Kind("topic", "topics", Topic, re.compile(r"topics/[^/]+"), "topics/my-topic.md"),
        Kind("page", "pages", Plain, re.compile(r"[^/]+"), "my-page.md"),
    )
}
PERSON = "person"
COVER = "cover.svg"
"""The cover beside each page."""
PICTURE = "cover.card.png"
"""What other sites show of a page, 1200×630 pixels: beside it, under a name that no picture of a story can have."""


class Tag(NamedTuple):
    """A word in front matter: its name as a page shows it, its page's address, and the topic that explains it."""

    name: str
    slug: str
    topic: Page | None = None

    @property
    def url(self) -> str:
        """The topic's page, or a list of the pages that use the word."""
        return self.topic.url if self.topic else f"tags/{percent_encode(self.slug)}/"


@dataclass(frozen=True, eq=False)
class Page:
    """One page of the site. `path` is relative to docs/, `url` to the site's root; `date` is the day it came out.

    `wrong` are the fields whose mistakes have been told; a page with any is checked, but never shown.
    """

    kind: str
    path: str
    slug: str
    url: str
    title: str
    description: str
    front: Any
    body: Body = field(default_factory=Body)
    text: str = ""
    document: Document = field(default_factory=Document)
    date: dt.date | None = None
    tags: tuple[Tag, ...] = ()
    authors: tuple[Page, ...] = ()
    wrong: frozenset[str] = frozenset()

    def __getattr__(self, name: str) -> Any:
        """The front matter or the body of a page of which an Outline was kept: read when first asked for."""
        if name not in ("front", "body") or "lacks" not in vars(self):
            raise AttributeError(name)
        vars(self)["lacks"].open(name)
        return vars(self)[name]

    @property
    def id(self) -> str:
        """The page's name in the graph. A practice has its own, for ever; the others are named by kind and slug."""
        return self.name if self.kind == "practice" else f"{self.kind}:{self.slug}"

    @cached_property
    def name(self) -> str:
        """What front matter calls it: a practice's id, anything else's slug."""
        return str(self.front.id) if self.kind == "practice" else self.slug

    @property
    def updated(self) -> dt.date | None:
        """The day of the last change, where the page names one."""
        return getattr(self.front, "updated", None)

    @property
    def changed(self) -> dt.date | None:
        """The latest day that the page names."""
        return max(filter(None, (self.date, self.updated)), default=None)

    @property
    def minutes(self) -> int:
        """Reading time in minutes."""
        return self.body.minutes

    @cached_property
    def draft(self) -> bool:
        """Whether it is kept back from the site."""
        return bool(getattr(self.front, "draft", False))

    @cached_property
    def pinned(self) -> bool:
        """Whether it stands in front of all others in lists."""
        return bool(getattr(self.front, "pin", False))

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """What it names as its themes, whether they are there or not."""
        return tuple(getattr(self.front, "categories", ()))

    @property
    def sources(self) -> tuple[Any, ...]:
        """The sources it names, of whatever kind it is."""
        return tuple(getattr(self.front, "sources", ()))


class Edge(NamedTuple):
    """A tie that front matter makes from one page to another, or to one step of it."""

    source: Page
    target: Page
    type: str
    step: str = ""


class Reference(NamedTuple):
    """A name in front matter that should be another page's: the field and item where it stands, and the kind it means."""

    field: str
    item: int
    kind: str
    name: str
    step: str = ""


REFERENCES = {
    "essay": {"practices": ("practice", "recommends"), "stories": ("story", "tells of")},
    "practice": {"essays": ("essay", "argued in")},
    "story": {"practices": ("practice", "shows")},
    "topic": {"broader": ("topic", "broader")},
}
"""For each kind, the fields that name other pages: the kind they name, and the type of the edge."""

EMBEDDING = {"essay": "recommends", "story": "shows"}
"""The type of the edge to a practice that a page's text shows (body.Embed): the same as that of front matter."""


class Library:
    """All pages of a site, immutable, with the ties between them.

    `files` are all files below docs/, and `prefix` is what stands before their paths in messages. `unread` holds
    (kind, name) of pages that exist but could not be read: a tie to one of them is no second mistake. `partial` are
    pages of which only a part could be read: what can be checked of them is, so that all mistakes are told at once.
    `lock` holds the ids of steps that were ever published. `withdrawn` are stories of which only the address is left: they
    are no pages, so no list, feed or tie can show them.
    """

    def __init__(
        self,
        pages: Iterable[Page],
        files: Iterable[str] = (),
        unread: Iterable[tuple[str, str]] = (),
        prefix: str = "docs/",
        partial: Iterable[Page] = (),
        lock: Lock | None = None,
        withdrawn: Iterable[Page] = (),
    ) -> None:
        self.pages = tuple(pages)
        self.prefix = prefix
        self.files = frozenset(files)
        self.unread = frozenset(unread)
        self.partial = tuple(partial)
        self.lock = lock or Lock()
        self.withdrawn = tuple(withdrawn)

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """Pages by the path of their source."""
        return {page.path: page for page in self.pages if page.path}

    @cached_property
    def by_url(self) -> dict[str, Page]:
        """Pages by their address; of two that claim the same, the first."""
        return {page.url: page for page in reversed(self.pages)}

    @cached_property
    def gone(self) -> dict[str, Page]:
        """Withdrawn stories by the path of their source and by their address."""
        return {key: page for page in self.withdrawn for key in (page.path, page.url)}

    def is_withdrawn(self, page: Page) -> bool:
        """Whether a page is all that is left of a story."""
        return self.gone.get(page.path) is page

    def lies_withdrawn(self, path: str) -> bool:
        """Whether a path below docs/ is in the folder of a withdrawn story."""
        return lies_below(self._withdrawn_folders, path)

    @cached_property
    def _withdrawn_folders(self) -> frozenset[str]:
        return frozenset(page.path.rpartition("/")[0] for page in self.withdrawn)

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Files below docs/ by their name, and folders by theirs, each standing for the first file in it."""
        paths = sorted(self.files, reverse=True)
        folders = {path.split("/")[-2]: path for path in paths if "/" in path}
        return folders | {path.rpartition("/")[2]: path for path in paths}

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Page]:
        return {(page.kind, page.name): page for page in reversed(self.pages)}

    @cached_property
    def _by_kind(self) -> dict[str, list[Page]]:
        groups: dict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            groups[page.kind].append(page)
        return groups

    @cached_property
    def _sorted(self) -> dict[str, tuple[Page, ...]]:
        """What was asked of `of`: a small change asks for topics alone."""
        return {}

    @cached_property
    def _rank(self) -> dict[Page, int]:
        """Each page's place in the order of lists; two that nothing tells apart have the same."""
        keys = {page: newest_first(page) for page in self.pages}
        places = {key: place for place, key in enumerate(sorted(set(keys.values())))}
        return {page: places[key] for page, key in keys.items()}

    def newest_first(self, pages: Iterable[Page]) -> list[Page]:
        """Pages of this Library in the order of lists: newest first, then by title."""
        return sorted(pages, key=self._rank.__getitem__)

    def of(self, kind: str) -> tuple[Page, ...]:
        """All pages of a kind, newest first; those without a date by title."""
        if kind not in self._sorted:
            self._sorted[kind] = tuple(sorted(self._by_kind.get(kind, ()), key=newest_first))
        return self._sorted[kind]

    def find(self, kind: str, name: str) -> Page | None:
        """The page that front matter calls so, or None."""
        return self._by_name.get((kind, name))

    def names(self, kind: str) -> tuple[str, ...]:
        """What front matter may call the pages of a kind, in the order of the alphabet."""
        return self._names.get(kind, ())

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        names: dict[str, list[str]] = defaultdict(list)
        for kind, name in sorted(self._by_name):
            names[kind].append(name)
        return {kind: tuple(found) for kind, found in names.items()}

    def topic(self, word: str) -> Page | None:
        """The topic that a word means: by its slug, title or a synonym, in any spelling of capitals and hyphens."""
        return self._topics.get(slugify(word))

    @cached_property
    def _topics(self) -> dict[str, Page]:
        return topics_by_word(self.of("topic"))

    def topic_above(self, topic: Page, other: Page) -> bool:
        """Whether a topic names another as broader than itself."""
        return any(self.topic(name) is other for name in topic.front.broader)

    @cached_property
    def themes(self) -> tuple[Page, ...]:
        """The topics with none above them, by title."""
        return tuple(sorted((t for t in self.of("topic") if not t.front.broader), key=lambda t: t.title))

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Every tag in use, by name."""
        found = {tag.slug: tag for page in self.pages for tag in page.tags}
        return tuple(found[slug] for slug in sorted(found))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every tie that holds, each once, in the order of the pages."""
        return tuple(dict.fromkeys(edge for page in self.pages for edge in self._edges(page)))

    def _edges(self, page: Page) -> Iterator[Edge]:
        for reference in references(page):
            target = self.find(reference.kind, reference.name)
            if target and target is not page:
                yield Edge(page, target, REFERENCES[page.kind][reference.field][1], reference.step)
        for embed in page.body.embeds:
            shown = self.find("practice", embed.practice)
            if shown and page.kind in EMBEDDING:
                yield from (Edge(page, shown, EMBEDDING[page.kind], step) for step in embed.steps or ("",))
        for tag in page.tags:
            if tag.topic:
                yield Edge(page, tag.topic, "about")
        for author in page.authors:
            yield Edge(page, author, "written by")

    @cached_property
    def _ties(self) -> dict[Page, list[Edge]]:
        ties: dict[Page, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            ties[edge.source].append(edge)
            if edge.target is not edge.source:
                ties[edge.target].append(edge)
        return ties

    def ties(self, page: Page) -> list[Edge]:
        """The edges that start or end at a page."""
        return self._ties.get(page, [])

    def tied(self, page: Page, kind: str) -> tuple[Page, ...]:
        """The pages of a kind that a page is tied to, whichever of the two says so; its own order first."""
        if page not in self._tied:
            own: list[Page] = []
            others: list[Page] = []
            kinds: dict[str, list[Page]] = defaultdict(list)
            for edge in self.ties(page):
                if edge.source is page:
                    own.append(edge.target)
                if edge.target is page:
                    others.append(edge.source)
            for other in dict.fromkeys([*own, *self.newest_first(others)]):
                kinds[other.kind].append(other)
            self._tied[page] = {name: tuple(pages) for name, pages in kinds.items()}
        return self._tied[page].get(kind, ())

    @cached_property
    def _tied(self) -> dict[Page, dict[str, tuple[Page, ...]]]:
        """What was asked of `tied`: of a large site a small change asks little."""
        return {}

    def steps(self, source: Page, practice: Page) -> tuple[str, ...]:
        """The ids of the steps of a practice that a page names; empty when it means the whole."""
        return self._steps.get((source, practice), ())

    @cached_property
    def _steps(self) -> dict[tuple[Page, Page], tuple[str, ...]]:
        steps: dict[tuple[Page, Page], list[str]] = defaultdict(list)
        for edge in self.edges:
            if edge.step:
                steps[edge.source, edge.target].append(edge.step)
        return {ends: tuple(found) for ends, found in steps.items()}

    def public(self) -> Library:
        """The same Library without its drafts, nor what is known through them alone."""
        kept = [page for page in self.pages if not page.draft]
        writers = {author for page in kept for author in page.authors}
        shown = [page for page in kept if page.kind != PERSON or page in writers]
        if len(shown) == len(self.pages) and not self.partial:
            return self
        return Library(shown, self.files, self.unread, self.prefix, lock=self.lock, withdrawn=self.withdrawn)


def lies_below(folders: Collection[str], path: str) -> bool:
    """Whether a path leads through one of some folders."""
    return any(path[:end] in folders for end, letter in enumerate(path) if letter == "/")


def newest_first(page: Page) -> tuple[int, str, str]:
    """The order of pages in lists: newest first, then by title."""
    return (-(page.date or dt.date.min).toordinal(), page.title.casefold(), page.slug)


def topics_by_word(topics: Iterable[Page]) -> dict[str, Page]:
    """Topics by every word that means them; where two claim a word, the first has it."""
    words: dict[str, Page] = {}
    for topic in topics:
        for word in (topic.slug, topic.title, *topic.front.synonyms):
            words.setdefault(slugify(word), topic)
    return words


def references(page: Page) -> Iterator[Reference]:
    """The names of other pages in a page's front matter."""
    for name, (kind, _) in REFERENCES.get(page.kind, {}).items():
        for item, value in enumerate(getattr(page.front, name)):
            target, _, step = value.partition("#")
            yield Reference(name, item, kind, slugify(target) if kind == "topic" else target, step)

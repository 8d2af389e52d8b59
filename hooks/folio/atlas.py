"""The map of the site: which pages and ties each chart of it shows. hooks/face/ draws it, chapters.py says it in words.

A site of which one picture can show all that is tied has one chart, `map/`. In a larger one `map/` shows the topics as places, and each
topic within which anything is tied has a chart of its own, `map/<topic>/`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from heapq import nsmallest
from itertools import combinations
from typing import NamedTuple
from urllib.parse import quote as percent_encode

from .library import Library, Page, newest_first
from .listings import LISTED, themes_of

MAP = "map/"
"""The address of the first chart."""
WHOLE = 60
"""The most pages that one picture shows."""
AROUND = 40
"""The most pages on the chart of a topic."""
BRANCHES = 8
"""The most ties of one page that are followed to others for the chart of a topic: one page is not to fill it alone."""
PLACES = 40
"""The most topics on a chart of topics."""
BRIDGES = 3
"""The strongest ties of a topic to others; all of them would be a hairball."""
UNTIED = 12
"""Pages tied to nothing that are named; a large site may have thousands."""


class Tie(NamedTuple):
    """Two pages that are tied, whichever says so, in the order of LISTED: as wholes, by single steps (their ids), or both."""

    one: Page
    other: Page
    whole: bool
    steps: tuple[str, ...]


class Place(NamedTuple):
    """A topic on a chart of topics: how many essays, practices and stories it holds, its theme, and where it leads."""

    topic: Page
    counts: tuple[int, ...]
    theme: Page | None
    url: str


class Bridge(NamedTuple):
    """Two topics and how many pages are about both."""

    one: Page
    other: Page
    shared: int


class Chart(NamedTuple):
    """One page of the map. It shows pages and ties, or places and bridges. `untied` names some of `alone` pages tied to nothing."""

    url: str
    topic: Page | None = None
    pages: tuple[Page, ...] = ()
    ties: tuple[Tie, ...] = ()
    places: tuple[Place, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    untied: tuple[Page, ...] = ()
    alone: int = 0

    @property
    def title(self) -> str:
        """Its heading."""
        return f"{self.topic.title}: the map" if self.topic else "The map"

    @property
    def intro(self) -> str:
        """What it shows."""
        if self.topic:
            return (
                f"What is best tied together about {self.topic.title.lower()}: why it matters, what to do, and who has done it. " + FOLLOW
            )
        if self.places:
            return (
                "Every topic is a place here, as large as what has been written about it; a line joins two that share pages. "
                "Go to one, and see what is tied together there."
            )
        return "On the left is why, in the middle what to do about it, on the right people who did. " + FOLLOW


FOLLOW = "Follow a line, and you have a reason, a next step and somebody who took it."


class Atlas:
    """All charts of a Library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie between an essay, a practice and a story, each pair of pages once."""
        named: dict[tuple[Page, Page], dict[str, None]] = defaultdict(dict)
        for edge in self.library.edges:
            if edge.source.kind in LISTED and edge.target.kind in LISTED:
                ordered = LISTED.index(edge.source.kind) <= LISTED.index(edge.target.kind)
                named[(edge.source, edge.target) if ordered else (edge.target, edge.source)][edge.step] = None
        return tuple(Tie(*pair, "" in steps, tuple(filter(None, steps))) for pair, steps in named.items())

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """Every chart by its address."""
        tied = self._degrees.keys()
        if len(tied) > WHOLE:
            around = {chart.topic: chart for topic in self._topics if (chart := self._around(topic)).ties}
            charts = [self._topics_chart(around), *around.values()]
        else:
            pages = [page for kind in LISTED for page in self.library.of(kind)]
            alone = [page for page in pages if page not in tied]
            shown = tuple(page for page in pages if page in tied)
            charts = [Chart(MAP, None, shown, self.ties, untied=tuple(alone[:UNTIED]), alone=len(alone))]
        return {chart.url: chart for chart in charts}

    @cached_property
    def urls(self) -> frozenset[str]:
        """The addresses of all charts, which are known before any is made."""
        tied = self._degrees.keys()
        if len(tied) <= WHOLE:
            return frozenset({MAP})
        return frozenset({MAP, *(_url(topic) for topic, pages in self._topics.items() if not tied.isdisjoint(pages))})

    @cached_property
    def _shown(self) -> dict[Page, str]:
        shown: dict[Page, str] = {}
        for chart in self.charts.values():
            for page in chart.pages:
                shown.setdefault(page, f"{chart.url}#{percent_encode(anchor(page), safe=':')}")
        return shown

    def url(self, page: Page) -> str | None:
        """Where the map shows a page; None where it does not."""
        return self._shown.get(page)

    # Charts of a large site

    @cached_property
    def _topics(self) -> dict[Page, tuple[Page, ...]]:
        """The topics that have pages, by title, with their pages."""
        pages: dict[Page, list[Page]] = defaultdict(list)
        for kind in LISTED:
            for page in self.library.of(kind):
                for tag in page.tags:
                    if tag.topic:
                        pages[tag.topic].append(page)
        return {topic: tuple(pages[topic]) for topic in sorted(pages, key=lambda topic: (topic.title.casefold(), topic.slug))}

    @cached_property
    def _degrees(self) -> Counter[Page]:
        return Counter(page for tie in self.ties for page in (tie.one, tie.other))

    @cached_property
    def _standing(self) -> dict[Page, int]:
        """The place of each page among all that are about topics: the best tied first."""
        pages = {page for about in self._topics.values() for page in about}
        return {page: place for place, page in enumerate(sorted(pages, key=lambda page: (-self._degrees[page], page.id)))}

    @cached_property
    def _ties_of(self) -> dict[Page, list[Tie]]:
        ties: dict[Page, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            ties[tie.one].append(tie)
            ties[tie.other].append(tie)
        return ties

    def _around(self, topic: Page) -> Chart:
        """The chart of a topic: the best tied of its pages, with what they are tied to, be it about the topic as well or not."""
        about = set(self._topics[topic])

        def rank(tie: Tie) -> tuple[bool, int, str, str]:
            return not {tie.one, tie.other} <= about, -self._degrees[tie.one] - self._degrees[tie.other], tie.one.id, tie.other.id

        chosen: dict[Page, None] = {}
        for page in sorted(self._topics[topic], key=self._standing.__getitem__):
            if len(chosen) == AROUND:
                break
            for tie in nsmallest(BRANCHES, self._ties_of[page], key=rank):
                both = chosen | {tie.one: None, tie.other: None}
                chosen = both if len(both) <= AROUND else chosen
        ties = dict.fromkeys(tie for page in chosen for tie in self._ties_of[page] if tie.one in chosen and tie.other in chosen)
        pages = sorted(chosen, key=lambda page: (LISTED.index(page.kind), newest_first(page)))
        return Chart(_url(topic), topic, tuple(pages), tuple(ties))

    def _topics_chart(self, around: dict[Page | None, Chart]) -> Chart:
        """The chart of topics: those that hold most, theme by theme, and the strongest ties between them."""
        largest = sorted(self._topics, key=lambda topic: (-len(self._topics[topic]), topic.title.casefold()))[:PLACES]
        order = {topic: place for place, topic in enumerate(largest)}
        places = [self._place(topic, around.get(topic)) for topic in largest]
        shared = Counter(
            frozenset(pair)
            for page in self.library.pages
            if page.kind in LISTED
            for pair in combinations(dict.fromkeys(tag.topic for tag in page.tags if tag.topic in order), 2)
        )
        ordered = ((sorted(pair, key=order.__getitem__), number) for pair, number in shared.items())
        found = [Bridge(one, other, number) for (one, other), number in ordered]
        found.sort(key=lambda bridge: (-bridge.shared, order[bridge.one], order[bridge.other]))
        strongest = {id(bridge) for topic in largest for bridge in [b for b in found if topic in (b.one, b.other)][:BRIDGES]}
        return Chart(
            MAP,
            places=tuple(sorted(places, key=lambda place: (place.theme.title if place.theme else "\uffff", place.topic.title))),
            bridges=tuple(bridge for bridge in found if id(bridge) in strongest),
        )

    def _place(self, topic: Page, chart: Chart | None) -> Place:
        counts = Counter(page.kind for page in self._topics[topic])
        theme = min(themes_of(self.library, topic), key=lambda theme: theme.title, default=None)
        return Place(topic, tuple(counts[kind] for kind in LISTED), theme, chart.url if chart else topic.url)


def _url(topic: Page) -> str:
    return f"{MAP}{percent_encode(topic.slug)}/"


def anchor(page: Page) -> str:
    """The anchor of a page on a chart; what stands before the id keeps it apart from the anchors that every page has."""
    return f"at-{page.id}"

"""What each page shows: pages, steps and neighbours, selected and sorted. Templates write the markup."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from functools import cached_property
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from . import checklists, manuscript, pocket, questions
from .facets import Facet, facets, tokens
from .library import KINDS, Library, Page, Tag
from .listings import LISTED, PAGE_SIZE, Listing, Listings, pinned_first
from .maturity import maturity
from .related import Feature, Kin
from .steps import StepView, retired_of, steps_of

RELATED = 4
"""Related pages offered at the end of a page."""
NEAR = 12
"""Pages of one kind around a page, so that none becomes a list of hundreds."""
NEWEST = 6
"""Pages on the home page."""
LATEST = 4
"""Pages offered where there is none."""
TOLD = ("essay", "story")
"""The kinds that come out on a day; a practice's date says when it was last looked at."""
_FIRST = re.compile(r"[^\W\d_].{22,128}?[^\W\d_]{3}(?<!Mrs)[.!?](?=\s|$)", re.DOTALL)
"""A sentence that begins with a letter and ends with a word, not with Mr. or an ellipsis."""
PROVENANCE = {
    "retelling": "Retold from a published account. The facts come from the source named below; the words are ours.",
    "as-told-to": "Told to an editor by someone who was there, and published with their agreement.",
    "first-hand": "Told first-hand, by someone who was there.",
}


class PracticeRef(NamedTuple):
    """A practice and the steps of it that are meant; no steps: the whole."""

    page: Page
    steps: tuple[StepView, ...]


class StoryRef(NamedTuple):
    """A story and the steps of this practice that somebody takes in it."""

    page: Page
    steps: tuple[StepView, ...]


class Related(NamedTuple):
    """A related page and what it shares: tags, and numbers of practices and sources."""

    page: Page
    tags: tuple[Tag, ...]
    practices: int
    sources: int


class Neighbours(NamedTuple):
    """The newer and the older page of the same kind and theme; without a theme, of those that have none. `url` lists them all."""

    theme: Page | None
    url: str
    newer: Page | None
    older: Page | None


class Views:
    """The views of one Library. Each method returns a mapping for the template of its kind."""

    def __init__(self, library: Library, listings: Listings | None = None, day: dt.date | None = None) -> None:
        self.library = library
        self.listings = listings or Listings(library)
        self.day = day or dt.date.today()

    def of(self, page: Page) -> dict[str, Any]:
        """What a page shows beside its own text, by its kind."""
        if page.kind == "page":
            return self.home() if page.url == "" else self.plain(page)
        view: dict[str, Any] = getattr(self, page.kind)(page)
        return view

    def essay(self, page: Page) -> dict[str, Any]:
        """An essay: the practices that do what it argues, the stories that show it, what to read next."""
        return {
            "practices": self._practices(page),
            "stories": self._near(page, "story"),
            "related": self.related(page),
            "series": self._series(page),
            "neighbours": self.neighbours(page),
        }

    def practice(self, page: Page) -> dict[str, Any]:
        """A practice: its steps, who took each in which story, the essays that argue for it."""
        stories = self.library.tied(page, "story")
        return {
            "steps": steps_of(page),
            "essays": self.library.tied(page, "essay"),
            "stories": tuple(StoryRef(story, steps_of(page, self.library.steps(story, page))) for story in stories),
            "evidence": self.evidence(page),
            "arguments": self.evidence(page, "essay"),
            "maturity": maturity(self.library, page),
            "beside": checklists.beside(page),
            "related": self.related(page),
            "retired": page.front.retired,
            "neighbours": self.neighbours(page),
        }

    def card(self, practice: Page) -> dict[str, Any]:
        """The pocket card of a practice: the practice itself, the words for its page of paper, and how the steps fit on it."""
        return {
            "practice": practice,
            "heading": f"{practice.title}: pocket card",
            "intro": f"A card to print, fold and carry. {practice.front.summary}",
            "layout": pocket.layout(checklists.checklist(practice)["sections"]),
        }

    def story(self, page: Page) -> dict[str, Any]:
        """A story: where it comes from, the steps somebody takes in it, the essays on the same."""
        return {
            "practices": self._practices(page),
            "essays": self._near(page, "essay"),
            "related": self.related(page),
            "provenance": PROVENANCE[page.front.kind],
            "neighbours": self.neighbours(page),
        }

    def withdrawn(self, heading: str) -> dict[str, Any]:
        """A story that was taken back: nothing of it, and the ways on to others."""
        return {
            "heading": heading,
            "intro": "It was told here once, and is no longer. Others are, and yours could be the next.",
            "stories": self.library.of("story")[:NEWEST],
        }

    def topic(self, page: Page) -> dict[str, Any]:
        """A topic: the pages of the three kinds that are about it, of which so many are `shown` in full, and the topics around it. A theme,
        which gathers hundreds, leaves to its index pages what would be more than one of them: `more` has their address and number of
        entries."""
        narrower = tuple(other for other in self.library.tied(page, "topic") if self.library.topic_above(other, page))
        tagged = {kind: self.library.tied(page, kind) for kind in LISTED}
        if page in self.library.themes:  # a theme gathers what belongs to its narrower topics
            tagged = {kind: tuple(dict.fromkeys([*tagged[kind], *self.listings.in_theme(page, kind)])) for kind in LISTED}
        shared = Counter(tag.topic for pages in tagged.values() for other in pages for tag in other.tags if tag.topic)
        around = [other for other, _ in shared.most_common() if other not in (page, *narrower)]
        best = {kind: tuple(pinned_first(self.best_first(tagged[kind]))) for kind in LISTED}
        more = {}
        for kind in LISTED:
            listed = set(self.listings.in_theme(page, kind))
            if len(listed) > PAGE_SIZE:
                more[kind] = {"url": self.listings.theme_url(page, kind), "count": len(listed), "name": KINDS[kind].plural}
                best[kind] = tuple(other for n, other in enumerate(best[kind]) if n < PAGE_SIZE or other not in listed)
        return {
            "essays": best["essay"],
            "practices": best["practice"],
            "stories": best["story"],
            "more": more,
            "shown": PAGE_SIZE,
            "broader": tuple(other for other in self.library.tied(page, "topic") if other not in narrower),
            "narrower": narrower,
            "related": tuple(other for other in around if not self.library.topic_above(page, other))[:NEWEST],
        }

    def best_first(self, pages: Iterable[Page]) -> tuple[Page, ...]:
        """Pages about one thing, the best tied first: what most essays, practices and stories have to do with. Of two alike, the newer."""
        return tuple(sorted(self.library.newest_first(pages), key=lambda page: -self._degrees[page]))

    @cached_property
    def _degrees(self) -> dict[Page, int]:
        """To how many essays, practices and stories each page is tied."""
        return {page: len({*(other for kind in LISTED for other in self.library.tied(page, kind))} - {page}) for page in self.library.pages}

    def person(self, page: Page) -> dict[str, Any]:
        """An author: what she or he wrote, the newest first."""
        return {"essays": self.library.tied(page, "essay"), "stories": self.library.tied(page, "story"), "shown": PAGE_SIZE}

    def home(self) -> dict[str, Any]:
        """The first page: what is new, the practice of this week, a story."""
        practices = sorted(self.library.of("practice"), key=lambda page: page.slug)
        week = self.day.isocalendar().week
        practice = practices[week % len(practices)] if practices else None
        stories = self.library.of("story")
        story = stories[week % len(stories)] if stories else None
        return {
            "newest": self.newest(TOLD),
            "week": {"number": week, "iso": self.day.strftime("%G-W%V")},
            "practice": practice,
            "steps": steps_of(practice) if practice else (),
            "story": story,
            "line": first_line(story.body.lead) if story else "",
            "counts": {kind: len(self.library.of(kind)) for kind in (*LISTED, "topic")},
        }

    def plain(self, page: Page) -> dict[str, Any]:
        """About, and other pages of the site itself: where to go next. No story: a new one changes index pages, and not these."""
        others = [other for other in self.library.of("page") if other.url and other is not page]
        practice = self.home()["practice"]
        newest = self.library.of("essay")[:1]
        return {"next": tuple(filter(None, [*newest, practice, *others]))[:NEWEST]}

    def tell(self, day: dt.date) -> dict[str, Any]:
        """The form for a story: its questions by their part, the steps to choose from, what its scripts know, a file to fill in."""
        parts: dict[str, list[questions.Question]] = defaultdict(list)
        for question in questions.QUESTIONS:
            parts[question.part].append(question)
        asked = [{"name": q.name, "label": q.label, "shape": q.shape, "required": q.required, "only": q.only} for q in questions.QUESTIONS]
        return {
            "parts": parts,
            "practices": [(page, steps_of(page)) for page in self.library.of("practice") if page.body.steps],
            "most_steps": questions.MOST_STEPS,
            "limits": manuscript.LIMITS,
            "least": manuscript.LEAST,
            "data": {"questions": asked, "manuscript": manuscript.DATA},
            "template": questions.template(day),
            "file": questions.FILE,
        }

    def listing(self, listing: Listing) -> dict[str, Any]:
        """An index page: its entries, and the ways on."""
        shelf, number = listing.shelf, listing.number
        return {
            "heading": listing.title,
            "intro": shelf.intro,
            "kind": shelf.kind,
            "items": listing.items,
            "pager": {
                "number": number,
                "count": shelf.count,
                "newer": shelf.url(number - 1) if number > 1 else None,
                "older": shelf.url(number + 1) if number < shelf.count else None,
                "pages": tuple({"number": n, "url": url} for n, url in enumerate(shelf.urls, 1)),
            },
            "filters": tuple({"title": title, "links": links} for title, links in self.listings.filters(shelf)),
            **(self._practice_index(listing) if shelf.kind == "practice" else {}),
        }

    def _practice_index(self, listing: Listing) -> dict[str, Any]:
        """What only an index of practices has: the other ways to choose one, and how far each has come."""
        marks = {page.id: {"facets": tokens(self._facets, page), "maturity": maturity(self.library, page)} for page in listing.items}
        return {"facets": self._facets, "marks": marks}

    @cached_property
    def _facets(self) -> tuple[Facet, ...]:
        return facets(self.library)

    def overview(self) -> dict[str, Any]:
        """All topics, under their themes; then the tags that no topic explains."""
        counts = Counter(tag.slug for page in self.library.pages for tag in page.tags)

        def entry(topic: Page) -> dict[str, Any]:
            return {"title": topic.title, "url": topic.url, "count": counts[topic.slug], "definition": topic.front.definition}

        topics = sorted(self.library.of("topic"), key=lambda topic: topic.title.casefold())
        below: dict[Page, list[Page]] = {theme: [] for theme in self.library.themes}
        for topic in topics:
            for above in {self.library.topic(name) for name in topic.front.broader}:
                if above in below:
                    below[above].append(topic)
        groups = [{"page": theme, "title": theme.title, "topics": tuple(map(entry, below[theme]))} for theme in below]
        placed = {*below, *(topic for group in below.values() for topic in group)}
        rest = tuple(entry(topic) for topic in topics if topic not in placed)
        untold = tuple(
            {"title": tag.name, "url": tag.url, "count": counts[tag.slug], "definition": ""} for tag in self.library.tags if not tag.topic
        )
        groups += [
            {"page": None, "title": title, "topics": group} for title, group in (("More topics", rest), ("Other tags", untold)) if group
        ]
        return {"heading": "Topics", "intro": "What the words mean here, and the pages that are about each.", "groups": tuple(groups)}

    @staticmethod
    def search() -> dict[str, Any]:
        """The page of results, which a script fills."""
        return {"heading": "Search", "intro": "Essays, practices down to the single step, stories and topics."}

    # Parts

    def newest(self, kinds: Iterable[str] = LISTED, most: int = NEWEST) -> tuple[Page, ...]:
        """The newest pages of some kinds."""
        return tuple(self.library.newest_first(page for kind in kinds for page in self.library.of(kind)[:most])[:most])

    def latest(self) -> tuple[Page, ...]:
        """What came out last, for somebody who found nothing."""
        return self._latest

    @cached_property
    def _latest(self) -> tuple[Page, ...]:
        return self.newest(TOLD, LATEST)

    def evidence(self, practice: Page, kind: str = "story") -> dict[str, tuple[Page, ...]]:
        """For each step's id, the stories in which somebody takes it, or the pages of another kind that name it."""
        pages: dict[str, list[Page]] = defaultdict(list)
        for page in self.library.tied(practice, kind):
            for step in self.library.steps(page, practice):
                pages[step].append(page)
        return {step: tuple(found) for step, found in pages.items()}

    def related(self, page: Page) -> tuple[Related, ...]:
        """Pages of the same kind that share most with a page, best first.

        A shared practice counts most, then a source; a tag counts the more, the fewer pages have it.
        """
        return tuple(self._shared(self.features[page], other) for other in self._kin[page.kind].of(page, RELATED))

    def _shared(self, features: Set[Feature], other: Page) -> Related:
        shared = features & self.features[other]
        tags = tuple(tag for tag in other.tags if ("tag", tag.slug) in shared)
        return Related(other, tags, *(sum(name == wanted for name, _ in shared) for wanted in ("practice", "source")))

    @cached_property
    def features(self) -> dict[Page, set[Feature]]:
        """What a page can share: its tags, practices, essays and sources."""
        found = {
            page: {*(("tag", tag.slug) for tag in page.tags), *(("source", source.key) for source in page.sources)}
            for page in self.library.pages
        }
        names = {page: (page.kind, page.name) for kind in ("practice", "essay") for page in self.library.of(kind)}
        for source, target, *_ in self.library.edges:
            if target in names:
                found[source].add(names[target])
            if source in names:
                found[target].add(names[source])
        return found

    @cached_property
    def _kin(self) -> dict[str, Kin]:
        return {kind: Kin(self.library.of(kind), self.features) for kind in LISTED}

    def _practices(self, page: Page) -> tuple[PracticeRef, ...]:
        return tuple(
            PracticeRef(practice, steps_of(practice, named) + retired_of(practice, named))
            for practice in self.library.tied(page, "practice")
            for named in [self.library.steps(page, practice)]
        )

    def _near(self, page: Page, kind: str) -> tuple[Page, ...]:
        """The pages of a kind that a page is tied to; and, up to NEAR in all, those tied to its practices, whose own pages have all."""
        near = dict.fromkeys(self.library.tied(page, kind))
        around = zip_longest(*(self.library.tied(practice, kind) for practice in self.library.tied(page, "practice")))
        others = (other for other in chain.from_iterable(around) if other and other not in near)
        while len(near) < NEAR and (other := next(others, None)):
            near[other] = None
        return tuple(near)

    def _series(self, page: Page) -> dict[str, Any] | None:
        if not page.front.series:
            return None
        return {"title": page.front.series, "pages": tuple(self._parts[page.front.series])}

    @cached_property
    def _parts(self) -> dict[str, list[Page]]:
        """The essays of each series, the first one first."""
        parts: dict[str, list[Page]] = defaultdict(list)
        for essay in reversed(self.library.of("essay")):
            parts[essay.front.series or ""].append(essay)
        return parts

    def neighbours(self, page: Page) -> Neighbours:
        """The page after it and the page before it, by date, among the pages of its kind whose first theme is its own."""
        return self._order[page]

    @cached_property
    def _order(self) -> dict[Page, Neighbours]:
        rows: dict[tuple[str, Page | None], list[Page]] = defaultdict(list)
        for kind in LISTED:
            for page in self.library.of(kind):
                rows[kind, self.listings.theme(page)].append(page)
        order = {}
        for (kind, theme), pages in rows.items():
            shelf = self.listings.theme_url(theme, kind) if theme else ""
            ends = (None, *pages, None)
            order.update({page: Neighbours(theme, shelf, ends[n], ends[n + 2]) for n, page in enumerate(pages)})
        return order


def first_line(lead: str) -> str:
    """The first sentence of a story, where it makes a line to stand by itself: neither a word nor half a page."""
    found = _FIRST.match(lead)
    return found[0] if found else ""

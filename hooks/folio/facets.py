"""Facets: the ways to choose a practice. Who calls it, how long it takes, how often it is run, what it is about.

Each value has a link that works alone: to its place on the index of practices, or to its topic's page. The same values
stand at each entry of the index as tokens, so that a script can combine them without knowing what they mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .fields import slugify
from .library import Library, Page

INDEX = "practices/"
"""The page on which the values have their places."""
LIMITS = (10, 15, 30, 60)
"""Minutes that people have to spare: a coffee, a stand-up, half an hour, a meeting."""
LONGER = "Over an hour"
RHYTHMS = ("daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly")
"""Words of `frequency` in the order in which they are listed; any other comes behind."""


@dataclass(frozen=True)
class Value:
    """One choice: its token (`takes-15`), the words for it, where its link leads, and the practices that have it."""

    token: str
    title: str
    url: str
    pages: tuple[Page, ...]

    @cached_property
    def holders(self) -> frozenset[Page]:
        """The same practices, in no order."""
        return frozenset(self.pages)


class Facet(NamedTuple):
    """One way to choose. `anchored` says whether its values have places on the index, rather than pages of their own."""

    name: str
    title: str
    values: tuple[Value, ...]
    anchored: bool = True


Choice = tuple[str, str]
"""A value's slug, and the words for it."""


def facets(library: Library) -> tuple[Facet, ...]:
    """The ways to choose among the practices of a Library; one that leaves no choice is left out."""
    practices = library.of("practice")
    found = (
        Facet("who", "Who calls it", _values("who", practices, _who, by_count=True)),
        Facet("takes", "How long it takes", tuple(_times(practices))),
        Facet("when", "How often", tuple(sorted(_values("when", practices, _when), key=_rank))),
        Facet("topic", "Topic", _topics(practices), anchored=False),
    )
    return tuple(facet for facet in found if len(facet.values) > 1)


def tokens(found: Iterable[Facet], page: Page) -> tuple[str, ...]:
    """The tokens of all values that a practice has."""
    return tuple(value.token for facet in found for value in facet.values if page in value.holders)


def choices(page: Page) -> dict[str, tuple[str, ...]]:
    """By whom a practice is called and within which times it can be run, in words; nothing for any other page."""
    if page.kind != "practice":
        return {}
    who, takes = _who(page), page.front.takes
    limits = [limit for limit in LIMITS if takes <= limit] if takes else []
    return {"who": (who[1],) if who else (), "takes": tuple(map(_within, limits)) if limits or not takes else (LONGER,)}


def _values(name: str, pages: Iterable[Page], choice: Callable[[Page], Choice | None], by_count: bool = False) -> tuple[Value, ...]:
    groups: dict[str, list[Page]] = defaultdict(list)
    titles: dict[str, str] = {}
    for page in pages:
        if found := choice(page):
            groups[found[0]].append(page)
            titles.setdefault(*found)
    values = [Value(f"{name}-{slug}", titles[slug], f"{INDEX}#{name}-{slug}", tuple(group)) for slug, group in groups.items()]
    return tuple(sorted(values, key=lambda value: (-len(value.pages) if by_count else 0, value.title.casefold())))


def _who(page: Page) -> Choice | None:
    """Who calls it, without who else is there: what stands before the first comma."""
    return _choice((page.front.who or "").partition(",")[0])


def _when(page: Page) -> Choice | None:
    return _choice(page.front.frequency or "")


def _choice(words: str) -> Choice | None:
    title = words.strip()
    return (slugify(title), title[:1].upper() + title[1:]) if slugify(title) else None


def _rank(value: Value) -> tuple[int, str]:
    word = value.title.casefold()
    return (RHYTHMS.index(word) if word in RHYTHMS else len(RHYTHMS), word)


def _within(limit: int) -> str:
    return "Up to an hour" if limit == 60 else f"Up to {limit} minutes"


def _times(practices: Iterable[Page]) -> Iterator[Value]:
    """What can be done in so many minutes: each limit has what the one before it has, and more."""
    timed = [page for page in practices if page.front.takes]
    known = 0
    for limit in LIMITS:
        pages = tuple(page for page in timed if page.front.takes <= limit)
        if len(pages) > known:
            yield Value(f"takes-{limit}", _within(limit), f"{INDEX}#takes-{limit}", pages)
        known = len(pages)
    if longer := tuple(page for page in timed if page.front.takes > LIMITS[-1]):
        yield Value("takes-longer", LONGER, f"{INDEX}#takes-longer", longer)


def _topics(practices: Iterable[Page]) -> tuple[Value, ...]:
    tagged: dict[str, list[Page]] = defaultdict(list)
    tags = {}
    for page in practices:
        for tag in page.tags:
            if tag.topic:
                tagged[tag.slug].append(page)
                tags[tag.slug] = tag
    order = sorted(tagged, key=lambda slug: (-len(tagged[slug]), slug))
    return tuple(Value(f"topic-{slug}", tags[slug].name, tags[slug].url, tuple(tagged[slug])) for slug in order)

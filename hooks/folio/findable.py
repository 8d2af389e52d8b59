"""What the search may find of a page beside its text, as plain values: its kind, what it is about, and by what it can be chosen."""

from __future__ import annotations

from typing import NamedTuple

from .facets import choices
from .library import PERSON, Library, Page
from .model import Story

AUTHOR = "author"
"""What readers call a person."""


class Findable(NamedTuple):
    """`about` is what a page says of itself beside its text, `steps` are those of a practice: the words of each by its id."""

    kind: str
    title: str
    summary: str
    tags: tuple[str, ...]
    about: tuple[str, ...]
    steps: dict[str, str]
    facets: dict[str, tuple[str, ...]]


def findable(library: Library, page: Page) -> Findable:
    """What there is to find of a page. A story is about what the practices are about whose steps are taken in it."""
    front = page.front
    about: tuple[str | None, ...] = ()
    topics = tuple(tag.name for tag in page.tags)
    tags = topics
    if page.kind == "topic":
        tags = front.synonyms
    elif page.kind == "practice":
        about = ("checklist", front.pause_point, front.who, front.frequency)
    elif isinstance(front, Story):
        named = dict.fromkeys(name.partition("#")[0] for name in front.practices)
        shown = [practice for name in named if (practice := library.find("practice", name))]
        tags = topics = tuple(dict.fromkeys([*topics, *(tag.name for practice in shown for tag in practice.tags)]))
        about = (front.role, front.sector, front.country, front.freedom, front.cost, front.change, *(one.title for one in shown))
    return Findable(
        AUTHOR if page.kind == PERSON else page.kind,
        page.title,
        page.description,
        tags,
        tuple(filter(None, about)),
        {step.id: step.text for step in page.body.steps if step.id} if page.kind == "practice" else {},
        {"topic": topics, "year": (str(page.date.year),) if page.date else (), **choices(page)},
    )


def synonyms(library: Library) -> tuple[tuple[str, ...], ...]:
    """Words and phrases that mean the same: each topic's title, and what else it is called."""
    return tuple((topic.title, *topic.front.synonyms) for topic in library.of("topic") if topic.front.synonyms)

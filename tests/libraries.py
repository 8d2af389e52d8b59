"""Libraries of any size, tied by chance: the same size and seed give the same Library. No file is read, so ten thousand pages are quick."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace
from typing import Any, TypeVar

from folio.body import Body, Step
from folio.library import Library, Page, Tag

WORDS = "answer before you solve the room to say yes who looks after a person that takes shouting".split()
T = TypeVar("T")
TOPICS = 24
"""The topics of every Library; of each four the first is a theme."""


def library(count: int, seed: int = 1, ties: int = 3) -> Library:
    """A Library of so many essays, practices and stories, with up to `ties` ties from each essay and story."""
    chance = Random(seed)  # noqa: S311 - seeded, so that every run makes the same
    topics = [_topic(number) for number in range(TOPICS)]
    kinds = [("practice", "essay", "story")[number % 3] for number in range(count)]
    practices = [f"practice-{number}" for number, kind in enumerate(kinds) if kind == "practice"]
    stories = [f"story-{number}" for number, kind in enumerate(kinds) if kind == "story"]
    pages = [_page(number, kind, chance, topics, practices, stories, ties) for number, kind in enumerate(kinds)]
    return Library([*topics, *pages])


def _topic(number: int) -> Page:
    slug = f"topic-{number}"
    above = (f"topic-{number // 4 * 4}",) if number % 4 else ()
    front = SimpleNamespace(broader=above, synonyms=(), definition="")
    return Page("topic", f"topics/{slug}.md", slug, f"topics/{slug}/", f"Topic number {number}", "", front)


def _page(number: int, kind: str, chance: Random, topics: list[Page], practices: list[str], stories: list[str], ties: int) -> Page:
    slug = f"{kind}-{number}"
    named = [f"{name}{chance.choice(['', '#s1', '#s2', '#s3'])}" for name in _some(practices, ties, chance)]
    fields: dict[str, dict[str, Any]] = {
        "essay": {"practices": tuple(named), "stories": tuple(_some(stories, 1, chance)), "series": ""},
        "practice": {"id": slug, "essays": (), "retired": ()},
        "story": {"practices": tuple(named)},
    }
    steps = [Step(f"s{n}", f"Step {n}", n, "", n) for n in (1, 2, 3)] if kind == "practice" else []
    title = " ".join(chance.choices(WORDS, k=chance.randint(1, 14))).capitalize()
    tags = tuple(Tag(topic.title, topic.slug, topic) for topic in _some(topics, 3, chance))
    front = SimpleNamespace(aliases=(), **fields[kind])
    return Page(kind, f"{slug}.md", slug, f"{slug}/", title, "", front, Body(steps=steps), tags=tags)


def _some(values: list[T], most: int, chance: Random) -> list[T]:
    return chance.sample(values, min(len(values), chance.randint(0, most)))

"""Indexes of made-up and real pages, for the tests of the search."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st
from search import index
from search.fragments import Fragment, Section
from search.index import Heap, Setup
from search.languages import Language
from search.shelf import Shelf

ENGLISH = Setup(Language("en"))
WORDS = st.sampled_from(
    "service serve serving promise promised promises care careful team teams call callback calls outage Ärger naïve don’t 東京 2024 a the "
    "refund yes no owner ownership handover listen listening desk champion mistake mistakes honest loaf giraffe".split()
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
TITLES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def pages(url: str) -> st.SearchStrategy[Fragment]:
    """Pages at an address, with any words."""
    sections = st.lists(TEXTS, max_size=3).flatmap(
        lambda texts: st.tuples(*(st.builds(Section, st.just(f"part-{n}"), TITLES, st.just(text)) for n, text in enumerate(texts)))
    )
    topics = st.sets(st.sampled_from(["Care", "Teams", "Ärger"])).map(lambda found: {"topic": tuple(sorted(found))})
    kinds, words = st.sampled_from(["essay", "story"]), st.lists(TITLES, max_size=2).map(tuple)
    return st.builds(Fragment, st.just(url), TITLES, kinds, TEXTS, words, sections, topics, words)


def written(found: Iterable[Fragment], setup: Setup = ENGLISH) -> tuple[index.Files, Heap]:
    """All files of an index of some pages, and what they were made of."""
    return index.whole(found, setup)


def shelf(found: Iterable[Fragment], setup: Setup = ENGLISH) -> Shelf:
    """A shelf with an index of some pages."""
    return Shelf(written(found, setup)[0].__getitem__)


def page(title: str, text: str = "", *sections: Section, url: str = "", kind: str = "essay", **more: object) -> Fragment:
    """A page with a lead and some sections; its address is its title if none is given."""
    return Fragment(url or f"{title.lower().replace(' ', '-')}/", title, kind, sections=(Section("", "", text), *sections), **more)  # type: ignore[arg-type]

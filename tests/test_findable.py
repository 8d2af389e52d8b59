"""What the search may find of a page beside its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from folio import reading, tree
from folio.findable import Findable, findable, synonyms
from folio.library import Library

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def library() -> Library:
    """The real content."""
    return reading.read(tree.Folder(DOCS))[0]


def of(library: Library, kind: str, name: str) -> Findable:
    page = library.find(kind, name)
    assert page
    return findable(library, page)


def test_a_practice_tells_its_steps_and_by_what_it_can_be_chosen(library: Library) -> None:
    found = of(library, "practice", "own-it-to-the-end")
    assert (found.kind, found.title) == ("practice", "Own it to the end")
    assert found.steps["give-your-name"] == "Give the customer your first name"
    assert found.facets["who"] == ("Whoever the customer reached first",)
    assert found.facets["takes"] == ("Up to 15 minutes", "Up to 30 minutes", "Up to an hour")
    assert "You take on a problem, and again before you close it" in found.about
    assert "checklist" in found.about  # so that "outage checklist" finds it


def test_a_story_is_about_what_the_practices_are_about_that_it_shows(library: Library) -> None:
    found = of(library, "story", "eight-hundred-callbacks")
    shown = library.find("practice", "call-first-after-an-outage")
    assert shown
    assert {tag.name for tag in shown.tags} <= set(found.tags)
    assert found.about.count(shown.title) == 1
    assert found.facets["year"] == (str(library.find("story", "eight-hundred-callbacks").date.year),)  # type: ignore[union-attr]


def test_a_topic_is_found_by_its_other_names_and_they_mean_the_same(library: Library) -> None:
    assert "mentoring" in of(library, "topic", "coaching").tags
    assert ("Coaching", "training", "mentoring", "developing people", "one-to-one") in synonyms(library)


def test_a_person_is_an_author(library: Library) -> None:
    (person, *_) = library.of("person")
    assert findable(library, person).kind == "author"

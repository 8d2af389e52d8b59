"""Copies: a story that stands here already is a question to the editor, in the words that both share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from folio import echoes, reading, rules, tree
from folio.problems import Problem

PROJECT = Path(__file__).parent.parent
LOAF = (PROJECT / "docs/stories/the-giraffe-loaf/story.md").read_text(encoding="utf-8")
ESSAY = (PROJECT / "docs/essays/posts/the-loaf-and-the-letter.md").read_text(encoding="utf-8")


def _told(pages: Mapping[str, str]) -> list[Problem]:
    """What is asked about our content with further pages."""
    files = {**tree.Folder(PROJECT / "docs"), **{path: text.encode() for path, text in pages.items()}}
    library, _ = reading.read(files)
    found = list(echoes.check(library))
    assert set(found) <= set(rules.check(library))
    return found


def _story(text: str, date: str = "2026-11-19") -> dict[str, str]:
    front = f"---\ntitle: Another\ndate: {date}\nkind: first-hand\nteller: Sam\nconsent: true\nlicence: CC BY 4.0\n---\n\n"
    return {"stories/another/story.md": front + text}


def _body(page: str) -> str:
    return page.split("---\n", 2)[2]


def test_nothing_is_asked_about_our_own_stories() -> None:
    assert _told({}) == []


def test_a_copy_is_asked_with_its_words_and_its_place() -> None:
    [found] = _told(_story(_body(LOAF)))
    assert (found.path, found.line, found.severity) == ("docs/stories/another/story.md", 11, "question")
    assert found.rule == "a story is told once"
    assert "100% of it stands in docs/stories/the-giraffe-loaf/story.md:" in found.found
    assert "In 2011 a British supermarket" in found.found


@pytest.mark.parametrize("each", [6, 8, 12])
def test_a_copy_with_other_words_here_and_there_is_one(each: int) -> None:
    said = " ".join("something" if n % each == 0 else word for n, word in enumerate(_body(LOAF).split()))
    assert [found.rule for found in _told(_story(said))] == ["a story is told once"]


def test_a_copy_in_another_order_and_other_marks_is_one() -> None:
    parts = [part for part in _body(LOAF).upper().replace(".", " –").split("\n\n") if "##" not in part]
    assert [found.rule for found in _told(_story("\n\n".join(reversed(parts))))] == ["a story is told once"]


def test_of_two_only_the_newer_is_asked() -> None:
    [found] = _told(_story(_body(LOAF), date="2001-01-01"))
    assert found.path == "docs/stories/the-giraffe-loaf/story.md"


def test_a_passage_of_an_essay_or_a_practice_is_asked() -> None:
    words = "I was there.\n\n" + " ".join(_body(ESSAY).split()[20:60])
    [found] = _told(_story(words))
    assert found.rule == "a story is told in words of its own"
    assert "words in a row stand in docs/essays/posts/the-loaf-and-the-letter.md:" in found.found
    assert found.line == 12


def test_an_essay_that_quotes_a_story_later_is_no_question() -> None:
    assert _told({"essays/posts/new.md": f"---\ntitle: New\ndate: 2026-11-19\n---\n\n{_body(LOAF)}"}) == []


def test_a_short_quotation_is_no_copy() -> None:
    plain = _body(ESSAY).replace("#", "").split()
    assert _told(_story("I read this here: " + " ".join(plain[20:44]) + " And I knew what was meant.")) == []


def test_a_story_whose_front_matter_has_a_mistake_is_asked_too() -> None:
    wrong = _story(_body(LOAF).replace("tiger", "lion"))["stories/another/story.md"].replace("kind: first-hand", "kind: sung")
    assert [found.rule for found in _told({"stories/another/story.md": wrong})] == ["a story is told once"]


@pytest.mark.parametrize(
    "changed", ["stories/another/story.md", "stories/the-giraffe-loaf/story.md", "essays/posts/the-loaf-and-the-letter.md"]
)
def test_what_is_asked_of_a_page_that_changed_is_what_is_asked_of_it_among_all(changed: str) -> None:
    text = f"{_body(LOAF)}\n\n{_body(ESSAY)}"
    library, _ = reading.read({**tree.Folder(PROJECT / "docs"), **{path: text.encode() for path, text in _story(text).items()}})
    found = list(echoes.pairs(library))
    assert len(found) > 1
    assert list(echoes.pairs(library, changed={changed})) == [pair for pair in found if changed in (pair[0].path, pair[1].path)]
    assert not list(echoes.pairs(library, changed=set()))

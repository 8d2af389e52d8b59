"""What a teller is asked, and the file that comes of the answers: whatever they are, it is one that can be read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from folio import frontmatter, questions, reading, rules, tree
from folio.fields import ID
from folio.model import Story, StoryKind
from hypothesis import given
from hypothesis import strategies as st

DAY = dt.date(2026, 1, 5)
DOCS = dict(tree.Folder(Path(__file__).parent.parent / "docs"))
ANSWERS: dict[str, Any] = {
    "title": 'She said "yes": twice',
    "text": "It had fallen into the harbour.",
    "kind": "first-hand",
    "teller": "M., {night} porter",
    "pseudonym": True,
    "role": "# Night porter",
    "when": "spring 2025",
    "names_changed": True,
    "consent": True,
    "licence": True,
    "ai_use": "none",
    "practices": ["room-to-say-yes#name-decisions"],
    "freedom": "- To say yes.",
}


def read(file: str) -> dict[str, Any]:
    """A file's front matter, read with YAML alone."""
    values: dict[str, Any] = yaml.safe_load(file.split("---\n")[1])
    return values


def errors(file: str) -> list[str]:
    """The errors that the rules find in it."""
    library, found = reading.read({**DOCS, "stories/a-story/story.md": file.encode()})
    problems = [*found, *rules.check(library)]
    return [str(one) for one in problems if one.path.endswith("a-story/story.md") and one.severity == "error"]


@pytest.mark.parametrize("kind", get_args(StoryKind))
def test_complete_answers_make_a_file_without_errors(kind: str) -> None:
    answers = {**ANSWERS, "kind": kind, "sources": "Ben Motteram, a post on service"}
    assert errors(questions.compose(answers, DAY)) == []


def test_a_file_says_what_was_answered_and_nothing_else() -> None:
    values = read(questions.compose(ANSWERS, DAY))
    assert values == {
        "title": ANSWERS["title"],
        "date": DAY,
        "kind": "first-hand",
        "teller": {"name": ANSWERS["teller"], "pseudonym": True},
        "role": ANSWERS["role"],
        "when": ANSWERS["when"],
        "names_changed": True,
        "consent": True,
        "licence": "CC BY 4.0",
        "ai_use": "none",
        "practices": ANSWERS["practices"],
        "freedom": ANSWERS["freedom"],
    }


def test_a_retelling_has_sources_and_no_teller() -> None:
    values = read(questions.compose({**ANSWERS, "kind": "retelling", "sources": "A post: on service"}, DAY))
    assert values["sources"] == ["A post: on service"]
    assert not {"teller", "consent"} & set(values)


def test_every_required_question_left_open_is_an_error_of_the_file() -> None:
    for asked in questions.QUESTIONS:
        if asked.required and asked.name != "kind":
            kind = "retelling" if "retelling" in asked.only else "first-hand"
            answers = {**ANSWERS, "kind": kind, "sources": "A post", asked.name: "" if asked.shape in ("line", "text") else False}
            assert errors(questions.compose(answers, DAY)), asked.name


def test_a_question_fills_a_field_of_a_story() -> None:
    parts = {"text", "pseudonym"}
    assert {asked.name for asked in questions.QUESTIONS} - parts <= set(Story.model_fields)
    kinds = next(asked for asked in questions.QUESTIONS if asked.name == "kind")
    assert tuple(kinds.choices or ()) == get_args(StoryKind)
    assert {kind for asked in questions.QUESTIONS for kind in asked.only} <= questions.KINDS


LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.fixed_dictionaries({}, optional={q.name: LINES for q in questions.QUESTIONS if q.shape in ("line", "text", "choice")}))
def test_whatever_is_answered_the_file_has_its_fields_and_its_text_and_no_others(answers: dict[str, str]) -> None:
    file = questions.compose(answers, DAY)
    document, _ = frontmatter.read_text("story.md", file)
    assert set(document.values) <= {asked.name for asked in questions.QUESTIONS} | {"date"}
    said = answers.get("text", "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    assert file.endswith(f"\n---\n\n{said}\n")


@given(LINES)
def test_whatever_the_title_the_folder_can_be_an_address(title: str) -> None:
    name = questions.file_name(title, "story-2026-01-05")
    assert ID.fullmatch(name)
    assert 3 <= len(name) <= 60


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The wet passport", "the-wet-passport"),
        ("Où est passé le guichet ?", "ou-est-passe-le-guichet"),
        ("東京の夜", "story-2026-01-05"),
        ("A", "story-2026-01-05"),
        (
            "A very long title that nobody would read to its end, since it goes on",
            "a-very-long-title-that-nobody-would-read-to-its-end-since-it",
        ),
    ],
)
def test_a_folder_is_named_after_the_title(title: str, name: str) -> None:
    assert questions.file_name(title, "story-2026-01-05") == name


def test_the_file_to_fill_in_has_a_gap_for_each_line_and_no_error() -> None:
    file = questions.template(DAY)
    assert errors(file) == []
    gaps = {asked.name for asked in questions.QUESTIONS if asked.shape == "line" and "retelling" not in asked.only}
    assert gaps <= set(read(file))

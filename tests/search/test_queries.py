"""Real questions find the page that answers them: queries.yml has them, and how many must."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
import website
import yaml
from search import ranking
from search.shelf import Shelf

ASKED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("queries.yml").read_text("utf-8"))
QUESTIONS: list[dict[str, Any]] = ASKED["questions"]


@pytest.fixture(scope="module")
def answers(site: website.Site) -> list[list[ranking.Result]]:
    """The first ten results of each question."""
    shelf = Shelf(lambda path: (site.root / path).read_bytes())
    return [ranking.search(shelf, question["ask"]).results for question in QUESTIONS]


def place(question: dict[str, Any], results: list[ranking.Result]) -> int | None:
    """Where the page comes that should come first, or the one that answers as well."""
    right = (question["page"], question.get("or"))
    return next((at for at, result in enumerate(results, 1) if result.fragment.url in right), None)


def shows_step(question: dict[str, Any], results: list[ranking.Result]) -> bool:
    """Whether the step is shown with its page."""
    found = (result for result in results if result.fragment.url == question["page"])
    return any(part.section.anchor == question["step"] for result in found for part in result.places)


def test_enough_is_asked_and_nothing_twice() -> None:
    assert len({question["ask"] for question in QUESTIONS}) == len(QUESTIONS) >= 60


def test_every_question_is_about_a_page_and_a_step_that_there_are(site: website.Site) -> None:
    for question in QUESTIONS:
        assert {question["page"], question.get("or", question["page"])} <= site.found.keys(), question["ask"]
        steps = {section.anchor for section in site.found[question["page"]].sections if section.step}
        assert question.get("step", next(iter(steps), None)) in steps | {None}, question["ask"]


def test_every_question_has_an_answer(answers: list[list[ranking.Result]]) -> None:
    assert [question["ask"] for question, results in zip(QUESTIONS, answers, strict=True) if not results] == []


def test_questions_find_their_page_as_often_as_they_did(answers: list[list[ranking.Result]]) -> None:
    found = [place(question, results) for question, results in zip(QUESTIONS, answers, strict=True)]
    fell = [
        f"“{question['ask']}”: {question['page']} comes {f'in place {at}' if at else 'not at all'}, after {results[0].fragment.url}"
        for question, at, results in zip(QUESTIONS, found, answers, strict=True)
        if results and (at or 11) > question.get("place", 1)
    ]
    told = "\n".join(["These fell:", *fell])
    assert fmean(1 / at if at else 0 for at in found) >= ASKED["floors"]["mrr"], told
    assert fmean(at == 1 for at in found) >= ASKED["floors"]["first"], told


def test_questions_about_a_step_show_it_as_often_as_they_did(answers: list[list[ranking.Result]]) -> None:
    asked = [(question, results) for question, results in zip(QUESTIONS, answers, strict=True) if "step" in question]
    shown = [shows_step(question, results) for question, results in asked]
    fell = [f"“{question['ask']}”: #{question['step']}" for (question, _), is_shown in zip(asked, shown, strict=True) if not is_shown]
    assert fmean(shown) >= ASKED["floors"]["step"], "\n".join(["Not shown:", *fell])

"""Problems: one wording for people, forges and programs, and no stranger's character that steers any of them."""

from __future__ import annotations

import json

import pytest
from folio.problems import Problem, as_github, as_json, as_text, did_you_mean, has_errors, nearest, summary
from hypothesis import given
from hypothesis import strategies as st

PROBLEM = Problem("docs/a.md", 3, "tags", "every tag has a topic", 'found "carre"', 'did you mean "care"?')
ADVICE = Problem("docs/b.md", 1, "title", "rule", "", "", "advice")
ANY = st.builds(
    Problem, st.text(), st.integers(1, 10**6), st.text(), st.text(), st.text(), st.text(), st.sampled_from(["error", "question", "advice"])
)


def test_a_problem_says_path_line_field_rule_and_what_was_found_then_the_repair() -> None:
    assert as_text([PROBLEM]) == 'docs/a.md:3: tags: every tag has a topic: found "carre"\n    did you mean "care"?\n'


def test_only_an_error_needs_no_name() -> None:
    assert as_text([ADVICE]) == "docs/b.md:1: title: advice: rule\n"


def test_as_data_a_problem_has_exactly_the_promised_keys() -> None:
    assert json.loads(as_json([PROBLEM])) == [
        {
            "path": "docs/a.md",
            "line": 3,
            "field": "tags",
            "severity": "error",
            "message": 'every tag has a topic: found "carre"',
            "repair": 'did you mean "care"?',
        }
    ]


def test_no_problems_are_no_text_and_an_empty_list() -> None:
    assert (as_text([]), as_github([]), json.loads(as_json([]))) == ("", "", [])


def test_a_forge_is_told_in_its_own_words() -> None:
    assert as_github([PROBLEM, ADVICE]) == (
        '::error file=docs/a.md,line=3,title=tags::tags: every tag has a topic: found "carre"%0Adid you mean "care"?\n'
        "::notice file=docs/b.md,line=1,title=title::title: rule\n"
    )


def test_a_file_name_cannot_end_an_annotation_or_begin_another() -> None:
    line = as_github([Problem("a,b:c%\n::error::x", 1, "f", "rule", "100%\n::warning::y")])
    assert line == "::error file=a%2Cb%3Ac%25\\n%3A%3Aerror%3A%3Ax,line=1,title=f::f: rule: 100%25\\n::warning::y\n"


@given(st.lists(ANY, max_size=4))
def test_any_problem_is_one_annotation_one_object_and_lines_that_can_be_printed(problems: list[Problem]) -> None:
    assert len(as_github(problems).splitlines()) == len(problems)
    assert len(as_text(problems).splitlines()) == len(problems) + sum(
        len(problem.repair.split("\n")) for problem in problems if problem.repair
    )
    as_text(problems).encode()
    as_github(problems).encode()
    assert [entry["line"] for entry in json.loads(as_json(problems).encode())] == [problem.line for problem in problems]


def test_a_file_name_that_is_no_utf_8_can_be_printed() -> None:
    name = b"gr\xfc.md".decode(errors="surrogateescape")
    assert as_text([Problem(name, 1, "f", "rule", "")]) == "gr\\udcfc.md:1: f: rule\n"
    assert json.loads(as_json([Problem(name, 1, "f", "rule", "")]).encode())[0]["path"] == name


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "no problems"),
        ([PROBLEM], "1 error in 1 file"),
        ([PROBLEM, ADVICE, ADVICE], "1 error and 2 pieces of advice in 2 files"),
    ],
)
def test_the_sum_is_said_in_words(problems: list[Problem], words: str) -> None:
    assert summary(problems) == words


def test_only_an_error_stops_a_build() -> None:
    assert has_errors([ADVICE, PROBLEM])
    assert not has_errors([ADVICE])


@pytest.mark.parametrize(
    ("word", "meant"),
    [("titel", "title"), ("Tags", "tags"), ("categorys", "categories"), ("descripton", "description"), ("colour", None), ("", None)],
)
def test_a_slip_is_recognised_and_another_word_is_not(word: str, meant: str | None) -> None:
    assert nearest(word, ["title", "tags", "categories", "description"]) == meant


def test_a_slip_is_recognised_among_thousands() -> None:
    known = [f"post-{n}-about-{'abcdefghij'[n % 10] * 3}" for n in range(3000)] + ["room-to-say-yes"]
    assert nearest("room-to-say-yess", known) == "room-to-say-yes"
    assert nearest("rom-to-say-yes", known) == "room-to-say-yes"


def test_without_a_guess_the_repair_says_what_there_is() -> None:
    assert did_you_mean("x", ["title"], "the fields are title") == "the fields are title"

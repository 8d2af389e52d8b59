"""Ranking: what people type finds what they mean."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexes import ENGLISH, page, pages, shelf
from search.fragments import Section
from search.index import Setup
from search.ranking import Answer, search
from search.shelf import Shelf

STEP = Section("hear-yes", "Repeat the problem until you hear yes", "One or two sentences.", step=True)
SITE = [
    page("Own it to the end", "Keep your name on it.", Section("take", "When you take it on", "Others may help."), STEP, kind="practice"),
    page("Call first after an outage", "Ring each customer.", kind="practice", tags=("Promises",), facets={"topic": ("Promises",)}),
    page("The giraffe loaf", "A child wrote to a supermarket.", kind="story", facets={"topic": ("Front line",), "year": ("2011",)}),
    page("Front line", "The people whom customers meet.", kind="topic", tags=("frontline", "counter staff", "agent")),
    page("Care comes first", "Customers notice. Customers wait. An agent waits.", kind="essay", facets={"year": ("2026",)}),
    page("Empty", ""),
]


def ask(text: str, where: Shelf | None = None, typing: bool = False, **more: object) -> Answer:
    return search(where or shelf(SITE), text, typing, **more)  # type: ignore[arg-type]


def first(text: str, typing: bool = False) -> str:
    return ask(text, typing=typing).results[0].fragment.title


def test_words_in_any_form_and_number_find_the_page() -> None:
    assert first("outages") == "Call first after an outage"
    assert first("what is that story about giraffes?") == "The giraffe loaf"
    assert first("calling customers after outages") == "Call first after an outage"


def test_two_letters_of_a_word_that_is_being_typed_find_it() -> None:
    assert first("gi", typing=True) == "The giraffe loaf"
    assert first("the gira", typing=True) == "The giraffe loaf"
    assert first("gira ", typing=True) == "The giraffe loaf", "half a word that stands nowhere"
    assert (ask("end").total, ask("end", typing=True).total) == (1, 1)


def test_slips_are_forgiven_and_said() -> None:
    assert first("girafe") == "The giraffe loaf"
    assert first("outgae") == "Call first after an outage"
    assert ask("girafe loaf").corrected == "giraffe loaf"
    assert ask("giraffe loaf").corrected is None
    assert ask("xyzzyq").total == 0


def test_half_a_wrong_word_finds_it_too() -> None:
    assert first("girrafe", typing=True) == "The giraffe loaf"
    assert first("superma", typing=True) == first("supremar", typing=True) == "The giraffe loaf"


def test_a_single_step_is_the_answer() -> None:
    result = ask("repeat until you hear yes").results[0]
    assert result.fragment.title == "Own it to the end"
    assert result.places[0].section == STEP


def test_words_that_mean_the_same_find_each_other() -> None:
    where = shelf(SITE, Setup(ENGLISH.language, (("agent", "rep"), ("counter staff", "shop assistant"))))
    assert {"Care comes first", "Front line"} <= {result.fragment.title for result in ask("rep", where).results}
    assert ask("shop assistant", where).results[0].fragment.title == "Front line"
    assert "Care comes first" not in {result.fragment.title for result in ask("rep").results}


def test_words_that_tell_nothing_count_only_where_there_is_nothing_else() -> None:
    assert ask("the giraffe").total == 1
    assert {result.fragment.title for result in ask("the").results} == {"Own it to the end", "The giraffe loaf"}


def test_results_are_chosen_and_counted_by_what_they_are() -> None:
    answer = ask("customer", facets=True, filters={"kind": ["essay"]})
    assert [result.fragment.title for result in answer.results] == ["Care comes first"]
    assert answer.facets["kind"] == {"practice": 1, "topic": 1, "essay": 1}, "as if none of them had been chosen"
    assert answer.facets["year"] == {"2026": 1}
    assert ask("customer", filters={"kind": ["essay"], "year": ["1999"]}).total == 0


def test_pages_of_results_are_parts_of_one_list() -> None:
    many = shelf([page(f"Page {n}", "word " * (n + 1), url=f"{n}/") for n in range(25)])
    whole = [result.fragment.url for result in ask("word", many, count=25).results]
    assert len(set(whole)) == 25
    parts = [ask("word", many, first=start, count=7) for start in range(0, 28, 7)]
    assert [result.fragment.url for part in parts for result in part.results] == whole
    assert {part.total for part in parts} == {25}


@given(st.lists(pages("a/"), max_size=1), st.text(max_size=40), st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_question_is_answered(found: list, text: str, typing: bool) -> None:  # type: ignore[type-arg]
    answer = ask(text, shelf(found), typing)
    assert answer.total == len(answer.results) <= len(found)

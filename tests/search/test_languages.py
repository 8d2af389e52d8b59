"""Words: one spelling, one stem, whatever stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.languages import LONGEST, Language, distance, fold

ENGLISH = Language("en")
split, spans = ENGLISH.split, ENGLISH.spans


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't stop — Anna's café!", ["dont", "stop", "anna", "cafe"]),
        ("don’t, snake_case, e-mail", ["dont", "snake", "case", "e", "mail"]),
        ("Straße ﬁne ÅNGSTRÖM", ["straße", "fine", "angstrom"]),
        ("東京 and カフェ", ["東", "京", "and", "カ", "フ", "ェ"]),
        ("A'東京'B", ["a", "東", "京", "b"]),
        ("3.5 %, 24/7", ["3", "5", "24", "7"]),
        ("'quoted' ''", ["quoted"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert split(text) == words


@given(st.text())
def test_words_are_short_folded_and_hold_nothing_but_letters_and_digits(text: str) -> None:
    for word in split(text):
        assert word
        assert len(word) <= LONGEST
        assert split(word) == [word] or fold(word) != word


@given(st.text())
def test_the_places_of_words_hold_them(text: str) -> None:
    for start, end, words in spans(text):
        assert split(text[start:end]) == words


def test_forms_of_a_word_have_one_stem() -> None:
    assert len({ENGLISH.stem(word) for word in ("promise", "promises", "promised", "promising")}) == 1
    assert ENGLISH.stem("promise") != ENGLISH.stem("premise")


def test_a_language_by_its_code_and_one_without_a_stemmer() -> None:
    assert Language("de-AT").stem("kunden") == Language("de").stem("kunde") == "kund"
    assert Language("nb").stem("kunden") == Language("no").stem("kunden") == "kund"
    assert Language("zz").stem("kunden") == "kunden"


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ("customer", "customer", 0),
        ("custmer", "customer", 1),
        ("cusotmer", "customer", 1),
        ("kustomers", "customer", 2),
        ("loaf", "desk", 3),
    ],
)
def test_wrong_letters_are_counted_and_a_swap_is_one(one: str, other: str, wrong: int) -> None:
    assert distance(one, other, 2) == wrong


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 3))
def test_the_distance_is_the_same_both_ways_and_ends_at_the_most(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == distance(other, one, most) == min(distance(one, other, 9), most + 1)
    assert (distance(one, other, most) == 0) == (one == other)

"""How alike texts are: the same words in the same order, whatever their capitals, marks and accents."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from folio import likeness
from folio.likeness import SHINGLE, Shelf, longest, quote, shingles, words
from hypothesis import given
from hypothesis import strategies as st

TEXT = "The woman at the desk was free to say yes. She did, and nobody had to ask anybody else about it that day."


def test_words_are_compared_without_capitals_marks_and_accents() -> None:
    assert words('**Don’t** say "NO", José: it’s *two-fold*, Straße!') == ["don't", "say", "no", "jose", "it's", "two", "fold", "strasse"]
    assert words("see [the report](https://example.org/a-b-c?d) and https://example.org/x y") == ["see", "the", "report", "and", "y"]
    assert words("") == words("---\n***") == []


@pytest.mark.parametrize(("text", "count"), [("", 0), ("one two three four", 0), ("one two three four five", 1), ("a b c d e f", 2)])
def test_five_words_in_a_row_are_a_shingle(text: str, count: int) -> None:
    assert len(shingles(words(text))) == count


def test_a_quotation_is_the_words_as_they_stand_with_their_line() -> None:
    text = "Not this.\n\nSay **yes**,\nthen [ask](https://example.org/a/b) *who* waits.\n"
    start = words(text).index("yes")
    assert quote(text, start, 3) == ("yes**, then [ask", 2)


def test_the_longest_passage_is_found_in_both_texts() -> None:
    one, other = words(f"Before it. {TEXT} After."), words(f"Nothing here was said. {TEXT.upper()} The end of it.")
    passage = longest(one, other)
    assert one[passage.start : passage.start + passage.length] == words(TEXT) == other[passage.other : passage.other + passage.length]
    assert longest(words("a b c d"), words("a b c d")).length == 0


def test_a_shelf_says_what_each_text_shares_with_another() -> None:
    half = " ".join(words(TEXT)[:12])
    shelf = Shelf(
        {"same": TEXT, "half": f"{half} then they all went home again at ten", "other": "Nothing of this stands in there at all."}.items()
    )
    found = shelf.like(TEXT)
    assert list(found) == ["same", "half"]
    assert found["same"].shared == found["same"].jaccard == 1
    assert 0.4 < found["half"].shared < 0.6
    assert found["half"].jaccard < found["half"].shared
    assert found["half"].passage.length == 12
    assert list(shelf.like(TEXT, fewest=10)) == ["same"]
    assert shelf.like("one two three") == {}


def test_each_of_many_texts_is_like_itself_alone() -> None:
    chance = random.Random(7)  # noqa: S311 - seeded, so that every run compares the same texts
    known = [f"w{n}" for n in range(3000)]
    texts = [" ".join(chance.choices(known, k=300)) for _ in range(300)]
    shelf = Shelf(enumerate(texts))
    assert all(list(shelf.like(text)) == [n] for n, text in enumerate(texts))
    assert all(shelf.like(text, but=n) == {} for n, text in enumerate(texts))


def test_what_all_repeat_ties_no_two() -> None:
    shelf = Shelf((n, "the same words again and again " * 200) for n in range(200))
    assert shelf.like("the same words again and again " * 200) == {}


@given(st.lists(st.sampled_from("abc"), max_size=40), st.lists(st.sampled_from("abc"), max_size=40))
def test_the_longest_passage_is_as_long_as_one_found_by_trying_all(one: list[str], other: list[str]) -> None:
    passages = {tuple(one[n : n + size]) for n in range(len(one)) for size in range(SHINGLE, len(one) - n + 1)}
    most = max((len(p) for p in passages if any(tuple(other[n : n + len(p)]) == p for n in range(len(other)))), default=0)
    found = longest(one, other)
    assert found.length == most
    assert one[found.start : found.start + most] == other[found.other : found.other + most]


def test_words_repeated_without_end_are_compared_in_one_pass() -> None:
    assert longest(["a"] * 50_000, ["a"] * 50_000).length == 50_000  # by trying all, this would take hours


LETTERS = st.sampled_from(
    ["a", "B", "9", "_", "-", " ", "\n", "'", "’", "‘", "“", "–", "…", "\xa0", "é", "İ", "ß", "]", "(", "/", "https://x.y"]
)
WORDS = st.lists(st.sampled_from("abcdefg"), max_size=40).map(" ".join)


@given(st.lists(LETTERS, max_size=30).map("".join))
def test_words_are_runs_of_letters_and_digits_with_apostrophes_inside(text: str) -> None:
    said = re.sub(r"\]\([^()\s]*|https?://\S*", " ", text).lower()
    found = [unicodedata.normalize("NFKD", word.casefold()) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", said)]
    assert words(text) == ["".join(letter for letter in word if not unicodedata.combining(letter)).replace("’", "'") for word in found]


@pytest.mark.parametrize("common", [1, 2, 50])
@given(texts=st.lists(WORDS, max_size=6), text=WORDS, passage=st.integers(SHINGLE, 9))
def test_no_passage_that_counts_is_passed_over(common: int, texts: list[str], text: str, passage: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "COMMON", common)
        shelf = Shelf(enumerate(texts))
        everything, counting = shelf.like(text), shelf.like(text, passage=passage)
    assert counting in (everything, {})
    assert {name for name, like in everything.items() if like.passage.length >= passage} <= set(counting)

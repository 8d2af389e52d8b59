"""The types of fields: what authors really write is understood, what cannot be meant is refused with its repair."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from folio import fields
from folio.frontmatter import Document
from folio.library import KINDS
from folio.model import in_part, validate
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

SCALARS = st.one_of(st.none(), st.text(), st.sampled_from(["2026-01-05", "true", "a, b", "0", "12 months", "a#b", "https://x.org"]))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=6
)
NAMES = sorted({name for kind in KINDS.values() for name in kind.model.model_fields})


def value(kind: Any, text: Any) -> Any:
    return TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "2026/3/1",
        "2026-03-01T23:59:59Z",
        "2026-03-01 08:00:00 +0100",
        "Mar 1, 2026",
        "1 March 2026",
        "March 1st 2026",
        "Sun Mar 01 2026",
    ],
)
def test_a_day_is_a_day_in_every_form(text: str) -> None:
    assert value(fields.Day, text) == dt.date(2026, 3, 1)


@pytest.mark.parametrize("text", ["2026", "20260301", "2026-02-30", "2026-13-01", "03/01/2026", "soon", "", "31 Feb 2026", ["2026-03-01"]])
def test_what_is_no_day_is_refused_with_how_to_write_one(text: Any) -> None:
    with pytest.raises(ValidationError, match=r"year-month-day: \d{4}-\d\d-\d\d|check month and day"):
        value(fields.Day, text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("15", 15), ("15 minutes", 15), ("1 hour", 60), ("2h", 120), ("10 to 15 min", 15), ("10–15 Minutes", 15), ("PT15M", 15)],
)
def test_a_time_is_counted_in_minutes(text: str, minutes: int) -> None:
    assert value(fields.Minutes, text) == minutes


@pytest.mark.parametrize("text", ["0", "a while", "-5", "1.5 hours", "15 parsecs", "", "9" * 30])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="write a number of minutes"):
        value(fields.Minutes, text)


@pytest.mark.parametrize(
    ("text", "span"), [("12 months", "12 months"), ("1 Year", "1 year"), ("6m", "6 months"), ("P6M", "6 months"), ("2 w", "2 weeks")]
)
def test_a_span_is_told_in_words(text: str, span: str) -> None:
    assert value(fields.Span, text) == span


@pytest.mark.parametrize("text", ["6", "P6", "0 days", "-1 days", "1.5 years", "soon", "6 mice"])
def test_a_span_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="write a number and days"):
        value(fields.Span, text)


@pytest.mark.parametrize(("given_", "words"), [("a, b ,,a", ("a", "b")), (None, ()), (["a", None, "a"], ("a",)), ("a  b", ("a b",))])
def test_words_come_from_a_list_or_from_commas_and_each_counts_once(given_: Any, words: tuple[str, ...]) -> None:
    assert value(fields.Words, given_) == words


@pytest.mark.parametrize(
    "given_",
    ["Jo Kim", ["Jo Kim"], {"name": "Jo Kim", "url": "x"}, [{"name": "Jo Kim"}], [{"id": "Jo Kim"}], {"Jo Kim": {"title": "Writer"}}],
)
def test_an_author_is_known_in_every_form(given_: Any) -> None:
    assert value(fields.Names, given_) == ("Jo Kim",)


@pytest.mark.parametrize(
    ("given_", "alias"), [("/old/", "old/"), ("old", "old/"), ("a.html", "a.html"), ("a/index.html", "a/"), ("été", "%C3%A9t%C3%A9/")]
)
def test_an_alias_is_an_address_below_the_site(given_: str, alias: str) -> None:
    assert value(fields.Aliases, given_) == (alias,)


@pytest.mark.parametrize(
    "given_", ["/", "../up/", "a/../../b", "%2e%2e/x", "a/%2E%2E/b", ".git/", "https://x.org/a", "a\\b", "?p=1", "index.html"]
)
def test_an_alias_cannot_leave_the_site(given_: str) -> None:
    with pytest.raises(ValidationError, match="relative to the site"):
        value(fields.Aliases, [given_])


@pytest.mark.parametrize(
    "given_", ["javascript:alert(1)", "example.org", "//example.org", "ftp://x.org", "https://", "https://u:p@x.org", "http://[x"]
)
def test_an_address_on_the_web_is_whole_and_harmless(given_: str) -> None:
    with pytest.raises(ValidationError, match="https://"):
        value(fields.WebAddress, given_)


@pytest.mark.parametrize(
    ("title", "slug"), [("Où est passé ?", "ou-est-passe"), ("C#, at_last!", "c-at-last"), ("窓口", "窓口"), ("—", "")]
)
def test_an_address_is_made_of_letters_and_hyphens(title: str, slug: str) -> None:
    assert fields.slugify(title) == slug


@given(st.text())
def test_an_address_made_twice_is_the_same(text: str) -> None:
    assert fields.slugify(fields.slugify(text)) == fields.slugify(text)


@given(st.sampled_from(list(KINDS.values())), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6))
def test_any_values_are_typed_or_told_and_the_rest_is_kept(kind: Any, values: dict[str, Any]) -> None:
    document = Document(values, {(name,): 2 for name in values})
    front, problems = validate(kind.model, document, "page.md")
    assert (front is None) == bool(problems)
    in_part(kind.model, document, {problem.field for problem in problems})

"""What an expression needs stands in every text that it matches in: so a text without it need not be searched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as grammar  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown import Markdown
from press.triggers import Quick, holds, triggers

TEXTS = st.text("ab!?[]( )\n\\*_-.:x\u017f\u212a", max_size=24)
ATOMS = ("a", "b", "!", "\\?", "\\[", ":", " ", ".", "[ab]", "[^a]", "[a-z]", "\\s", "^", "$", "\\b", "(?:)", "k", "s")
OPERATIONS = ("{0}{1}", "{0}{1}", "(?:{0}|{1})", "({0})", "(?:{0})?", "(?:{0})*", "(?:{0})+", "(?:{0}){{2,3}}", "(?:{0}){{2}}{1}")
MORE = ("(?={0}){1}", "(?!{0}){1}", "(?i:{0}){1}", "(?>{0}){1}", "(?:{0})*?{1}", "(?:{0})++{1}", "({0})\\1", "(?:{0})*{1}")

MOST_REPEATS = 3
"""The most that one expression may have: each lets the time to find no match grow by the length of a text."""


def expressions() -> st.SearchStrategy[str]:
    """Regular expressions of all that can be put into one another."""
    return st.recursive(
        st.sampled_from(ATOMS),
        lambda inner: st.builds(lambda form, one, other: form.format(one, other), st.sampled_from(OPERATIONS + MORE), inner, inner),
        max_leaves=8,
    )


def compiled(expression: str, flags: int) -> re.Pattern[str]:
    try:
        parsed = grammar.parse(expression, flags)
    except re.error:  # two groups of one number, or what a look behind cannot be
        assume(False)
        raise
    assume(not _takes_for_ever(parsed) and expression.count("*") + expression.count("+") <= MOST_REPEATS)
    return re.compile(expression, flags)


def _takes_for_ever(parsed: Iterable[Any], repeated: bool = False) -> bool:
    """Whether an expression repeats without end what can match in several ways: to find no match, Python tries them all."""
    for name, value in parsed:
        if str(name).endswith("_REPEAT"):
            if repeated or _takes_for_ever(value[2], value[1] is code.MAXREPEAT):
                return True
        elif str(name) == "BRANCH":
            if repeated or any(_takes_for_ever(branch) for branch in value[1]):
                return True
        elif str(name) in ("SUBPATTERN", "ASSERT", "ASSERT_NOT", "ATOMIC_GROUP"):
            inner = value if str(name) == "ATOMIC_GROUP" else value[-1]
            if _takes_for_ever(inner, repeated):
                return True
    return False


@given(expressions(), st.sampled_from((0, re.IGNORECASE, re.DOTALL, re.MULTILINE)), st.lists(TEXTS, min_size=1, max_size=20))
def test_no_text_that_matches_is_without_a_trigger(expression: str, flags: int, texts: list[str]) -> None:
    pattern = compiled(expression, flags)
    for text in texts:
        assert holds(triggers(pattern), text) or not pattern.search(text)


@given(st.data())
def test_no_text_made_for_an_expression_is_without_a_trigger(data: st.DataObject) -> None:
    pattern = compiled(data.draw(expressions()), data.draw(st.sampled_from((0, re.IGNORECASE))))
    text = data.draw(TEXTS) + str(data.draw(st.from_regex(pattern)))
    assert holds(triggers(pattern), text) or not pattern.search(text)


@given(st.data())
def test_the_expressions_of_markdown(data: st.DataObject) -> None:
    md = Markdown(extensions=["extra", "admonition", "toc", "pymdownx.details", "pymdownx.tabbed", "pymdownx.inlinehilite"])
    holders = [*md.inlinePatterns, *md.parser.blockprocessors]
    patterns = {value for one in holders for name in dir(one) if isinstance(value := getattr(one, name), re.Pattern)}
    pattern = data.draw(st.sampled_from(sorted(patterns, key=lambda pattern: (pattern.pattern, pattern.flags))))
    text = str(data.draw(st.from_regex(pattern)))
    assert holds(triggers(pattern), text)
    assert _answers(Quick(pattern), text) == _answers(pattern, text)


@given(expressions(), TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_what_stands_in_for_an_expression_answers_as_it_does(expression: str, text: str, start: int, end: int) -> None:
    pattern = compiled(expression, 0)
    quick = Quick(pattern)
    assert _answers(quick, text) == _answers(pattern, text)
    assert str(quick.search(text, start, end)) == str(pattern.search(text, start, end))
    assert [match.span() for match in quick.finditer(text, start)] == [match.span() for match in pattern.finditer(text, start)]
    assert quick.sub("-", text) == pattern.sub("-", text)
    assert (quick.pattern, quick.groups) == (pattern.pattern, pattern.groups)


def _answers(pattern: re.Pattern[str] | Quick, text: str) -> list[str]:
    return [str(pattern.search(text)), str(pattern.match(text)), str(pattern.fullmatch(text)), str(list(pattern.finditer(text)))]


@pytest.mark.parametrize(
    ("expression", "rows"),
    [
        (r"(?:^|\n)!!! ?(\w+)", [("!!!",)]),
        (r"(?:^|\n)\?{3}\+? ", [("???",), (" ",)]),
        (r"[ ]+\{:", [(" {:",)]),
        (r"^[^`]*?`{1,2}b", [("`b",)]),
        (r"\\(.)", [("\\",)]),
        (r"\*|_", [("*", "_")]),
        (r"(?:(\\{2})+(?=`)|`)", [("\\\\", "`")]),
        (r"<([^<> !]+@[^@<> ]+)>", [("<",), (">",), ("@",)]),
        (r".*", []),
        (r"a?|b", []),
        (r"(?!a)", []),
        (r"[a-z]", []),
        (r"(?i)a:", [(":",)]),
        (r"(?i:k)-(?-i:k)", [("-",), ("k",)]),
    ],
)
def test_what_is_needed(expression: str, rows: list[tuple[str, ...]]) -> None:
    assert list(triggers(re.compile(expression))) == rows

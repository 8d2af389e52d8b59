"""Two readers, one verdict: what the page says of a text while it is typed is what the gate will say of the file.

A new case is a new file in cases/manuscripts: the text, a line `=== told`, and the findings as `line: rule: words`. Advice on
how long a story should be stands only in cases about it. The first line of a case may be `=== retelling` or `=== names_changed`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tellers
import website
from folio import manuscript, questions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("tell")

CASES = sorted((Path(__file__).parent.parent / "cases/manuscripts").glob("*.txt"))
CORPORA = website.PROJECT / "../shared/corpora"
LENGTH = {"too-few-words", "too-many-words"}
DAY = dt.date(2026, 11, 22)

Told = list[list[Any]]
Text = tuple[str, list[str]]


class Readers:
    """Both readers of a manuscript and both makers of a file; the browser's run in one window."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        page.goto(server + tellers.TELL)

    def browser(self, texts: list[Text]) -> list[Told]:
        """The verdicts of the page's script."""
        body = """
            const made = new it.Manuscript(given[0]);
            return given[1].map(([text, all]) => made.check(text, all).map(({ rule, line, words }) => [line, rule.name, words]));"""
        found: list[Told] = tellers.module(self.page, self.server, "manuscript", body, manuscript.DATA, texts)
        return [sorted(told) for told in found]

    def files(self, answers: list[dict[str, Any]]) -> list[list[str]]:
        """The file and its name that the page's script makes of answers."""
        body = "return given[0].map((said) => [it.compose(said, given[1]), it.fileName(said.title ?? '', 'story-' + given[1])]);"
        made: list[list[str]] = tellers.module(self.page, self.server, "questions", body, answers, str(DAY))
        return made


@pytest.fixture(scope="module")
def readers(browser: Browser, server: str) -> Iterator[Readers]:
    """Both of them."""
    context = browser.new_context()
    yield Readers(context.new_page(), server)
    context.close()


def gate(texts: list[Text]) -> list[Told]:
    """The verdicts of the gate."""
    found = [manuscript.check(text, circumstances=circumstances) for text, circumstances in texts]  # type: ignore[arg-type]
    return [sorted([one.line, one.rule.name, one.words] for one in told) for told in found]


def case(path: Path) -> tuple[Text, list[str]]:
    """A case: its text, under which circumstances it is read, and what must be told of it."""
    text, told = path.read_bytes().decode().split("\n=== told\n")
    head = re.match(r"=== (retelling|names_changed)\n", text)
    return (text[head.end() :] if head else text, [head[1]] if head else []), told.split("\n")[:-1]


def plain(told: Told) -> list[str]:
    """Findings as a case has them."""
    return [": ".join(filter(None, map(str, one))) for one in told]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_both_readers_say_of_a_case_what_it_says_itself(readers: Readers, path: Path) -> None:
    text, told = case(path)
    for found in (gate([text])[0], readers.browser([text])[0]):
        about_length = any(one in line for line in told for one in LENGTH)
        assert plain([one for one in found if about_length or one[1] not in LENGTH]) == told


def test_every_rule_has_a_case() -> None:
    told = {line.split(": ")[1] for path in CASES for line in case(path)[1]}
    assert {name for name, rule in manuscript.RULES.items()} == told


def public() -> dict[str, list[str]]:
    """The texts of the public corpora that are there."""
    files: dict[str, tuple[str, Callable[[str], list[str]]]] = {
        "naughty strings": ("strings/blns.json", json.loads),
        "DOMPurify's payloads": ("xss/dompurify.jsonl", lambda text: [json.loads(row)["payload"] for row in text.splitlines()]),
        "CommonMark's examples": (
            "markdown/commonmark-spec.jsonl",
            lambda text: [json.loads(row)["markdown"] for row in text.splitlines()],
        ),
    }
    return {name: read((CORPORA / path).read_text(encoding="utf-8")) for name, (path, read) in files.items() if (CORPORA / path).is_file()}


@pytest.mark.parametrize("name", ["naughty strings", "DOMPurify's payloads", "CommonMark's examples"])
def test_both_readers_agree_on_public_texts(readers: Readers, name: str) -> None:
    texts = public().get(name)
    if texts is None:
        pytest.skip(f"{name} are not beside the project, in ../shared/corpora")
    assert len(texts) > 200
    given: list[Text] = [(text.encode(errors="replace").decode(), []) for text in texts]
    for text, python, script in zip(given, gate(given), readers.browser(given), strict=True):
        assert script == python, text


def test_both_readers_agree_on_the_stories_of_the_site(readers: Readers) -> None:
    paths = sorted((website.PROJECT / "docs").rglob("*.md"))
    texts: list[Text] = [(path.read_text(encoding="utf-8"), []) for path in paths]
    assert len(texts) > 20
    assert readers.browser(texts) == gate(texts)


PIECES = st.sampled_from(
    "# ## <b> </b> <!-- --> [a]( ](https://example.org/) https://www.example.com/x?utm_source=y www.example.org > - 1. ``` ~~~ | * _"
    " ![]( ) x.png x.svg javascript:alert(1) mailto:a@b.example data:, // \\ \n \n\n \t &#8238; &amp; &#x41; &copy \u200b \u202e \xa0"
    " \ufeff İ ı ſ K Samantha Ortiz Peter van Dam Dr. Who we work for Acme Ltd 12 May 2025 2025-05-12 my mother's +44 20 7946 0958"
    " 4111 1111 1111 1111 DE89370400440532013000 a@b.example a (at) b (dot) example раypal 😀 👩\u200d🚀 é ﬁ Click here buy now"
    " ::: practice room-to-say-yes".split(" ")
)
MADE = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=24).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=24).map("".join),
)
ENOUGH = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@ENOUGH
@given(texts=st.lists(st.tuples(MADE, st.sampled_from([[], ["retelling"], ["names_changed"]])), min_size=20, max_size=40))
def test_both_readers_agree_on_texts_that_nobody_would_write(readers: Readers, texts: list[Text]) -> None:
    for text, python, script in zip(texts, gate(texts), readers.browser(texts), strict=True):
        assert script == python, text


KNOWN = st.characters(exclude_categories=["Cs", "Cn"])
"""The letters that this Python knows: a browser may know newer ones."""
LINES = st.one_of(
    st.text(KNOWN, max_size=40),
    st.sampled_from(["The wet passport", "Où est passé le guichet ?", "東京", "İstanbul", "x" * 300, "a" * 199 + "ж", "½ 5² Ⅳ"]),
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **{q.name: LINES for q in questions.QUESTIONS if q.shape in ("line", "text")},
        **{q.name: st.booleans() for q in questions.QUESTIONS if q.shape == "tick"},
        "kind": st.sampled_from(["", "first-hand", "as-told-to", "retelling", "odd: {"]),
        "practices": st.lists(st.sampled_from(["room-to-say-yes#name-decisions", "own-it-to-the-end#promise-next"]), max_size=3),
        "text": MADE,
    },
)


@ENOUGH
@given(answers=st.lists(ANSWERS, min_size=20, max_size=40))
def test_both_make_the_same_file_of_the_same_answers(readers: Readers, answers: list[dict[str, Any]]) -> None:
    for said, (file, name) in zip(answers, readers.files(answers), strict=True):
        assert file == questions.compose(said, DAY)
        assert name == questions.file_name(said.get("title", ""), f"story-{DAY}")


def test_both_name_every_letter_of_the_world_alike(readers: Readers) -> None:
    known = [chr(n) for n in range(32, 0x20000) if unicodedata.category(chr(n)) not in ("Cs", "Cn")]  # those that this Python knows
    letters = known[:8000] + known[8000::5]  # all alphabets, and of the signs of Chinese, Korean and their like every fifth
    assert len(letters) > 15_000
    titles = [{"title": f"a{letter}b c"} for letter in letters]
    found = [name for _, name in readers.files(titles)]
    differing = [
        hex(ord(c)) for c, t, name in zip(letters, titles, found, strict=True) if name != questions.file_name(t["title"], f"story-{DAY}")
    ]
    assert differing == []

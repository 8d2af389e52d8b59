"""What `make findings` measures is what it says: pages, questions with one right answer, and the measures of the field."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from bench.searching import corpora, figures, scores
from bench.searching.figures import OURS, Cost, Figures, Row
from bench.searching.pages import Page, page_of, plain, read
from bench.searching.questions import CLASSES, Question, content, made
from bench.searching.scores import Quality
from bench.searching.visits import host

FILLER = "Whoever answers a customer knows what the matter is and what would help. " * 4
NAMES = "promise complaint handover callback outage champion decision mistake listening purpose coaching refund".split()


def page(number: int) -> Page:
    """A page whose title, heading, summary and words are its own."""
    one, two, three = NAMES[number % 12], NAMES[(number * 5 + 1) % 12], f"{NAMES[number // 12 % 12]}{'abcdefghijkl'[number % 12]}x"
    summary = f"The {three} of every {one} brings another {two} before noon somewhere quietly"
    front = f"---\ntitle: Answering {one} {two} {three}\ndescription: {summary}\n---\n"
    body = f"# Ignored\n\n{FILLER}\n\n## Why {three} {one}?\n\nSomebody {three} remembers {two} counters beside {one} shelves nearby.\n"
    found = page_of(f"guide/{three}", front + body)
    assert found
    return found


def test_markdown_of_any_generator_becomes_plain_words() -> None:
    assert (
        plain("See [the *list*](list.md#x) and ![a loaf](loaf.png) at <https://x.example> {{< note >}}`code`")
        == "See the list and a loaf at code"
    )
    found = page_of(
        "docs/my-guide", f"+++\ntitle = 'A guide'\n+++\n{FILLER}\n\nTwo words\n---\n\n```\n# no heading\n```\n\n### Two words\n\nEnd.\n"
    )
    assert found
    assert (found.url, found.title) == ("docs/my-guide/", "A guide")
    assert [(part.anchor, part.title) for part in found.sections] == [("", ""), ("two-words", "Two words"), ("two-words-2", "Two words")]
    assert "no heading" in found.sections[1].text


def test_stubs_and_other_languages_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/README.md").write_text(FILLER, encoding="utf-8")
    (tmp_path / "stub.md").write_text("# Moved", encoding="utf-8")
    (tmp_path / "other.md").write_text("Обещание, данное клиенту, надо держать. " * 20, encoding="utf-8")
    assert [page.url for page in read(tmp_path)] == ["a/"]


def test_the_two_corpora_share_no_repository_and_each_has_its_commit() -> None:
    tuned, held = ({source.repository for source in corpora.sources(name)} for name in corpora.NAMES)
    assert not tuned & held
    assert len(tuned) + len(held) > 50
    assert all(len(source.commit) == 40 for name in (*corpora.NAMES, "collections") for source in corpora.sources(name))


def test_each_question_has_one_right_page_and_the_same_seed_asks_the_same() -> None:
    pages = [page(number) for number in range(120)]
    asked = made(pages, "seed")
    assert asked == made(pages, "seed") != made(pages, "another")
    assert {question.kind for question in asked} >= {"title", "words", "typo", "one-word typo", "heading", "summary"}
    by_url = {one.url: one for one in pages}
    for question in asked:
        if question.kind in ("title", "words"):
            having = [one.url for one in pages if {*content(question.text)} <= {*content(one.title)}]
            assert having == [question.url], question
        if question.kind in ("heading", "question"):
            assert question.text in [part.title for part in by_url[question.url].sections if part.anchor == question.anchor]
        if question.kind == "one-word typo":
            assert question.text not in content(by_url[question.url].title)


def test_answers_are_scored_as_the_field_does() -> None:
    asked = [Question("title", "a", "a/"), Question("title", "b", "b/"), Question("heading", "c", "c/", "x")]
    found: list[scores.Found] = [[("a/", [])], [("c/", []), ("b/", [])], [("d/", ["x"]), ("c/", ["y", "x"])]]
    result = scores.quality(asked, found)
    assert result.mrr == {"title": 0.75, "heading": 0.5}
    assert result.first == {"title": 0.5, "heading": 0}
    assert (result.section, result.empty) == (1, 0)
    assert scores.ndcg(["x/", "a/"], frozenset({"a/"})) == pytest.approx(0.6309, abs=1e-4)
    assert scores.ndcg(["a/", "b/"], frozenset({"a/", "b/"})) == 1


def test_the_report_says_what_holds() -> None:
    quality = Quality(dict.fromkeys(CLASSES, 0.96), dict.fromkeys(CLASSES, 0.9), 0.95, 0)
    row = Row(OURS, "held-out", 1_000, 2.0, quality, Cost(0, 90_000, 60_000, 20, 40, 30))
    report = figures.table(
        kept := Figures("On two cores.", "Pagefind 1", 5_500, [row], {"held-out": 1_000_000}, {"CISI": {OURS: 0.36}}, {OURS: 0})
    )
    for line in (
        "| Bytes on every page's load, KB | at most 6 | 5.50 | yes |",
        "| 1,000 pages: first places | at least 0.92 | 0.90 | **no** |",
        "| Cranfield: nDCG@10 | at least 0.5 | not measured | – |",
        "| The Callback | 5.5 | 90.0 | 60.0 | 40 | 20 | 30 | 2.0 |",
        "| CISI | .360 |",
    ):
        assert line in report.splitlines(), line
    assert Figures.from_json(kept.as_json()) == kept


def test_what_is_sent_is_counted(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("word " * 1000, encoding="utf-8")
    with host(tmp_path) as server, urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/words.txt") as answer:
        sent = len(answer.read())
        assert server.taken() == sent < 200
        assert server.taken() == 0

"""Rules that a single broken file does not show: days, forgiveness, and what no rule may do."""

from __future__ import annotations

import datetime as dt
import inspect
from pathlib import Path

import pytest
from folio import reading, rules, tree
from folio.problems import Problem

REAL = dict(tree.Folder(Path(__file__).parent.parent / "docs"))
DAY = dt.date(2026, 1, 5)


def problems(path: str, text: str, **files: bytes) -> list[Problem]:
    library, found = reading.read(REAL | {path: text.encode()} | files)
    return [problem for problem in [*found, *rules.check(library)] if problem.path == f"docs/{path}"]


def essay(date: str, *fields: str, body: str = "Words.") -> str:
    return "\n".join(["---", "title: A", f"date: {date}", "authors: [editors]", "description: One.", *fields, "---", "", body])


def test_a_page_dated_today_passes_and_one_dated_tomorrow_does_not() -> None:
    today, tomorrow = (reading.read({"essays/posts/a.md": essay(day).encode()})[0] for day in ("2026-01-05", "2026-01-06"))
    assert "date" not in {problem.field for problem in rules.check(today, DAY)}
    assert "date" in {problem.field for problem in rules.check(tomorrow, DAY)}


def test_a_draft_may_be_dated_in_the_future_and_name_other_drafts() -> None:
    assert problems("essays/posts/a.md", essay("2199-01-05", "draft: true")) == []


def test_today_is_the_latest_day_anywhere() -> None:
    assert dt.datetime.now(dt.UTC).date() <= rules.today() <= dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_runs_something_is_an_error_even_in_an_essay(target: str) -> None:
    assert [p.severity for p in problems("essays/posts/a.md", essay("2026-01-05", body=f"[x]({target})"))] == ["error"]


def test_a_retired_step_may_still_be_named_and_linked() -> None:
    practice = "---\nid: p\ntitle: P\nsummary: S.\nretired: [gone]\n---\n\n## Monday\n\n- [ ] Do {#do}\n"
    text = essay("2026-01-05", "practices: [p#gone]", body="[x](../../practices/p.md#gone)")
    assert problems("essays/posts/a.md", text, **{"practices/p.md": practice.encode()}) == []


@pytest.mark.parametrize("kind", ["first-hand", "as-told-to"])
def test_a_story_from_its_teller_needs_a_teller_consent_and_a_licence(kind: str) -> None:
    whole = f"---\ntitle: A\ndate: 2026-01-05\nkind: {kind}\nteller: Sam\nconsent: true\nlicence: cc-by-4.0\n---\n\nWords.\n"
    assert [p.field for p in problems("stories/a/story.md", whole) if p.severity != "advice"] == []
    for line in ("teller: Sam\n", "consent: true\n", "licence: cc-by-4.0\n"):
        found = problems("stories/a/story.md", whole.replace(line, ""))
        assert [p.field for p in found if p.severity != "advice"] == [line.partition(":")[0]]


def test_an_author_with_a_mistake_in_the_list_is_told_there() -> None:
    authors = b"authors:\n  editors:\n    name: E\n    descripton: x\n  jo:\n    url: example.org\n"
    found = reading.read(REAL | {reading.AUTHORS: authors})[1]
    assert [(p.line, p.field) for p in sorted(found)] == [(4, "descripton"), (5, "name"), (6, "url")]


def test_files_whose_names_begin_with_a_dot_are_none_of_ours() -> None:
    assert reading.read(REAL | {".obsidian/a.md": b"x", "essays/posts/.#a.md": b"x"})[1] == []


def test_one_check_of_the_same_library_says_the_same() -> None:
    library, _ = reading.read(REAL | {"essays/posts/a.md": essay("never", "tags: [x]", body="[a](b.md)").encode()})
    assert rules.check(library) == rules.check(library) == sorted(set(rules.check(library)))


def test_every_rule_is_its_docstring() -> None:
    generators = [rule for _, rule in inspect.getmembers(rules, inspect.isgeneratorfunction) if not rule.__name__.startswith("_")]
    assert len(generators) >= 12
    assert all(rule.__doc__ and rule.__doc__.strip().endswith(".") for rule in generators)

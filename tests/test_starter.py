"""New pages: whatever their title, they pass the check once their gaps are filled, and they never overwrite anything."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
import yaml
from folio import frontmatter, ids, questions, reading, rules, starter, tree
from folio.library import Library
from folio.problems import Problem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
DAY = dt.date(2026, 1, 5)
FILLED = {
    "description": "One thought.",
    "summary": "One sentence.",
    "pause_point": "Monday, before the doors open",
    "who": "Team lead",
    "kind": "first-hand",
    "teller": "{name: Sam, pseudonym: true}",
    "role": "Team lead",
    "sector": "Retail",
    "country": "Australia",
    "when": "spring 2025",
    "consent": "true",
    "freedom": "To say yes.",
    "cost": "Ten minutes.",
    "change": "The queue.",
}
LISTS = {
    "categories": "leadership",
    "tags": "care, decisions",
    "practices": "room-to-say-yes#name-decisions",
    "sources": "A post",
    "based_on": "A book",
}
BODIES = {
    "essay": "## A heading\n\nWords.\n",
    "practice": "- [ ] Open the door\n\n    Air.\n\n- [ ] Look\n- [ ] Ask\n- [ ] Listen\n- [ ] Shut the door\n",
    "story": "It had fallen into the harbour.\n\n" + "She laid it on the radiator and turned the pages. " * 10,
}
TITLES = (
    "The wet passport",
    "Release: the autumn edition",
    'She said "yes", and "no"',
    "Don't say 'policy'",
    "<script>alert(1)</script> & <b>more</b>",
    "Où est passé le guichet ?",
    "yes",
    "Null",
    "404",
    "2026-01-05",
    "- A leading dash",
    "# A leading hash",
    "[A] {B} *C* &D !E |F >G %H @I `J`",
    "A back\\slash and a trailing colon:",
    "A title # with a hash",
    "  Spaces   around\tand a tab  ",
    "A line\nbreak\u2028and\x07a bell",
    "ab: " + "a very long title of many words " * 12,
    "{{ title }} {slug}",
    "😀 smile",
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """The real content, to which a page can be added."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path / "docs"


def checked(docs: Path) -> tuple[Library, list[Problem]]:
    library, problems = reading.read(tree.Folder(docs))
    return library, [*problems, *rules.check(library)]


def fill(kind: str, path: Path) -> None:
    """Do what an author does: put something into every gap."""
    text = path.read_text(encoding="utf-8")
    for name, value in FILLED.items():
        text = re.sub(rf"^{name}: (\{{.*?\}})? *(?=#|$)", f"{name}: {value}  ", text, flags=re.MULTILINE)
        text = re.sub(rf"^{name}: *$", f"{name}: {value}", text, flags=re.MULTILINE)
    for name, value in LISTS.items():
        text = re.sub(rf"^{name}: \[\]", f"{name}: [{value}]", text, flags=re.MULTILINE)
    path.write_text(text + BODIES[kind], encoding="utf-8")


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:20].strip())
@pytest.mark.parametrize("kind", starter.TEMPLATES)
def test_a_new_page_passes_the_check_once_its_gaps_are_filled(docs: Path, kind: str, title: str) -> None:
    path = starter.start(kind, title, docs, DAY)
    fill(kind, path)
    ids.fix(checked(docs)[0], docs)
    library, problems = checked(docs)
    assert [str(problem) for problem in problems if problem.rule != "a story says roughly when it was"] == []
    page = library.by_path[path.relative_to(docs).as_posix()]
    assert page.title == " ".join("".join(c for c in " ".join(title.split()) if c.isprintable()).split())
    assert len(page.slug) <= 60


@pytest.mark.parametrize("kind", starter.TEMPLATES)
def test_a_new_page_with_its_gaps_open_is_told_field_by_field_at_its_lines(docs: Path, kind: str) -> None:
    path = starter.start(kind, "The wet passport", docs, DAY)
    rows = path.read_text(encoding="utf-8").split("\n")
    _, problems = checked(docs)
    assert problems
    assert all(problem.path.endswith(path.relative_to(docs).as_posix()) for problem in problems)
    assert all(rows[problem.line - 1].startswith(f"{problem.field}:") for problem in problems if problem.field not in ("steps", "text"))


@pytest.mark.parametrize("kind", starter.TEMPLATES)
def test_a_page_that_is_there_is_never_overwritten(docs: Path, kind: str) -> None:
    path = starter.start(kind, "The wet passport", docs, DAY)
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(FileExistsError):
        starter.start(kind, "The  Wet Passport!", docs, DAY)
    assert path.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("title", ["", "—", "!?", "😀"])
@pytest.mark.parametrize("kind", starter.TEMPLATES)
def test_a_title_without_letters_is_refused_and_nothing_is_laid_down(tmp_path: Path, kind: str, title: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        starter.start(kind, title, tmp_path, DAY)
    assert list(tmp_path.iterdir()) == []


@given(st.text(min_size=1, max_size=100), st.sampled_from(list(starter.TEMPLATES)))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_title_is_read_back_as_it_was_by_us_and_by_a_stock_reader(tmp_path: Path, title: str, kind: str) -> None:
    try:
        path = starter.start(kind, title, tmp_path, DAY)
    except (ValueError, FileExistsError):
        return
    document, problems = frontmatter.read("page.md", path.read_bytes())
    assert problems == []
    assert document is not None
    stock = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    assert document.values["title"] == stock["title"]
    assert isinstance(stock["title"], str)
    assert path.resolve().is_relative_to(tmp_path.resolve())
    path.unlink()


def test_a_new_story_has_a_place_for_every_answer_that_a_teller_is_asked_for() -> None:
    asked = {question.name for question in questions.QUESTIONS} - {"text"}
    assert [name for name in sorted(asked) if f"{name}:" not in starter.STORY] == []

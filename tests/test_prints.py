"""Prints: whatever a page's template receives is other than before, its print is too."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from folio import prints, reading, tree
from folio.edition import WORKED_OUT, Edition
from folio.feed import Site
from folio.library import Page
from folio.listings import Link
from hypothesis import example, given
from hypothesis import strategies as st

DOCS = Path(__file__).parents[1] / "docs"
SITE = Site("The Callback", "https://x.example/", "Words", "en")

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def docs() -> Files:
    """Our own content."""
    return dict(tree.Folder(DOCS))


def made_of(files: Files) -> Edition:
    """What a build makes of some content."""
    library, _ = reading.read(files)
    faces = prints.faces(library, {page.path: prints.shown(page.front, page.body) for page in library.pages if page.path})
    digests = {path: prints.digest(data) for path, data in files.items()}
    return Edition(library.public(), [], SITE, digests=digests, faces=faces)


def replaced(path: str, pattern: str, words: str) -> Callable[[Files], Files]:
    """An edit of one file."""

    def edit(files: Files) -> Files:
        text, count = re.subn(pattern, words, files[path].decode(), count=1, flags=re.MULTILINE)
        assert count
        return {**files, path: text.encode()}

    return edit


PRACTICE, ESSAY = "practices/answer-before-you-solve.md", "essays/posts/care-comes-first.md"
EDITS = {
    "an author becomes a group, or a person": replaced("essays/.authors.yml", r"^( +)group: true$", r"\1group: false"),
    "an author's name": replaced("essays/.authors.yml", r"^( +)name: .*$", r"\1name: Somebody Else"),
    "a topic's title": replaced("topics/leadership.md", r"^title: .*$", "title: Leading well"),
    "a step's words": replaced(PRACTICE, r"^- \[ \] \w+", "- [ ] Otherwise"),
    "a summary": replaced(PRACTICE, r"^summary: .*$", "summary: Another summary"),
    "a title": replaced(ESSAY, r"^title: .*$", "title: Another title"),
    "a day": replaced(ESSAY, r"^date: .*$", "date: 2020-02-02"),
    "a source's author": replaced(ESSAY, r"^( +- author: ).*$", r"\1Ann Other"),
}


def told(value: Any) -> str:
    """All that a template can find in a value."""
    if isinstance(value, Page):
        tags = [(tag.name, tag.url) for tag in value.tags]
        return f"{value.kind} {value.url} {value.title!r} {value.description!r} {value.front!r} {tags}"
    if isinstance(value, SimpleNamespace):
        return told(vars(value))
    if dataclasses.is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return f"{{{','.join(f'{told(name)}:{told(one)}' for name, one in value.items())}}}"
    return f"[{','.join(map(told, value))}]" if isinstance(value, tuple | list) else repr(value)


@pytest.mark.parametrize("name", EDITS)
def test_a_sheet_on_which_an_edit_shows_has_another_print(name: str, docs: Files) -> None:
    before, after = made_of(docs), made_of(EDITS[name](docs))
    shown = 0
    for source in before.sheets.keys() & after.sheets.keys():
        old, new = before.sheets[source], after.sheets[source]
        if told(before.context(old)) != told(after.context(new)):
            shown += 1
            assert before.print_of(old) != after.print_of(new), source
    assert shown


def test_what_shows_nowhere_else_leaves_the_prints_of_others(docs: Files) -> None:
    before, after = made_of(docs), made_of(replaced(PRACTICE, r"\Z", "\nAnd a last word.\n")(docs))
    changed = {source for source, sheet in before.sheets.items() if before.print_of(sheet) != after.print_of(after.sheets[source])}
    card = f"{PRACTICE.removesuffix('.md')}/card/index.md"
    assert changed == {PRACTICE, card}


def test_a_print_is_the_same_whether_its_context_is_at_hand_or_not(docs: Files) -> None:
    one, other = made_of(docs), made_of(docs)
    for source, sheet in one.sheets.items():
        context = other.context(other.sheets[source])
        assert context.keys() >= set(WORKED_OUT)
        assert one.print_of(sheet) == other.print_of(other.sheets[source], context), source


PAGES = [Page("story", f"{name}.md", name, f"{name}/", name, "", None) for name in "abc"]
FACES = {page: page.slug.encode() * 16 for page in PAGES}
VALUES = st.recursive(
    st.sampled_from(PAGES) | st.sampled_from((None, "a", b"a" * 16, 1)) | st.builds(Link, st.sampled_from("ab"), st.just("a/"), st.just(1)),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)


@given(one=VALUES, other=VALUES)
@example(one=PAGES[0], other=b"a" * 16)
@example(one=PAGES[0], other=(b"a" * 16,))
def test_values_have_the_same_print_when_they_are_equal(one: Any, other: Any) -> None:
    assert (prints.of(one, FACES) == prints.of(other, FACES)) == (list_of(one) == list_of(other))


def list_of(value: Any) -> object:
    """A value with the order of its names, which templates can see."""
    if isinstance(value, dict):
        return dict, [(name, list_of(one)) for name, one in value.items()]
    return [list_of(one) for one in value] if isinstance(value, tuple) else value


@given(value=VALUES)
def test_a_page_with_another_face_changes_what_holds_it(value: Any) -> None:
    others = {**FACES, PAGES[0]: b"other face"}
    assert (prints.of(value, FACES) != prints.of(value, others)) == holds(value, PAGES[0])


def holds(value: Any, page: Page) -> bool:
    """Whether a page is anywhere in a value."""
    if isinstance(value, dict | tuple):
        return any(holds(one, page) for one in (value.values() if isinstance(value, dict) else value))
    return value is page

"""Outline: what is kept of all pages says of each what the page itself does, and what was not asked for costs nothing."""

from __future__ import annotations

import pickle
from collections import UserDict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from folio import outline, prints, reading, tree
from folio.library import Library
from folio.lock import Lock
from folio.outline import HELD, Outline

DOCS = Path(__file__).parents[1] / "docs"
TOGETHER = 4


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """Our own content, of which four pages lie together: it is small."""
    monkeypatch.setattr(outline, "TOGETHER", TOGETHER)
    return reading.read(dict(tree.Folder(DOCS)))[0]


def outlined(library: Library) -> Outline:
    """The outline of a Library before it is kept."""
    pages = tuple((page, page.url.encode()) for page in library.pages)
    return Outline(pages, (), library.files, library.unread, Lock(), frozenset(), {}, ())


class Kept(UserDict[str, Any]):
    """A shelf whose values lie there as bytes, as a store has them, and which knows what was put there last."""

    def __init__(self) -> None:
        self.put: set[str] = set()
        super().__init__()

    def __setitem__(self, name: str, value: Any) -> None:
        self.put.add(name)
        super().__setitem__(name, pickle.dumps(value))

    def __getitem__(self, name: str) -> Any:
        return pickle.loads(super().__getitem__(name))  # noqa: S301 - our own


def kept(whole: Outline, shelf: Kept | None = None) -> Outline:
    """An outline as the next build has it."""
    shelf = Kept() if shelf is None else shelf
    shelf.put.clear()
    whole.keep(shelf)
    found = Outline.kept(shelf)
    assert found
    return found


def lacking(whole: Outline) -> set[str]:
    """The paths of the pages of which nothing long was read."""
    return {page.path for page, _ in whole.pages if not {"front", "body"} & vars(page).keys()}


def test_a_kept_page_says_what_it_said_but_for_its_text(library: Library) -> None:
    whole = kept(outlined(library))
    assert [face for _, face in whole.pages] == [page.url.encode() for page in library.pages]
    for page, (again, _) in zip(library.pages, whole.pages, strict=True):
        for name in {*outline.SHORT, "id", "front", "changed"} - {"tags", "authors"}:
            assert getattr(again, name) == getattr(page, name)
        assert [tag.url for tag in again.tags] == [tag.url for tag in page.tags]
        assert [author.url for author in again.authors] == [author.url for author in page.authors]
        assert prints.shown(again.front, again.body) == prints.shown(page.front, page.body)
        assert again.body.anchors == page.body.anchors
        assert again.kind in HELD or not again.text


def test_ties_are_those_of_the_pages_that_are_kept(library: Library) -> None:
    again = Library([page for page, _ in kept(outlined(library)).pages], library.files)
    ties, ties_again = ([(a.id, b.id, kind, step) for a, b, kind, step in one.edges] for one in (library, again))
    assert ties_again == ties
    for edge in again.edges:  # a tag's topic and an author are the pages themselves, and no copies of them
        assert again.by_url[edge.target.url] is edge.target


def test_what_is_long_is_read_of_the_pages_that_were_kept_beside_one(library: Library) -> None:
    whole = kept(outlined(library))
    unread = lacking(whole)
    assert len(unread) > TOGETHER
    page = next(page for page, _ in whole.pages if page.path in unread)
    assert page.title
    assert lacking(whole) == unread
    assert page.front.title == page.title
    assert 0 < len(unread - lacking(whole)) <= TOGETHER
    assert not hasattr(page, "foreword")


def test_of_what_is_long_no_more_is_written_than_lies_beside_what_is_new(library: Library) -> None:
    shelf = Kept()
    whole = kept(outlined(library), shelf)
    number, former = next((number, page) for number, (page, _) in enumerate(whole.pages) if page.path in lacking(whole))
    page = replace(former, title="Another title", text="Words.")
    again = kept(replace(whole, pages=(*whole.pages[:number], (page, b"new"), *whole.pages[number + 1 :])), shelf)
    assert len(shelf.put) == 2
    assert again.pages[number][0].title == "Another title"
    assert not again.pages[number][0].text
    assert again.pages[number][1] == b"new"
    assert [one.front for one, _ in again.pages] == [one.front for one, _ in whole.pages]


def test_an_outline_of_other_pages_leaves_nothing_of_the_former(library: Library) -> None:
    shelf = Kept()
    kept(outlined(library), shelf)
    fewer = [page for page in library.pages if page.kind in HELD or page.kind == "practice"]
    again = kept(outlined(Library(fewer)), shelf)
    assert [one.front for one, _ in again.pages] == [page.front for page in fewer]
    assert shelf.keys() == shelf.put
    assert Outline.kept({}) is None


def test_bytes_from_elsewhere_make_no_front_matter(library: Library) -> None:
    shelf = Kept()
    whole = kept(outlined(library), shelf)
    page = next(page for page, _ in whole.pages if page.path in lacking(whole))
    name = vars(page)["lacks"].name
    shelf[name] = (pickle.dumps([print] * TOGETHER), shelf[name][1])
    with pytest.raises(KeyError, match=r"builtins\.print is not to be made"):
        _ = page.front
    assert page.body

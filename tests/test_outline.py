"""Outline: what is kept of all pages says of each what the page itself does, and what was not asked for costs nothing."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from folio import outline, prints, reading, recall, tree
from folio.library import Library, Page
from folio.lock import Lock
from folio.outline import HELD, Outline
from press.store import Store

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


def kept(whole: Outline) -> Outline:
    """An outline as a store gives it back to the next build."""
    store = Store(None, "key", ("folio",))
    store.put("outline", {"all": whole})
    found: Outline = store.get("outline", "all")
    return found


def lacking(whole: Outline) -> set[str]:
    """The paths of the pages of which nothing long was read."""
    return {page.path for page, _ in whole.pages if not {"front", "body"} & vars(page).keys()}


def test_a_kept_page_says_what_it_said_but_for_its_text(library: Library) -> None:
    whole = kept(outlined(library))
    assert [face for _, face in whole.pages] == [page.url.encode() for page in library.pages]
    for page, (again, _) in zip(library.pages, whole.pages, strict=True):
        for name in ("kind", "path", "slug", "url", "title", "description", "date", "name", "draft", "id", "front", "changed"):
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


def test_an_outline_is_kept_again_with_one_page_in_place_of_another(library: Library) -> None:
    whole = kept(outlined(library))
    unread = lacking(whole)
    number, former = next((number, page) for number, (page, _) in enumerate(whole.pages) if page.path in unread)
    page = replace(former, title="Another title", text="Words.")
    whole = replace(whole, pages=(*whole.pages[:number], (page, b"new"), *whole.pages[number + 1 :]))
    still = lacking(whole)
    again = kept(whole)
    assert lacking(whole) >= {path for path in still if path not in _beside(whole, page)}
    assert again.pages[number][0].title == "Another title"
    assert not again.pages[number][0].text
    assert again.pages[number][1] == b"new"
    assert [one.front for one, _ in again.pages] == [one.front for one, _ in whole.pages]


def _beside(whole: Outline, page: Page) -> set[str]:
    """The pages that lie together with one."""
    paths = [one.path for one, _ in whole.pages if one.kind not in HELD]
    start = paths.index(page.path) // TOGETHER * TOGETHER
    return set(paths[start : start + TOGETHER])


def test_bytes_from_elsewhere_make_no_front_matter(library: Library) -> None:
    whole = kept(outlined(library))
    page = next(page for page, _ in whole.pages if page.path in lacking(whole))
    vars(page)["lacks"] = replace(vars(page)["lacks"], fronts=pickle.dumps([print] * TOGETHER))
    with pytest.raises(KeyError, match=r"builtins\.print is not to be made"):
        _ = page.front
    assert recall.again(vars(page)["lacks"].bodies, {})

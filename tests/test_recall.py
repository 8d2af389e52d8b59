"""Recall: a view that was kept shows what it showed, with the pages of the Library that is there now."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import pytest
import website
from folio import prints, reading, recall, tree
from folio.edition import KEPT
from folio.library import Library, Page
from folio.prints import Print
from folio.views import Views
from press.store import Store

DOCS = Path(__file__).parents[1] / "docs"


def read() -> tuple[Views, dict[Page, Print]]:
    """Our own content, read anew, with the face of each page."""
    library, _ = reading.read(dict(tree.Folder(DOCS)))
    faces = prints.faces(library, {page.path: prints.shown(page.front, page.body) for page in library.pages if page.path})
    return Views(library), faces


@pytest.mark.parametrize("kind", KEPT)
def test_a_view_that_a_store_kept_has_the_pages_of_another_library(kind: str, tmp_path: Path) -> None:
    (before, faces), (now, faces_now) = read(), read()
    store = Store(tmp_path / "state.db", "key", ("folio",))
    store.put("views", {page.path: recall.kept(before.of(page)) for page in before.library.of(kind)})
    for page in before.library.of(kind):
        view = recall.again(store.get("views", page.path), now.library.by_url)
        assert prints.of(view, faces_now) == prints.of(before.of(page), faces)  # `faces_now` has no page of the former Library


def test_a_view_whose_page_is_not_there_is_not_put_together() -> None:
    essay = website.page({"title": "An essay", "description": "E.", "date": "2026-01-01", "tags": ["care"]})
    topic = website.page({"title": "Care", "definition": "A word."})
    library, _ = reading.read({"essays/posts/a.md": essay.encode(), "topics/care.md": topic.encode()})
    kept = recall.kept({"tags": library.by_path["essays/posts/a.md"].tags})
    assert recall.again(kept, library.by_url)["tags"][0].topic is library.by_path["topics/care.md"]
    with pytest.raises(KeyError):
        recall.again(kept, Library(library.of("essay")).by_url)


def test_a_view_keeps_days() -> None:
    assert recall.again(recall.kept({"reviewed": dt.date(2026, 1, 1)}), {}) == {"reviewed": dt.date(2026, 1, 1)}


@pytest.mark.parametrize("other", [pickle.dumps(print), pickle.dumps(reading.read), b"", b"no pickle"])
def test_a_view_from_elsewhere_is_data_or_none(other: bytes) -> None:
    with pytest.raises(KeyError):
        recall.again(other, {})

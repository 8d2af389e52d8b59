"""A site in another language: mkdocs.yml names it, and the search speaks it."""

from __future__ import annotations

import re

import pytest
import website
from playwright.sync_api import expect
from search import ranking
from search.shelf import Shelf

pytestmark = pytest.mark.xdist_group("browser")
FRONT = {"date": "2026-10-20", "authors": ["editors"], "description": "Was wir halten.", "tags": ["care"]}
CARE = """\
Wir rufen jeden Kunden zurück. Häuser stehen leer, doch unsere Zusagen halten wir: Reklamationen kommen am selben Tag an die Reihe.
"""
PAGES = {
    "essays/posts/zusage.md": website.page({**FRONT, "title": "Eine Zusage ist ein Versprechen"}, CARE),
    "essays/posts/anderes.md": website.page({**FRONT, "title": "Von etwas anderem"}, "Nichts davon.\n"),
}


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The site, if it were German."""
    project = website.write(website.lay(tmp_path_factory.mktemp("german")), PAGES)
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("language: en", "language: de"), encoding="utf-8")
    return website.built(project)


def test_words_are_found_by_their_forms_and_one_stemmer_is_published(german: website.Site) -> None:
    shelf = Shelf(lambda path: (german.root / path).read_bytes())
    assert (shelf.index["languages"], shelf.index["stemmer"]) == (["de"], "de")
    assert {path.name for path in (german.root / "assets/javascripts/search/stem").iterdir()} == {"de.js", "snowball.LICENSE.txt"}
    html = german.pages["essays/zusage/"].tree.one("html")
    assert (html.get("lang"), html.get("data-stemmer")) == ("de", "de")
    for text in ("Zusagen", "haus", "Reklamation", "reklamatoin", "die Kunde", "verspre"):
        assert ranking.search(shelf, text, True).results[0].fragment.url == "essays/zusage/", text


def test_the_browser_finds_and_marks_the_same(german: website.Site, visitor: website.Visitor) -> None:
    page = visitor.window()
    with website.served(german.root) as server:
        page.goto(f"{server}search/?q=reklamatoinen+haus")
        first = page.locator(".find a").first
        expect(first).to_have_attribute("href", re.compile("essays/zusage/"))
        first.click()
        expect(page.locator("mark")).to_have_text(["Häuser", "Reklamationen"])

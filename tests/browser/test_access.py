"""Nobody is kept out: axe finds no fault on any kind of page, in light and in dark."""

from __future__ import annotations

from pathlib import Path

import pytest
import website

pytestmark = pytest.mark.xdist_group("browser")

AXE = Path(__file__).parent.parent / "tools/node_modules/axe-core/axe.min.js"
EACH_KIND = [
    "",
    "essays/the-loaf-and-the-letter/",
    "practices/room-to-say-yes/",
    "stories/the-giraffe-loaf/",
    "topics/empowerment/",
    "authors/editors/",
    "essays/",
    "practices/",
    "topics/",
    "contribute/",
    "tell/",
    "404.html",
]
ODD = ["essays/everything/", "essays/part-one/", "practices/odd-ticks/", "stories/the-lamp/", "essays/page/2/", "tags/waiting-rooms/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(visitor: website.Visitor, server: str, rich_server: str, scheme: str) -> None:
    page = visitor.window(color_scheme=scheme)
    faults = []
    for address in [*(server + url for url in EACH_KIND), *(rich_server + url for url in ODD)]:
        page.goto(address)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "axe.run().then(result => result.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html, v.nodes[0].failureSummary]))"
        )
        faults += [f"{address}: {fault}" for fault in found]
    assert faults == []


def test_axe_finds_a_planted_fault(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=assets/images/favicon.svg>')")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then(result => result.violations.map(v => v.id))") == ["image-alt"]


def test_the_search_and_its_results_have_no_fault_either(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server)
    page.keyboard.press("/")
    page.keyboard.type("callback")
    page.locator(".md-search-result__item a").first.wait_for()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    ours = "{exclude: ['.md-search-result .md-tags']}"  # Material's script writes an empty nav into each result
    found = page.evaluate(f"axe.run({ours}).then(result => result.violations.map(v => [v.id, v.nodes[0].html]))")
    assert found == []

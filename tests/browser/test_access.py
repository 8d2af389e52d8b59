"""Nobody is kept out: every page in every mode, judged by axe, by its layout, and by what the keyboard meets on it.

All pages are asked everything. Only where the question is what a template does (spacing of texts, the way of the focus) one
page of each kind is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe
import kinds
import pytest
import website
from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("access")

ODD = ["essays/everything/", "essays/part-one/", "practices/odd-ticks/", "stories/the-lamp/", "essays/page/2/", "tags/waiting-rooms/"]
COLOURED = ("color-contrast", "link-in-text-block")
"""The rules of axe that a colour scheme can change."""
SIZED = ("target-size", "scrollable-region-focusable")
"""Those that the width of the window can change."""
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""What a reader may ask of every text: WCAG 2.2, 1.4.12."""
SELF_COLOURED = """() => [...document.querySelectorAll('main *, header *, footer *')]
    .filter(e => getComputedStyle(e).forcedColorAdjust !== 'auto' && e.textContent.trim() && !e.closest('svg'))
    .map(e => e.outerHTML.slice(0, 90))"""
"""Texts that keep their own colours where the system has forced its own."""
RINGED = """() => [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).outlineStyle !== 'none')
    .map(e => e.outerHTML.slice(0, 90))"""
"""What has a ring although nothing has the focus: it would not change when it gets it."""
WANTED = """() => [...(window.proofPlaces = new Map([...document.querySelectorAll('*')].map((e, at) => [e, at])))].flatMap(([e, at]) =>
    e.matches('a[href], button:enabled, input:enabled:not([type=hidden], [type=radio]), select:enabled, textarea:enabled, summary')
    && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert]') ? [at] : [])"""
"""The places of what the keyboard must reach, which are kept: a script that comes with the focus adds elements. Of a group of radio
buttons it reaches one."""
LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
FOCUS = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")


def modes(page: Page) -> Iterator[tuple[str, list[Any]]]:
    """What is wrong with a page in each mode, without loading it again."""
    page.set_viewport_size({"width": 1280, "height": 900})
    yield "light", axe.faults(page)
    website.emulate(page, color_scheme="dark")
    yield "dark", axe.faults(page, rules=COLOURED)
    website.emulate(page, color_scheme="light", forced_colors="active")
    yield "forced colours", page.evaluate(SELF_COLOURED)
    website.emulate(page, forced_colors="none")
    page.set_viewport_size({"width": 640, "height": 450})
    yield "200 %", page.evaluate(LAYOUT)
    page.set_viewport_size({"width": 320, "height": 640})
    yield "320 pixels", page.evaluate(LAYOUT) + axe.faults(page, rules=SIZED)


def test_every_page_is_without_fault_in_every_mode(
    visitor: website.Visitor, whole: website.Site, whole_server: str, rich_server: str
) -> None:
    page = visitor.window(reduced_motion="reduce", color_scheme="light")
    faults = []
    urls = [whole_server + url for url, leaf in whole.all.items() if not leaf.forward]
    assert len(urls) > 60
    for address in [*urls, *(rich_server + url for url in ODD)]:
        page.goto(address)
        faults += [f"{address} {mode}: {fault}" for mode, found in modes(page) for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("planted", "mode", "fault"),
    [
        ("<img src=assets/images/favicon.svg>", "light", "image-alt"),
        ("<p data-css='color: light-dark(#000, #333)'>words</p>", "dark", "color-contrast"),
        ("<p data-css='forced-color-adjust: none'>words</p>", "forced colours", "words"),
        ("<p data-css='min-width: 700px'>words</p>", "200 %", "the page is"),
        ("<p data-css='width: 3em; overflow: hidden; white-space: nowrap'>many words</p>", "320 pixels", "cut off"),
        ("<p>words</p><p data-css='margin-top: -3em'>words</p>", "320 pixels", "one over the other"),
        ("<p data-css='position: absolute; left: -20px'>words</p>", "200 %", "beyond the edge"),
        ("<button data-css='padding: 0; width: 9px; height: 9px'>a</button>"
         "<button data-css='padding: 0; width: 9px; height: 9px'>b</button>",
         "320 pixels", "target-size"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(planted: str, mode: str, fault: str, page: Page, whole_server: str) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(whole_server)
    page.locator("main").evaluate(
        """(main, html) => {
            for (const one of new DOMParser().parseFromString(html, 'text/html').body.children) {
                const copy = document.importNode(one, true), css = copy.dataset.css ?? '';
                copy.style.cssText = css;
                main.append(copy);
            }
        }""",
        planted,
    )
    assert fault in str(dict(modes(page))[mode])


@pytest.mark.parametrize("width", [320, 1280])
def test_texts_may_be_spaced_as_wide_as_a_reader_needs(width: int, visitor: website.Visitor, whole_server: str) -> None:
    page = visitor.window(viewport={"width": width, "height": 800})
    faults = []
    for kind, url in kinds.KINDS.items():
        page.goto(whole_server + url)
        page.evaluate(SPACED)
        faults += [f"{kind}: {fault}" for fault in page.evaluate(LAYOUT)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "light"), (390, 700, "dark")])
def test_the_focus_goes_everywhere_is_seen_and_is_never_caught(
    width: int, height: int, scheme: Any, visitor: website.Visitor, whole_server: str
) -> None:
    page = visitor.window(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
    faults = []
    for kind, url in kinds.KINDS.items():
        page.goto(whole_server + url)
        assert page.evaluate(RINGED) == [], kind
        wanted = page.evaluate(WANTED)
        met: list[int] = []
        for _ in range(len(wanted) + 20):
            page.keyboard.press("Tab")
            found = page.evaluate(FOCUS)
            if found is None or (met and found["at"] == met[0]):
                break
            met.append(found["at"])
            faults += [f"{kind}: {found['what']}: {wrong}" for wrong in found["wrong"]]
        else:
            faults.append(f"{kind}: the focus does not come out")
        faults += [f"{kind}: not reached: {_what(page, at)}" for at in wanted if at not in met]
        if met != sorted(met):
            faults.append(f"{kind}: the focus does not go in the order of the page")
    assert not faults, "\n".join(faults)


def _what(page: Page, at: int) -> str:
    return str(page.evaluate("at => [...window.proofPlaces.keys()][at].outerHTML.slice(0, 110)", at))


def test_the_search_and_its_results_have_no_fault_either(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server)
    page.keyboard.press("/")
    page.keyboard.type("callback")
    page.locator(".md-search-result__item a").first.wait_for()
    assert axe.faults(page) == []
    page.goto(server + "search/?q=callback&kind=story")
    page.locator(".find").first.wait_for()
    assert axe.faults(page) == []

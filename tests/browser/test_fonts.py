"""The fonts: every letter has one, a page fetches only what its letters need, and no text jumps when they come late."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import website
from fontTools.ttLib import TTFont
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.xdist_group("browser")

FONTS = website.PROJECT / "overrides/assets/fonts"
SHEET = (website.PROJECT / "overrides/stylesheets/fonts.css").read_text(encoding="utf-8")
FACE = re.compile(r'family: (\w+); src: url\("\.\./assets/fonts/([\w-]+\.woff2)"\).*?font-weight: (\d+) (\d+);.*?unicode-range: ([^;]+);')
NOT_OURS = set("○✕✓→İ")
"""Signs that neither font has: the reader's system draws them."""


def letters(ranges: str) -> set[int]:
    """The code points of a unicode-range."""
    pairs = [part.removeprefix("U+").partition("-") for part in ranges.split(", ")]
    return {code for low, _, high in pairs for code in range(int(low, 16), int(high or low, 16) + 1)}


@pytest.mark.parametrize("family", ["Fraunces", "Figtree"])
def test_a_file_holds_the_letters_and_weights_that_its_rule_says(family: str) -> None:
    said: list[set[int]] = []
    for name, file, low, high, ranges in FACE.findall(SHEET):
        if name == family:
            font = TTFont(FONTS / file)
            (axis,) = font["fvar"].axes
            assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", float(low), float(high))
            assert set(font.getBestCmap()) == letters(ranges), file
            said.append(letters(ranges))
    assert len(said) == 3
    assert sum(map(len, said)) == len(set().union(*said)), "a letter stands in two files"


def test_the_files_are_those_of_the_rules_and_light() -> None:
    assert {path.name for path in FONTS.glob("*.woff2")} == {file for _, file, *_ in FACE.findall(SHEET)}
    assert sum(path.stat().st_size for path in FONTS.glob("*-base.woff2")) <= 34_000


def test_every_letter_of_the_content_has_a_font() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((website.PROJECT / "docs").rglob("*.md"))}
    for family in ("Fraunces", "Figtree"):
        known = set().union(*(letters(ranges) for name, *_, ranges in FACE.findall(SHEET) if name == family))
        for path, text in texts.items():
            assert {letter for letter in text if letter not in NOT_OURS and letter != "\n" and ord(letter) not in known} == set(), path


def test_an_english_page_fetches_two_files_and_another_what_its_letters_need(page: Page, server: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(Path(request.url).name) if request.url.endswith(".woff2") else None)
    page.goto(f"{server}practices/room-to-say-yes/")
    page.evaluate("document.fonts.ready")
    assert sorted(fetched) == ["figtree-base.woff2", "fraunces-base.woff2"]
    fetched.clear()
    page.locator("h1").evaluate("title => { title.textContent = 'Ångström, Łódź'; }")
    page.evaluate("title => document.body.offsetHeight && document.fonts.ready")
    assert sorted(fetched) == ["fraunces-ext.woff2", "fraunces-latin.woff2"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("url", ["", "essays/the-loaf-and-the-letter/", "practices/room-to-say-yes/"])
def test_no_text_jumps_when_the_fonts_come_late(visitor: website.Visitor, server: str, width: int, url: str) -> None:
    page = visitor.window(viewport={"width": width, "height": 900})
    waiting: list[Route] = []
    page.route("**/*.woff2", lambda route: waiting.append(route))
    page.add_init_script(
        "window.moved = []; new PerformanceObserver(list => window.moved.push(...list.getEntries().map(one => one.value)))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(server + url, wait_until="domcontentloaded")
    page.locator(".progress" if url.startswith("practices") else "h1").first.wait_for()  # what a script puts in moves things, too
    before = page.locator("h1").bounding_box()
    assert before
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => { window.moved = []; done(); })))")
    for route in waiting:
        route.continue_()
    page.unroute_all()
    page.wait_for_function("() => [...document.fonts].filter(face => face.status === 'loaded').length >= 2")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert (
        page.evaluate("window.moved.reduce((sum, one) => sum + one, 0)") < 0.002
    )  # of the window, moved once around: a hundredth of what counts as good
    after = page.locator("h1").bounding_box()
    assert after
    assert (after["y"], after["height"]) == (before["y"], before["height"])

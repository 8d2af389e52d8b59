"""A practice at work keeps nobody out, weighs little, and prints as before."""

from __future__ import annotations

import gzip
import json
import re

import axe
import practices
import pytest
import website
from playwright.sync_api import Page, Response, expect

pytestmark = pytest.mark.xdist_group("browser")

OPENING = "practices/opening-time/"
SHOUT = "practices/after-a-shout/"
FORBIDDEN = re.compile(
    r"(?:inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.style\b|cssText"
    r"|https?://(?!www\.w3\.org/2000/svg)|fetch\(|XMLHttpRequest|sendBeacon|import\("
)
"""What would write markup or styles, or ask the network for something."""
LIMIT = 15_000
"""Bytes of all scripts that a practice loads beside Material's, compressed."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_wherever_a_practice_is_at_work(visitor: website.Visitor, practised_server: str, scheme: str) -> None:
    page = visitor.window(color_scheme=scheme)
    page.goto(practised_server + OPENING)
    assert axe.faults(page) == [], "fresh"
    page.get_by_role("checkbox", name="Say hello to each person").check()
    practices.open_own(page, "lock-up")
    page.get_by_role("button", name="Not applicable: Lock the back door").click()
    page.locator("#lock-up").get_by_label("Note", exact=True).fill("A note")
    assert axe.faults(page) == [], "in use"
    page.get_by_role("button", name="Share", exact=True).click()
    assert axe.faults(page) == [], "menu"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start over").click()
    assert axe.faults(page) == [], "question"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Run it").click()
    assert axe.faults(page) == [], "run"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert axe.faults(page) == [], "end of the run"
    page.get_by_role("button", name="Finish and keep this run").click()
    assert axe.faults(page) == [], "finished"
    page.get_by_role("checkbox", name="Say hello to each person").check()
    page.goto(practised_server + SHOUT)
    page.get_by_role("button", name="Run it").click()
    assert axe.faults(page) == [], "read-do"
    page.goto(practised_server + "my-practices/")
    for words in ("The same as a table", "The steps"):
        page.get_by_text(words).click()
    assert axe.faults(page) == [], "my practices"
    page.goto(practised_server + "embedded/")
    assert axe.faults(page) == [], "embedded"


def test_a_screen_reader_reads_checkbox_words_and_state(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    session = page.context.new_cdp_session(page)

    def boxes() -> list[tuple[str, str]]:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        found = [node for node in nodes if node["role"]["value"] == "checkbox" and not node.get("ignored")]
        return [
            (node["name"]["value"], next(p["value"]["value"] for p in node["properties"] if p["name"] == "checked"))
            for node in found
            if "name" in node
        ]

    listed = [(text, "false") for steps in practices.FIRST.values() for _, text in steps]
    assert [each for each in boxes() if each in listed] == listed
    page.get_by_role("checkbox", name="Name one decision").check()
    assert ("Name one decision", "true") in boxes()
    page.get_by_role("button", name="Run it").click()
    assert ("Say hello to each person", "false") in boxes()


def test_what_a_finger_needs_is_44_pixels_high(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window(viewport={"width": 320, "height": 700}, has_touch=True)
    small = """() => [...document.querySelectorAll('main :is(.tool, .step__line, .check)'),
        ...document.querySelectorAll('.step__own summary, .field input, .field textarea, [data-mine] summary')]
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.9).map(e => e.outerHTML.slice(0, 90))"""
    wide = "[document.documentElement.scrollWidth, document.body.scrollWidth]"
    page.goto(practised_server + OPENING)
    practices.open_own(page, "lock-up")
    page.get_by_role("button", name="Not applicable: Lock the back door").click()
    assert page.evaluate(small) == []
    assert max(page.evaluate(wide)) <= 320
    page.get_by_role("button", name="Share", exact=True).click()
    assert page.evaluate(small) == []
    assert max(page.evaluate(wide)) <= 320
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Run it").click()
    assert page.evaluate(small) == []
    assert page.get_by_role("dialog").evaluate("e => e.scrollWidth") <= 320
    page.get_by_role("button", name="Leave").click()
    page.get_by_role("button", name="Finish this run").click()
    page.goto(practised_server + "my-practices/")
    page.get_by_text("The same as a table").click()
    assert page.evaluate(small) == []
    assert max(page.evaluate(wide)) <= 320


def test_every_control_is_reached_by_tab_with_a_focus_to_see(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    page.get_by_role("checkbox", name="Say hello to each person").check()
    practices.open_own(page, "lock-up")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('main :is(a[href], button:enabled, input, summary, textarea)')]
            .filter(e => e.checkVisibility()).map((e, n) => (e.dataset.tab = n, n))"""
    )
    page.evaluate("document.activeElement.blur()")
    seen: dict[int, bool] = {}
    for _ in range(len(wanted) + 60):
        page.keyboard.press("Tab")
        tab, ring = page.evaluate(
            """() => { const e = document.activeElement, style = getComputedStyle(e);
                return [Number(e.dataset.tab ?? -1), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0]; }"""
        )
        seen[tab] = ring
    assert sorted(set(wanted) - set(seen)) == []
    assert [tab for tab in wanted if not seen[tab]] == []


def test_on_paper_nothing_of_it_is_seen(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    page.get_by_role("checkbox", name="Say hello to each person").check()
    page.get_by_role("button", name="Finish this run").click()
    practices.open_own(page, "lock-up")
    page.locator("#lock-up").get_by_label("Note", exact=True).fill("A note")
    page.emulate_media(media="print")
    for selector in (".tools", ".progress", ".step__own", ".step__said", ".notice", ".menu"):
        for each in page.locator(selector).all():
            expect(each).to_be_hidden()
    for each in page.locator(".step__text").all():
        expect(each).to_be_visible()


def test_with_forced_colours_and_less_motion_everything_is_still_there(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window(forced_colors="active", reduced_motion="reduce")
    page.goto(practised_server + OPENING)
    page.get_by_role("checkbox", name="Say hello to each person").check()
    assert page.locator("#say-hello .step__box").evaluate("e => getComputedStyle(e).appearance") == "auto"
    assert page.get_by_role("progressbar").evaluate("e => getComputedStyle(e).appearance") == "auto"
    page.get_by_role("button", name="Run it").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox", name="Say hello to each person")).to_be_checked()
    assert page.evaluate("document.getAnimations().length") == 0


def test_all_scripts_of_a_practice_weigh_under_15_kb(page: Page, practised_server: str) -> None:
    loaded: list[Response] = []
    page.on("response", lambda response: loaded.append(response))
    page.goto(practised_server + OPENING, wait_until="networkidle")
    scripts = [each for each in loaded if each.request.resource_type == "script" and "/javascripts/practice/" in each.url]
    ours = {each.url: len(gzip.compress(each.body(), 9)) for each in scripts}
    assert any(url.endswith("/practice/run.js") for url in ours)
    assert sum(ours.values()) < LIMIT, ours


def test_pages_without_a_practice_load_none_of_it(page: Page, practised_server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for url in ("", "about/", "practices/", "essays/the-loaf-and-the-letter/"):
        page.goto(practised_server + url, wait_until="networkidle")
        if not page.locator("script[data-checklist]").count():
            assert [each for each in asked if "/javascripts/practice/" in each] == [], url
        asked.clear()


def test_the_scripts_write_no_markup_and_no_styles_and_load_nothing() -> None:
    for file in practices.SCRIPTS.glob("*.js"):
        text = file.read_text(encoding="utf-8")
        found = FORBIDDEN.findall(text)
        assert found == [], file.name


def test_the_page_hands_over_the_checklist_as_data(page: Page, practised_server: str) -> None:
    page.goto(practised_server + SHOUT)
    data = json.loads(page.locator("script[data-checklist]").text_content() or "")
    assert (data["version"], data["id"], data["mode"], data["takes"]) == (1, "after-a-shout", "read-do", 1)
    assert [[step["checked"] for step in section["steps"]] for section in data["sections"]] == [[False, True], [False, False]]

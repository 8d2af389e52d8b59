"""The form is everybody's: by keyboard and by ear, on a small screen, in any colours, on paper, and without a script."""

from __future__ import annotations

import re

import axe
import pytest
import tellers
import website
from folio import manuscript, questions, reading, rules, tree
from playwright.sync_api import Page, expect
from tellers import complete, findings, question

pytestmark = pytest.mark.xdist_group("tell")

BAD = (
    tellers.TEXT
    + "\nAsk Samantha Ortiz at porter@hotel.example, <b>now</b>: "
    + "[x](javascript:alert)"
    + "a" * 90
    + "\n\n| a | b |\n| - | - |\n"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_the_form_at_work(visitor: website.Visitor, telling_server: str, scheme: str) -> None:
    page = visitor.window(color_scheme=scheme)
    page.goto(telling_server + tellers.TELL)
    question(page, "title").fill("The wet passport")
    question(page, "text").fill(BAD)
    expect(findings(page, "error")).not_to_have_count(0)
    expect(findings(page, "missing")).not_to_have_count(0)
    assert axe.faults(page) == []
    page.get_by_role("button", name="Delete everything on this device").click()
    assert axe.faults(page, "dialog") == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_window(visitor: website.Visitor, telling_server: str, width: int) -> None:
    page = visitor.window(viewport={"width": width, "height": 700})
    page.goto(telling_server + tellers.TELL)
    complete(page, title="W" * 90, text=BAD + "`" + "x" * 200 + "`\n\n    " + "y" * 200, teller="Z" * 80)
    expect(findings(page, "error")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_finger_hits_every_control(visitor: website.Visitor, telling_server: str) -> None:
    page = visitor.window(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(telling_server + tellers.TELL)
    complete(page, text=BAD)
    expect(findings(page, "error")).not_to_have_count(0)
    small = """() => [...document.querySelectorAll('[data-tell] :is(input, textarea, select, button, a.tool)')]
        .filter((one) => one.offsetParent).map((one) => (one.closest('label') ?? one).getBoundingClientRect())
        .filter((box) => box.height < 43.5 || box.width < 43.5).length"""
    assert page.evaluate(small) == 0


def test_the_whole_form_can_be_filled_and_sent_by_keyboard(page: Page, telling_server: str) -> None:
    page.context.route("https://github.com/**", lambda route: route.fulfill(body="the editor"))
    page.goto(telling_server + tellers.TELL)
    question(page, "title").focus()
    for name in ("title", "text", "freedom", "cost", "change"):
        expect(question(page, name)).to_be_focused()
        page.keyboard.type(tellers.COMPLETE[name].replace("\n", " ") if name == "text" else tellers.COMPLETE[name])
        page.keyboard.press("Tab")
    expect(question(page, "practices").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("I was there")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("M.")
    for name in ("pseudonym", "role", "sector", "country", "when", "names_changed", "consent", "licence"):
        page.keyboard.press("Tab")
        expect(question(page, name)).to_be_focused()
        if name in ("pseudonym", "names_changed", "consent", "licence"):
            page.keyboard.press("Space")
    expect(page.locator("[data-status]")).to_have_text("Ready to send.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Open in GitHub")).to_be_focused()
    with page.context.expect_page() as waiting:
        page.keyboard.press("Enter")
    assert "the-wet-passport" in waiting.value.url
    waiting.value.close()


def test_what_has_the_focus_is_seen(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    header = page.locator(".site-header").bounding_box()
    assert header
    question(page, "ai_use").focus()
    for _ in range(14):
        page.keyboard.press("Shift+Tab")
        box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        assert box["top"] >= header["height"] - 1 or box["bottom"] > header["height"] + 40, box


def test_colours_of_the_system_leave_every_sign_readable(visitor: website.Visitor, telling_server: str) -> None:
    page = visitor.window(forced_colors="active")
    page.goto(telling_server + tellers.TELL)
    question(page, "text").fill(BAD)
    for kind, mark in {"missing": "○", "error": "✕", "question": "!"}.items():
        expect(findings(page, kind).first.locator(".finding__mark")).to_have_text(mark)
    assert page.get_by_role("link", name="Open in GitHub").evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"


def test_paper_gets_the_letter_and_nothing_of_the_form(page: Page, telling_server: str) -> None:
    page.goto(telling_server + tellers.TELL)
    complete(page)
    expect(page.locator("[data-preview]")).to_contain_text("harbour")
    page.emulate_media(media="print")
    expect(page.locator("[data-preview]")).to_be_visible()
    for name in ("title", "consent"):
        expect(question(page, name)).to_be_hidden()
    for hidden in (".site-header", ".site-footer", ".tell__head", ".tell__panel", ".tell__device", ".tell__words", ".trail"):
        expect(page.locator(hidden)).to_be_hidden()


def test_nothing_moves_for_those_who_ask_for_rest(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(reduced_motion="reduce")
    page.goto(server + tellers.TELL)
    moving = "[...document.querySelectorAll('.tell *')].filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
    assert page.evaluate(moving) == 0


def test_without_a_script_the_doors_are_explained_and_no_control_is_dead(visitor: website.Visitor, telling_server: str) -> None:
    page = visitor.window(java_script_enabled=False)
    page.goto(telling_server + tellers.TELL)
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="How to send it")).to_be_visible()
    assert main.locator(":is(input, textarea, select, button):visible").count() == 0
    hrefs = main.get_by_role("link").evaluate_all("links => links.map(link => link.href)")
    assert "mailto:editor@thecallback.example?subject=A%20story" in hrefs
    assert "https://github.com/example/callback/issues/new?template=story.yml" in hrefs
    assert f"{telling_server}contribute/" in hrefs
    template = main.locator("pre code").text_content() or ""
    assert page.request.get(f"{telling_server}{tellers.TELL}story.md").text() == template
    assert f"{telling_server}{tellers.TELL}story.md" in hrefs
    path = "stories/your-title/story.md"
    library, problems = reading.read({**dict(tree.Folder(website.PROJECT / "docs")), path: template.encode()})
    told = [one for one in (*problems, *rules.check(library)) if one.path.endswith(path) and one.severity == "error"]
    assert told == []
    expect(main.get_by_role("heading", name="Who can see that it was you")).to_be_visible()


def test_until_its_script_is_there_the_form_takes_no_words(page: Page, server: str) -> None:
    page.context.route("**/story/page.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(server + tellers.TELL)
    expect(question(page, "text")).to_be_disabled()
    expect(page.get_by_role("button", name="Download file")).to_be_disabled()


def test_the_page_says_honestly_who_sees_what(telling: website.Site, site: website.Site) -> None:
    open_doors = telling.pages[tellers.TELL].main.text
    assert "everybody sees its name beside your story" in open_doors
    assert "Would you rather not? Then write to the editor" in open_doors
    assert "A letter shows your address to the editor, and to nobody else." in open_doors
    shut = site.pages[tellers.TELL].main.text
    assert "This page sends nothing by itself." in shut
    assert "GitHub opens" not in shut
    assert not re.search("Write to the editor|Open in", shut.replace("write to the editor instead", ""))


def test_the_page_holds_the_rules_as_the_gate_has_them(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    data = page.locator("script[data-rules]").evaluate("script => JSON.parse(script.textContent)")
    assert data["manuscript"] == manuscript.DATA
    assert [asked["name"] for asked in data["questions"]] == [asked.name for asked in questions.QUESTIONS]

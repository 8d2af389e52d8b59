"""What one writes of a story is kept on the device: through reloads, crashes and other tabs, and until one deletes it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
import tellers
import website
from playwright.sync_api import Error, Page, expect
from tellers import complete, findings, question

pytestmark = pytest.mark.xdist_group("tell")


def kept(page: Page) -> dict[str, Any]:
    """What the device keeps, by field."""
    entries = page.evaluate("prefix => Object.entries(localStorage).filter(([key]) => key.startsWith(prefix))", tellers.KEPT)
    return {key.removeprefix(tellers.KEPT): json.loads(value) for key, value in entries}


def another(page: Page, server: str) -> Page:
    """A second tab."""
    other = page.context.new_page()
    other.goto(server + tellers.TELL)
    return other


def earlier(page: Page) -> list[str]:
    """The earlier versions that the page shows."""
    return page.locator("[data-earlier] blockquote").all_text_contents()


def test_every_answer_is_there_again_after_a_reload(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    complete(page)
    question(page, "practices").first.select_option("room-to-say-yes#name-decisions")
    page.reload()
    for name, text in tellers.COMPLETE.items():
        expect(question(page, name)).to_have_value(text.rstrip("\n") if name != "text" else text)
    for name in ("names_changed", "consent", "licence", "pseudonym"):
        expect(question(page, name)).to_be_checked()
    expect(page.get_by_label("I was there")).to_be_checked()
    expect(question(page, "practices").first).to_have_value("room-to-say-yes#name-decisions")
    expect(findings(page, "missing")).to_have_count(0)


def test_a_crash_loses_not_one_letter(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    question(page, "text").press_sequentially("The passport was wet, and th")
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    other = another(page, server)
    expect(question(other, "text")).to_have_value("The passport was wet, and th")


def test_two_tabs_write_different_fields_and_share_them_at_once(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    other = another(page, server)
    question(page, "title").press_sequentially("The wet passport")
    expect(question(other, "title")).to_have_value("The wet passport")
    question(other, "licence").check()
    other.get_by_label("I retell something published").check()
    expect(question(page, "licence")).to_be_checked()
    expect(page.locator("[data-question=sources]")).to_be_visible()
    question(other, "text").fill("It was wet.")
    question(page, "title").press_sequentially("!")
    expect(question(page, "text")).to_have_value("It was wet.")
    expect(question(other, "title")).to_have_value("The wet passport!")
    assert earlier(page) == earlier(other) == []


def test_two_tabs_take_turns_in_one_field(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    other = another(page, server)
    for n, tab in enumerate([page, other, page, other]):
        question(tab, "text").press("End")
        question(tab, "text").press_sequentially(f"{n} and ")
        for one in (page, other):
            expect(question(one, "text")).to_have_value("".join(f"{m} and " for m in range(n + 1)))
    assert earlier(page) == earlier(other) == []


UNHEARD = "addEventListener('storage', event => event.stopImmediatePropagation(), true)"
"""A tab that sleeps while another writes: it hears of nothing."""


def test_of_two_texts_at_once_the_one_that_gives_way_is_an_earlier_version(page: Page, server: str) -> None:
    other = page.context.new_page()
    other.add_init_script(UNHEARD)
    other.goto(server + tellers.TELL)
    page.goto(server + tellers.TELL)
    question(page, "text").fill("What I wrote in the first window.")
    question(other, "text").fill("What I wrote in the second window.")
    for tab in (page, other):
        expect(question(tab, "text")).to_have_value("What I wrote in the second window.")
    expect(page.locator("[data-earlier] blockquote")).to_have_text(["What I wrote in the first window."])
    page.get_by_role("button", name="Bring it back").click()
    expect(question(page, "text")).to_have_value("What I wrote in the first window.")
    expect(page.locator("[data-earlier] blockquote")).to_have_text(["What I wrote in the second window."])
    page.reload()
    expect(question(page, "text")).to_have_value("What I wrote in the first window.")
    assert earlier(page) == ["What I wrote in the second window."]


def test_a_tab_that_hangs_takes_no_word_from_the_other(page: Page, server: str) -> None:
    other = page.context.new_page()
    other.goto(server + tellers.TELL)
    page.goto(server + tellers.TELL)
    question(other, "text").focus()
    other.evaluate("""setTimeout(() => {
        const end = Date.now() + 1500;
        while (Date.now() < end);
        document.execCommand('insertText', false, 'Second.');
    })""")
    question(page, "text").fill("First.")
    expect(page.locator("[data-earlier] blockquote")).to_have_count(1)
    won = question(page, "text").input_value()
    expect(question(other, "text")).to_have_value(won)
    assert {won, *earlier(page)} == {"First.", "Second."}


def test_storage_that_is_denied_is_said_and_the_form_goes_on(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })")
    page.goto(server + tellers.TELL)
    expect(page.get_by_role("alert")).to_contain_text("This browser keeps nothing for this site")
    expect(page.get_by_role("alert")).to_contain_text("Download the file before you go")
    complete(page)
    expect(findings(page, "well")).not_to_have_count(0)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download file").click()
    assert waiting.value.suggested_filename == "the-wet-passport.md"
    # Material's own scripts ask for the storage without expecting a no; ours complain of nothing.
    visitor.complaints[:] = [text for text in visitor.complaints if "denied" not in text]


def test_a_device_without_room_is_said_and_room_again_too(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    question(page, "title").fill("The wet")
    page.evaluate(
        """for (let n = 0, size = 2 ** 22; size >= 1; )
            try { localStorage.setItem(`rest${n}`, 'x'.repeat(size)); n++; } catch { size = Math.floor(size / 2); }"""
    )
    question(page, "text").fill("word " * 500)
    expect(page.get_by_role("alert")).to_contain_text("This device has no room left")
    assert earlier(page) == []
    page.evaluate("for (const key of Object.keys(localStorage)) if (key.startsWith('rest')) localStorage.removeItem(key)")
    question(page, "text").press_sequentially("more")
    expect(page.get_by_role("alert")).to_be_empty()
    page.reload()
    expect(question(page, "text")).to_have_value("word " * 500 + "more")


def test_everything_is_deleted_after_a_question_and_comes_back(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    page.evaluate("localStorage.setItem('callback:practice:mine', '{}')")
    other = another(page, server)
    page.bring_to_front()  # a tab behind another is slow
    complete(page)
    delete = page.get_by_role("button", name="Delete everything on this device")
    delete.click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(question(page, "title")).to_have_value("The wet passport")
    delete.click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    for tab in (page, other):
        expect(question(tab, "title")).to_have_value("")
        expect(question(tab, "consent")).not_to_be_checked()
    assert kept(page) == {}
    assert page.evaluate("localStorage.getItem('callback:practice:mine')") == "{}"
    page.get_by_role("button", name="Bring it back").click()
    for tab in (page, other):
        expect(question(tab, "text")).to_have_value(tellers.TEXT)
        expect(question(tab, "consent")).to_be_checked()
    page.reload()
    expect(question(page, "title")).to_have_value("The wet passport")


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "null",
        "{",
        "[]",
        '"text"',
        '{"value": 5, "n": 1, "by": "x", "from": 0}',
        '{"value": {"toString": 1}, "n": 1, "by": "x", "from": 0}',
        '{"value": "<img src=x onerror=alert(1)>", "n": 1e300, "by": "x", "from": 0}',
        '{"value": "x", "n": 1, "by": ["x"], "from": 0}',
        '{"__proto__": {"value": "x"}}',
    ],
)
def test_what_somebody_else_put_there_breaks_nothing(visitor: website.Visitor, server: str, entry: str) -> None:
    page = visitor.window()
    page.goto(server + tellers.TELL)
    names = page.locator("[data-question]").evaluate_all("found => found.map(one => one.dataset.question)")
    page.evaluate(
        "([keys, entry]) => keys.forEach(key => localStorage.setItem(key, entry))",
        [[tellers.KEPT + name for name in [*names, "earlier"]], entry],
    )
    page.reload()
    question(page, "title").fill("The wet passport")
    expect(page.locator("[data-preview]").get_by_role("heading", name="The wet passport")).to_be_visible()
    page.reload()
    expect(question(page, "title")).to_have_value("The wet passport")

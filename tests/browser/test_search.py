"""The search comes when somebody turns to it: not before, whole, and without losing a letter."""

from __future__ import annotations

import re
import time

import pytest
import website
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.xdist_group("browser")

SEARCHES = re.compile(r"/(?:bundle|search)\.[^/]+$|search_index")
"""Addresses of what only the search needs."""
CLOSED = """[...document.querySelectorAll(".md-search__form, .md-search__form > :not(kbd)")].map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    const { color, backgroundColor, borderColor, fontSize } = getComputedStyle(each);
    return [x, y + scrollY, width, height, color, backgroundColor, borderColor, fontSize].join(" ");
})"""
"""Where the closed field and its parts stand, and how they look."""


def field(page: Page) -> Locator:
    """The field to search in."""
    return page.get_by_role("textbox", name=re.compile("Search"))


@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_is_fetched_when_it_is_used_and_loses_no_letter(visitor: website.Visitor, server: str, width: int) -> None:
    page = visitor.window(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def slowly(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route("**/bundle.*", slowly)
    page.goto(server, wait_until="networkidle")
    assert [url for url in asked if SEARCHES.search(url)] == []
    before = page.evaluate(CLOSED)
    page.keyboard.press("/")
    page.keyboard.type("giraffe loaf")
    expect(page.locator(".md-search-result__item a").first).to_have_attribute("href", re.compile("the-giraffe-loaf"))
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("giraffe loaf")
    assert len([url for url in asked if SEARCHES.search(url)]) == 5, "part, looks, script, worker, index"
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__item a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()
    field(page).evaluate("e => { e.value = ''; }")
    page.wait_for_function(f"before => JSON.stringify({CLOSED}) === JSON.stringify(before)", arg=before)


def test_who_goes_on_before_the_search_is_there_is_left_alone(page: Page, server: str) -> None:
    page.goto(server)
    field(page).focus()
    page.keyboard.press("Tab")
    page.wait_for_function("() => 'document$' in window")
    assert not page.locator("#__search").is_checked()
    expect(field(page)).not_to_be_focused()


def test_without_a_network_the_search_says_so_and_tries_again(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server)
    page.route("**/bundle.*", lambda route: route.abort())
    field(page).click()
    expect(page.get_by_role("search").get_by_role("status")).to_have_text("The search could not be loaded. Is there a network?")
    page.unroute("**/bundle.*")
    page.locator("main").focus()
    field(page).focus()
    page.keyboard.type("outage")
    expect(page.locator(".md-search-result__item a").first).to_be_visible()
    assert all("ERR_FAILED" in text for text in visitor.complaints)
    visitor.complaints.clear()


def test_keys_that_are_turned_off_open_nothing_also_when_the_search_is_there(page: Page, server: str) -> None:
    page.goto(server)
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("/")
    expect(field(page)).not_to_be_focused()
    field(page).click()
    page.keyboard.type("outage")
    page.locator(".md-search-result__item a").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(field(page)).not_to_be_focused()


def test_enter_before_there_are_results_stays_on_the_page(page: Page, server: str) -> None:
    page.route("**/bundle.*", lambda _: None)
    page.goto(server)
    field(page).fill("outage")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert page.url == server
    assert field(page).input_value() == "outage"


def test_without_javascript_no_search_is_promised(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(java_script_enabled=False)
    page.goto(server)
    expect(page.locator(".md-search")).to_be_hidden()


def test_words_that_were_searched_for_are_marked_and_annotations_come_to_life(page: Page, rich_server: str) -> None:
    page.goto(rich_server + "essays/quoted/?h=never")
    expect(page.locator("mark").first).to_have_text(re.compile("never", re.IGNORECASE))
    page.goto(rich_server + "essays/everything/")
    expect(page.locator("a.md-annotation__index").first).to_have_accessible_name(re.compile("Note \\d"))

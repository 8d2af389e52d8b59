"""The search comes when somebody turns to it: not before, whole, and without losing a letter. What it found can be kept and shared."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import website
from playwright.sync_api import Browser, Locator, Page, Route, expect

pytestmark = pytest.mark.xdist_group("browser")

SEARCHES = re.compile(r"/assets/javascripts/search/|/search/[^?]|/stylesheets/search\.|search_index")
"""Addresses of what only the search needs."""
FAILED = "The search could not be loaded. Is there a network?"
CLOSED = """[...document.querySelectorAll(".md-search__form, .md-search__form > :not(kbd)")].map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    const { color, backgroundColor, borderColor, fontSize } = getComputedStyle(each);
    return [x, y + scrollY, width, height, color, backgroundColor, borderColor, fontSize].join(" ");
})"""
"""Where the closed field and its parts stand, and how they look."""


def field(page: Page) -> Locator:
    """The field to search in."""
    return page.get_by_role("search").locator("[name=q]")


def found(page: Page) -> Locator:
    """What the field in the header shows."""
    return page.locator(".md-search-result a")


# The field in the header


@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_is_fetched_when_it_is_used_and_loses_no_letter(visitor: website.Visitor, server: str, width: int) -> None:
    page = visitor.window(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def slowly(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route("**/search/client.js", slowly)
    page.goto(server, wait_until="networkidle")
    assert [url for url in asked if SEARCHES.search(url)] == []
    before = page.evaluate(CLOSED)
    page.keyboard.press("/")
    page.keyboard.type("giraffe loaf")
    expect(found(page).first).to_have_attribute("href", re.compile(r"the-giraffe-loaf/\?h=giraffe"))
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("giraffe loaf")
    assert not [url for url in asked if re.search(r"bundle\.|search_index", url)], "nothing of Material's own search"
    page.keyboard.press("ArrowDown")
    expect(found(page).first).to_be_focused()
    page.keyboard.type("s")
    expect(field(page)).to_have_value("giraffe loafs")
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()
    field(page).evaluate("e => { e.value = ''; }")
    page.wait_for_function(f"before => JSON.stringify({CLOSED}) === JSON.stringify(before)", arg=before)


def test_who_goes_on_before_or_after_the_search_is_there_is_left_alone(page: Page, server: str) -> None:
    page.goto(server)
    field(page).focus()
    page.keyboard.press("Tab")
    page.wait_for_function("() => window.finder?.box")
    assert not page.locator("#__search").is_checked()
    expect(field(page)).not_to_be_focused()
    field(page).fill("outage")
    found(page).last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".md-search__output")).to_be_hidden()


def test_results_have_their_kind_their_places_and_a_way_to_all_of_them(page: Page, server: str) -> None:
    page.clock.install()
    page.goto(server)
    page.clock.pause_at(time.time() + 3600)
    field(page).click()
    page.keyboard.type("customrs care")
    link = page.get_by_role("link", name=re.compile(r"^All \d+ results$"))
    expect(link).to_be_visible()
    said = page.get_by_role("search").get_by_role("status")
    expect(said).to_have_text("")  # not with each letter
    page.clock.run_for(1000)
    expect(said).to_have_text(re.compile(r"^Showing results for “customers? care”: \d+ results\.$"))
    labels = set(page.locator(".md-search-result .kind").all_inner_texts())
    assert {label.capitalize() for label in labels} >= {"Practice", "Step"}
    step = page.locator(".md-search-result__places a", has=page.get_by_text("Step", exact=True)).first
    assert re.search(r"/practices/[\w-]+/\?h=[\w+]+#[\w-]+$", step.get_attribute("href") or "")
    assert page.locator(".md-search-result mark").count() > 3
    link.click()
    page.wait_for_url("**/search/?q=customrs+care")


def test_without_a_network_the_search_says_so_and_tries_again(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server)
    for lost in ("**/search/box.js", "**/search/index.js"):
        page.context.route(lost, lambda route: route.abort())
        field(page).fill("outage")
        expect(page.locator(".md-search-result__meta")).to_have_text(FAILED)
        page.context.unroute(lost)
        page.locator("main").focus()
    field(page).focus()
    expect(found(page).first).to_be_visible()
    assert all("ERR_FAILED" in text for text in visitor.complaints)
    visitor.complaints.clear()


def test_keys_that_are_turned_off_open_nothing_also_when_the_search_is_there(page: Page, server: str) -> None:
    page.goto(server)
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("/")
    expect(field(page)).not_to_be_focused()
    field(page).click()
    page.keyboard.type("outage")
    found(page).first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(field(page)).not_to_be_focused()


def test_enter_before_there_are_results_leads_to_the_page_of_results(page: Page, server: str) -> None:
    page.route("**/search/client.js", lambda _: None)
    page.goto(server + "about/")
    field(page).fill("outage")
    page.keyboard.press("Enter")
    page.wait_for_url(server + "search/?q=outage", wait_until="commit")


# The page of results


def test_what_was_found_is_narrowed_down_shared_and_gone_back_to(page: Page, server: str) -> None:
    page.goto(server + "search/?q=customer")
    items = page.locator(".find")
    expect(items).to_have_count(10)
    expect(page).to_have_title("customer - Search - The Callback")
    everything = page.locator(".found").inner_text()
    assert re.fullmatch(r"\d+ results for “customer”\.", everything)
    page.get_by_role("button", name="Show more").click()
    expect(items).to_have_count(20)
    expect(items.nth(10).get_by_role("link").first).to_be_focused()
    practices = page.get_by_role("navigation", name="Kind").get_by_role("link", name=re.compile("^Practice"))
    number = re.findall(r"\d+", practices.inner_text())
    practices.click()
    expect(page.locator(".found")).to_have_text(f"{number[0]} results for “customer”.")
    expect(practices).to_have_attribute("aria-current", "true")
    expect(practices).to_be_focused()
    page.get_by_role("navigation", name="How long it takes").get_by_role("link").first.click()
    asked = parse_qs(urlsplit(page.url).query)
    assert asked.keys() == {"q", "kind", "takes"}
    expect(page.get_by_role("navigation", name="How long it takes").locator("[aria-current]")).to_have_count(1)
    assert set(items.locator("p.kind").all_inner_texts()) == {"PRACTICE"}
    page.goto(page.url)  # as somebody else would who gets the address
    expect(page.locator(".facets, [aria-current=true]")).to_have_count(2)
    page.go_back()
    page.go_back()
    expect(page.locator(".found")).to_have_text(everything)


def test_a_search_is_typed_on_its_page_as_well_and_a_step_is_landed_on(page: Page, server: str) -> None:
    page.goto(server + "search/")
    page.keyboard.press("/")
    page.keyboard.type("write down the limit")
    page.keyboard.press("Enter")
    expect(page).to_have_title("write down the limit - Search - The Callback")
    expect(page.locator(".found")).to_be_focused()
    page.locator(".find__places a[href*='/practices/']").first.click()
    page.wait_for_url("**/practices/*/?h=*#*")
    assert page.evaluate("document.querySelector(':target').matches('li.step')")
    expect(page.locator(":target mark").first).to_be_visible()


def test_words_are_shown_as_they_are_typed_whatever_they_hold(page: Page, server: str) -> None:
    page.goto(server + "search/?q=%3Cimg+src%3Dx%3E+zzyzzx")
    expect(page.locator(".found")).to_contain_text("“<img src=x> zzyzzx”")
    assert page.locator(".finds img").count() == 0
    expect(page.get_by_role("link", name="topics and tags")).to_be_visible()
    expect(page.get_by_role("link", name="Narrow it down")).to_be_hidden()
    page.goto(server + "search/?q=customer")
    expect(page.get_by_role("link", name="topics and tags")).to_be_hidden()


def test_without_javascript_a_link_leads_to_lists_and_to_a_search_engine(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(java_script_enabled=False)
    page.goto(server)
    expect(page.locator(".md-search")).to_be_hidden()
    page.get_by_role("link", name="Search", exact=True).click()
    page.wait_for_url(server + "search/")
    expect(page.get_by_role("link", name="topics and tags")).to_be_visible()
    page.route("https://duckduckgo.com/**", lambda route: route.fulfill(body="found", content_type="text/plain"))
    field(page).last.fill("outage")
    page.get_by_role("button", name="Search with DuckDuckGo").click()
    page.wait_for_url("https://duckduckgo.com/?sites=thecallback.example&q=outage")
    assert len(visitor.complaints) == 1, "another host was asked, as somebody wanted"
    visitor.complaints.clear()


# On the page that was found


def test_words_that_were_searched_for_are_marked_and_the_marks_are_taken_away(page: Page, rich_server: str) -> None:
    page.goto(rich_server + "essays/quoted/")
    text = page.locator("main").inner_html()
    page.goto(rich_server + "essays/quoted/?h=nevér+said#from-here")
    expect(page.locator("mark").first).to_have_text(re.compile("never", re.IGNORECASE))
    size = page.locator("main").bounding_box()
    page.get_by_role("button", name="Take the marks away").click()
    assert page.url == rich_server + "essays/quoted/#from-here"
    assert page.locator("main").inner_html() == text
    assert page.locator("main").bounding_box() == size


def test_a_place_that_is_folded_opens_for_whoever_searched_for_it(page: Page, server: str) -> None:
    page.goto(server + "about/")
    page.evaluate("""() => {
        const fold = document.createElement("details");
        fold.innerHTML = "<summary>More</summary><h2 id='inside'>Inside</h2>";
        document.querySelector("[data-md-component=content]").append(fold);
    }""")
    html = page.content()
    page.route("**/about/?h=*", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(server + "about/?h=callback#inside")
    expect(page.locator("#inside")).to_be_in_viewport()


def test_annotations_come_to_life_without_materials_search(page: Page, rich_server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(rich_server + "essays/everything/")
    expect(page.locator("a.md-annotation__index").first).to_have_accessible_name(re.compile("Note \\d"))
    assert [url for url in asked if SEARCHES.search(url)] == []


# Without a network, and without a server


def test_after_one_visit_the_page_of_results_searches_without_a_network(browser: Browser, site: website.Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    with website.served(site.root) as server:
        page.goto(server + "search/?q=giraffe")
        expect(page.locator(".find").first).to_be_visible()
        page.wait_for_function("async () => Boolean(await caches.match('../assets/javascripts/search/ranking.js'))")
    context.new_cdp_session(page).send("Network.clearBrowserCache")  # it must not hang on what a browser keeps for a while
    context.set_offline(True)
    page.goto(server + "search/?q=giraffe&kind=story")
    expect(page.locator(".item__title").first).to_contain_text("giraffe", ignore_case=True)
    context.close()


def test_a_copy_on_a_disk_searches_marks_and_leads_from_file_to_file(browser: Browser, site: website.Site) -> None:
    page = browser.new_page()
    page.goto(Path(site.root, "essays/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("giraffe loaf")
    expect(found(page).first).to_have_attribute("href", re.compile("the-giraffe-loaf/index.html"))
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Practices").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Practices")
    page.goto(Path(site.root, "search/index.html").as_uri() + "?q=outage")
    page.locator(".find a").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.context.close()

"""A visitor in real Chromium: walks, ticks, searches and prints, with and without JavaScript, by hand and by keyboard."""

from __future__ import annotations

import re

import pytest
import website
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.xdist_group("browser")  # one Chromium serves them all

ESSAY = "essays/the-loaf-and-the-letter/"
PRACTICE = "practices/room-to-say-yes/"
STORY = "stories/the-giraffe-loaf/"
EACH_KIND = [
    "",
    ESSAY,
    PRACTICE,
    STORY,
    "topics/empowerment/",
    "authors/editors/",
    "essays/",
    "topics/",
    "about/",
    "contribute/",
    "tell/",
    "404.html",
]
"""A page of each kind."""


@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_clicks_from_essay_to_practice_to_story_to_essay(visitor: website.Visitor, server: str, script: bool) -> None:
    page = visitor.window(java_script_enabled=script)
    page.goto(server)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Essays").click()
    main = page.get_by_role("main")
    follow(page, main.locator("a[href]"), ESSAY)
    follow(page, main.locator("a[href]"), PRACTICE)
    if script:
        main.locator("details.evidence summary").first.click()
    follow(page, main.locator("a[href]:visible"), STORY)
    follow(page, main.locator("a[href]:visible"), ESSAY)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def follow(page: Page, links: Locator, url: str) -> None:
    """Click the first of the links that leads to a page of the site."""
    links.first.wait_for()
    hrefs = links.evaluate_all("found => found.map(link => link.href)")
    assert hrefs
    place = next(n for n, href in enumerate(hrefs) if re.search(f"/{re.escape(url)}(#.*)?$", href))
    links.nth(place).click()
    page.wait_for_url(re.compile(f"/{re.escape(url)}(#.*)?$"))


def test_a_step_of_an_essay_leads_to_the_step_in_its_practice(page: Page, server: str) -> None:
    page.goto(server + ESSAY)
    link = page.get_by_role("main").locator("a[href*='room-to-say-yes/#name-decisions']").first
    link.click()
    page.wait_for_url("**/practices/room-to-say-yes/#name-decisions")
    expect(page.locator("#name-decisions")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False])
def test_a_step_is_ticked_by_its_words_and_by_the_keyboard(visitor: website.Visitor, server: str, script: bool) -> None:
    page = visitor.window(java_script_enabled=script)
    page.goto(server + PRACTICE)
    step = page.locator("li.step").first
    box = step.get_by_role("checkbox")
    expect(box).not_to_be_checked()
    step.locator(".step__text").click()
    expect(box).to_be_checked()
    box.focus()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    words = step.locator(".step__text").inner_text()
    expect(page.get_by_role("checkbox", name=words, exact=True)).to_have_count(1)


@pytest.mark.parametrize(
    ("words", "url"), [("giraffe", STORY), ("supermarket authority", ESSAY), ("outage", "practices/call-first-after-an-outage/")]
)
def test_the_search_finds_pages_of_each_kind_first(page: Page, server: str, words: str, url: str) -> None:
    page.goto(server)
    page.get_by_role("textbox", name=re.compile("Search")).click()
    page.keyboard.type(words)
    result = page.locator(".md-search-result__item a").first
    expect(result).to_be_visible()
    expect(result).to_have_attribute("href", re.compile(re.escape(url)))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(url)))


REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, summary, select, textarea, [tabindex="0"]')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && e.getClientRects().length)
    .filter(e => e.type !== 'radio' && !e.closest('.md-search__output'))
    .forEach((e, n) => e.dataset.tab = n)"""
"""Numbers everything that a reader can operate. Of radio buttons Tab reaches the chosen one, the arrows the others."""
FOCUSED = """() => {
    const e = document.activeElement, html = e.outerHTML.slice(0, 120);
    const ring = e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; };
    const shown = [e, ...(e.labels || []), e.closest('form, li, label')].filter(Boolean).some(ring);
    return e === document.body ? null : {html, shown, tab: Number(e.dataset.tab ?? -1)};
}"""
"""What has the focus, and whether an outline shows it: its own, its label's or its form's."""


@pytest.mark.parametrize("words", ["don't", "never say", "haven't heard"])
def test_the_search_finds_titles_with_quotation_marks_and_apostrophes(page: Page, rich_server: str, words: str) -> None:
    page.goto(rich_server)
    page.get_by_role("textbox", name=re.compile("Search")).click()
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__item a").first).to_have_attribute("href", re.compile("essays/quoted/"))


@pytest.mark.parametrize("url", EACH_KIND)
def test_everything_is_reached_by_tab_with_a_focus_to_see(page: Page, server: str, url: str) -> None:
    page.goto(server + url)
    page.evaluate(REACHABLE)
    wanted = page.locator("[data-tab]").count()
    reached: set[int] = set()
    for _ in range(wanted * 2):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:  # the end of the page
            break
        assert focused["shown"], f"no focus to see on {focused['html']}"
        reached.add(focused["tab"])
    missed = set(range(wanted)) - reached
    assert [page.locator(f"[data-tab='{n}']").evaluate("e => e.outerHTML") for n in sorted(missed)] == []


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("script", [True, False])
def test_a_phone_shows_every_kind_of_page_without_scrolling_sideways(
    visitor: website.Visitor, server: str, rich_server: str, width: int, script: bool
) -> None:
    page = visitor.window(viewport={"width": width, "height": 640}, java_script_enabled=script)
    for address in [*(server + url for url in EACH_KIND), rich_server + "essays/everything/", rich_server + "essays/page/2/"]:
        page.goto(address)
        size = page.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth]") if script else scroll_width(page)
        assert max(size) <= width, address


def scroll_width(page: Page) -> list[int]:
    """How wide a page is where it runs no script itself."""
    session = page.context.new_cdp_session(page)
    metrics = session.send("Page.getLayoutMetrics")
    session.detach()
    return [int(metrics["cssContentSize"]["width"])]


def test_the_system_decides_between_light_and_dark_also_without_script(visitor: website.Visitor, server: str) -> None:
    shades = []
    for scheme in ("light", "dark"):
        page = visitor.window(color_scheme=scheme, java_script_enabled=False)
        page.goto(server + ESSAY)
        shades.append(page.screenshot(clip={"x": 2, "y": 300, "width": 4, "height": 4}))
    assert shades[0] != shades[1]


def test_an_old_address_brings_a_visitor_to_the_page(visitor: website.Visitor, rich_server: str) -> None:
    for script in (True, False):
        page = visitor.window(java_script_enabled=script)
        page.goto(rich_server + "old/monday/")
        page.wait_for_url(f"{rich_server}essays/part-one/")
        page.goto(rich_server + "2024/03/04/from-jekyll.html")
        page.wait_for_url(f"{rich_server}essays/from-jekyll/")


def test_an_address_that_is_none_shows_the_page_of_errors_whole_at_any_depth(visitor: website.Visitor, site: website.Site) -> None:
    with website.served(site.root) as server:
        page = visitor.window()
        answer = page.goto(f"{server}no/such/page/at/all/")
        assert answer is not None
        assert answer.status == 404
        assert [text for text in visitor.complaints if "404" not in text] == []
        visitor.complaints.clear()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith(("Fraunces", '"Fraunces'))
        page.get_by_role("main").get_by_role("link", name="practices").first.click()
        page.wait_for_url(f"{server}practices/")


def test_a_practice_prints_on_few_pages_with_its_boxes_and_without_the_frame(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    for url in (PRACTICE, "practices/call-first-after-an-outage/", ESSAY, STORY):
        page.goto(server + url)
        page.emulate_media(media="print")
        expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 4, url
    page.goto(server + PRACTICE)
    expect(page.locator("li.step input").first).to_be_visible()


def test_all_pages_open_without_a_complaint_or_a_request_to_elsewhere(
    visitor: website.Visitor, rich: website.Site, rich_server: str
) -> None:
    page = visitor.window()
    for url in rich.pages:
        if not re.search(r"archive/|page/|tags/|essays/note-", url) or url.endswith(("note-01/", "page/2/", "archive/2020/")):
            page.goto(rich_server + url)
    assert visitor.complaints == []

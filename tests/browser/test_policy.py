"""The policy holds in a browser: nothing that readers do runs into it, and what somebody plants in a page is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
import tellers
import website
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")

LISTEN = "addEventListener('securitypolicyviolation', (e) => console.error(`stopped: ${e.violatedDirective} ${e.blockedURI}`))"
"""The visitor complains of what stands in the console as an error."""
REST = ("404.html", "practices/room-to-say-yes/card/", "my-practices/", "practices/", "topics/", "data/")


@pytest.fixture
def reader(visitor: website.Visitor) -> Page:
    """A window that complains of whatever the policy stops."""
    page = visitor.window(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script(LISTEN)
    return page


def test_a_reader_uses_everything_and_nothing_is_stopped(reader: Page, server: str) -> None:
    reader.goto(server)
    reader.get_by_role("button", name="Reading settings").click()
    reader.get_by_label("Dark").check()
    reader.keyboard.press("Escape")
    reader.keyboard.press("/")
    reader.keyboard.type("room to say yes")
    reader.locator(".md-search-result__item a").first.wait_for()
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/?h=**")
    reader.locator("mark").first.wait_for()

    reader.goto(server + "practices/room-to-say-yes/")
    reader.locator("li.step").first.get_by_role("checkbox").check()
    reader.get_by_role("button", name="Share", exact=True).click()
    reader.get_by_role("button", name="Copy the link").click()
    reader.get_by_role("button", name="Run it").click()
    expect(reader.get_by_role("dialog")).to_be_visible()
    reader.keyboard.press("Escape")
    reader.goto(server + "my-practices/")
    with reader.expect_download():
        reader.get_by_role("button", name="Export as JSON").click()
    for url in REST:
        reader.goto(server + url)


def test_a_teller_uses_everything_and_nothing_is_stopped(reader: Page, server: str) -> None:
    reader.goto(server + tellers.TELL)
    tellers.complete(reader, text=f"{tellers.TEXT}\n\n| a | b |\n| :- | -: |\n| 1 | 2 |\n")
    expect(reader.locator("[data-preview] td").first).to_be_visible()
    reader.get_by_role("button", name="Copy", exact=True).click()
    with reader.expect_download():
        reader.get_by_role("button", name="Download file").click()
    reader.evaluate("navigator.serviceWorker.ready.then(() => true)")


def test_an_old_address_leads_on_and_all_that_authors_write_is_shown(reader: Page, rich_server: str) -> None:
    reader.goto(rich_server + "old/monday/")
    reader.wait_for_url(f"{rich_server}essays/part-one/")
    reader.goto(rich_server + "essays/everything/")
    reader.goto(rich_server + "essays/from-jekyll/")
    expect(reader.get_by_role("main").get_by_role("link", name="A photo from elsewhere")).to_be_visible()


PLANTED = """
<script>document.title = "it ran"</script>
<img src="x" onerror="document.title = 'it ran'" alt="">
<p style="color: rgb(1, 2, 3)">styled</p>
<script src="https://elsewhere.example/x.js"></script>
"""


def test_what_is_planted_in_a_page_is_stopped(visitor: website.Visitor, site: website.Site, tmp_path: Path) -> None:
    html = (site.root / "about/index.html").read_text(encoding="utf-8")
    (tmp_path / "assets").symlink_to(site.root / "assets")
    (tmp_path / "index.html").write_text(html.replace("../assets", "assets").replace("<main", f"{PLANTED}<main"), encoding="utf-8")
    page = visitor.window()
    page.add_init_script(LISTEN)
    with website.served(tmp_path) as server:
        page.goto(server)
        assert page.title() != "it ran"
        assert page.get_by_text("styled").evaluate("e => getComputedStyle(e).color") != "rgb(1, 2, 3)"
        stopped = {text.partition("stopped: ")[2] for text in visitor.complaints if "stopped: " in text}
        visitor.complaints.clear()
    ran = {"script-src-elem inline", "script-src-attr inline", "script-src-elem https://elsewhere.example/x.js"}
    assert stopped == ran | {"style-src-attr inline"}

"""The form works without a network once it has been opened, and its worker touches no other page."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import tellers
import website
from playwright.sync_api import Browser, Error, Page, expect
from tellers import complete, findings, question

pytestmark = pytest.mark.xdist_group("tell")


def settle(page: Page) -> None:
    """Wait until the worker keeps all that the page has loaded."""
    page.wait_for_function(
        """async () => {
            await navigator.serviceWorker.ready;
            const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
            const names = loaded.filter((name) => name.startsWith(location.origin));
            const kept = await Promise.all([location.href, ...names].map((name) => caches.match(name)));
            return names.length > 10 && kept.every(Boolean);
        }"""
    )


def test_the_page_opens_keeps_checks_and_downloads_without_a_server(browser: Browser, site: website.Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    with website.served(site.root) as server:
        page.goto(server + tellers.TELL)
        settle(page)
        question(page, "title").fill("The wet")
    context.set_offline(True)
    page.reload()
    expect(question(page, "title")).to_have_value("The wet")
    complete(page, text=tellers.TEXT + "<b>wet</b>")
    expect(findings(page, "error")).to_have_count(1)
    expect(page.locator("[data-preview]")).to_contain_text("<b>wet</b>")
    assert page.evaluate("document.fonts.check('16px Figtree')")
    assert page.locator(".tell__columns").evaluate("one => getComputedStyle(one).display") == "grid"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download file").click()
    assert "<b>wet</b>" in Path(waiting.value.path()).read_text(encoding="utf-8")
    second = context.new_page()
    second.goto(server + tellers.TELL + "?from=a-link")
    expect(question(second, "title")).to_have_value("The wet passport")
    context.close()


def test_other_pages_are_none_of_the_workers(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    settle(page)
    for url in ("", "essays/", "contribute/"):
        page.goto(server + url)
        assert page.evaluate("navigator.serviceWorker.controller") is None
        assert page.evaluate("async () => Boolean(await navigator.serviceWorker.getRegistration())") is False
    assert page.evaluate(f"async () => Boolean(await navigator.serviceWorker.getRegistration('{server}{tellers.TELL}'))")
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(server + "about/")


def test_a_new_edition_of_the_page_is_shown_at_once(page: Page, site: website.Site, tmp_path: Path) -> None:
    live = tmp_path / "live"
    live.mkdir()
    for entry in site.root.iterdir():
        (live / entry.name).symlink_to(entry)
    (live / "tell").unlink()
    (live / "tell").mkdir()
    for file in (site.root / "tell").iterdir():
        (live / "tell" / file.name).write_bytes(file.read_bytes())
    with website.served(live) as server:
        page.goto(server + tellers.TELL)
        settle(page)
        html = (live / "tell/index.html").read_text(encoding="utf-8")
        (live / "tell/index.html").write_text(html.replace("Give it a title", "What shall we call it?"), encoding="utf-8")
        later = time.time() + 60  # a server tells editions apart by the second
        os.utime(live / "tell/index.html", (later, later))
        page.reload()
        expect(page.get_by_role("textbox", name="What shall we call it?")).to_be_visible()
        page.wait_for_function("async () => (await (await caches.match(location.href)).text()).includes('What shall we call it?')")


def test_deleting_everything_takes_the_worker_and_its_copies_away(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    settle(page)
    question(page, "title").fill("The wet passport")
    page.get_by_role("button", name="Delete everything on this device").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    page.wait_for_function("async () => !(await navigator.serviceWorker.getRegistration()) && !(await caches.keys()).length")

"""Hostile words in every field: in a real browser nothing of them runs, loads or leads away."""

from __future__ import annotations

import oddities
import pytest
import website
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("hostile")  # where the hostile site is built already


TRAP = "for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => console.error('it runs')"

FRAMES = """urls => Promise.all(urls.map(url => new Promise(done => {
    const frame = document.createElement('iframe');
    frame.onload = () => setTimeout(() => { const place = frame.contentWindow.location.href; frame.remove(); done(place); }, 20);
    frame.src = url;
    document.body.append(frame);
})))"""
"""Opens pages beside each other, which is quicker than one after the other, and says where each has got to."""


def test_nothing_runs_on_any_page(visitor: website.Visitor, hostile: website.Site) -> None:
    page = visitor.window(bypass_csp=True)  # the first lock must hold without the second
    page.add_init_script(TRAP)
    with website.served(hostile.root) as server:
        page.goto(server)
        for n, string in enumerate(oddities.HOSTILE):
            urls = [f"{server}{kind}/odd-{n:02}/" for kind in ("essays", "practices", "stories", "topics")]
            assert page.evaluate(FRAMES, urls) == urls, f"{string} leads away"
            assert visitor.complaints == [], string
        for url in ("", "essays/", "essays/page/2/", "practices/", "stories/", "topics/"):
            page.goto(server + url)
        assert visitor.complaints == []


def test_nothing_runs_when_the_search_shows_it(visitor: website.Visitor, hostile: website.Site) -> None:
    page = visitor.window(bypass_csp=True)  # the first lock must hold without the second
    page.add_init_script(TRAP)
    shown: set[str] = set()
    with website.served(hostile.root) as server:
        page.goto(server)
        field = page.get_by_role("textbox", name="Search")
        field.click()
        asked = page.locator(".md-search-result__meta")
        for words in ("script", "onerror", "lt", "img", "svg", "javascript", "iframe", "alert", "onmouseover", "<script>alert(1)</script>"):
            field.fill("")
            expect(asked).to_have_text("Type to start searching")
            page.keyboard.type(words)
            expect(asked).not_to_have_text("Type to start searching")
            results = page.locator(".md-search-result")
            page.locator(".md-search__scrollwrap").evaluate("e => e.scrollTo(0, e.scrollHeight)")
            shown |= set(results.evaluate("e => [...e.querySelectorAll('a')].map(a => a.pathname)"))
            strange = "script, img, iframe, form, style, object, embed, base, meta, link, video, audio, input, select, textarea"
            assert results.evaluate("(e, tags) => [...e.querySelectorAll(tags)].map(x => x.outerHTML)", strange) == [], words
    assert len(shown) > 20

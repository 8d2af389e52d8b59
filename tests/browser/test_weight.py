"""What a page weighs on its way to somebody who opens it for the first time, and that nothing on it jumps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

import pytest
import website
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("browser")

KB = 1024
ESSAY = "essays/your-champion-already-works-here/"
"""An essay without images."""
SHOWS = "essays/the-loaf-and-the-letter/"
"""One that shows a practice."""
BUDGETS = {
    #                        requests, KB in all with fonts, KB until the first paint
    ESSAY: (8, 60, 25),
    SHOWS: (8, 60, 25),
    "": (14, 62, 25),
    "practices/room-to-say-yes/": (21, 90, 32),
    "stories/the-giraffe-loaf/": (9, 60, 25),
    "topics/empowerment/": (16, 62, 25),
    "essays/": (14, 62, 25),
    "tell/": (21, 140, 32),
}
"""What pages may weigh, compressed with gzip. Those of the essay are promised; the others are a little over what is so today."""
KINDS = {"Document": "HTML", "Stylesheet": "CSS", "Script": "JS", "Font": "fonts", "Image": "images"}
EACH_KIND = [*BUDGETS, "practices/", "stories/", "topics/", "authors/editors/", "about/", "my-practices/", "404.html"]
SHIFTS = """document.fonts.ready.then(() => new Promise((done) => {
    const found = [];
    new PerformanceObserver((list) => found.push(...list.getEntries().map(
        ({ value, sources }) => [value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "")]
    ))).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(found), 150);
}))"""
"""Everything that has moved since the page began, and how much of the window it was."""
ARRIVING = """document.fonts.ready.then(() => {
    const row = document.querySelector(".site-header__inner"), all = [...row.children];
    const place = (each) => {
        const { x, y, width } = each.getBoundingClientRect();
        return `${each.className}: ${Math.round(width)} wide at ${Math.round(x)}, ${Math.round(y)}`;
    };
    const whole = all.map(place);
    row.replaceChildren();
    return all.flatMap((each, nth) => {
        row.append(each);
        const there = all.slice(0, nth + 1).map(place);
        return there.filter((now, at) => now !== whole[at]).map((now) => `${now}, before ${all.length - nth - 1} more`);
    });
})"""
"""What of the header stands elsewhere until what comes behind it in the page is there, too."""


@dataclass
class Load:
    """What a page asked for: the kind, address and bytes on the wire of each answer, and what the first paint waits for."""

    answers: list[tuple[str, str, float]] = field(default_factory=list)
    blocking: set[str] = field(default_factory=set)

    def kilobytes(self, first: bool = False) -> float:
        """The weight of all, or of what the first paint waits for."""
        return sum(size for _, url, size in self.answers if url in self.blocking or not first) / KB

    def __str__(self) -> str:
        rows = [f"{KINDS.get(kind, kind):7} {size / KB:6.1f} KB {url}" for kind, url, size in sorted(self.answers)]
        return "\n".join(
            [f"{len(rows)} requests, {self.kilobytes():.1f} KB, {self.kilobytes(first=True):.1f} KB until the first paint", *rows]
        )


@pytest.fixture(scope="module")
def compressed(site: website.Site) -> Iterator[str]:
    """The address of the site on a host that compresses."""
    with website.served(site.root, compressed=True) as address:
        yield address


def load(browser: Browser, address: str) -> Load:
    """Open a page with an empty cache, and wait until it asks for nothing more."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    found, known = Load(), {}
    session.on("Network.responseReceived", lambda event: known.update({event["requestId"]: (event["type"], event["response"]["url"])}))
    session.on("Network.loadingFinished", lambda event: found.answers.append((*known[event["requestId"]], event["encodedDataLength"])))
    page.goto(address, wait_until="networkidle")
    found.blocking = {address, *page.evaluate(BLOCKING)}
    context.close()
    return found


BLOCKING = """[...document.head.querySelectorAll("link[rel=stylesheet], script[src]:not([type=module], [defer], [async])")]
    .map((each) => each.href || each.src)"""


@pytest.mark.parametrize("url", BUDGETS, ids=lambda url: url or "home")
def test_a_page_weighs_no_more_than_its_budget(browser: Browser, compressed: str, url: str) -> None:
    requests, total, first = BUDGETS[url]
    found = load(browser, urljoin(compressed, url))
    assert len(found.answers) <= requests, str(found)
    assert found.kilobytes() <= total, str(found)
    assert found.kilobytes(first=True) <= first, str(found)
    assert all(website.is_local(address) for _, address, _ in found.answers), str(found)


def test_a_fault_of_weight_is_seen(browser: Browser, compressed: str) -> None:
    found = load(browser, compressed)
    kinds = {kind for kind, _, _ in found.answers}
    assert {"Document", "Stylesheet", "Script", "Font"} <= kinds
    assert found.kilobytes() > found.kilobytes(first=True) > 5


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_on_any_kind_of_page_moves_while_it_loads(visitor: website.Visitor, compressed: str, width: int) -> None:
    page = visitor.window(viewport={"width": width, "height": 800})
    moved = {}
    for url in EACH_KIND:
        page.goto(compressed + url)
        shifts = page.evaluate(SHIFTS)
        if sum(much for much, *_ in shifts) >= 0.0005:  # a letter wider or narrower as its font arrives is no jump
            moved[url] = shifts
    assert moved == {}


@pytest.mark.parametrize("width", [320, 360, 390, 768, 900, 1000, 1280])
def test_what_a_slow_device_paints_of_the_header_stays_where_it_is(visitor: website.Visitor, compressed: str, width: int) -> None:
    page = visitor.window(viewport={"width": width, "height": 800})
    for url in ("", "search/"):
        page.goto(compressed + url)
        assert page.evaluate(ARRIVING) == [], url


def test_what_jumps_is_seen(page: Page, compressed: str) -> None:
    page.goto(compressed)
    page.evaluate("document.querySelector('main').prepend(Object.assign(document.createElement('p'), {textContent: 'late'}))")
    assert page.evaluate(SHIFTS)

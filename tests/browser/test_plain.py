"""Nothing but the words: without a script, and without a stylesheet, each kind of page reads in its order."""

from __future__ import annotations

import kinds
import pytest
import website

pytestmark = pytest.mark.xdist_group("access")

STEPS_BACK = """() => {
    const shown = [...document.querySelectorAll('main :is(h1, h2, h3, p, li)')].filter((e) => e.checkVisibility()
        && !/^(absolute|fixed|sticky)$/.test(getComputedStyle(e).position) && e.getBoundingClientRect().height > 2);
    const tops = shown.map((e) => e.getBoundingClientRect().top + scrollY);
    const above = shown.filter((e, n) => n && tops[n] < tops[n - 1] - 2);
    return above.map((e) => `${e.textContent.trim().slice(0, 50)} stands above what is told before it`);
}"""
"""What is seen earlier than it is told, in one column."""
HIDDEN = "() => [...document.querySelectorAll('main [hidden], main dialog')].map((e) => e.textContent)"


def test_what_is_seen_has_the_order_in_which_it_is_told(visitor: website.Visitor, whole_server: str) -> None:
    page = visitor.window(java_script_enabled=False, viewport={"width": 390, "height": 800})
    faults = []
    for kind, url in kinds.KINDS.items():
        page.goto(whole_server + url)
        faults += [f"{kind}: {fault}" for fault in page.evaluate(STEPS_BACK) if kind != "card"]  # a sheet that is folded
    assert not faults, "\n".join(faults)


def test_without_any_style_every_word_is_there_and_nothing_comes_before_the_way_to_the_text(
    visitor: website.Visitor, whole: website.Site, whole_server: str
) -> None:
    page = visitor.window(java_script_enabled=False)
    page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    for kind, url in kinds.KINDS.items():
        page.goto(whole_server + url)
        main = whole.all[url].main
        for element in [one for one in main.walk() if one.tag in ("script", "style", "template", "option", "textarea")]:
            element.children.clear()
        unseen = {word for text in page.evaluate(HIDDEN) for word in text.split()}
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        seen = page.locator("main").inner_text()
        told = {word for one in main.walk() for text in one.children if isinstance(text, str) for word in text.split()}
        lost = {word for word in told - unseen if word not in seen}
        assert not lost, f"{kind}: {sorted(lost)}"
        if kind != "card":
            page.keyboard.press("Tab")
            met: list[str] = []
            while not met or (met[-1] != "Skip to content" and len(met) < 4):
                met.append(page.evaluate("document.activeElement.textContent"))
                page.keyboard.press("Tab")
            assert met[-1] == "Skip to content", f"{kind}: {met}"
            before = page.evaluate("() => document.body.innerText.split(document.querySelector('main').innerText.slice(0, 40))[0]")
            assert len(before.split()) < 60, f"{kind}: {before}"

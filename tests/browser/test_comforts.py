"""The reader's comforts: settings that hold everywhere, links and citations to take along, keys, progress, notes beside the text."""

from __future__ import annotations

import pytest
import website
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("comforts")

ESSAY = "essays/the-loaf-and-the-letter/"
STORY = "stories/the-giraffe-loaf/"
PRACTICE = "practices/room-to-say-yes/"

LIGHT, DARK = "rgb(251, 247, 240)", "rgb(23, 19, 15)"
"""Paper, as the tokens have it."""
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })"
"""What a browser does that keeps nothing for a site."""


EARLY = "document.addEventListener('readystatechange', () => (window.early ??= { ...document.documentElement.dataset }))"


def paper(page: Page) -> str:
    """The colour behind everything."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def prose(page: Page) -> float:
    """How large the words of an essay are, in px."""
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"))


def choose(page: Page, *names: str) -> None:
    """Choose reading settings as somebody with a keyboard does."""
    page.get_by_role("button", name="Reading settings").focus()
    page.keyboard.press("Enter")
    for name in names:
        page.get_by_role("group", name="Reading settings").get_by_role("radio", name=name).focus()
        page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Reading settings")).to_be_focused()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_theme_follows_the_system_until_it_is_chosen_and_is_kept(visitor: website.Visitor, server: str, system: str) -> None:
    page = visitor.window(color_scheme=system)
    page.goto(server + ESSAY)
    assert paper(page) == {"light": LIGHT, "dark": DARK}[system]
    for name, colour in [("Dark", DARK), ("Light", LIGHT)]:
        choose(page, name)
        assert paper(page) == colour
        page.goto(server + STORY)
        assert paper(page) == colour
        assert page.locator("meta[name=theme-color][media=all]").get_attribute("data-scheme") == name.lower()
    choose(page, "As the system")
    page.goto(server + ESSAY)
    assert paper(page) == {"light": LIGHT, "dark": DARK}[system]


def test_what_was_chosen_holds_before_the_first_paint(visitor: website.Visitor, server: str) -> None:
    """The stylesheets and all other scripts are held back: what stands then is what is painted first."""
    page = visitor.window(color_scheme="light")
    page.goto(server + ESSAY)
    choose(page, "Dark", "Largest")
    page.route("**/site.js", lambda route: route.abort())
    page.add_init_script(EARLY)
    page.goto(server + STORY, wait_until="domcontentloaded")
    assert page.evaluate("[early.theme, early.text]") == ["dark", "largest"]
    visitor.complaints.clear()  # of the script that was held back


def test_other_tabs_follow_at_once(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(color_scheme="light")
    page.goto(server + ESSAY)
    other = page.context.new_page()
    other.goto(server + PRACTICE)
    other.get_by_role("button", name="Reading settings").click()
    choose(page, "Dark", "Larger")
    expect(other.get_by_role("radio", name="Dark")).to_be_checked()
    assert paper(other) == DARK


def test_where_nothing_can_be_kept_a_choice_holds_on_the_page(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(color_scheme="light")
    page.add_init_script(BLOCKED)
    page.goto(server + ESSAY)
    choose(page, "Dark", "Larger")
    assert paper(page) == DARK
    page.get_by_role("button", name="Reading settings").click()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    visitor.complaints[:] = [told for told in visitor.complaints if "SecurityError" not in told]  # Material's search reads it, too


def test_a_strange_value_on_the_device_does_no_harm(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(color_scheme="light")
    page.goto(server + ESSAY)
    for kept in ("", "null", "7", "{", '{"theme": 7, "text": ["x"]}', '{"theme": "<b>", "text": "huge", "keys": null}'):
        page.evaluate("kept => localStorage.setItem('callback:reading', kept)", kept)
        page.reload()
        assert paper(page) == LIGHT
    choose(page, "Dark")
    assert paper(page) == DARK


def test_text_grows_in_four_steps_and_nothing_leaves_a_narrow_page(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(viewport={"width": 320, "height": 640})
    sizes = []
    for name in ("Smaller", "Normal", "Larger", "Largest"):
        page.goto(server + ESSAY)
        choose(page, name)
        sizes.append(prose(page))
    assert sizes == sorted(set(sizes))
    assert sizes[-1] >= 1.3 * sizes[1]
    for url in (ESSAY, STORY, PRACTICE, "topics/empowerment/"):
        page.goto(server + url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, url


def test_without_a_script_no_button_promises_anything(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(java_script_enabled=False)
    page.goto(server + ESSAY)
    for name in ("Reading settings", "Keyboard", "Share", "Copy link"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()

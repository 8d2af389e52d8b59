"""The reader's comforts: settings that hold everywhere, links and citations to take along, keys, progress, notes beside the text."""

from __future__ import annotations

import gzip
import itertools

import axe
import pytest
import website
from playwright.sync_api import Page, Route, expect

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


CLIPBOARD = ["clipboard-read", "clipboard-write"]
HELD = "navigator.clipboard.readText()"


def test_a_heading_gives_its_address_by_hand_and_by_key_and_says_so(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(permissions=CLIPBOARD)
    page.goto(server + ESSAY)
    for n, key in enumerate(("", "Enter")):
        link = page.locator("h2 .headerlink").nth(n)
        if key:
            link.press(key)
        else:
            link.click()
        words = page.locator("h2:has(.headerlink)").nth(n).inner_text().replace("¶", "").strip()
        expect(page.get_by_role("status").filter(has_text="Copied.")).to_have_text(f"Copied. The link leads to “{words}”.")
        assert page.evaluate(HELD) == page.url == link.evaluate("link => link.href")


def test_a_page_gives_its_address_to_whom_the_reader_likes(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.add_init_script("navigator.share = async (what) => (window.shared = what)")
    page.goto(server + ESSAY + "?h=loaf#content")
    page.get_by_role("button", name="Share", exact=True).press("Enter")
    page.wait_for_function("() => window.shared")
    assert page.evaluate("shared.url") == server + ESSAY
    page.evaluate("void (navigator.share = async () => { throw new DOMException('', 'AbortError'); })")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_have_count(0)


def test_where_the_browser_cannot_share_the_address_is_copied(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(permissions=CLIPBOARD)
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(server + STORY)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="The link leads to this page.")).to_be_visible()
    assert page.evaluate(HELD) == server + STORY


def test_every_form_of_a_citation_is_shown_without_a_script_and_copied_with_one(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(java_script_enabled=False)
    page.goto(server + ESSAY)
    page.get_by_text("Cite this page").click()
    for form in ("The Callback editors. (2026, November 12). ", "@misc{essay-the-loaf-and-the-letter,", "12 November 2026, https://"):
        expect(page.locator(".cite dd").filter(has_text=form)).to_be_visible()
    page = visitor.window(permissions=CLIPBOARD)
    for url in (ESSAY, STORY, PRACTICE):
        page.goto(server + url)
        page.get_by_text("Cite this page").press("Enter")
        for form in ("APA", "BibTeX", "Plain"):
            page.get_by_role("button", name=f"Copy {form}").click()
            shown = page.locator("dt", has_text=form).locator("+ dd").inner_text()
            page.wait_for_function(f"async (shown) => (await {HELD}) === shown", arg=shown)


def test_a_question_mark_lists_the_keys_of_the_page_and_escape_leads_back(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    for url, more in ((ESSAY, False), (PRACTICE, True)):
        page.goto(server + url)
        link = page.get_by_role("main").get_by_role("link").first
        link.focus()
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Keyboard")
        expect(dialog.get_by_role("heading")).to_be_focused()
        keys = dialog.locator("kbd").all_inner_texts()
        assert {"/", "?", "Esc"} <= set(keys)
        assert ("→" in keys) is more
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(link).to_be_focused()
    page.get_by_role("contentinfo").get_by_role("button", name="Keyboard").press("Enter")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()


def test_a_question_mark_in_a_field_is_only_a_question_mark(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server + "tell/")
    field = page.locator(".tell__form :is(input[type=text], textarea)").first
    field.press_sequentially("Why?")
    expect(field).to_have_value("Why?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_single_keys_can_be_switched_off_and_on_again(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server + ESSAY)
    search = page.get_by_role("textbox", name="Search")
    switch = page.get_by_role("checkbox", name="Single-key shortcuts")
    for on in (False, True):
        page.get_by_role("button", name="Reading settings").click()
        switch.set_checked(on)
        page.keyboard.press("Escape")
        page.goto(server + STORY)
        page.locator("main").focus()
        page.keyboard.press("?")
        if on:
            expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
            page.keyboard.press("Escape")
            page.keyboard.press("/")
            expect(search).to_be_focused()
        else:
            page.keyboard.press("/")
            page.get_by_role("button", name="Keyboard").click()  # what a reader asks for by hand is there all the same
            expect(page.get_by_role("dialog", name="Keyboard")).to_contain_text("You have switched")
            expect(page.get_by_role("dialog")).to_have_count(1)
            page.keyboard.press("Escape")
            expect(search).not_to_be_focused()


LINE = "getComputedStyle(document.querySelector('.essay'), '::before')"


def test_a_line_shows_how_far_one_has_come_in_a_long_essay_and_only_there(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server + ESSAY)
    width = f"new DOMMatrix({LINE}.transform).a"
    assert page.evaluate(width) == 0
    page.evaluate("document.querySelector('.essay article').scrollIntoView({ block: 'end', behavior: 'instant' })")
    page.wait_for_function(f"() => {width} > .95")
    page.goto(server + "essays/bottle-the-formula/")
    assert page.evaluate(f"{LINE}.content") == "none"
    still = visitor.window(reduced_motion="reduce")
    still.goto(server + ESSAY)
    assert still.evaluate(f"{LINE}.content") == "none"


def test_a_footnote_stands_beside_its_paragraph_once_and_leads_back(visitor: website.Visitor, rich_server: str) -> None:
    page = visitor.window(viewport={"width": 1280, "height": 800})
    page.goto(rich_server + "essays/everything/")
    note = page.locator("[id='fn:1']")
    expect(page.locator(".beside [id='fn:1']")).to_be_visible()
    assert page.locator("body").inner_text().count("The footnote's text.") == 1
    reference = page.locator(".footnote-ref[href='#fn:1']")
    at, text = note.bounding_box(), page.locator(".prose > p", has=reference).bounding_box()
    assert at
    assert text
    assert at["x"] >= text["x"] + text["width"]
    assert text["y"] - 20 <= at["y"] <= text["y"] + text["height"]
    reference.press("Enter")
    page.wait_for_url("**#fn:1")
    page.keyboard.press("Tab")
    expect(note.locator(".footnote-backref")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**#fnref:1")
    page.set_viewport_size({"width": 700, "height": 800})
    expect(page.locator(".beside.footnote")).to_have_count(0)
    expect(page.locator(".prose > .footnote [id='fn:1']")).to_be_visible()


def test_notes_without_room_beside_the_text_stay_at_the_end(visitor: website.Visitor, rich_server: str) -> None:
    """The text never tears apart, and no note stands on another."""
    page = visitor.window(viewport={"width": 1280, "height": 800}, java_script_enabled=True)
    notes = "".join(f'<li id="fn:{n}"><p>{"Long words of a note. " * 9 * n}</p></li>' for n in range(1, 7))
    text = "".join(f'<p>Some words<sup><a class="footnote-ref" href="#fn:{n}">{n}</a></sup>, and no more.</p>' for n in range(1, 7))
    listed = f'{text}<div class="footnote"><hr><ol>{notes}</ol></div>'

    def crowd(route: Route) -> None:
        html = route.fetch().text()
        start = html.index(">", html.index('<div class="prose')) + 1
        route.fulfill(body=html[:start] + listed + "</div><div hidden>" + html[start:], content_type="text/html")

    page.route("**/essays/bottle-the-formula/", crowd)
    page.goto(rich_server + "essays/bottle-the-formula/")
    expect(page.locator(".beside.footnote").first).to_be_visible()
    boxes = page.evaluate(
        "[...document.querySelectorAll('.beside.footnote, .prose > .footnote')].map((e) => e.getBoundingClientRect().toJSON())"
    )
    assert all(above["bottom"] <= below["top"] for above, below in itertools.pairwise(boxes[:-1]))
    blocks = page.evaluate("[...document.querySelectorAll('.prose > p')].map((e) => e.getBoundingClientRect().toJSON())")
    assert all(below["top"] - above["bottom"] < 60 for above, below in itertools.pairwise(blocks))
    assert page.locator(".prose > .footnote li").count() > 0
    assert page.locator(".footnote li").count() == 6


def test_what_opens_has_no_fault_in_any_colours(visitor: website.Visitor, server: str) -> None:
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        page = visitor.window(**options)
        page.goto(server + ESSAY)
        page.get_by_text("Cite this page").click()
        page.get_by_role("button", name="Copy APA").wait_for()
        page.get_by_role("button", name="Reading settings").click()
        page.get_by_role("radio", name="Dark").wait_for()
        assert axe.faults(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        page.get_by_role("dialog", name="Keyboard").wait_for()
        assert axe.faults(page) == []


def test_an_essay_loads_two_small_scripts_of_the_comforts_and_nothing_more_before_it_is_used(
    visitor: website.Visitor, site: website.Site, server: str
) -> None:
    page = visitor.window()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + "essays/bottle-the-formula/", wait_until="networkidle")
    assert [url for url in asked if "/comforts/" in url or "/practice/" in url] == []
    assert any(url.endswith("/site.js") for url in asked)
    own = [site.root / "assets/javascripts" / name for name in ("theme.js", "site.js")]
    assert own[0].stat().st_size < 1300
    assert sum(len(gzip.compress(path.read_bytes())) for path in own) <= 3000

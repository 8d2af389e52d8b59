"""A run as a link and as words: whole, short, asked for, and harmless whoever made it."""

from __future__ import annotations

import base64
import json
from typing import Any

import practices
import pytest
import website
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")

OPENING = "practices/opening-time/"
FORTY = "practices/forty-things/"
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def copied(page: Page, menu: str, name: str) -> str:
    """What a button of a menu puts on the clipboard."""
    page.get_by_role("button", name=menu, exact=True).click()
    page.get_by_role("button", name=name).click()
    expect(practices.status(page)).to_contain_text("Copied.")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_run_of_forty_steps_goes_round_in_under_2000_characters(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window(**CLIPBOARD)
    page.goto(practised_server + FORTY)
    boxes = page.locator(".step__box")
    for n in range(40):
        boxes.nth(n).check() if n % 3 else page.locator(".step").nth(n).evaluate("e => e.querySelector('.step__own .tool').click()")
    page.locator(".step__own").first.locator("summary").click()
    page.locator("li.step").first.get_by_label("Note", exact=True).fill("Between us: Ænna, 日本")
    link = copied(page, "Share", "Copy the link")
    assert len(link) < 2000
    assert "Between" not in base64.urlsafe_b64decode(link.partition("#run=")[2] + "===").decode()

    sent: list[str] = []
    other = visitor.window()
    other.on("request", lambda request: sent.append(request.url))
    other.goto(link)
    dialog = other.get_by_role("dialog", name="Somebody shared a run with you")
    expect(dialog).to_contain_text("26 of 40 done, 14 not applicable")
    dialog.get_by_role("button", name="Open the shared run").click()
    states = [f"{'na' if n % 3 == 0 else 'done'}" for n in range(40)]
    assert other.locator("li.step").evaluate_all("all => all.map(each => each.dataset.state)") == states
    expect(other.locator("li.step").first.get_by_label("Note", exact=True)).to_have_value("")
    assert "#" not in other.url
    assert not [url for url in sent if link.partition("#")[2] in url]


def test_notes_go_along_only_when_they_are_asked_for(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window(**CLIPBOARD)
    page.goto(practised_server + OPENING)
    practices.open_own(page, "lock-up")
    page.get_by_role("button", name="Not applicable: Lock the back door").click()
    page.locator("#lock-up").get_by_label("Why not?").fill("No door")
    page.locator("#lock-up").get_by_label("Note", exact=True).fill("<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_label("Include notes and reasons").check()
    page.keyboard.press("Escape")
    link = copied(page, "Share", "Copy the link")
    other = visitor.window()
    other.goto(link)
    expect(other.get_by_role("dialog")).to_contain_text("Not applicable: No door · Note: <img src=x onerror=alert(1)>")
    other.get_by_role("button", name="Open the shared run").click()
    expect(other.locator("#lock-up .step__said")).to_have_text("Not applicable: No door · Note: <img src=x onerror=alert(1)>")


def test_opening_a_link_asks_and_what_was_there_is_kept(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window(**CLIPBOARD)
    page.goto(practised_server + OPENING)
    page.get_by_role("checkbox", name="Name one decision").check()
    link = copied(page, "Share", "Copy the link")

    other = visitor.window()
    other.goto(practised_server + OPENING)
    other.get_by_role("checkbox", name="Lock the back door").check()
    other.evaluate("hash => location.hash = hash", "#" + link.partition("#")[2])
    other.get_by_role("dialog").get_by_role("button", name="Leave mine as it is").click()
    expect(practices.status(other)).to_have_text("The shared run was not opened. Nothing was changed.")
    expect(other.get_by_role("checkbox", name="Lock the back door")).to_be_checked()
    assert practices.stored(other, "opening-time")["runs"] == {}

    other.evaluate("hash => location.hash = hash", "#" + link.partition("#")[2])
    other.get_by_role("dialog").get_by_role("button", name="Open the shared run").click()
    expect(other.get_by_role("checkbox", name="Lock the back door")).not_to_be_checked()
    expect(other.get_by_role("checkbox", name="Name one decision")).to_be_checked()
    (run,) = practices.stored(other, "opening-time")["runs"].values()
    assert (run["unfinished"], run["steps"]["lock-up"]["state"]) == (True, "done")
    other.get_by_role("button", name="Undo").click()
    expect(other.get_by_role("checkbox", name="Lock the back door")).to_be_checked()
    expect(other.get_by_role("checkbox", name="Name one decision")).not_to_be_checked()


def packed(data: Any) -> str:
    """A fragment that holds some data."""
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


GOOD = [1, "opening-time", "1", 29_000_000, ""]
DAMAGED = [
    "", "%", "%3Cscript%3Ealert(1)%3C/script%3E", "javascript:alert(1)", "AAAA", "_" * 200, packed(GOOD)[:-4], "A" * 60_000, packed(None),
    packed({}), packed("x"), packed(1), packed([]), packed([0, *GOOD[1:]]), packed(["x", *GOOD[1:]]), packed([1, "opening-time"]),
    packed([*GOOD[:3], -1, ""]), packed([*GOOD[:3], "now", ""]), packed([*GOOD[:4], "abcdeX"]), packed([*GOOD[:4], ["abcded"]]),
    packed([*GOOD, {"a": 1}]), packed([*GOOD, [["a", "b"]]]), packed([*GOOD, [["a", "b", 1]]]), packed([*GOOD, ["__proto__"]]),
    packed([1, {"toString": "x"}, *GOOD[2:]]), base64.urlsafe_b64encode(b'\xff\xfe[1]').decode(),
]  # fmt: skip


def test_a_damaged_or_hostile_link_does_nothing_but_say_so(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    page.get_by_role("checkbox", name="Name one decision").check()
    before = practices.stored(page, "opening-time")
    others = {
        packed([1, "after-a-shout", *GOOD[2:]]): "is to a run of another practice",
        packed([2, *GOOD[1:]]): "by a newer version of this page",
    }
    for fragment, words in [*((each, "damaged or incomplete") for each in DAMAGED), *others.items()]:
        page.goto(practised_server + "about/")
        page.goto(f"{practised_server}{OPENING}#run={fragment}")
        expect(practices.status(page), fragment[:40]).to_contain_text(words)
        expect(practices.status(page)).to_contain_text("Nothing was changed.")
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert practices.stored(page, "opening-time") == before


def test_a_link_made_before_the_list_changed_says_what_it_cannot_place(page: Page, practised_server: str) -> None:
    fragment = packed([1, "opening-time", "0", 29_000_000, "zzzzzd", [["yyyyy", "", "<b>bold</b>"]]])
    page.goto(practised_server + "about/")
    page.goto(f"{practised_server}{OPENING}#run={fragment}")
    expect(practices.status(page)).to_contain_text("as you have it already")
    page.get_by_role("checkbox", name="Name one decision").check()
    page.evaluate("hash => location.hash = hash", f"#run={fragment}")
    expect(page.get_by_role("dialog")).to_contain_text("with version 0 of the list; this is version 1")
    expect(page.get_by_role("dialog")).to_contain_text("It also has 2 entries for steps that this list has not.")


def test_the_list_is_copied_in_three_forms(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window(**CLIPBOARD)
    page.goto(practised_server + OPENING)
    page.get_by_role("checkbox", name="Say hello to each person").check()
    practices.open_own(page, "name-one")
    page.get_by_role("button", name="Not applicable: Name one decision").click()
    page.locator("#name-one").get_by_label("Why not?").fill("*None* waits")
    practices.open_own(page, "lock-up")
    page.locator("#lock-up").get_by_label("Note", exact=True).fill("Key?")
    address = practised_server + OPENING
    assert copied(page, "Copy", "As plain text") == (
        f"Opening time\n1 of 5 done, 1 not applicable\n{address}\n\n"
        "Before the doors open\n[x] Say hello to each person\n[-] Name one decision\n    Not applicable: *None* waits\n"
        "[ ] Lock the back door\n    Note: Key?\n\nOnce they are open\n[ ] Look up when somebody comes\n[ ] Fill in the old form\n"
    )
    markdown = copied(page, "Copy", "As Markdown")
    assert markdown.startswith("# Opening time\n\nOpening time, in short.\n\n1 of 5 done, 1 not applicable. From <http")
    assert (
        "## Before the doors open\n\n- [x] Say hello to each person\n- [ ] Name one decision\n  - Not applicable: \\*None\\* waits\n"
        in markdown
    )
    tasks = copied(page, "Copy", "As a task list")
    assert tasks.startswith(
        f"**[Opening time]({address})**\n\n**Before the doors open**\n\n- [x] [Say hello to each person]({address}#say-hello)\n"
    )
    assert f"- [x] [Name one decision]({address}#name-one) (Not applicable: \\*None\\* waits)\n" in tasks
    assert f"- [ ] [Lock the back door]({address}#lock-up) (Note: Key?)\n" in tasks


def test_where_the_clipboard_is_closed_the_text_is_shown_selected(page: Page, practised_server: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(practised_server + OPENING)
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("button", name="As plain text").click()
    field = page.get_by_role("dialog").get_by_role("textbox", name="The text to copy")
    expect(field).to_be_focused()
    assert page.evaluate(
        "[document.activeElement.selectionStart, document.activeElement.selectionEnd - document.activeElement.value.length]"
    ) == [0, 0]
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

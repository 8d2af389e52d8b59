"""What one ticks and notes is kept on the device: through reloads, new wordings, other tabs, and whatever goes wrong."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import practices
import pytest
import website
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.xdist_group("browser")

OPENING = "practices/opening-time/"
SHOUT = "practices/after-a-shout/"


def progress(page: Page) -> Locator:
    """The words of the progress."""
    return page.locator(".progress__line > p").first


def exchange(page: Page, live: Path, later: Path) -> None:
    """Publish the later site in place of the one that is served, for a browser that has forgotten its pages."""
    page.goto("about:blank")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    shutil.rmtree(live)
    shutil.copytree(later, live)


def test_ticks_states_and_notes_are_there_again_after_a_reload(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    expect(progress(page)).to_have_text("0 of 5 done")
    page.get_by_role("checkbox", name="Say hello to each person").check()
    practices.open_own(page, "lock-up")
    page.get_by_role("button", name="Not applicable: Lock the back door").click()
    page.locator("#lock-up").get_by_label("Why not?").fill("No back door")
    page.locator("#lock-up").get_by_label("Note", exact=True).fill("Ask <b>Sam</b>")
    page.reload()
    expect(page.get_by_role("checkbox", name="Say hello to each person")).to_be_checked()
    expect(page.locator("#lock-up .step__said")).to_have_text("Not applicable: No back door · Note: Ask <b>Sam</b>")
    expect(page.get_by_role("checkbox", name="Lock the back door")).to_have_accessible_description(
        re.compile("^Not applicable: No back door")
    )
    expect(progress(page)).to_have_text("1 of 5 done, 1 not applicable")
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 1)
    expect(page.get_by_role("progressbar")).to_have_js_property("max", 4)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('callback:'))") == [practices.KEY + "opening-time"]
    kept = practices.stored(page, "opening-time")
    assert (kept["format"], kept["edition"], sorted(kept["steps"])) == (1, "1", ["lock-up", "say-hello"])


def test_a_tick_makes_a_step_applicable_again(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    practices.open_own(page, "lock-up")
    page.get_by_role("button", name="Not applicable: Lock the back door").click()
    page.get_by_role("checkbox", name="Lock the back door").check()
    expect(progress(page)).to_have_text("1 of 5 done")
    expect(page.get_by_role("button", name="Not applicable: Lock the back door")).to_have_attribute("aria-pressed", "false")


def test_a_step_that_starts_ticked_can_be_unticked(page: Page, practised_server: str) -> None:
    page.goto(practised_server + SHOUT)
    step = page.get_by_role("checkbox", name="Sit down")
    expect(step).to_be_checked()
    expect(progress(page)).to_have_text("1 of 4 done")
    expect(page.get_by_role("button", name="Start over")).to_be_disabled()
    step.uncheck()
    page.reload()
    expect(step).not_to_be_checked()
    expect(progress(page)).to_have_text("0 of 4 done")


def test_undo_goes_back_change_by_change_and_a_note_is_one(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_disabled()
    undo.press("Enter")
    expect(practices.status(page)).to_contain_text("There is nothing to do yet")
    page.get_by_role("checkbox", name="Say hello to each person").check()
    page.get_by_role("checkbox", name="Name one decision").check()
    practices.open_own(page, "say-hello")
    note = page.locator("#say-hello").get_by_label("Note", exact=True)
    note.press_sequentially("Twelve letters")
    undo.click()
    expect(note).to_have_value("")
    expect(progress(page)).to_have_text("2 of 5 done")
    undo.click()
    expect(practices.status(page)).to_have_text("Taken back: “Name one decision”.")
    undo.click()
    expect(progress(page)).to_have_text("0 of 5 done")
    expect(undo).to_be_disabled()
    page.reload()
    expect(progress(page)).to_have_text("0 of 5 done")


def test_starting_over_asks_spares_other_practices_and_can_be_undone(page: Page, practised_server: str) -> None:
    page.goto(practised_server + SHOUT)
    page.get_by_role("checkbox", name="Breathe out").check()
    page.goto(practised_server + OPENING)
    page.get_by_role("checkbox", name="Say hello to each person").check()
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(progress(page)).to_have_text("1 of 5 done")
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("dialog").get_by_role("button", name="Start over").click()
    expect(progress(page)).to_have_text("0 of 5 done")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("checkbox", name="Say hello to each person")).to_be_checked()
    page.goto(practised_server + SHOUT)
    expect(page.get_by_role("checkbox", name="Breathe out")).to_be_checked()


def test_two_tabs_show_each_others_ticks_at_once_and_lose_none(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    other = page.context.new_page()
    other.goto(practised_server + OPENING)
    page.get_by_role("checkbox", name="Say hello to each person").check()
    expect(other.get_by_role("checkbox", name="Say hello to each person")).to_be_checked()
    other.get_by_role("checkbox", name="Name one decision").check()
    expect(progress(page)).to_have_text("2 of 5 done")
    other.get_by_role("checkbox", name="Say hello to each person").uncheck()
    expect(progress(page)).to_have_text("1 of 5 done")
    # A tab that wrote without having seen the last tick, as can happen in the same instant: it comes back.
    earlier = practices.stored(page, "opening-time")
    page.get_by_role("checkbox", name="Lock the back door").check()
    expect(progress(other)).to_have_text("2 of 5 done")
    other.close()
    stale = page.context.new_page()
    stale.goto(practised_server + "about/")
    stale.evaluate("([key, value]) => localStorage.setItem(key, value)", [practices.KEY + "opening-time", json.dumps(earlier)])
    stale.wait_for_function("key => localStorage.getItem(key).includes('lock-up')", arg=practices.KEY + "opening-time")
    expect(progress(page)).to_have_text("2 of 5 done")


def test_two_tabs_that_agree_fall_silent(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    other = page.context.new_page()
    other.goto(practised_server + OPENING)
    third = page.context.new_page()
    third.goto(practised_server + "about/")
    third.evaluate("window.heard = 0; addEventListener('storage', () => window.heard++)")
    for name in ("Say hello to each person", "Name one decision"):
        page.get_by_role("checkbox", name=name).check()
        other.get_by_role("checkbox", name=name).uncheck()
    expect(progress(page)).to_have_text("0 of 5 done")
    page.get_by_role("checkbox", name="Lock the back door").check()
    expect(progress(other)).to_have_text("1 of 5 done")
    third.wait_for_function("() => heard >= 5")
    for tab in (page, other, third, page, other, third):
        tab.evaluate("new Promise(done => setTimeout(done, 100))")
    assert third.evaluate("heard") == 5


def test_an_embedded_list_shares_the_ticks_live_within_the_page_and_across_tabs(page: Page, practised_server: str) -> None:
    page.goto(practised_server + "embedded/")
    expect(page.locator(".progress")).to_have_count(2)
    page.get_by_role("checkbox", name="Say hello to each person").first.check()
    expect(page.get_by_role("checkbox", name="Say hello to each person").last).to_be_checked()
    other = page.context.new_page()
    other.goto(practised_server + OPENING)
    expect(other.get_by_role("checkbox", name="Say hello to each person")).to_be_checked()
    other.get_by_role("checkbox", name="Name one decision").check()
    for each in page.get_by_role("checkbox", name="Name one decision").all():
        expect(each).to_be_checked()
    expect(page.get_by_role("button", name="Start over")).to_have_count(0)
    assert page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, n, all) => all.indexOf(id) !== n)") == []


def test_ticks_notes_and_history_survive_new_words_a_new_order_and_a_new_name(page: Page, changing: tuple[str, Path, Path]) -> None:
    address, live, later = changing
    page.goto(address + OPENING)
    for name in ("Say hello to each person", "Fill in the old form"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Finish this run").click()
    page.get_by_role("checkbox", name="Say hello to each person").check()
    page.get_by_role("checkbox", name="Look up when somebody comes").check()
    practices.open_own(page, "look-up")
    page.locator("#look-up").get_by_label("Note", exact=True).fill("Even on the phone")
    exchange(page, live, later)

    page.goto(address + OPENING)
    page.wait_for_url("**/practices/the-first-minute/")
    expect(page.get_by_role("checkbox", name="Greet every person by name")).to_be_checked()
    expect(page.locator("#look-up .step__said")).to_have_text("Note: Even on the phone")
    expect(progress(page)).to_have_text("2 of 5 done")
    expect(page.locator("#say-hello .step__mark")).to_have_text("Reworded since your last run. It said: “Say hello to each person”")
    expect(page.locator("#ask-back .step__mark")).to_have_text("New since your last run")
    expect(page.locator("#name-one .step__mark")).to_have_count(0)
    expect(page.locator(".steps + .step__mark")).to_have_text("Retired since your last run: “Fill in the old form”")
    expect(page.locator(".progress + .step__mark")).to_have_text(
        re.compile(r"^Changed since your last run on .*: 1 new, 1 reworded, 1 retired\.$")
    )
    page.goto(address + "my-practices/")
    expect(page.locator("[data-mine]")).to_contain_text("2 of 5 done · ")
    page.get_by_text("The steps").click()
    expect(page.locator("[data-mine] ol")).to_contain_text("Say hello to each person")

    page.goto(address + "practices/the-first-minute/")
    page.get_by_role("button", name="Finish this run").click()
    expect(page.locator(".step__mark")).to_have_count(0)


def test_a_retired_step_of_a_run_in_progress_goes_into_its_history_with_its_words(page: Page, changing: tuple[str, Path, Path]) -> None:
    address, live, later = changing
    page.goto(address + OPENING)
    page.get_by_role("checkbox", name="Fill in the old form").check()
    exchange(page, live, later)
    page.goto(address + "practices/the-first-minute/")
    expect(page.locator(".steps + .step__mark")).to_have_text("Retired since your last run: “Fill in the old form”")
    page.get_by_role("button", name="Finish this run").click()
    (run,) = practices.stored(page, "opening-time")["runs"].values()
    assert (run["edition"], run["steps"]["old-way"]["state"], run["steps"]["old-way"]["text"]) == ("2", "done", "Fill in the old form")


DENIED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})"


def test_where_storage_is_denied_the_page_works_and_says_so(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window()
    page.add_init_script(DENIED)
    page.goto(practised_server + OPENING)
    expect(practices.status(page)).to_contain_text("This browser keeps nothing for this site")
    page.get_by_role("checkbox", name="Say hello to each person").check()
    expect(progress(page)).to_have_text("1 of 5 done")
    expect(page.locator(".progress__trouble")).to_contain_text("last only until you close this page")
    page.get_by_role("button", name="Finish this run").click()
    page.get_by_role("button", name="Undo").click()
    expect(progress(page)).to_have_text("1 of 5 done")
    page.goto(practised_server + "my-practices/")
    expect(page.locator("[data-mine]")).to_contain_text("This browser keeps nothing for this site")
    # Material's own scripts ask for the storage without expecting a no; ours complain of nothing.
    visitor.complaints[:] = [text for text in visitor.complaints if "denied" not in text]


def test_where_storage_is_full_nothing_on_the_page_is_lost_and_it_says_so(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    page.evaluate(
        """() => { let size = 4e6, n = 0;
            while (size >= 1) { try { localStorage.setItem('filler' + n++, 'x'.repeat(size)) } catch { size = Math.floor(size / 2) } } }"""
    )
    page.get_by_role("checkbox", name="Say hello to each person").check()
    expect(practices.status(page)).to_contain_text("This device has no room left for this site")
    page.get_by_role("checkbox", name="Name one decision").check()
    expect(progress(page)).to_have_text("2 of 5 done")
    assert practices.stored(page, "opening-time") == {}
    page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('filler')).forEach(key => localStorage.removeItem(key))")
    page.get_by_role("checkbox", name="Lock the back door").check()
    expect(practices.status(page)).to_contain_text("There is room again: everything is kept.")
    expect(page.locator(".progress__trouble")).to_have_text("")
    page.reload()
    expect(progress(page)).to_have_text("3 of 5 done")


@pytest.mark.parametrize(
    "raw",
    ["{", "", "null", "[1]", '"x"', '{"format":1}', '{"format":1,"id":"opening-time","steps":{"say-hello":{"at":"now"}},"runs":{}}',
     '{"format":1,"id":"opening-time","steps":{"__proto__":{"at":1,"state":"done"}},"runs":{}}'],
)  # fmt: skip
def test_what_cannot_be_read_is_put_aside_and_never_deleted(page: Page, practised_server: str, raw: str) -> None:
    page.goto(practised_server + "about/")
    page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [practices.KEY + "opening-time", raw])
    page.goto(practised_server + OPENING)
    expect(practices.status(page)).to_contain_text("It is put aside, not deleted")
    page.get_by_role("checkbox", name="Say hello to each person").check()
    page.reload()
    expect(progress(page)).to_have_text("1 of 5 done")
    aside = page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('callback:aside:')).map(key => [key, localStorage.getItem(key)])"
    )
    assert [(key.rpartition(":")[0], text) for key, text in aside] == [("callback:aside:opening-time", raw)]


def test_data_of_a_newer_version_is_left_as_it_is(page: Page, practised_server: str) -> None:
    raw = '{"format":2,"id":"opening-time","ticks":"in a way to come"}'
    page.goto(practised_server + "about/")
    page.evaluate("([key, raw]) => localStorage.setItem(key, raw)", [practices.KEY + "opening-time", raw])
    page.goto(practised_server + OPENING)
    expect(practices.status(page)).to_contain_text("A newer version of this page wrote")
    page.get_by_role("checkbox", name="Say hello to each person").check()
    expect(progress(page)).to_have_text("1 of 5 done")
    assert page.evaluate("key => localStorage.getItem(key)", practices.KEY + "opening-time") == raw
    page.goto(practised_server + "my-practices/")
    expect(page.locator("[data-mine]")).to_contain_text("opening-time: kept by a newer version of this page")


def test_deleted_in_another_tab_is_said_and_stays_deleted(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    page.get_by_role("checkbox", name="Say hello to each person").check()
    other = page.context.new_page()
    other.goto(practised_server + "my-practices/")
    other.get_by_role("button", name="Delete everything").click()
    other.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(practices.status(page)).to_contain_text("was deleted in another window")
    page.get_by_role("checkbox", name="Name one decision").check()
    expect(progress(page)).to_have_text("1 of 5 done")
    assert sorted(practices.stored(page, "opening-time")["steps"]) == ["name-one"]


def test_without_javascript_it_is_a_list_to_read_with_links_that_work(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window(java_script_enabled=False)
    page.goto(practised_server + OPENING)
    expect(page.get_by_role("checkbox")).to_have_count(5)
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Remind me weekly")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="My practices").click()
    expect(page.get_by_role("main")).to_contain_text("needs JavaScript")
    page.get_by_role("main").get_by_role("link", name="practices", exact=True).click()
    page.wait_for_url("**/practices/")

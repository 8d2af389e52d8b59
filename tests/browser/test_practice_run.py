"""Run mode: one pause point on the screen, by key, by finger, aloud; and the run that it leaves in the history."""

from __future__ import annotations

import practices
import pytest
import website
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")

OPENING = "practices/opening-time/"
SHOUT = "practices/after-a-shout/"


def test_do_confirm_shows_the_steps_of_a_pause_point_together(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    page.get_by_role("button", name="Run it").click()
    dialog = page.get_by_role("dialog", name="Before the doors open")
    expect(dialog.get_by_role("checkbox")).to_have_count(3)
    expect(dialog.get_by_role("heading")).to_be_focused()
    dialog.get_by_text("Say hello to each person").click()
    page.keyboard.press("ArrowRight")
    dialog = page.get_by_role("dialog", name="Once they are open")
    expect(dialog.get_by_role("checkbox")).to_have_count(2)
    expect(dialog).to_contain_text("2 of 2")
    page.keyboard.press("ArrowLeft")
    expect(
        page.get_by_role("dialog", name="Before the doors open").get_by_role("checkbox", name="Say hello to each person")
    ).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Run it")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Say hello to each person")).to_be_checked()


def test_read_do_shows_one_step_at_a_time_and_waits_for_its_tick(page: Page, practised_server: str) -> None:
    page.goto(practised_server + SHOUT)
    page.get_by_role("button", name="Run it").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("checkbox")).to_have_count(1)
    expect(dialog.get_by_role("checkbox", name="Breathe out")).to_be_focused()
    expect(dialog).to_contain_text("Why.")
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("status").first).to_contain_text("Tick this step when it is done")
    expect(dialog.get_by_role("checkbox", name="Breathe out")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("checkbox", name="Sit down")).to_be_checked()
    page.keyboard.press("ArrowRight")
    dialog.get_by_role("button", name="Done, go on").click()
    expect(dialog.get_by_role("checkbox", name="Say sorry")).to_be_focused()
    dialog.get_by_role("button", name="Not applicable").click()
    dialog.get_by_label("Why not?").fill("Nobody was harmed")
    page.keyboard.press("ArrowLeft")
    expect(dialog.get_by_label("Why not?")).to_be_focused()
    dialog.get_by_role("button", name="Go on").click()
    expect(dialog).to_contain_text("3 of 4 done, 1 not applicable. Nothing is open.")


def test_a_whole_run_by_keyboard_alone_is_kept_and_can_be_taken_back(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)

    def tab_to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent || document.activeElement.labels?.[0]?.textContent") == name:
                return
        raise AssertionError(f"Tab does not reach {name}")

    tab_to("Run it")
    page.keyboard.press("Enter")
    tab_to("Say hello to each person")
    page.keyboard.press("Space")
    tab_to("Go on")
    page.keyboard.press("Enter")
    page.keyboard.press("PageDown")
    expect(page.get_by_role("dialog", name="Before you finish").get_by_role("checkbox")).to_have_count(4)
    expect(page.get_by_role("dialog")).to_contain_text("1 of 5 done. 4 steps are still open:")
    tab_to("Name one decision")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog")).to_contain_text("2 of 5 done. 3 steps are still open:")
    tab_to("Finish and keep this run")
    page.keyboard.press("Enter")
    expect(practices.status(page)).to_contain_text("This run is kept in My practices")
    expect(page.locator(".progress__line > p")).to_have_text("0 of 5 done")
    (run,) = practices.stored(page, "opening-time")["runs"].values()
    assert [step["state"] for step in run["steps"].values()] == ["done", "done", "open", "open", "open"]
    assert run["texts"]["lock-up"] == "Lock the back door"
    tab_to("Undo")
    page.keyboard.press("Enter")
    expect(page.locator(".progress__line > p")).to_have_text("2 of 5 done")
    (run,) = practices.stored(page, "opening-time")["runs"].values()
    assert sorted(run) == ["at", "gone"]


def test_the_clock_counts_against_the_time_that_the_practice_takes(page: Page, practised_server: str) -> None:
    page.clock.install()
    page.goto(practised_server + SHOUT)
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 60)  # from here on time passes only when it is told to
    page.get_by_role("button", name="Run it").click()
    clock = page.get_by_role("timer")
    page.clock.run_for(45_000)
    expect(clock).to_have_text("0:45 of 1 minute")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page.locator(".run")).to_have_count(0)  # the browser tells of the end a moment later, and until then the clock counts
    page.clock.run_for(600_000)
    page.get_by_role("button", name="Run it").click()
    page.clock.run_for(10_000)
    expect(clock).to_have_text("0:55 of 1 minute")
    page.clock.run_for(10_000)
    expect(clock).to_have_text("1:05, over 1 minute")
    expect(page.get_by_role("dialog").get_by_role("status").first).to_have_text("Over 1 minute now. Take the time you need.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Finish this run").click()
    (run,) = practices.stored(page, "after-a-shout")["runs"].values()
    assert run["seconds"] == 65
    page.get_by_role("button", name="Run it").click()
    expect(clock).to_have_text("0:00 of 1 minute")


WAKE = """window.locks = [];
    navigator.wakeLock.request = async kind => { locks.push(kind); return {release: async () => locks.push('released')} };"""


def test_the_screen_stays_awake_while_the_run_is_on_it(page: Page, practised_server: str) -> None:
    page.add_init_script(WAKE)
    page.goto(practised_server + OPENING)
    page.get_by_role("button", name="Run it").click()
    page.wait_for_function("() => locks.length === 1")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("() => locks.length === 2")
    page.keyboard.press("Escape")
    page.wait_for_function("() => locks.at(-1) === 'released'")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("locks.filter(each => each === 'screen').length") == 2


def test_without_a_wake_lock_it_runs_all_the_same(page: Page, practised_server: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'wakeLock', {value: undefined})")
    page.goto(practised_server + OPENING)
    page.get_by_role("button", name="Run it").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_finger_swipes_on_and_back_but_scrolling_is_no_swipe(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window(has_touch=True, viewport={"width": 390, "height": 700})
    page.goto(practised_server + OPENING)
    page.get_by_role("button", name="Run it").tap()
    session = page.context.new_cdp_session(page)

    def swipe(x: int, y: int) -> None:
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 200, "y": 400}]})
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": 200 + x, "y": 400 + y}]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(-150, 10)
    expect(page.get_by_role("dialog", name="Once they are open")).to_be_visible()
    swipe(150, -10)
    expect(page.get_by_role("dialog", name="Before the doors open")).to_be_visible()
    swipe(-80, -200)
    expect(page.get_by_role("dialog", name="Before the doors open")).to_be_visible()


def test_a_tick_in_another_tab_shows_in_the_run(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    other = page.context.new_page()
    other.goto(practised_server + OPENING)
    page.get_by_role("button", name="Run it").click()
    other.get_by_role("checkbox", name="Lock the back door").check()
    expect(page.get_by_role("dialog").get_by_role("checkbox", name="Lock the back door")).to_be_checked()


def test_trouble_with_the_storage_is_said_in_the_run(page: Page, practised_server: str) -> None:
    page.goto(practised_server + OPENING)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }")
    page.get_by_role("button", name="Run it").click()
    page.get_by_role("dialog").get_by_text("Say hello to each person").click()
    expect(page.get_by_role("dialog").get_by_text("This device has no room left")).to_be_visible()
    page.keyboard.press("Escape")
    expect(practices.status(page)).to_contain_text("This device has no room left")

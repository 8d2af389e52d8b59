"""Choosing a practice: plain links without a script, filters that combine with one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import axe
import pytest
import website
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.xdist_group("browser")

INDEX = "practices/"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The site with practices enough for several index pages."""
    project = website.lay(tmp_path_factory.mktemp("many"))
    pages = {
        f"practices/more-{n:02}.md": website.page(
            {"id": f"more-{n:02}", "title": f"More {n:02}", "summary": "One more.", "tags": ["care", "listening"]}
            | {"who": "Night shift" if n % 5 == 0 else "Team lead", "takes": 5 + n, "reviewed": f"2026-09-{n % 28 + 1:02}"},
            "- [ ] Go {#go}\n",
        )
        for n in range(40)
    }
    return website.built(website.write(project, pages))


@pytest.fixture(scope="module")
def many_server(many: website.Site) -> Iterator[str]:
    """The address of that site."""
    with website.served(many.root) as address:
        yield address


def chip(page: Page, words: str) -> Locator:
    return page.locator(".facets").get_by_role("link", name=re.compile(rf"^{words}\b"))


def shown(page: Page) -> list[str]:
    """The practices that are in view, by id."""
    return [str(item.get_attribute("data-practice")) for item in page.locator(".items > .item:visible").all()]


def count(page: Page, words: str) -> int:
    return int(chip(page, words).locator(".chip__count").inner_text())


def test_without_a_script_each_link_leads_to_its_list(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(java_script_enabled=False)
    page.goto(server + INDEX)
    number = count(page, "Team lead")
    chip(page, "Team lead").click()
    assert page.url == f"{server}{INDEX}#who-team-lead"
    place = page.locator("#who-team-lead")
    expect(place).to_be_in_viewport()
    expect(place.get_by_role("link")).to_have_count(number)
    expect(page.get_by_text("Not begun")).to_be_hidden()
    page.goto(server + INDEX)
    chip(page, "Listening").click()
    page.wait_for_url(f"{server}topics/listening/")


def test_choices_combine_stand_in_the_address_and_are_told(page: Page, server: str) -> None:
    page.goto(server + INDEX)
    everything = shown(page)
    assert len(everything) == 9
    expect(page.locator(".places")).to_be_hidden()
    chip(page, "Weekly").click()
    weekly = shown(page)
    assert set(weekly) == {"ask-and-want-to-hear", "customer-voice-on-the-table", "room-to-say-yes"}
    wanted = count(page, "Up to 30 minutes")
    chip(page, "Up to 30 minutes").click()
    assert page.url == f"{server}{INDEX}?when=weekly&takes=30"
    assert set(shown(page)) == {"customer-voice-on-the-table", "room-to-say-yes"}
    assert wanted == 2
    expect(page.get_by_role("status").filter(has_text="practices")).to_have_text("2 of 9 practices.")
    expect(chip(page, "Weekly")).to_have_attribute("aria-current", "true")
    page.go_back()
    assert shown(page) == weekly
    page.go_forward()
    page.reload()
    assert set(shown(page)) == {"customer-voice-on-the-table", "room-to-say-yes"}
    chip(page, "Weekly").click()
    assert page.url == f"{server}{INDEX}?takes=30"
    page.get_by_role("link", name="Show all", exact=True).click()
    assert shown(page) == everything
    expect(page.locator(".found")).to_be_focused()


def test_each_count_is_what_a_click_shows(page: Page, server: str) -> None:
    page.goto(server + INDEX + "?topic=promises")
    for link in page.locator(".facets a:visible").all():
        token = link.get_attribute("data-token") or ""
        if token.startswith("topic-"):
            continue
        number = int(link.locator(".chip__count").inner_text())
        link.click()
        assert len(shown(page)) == number, token
        link.click()


def test_what_no_practice_is_is_said(page: Page, server: str) -> None:
    page.goto(server + INDEX + "?when=quarterly&topic=promises")
    assert shown(page) == []
    expect(page.locator(".found")).to_contain_text("No practice is all of that")


def test_a_link_to_a_place_is_a_choice_and_odd_addresses_choose_nothing(page: Page, server: str) -> None:
    page.goto(server + INDEX + "#when-weekly")
    assert page.url == f"{server}{INDEX}?when=weekly"
    assert len(shown(page)) == 3
    for odd in ("?when=never", "?who=%3Cscript%3E", "?takes=", "?h=listen&state=odd", "#%3Cimg%3E", "?who=__proto__", "#%"):
        page.goto(server + INDEX + odd)
        assert len(shown(page)) == 9, odd


def test_the_state_on_this_device_is_a_choice(page: Page, server: str) -> None:
    page.goto(server + INDEX)
    step = {"who-waited": {"at": 1, "state": "done"}}
    run = {"at": 2, "started": 1, "finished": 2, "edition": "1", "steps": {}, "texts": {}}
    records = {
        "room-to-say-yes": {"format": 1, "id": "room-to-say-yes", "steps": step, "runs": {}},
        "own-it-to-the-end": {"format": 1, "id": "own-it-to-the-end", "steps": {}, "runs": {"a-1": run}},
        "one-handover-only": {"format": 1, "id": "one-handover-only", "steps": {}, "runs": {}},
    }
    for name, record in records.items():
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [f"callback:practice:{name}", json.dumps(record)])
    page.evaluate("localStorage.setItem('callback:practice:ask-and-want-to-hear', '{broken')")
    page.reload()
    chip(page, "In progress").click()
    assert page.url == f"{server}{INDEX}?state=running"
    assert shown(page) == ["room-to-say-yes"]
    chip(page, "Run before").click()
    assert shown(page) == ["own-it-to-the-end"]
    chip(page, "Not begun").click()
    assert len(shown(page)) == 7


def test_a_tick_on_the_practices_own_page_is_seen_here(page: Page, server: str) -> None:
    page.goto(server + "practices/room-to-say-yes/")
    page.locator("li.step input.step__box").first.check()
    page.goto(server + INDEX + "?state=running")
    assert shown(page) == ["room-to-say-yes"]


def test_a_browser_that_keeps_nothing_can_still_choose(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });")
    page.goto(server + INDEX + "?when=weekly&state=open")
    assert len(shown(page)) == 3
    visitor.complaints[:] = [words for words in visitor.complaints if "SecurityError" not in words and "no" not in words.split()]


def test_a_choice_is_among_the_practices_of_all_index_pages(visitor: website.Visitor, many: website.Site, many_server: str) -> None:
    page = visitor.window()
    page.goto(many_server + INDEX)
    assert len(shown(page)) == 20
    wanted = count(page, "Night shift")
    assert wanted == 8
    chip(page, "Night shift").click()
    expect(page.get_by_role("status").filter(has_text="practices")).to_have_text("8 of 49 practices.")
    assert set(shown(page)) == {f"more-{n:02}" for n in range(0, 40, 5)}
    for link in page.locator(".items > .item:visible a").all():
        address = link.evaluate("link => link.href")
        assert many.exists(address.removeprefix(many_server)), address
    page.goto(f"{many_server}{INDEX}page/2/")
    chip(page, "Night shift").click()
    page.wait_for_url(f"{many_server}{INDEX}?who=night-shift")
    expect(page.locator(".items > .item:visible")).to_have_count(8)


def test_an_index_page_that_cannot_be_had_is_told(visitor: website.Visitor, many_server: str) -> None:
    page = visitor.window()
    page.route("**/practices/page/3/", lambda route: route.abort())
    page.goto(many_server + INDEX + "?takes=10")
    expect(page.get_by_text("Only the practices of this page could be looked through.")).to_be_visible()
    assert shown(page)
    visitor.complaints[:] = [words for words in visitor.complaints if "ERR_FAILED" not in words]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_on_the_index_and_on_a_card(visitor: website.Visitor, server: str, scheme: str) -> None:
    page = visitor.window(color_scheme=scheme)
    for address in (INDEX, f"{INDEX}?when=weekly&takes=30", f"{INDEX}?when=quarterly&topic=promises", "practices/room-to-say-yes/card/"):
        page.goto(server + address)
        assert axe.faults(page) == [], address


def test_the_keyboard_alone_chooses(page: Page, server: str) -> None:
    page.goto(server + INDEX)
    chip(page, "Weekly").focus()
    page.keyboard.press("Enter")
    assert len(shown(page)) == 3
    expect(chip(page, "Weekly")).to_be_focused()


def test_on_a_phone_the_choices_are_one_tap_away_and_nothing_sticks_out(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(viewport={"width": 320, "height": 640})
    page.goto(server + INDEX)
    page.get_by_role("link", name="Choose by who").click()
    expect(page.locator("#choose")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for address in ("practices/room-to-say-yes/", "practices/room-to-say-yes/card/"):
        page.goto(server + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address

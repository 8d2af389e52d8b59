"""My practices: what this device keeps is shown, taken along, brought back and deleted; nothing of it is lost or runs."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import practices
import pytest
import website
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")

OPENING = "practices/opening-time/"
SHOUT = "practices/after-a-shout/"
MINE = "my-practices/"


def two_runs(page: Page, server: str) -> None:
    """Finish a run of one practice, and begin two."""
    page.goto(server + OPENING)
    page.get_by_role("checkbox", name="Say hello to each person").check()
    practices.open_own(page, "lock-up")
    page.locator("#lock-up").get_by_label("Note", exact=True).fill('=HYPERLINK("x"), or\n"not"')
    page.get_by_role("button", name="Finish this run").click()
    page.get_by_role("checkbox", name="Name one decision").check()
    page.goto(server + SHOUT)
    page.get_by_role("checkbox", name="Breathe out").check()
    page.goto(server + MINE)


def export(page: Page, name: str) -> str:
    """What a button of the page offers as a file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def bring(page: Page, text: str) -> None:
    """Import a file."""
    page.get_by_label("A file exported here before").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def kept(page: Page) -> dict[str, Any]:
    """All that the device keeps."""
    found: dict[str, str] = page.evaluate("Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('callback:')))")
    return {key: json.loads(value) for key, value in found.items()}


def test_runs_in_progress_and_past_ones_are_shown_with_a_chart_and_its_table(page: Page, practised_server: str) -> None:
    two_runs(page, practised_server)
    lists = page.locator(".mine__list")
    expect(lists.nth(0).get_by_role("listitem")).to_have_count(2)
    expect(lists.nth(0)).to_contain_text(re.compile(r"After a shout\s*2 of 4 done"))
    expect(lists.nth(1)).to_contain_text(re.compile(r"Opening time\s*.*1 of 5 done · version 1"))
    expect(page.get_by_role("img", name=re.compile("^1 run in the last 12 weeks"))).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(13)
    expect(page.get_by_role("table").get_by_role("row").last).to_contain_text("1")
    page.get_by_text("The steps").click()
    expect(page.locator("[data-mine] ol")).to_contain_text('Note: =HYPERLINK("x")')
    page.locator("[data-mine]").get_by_role("link", name="Opening time").first.click()
    page.wait_for_url("**/" + OPENING)
    page.get_by_role("contentinfo").get_by_role("link", name="My practices").click()
    page.wait_for_url("**/" + MINE)


def test_everything_goes_out_as_json_and_comes_back_on_another_device(visitor: website.Visitor, practised_server: str) -> None:
    page = visitor.window()
    two_runs(page, practised_server)
    page.evaluate("localStorage.setItem('callback:aside:opening-time:7', '{broken')")
    text = export(page, "Export as JSON")
    other = visitor.window()
    other.goto(practised_server + MINE)
    bring(other, text)
    expect(practices.status(other)).to_have_text("Read 2 practices: 1 run added, 0 already here, 2 steps of runs in progress taken over.")
    assert other.evaluate("localStorage.getItem('callback:aside:opening-time:7')") == "{broken"
    other.evaluate("localStorage.removeItem('callback:aside:opening-time:7')")
    page.evaluate("localStorage.removeItem('callback:aside:opening-time:7')")
    assert kept(other) == kept(page)
    bring(other, text)
    expect(practices.status(other)).to_contain_text("0 runs added, 1 already here, 0 steps of runs in progress taken over.")
    other.goto(practised_server + OPENING)
    expect(other.get_by_role("checkbox", name="Name one decision")).to_be_checked()


def test_everything_goes_out_as_csv_that_a_spreadsheet_reads_and_does_not_run(page: Page, practised_server: str) -> None:
    two_runs(page, practised_server)
    text = export(page, "Export as CSV")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 5 + 2
    noted = next(row for row in rows if row["note"])
    assert noted["note"] == '\'=HYPERLINK("x"), or\n"not"'
    assert [noted[name] for name in ("practice", "title", "edition", "step", "text", "state")] == [
        "opening-time", "Opening time", "1", "lock-up", "Lock the back door", "open",
    ]  # fmt: skip
    assert noted["finished"].startswith("20")
    assert {row["practice"]: row["text"] for row in rows if row["run"] == "in progress"} == {
        "opening-time": "Name one decision", "after-a-shout": "Breathe out",
    }  # fmt: skip


def test_an_import_merges_the_newer_wins_and_the_older_is_set_aside(visitor: website.Visitor, practised_server: str) -> None:
    one, two = visitor.window(), visitor.window()
    one.goto(practised_server + OPENING)
    practices.open_own(one, "lock-up")
    one.locator("#lock-up").get_by_label("Note", exact=True).fill("Mine")
    two.goto(practised_server + OPENING)
    practices.open_own(two, "lock-up")
    two.locator("#lock-up").get_by_label("Note", exact=True).fill("Later")
    two.get_by_role("checkbox", name="Name one decision").check()
    two.goto(practised_server + MINE)
    text = export(two, "Export as JSON")
    one.goto(practised_server + MINE)
    bring(one, text)
    expect(practices.status(one)).to_contain_text("kept as 1 past run, set aside")
    steps = practices.stored(one, "opening-time")["steps"]
    assert (steps["lock-up"]["note"], steps["name-one"]["state"]) == ("Later", "done")
    (run,) = practices.stored(one, "opening-time")["runs"].values()
    assert (run["unfinished"], run["steps"]["lock-up"]["note"]) == (True, "Mine")
    expect(one.locator("[data-mine]")).to_contain_text("set aside unfinished")


def exported(practised: dict[str, Any], **more: Any) -> str:
    """A file as the page exports it."""
    return json.dumps({"kind": "callback-practices", "version": 1, "practices": practised, **more})


RECORD = {"format": 1, "id": "opening-time", "steps": {"name-one": {"at": 1, "state": "done"}}, "runs": {}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no JSON"), ("{", "no JSON"), ("null", "no JSON"), ("[]", "no export of practices"), ("{}", "no export of practices"),
        ('{"kind": "callback-practices"}', "no export of practices"),
        ('{"kind": "callback-practices", "version": 2, "practices": {}}', "newer version of this page"),
        (exported({"opening-time": {**RECORD, "format": 2}}), "for a newer version"),
        (exported({"opening-time": {**RECORD, "runs": {"x": 1}}}), "cannot be read: opening-time"),
        (exported({"other": RECORD}), "cannot be read: other"),
        ('{"kind": "callback-practices", "version": 1, "practices": {"__proto__": {"format": 1}}}', "cannot be read: __proto__"),
        (exported({}, unread={"__md": "x", "callback:x": "y", "callback:aside:a:1": 5}), "Read 0"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_changes_nothing_and_it_says_what_is_wrong(page: Page, practised_server: str, text: str, words: str) -> None:
    two_runs(page, practised_server)
    before = kept(page)
    bring(page, text)
    expect(practices.status(page)).to_contain_text(words)
    assert kept(page) == before


def test_a_file_for_which_there_is_no_room_changes_nothing(page: Page, practised_server: str) -> None:
    two_runs(page, practised_server)
    before = kept(page)
    record = {**RECORD, "steps": {"name-one": {"at": 9e12, "state": "done", "note": "x" * 6_000_000}}}
    bring(page, exported({"opening-time": record}))
    expect(practices.status(page)).to_contain_text("There is no room on this device")
    assert kept(page) == before


def test_hostile_data_is_shown_as_words_and_leads_nowhere(page: Page, practised_server: str) -> None:
    evil = "<img src=x onerror=alert(1)>"
    run = {
        "at": 1,
        "started": 1,
        "finished": 2,
        "edition": evil,
        "texts": {"a": evil},
        "steps": {"a": {"state": "na", "reason": evil, "note": evil}},
    }
    for url in ("javascript:alert(1)", "https://evil.example/", "//evil.example/", "practices/../../x"):
        record = {
            "format": 1,
            "id": "evil",
            "title": evil,
            "url": url,
            "edition": evil,
            "steps": {"a": {"at": 1, "note": evil}},
            "runs": {"r": run},
        }
        page.goto(practised_server + "about/")
        page.evaluate("record => localStorage.setItem('callback:practice:evil', record)", json.dumps(record))
        page.goto(practised_server + MINE)
        expect(page.locator("[data-mine]")).to_contain_text(evil)
        assert page.locator("[data-mine] img:not([role]), [data-mine] script").count() == 0
        assert page.locator("[data-mine] a").count() == 0


def test_everything_is_deleted_when_one_says_so_twice(page: Page, practised_server: str) -> None:
    two_runs(page, practised_server)
    page.evaluate("localStorage.setItem('callback:aside:opening-time:7', '{broken'); localStorage.setItem('elsewhere', 'x')")
    page.get_by_role("button", name="Delete everything").click()
    page.keyboard.press("Escape")
    expect(page.locator(".mine__list")).to_have_count(2)
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(page.locator("[data-mine]")).to_contain_text("No run is in progress.")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('callback:'))") == []
    assert page.evaluate("localStorage.getItem('elsewhere')") == "x"

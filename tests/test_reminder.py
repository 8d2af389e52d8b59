"""Reminders: what another hand's calendar reader makes of them, and on which days they come back."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

import oddities
import pytest
import vobject  # type: ignore[import-untyped]
import website
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from folio import reading, reminder
from folio.library import Page

ADDRESS = "https://thecallback.example/practices/a/"
DAY = dt.date(2026, 11, 18)
"""A Wednesday."""


def practice(**front: Any) -> Page:
    bare = {"id": "a", "title": "A", "summary": "A list.", "frequency": "weekly"}
    library, _ = reading.read({"practices/a.md": website.page(bare | front, "- [ ] Go {#go}\n").encode()})
    page = library.find("practice", str(front.get("id", "a")))
    assert page
    return page


def written(page: Page, day: dt.date = DAY) -> bytes:
    data = reminder.reminder(page, ADDRESS, day)
    assert data
    return data


def event(data: bytes) -> Any:
    """The event of a file as vobject reads it."""
    return vobject.readOne(data.decode()).vevent


def days(data: bytes, number: int) -> list[dt.datetime]:
    """The first days on which the event happens, by dateutil's reading of its rule."""
    found = event(data)
    return list(islice(rrulestr(found.rrule.value, dtstart=found.dtstart.value), number))


@pytest.mark.parametrize(
    ("frequency", "wanted"),
    [
        ("daily", ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"]),
        ("weekly", ["2026-11-23", "2026-11-30", "2026-12-07"]),
        ("Every week", ["2026-11-23", "2026-11-30", "2026-12-07"]),
        ("fortnightly", ["2026-11-23", "2026-12-07", "2026-12-21"]),
        ("monthly", ["2026-12-07", "2027-01-04", "2027-02-01"]),
        ("quarterly", ["2027-01-04", "2027-04-05", "2027-07-05", "2027-10-04", "2028-01-03"]),
        ("yearly", ["2027-01-04", "2028-01-03", "2029-01-01"]),
    ],
)
def test_it_comes_back_on_these_days_at_nine(frequency: str, wanted: list[str]) -> None:
    found = days(written(practice(frequency=frequency)), len(wanted))
    assert [moment.isoformat() for moment in found] == [f"{day}T09:00:00" for day in wanted]


@pytest.mark.parametrize("frequency", reminder.RHYTHMS)
def test_it_starts_on_a_day_that_its_own_rule_counts_whenever_the_list_was_changed(frequency: str) -> None:
    for number in range(800):
        start = reminder.RHYTHMS[frequency].first(DAY + dt.timedelta(days=number))
        assert start >= DAY + dt.timedelta(days=number)
    for number in range(0, 800, 37):
        data = written(practice(frequency=frequency), DAY + dt.timedelta(days=number))
        assert days(data, 1) == [event(data).dtstart.value]


@pytest.mark.parametrize("frequency", ["when it happens", "now and then", "weekly or so", None, "FREQ=DAILY"])
def test_what_has_no_day_has_no_reminder(frequency: str | None) -> None:
    assert reminder.reminder(practice(frequency=frequency), ADDRESS, DAY) is None


def test_it_says_what_how_long_and_where() -> None:
    found = event(written(practice(title="The room", who="Lead, with the team", pause_point="Monday", takes="15 minutes")))
    assert found.summary.value == "The room"
    assert found.url.value == ADDRESS
    assert found.duration.value == dt.timedelta(minutes=15)
    assert found.description.value == f"A list.\n\nWhen: Monday\nWho: Lead, with the team\nTakes: 15 minutes\n\n{ADDRESS}"
    assert found.valarm.action.value == "DISPLAY"
    assert found.dtstart.value.tzinfo is None


def test_a_list_that_names_no_time_has_an_event_without_a_length() -> None:
    assert not hasattr(event(written(practice())), "duration")


def test_its_name_hangs_on_the_practices_id_alone() -> None:
    one = event(written(practice()))
    other = event(written(practice(title="Other words", frequency="monthly", takes=10), DAY + dt.timedelta(days=99)))
    assert one.uid.value == other.uid.value
    assert one.uid.value != event(written(practice(id="b"))).uid.value
    assert one.dtstamp.value == dt.datetime(2026, 11, 18, tzinfo=one.dtstamp.value.tzinfo)
    assert one.dtstamp.value.utcoffset() == dt.timedelta()


def test_the_same_practice_gives_the_same_bytes() -> None:
    assert written(practice()) == written(practice())


@pytest.mark.parametrize(
    "words",
    [
        *(f"{words} 01" for words in oddities.HOSTILE),
        "a\\nb; c, d: \\, \\; END:VEVENT",
        "Zeilen ümläuten " * 20,
        "窓口の仕事" * 40,
        "🛎️" * 60,
        "x" * 500,
        "one\u2028two\u0085three\x0bfour",
        "BEGIN:VALARM",
    ],
)
def test_no_words_break_out_of_their_line(words: str) -> None:
    data = written(practice(title=words, summary=words, who=words, pause_point=words))
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert not any(byte < 0x20 for line in lines for byte in line)
    for line in lines:
        line.decode()  # no letter is cut in two
    calendar = vobject.readOne(data.decode())
    assert [part.name for part in calendar.getChildren()] == ["VERSION", "PRODID", "VEVENT"]
    wanted = " ".join(words.split())
    assert " ".join(calendar.vevent.summary.value.split()) == wanted
    assert wanted in " ".join(calendar.vevent.description.value.split())


def test_a_site_publishes_and_offers_a_reminder_just_where_there_is_one(rich: website.Site) -> None:
    offered = 0
    for name, path in rich.sources("practice").items():
        leaf = rich.leaf(name)
        file = rich.root / leaf.url / reminder.FILE
        wanted = reminder.rhythm(website.front_matter(path).get("frequency")) is not None
        assert file.is_file() is wanted
        assert (f"{leaf.url}{reminder.FILE}" in leaf.links()) is wanted
        if wanted:
            offered += 1
            found = event(file.read_bytes())
            assert found.url.value == website.ADDRESS + leaf.url
            assert found.dtstart.value.date() >= dt.date.fromisoformat(str(website.front_matter(path)["reviewed"]))
    assert offered >= 3


def test_strangers_words_in_a_built_site_break_no_calendar(hostile: website.Site) -> None:
    for path in hostile.root.rglob("*.ics"):
        assert vobject.readOne(path.read_bytes().decode()).vevent.url.value.startswith(website.ADDRESS)

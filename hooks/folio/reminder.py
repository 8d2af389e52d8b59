"""Reminders: a practice as an event that comes back, in a file that every calendar program opens (RFC 5545).

An event and no task: the calendars that most people have at work read no tasks from a file. Its time is floating, nine
o'clock wherever the reader is, because a pause point is a moment of somebody's working day and of no time zone.
Everything is taken from the practice, nothing from the clock: two builds give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from typing import NamedTuple

from .library import Page

FILE = "remind.ics"
"""The name of a reminder's file, beside the practice's page."""
MONDAY = 0
HOUR = dt.time(9)
"""When it starts: at the start of most working days, on the first Monday; whoever imports it moves it where it fits."""
AHEAD = dt.timedelta(minutes=5)
"""How long before the start a calendar program says so."""
EVERY_MONTH = frozenset(range(1, 13))


class Rhythm(NamedTuple):
    """How an event comes back: its recurrence rule (RFC 5545, section 3.3.10), and the months in which it may start."""

    rule: Mapping[str, str | int]
    months: frozenset[int] = EVERY_MONTH

    def first(self, day: dt.date) -> dt.date:
        """The first day from `day` on that the rule counts: RFC 5545 wants an event to start on one."""
        if "BYDAY" not in self.rule:
            return day
        found = day + dt.timedelta(days=(MONDAY - day.weekday()) % 7)
        while found.month not in self.months or (self.rule["BYDAY"] == "1MO" and found.day > 7):
            found += dt.timedelta(days=7)
        return found


RHYTHMS = {
    "daily": Rhythm({"FREQ": "DAILY"}),
    "weekly": Rhythm({"FREQ": "WEEKLY", "BYDAY": "MO"}),
    "fortnightly": Rhythm({"FREQ": "WEEKLY", "INTERVAL": 2, "BYDAY": "MO"}),
    "monthly": Rhythm({"FREQ": "MONTHLY", "BYDAY": "1MO"}),
    "quarterly": Rhythm({"FREQ": "MONTHLY", "INTERVAL": 3, "BYDAY": "1MO"}, frozenset({1, 4, 7, 10})),
    "yearly": Rhythm({"FREQ": "YEARLY", "BYMONTH": 1, "BYDAY": "1MO"}, frozenset({1})),
}
"""By the word of `frequency`. Monthly is every first Monday, since a day of the month would fall on weekends; quarterly
those of January, April, July and October. For any other word ("when it happens") no day is the one to be reminded on."""
SAME = {
    "every day": "daily",
    "every week": "weekly",
    "every two weeks": "fortnightly",
    "every month": "monthly",
    "every quarter": "quarterly",
    "every year": "yearly",
    "annually": "yearly",
}
"""Other words for the same."""

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "practices.thecallback")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")


def rhythm(frequency: str | None) -> Rhythm | None:
    """How a practice comes back by the word of its `frequency`; None when it does not by the calendar."""
    word = " ".join((frequency or "").casefold().split()).rstrip(".")
    return RHYTHMS.get(SAME.get(word, word))


def reminder(page: Page, url: str, day: dt.date) -> bytes | None:
    """The calendar file of a practice, or None for one that is not run by the calendar.

    `url` is the whole address of its page. `day` is when the practice last changed: the first event is on the first
    Monday from there that fits. The event's id comes from the practice's id alone, so that a newer file takes the place
    of the one imported before.
    """
    returns = rhythm(page.front.frequency)
    if not returns:
        return None
    from icalendar import Alarm, Calendar, Event  # only a build writes files: `check` need not wait for the library

    calendar = Calendar()
    calendar.add("prodid", "-//The Callback//Practices//EN")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", str(uuid.uuid5(_NAMESPACE, page.front.id)))
    event.add("dtstamp", dt.datetime.combine(day, dt.time(), dt.UTC))
    event.add("dtstart", dt.datetime.combine(returns.first(day), HOUR))
    if page.front.takes:
        event.add("duration", dt.timedelta(minutes=page.front.takes))
    event.add("rrule", dict(returns.rule))
    event.add("summary", _plain(page.title))
    event.add("description", _plain(_description(page, url)))
    event.add("url", url)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _plain(page.title))
    alarm.add("trigger", -AHEAD)
    event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(page: Page, url: str) -> str:
    """What the event says: what for, when, who, and where the list is. Not the steps: they may change, the address not."""
    front = page.front
    facts = (("When", front.pause_point), ("Who", front.who), ("Takes", front.takes and f"{front.takes} minutes"))
    return "\n".join([front.summary, "", *(f"{name}: {value}" for name, value in facts if value), "", url])


def _plain(text: str) -> str:
    """A text without the control characters that RFC 5545 forbids."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))

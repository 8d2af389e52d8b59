"""The preface of a story: the front matter that a text needs before it can be published, ready to be pasted.

People send a story as they wrote it: with no fields, or with "Title: …" and "By: …" above it. What they said there is
kept; the rest is filled with what can stand as it is, and a sentence says what it means and what to change.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from pydantic import ValidationError

from .fields import LICENCE, today
from .frontmatter import Document
from .manuscript import LIMITS, visible
from .model import Story, StoryKind
from .problems import Problem, nearest
from .questions import QUESTIONS, compose

ANONYMOUS = "Anonymous"
"""The name that stands for a teller's until they write the one to show."""
TITLE = "A story from the counter"
"""The title of a story whose text has no words to make one of."""
TITLE_WORDS = 8
LONGEST = 400
"""Characters of what stands above a story for one field: longer, it is a part of the text."""
CALLED = {
    "headline": "title",
    "subject": "title",
    "author": "teller",
    "by": "teller",
    "name": "teller",
    "told by": "teller",
    "license": "licence",
    "job": "role",
    "location": "country",
    "published": "date",
}
"""Other words that people put above a story, and the field that each means."""

_MEANS = (
    "consent: true says that the people in it agreed, or that nobody could recognise them; "
    f"licence says that anyone may share it with credit, under {LICENCE}, for good"
)
_MARK = r"[\s>*•·\-–—#_\"“”\uF0B7]*"
_SAYS = re.compile(rf"{_MARK}(?P<name>[A-Za-z][A-Za-z_ ]{{0,19}}?)[*_\"“”]*[ \t\u00A0]*[:=][*_]*(?:[\s\u00A0]+|$)(?P<value>.*)")
_RULE = re.compile(r"\s*(?:[-–—_*=~`+.]{1,80}|`{3}\w*)\s*$")
_FIRST_SENTENCE = re.compile(r"[^.!?…:]*")
_AROUND = " \t\u00a0\u00ad*_#\"“”„«»'‘’`•·>-–—=\uf0b7\u200b\ufeff"


@dataclass(frozen=True)
class Preface:
    """What stands above a story: what it says by the names of fields, and the rows that it takes."""

    says: Mapping[str, str] = field(default_factory=dict)
    rows: int = 0


def above(text: str) -> Preface:
    """What people put above a story in place of a front matter: lines such as "Title: …", and a heading that is its title."""
    rows = text.split("\n")
    says: dict[str, str] = {}
    taken = row = 0
    while row < len(rows):
        line = rows[row]
        name, value = _said(line)
        if name and name not in says:
            says[name] = value
        elif not name and line.strip() and not _RULE.match(line):
            break
        row += 1
        taken = row if name or (_RULE.match(line) and line.strip()) else taken
    if "title" not in says and (title := _heading(rows, taken)):
        says["title"], taken = title
    return Preface(says, taken)


def _said(line: str) -> tuple[str, str]:
    match = _SAYS.match(line)
    name = " ".join(match["name"].lower().replace("_", " ").split()) if match else ""
    name = CALLED.get(name, name.replace(" ", "_"))
    return (name, visible(match["value"].strip(_AROUND))) if match and name in _ASKED else ("", "")


_ASKED = frozenset(question.name for question in QUESTIONS if question.name != "text") | {"date"}


def _heading(rows: list[str], start: int) -> tuple[str, int] | None:
    """The title that a text opens with, as a heading or a line by itself, and the rows down to it."""
    first = next((n for n in range(start, len(rows)) if rows[n].strip(_AROUND + "\r")), None)
    if first is None:
        return None
    line, below = rows[first].strip(), rows[first + 1].strip() if first + 1 < len(rows) else ""
    title = _tidy(line)
    underlined = bool(re.fullmatch(r"=+|-+", below))
    alone = (
        not below and len(title) <= LIMITS["title_length"] and title[-1:] not in ".,;:!…" and any(row.strip() for row in rows[first + 1 :])
    )
    if title and len(title) <= LIMITS["title_length"] and (underlined or alone or re.match(r"#{1,6}\s", line)):
        return title, first + (2 if underlined else 1)
    return None


def title(text: str) -> str:
    """A title made from the first words of a text."""
    plain = _tidy(next((row for row in text.split("\n") if _tidy(row)), ""))
    sentence = _FIRST_SENTENCE.match(plain)
    words = " ".join((sentence[0] if sentence and sentence[0].strip() else plain).split()[:TITLE_WORDS])
    return words[: LIMITS["title_length"]].strip(_AROUND + ",;:([") or TITLE


def _tidy(row: str) -> str:
    """A row without Markdown, tags and what cannot be seen."""
    plain = re.sub(r"<[^<>]{0,200}>|[*_`#]|!?\[|\]\([^()]{0,300}\)|https?://\S{1,300}", "", row)
    return visible(" ".join("".join(c for c in plain.replace("\u00a0", " ").replace("\t", " ") if c.isprintable()).split()).strip(_AROUND))


def block(preface: Preface, text: str) -> str:
    """A whole front matter, valid as it stands: what was said above the text, and what can stand for the rest."""
    answers: dict[str, str | bool | list[str]] = {name: value for name, value in preface.says.items() if _fits(name, value)}
    told = str(answers.get("kind") or "first-hand")
    answers |= {"title": answers.get("title") or title(text), "kind": told, "consent": True, "licence": True}
    if not answers.get("teller"):
        answers |= {"teller": ANONYMOUS, "pseudonym": True}
    if told == "retelling" and not answers.get("sources"):
        answers["sources"] = "where it was published, and by whom"
    day = _day(preface.says.get("date", ""))
    return compose({**answers, "practices": []}, day).rstrip("\n")


def _fits(name: str, value: str) -> bool:
    """Whether a value is one that the field takes."""
    if name not in Story.model_fields or len(value) > LONGEST:
        return False
    try:
        Story.model_validate({"title": "A", "date": str(today()), "kind": "first-hand", name: value})
    except ValidationError:
        return False
    return bool(value)


def _day(value: str) -> dt.date:
    try:
        day: dt.date = Story.model_validate({"title": "A", "date": value, "kind": "first-hand"}).date
    except ValidationError:
        return today()
    return min(day, today())


def missing(path: str, found: Preface, text: str) -> Problem:
    """That a story has no front matter, with the one to paste."""
    place = (
        f"in the place of lines 1 to {found.rows}" if found.rows > 1 else "in the place of line 1" if found.rows else "above the first line"
    )
    how = f"put this {place}; {_MEANS}. Change what is not so, and {ANONYMOUS} to the name to show:\n{block(found, text)}"
    rule = "a story starts with its fields, between two lines of three hyphens"
    return Problem(path, 1, "front matter", rule, "none that can be read" if found.rows else "none", how)


def kind(document: Document) -> str:
    """How a story was told: as it says, as it most probably means, or else as what is in it lets one think."""
    said = document.values.get("kind")
    meant = nearest(said, get_args(StoryKind)) if isinstance(said, str) else None
    return meant or ("retelling" if document.values.get("sources") and not document.values.get("teller") else "first-hand")


FIXED = frozenset({"date", "kind", "consent", "licence"})
"""Fields whose line can be written for the teller: it needs no words of theirs."""


def repair(name: str, document: Document, because: str = "", line: int | None = None) -> str:
    """How a field that is missing or empty is written: its whole line, and where it belongs: on `line`, where that is known."""
    line = line or document.lines.get((name,))
    place = f"in the place of line {line}" if line else "as a line of its own below the first ---"
    return f"write this {place}{because}:\n{_line(name, document)}"


def _line(name: str, document: Document) -> str:
    return {
        "title": f"title: {scalar(title(document.body))}",
        "date": f"date: {today()}",
        "kind": f"kind: {kind(document)}",
        "teller": f"teller: {{name: {ANONYMOUS}, pseudonym: true}}",
        "consent": "consent: true",
        "licence": f"licence: {LICENCE}",
        "sources": "sources: [where it was published and by whom]",
    }[name]


def scalar(text: str) -> str:
    """A text as a YAML value in quotes: JSON's are YAML's."""
    return json.dumps(text, ensure_ascii=False)

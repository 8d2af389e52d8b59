"""Stories that come as an issue of the forge: the form that asks for them, and the way from a filled-in form to answers.

GitHub writes every field of the form into the issue, in the form's order, as `### Label`, an empty line and the answer. What
comes back is a stranger's text and nothing else: it can hold the form's own headings, in any number. Only the story itself
can have several lines. So it lies between the first heading of its own and the last of each question after it, and whatever
stands between those is words. Nothing is left out or mended here: judging is the gate's.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from typing import Any

import yaml

from .manuscript import LIMITS
from .questions import PUBLISHED_UNDER, QUESTIONS, TOLD, Answer, Answers, Question, file_name

FORM = ".github/ISSUE_TEMPLATE/story.yml"
"""Where GitHub looks for the form."""
MOST = 4 * 65_536
"""Bytes of an issue: GitHub takes 65,536 characters, and none has more than four bytes."""
PROMISES = "Please tick what is true"
"""The heading of all ticks: a form has one field for them."""

_ASKED = tuple(question for question in QUESTIONS if question.shape not in ("tick", "steps"))
"""What the form asks in words or as a choice. Steps are left to the editor: a form cannot list them all."""
_TICKS = tuple(question for question in QUESTIONS if question.shape == "tick")
_HEADINGS = tuple(question.label for question in _ASKED)
_STORY = next(question.label for question in _ASKED if question.shape == "text")
_NOTHING = "_No response_"
"""What GitHub writes for a field that was left empty."""
_SHORT = 5
"""Windows keeps some names of three and four letters to itself: con, aux, com1."""
_WELCOME = f"""\
Thank you for telling us something. There are {len(_ASKED)} questions, and most of them can stay empty.

**Everybody can see this from the moment you send it, with your account's name on it**, and it stays visible even if we do \
not publish it. If that could hurt you or somebody else, take another door: the page *Tell your story* on our site keeps \
your words on your own device until you decide. From there you can send them by e-mail, where the editors give an address, \
without an account.

An editor reads what you send and answers here. Nothing appears on the site before that."""
_HEAD = "# Written by `make schema` from hooks/folio/questions.py, which holds the words: change them there.\n"


class NoLetterError(ValueError):
    """An issue that does not hold what the form asks for; the message says what is missing."""


# The form


def form() -> str:
    """The issue form, as GitHub reads it."""
    fields = [_field(question) for question in _ASKED]
    content = {
        "name": "Tell a story",
        "description": "Something you saw or did at work. A form to fill in: no git, no Markdown.",
        "title": "A story for The Callback",
        "body": [{"type": "markdown", "attributes": {"value": _WELCOME}}, *fields, _promises()],
    }
    return _HEAD + yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=140)


def _field(question: Question) -> dict[str, Any]:
    kinds = {"line": "input", "text": "textarea", "choice": "dropdown"}
    attributes: dict[str, Any] = {"label": question.label}
    if help_text := " ".join(part for part in (question.help, _when(question)) if part):
        attributes["description"] = help_text
    if question.example:
        attributes["placeholder"] = question.example
    if question.choices:
        attributes["options"] = list(question.choices.values())
    asked = {"type": kinds[question.shape], "id": question.name, "attributes": attributes}
    return {**asked, "validations": {"required": True}} if question.required and not question.only else asked


def _when(question: Question) -> str:
    """The form asks everybody everything: who is meant stands in words."""
    if not question.only:
        return ""
    return "Leave it empty if you retell something published." if question.only == TOLD else "Only if you retell something published."


def _promises() -> dict[str, Any]:
    options = [{"label": _promise(tick), **({"required": True} if tick.required else {})} for tick in _TICKS]
    about = " ".join(tick.help for tick in _TICKS if tick.help)
    licence = f"[What the licence says]({PUBLISHED_UNDER}). {about}"
    return {"type": "checkboxes", "id": "promises", "attributes": {"label": PROMISES, "description": licence, "options": options}}


def _promise(tick: Question) -> str:
    """What one ticks; where a retelling has nothing to promise, saying so is the promise."""
    return f"{tick.label}, or I retell something published" if tick.required and tick.only else tick.label


class _Dumper(yaml.SafeDumper):
    """YAML as people write it: a text of several lines stands as a block."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _block)


# The answers


def read(body: str) -> Answers:
    """The answers in an issue's text, by the name of the question; one that was left open is left out.

    Raises NoLetterError for an issue that was not written with the form.
    """
    rows = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    said = _said(rows)
    answers: dict[str, Answer] = {q.name: said[q.label] for q in _ASKED if said.get(q.label)}
    choices = {shown: written for question in _ASKED for written, shown in (question.choices or {}).items()}
    for question in _ASKED:
        if question.required and not question.only and question.name not in answers:
            raise NoLetterError(f'the issue has no answer to "{question.label}": it is not the form, or was changed since')
        if question.choices and question.name in answers:
            if answers[question.name] not in choices:
                raise NoLetterError(f'the answer to "{question.label}" is none of those offered')
            answers[question.name] = choices[str(answers[question.name])]
    ticked = {row[6:].strip() for row in said.get(PROMISES, "").split("\n") if row[:6].lower() == "- [x] "}
    return answers | {tick.name: _promise(tick) in ticked for tick in _TICKS}


def _said(rows: list[str]) -> dict[str, str]:
    """What stands below each heading."""
    places = sorted((start, label) for label, start in _places(rows).items())
    ends = [start for start, _ in places[1:]]
    said = {}
    for (start, label), end in zip(places, [*ends, len(rows)], strict=False):
        text = "\n".join(rows[start + 1 : end]).strip("\n ")
        said[label] = "" if text == _NOTHING else text if label in (_STORY, PROMISES) else " ".join(text.split())
    return said


def _places(rows: list[str]) -> dict[str, int]:
    """The line of each heading: from the top down to the story, then from the bottom up to it."""
    told = _HEADINGS.index(_STORY) + 1
    places: dict[str, int] = {}
    start, end = 0, len(rows)
    for label in _HEADINGS[:told]:
        found = next((n for n in range(start, end) if rows[n].rstrip() == f"### {label}"), None)
        if found is not None:
            places[label], start = found, found + 1
    for label in reversed((*_HEADINGS[told:], PROMISES)):
        found = next((n for n in range(end - 1, start - 1, -1) if rows[n].rstrip() == f"### {label}"), None)
        if found is not None:
            places[label] = end = found
    return places


def folder(title: str, number: int, taken: Collection[str]) -> str:
    """The name of the story's folder: from its title, with the issue's number where that name is `taken` or too short."""
    name = file_name(title, f"story-{number}")
    return next(each for each in _names(name, number) if each not in taken and len(each) >= _SHORT)


def _names(name: str, number: int) -> Iterator[str]:
    yield name
    for suffix in itertools.chain([f"-{number}"], (f"-{number}-{n}" for n in itertools.count(2))):
        yield name[: LIMITS["slug_length"] - len(suffix)].rstrip("-") + suffix

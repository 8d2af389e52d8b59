"""Checklists as data: a practice as a program reads it, the same for the scripts of its page and for other people's.

Published beside each practice as `checklist.json`, and all of them together as `practices.json`. The models below are
the format: what is published fits them, and the JSON Schemas that are published come out of them.
What hangs on stories and essays (evidence, maturity) is not in here: it changes when somebody else writes, and the list
does not. graph.json has it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from urllib.parse import urljoin

from pydantic import BaseModel, ConfigDict, Field

from . import reminder
from .library import Library, Page
from .model import Mode
from .schema import DIALECT

VERSION: Literal[1] = 1
"""Of the format. It grows when a field changes its meaning or goes; a new field is no new version."""
FILE = "checklist.json"
"""The name of one checklist's file, beside the practice's page."""
ALL = "practices.json"
"""The file of all checklists, relative to the site's root."""

CARD = "card/"
"""Where a practice's pocket card is, seen from its page."""


class _Told(BaseModel):
    model_config = ConfigDict(defer_build=True)


class ChecklistStep(_Told):
    """One step: one action that can be seen or said."""

    id: str = Field(description="The step's name within the practice. It never changes, whatever happens to the words.")
    text: str = Field(description="The step in words, as plain text.")
    checked: bool = Field(description="Whether the list starts with this step done.")


class Section(_Told):
    """A pause point: the steps that are gone through in one go."""

    title: str = Field(description="Its heading, as plain text; empty for steps that stand before the first heading.")
    steps: list[ChecklistStep] = Field(description="Its steps, in their order.", min_length=1)


class Checklist(_Told):
    """A practice of The Callback as a checklist."""

    version: Literal[1] = Field(description="Of this format. It grows when a field changes its meaning or goes.")
    id: str = Field(description="The practice's name. It never changes, even if title and address do.")
    title: str = Field(description="The title, as plain text.")
    summary: str = Field(description="What it is for, in one sentence.")
    url: str = Field(description="The page's address, relative to the site's first page.")
    edition: str = Field(description="The version of the list, a text. It grows when steps change.")
    reviewed: dt.date | None = Field(description="The day on which somebody last ran and checked the list, if one is known.")
    mode: Mode | None = Field(description="do-confirm: do it from memory, then check. read-do: read a step, then do it.")
    pause_point: str | None = Field(description="When the list is called for.")
    who: str | None = Field(description="Who calls it.")
    takes: int | None = Field(description="How long it takes, in minutes.", gt=0)
    frequency: str | None = Field(description="How often it is run, in words: weekly, monthly, when it happens.")
    tags: list[str] = Field(description="The topics it is about, as in the addresses of their pages.")
    sections: list[Section] = Field(description="Its pause points, in their order.")
    retired: list[str] = Field(description="Ids of steps that are gone. None of them is ever used again.")


class Checklists(_Told):
    """All practices of The Callback as checklists."""

    version: Literal[1] = Field(description="Of this format. It grows when a field changes its meaning or goes.")
    practices: list[Checklist] = Field(description="Every practice, in the order of the ids.")


SCHEMAS: dict[str, type[BaseModel]] = {"schemas/checklist.schema.json": Checklist, "schemas/practices.schema.json": Checklists}
"""Which model describes what is published, by the schema's address relative to the site's root."""


def checklist(page: Page) -> dict[str, Any]:
    """A practice as data that JSON can hold, in the shape of `Checklist`: `takes` in minutes, `reviewed` an ISO day.

    Whoever keeps ticks by a step's id never ties an old one to another step: ids are permanent, and `retired` names
    those that are gone. Steps before the first heading are in a section without a title; a heading without steps is none.
    """
    front = page.front
    made = Checklist(
        version=VERSION,
        id=front.id,
        title=page.title,
        summary=front.summary,
        url=page.url,
        edition=front.version,
        reviewed=front.reviewed,
        mode=front.mode,
        pause_point=front.pause_point,
        who=front.who,
        takes=front.takes,
        frequency=front.frequency,
        tags=[tag.slug for tag in page.tags],
        sections=[
            Section(title=title, steps=[ChecklistStep(id=step.id, text=step.text, checked=step.ticked) for step in steps])
            for title, steps in page.body.sections
        ],
        retired=list(front.retired),
    )
    return made.model_dump(mode="json")


def checklists(library: Library) -> dict[str, Any]:
    """Every practice of a Library as data, in the order of their ids: what `practices.json` holds."""
    practices = sorted(library.of("practice"), key=lambda page: page.name)
    return {"version": VERSION, "practices": [checklist(page) for page in practices]}


def beside(page: Page) -> dict[str, str | None]:
    """What is made beside a practice's page, by what it is, with its address relative to the site's root or None."""
    return {
        "card": page.url + CARD,
        "data": page.url + FILE,
        "reminder": page.url + reminder.FILE if reminder.rhythm(page.front.frequency) else None,
    }


def addresses(library: Library) -> frozenset[str]:
    """Every address that is made for practices: what is beside each, all of them as data, the schemas."""
    made = {address for page in library.of("practice") for address in beside(page).values() if address}
    return frozenset({ALL, *SCHEMAS, *made})


def schemas(site_url: str) -> dict[str, dict[str, Any]]:
    """The JSON Schemas (draft 2020-12) by their addresses relative to the site's root; `site_url` ends with a slash."""
    return {
        address: {"$schema": DIALECT, "$id": urljoin(site_url, address), **model.model_json_schema(mode="serialization")}
        for address, model in SCHEMAS.items()
    }

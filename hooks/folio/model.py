"""The front matter of each kind of page, typed.

A field's description is the rule that an author is told and the help that an editor shows; its example is the repair.
Values come from frontmatter.py, which leaves every scalar as text: what a text means is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from .fields import (
    LICENCE,
    Aliases,
    Consent,
    Day,
    First,
    Id,
    Ids,
    Licence,
    Minutes,
    Names,
    Slug,
    Span,
    Text,
    WebAddress,
    Words,
    text_as,
)
from .frontmatter import Document, Value
from .problems import Problem, did_you_mean, quote

Status = Literal["published", "withdrawn"]
StoryKind = Literal["first-hand", "as-told-to", "retelling"]
Mode = Literal["do-confirm", "read-do"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)  # an edit reads one kind of page


class Source(_Strict):
    """Where facts come from; a plain text counts as its title."""

    title: Text = Field(description="the piece's title, or a plain description of it")
    author: Text | None = Field(None, description="who wrote it")
    publisher: Text | None = Field(None, description="where it was published")
    year: Text | None = Field(None, description="when it was published")
    url: WebAddress | None = Field(None, description="its address on the web")

    @property
    def text(self) -> str:
        """The source as one line to show."""
        return ", ".join(part for part in (self.author, self.title, self.publisher, self.year) if part)

    @property
    def key(self) -> str:
        """What makes two sources the same one, whatever their spelling in capitals."""
        return f"{self.author or ''}|{self.title}".casefold()


_OneSource = Annotated[Source, text_as("title", Source | Text)]
Sources = Annotated[
    tuple[_OneSource, ...],
    BeforeValidator(
        lambda value: () if value is None else [value] if isinstance(value, (str, dict)) else value,
        json_schema_input_type=list[_OneSource] | _OneSource | None,
    ),
]


class Teller(_Strict):
    """Who told a story; a plain text counts as the name."""

    name: Text = Field(description="the name to show")
    pseudonym: bool = Field(False, description="whether that is another name than the teller's own")


class Front(_Strict):
    """What any page may say of itself."""

    title: Text = Field(description="a page has a title, one line of text", examples=["What a loaf taught a supermarket"])
    description: Text | None = Field(
        None, description="a description is one sentence of text", examples=["A loaf was renamed because one person was free to say yes."]
    )
    tags: Words = Field((), description="tags is a list of words", examples=["[front-line, decisions]"])
    draft: bool = Field(False, description="draft is true or false", examples=["true"])
    aliases: Aliases = Field((), description="an alias is an old address of the page below this site", examples=["[old/place/]"])
    updated: Day | None = Field(None, description="updated is the day of the last change", examples=["2026-11-20"])


class Plain(Front):
    """A page of the site itself: home, about, how to contribute."""

    template: Text | None = Field(None, description="template is the name of a file in overrides/", examples=["page.html"])
    math: bool = Field(False, description="math is true or false", examples=["true"])


class Essay(Front):
    """An essay argues. The words are those of a Material blog post where it has one."""

    date: Day = Field(description="an essay has the day it is published on", examples=["2026-11-20"])
    authors: Names = Field((), description="authors is a list of ids from .authors.yml, or of names", examples=["[editors]"])
    categories: Words = Field((), description="categories is a list of themes", examples=["[empowerment]"])
    practices: Words = Field(
        (),
        description="practices is a list of practice ids, each alone or with #step",
        examples=["[room-to-say-yes, own-it-to-the-end#name-the-day]"],
    )
    stories: Words = Field((), description="stories is a list of the stories' folder names", examples=["[the-giraffe-loaf]"])
    sources: Sources = Field(
        (),
        description="a source is one line of text, or has a title and perhaps author, publisher, year and url",
        examples=["[{author: Atul Gawande, title: The Checklist Manifesto, year: 2009}]"],
    )
    series: First | None = Field(None, description="series is the name that the parts share", examples=["Mondays"])
    pin: bool = Field(False, description="pin is true or false", examples=["true"])
    math: bool = Field(False, description="math is true or false", examples=["true"])
    slug: Slug | None = Field(None, description="slug is the last part of the page's address", examples=["the-loaf"])


class Practice(Front):
    """A practice is a checklist that a team runs."""

    id: Id = Field(
        description="a practice has an id that never changes, in small letters, digits and hyphens", examples=["room-to-say-yes"]
    )
    summary: Text = Field(
        description="a practice has a summary, one sentence", examples=["Hand one decision to the person who faces the customer."]
    )
    version: Text = Field("1", description="version is a number that grows when the steps change", examples=["2"])
    reviewed: Day | None = Field(None, description="reviewed is the day somebody last ran and checked the list", examples=["2026-11-20"])
    review_in: Span | None = Field(None, description="review_in is the time until the next review", examples=["12 months"])
    mode: Mode | None = Field(None, description="mode is do-confirm or read-do", examples=["do-confirm"])
    pause_point: Text | None = Field(
        None, description="pause_point says when the list is called for", examples=["Monday, before the doors open"]
    )
    who: Text | None = Field(None, description="who says who calls the list", examples=["Team lead, with the team"])
    takes: Minutes | None = Field(None, description="takes is the time the list needs", examples=["15 minutes"])
    frequency: Text | None = Field(None, description="frequency says how often the list is run", examples=["weekly"])
    essays: Words = Field((), description="essays is a list of essay slugs", examples=["[the-loaf-and-the-letter]"])
    based_on: Sources = Field(
        (),
        description="a source is one line of text, or has a title and perhaps author, publisher, year and url",
        examples=["[{author: Atul Gawande, title: The Checklist Manifesto, year: 2009}]"],
    )
    retired: Ids = Field((), description="retired is a list of the ids of steps that are gone", examples=["[old-step]"])

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it is based on, under the name that all kinds share."""
        return self.based_on


class Story(Front):
    """A story shows somebody taking the steps of a practice, and says where it comes from."""

    date: Day = Field(description="a story has the day it is published on", examples=["2026-11-20"])
    kind: StoryKind = Field(description="a story says how it was told: first-hand, as-told-to or retelling", examples=["first-hand"])
    teller: Annotated[Teller, text_as("name", Teller | Text)] | None = Field(
        None, description="teller has a name, and pseudonym: true where that is not the real one", examples=["{name: Sam, pseudonym: true}"]
    )
    role: Text | None = Field(None, description="role says what the person does at work", examples=["Contact centre manager"])
    sector: Text | None = Field(None, description="sector says what kind of work it is", examples=["retail"])
    country: Text | None = Field(None, description="country is where it happened", examples=["Australia"])
    when: Text | None = Field(None, description="when says roughly when it happened", examples=["spring 2025"])
    names_changed: bool = Field(False, description="names_changed is true or false", examples=["true"])
    consent: Consent | None = Field(None, description="consent says that everyone told of agrees", examples=["true"])
    licence: Licence | None = Field(None, description=f"a story is published under {LICENCE}", examples=[LICENCE])
    ai_use: Text | None = Field(None, description="ai_use says in plain words what a language model did, or none", examples=["none"])
    sources: Sources = Field(
        (),
        description="a source is one line of text, or has a title and perhaps author, publisher, year and url",
        examples=["[{author: Ben Motteram, title: a post on service, year: 2013}]"],
    )
    practices: Words = Field(
        (),
        description="practices is a list of practice steps that somebody takes in the story",
        examples=["[room-to-say-yes#name-decisions]"],
    )
    freedom: Text | None = Field(
        None, description="freedom says what the person was free to do", examples=["To send a gift card without asking."]
    )
    cost: Text | None = Field(None, description="cost says what it cost", examples=["Ten minutes and three pounds."])
    change: Text | None = Field(None, description="change says what changed", examples=["The loaf has a new name."])

    status: Status = Field("published", description="status is published or withdrawn", examples=["withdrawn"])

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back: nothing of it is shown."""
        return self.status == "withdrawn"


class Topic(Front):
    """A topic says what a tag means."""

    definition: Text = Field(description="a topic has a definition, one or two sentences", examples=["The people whom customers meet."])
    synonyms: Words = Field((), description="synonyms is a list of words that mean the same", examples=["[counter, help desk]"])
    broader: Words = Field((), description="broader is the topic above this one; the themes have none", examples=["empowerment"])


class Person(_Strict):
    """Somebody who wrote essays: an entry of .authors.yml, or a name that stands in an essay only."""

    name: Text = Field(description="an author has a name", examples=["The editors"])
    description: Text | None = Field(None, description="a description is one line of text", examples=["They run the site."])
    avatar: Text | None = Field(None, description="avatar is the path of a picture", examples=["people/sam.jpg"])
    url: WebAddress | None = Field(None, description="url is a page of the author's own", examples=["https://example.org/"])
    group: bool = Field(False, description="group is true for a team that writes under one name", examples=["true"])
    slug: Slug | None = Field(None, description="slug is the last part of the page's address", examples=["sam"])


M = TypeVar("M", bound=BaseModel)


def validate(kind: type[M], document: Document, path: str) -> tuple[M | None, list[Problem]]:
    """The typed front matter (None when it does not fit) and every Problem with its known fields, at once.

    Fields that the kind does not know are left to rules.py, which knows what other pages use.
    """
    try:
        return kind.model_validate(_known(kind, document)), []
    except ValidationError as error:
        return None, list(_told(kind, document, path, error))


def in_part(kind: type[M], document: Document, wrong: Collection[str], **own: str) -> M:
    """The typed front matter without the fields that are `wrong`; a required one is stood in for by `own`, or by its example.

    So the rest of a page can be checked although a field has a mistake. Nothing shows such a page.
    """
    values = {name: info.examples[0] for name, info in kind.model_fields.items() if info.is_required() and info.examples}
    values |= {name: value for name, value in own.items() if name in values}
    values |= {name: value for name, value in _known(kind, document).items() if name not in wrong}
    return kind.model_validate(values)


def _known(kind: type[BaseModel], document: Document) -> dict[str, Value]:
    return {name: value for name, value in document.values.items() if name in kind.model_fields and value is not None}


def _told(kind: type[BaseModel], document: Document, path: str, error: ValidationError) -> Iterator[Problem]:
    """The library's complaints in our words: the field's description is the rule, its example the repair."""
    details = error.errors(include_url=False)
    unknown = {detail["loc"][:-1] for detail in details if detail["type"] == "extra_forbidden"}
    for detail in details:
        loc = detail["loc"]
        if detail["type"] == "missing" and loc[:-1] in unknown:
            continue  # it is there, misspelt
        name = str(loc[0])
        info = kind.model_fields[name]
        found = "nothing" if detail["input"] in (None, "", document.values) else f"found {quote(_shown(detail['input']))}"
        repair = f"write for example {name}: {(info.examples or ['…'])[0]}"
        if detail["type"] == "folio":
            repair = detail["msg"]
        elif detail["type"] == "literal_error":
            repair = did_you_mean(str(detail["input"]), re.findall(r"'([^']*)'", detail["ctx"]["expected"]), repair)
        elif detail["type"] == "extra_forbidden":
            found = f"the unknown part {quote(loc[-1])}"
        elif detail["type"] == "missing":
            found = "nothing" if len(loc) == 1 else f"no {loc[-1]}"
        yield Problem(path, document.line(*loc), name, str(info.description), found, repair)


def _shown(value: object) -> object:
    """A value as its author wrote it, or nearly so."""
    return ", ".join(map(str, value)) if isinstance(value, list) else value

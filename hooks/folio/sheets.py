"""Sheets: the pages to be made, each with its template and address."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from urllib.parse import unquote

from .atlas import Chart
from .checklists import CARD
from .library import PERSON, Page
from .listings import Listing

NEVER = dt.date(1970, 1, 1)
"""The day of a site that names none: the same at every build."""


class Sheet(NamedTuple):
    """A page to be made: which template shows what under which address.

    `source` is the path of a source file below docs/, or of one that would lie there; `entry` is the Library's page,
    `listing` a part of an index, `chart` one of the map. A card is the `card` of a practice. `changed` is the latest day that
    anything on it names.
    """

    source: str
    url: str
    kind: str
    title: str
    description: str
    entry: Page | None = None
    listing: Listing | None = None
    card: Page | None = None
    chart: Chart | None = None
    changed: dt.date = NEVER

    @property
    def template(self) -> str:
        """The template that shows it, below overrides/."""
        own = getattr(self.entry.front, "template", None) if self.entry else None
        return own or f"{self.kind}.html"

    @property
    def destination(self) -> str:
        """The file that is made for it, below site/."""
        return f"{unquote(self.url)}index.html"

    @property
    def listed(self) -> bool:
        """Whether lists of all pages name it: not what is gone, nor what shows something only to somebody who asks."""
        return self.kind not in ("withdrawn", "search")

    @property
    def pictured(self) -> str:
        """The address beside which its cover and its card lie: its own, but for what is a part of another page, or is gone."""
        if self.card:
            return self.card.url
        if self.kind == "withdrawn":
            return ""
        return self.listing.shelf.url(1) if self.listing else self.url

    @property
    def label(self) -> str:
        """Its kind in words; nothing for what has none, or says so in its title."""
        return {PERSON: "Author"}.get(self.kind, self.kind.capitalize()) if self.entry and self.kind not in ("page", "home") else ""

    @property
    def tint(self) -> str:
        """The kind whose colours it wears: an index wears those of what it lists."""
        return (self.listing.shelf.kind if self.listing else None) or self.kind

    @property
    def slug(self) -> str:
        """What its cover is drawn from: the same for ever."""
        return self.entry.slug if self.entry and self.url else self.url


def written(page: Page, newest: dt.date) -> Sheet:
    """The sheet of a page that has a source."""
    kind = "home" if page.kind == "page" and not page.url else page.kind
    return Sheet(page.path, page.url, kind, page.title, page.description, page, changed=page.changed or newest)


def tombstone(page: Page) -> Sheet:
    """The sheet that stands in the place of a story that was taken back."""
    return Sheet(page.path, page.url, "withdrawn", page.title, "")


def pocket_card(practice: Page, newest: dt.date) -> Sheet:
    """The sheet of paper that folds to a practice's pocket card."""
    address = f"{practice.url}{CARD}"
    title = f"{practice.title}: pocket card"
    return Sheet(
        f"{unquote(address)}index.md", address, "card", title, practice.front.summary, card=practice, changed=practice.changed or newest
    )


def person(page: Page, changed: dt.date) -> Sheet:
    """The sheet of an author."""
    return Sheet(f"{unquote(page.url)}index.md", page.url, PERSON, page.title, page.description, page, changed=changed)


def index(listing: Listing, changed: dt.date) -> Sheet:
    """The sheet of a part of an index."""
    return Sheet(listing.source, listing.url, "listing", listing.title, listing.shelf.intro, listing=listing, changed=changed)


def drawn(chart: Chart, changed: dt.date) -> Sheet:
    """The sheet of a part of the map."""
    return Sheet(f"{unquote(chart.url)}index.md", chart.url, "map", chart.title, chart.intro, chart=chart, changed=changed)

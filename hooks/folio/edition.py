"""One build's worth of the site: the Library, its problems, and a Sheet for each address to be made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urljoin

from . import chapters, citation, feed, jsonld, pictures, qr, reading, rules, telling
from .atlas import Atlas, Chart
from .checklists import CARD, checklist
from .feed import Feed, Site
from .library import PERSON, PICTURE, Library, Page
from .listings import Listing, Listings
from .problems import Problem
from .views import Views

TELL = "tell.html"
"""The template of the page that has the form for a story."""
NEVER = dt.date(1970, 1, 1)
"""The day of a site that names none: the same at every build."""


@dataclass(frozen=True)
class Sheet:
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


@dataclass
class Edition:
    """Everything that one build knows. `texts` gathers each page's HTML by its address, for the feeds.

    `pictures` are those of stories as visitors get them, by their path below docs/: made anew, with nothing in them but pixels.
    """

    library: Library
    problems: list[Problem]
    site: Site
    texts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def listings(self) -> Listings:
        """The index pages."""
        return Listings(self.library)

    @cached_property
    def views(self) -> Views:
        """What pages show."""
        return Views(self.library, self.listings, rules.today())

    @cached_property
    def atlas(self) -> Atlas:
        """The map."""
        return Atlas(self.library)

    @cached_property
    def places(self) -> frozenset[str]:
        """The addresses that have no source file."""
        return rules.addresses(self.library)

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """All feeds."""
        return feed.feeds(self.library, self.site)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Every page to be made, by its source."""
        sheets = [_written(page, self._newest) for page in self.library.pages if page.kind != PERSON]
        sheets += [
            Sheet(
                f"{unquote(page.url)}index.md",
                page.url,
                PERSON,
                page.title,
                page.description,
                page,
                changed=_latest(self.library.tied(page, "essay"), self._newest),
            )
            for page in self.library.of(PERSON)
        ]
        sheets += [
            Sheet(
                f"{unquote(listing.url)}index.md",
                listing.url,
                "listing",
                listing.title,
                listing.shelf.intro,
                None,
                listing,
                changed=_latest(listing.items, self._newest),
            )
            for listing in self.listings.all
        ]
        sheets += [_tombstone(page) for page in self.library.withdrawn]
        sheets += [_card(page, self._newest) for page in self.library.of("practice")]
        overview = self.views.overview()
        sheets.append(Sheet("topics/index.md", "topics/", "overview", overview["heading"], overview["intro"], changed=self._newest))
        sheets += [
            Sheet(f"{unquote(chart.url)}index.md", chart.url, "map", chart.title, chart.intro, chart=chart, changed=self._newest)
            for chart in self.atlas.charts.values()
        ]
        return {sheet.source: sheet for sheet in sheets}

    @cached_property
    def _newest(self) -> dt.date:
        return _latest(self.library.pages, NEVER)

    @cached_property
    def moved(self) -> dict[str, tuple[str, Page]]:
        """Old addresses and the pages that have them now, by the file that is made for each, below site/."""
        aliases = [(alias, page) for page in self.library.pages for alias in getattr(page.front, "aliases", ())]
        return {unquote(alias if alias.endswith(".html") else f"{alias}index.html"): (alias, page) for alias, page in aliases}

    def story(self, page: Page) -> str:
        """A story's text as safe HTML."""
        return telling.render(self.library, self.places, page)

    def tell(self, sheet: Sheet) -> dict[str, Any] | None:
        """What the page with the form for stories shows, and what lies beside it; None for any other page."""
        if sheet.template != TELL:
            return None
        return self.views.tell(_latest((page for page in self.library.pages if page.kind != "story"), NEVER))  # no story changes this page

    def context(self, sheet: Sheet | None) -> dict[str, Any]:
        """What a template receives as `folio`; without a sheet, what a page of errors shows."""
        entry, kind = (sheet.entry, sheet.kind) if sheet else (None, "404")
        practice = (entry if kind == "practice" else sheet.card) if sheet else None
        listed = "practice" if practice else sheet.listing.shelf.kind if sheet and sheet.listing else kind
        return {
            "kind": kind,
            "entry": entry,
            "picture": f"{sheet.pictured if sheet else ''}{PICTURE}",
            "view": self._view(sheet) if sheet else None,
            "site": {
                "counts": {name: len(self.library.of(name)) for name in ("essay", "practice", "story", "topic")},
                "latest": self.views.latest(),
                "topics": self.library.of("topic"),
                "themes": self.library.themes,
            },
            "tell": self.tell(sheet) if sheet else None,
            "feeds": tuple(
                {
                    "title": f"{found.title} ({form.name})",
                    "of": found.title,
                    "form": form.name,
                    "url": found.base + form.file,
                    "type": form.type,
                }
                for found in feed.followed(self.feeds, entry, listed)
                for form in feed.FORMATS
            ),
            "checklist": checklist(practice) if practice else None,
            "practice_url": urljoin(self.site.url, practice.url) if practice else None,
            "on_map": self.atlas.url(entry) if entry else None,
            "qr": qr.code(urljoin(self.site.url, practice.url)) if practice else None,
            "citation": citation.cite(entry, self.site.url, self.site.name) if entry else None,
            "jsonld": jsonld.describe(self.library, entry, self.site.url, self.site.name) if entry else None,
        }

    def _view(self, sheet: Sheet) -> SimpleNamespace:
        if sheet.listing:
            view = self.views.listing(sheet.listing)
        elif sheet.chart:
            view = chapters.view(sheet.chart)
        elif sheet.card:
            view = self.views.card(sheet.card)
        elif sheet.kind == "withdrawn":
            view = self.views.withdrawn(sheet.title)
        elif sheet.entry:
            view = self.views.of(sheet.entry)
        else:
            view = self.views.overview()
        return SimpleNamespace(**view)  # in a template, `view.items` of a dict would be its method


def prepare(files: Mapping[str, bytes], site: Site, serving: bool, prefix: str, kept: Path | None = None) -> Edition:
    """Read and check the content. Drafts are shown while serving, and left out of a build. `kept` is a folder for what is slow to make."""
    library, problems = reading.read(files, prefix)
    album = pictures.album({path: files[path] for path in files if path in library.files and pictures.PLACE.fullmatch(path)}, prefix, kept)
    problems += [*rules.check(library), *album.problems]
    return Edition(library if serving else library.public(), sorted(set(problems)), site, pictures=album.files)


def _written(page: Page, newest: dt.date) -> Sheet:
    kind = "home" if page.kind == "page" and not page.url else page.kind
    return Sheet(page.path, page.url, kind, page.title, page.description, page, changed=page.changed or newest)


def _tombstone(page: Page) -> Sheet:
    return Sheet(page.path, page.url, "withdrawn", page.title, "")


def _card(practice: Page, newest: dt.date) -> Sheet:
    """The sheet of paper that folds to a practice's pocket card."""
    address = f"{practice.url}{CARD}"
    title = f"{practice.title}: pocket card"
    return Sheet(
        f"{unquote(address)}index.md", address, "card", title, practice.front.summary, card=practice, changed=practice.changed or newest
    )


def _latest(pages: Iterable[Page], otherwise: dt.date) -> dt.date:
    return max((page.changed for page in pages if page.changed), default=otherwise)

"""One build's worth of the site: the Library, its problems, and a Sheet for each address to be made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote, urljoin, urlsplit

from . import chapters, citation, feed, jsonld, pictures, policy, prints, qr, recall, rules, telling
from .atlas import Atlas
from .checklists import checklist
from .feed import Feed, Site
from .library import PERSON, PICTURE, Library, Page
from .links import resolve
from .listings import LISTED, SEARCH, Listing, Listings
from .prints import Print
from .problems import Problem
from .renewal import Renewal
from .sheets import NEVER, Sheet, drawn, index, person, pocket_card, tombstone, written
from .views import Views

Made = TypeVar("Made")

TELL = "tell.html"
"""The template of the page that has the form for a story."""
KEPT = (*LISTED, "topic", PERSON)
"""The kinds whose views are kept from build to build: to find what such a page shows takes looking at all pages."""
WORKED_OUT = ("checklist", "qr", "citation", "jsonld")
"""What a template receives that is worked out of a page, its authors and the site's settings: their prints tell it, at no cost."""
SHARED = ("site", "feeds")
"""What many templates receive: it is printed once."""


class Announced(NamedTuple):
    """A feed in one of its formats, as a page announces it: `of` is the title of what it follows, `form` the format's name."""

    title: str
    of: str
    form: str
    url: str
    type: str


@dataclass
class Edition:
    """Everything that one build knows.

    `pictures` are those of stories as visitors get them, by their path below docs/: made anew, with nothing in them but pixels.
    `digests` are the prints of all files' bytes, `changed` the paths of pages whose bytes are new, and `faces` what each page is to
    others; `touched` are the paths of those with a new face, if all pages are shown in their former places, and None elsewhere;
    `showing` are the sources of the sheets on which they show. `kept_texts` has the texts for feeds of pages that are not made this
    time, `kept_views` the views of pages as they were made last, by their sheets' sources; `new_views` gets those of the pages that are
    made.
    """

    library: Library
    problems: list[Problem]
    site: Site
    pictures: dict[str, bytes] = field(default_factory=dict)
    digests: Mapping[str, Print] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    faces: dict[Page, Print] = field(default_factory=dict)
    touched: frozenset[str] | None = None
    showing: frozenset[str] = frozenset()
    kept_texts: MutableMapping[str, str] = field(default_factory=dict)
    kept_views: Mapping[str, bytes] = field(default_factory=dict)
    new_views: MutableMapping[str, bytes] = field(default_factory=dict)
    memory: MutableMapping[str, Any] = field(default_factory=dict)
    _announcements: dict[tuple[str, str | None], tuple[Announced, ...]] = field(default_factory=dict, repr=False)

    @property
    def quiet(self) -> bool:
        """Whether nothing changed but texts, of which no other page shows anything."""
        return self.touched is not None and not self.touched

    @property
    def steady(self) -> bool:
        """Whether every page is shown in its former places, in the same order and under its name."""
        return self.touched is not None

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
    def on_map(self) -> dict[str, str]:
        """Where the map shows a page, by the page's path."""
        return self._remembered("map", lambda: {page.path: url for page in self.library.pages if (url := self.atlas.url(page))})

    @cached_property
    def places(self) -> frozenset[str]:
        """The addresses that have no source file."""
        return self._remembered("addresses", lambda: rules.addresses(self.library, self.listings, self.atlas))

    @cached_property
    def ties(self) -> Print:
        """A print of all ties between pages."""
        return self._remembered("ties", lambda: prints.digest([(a.id, b.id, kind, step) for a, b, kind, step in self.library.edges]))

    def _remembered(self, name: str, make: Callable[[], Made]) -> Made:
        """What depends on where pages are shown, and on nothing that is only read: as it was, where that is."""
        if not self.steady or name not in self.memory:
            self.memory[name] = make()
        made: Made = self.memory[name]
        return made

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The addresses of the pages whose texts stand in feeds."""
        return frozenset(page.url for one in self.feeds for page in one.pages)

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """All feeds."""
        kept = self._remembered(
            "feeds", lambda: [(one.title, one.base, [page.path for page in one.pages]) for one in feed.feeds(self.library, self.site)]
        )
        return tuple(Feed(title, base, tuple(self.library.by_path[path] for path in paths)) for title, base, paths in kept)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Every page to be made, by its source."""
        sheets = [written(page, self._newest) for page in self.library.pages if page.kind != PERSON]
        sheets += [person(page, _latest(self.library.tied(page, "essay"), self._newest)) for page in self.library.of(PERSON)]
        sheets += map(self._index, self._lists.values())
        sheets += [tombstone(page) for page in self.library.withdrawn]
        sheets += [pocket_card(page, self._newest) for page in self.library.of("practice")]
        overview = self.views.overview()
        sheets.append(Sheet("topics/index.md", "topics/", "overview", overview["heading"], overview["intro"], changed=self._newest))
        found = self.views.search()
        sheets.append(Sheet(f"{SEARCH}index.md", SEARCH, "search", found["heading"], found["intro"], changed=self._newest))
        sheets += [drawn(chart, self._newest) for chart in self.atlas.charts.values()]
        return {sheet.source: sheet for sheet in sheets}

    @cached_property
    def _lists(self) -> dict[str, Listing]:
        """The index pages, by their source."""
        return {listing.source: listing for listing in self.listings.all}

    def _index(self, listing: Listing) -> Sheet:
        return index(listing, _latest(listing.items, self._newest))

    def sheet(self, source: str) -> Sheet:
        """The sheet of a source. Where every page is shown in its former places, the others need not be made for it."""
        if "sheets" in vars(self) or not self.steady:
            return self.sheets[source]
        if source not in self._own:
            page = self.library.by_path.get(source)
            if page and page.kind != PERSON:
                self._own[source] = written(page, self._newest)
            elif listing := self._lists.get(source):
                self._own[source] = self._index(listing)
            else:
                self._own[source] = self.sheets[source]
        return self._own[source]

    def destination(self, source: str) -> str | None:
        """The file below site/ that is made of a source below docs/, or of one that would lie there; None for any other."""
        if (page := self.library.by_path.get(source)) and page.kind != PERSON:
            return f"{unquote(page.url)}index.html"
        return self._destinations.get(source)

    @cached_property
    def _destinations(self) -> dict[str, str]:
        """The files of sheets without a source file."""
        return self._remembered(
            "destinations", lambda: {s.source: s.destination for s in self.sheets.values() if s.source not in self.library.by_path}
        )

    def sheets_of(self, paths: Iterable[str]) -> list[Sheet]:
        """The sheets on which the texts of some pages stand."""
        pages = [page for path in sorted(paths) if (page := self.library.by_path.get(path))]
        cards = [pocket_card(page, self._newest) for page in pages if page.kind == "practice"]
        found = [*(written(page, self._newest) for page in pages), *cards]
        self._own.update((sheet.source, sheet) for sheet in found)
        return found

    def print_of(self, sheet: Sheet | None, context: dict[str, Any] | None = None) -> Print:
        """The print of all that a sheet is made from: its page's bytes, what its template receives, where its links lead.

        `context` is what its template receives, where that is at hand.
        """
        entry = sheet.entry if sheet else None
        key = sheet.source if sheet else ""
        if key not in self._prints:
            plain = sheet._replace(entry=None, listing=None, card=None) if sheet else None
            own: list[Any] = [self.digests.get(sheet.card.path) if sheet and sheet.card else None, entry.authors if entry else ()]
            if entry and entry.path in self.library.by_path:
                body = entry.body
                targets = [*(link.target for link in body.links), *(image.source for image in body.images)]
                links = [resolve(self.library, self.places, entry, target) for target in targets]
                own += [self.digests.get(entry.path), [(link.way, link.url, link.path) for link in links]]
                own += [self.library.find("practice", embed.practice) for embed in body.embeds]
            shown = {name: value for name, value in (context or self._shown(sheet)).items() if name not in WORKED_OUT}
            shared = [shown[name] for name in SHARED]
            shown |= {name: self._print_of_shared(shown[name]) for name in SHARED}
            seen = prints.Seen(self.faces)
            self._prints[key] = prints.of({"plain": plain, "own": own, **shown}, seen)
            self._codes[key] = prints.codes([*seen, *chain.from_iterable(self._shared[id(value)][2] for value in shared)])
        return self._prints[key]

    def pages_on(self, sheet: Sheet | None) -> bytes:
        """The `codes` of the pages whose faces are on a sheet, when its print was taken."""
        return self._codes[sheet.source if sheet else ""]

    def _print_of_shared(self, value: Any) -> Print:
        if id(value) not in self._shared:
            seen = prints.Seen(self.faces)
            self._shared[id(value)] = (value, prints.of(value, seen), tuple(seen))
        return self._shared[id(value)][1]

    @cached_property
    def _own(self) -> dict[str, Sheet]:
        return {}

    @cached_property
    def _prints(self) -> dict[str, Print]:
        return {}

    @cached_property
    def _codes(self) -> dict[str, bytes]:
        return {}

    @cached_property
    def _shared(self) -> dict[int, tuple[Any, Print, tuple[Page, ...]]]:
        return {}

    @cached_property
    def _newest(self) -> dt.date:
        return self._remembered("newest", lambda: _latest(self.library.pages, NEVER))

    @cached_property
    def moved(self) -> dict[str, tuple[str, Page]]:
        """Old addresses and the pages that have them now, by the file that is made for each, below site/."""
        kept = self._remembered(
            "aliases", lambda: [(alias, page.path) for page in self.library.pages for alias in getattr(page.front, "aliases", ())]
        )
        moved = ((alias, self.library.by_path[path]) for alias, path in kept)
        return {unquote(alias if alias.endswith(".html") else f"{alias}index.html"): (alias, page) for alias, page in moved}

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
        entry, practice = (sheet.entry, self._practice(sheet)) if sheet else (None, None)
        shown = self._shown(sheet)
        if sheet and sheet.kind in KEPT and not (self.steady and sheet.source in self.kept_views):
            self.new_views[sheet.source] = recall.kept(vars(shown["view"]))
        return shown | {
            "checklist": checklist(practice) if practice else None,
            "qr": qr.code(urljoin(self.site.url, practice.url)) if practice else None,
            "citation": citation.cite(entry, self.site.url, self.site.name) if entry else None,
            "jsonld": jsonld.describe(entry, self.site.url, self.site.name) if entry else None,
        }

    def _shown(self, sheet: Sheet | None) -> dict[str, Any]:
        """The same without what is WORKED_OUT."""
        entry, kind = (sheet.entry, sheet.kind) if sheet else (None, "404")
        practice = self._practice(sheet) if sheet else None
        listed = "practice" if practice else sheet.listing.shelf.kind if sheet and sheet.listing else kind
        return {
            "kind": kind,
            "entry": entry,
            "picture": f"{sheet.pictured if sheet else ''}{PICTURE}",
            "view": self._view(sheet) if sheet else None,
            "site": self._site if sheet else {**self._site, "latest": self.views.latest()},
            "tell": self.tell(sheet) if sheet else None,
            "feeds": self._announced(entry.url if entry and kind == "topic" else "", listed),
            "practice_url": urljoin(self.site.url, practice.url) if practice else None,
            "on_map": self.on_map.get(entry.path) if entry else None,
        }

    @staticmethod
    def _practice(sheet: Sheet) -> Page | None:
        """The practice that a sheet is about."""
        return sheet.entry if sheet.kind == "practice" else sheet.card

    @cached_property
    def _site(self) -> dict[str, Any]:
        return {"themes": self.library.themes, "latest": ()}

    def _announced(self, topic: str, kind: str | None) -> tuple[Announced, ...]:
        """The feeds that a page of a kind announces, and a topic's page its own."""
        if (topic, kind) not in self._announcements:
            self._announcements[topic, kind] = tuple(
                Announced(f"{found.title} ({form.name})", found.title, form.name, found.base + form.file, form.type)
                for found in feed.followed(self.feeds, topic, kind)
                for form in feed.FORMATS
            )
        return self._announcements[topic, kind]

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
            view = self._view_of(sheet.entry, sheet.source)
        elif sheet.kind == "search":
            view = self.views.search() | {"engine": policy.ENGINE, "host": urlsplit(self.site.url).hostname or ""}
        else:
            view = self.views.overview()
        return SimpleNamespace(**view)  # in a template, `view.items` of a dict would be its method

    def _view_of(self, page: Page, source: str) -> dict[str, Any]:
        """The view of a page: with the pages that it had, where all are shown in their places."""
        if self.steady and (kept := self.kept_views.get(source)):
            with suppress(KeyError):  # it may show a page of which only drafts know
                view: dict[str, Any] = recall.again(kept, self.library.by_url)
                return view
        return self.views.of(page)


def prepare(
    renewed: Renewal,
    files: Mapping[str, bytes],
    digests: Mapping[str, Print],
    site: Site,
    serving: bool,
    prefix: str,
    kept: Path | None = None,
) -> Edition:
    """Everything for a build. Drafts are shown while serving, and left out of a build. `kept` is a folder for what is slow to make."""
    library = renewed.library
    album = pictures.album({path: files[path] for path in files if path in library.files and pictures.PLACE.fullmatch(path)}, prefix, kept)
    problems = sorted({*renewed.problems, *album.problems}) if album.problems else renewed.problems
    return Edition(
        library if serving else library.public(),
        problems,
        site,
        pictures=album.files,
        digests=digests,
        changed=renewed.changed,
        faces=renewed.faces,
        touched=renewed.touched,
        showing=renewed.showing,
    )


def _latest(pages: Iterable[Page], otherwise: dt.date) -> dt.date:
    return max((page.changed for page in pages if page.changed), default=otherwise)

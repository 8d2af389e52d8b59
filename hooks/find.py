"""Find: the search's files. What is found of a page is written with it; the index is renewed when all pages are made."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from folio.edition import Edition
from folio.findable import findable, synonyms
from folio.library import Page as Entry
from folio.sheets import Sheet
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from press.build import FEW, Build
from press.crew import spread
from press.shelf import Shelf
from search import fragments, index, renewal
from search.fragments import Fragment
from search.index import Heap, Setup
from search.languages import Language
from search.packing import FormError
from search.renewal import Renewed

WORK = "search"
"""The work that makes the index."""
STEMMERS = "assets/javascripts/search/stem/"
"""Where the browser's stemmers lie, in the theme's own folder."""
KINDS = ("essay", "practice", "story", "topic", "person", "page")
"""The kinds of pages that are found."""


@event_priority(50)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Say that the index hangs on all pages, before anybody asks what was lost."""
    config.extra["press"].whole.add(WORK)
    return config


def on_files(files: Shelf, config: MkDocsConfig) -> Shelf:
    """Give each page that is found the name of its file: those of the last build, where no page came or went."""
    build: Build = config.extra["press"]
    if not build.idle:
        made: Edition = config.extra["edition"]
        before: dict[str, str] = build.table("found").get("names", {})
        names = before if made.steady else fragments.ids(sheet.url for sheet in made.sheets.values() if _is_found(sheet))
        config.extra["found"] = names
        build.ask([WORK])
        if build.fresh:
            _leave_out(files, Language(made.site.language).stemmer)
        if renamed := {url for url, name in names.items() if before.get(url, name) != name}:
            due = build.is_due
            build.is_due = lambda source: made.sheets[source].url in renamed or due(source)
    return files


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Say in each page which stemmer knows its words, for those that are marked there."""
    env.globals["stemmer"] = Language(config.theme["language"]).stemmer
    return env


def _leave_out(files: Shelf, stemmer: str | None) -> None:
    """Of all stemmers, publish none but the one in use; with it goes their licence."""
    wanted = (f"{STEMMERS}{stemmer}.js", f"{STEMMERS}snowball.LICENSE.txt") if stemmer else ()
    for file in list(files):
        if file.src_uri.startswith(STEMMERS) and file.src_uri not in wanted:
            files.remove(file)


def _is_found(sheet: Sheet) -> bool:
    return sheet.entry is not None and sheet.kind in KINDS


@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Write what is found of a page, by its text as it is before any template puts something in."""
    made: Edition = config.extra["edition"]
    sheet = made.sheet(page.file.src_uri)
    if sheet.entry and _is_found(sheet):
        name = config.extra["found"][sheet.url]
        config.extra["press"].write({fragments.path(name): fragments.written(_fragment(made, sheet, sheet.entry, html), name)})
    return html


def _fragment(made: Edition, sheet: Sheet, entry: Entry, html: str) -> Fragment:
    found = findable(made.library, entry)
    sections = fragments.sections(html, found.steps)
    return Fragment(sheet.url, found.title, found.kind, found.summary, found.tags, sections, found.facets, found.about)


@event_priority(40)
def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Renew the index by the pages that were made, or make it of all pages where that cannot be."""
    build: Build = config.extra["press"]
    if build.idle:
        return
    made: Edition = config.extra["edition"]
    setup = Setup(Language(made.site.language), synonyms(made.library))
    renewed = None
    if not build.fresh and not build.works.lost:  # what lost a file may have others that are not what was made
        with suppress(FormError, OSError, LookupError):
            renewed = _renewed(build, config.extra["found"], setup)
    if renewed is None:
        renewed = _made(build, config.extra["found"], setup)
    build.table("found").keep(names=config.extra["found"])
    build.write(renewed.files)
    build.done(WORK, b"", renewed.files, renewed.kept)


def _renewed(build: Build, names: Mapping[str, str], setup: Setup) -> Renewed:
    """The index that stands, renewed by the pages that were made and those that are gone."""

    def read(path: str) -> bytes:
        return (build.place / path).read_bytes()

    before: dict[str, str] = build.table("found")["names"]
    by_name = {name: url for url, name in names.items()}
    written = (build.workshop / fragments.path("")).parent
    come = {by_name[path.stem]: path.read_bytes() for path in written.iterdir()} if written.is_dir() else {}
    gone = {url: read(fragments.path(name)) for url, name in before.items() if url in come or url not in names}
    same = {url for url, file in come.items() if gone.get(url) == file}
    old, new = ({url: fragments.read(file) for url, file in files.items() if url not in same} for files in (gone, come))
    return renewal.renew(read, before, names, old, new, build.table("spellings"), setup)


def _made(build: Build, names: Mapping[str, str], setup: Setup) -> Renewed:
    """The index of all pages, which several processes read."""
    size = build.most if len(names) > FEW else 1

    def gather(part: int) -> dict[str, Any]:
        heap = Heap(setup.language)
        for number, name in enumerate(names.values()):
            if number % size == part:
                path = fragments.path(name)
                new = build.workshop / path
                heap.put(number, fragments.read((new if new.is_file() else build.place / path).read_bytes()))
        return heap.hand_over()

    whole = Heap(setup.language)
    for part in spread(gather, range(size), size).values():
        whole.take_over(part)
    build.table("spellings").become(renewal.sorted_out(whole.counts))
    return Renewed(index.write(whole, names, setup), frozenset())

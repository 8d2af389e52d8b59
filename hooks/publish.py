"""Publish: what a build makes beside its pages: feeds, data, reminders, redirects from old addresses, the sitemap, a word to the host."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urljoin

from folio import checklists, feed, policy, prints
from folio.edition import Edition
from folio.feed import Feed
from folio.graph import graph
from folio.library import Page
from folio.links import relative
from folio.reminder import FILE as REMINDER
from folio.reminder import reminder
from folio.sheets import NEVER, Sheet
from mkdocs.config.defaults import MkDocsConfig
from press.build import Build

SITEMAP = "sitemap.xml"


def on_pre_build(config: MkDocsConfig, **_: Any) -> None:
    """The sitemap is made here, since only this knows all pages."""
    config.theme.static_templates.discard(SITEMAP)


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Make what is due of it. Where every page is shown in its former places, only what tells of texts, titles and descriptions is."""
    build: Build = config.extra["press"]
    if build.idle:
        return
    made: Edition = config.extra["edition"]
    made.kept_texts.update((url, text) for url, text in build.gathered["texts"].items() if url in made.wanted)
    for one in made.feeds:
        if not made.steady or any(page.path in made.changed for page in one.pages):
            _make_feed(build, made, one)
    if made.steady:
        if made.touched:
            _make_checklists(build, made, made.sheets_of(made.touched))
            _make_graph(build, made)
            _make_redirects(build, made, config)
        return
    for url in set(made.kept_texts).difference(made.wanted):
        del made.kept_texts[url]
    _make_graph(build, made)
    build.make("host", b"", lambda: {policy.HOST: policy.headers().encode()})
    _make_sitemap(build, made, config)
    _make_checklists(build, made, made.sheets.values())
    _make_redirects(build, made, config)
    for sheet in made.sheets.values():
        if tell := made.tell(sheet):
            form = {unquote(sheet.url) + tell["file"]: tell["template"].encode()}
            build.make(f"tell:{sheet.url}", prints.digest(form), dict, form)
    build.forget_others()


def _make_graph(build: Build, made: Edition) -> None:
    """The graph names every page, and says how they are tied."""
    found = prints.digest([(page.id, page.url, page.title) for page in made.library.pages], made.ties)
    build.make("graph", found, lambda: {"graph.json": _json(graph(made.library))})


def _make_feed(build: Build, made: Edition, one: Feed) -> None:
    """A feed says what its pages say."""
    texts = [made.kept_texts.get(page.url, "") for page in one.pages]
    found = prints.digest(one.title, one.base, [made.faces[page] for page in one.pages], texts)

    def produce() -> dict[str, bytes]:
        return {unquote(address): data for address, data in feed.write(one, made.site, made.kept_texts).items()}

    build.make(f"feed:{one.base}", found, produce)


def _make_sitemap(build: Build, made: Edition, config: MkDocsConfig) -> None:
    """The sitemap by MkDocs' own template, which asks of a page where it is and when it changed; and a smaller one, of the same age."""
    listed = [sheet for sheet in made.sheets.values() if sheet.listed]

    def produce() -> dict[str, bytes]:
        pages = (SimpleNamespace(is_link=False, canonical_url=urljoin(made.site.url, s.url), update_date=str(s.changed)) for s in listed)
        template = config.extra["environment"].get_template(SITEMAP)
        data = template.render(pages=[SimpleNamespace(page=page) for page in pages]).encode()
        newest = max((sheet.changed for sheet in listed), default=NEVER)
        return {SITEMAP: data, f"{SITEMAP}.gz": gzip.compress(data, mtime=(newest - NEVER).days * 86_400)}

    build.make("sitemap", prints.digest([(sheet.url, sheet.changed) for sheet in listed]), produce)


def _make_checklists(build: Build, made: Edition, sheets: Iterable[Sheet]) -> None:
    """The practices among some sheets as data and, where one has its day, as a reminder; all in one file; what describes both."""
    practices = made.library.of("practice")
    build.make("checklists", _faces(made, practices), lambda: {checklists.ALL: _json(checklists.checklists(made.library))})
    build.make("schemas", b"", lambda: {address: _json(data) for address, data in checklists.schemas(made.site.url).items()})

    def produce(practice: Page, changed: dt.date) -> dict[str, bytes]:
        folder, event = unquote(practice.url), reminder(practice, urljoin(made.site.url, practice.url), changed)
        return {folder + checklists.FILE: _json(checklists.checklist(practice)), **({folder + REMINDER: event} if event else {})}

    for sheet in sheets:
        if sheet.entry and sheet.kind == "practice":
            found = prints.digest(_faces(made, [sheet.entry]), sheet.changed)
            build.make(f"checklist:{sheet.url}", found, produce, sheet.entry, sheet.changed)


def _make_redirects(build: Build, made: Edition, config: MkDocsConfig) -> None:
    template = config.extra["environment"].get_template("redirect.html")

    def produce(file: str, words: dict[str, str]) -> dict[str, bytes]:
        return {file: template.render(config=config, **words).encode()}

    for file, (alias, page) in made.moved.items():
        words = {"target": urljoin(made.site.url, page.url), "href": relative(page.url, alias), "title": page.title}
        build.make(f"redirect:{file}", prints.digest(words), produce, file, words)


def _faces(made: Edition, pages: Iterable[Page]) -> prints.Print:
    return prints.together(made.faces[page] for page in pages)


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

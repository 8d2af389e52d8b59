"""Publish: what a build writes beside its pages: feeds, data, reminders, redirects from old addresses, a word to the host."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from folio import checklists, feed, policy
from folio.edition import Edition
from folio.graph import graph
from folio.links import relative
from folio.reminder import FILE as REMINDER
from folio.reminder import reminder
from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Write them all."""
    made = config.extra["edition"]
    site = Path(config.site_dir)
    _write(site / "graph.json", _json(graph(made.library)))
    _write(site / policy.HOST, policy.headers().encode())
    _write_checklists(made, site)
    for sheet in made.sheets.values():
        if tell := made.tell(sheet):
            _write(site / unquote(sheet.url) / tell["file"], tell["template"].encode())
    for one in made.feeds:
        for address, data in feed.write(one, made.site, made.texts).items():
            _write(site / unquote(address), data)
    template = config.extra["environment"].get_template("redirect.html")
    for file, (alias, page) in made.moved.items():
        html = template.render(config=config, target=urljoin(made.site.url, page.url), href=relative(page.url, alias), title=page.title)
        _write(site / file, html.encode())


def _write_checklists(made: Edition, site: Path) -> None:
    """Each practice as data and, where it has its day, as a reminder; all of them in one file; what describes both."""
    _write(site / checklists.ALL, _json(checklists.checklists(made.library)))
    for address, schema in checklists.schemas(made.site.url).items():
        _write(site / address, _json(schema))
    for sheet in made.sheets.values():
        if sheet.entry and sheet.kind == "practice":
            folder = site / unquote(sheet.url)
            _write(folder / checklists.FILE, _json(checklists.checklist(sheet.entry)))
            if event := reminder(sheet.entry, urljoin(made.site.url, sheet.url), sheet.changed):
                _write(folder / REMINDER, event)


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)

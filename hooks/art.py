"""Art: every page gets its cover and its card, which stand beside it."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import face  # noqa: F401 - so that its modules are found later, when hooks/ is no longer where Python looks
from folio import prints
from folio.edition import Edition
from folio.library import COVER, PICTURE
from folio.sheets import Sheet
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from press.build import Build

if TYPE_CHECKING:
    from face.card import Press

log = logging.getLogger("mkdocs.hooks.art")


@event_priority(60)
def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Draw what is missing. The processes of a build share it. Where every page is shown in its former places, that is little."""
    build: Build = config.extra["press"]
    if build.idle:
        return
    made: Edition = config.extra["edition"]
    sheets = made.sheets_of(made.touched) if made.touched is not None else made.sheets.values()
    pictured = [sheet for sheet in sheets if sheet.pictured == sheet.url]
    build.ask(f"art:{sheet.url}" for sheet in pictured)
    cards = Path(config.config_file_path).parent / ".cache/cards"

    @cache
    def press() -> Press:
        from face.card import Press  # most builds draw nothing, and need no library that does

        return Press(made.site.name)

    def draw(sheet: Sheet) -> dict[str, bytes]:
        from face.pictures import pictures

        slug = sheet.slug or made.site.name  # the home page's cover is the site's
        drawn = pictures(press(), sheet.title, sheet.label, slug, sheet.tint, cards)
        return {unquote(sheet.url) + name: data for name, data in zip((COVER, PICTURE), drawn, strict=True)}

    for sheet in build.crew.share(pictured):
        for name in (COVER, PICTURE):
            if (path := unquote(sheet.url) + name) in made.library.files:
                log.warning("%s%s stands where the build puts a picture of the page: give it another name.", made.library.prefix, path)
        found = prints.digest(sheet.title, sheet.label, sheet.slug, sheet.tint)
        build.make(f"art:{sheet.url}", found, draw, sheet)

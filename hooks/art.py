"""Art: every page gets its cover and its card, which stand beside it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from face import kept
from face.card import Press
from folio.edition import Edition
from folio.library import COVER, PICTURE
from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.art")


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Draw what is missing, and write them all."""
    made: Edition = config.extra["edition"]
    project = Path(config.config_file_path).parent
    press = Press(made.site.name)
    for sheet in made.sheets.values():
        if sheet.pictured == sheet.url:
            slug = sheet.slug or made.site.name  # the home page's cover is the site's
            drawn = kept.pictures(press, sheet.title, sheet.label, slug, sheet.tint, project / ".cache/cards")
            for name, data in zip((COVER, PICTURE), drawn, strict=True):
                path = unquote(sheet.url) + name
                if path in made.library.files:
                    log.warning("%s%s stands where the build puts a picture of the page: give it another name.", made.library.prefix, path)
                (Path(config.site_dir) / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(config.site_dir) / path).write_bytes(data)

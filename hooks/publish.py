"""Publish: what a build writes beside its pages: feeds, the graph as data, redirects from old addresses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from folio import feed
from folio.graph import graph
from folio.links import relative
from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Write them all."""
    made = config.extra["edition"]
    site = Path(config.site_dir)
    _write(site / "graph.json", (json.dumps(graph(made.library), ensure_ascii=False, indent=1) + "\n").encode())
    for one in made.feeds:
        for address, data in feed.write(one, made.site, made.texts).items():
            _write(site / unquote(address), data)
    template = config.extra["environment"].get_template("redirect.html")
    for page in made.library.pages:
        for alias in getattr(page.front, "aliases", ()):
            html = template.render(config=config, target=urljoin(made.site.url, page.url), href=relative(page.url, alias), title=page.title)
            _write(site / unquote(alias if alias.endswith(".html") else f"{alias}index.html"), html.encode())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)

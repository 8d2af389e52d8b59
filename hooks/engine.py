"""Engine: the press makes the build fast."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from press import markup


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Each build has a parser of its own."""
    config.extra["parser"] = markup.Shared()
    return config


def on_pre_page(page: Page, config: MkDocsConfig, **_: Any) -> Page:
    """Let all pages be rendered by one parser."""
    config.extra["parser"].lend(page)
    return page

"""The theme's files and the search's index: what an incremental build asks of MkDocs and Material."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig


def settings(config: MkDocsConfig) -> list[Mapping[str, Any]]:
    """Every setting that was given. MkDocs takes those of plugins and extensions out of `user_configs` when it checks them."""
    plugins = {name: getattr(plugin, "config", None) for name, plugin in config.plugins.items()}
    return [*config.user_configs, plugins, config.mdx_configs]


def without_theme_files(config: MkDocsConfig) -> None:
    """Let MkDocs find no files in the theme's folders, 14,000 of them: they stand in their places since a former build.

    `Files.add_files_from_theme` asks the environment that `Theme.get_env` gives for its templates.
    """
    get_env = config.theme.get_env

    def get_env_without_files() -> jinja2.Environment:
        env = get_env()
        env.list_templates = lambda *_, **__: []  # type: ignore[method-assign]
        return env

    config.theme.get_env = get_env_without_files  # type: ignore[method-assign]


def take_search_entries(config: MkDocsConfig) -> list[str]:
    """What Material's search gathered since the last call, each entry as the JSON that its index holds; it forgets them.

    `SearchPlugin.search_index.entries` is a list of plain data.
    """
    search: Any = config.plugins.get("material/search")
    if not search or not search.config.enabled:
        return []
    entries = [json.dumps(entry, separators=(",", ":"), default=str) for entry in search.search_index.entries]
    search.search_index.entries.clear()
    return entries


_ENTRIES = b'"docs":['


def entries_start(index: bytes) -> int:
    """Where the entries begin in an index of Material's search. Raises ValueError if it is not such a one."""
    return index.index(_ENTRIES) + len(_ENTRIES)


def fill_search_index(empty: bytes, entries: bytes) -> bytes:
    """An index as Material writes one without entries, with some in it. Raises ValueError if it is not such a one."""
    start = entries_start(empty)
    if empty[start:] != b"]}":
        raise ValueError("Material's search index has another shape")
    return empty[:start] + entries + empty[start:]

"""The settings and the theme's files: what an incremental build asks of MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
import jinja2
from mkdocs.config.defaults import MkDocsConfig


def command() -> str:
    """What MkDocs was started for, as its command line has it; nothing where it was not started there. It tells hooks itself when all
    of them are loaded."""
    context = click.get_current_context(silent=True)
    return context.info_name or "" if context else ""


def repeat() -> None:
    """Do what MkDocs was started for once more."""
    context = click.get_current_context()
    context.invoke(context.command, **context.params)


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

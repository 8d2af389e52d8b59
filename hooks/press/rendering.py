"""Rendering: what the press does for the templates of one build."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from .addresses import Addresses, url_filter
from .compiled import Compiled
from .insides import templates as insides
from .parts import Parts


def speed_up(env: Environment, config: MkDocsConfig, kept: Path | None) -> None:
    """Let an environment's templates work out each address once, and render each part once: all is kept with the environment.
    Compiled templates are kept in a folder, if one is given.

    They get `once(key, …)` and `each(name, items, macro)` and, also where they are imported without a context, `config`.
    """
    addresses = Addresses()
    insides.keep_templates(env)
    insides.call_quickly(env)
    insides.render_within(env, addresses.around)
    env.bytecode_cache = Compiled(env, kept) if kept else None
    env.filters["url"] = url_filter(addresses)
    parts = Parts(addresses)
    env.globals |= {"once": parts.once, "each": parts.each, "config": config}

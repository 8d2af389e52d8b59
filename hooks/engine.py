"""Engine: the press makes the build fast."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from press import rendering


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Let templates work out each address once, and render once what is the same on many pages."""
    rendering.speed_up(env, config)
    return env

"""Live: while the site is served, each change is shown at once, and what is wrong stands at the top of every page."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import press  # noqa: F401 - so that its modules are found later, when hooks/ is no longer where Python looks
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

started = time.time()
"""When MkDocs loaded its hooks: what is saved after that, the first build may have missed."""
shown: dict[str, Any] = {}
"""What the last build left for the server: the template of the notice, and the problems of the content."""


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Keep what the notice is made of."""
    made = config.extra.get("edition")  # none where nothing changed, which is so only where all is well
    problems = [str(problem) for problem in made.problems if problem.severity == "error"] if made else []
    shown.update(template=env.get_template("partials/problems.html"), problems=problems)
    return env


def on_serve(server: LiveReloadServer, **_: Any) -> LiveReloadServer:
    """Take the server over."""
    from press.live import Live  # a build has no need of a server's modules

    Live(server, Path(__file__).parent, notice, started)
    return server


def notice(failure: str) -> str:
    """What is wrong in the content, and in the last build, as HTML; nothing where all is well."""
    return str(shown["template"].render(problems=shown["problems"], failure=failure))

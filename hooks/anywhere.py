"""Anywhere: the press for any site made with Material for MkDocs. Name this file as the first of `hooks:` in its mkdocs.yml.

The site's bytes stay those of the stock build. What cannot be done faster with certainty is done as ever, and a line of the log says why.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


def _press() -> ModuleType:
    """The press that lies beside this file, under a name of its own: a site may have a module called `press`, too."""
    name, folder = "_press_anywhere", Path(__file__).parent / "press"
    if name not in sys.modules:
        spec: Any = importlib.util.spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return importlib.import_module(f"{name}.anywhere")


press = _press()
started: dict[str, Any] = {"command": "build", "dirty": False}
"""What MkDocs was started for."""
at_work: list[Any] = []
"""The press of the build that is going on."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool, **_: Any) -> None:
    """Remember what MkDocs was started for."""
    started.update(command=command, dirty=dirty)


@event_priority(-100)
def on_pre_build(config: MkDocsConfig, **_: Any) -> None:
    """Take up the build, now that every plugin has had its say on the configuration."""
    _end()
    at_work.append(press.Press(config, **started, own=__name__))


@event_priority(-100)
def on_post_build(**_: Any) -> None:
    """Leave MkDocs as it was found."""
    _end()


def on_build_error(**_: Any) -> None:
    """Leave MkDocs as it was found."""
    _end()


def _end() -> None:
    while at_work:
        at_work.pop().close()

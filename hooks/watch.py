"""Watch: the last look at what is to be published. What it refuses is not, and the former site stays as it was.

A site is built beside its place, in a hidden folder, what is new of it is looked at there as a whole, and put in its place only when
nothing is wrong: whatever stops a build, no half of it is ever published.
"""

from __future__ import annotations

import logging
from typing import Any, Literal

from folio.edition import Edition
from folio.policy import POLICY
from folio.scan import fragments, scan
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from press.build import Build

log = logging.getLogger("mkdocs.hooks.watch")
serving = False
"""Whether MkDocs was started to serve."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Remember what MkDocs was started for."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell every page's browser what it may load; not while serving, since MkDocs puts a script into pages to reload them."""
    config.extra["policy"] = "" if serving else POLICY
    return config


@event_priority(55)
def _look_at_own(config: MkDocsConfig, **_: Any) -> None:
    """Each process looks at what it made itself, before it hands over."""
    build: Build = config.extra["press"]
    if build.idle:
        return
    made: Edition = config.extra["edition"]
    for _, paths in build.gathered["works"].values():
        look(build, made, paths)


def look(build: Build, made: Edition, paths: tuple[str, ...]) -> None:
    """Note what is wrong with files that were made and hold HTML."""
    for name in paths:
        if name.endswith((".html", ".json", ".xml")) and name not in build.gathered["looked"] and (build.workshop / name).is_file():
            build.gathered["looked"][name] = _words(name, build.written(name), made)


def _words(name: str, data: bytes, made: Edition) -> list[str]:
    parts = dict.fromkeys(fragments(name, data))
    return list(dict.fromkeys(word for part in parts for word in scan(part, made.site.url, name in made.moved)))


@event_priority(-100)
def _judge(config: MkDocsConfig, **_: Any) -> None:
    """Publish what was made, or say what is wrong and publish nothing.

    While serving, a page with anything wrong is not shown: another, which says so, stands in its place.
    """
    build: Build = config.extra["press"]
    config.site_dir = str(build.place)
    if build.idle:
        build.close()
        return
    made: Edition = config.extra["edition"]
    look(build, made, tuple(build.made()))
    found = {name: words for name, words in build.gathered["looked"].items() if words}
    sources = {sheet.destination: sheet.source for sheet in made.sheets.values()} if found else {}
    for name, words in found.items():
        level = logging.WARNING if serving else logging.ERROR
        log.log(level, f"{name}{f', made from {sources[name]}' if name in sources else ''}: {'; '.join(words)}")
    if found and not serving:
        raise Abort(f"Nothing was published: {len(found)} {'file holds' if len(found) == 1 else 'files hold'} what no page may hold.")
    _replace(build, found, config)
    build.publish()


on_post_build = CombinedEvent(_look_at_own, _judge)  # type: ignore[arg-type]


def _replace(build: Build, found: dict[str, list[str]], config: MkDocsConfig) -> None:
    """Put in the place of each page that is not shown one that says so."""
    for name in found:
        if name.endswith(".html"):
            template = config.extra["environment"].get_template("refused.html")
            build.write({name: template.render(config=config, words=found[name]).encode()})

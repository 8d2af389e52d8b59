"""Watch: the last look at what is to be published. What it refuses is not, and the former site stays as it was.

MkDocs empties the site's folder before it writes. So a site is built beside its place, in a hidden folder, looked at there
as a whole, and put in its place only when nothing is wrong: whatever stops a build, no half of it is ever published.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Any, Literal

from folio.edition import Edition
from folio.policy import POLICY
from folio.scan import fragments, scan
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.utils import clean_directory

log = logging.getLogger("mkdocs.hooks.watch")
aside = True
"""Whether a site is built beside its place: not to be served, where a folder is made for it, nor onto a former one (--dirty)."""
serving = False
"""Whether MkDocs was started to serve."""
workshop: Path | None = None
"""The hidden folder of the build that is going on: MkDocs tells who must clear up after an error nothing, not even this."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool = False, **_: Any) -> None:
    """Remember what MkDocs was started for."""
    global aside, serving
    serving = command == "serve"
    aside = not serving and not dirty


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell every page's browser what it may load; not while serving, since MkDocs puts a script into pages to reload them."""
    config.extra["policy"] = "" if serving else POLICY
    return config


def on_pre_build(config: MkDocsConfig, **_: Any) -> None:
    """Build in a hidden folder beside the site's."""
    global workshop
    if aside:
        place = config.extra["place"] = Path(config.site_dir)
        workshop = place.with_name(f".{place.name}")
        shutil.rmtree(workshop, ignore_errors=True)
        config.site_dir = str(workshop)


@event_priority(-100)
def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Look at everything that was written; publish it, or say what is wrong and publish nothing.

    While serving, a page with anything wrong is not shown: another, which says so, stands in its place.
    """
    built = Path(config.site_dir)
    made: Edition = config.extra["edition"]
    found = _look(built, made)
    sources = {sheet.destination: sheet.source for sheet in made.sheets.values()}
    for name, words in found.items():
        level = logging.ERROR if workshop else logging.WARNING
        log.log(level, f"{name}{f', made from {sources[name]}' if name in sources else ''}: {'; '.join(words)}")
    if not workshop:
        _replace(built, found, config)
    elif found:
        raise Abort(f"Nothing was published: {len(found)} {'file holds' if len(found) == 1 else 'files hold'} what no page may hold.")
    else:
        _publish(workshop, config.extra["place"])
        config.site_dir = str(config.extra["place"])


def on_build_error(**_: Any) -> None:
    """Leave nothing of a build that came to nothing."""
    if workshop:
        shutil.rmtree(workshop, ignore_errors=True)


def _publish(built: Path, place: Path) -> None:
    """Put a site in its place. Hidden files there stay, as MkDocs has it: a .git folder is the host's."""
    place.mkdir(parents=True, exist_ok=True)
    clean_directory(str(place))
    for entry in built.iterdir():
        shutil.move(entry, place / entry.name)
    built.rmdir()


def _replace(built: Path, found: dict[str, list[str]], config: MkDocsConfig) -> None:
    """Put in the place of each page that is not shown one that says so."""
    template = config.extra["environment"].get_template("refused.html")
    for name in found:
        if name.endswith(".html"):
            (built / name).write_text(template.render(config=config, words=found[name]), encoding="utf-8")


def _look(built: Path, made: Edition) -> dict[str, list[str]]:
    """What is wrong with each file of the built site that holds HTML."""
    found = {}
    for path in sorted(built.rglob("*")):
        name = path.relative_to(built).as_posix()
        if path.suffix in (".html", ".json", ".xml"):
            parts = dict.fromkeys(fragments(name, path.read_bytes()))
            if words := list(dict.fromkeys(word for part in parts for word in scan(part, made.site.url, name in made.moved))):
                found[name] = words
    return found

"""Engine: the press makes only what changed. First of the hooks: the others ask it what is to be made."""

from __future__ import annotations

import gc
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from press import lookout, markup, rendering
from press.build import FEW, Build
from press.crew import cores
from press.insides import site as insides
from press.key import key
from press.shelf import Shelf

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.engine")
PROJECT = Path(__file__).parents[1]
PACKAGES = ("folio", "press")
"""Whose classes may be kept."""
KEPT = ".cache/press"
"""Where builds keep what the next may use, below the project's folder."""
OFF = "off"
"""The environment's PRESS, for a build that neither uses nor keeps anything."""
SELDOM = (50_000, 50, 100)
"""After how many new objects Python looks for what can go: rarely, since hardly anything of a page goes in circles."""
serving = False
"""Whether MkDocs was started to serve, which it says only once."""
again = False
"""Whether the build that ended is to be done once more."""
building: Build | None = None
"""The build that is going on: MkDocs tells who must clear up after an error nothing, not even this."""

gc.disable()  # from here on: what hooks load and a build reads stays, and looking for what could go takes longer than a small build


def _sent() -> lookout.Lookout | None:
    """Somebody who looks at the site and its sources while the other hooks are loaded, where a build is to come."""
    if insides.command() != "build" or os.environ.get("PRESS") == OFF:
        return None
    return lookout.send(PROJECT / KEPT / "build", PACKAGES, cores())


before = _sent()


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Remember what MkDocs was started for."""
    global serving
    serving = command == "serve"


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Open what the last build kept, and begin to look whether its site still stands."""
    global building, before
    gc.unfreeze()
    gc.disable()
    project = Path(config.config_file_path).parent
    folder = None if os.environ.get("PRESS") == OFF else project / KEPT / ("serve" if serving else "build")
    if serving and folder:
        config.site_dir = str(folder / "site")  # stays from one start of the server to the next
    code = [Path(__file__).parent, *(Path(folder) for folder in config.theme.dirs if Path(folder).is_relative_to(project))]
    total = key(insides.settings(config), code, serving)
    build = building = Build(folder, Path(config.site_dir), total, PACKAGES)
    config.extra["press"] = build
    config.extra["parser"] = markup.Shared()
    build.look(Path(config.docs_dir), before)
    before = None
    return config


def on_pre_build(config: MkDocsConfig, **_: Any) -> None:
    """Build in the workshop. MkDocs need not go through docs/: whoever reads the content knows its files."""
    build: Build = config.extra["press"]
    config.extra["docs"], config.docs_dir = config.docs_dir, str(build.workshop / "nothing")
    config.site_dir = str(build.workshop)
    if not build.trusting:
        build.seen()
    if not build.fresh:
        insides.without_theme_files(config)


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Say again where the content lies."""
    config.docs_dir = config.extra["docs"]
    return files


def on_nav(nav: Any, config: MkDocsConfig, files: Shelf) -> Any:
    """Share the pages that are to be made. From here on, there may be several processes; the first alone makes all else."""
    build: Build = config.extra["press"]
    if len(build.candidates) > FEW:
        build.seen()
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
    due = build.split()
    if build.crew.number:
        for file in list(files):
            files.remove(file)
        config.theme.static_templates.clear()
        config.extra_templates.clear()
    for name in due:
        file = files.stand(name)
        file.page = file.page or Page(None, file, config)
    return nav


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Let templates work out each address once, and render once what is the same on many pages."""
    kept = None if os.environ.get("PRESS") == OFF else Path(config.config_file_path).parent / KEPT / "templates"
    rendering.speed_up(env, config, kept)
    return env


def on_pre_page(page: Page, config: MkDocsConfig, **_: Any) -> Page:
    """Let all pages be rendered by one parser."""
    config.extra["parser"].lend(page)
    return page


@event_priority(-100)
def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Let go of what the page was made of: MkDocs would keep that of all until the end."""
    page.markdown, page.content, page.toc = None, None, TableOfContents([])
    return output


@event_priority(60)
def _confirm(config: MkDocsConfig, **_: Any) -> None:
    """Publish nothing that was made in the belief that the site stood when it did not: what it lost was not made."""
    global again
    build: Build = config.extra["press"]
    if build.trusting:
        build.seen()
    if build.mistaken:
        again = build.idle = True


@event_priority(50)
def _gather(config: MkDocsConfig, **_: Any) -> None:
    """The processes hand over what they gathered. What comes after, the first does alone."""
    config.extra["press"].gather()


@event_priority(-200)
def _rest(**_: Any) -> None:
    """A server goes on, and looks for what can go; a build ends, and Python need not look through all of it before it does."""
    if serving:
        gc.enable()
    else:
        gc.freeze()


on_post_build = CombinedEvent(_confirm, _gather, _rest)  # type: ignore[arg-type]


def on_shutdown(**_: Any) -> None:
    """Build again what was not published, now knowing what the site lost."""
    global again
    if again:
        again = False
        log.info("The site is not as the last build left it. Building it again.")
        insides.repeat()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> None:
    """Show the site where it stands, in place of MkDocs' own folder, which goes with the server."""
    root = server.root = config.site_dir

    def error_page(code: int) -> bytes | None:
        path = Path(root) / f"{code}.html"
        return path.read_bytes() if path.is_file() else None

    server.error_handler = error_page


def on_build_error(error: Exception, **_: Any) -> None:
    """Leave nothing of a build that came to nothing; a process that shares it tells the first."""
    if building:
        if building.crew.number:
            building.crew.hand_over(None, error)
        building.close()

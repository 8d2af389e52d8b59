"""Anywhere: the press on a site that it has never seen. Each way to save time is used only where it is known to keep the bytes."""

from __future__ import annotations

import logging
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, nullcontext, suppress
from itertools import takewhile
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from . import known, stateless
from .ahead import Ahead, rendering
from .blogs import Excerpts, Pages, front_matter
from .branches import TEMPLATE, Branches
from .crew import CORE, cores
from .insides import stock as insides
from .pages import write

log = logging.getLogger("mkdocs.press")
WORTH = 16
"""How many pages make it worth to let several processes work."""


class Press:
    """One build of a site. `own` is the code of the hook that put the press here, as `insides.handlers` names it."""

    def __init__(self, config: MkDocsConfig, command: str, dirty: bool, own: str) -> None:
        self._config = config
        self._own = own
        self._patches = ExitStack()
        if reason := self._stranger(command, dirty):
            log.info(f"Press: this is the stock build, since {reason}.")
            return
        if insides.reads_yaml_alike():
            self._patches.enter_context(insides.reading_posts(front_matter))
        self._patches.enter_context(insides.populating(self._populating))
        self._patches.enter_context(insides.building(self._building))

    def close(self) -> None:
        """Leave MkDocs as it was found."""
        self._patches.close()

    # What is known of the site

    def _stranger(self, command: str, dirty: bool) -> str | None:
        """Why nothing can be known of this build."""
        theme = self._config.theme.name
        if untried := ", ".join(known.untried()):
            return f"the press was not tried with {untried}"
        if command == "serve":
            return "mkdocs serve builds again and again in one process"
        if dirty:
            return "a dirty build leaves pages out"
        if sys.warnoptions:
            return "Python was told which warnings to show"
        if theme != "material":
            return f"the theme is {theme}, not material"
        if logging.getLogger(CORE).getEffectiveLevel() <= logging.DEBUG:
            return "every step is to be told (--verbose)"
        return None

    def _strange(self, events: Callable[[str], bool]) -> str | None:
        """A plugin or hook that is not known and takes part in any of some events, as its author names it."""
        return next(
            (
                f"{'hook' if name.endswith('.py') else 'plugin'} {name}"
                for event, code, name, settings in insides.handlers(self._config)
                if events(event) and code != self._own and not known.keeps_nothing(code, settings)
            ),
            None,
        )

    def _bound(self, files: Files) -> str | None:
        """Why the text of pages must be made into HTML by one process, when MkDocs asks for it."""
        if strange := self._strange(known.TEXT_EVENTS.__contains__):
            return f"the {strange} may change their text"
        if strange := known.strange_extension(self._config.markdown_extensions, self._config.mdx_configs):
            return f"it is not known what the Markdown extension {strange} keeps of them"
        return self._overheard() or _alone(len(files.documentation_pages())) or _cramped()

    def _overheard(self) -> str | None:
        """Why what is said may not be said by another process, or later."""
        name = insides.heard_by_others(CORE)
        return f"somebody listens to what {name} says" if name else None

    def _kept(self, environment: Environment) -> str | None:
        """Why pages must be written one after the other."""
        if strange := self._strange(lambda event: event not in known.QUIET_EVENTS):
            return f"the {strange} may keep what it has seen of them"
        folder = self._config.theme.custom_dir
        if folder and (place := stateless.keeper(Path(folder), environment)):
            return f"the template {place} may keep what it has seen of them"
        if searches := insides.searches(self._config):
            if len(searches) > 1:
                return "there are two searches"
            if insides.cuts_chinese():
                return "jieba speaks when it is loaded"
        return self._overheard()

    # The two loops

    def _populating(self, stock: insides.Step) -> insides.Step:
        ahead: list[Ahead | None] = []

        def populate(page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
            if not ahead:
                if not self._strange(lambda event: event not in known.QUIET_EVENTS):
                    insides.find_quickly(config, Pages)
                reason = _answer(lambda: self._bound(files))
                if reason:
                    log.info(f"Press: the Markdown of pages is read one by one, since {reason}.")
                ahead.append(None if reason else Ahead(config, files, cores()))
            with rendering(page, ahead[0]) if ahead[0] else nullcontext(), insides.no_deeper(0):
                stock(page, config, files, dirty)

        return populate

    def _building(self, stock: insides.Step) -> insides.Step:
        begun: list[bool] = []

        def build(
            page: Page,
            config: MkDocsConfig,
            doc_files: Sequence[File],
            nav: Navigation,
            env: Environment,
            dirty: bool = False,
            excluded: bool = False,
        ) -> None:
            def write_page(number: int) -> None:
                file = doc_files[number]
                with insides.no_deeper(0):
                    stock(file.page, config, doc_files, nav, env, dirty, excluded=bool(file.inclusion.is_excluded()))  # type: ignore[no-untyped-call]

            if not begun:
                reason = _answer(lambda: self._ready(env, doc_files))
                begun.append(not reason)
                if reason:
                    log.info(f"Press: pages are written one after the other, since {reason}.")
                else:
                    self._write(doc_files, write_page)
            if not begun[0]:
                with insides.no_deeper(0):
                    stock(page, config, doc_files, nav, env, dirty, excluded=excluded)

        return build

    def _ready(self, env: Environment, doc_files: Sequence[File]) -> str | None:
        """Why pages must be written one after the other; None when all is ready for several processes to write them."""
        if not (reason := self._kept(env) or _meeting(doc_files) or _cramped()):
            custom = self._config.theme.custom_dir
            if not custom or not stateless.redraws(Path(custom), TEMPLATE):
                Branches(insides.ITEMS).install(env)
        return reason

    def _write(self, doc_files: Sequence[File], write_page: Callable[[int], None]) -> None:
        def remove_page(number: int) -> None:
            path = Path(doc_files[number].abs_dest_path)
            path.unlink(missing_ok=True)
            with suppress(OSError):  # a folder of others' pages is not empty
                for folder in takewhile(Path(self._config.site_dir).__ne__, path.parents):
                    folder.rmdir()

        excerpts = Excerpts(self._config.markdown_extensions)
        together = [number for number, file in enumerate(doc_files) if insides.is_view(file.page)]
        entries = next(iter(insides.searches(self._config)), [])
        with insides.rendering_excerpts(excerpts.render):
            write(len(doc_files), write_page, remove_page, together, entries, 1 if _alone(len(doc_files)) else cores())


def _meeting(doc_files: Sequence[File]) -> str | None:
    """Which file is written for two pages, or stands there before any is: then it counts which comes last."""
    met: set[str] = set()
    for file in doc_files:
        path = file.abs_dest_path
        if path.casefold() in met or Path(path).exists():
            return f"{file.dest_uri} is written twice"
        met.add(path.casefold())
    return None


def _answer(ask: Callable[[], str | None]) -> str | None:
    """The answer to what must be known of a site. A site that cannot be asked is one of which nothing is known."""
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - whatever it is, the stock build may well do without it
        return f"it cannot be told what they depend on ({type(error).__name__})"


def _cramped() -> str | None:
    """Why several processes cannot share what they make."""
    try:
        tempfile.gettempdir()
    except OSError:
        return "no folder takes temporary files"
    return None


def _alone(count: int) -> str | None:
    """Why one process must do what there is to do for so many pages."""
    if cores() < 2:
        return "only one process can work here"
    if count < WORTH:
        return "there are so few"
    return "other threads are at work" if threading.active_count() > 1 else None

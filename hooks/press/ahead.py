"""Ahead: the Markdown of a build's pages, made into HTML by several processes before MkDocs asks for it.

The processes know each page's text as it stands in its file. When MkDocs asks for a page's HTML, what was made ahead is taken only if
it was made of the very text that MkDocs now has, and if all that a page's HTML depends on besides is what it was.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from .crew import CORE, Crew, FailedError
from .insides import stock as insides
from .markup import Shared
from .turns import Turns

Place = tuple[str, str, str]
"""What a link to a file depends on: where it is among the sources, its address, and whether it is published."""


class Made(NamedTuple):
    """A page's HTML, all that it was made of, and what was said of its links meanwhile."""

    text: str
    place: Place | None
    lookups: dict[str, Place | None]
    rendered: insides.Rendered
    said: list[logging.LogRecord]


def _place(file: File | None) -> Place | None:
    return None if file is None else (file.src_uri, file.url, file.inclusion.name)


def _frozen(value: Any) -> Any:
    """A value of the configuration as something that does not change with it."""
    if isinstance(value, dict):
        return tuple((key, _frozen(one)) for key, one in value.items())
    return tuple(map(_frozen, value)) if isinstance(value, (list, tuple)) else value


def _settings(config: MkDocsConfig) -> Any:
    return _frozen([config.markdown_extensions, config.mdx_configs, dict(config.validation.links), config.use_directory_urls])


class Ahead:
    """What was made ahead, by the page's file. `wanted` and `taken` count the pages that MkDocs asked for, and those that were given."""

    def __init__(self, config: MkDocsConfig, files: Files, size: int) -> None:
        self._settings = _settings(config)
        self._made = _made(config, files, size)
        self.wanted = self.taken = 0

    def take(self, page: Page, config: MkDocsConfig, files: Files) -> bool:
        """Leave in a page the HTML that was made ahead. Returns False, and leaves nothing, where that may not be what it would be now."""
        self.wanted += 1
        made = self._made.pop(page.file.src_uri, None)
        if (
            made is None
            or made.text != page.markdown
            or made.place != _place(page.file)
            or any(_place(files.get_file_from_path(path)) != place for path, place in made.lookups.items())
            or self._settings != _settings(config)
            or not insides.renders_as_stock(type(page))
        ):
            return False
        insides.leave(page, made.rendered, files)
        for record in made.said:
            insides.LINKS.handle(record)
        self.taken += 1
        return True


def _made(config: MkDocsConfig, files: Files, size: int) -> dict[str, Made]:
    """Let `size` processes make the HTML of all pages. One that failed, or of which more was said than of its links, is not among them."""
    documents = files.documentation_pages()
    crew = Crew(size + 1, speaks="mkdocs.press.ahead")
    with closing(Turns(list(range(len(documents))))) as turns:
        if crew.split():
            try:
                crew.hand_over(dict(_make((documents[number] for number in turns), config, files)))
            finally:
                os._exit(1)
        try:
            return {src_uri: one for made in crew.gather() for src_uri, one in made.items()}
        except FailedError:
            return {}
        except BaseException:
            crew.dismiss()
            raise


def _make(documents: Iterable[File], config: MkDocsConfig, files: Files) -> Iterator[tuple[str, Made]]:
    heard, lookups, shared = _silenced(), _lookups(files), Shared()
    for file in documents:
        page = file.page or Page(None, file, config)
        heard.begin()
        lookups.clear()
        config._current_page = page
        try:
            page.read_source(config)
            if insides.renders_as_stock(type(page)):
                shared.lend(page)
            lent = "render" in vars(page)
            with insides.no_deeper(than=0 if lent else 1):  # a page that was lent a parser renders itself by one function more
                page.render(config, files)
        except Exception:  # noqa: BLE001, S112 - MkDocs will make this page itself, and tell of its error
            continue
        if not heard.more and insides.renders_as_stock(type(page)):
            yield file.src_uri, Made(page.markdown or "", _place(file), dict(lookups), insides.rendered(page), heard.of_links)


class _Heard(logging.Handler):
    """Keeps what is said of a page's links: it hangs on what they lead to alone. Notes that more was said: that may hang on all before."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def begin(self) -> None:
        """Hear what is said of another page."""
        self.of_links: list[logging.LogRecord] = []
        self.more = False

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == insides.LINKS.name:
            record.msg, record.args = record.getMessage(), None  # as text, so that it can be handed over
            self.of_links.append(record)
        else:
            self.more = True


def _silenced() -> _Heard:
    """Let this process say nothing, and hear what it would have said."""
    heard = _Heard()
    for name in (None, CORE, "MARKDOWN"):
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = [heard], False
    return heard


def _lookups(files: Files) -> dict[str, Place | None]:
    """Note what is looked up among the files, and what is found."""
    found: dict[str, Place | None] = {}
    get: Callable[[str], File | None] = files.get_file_from_path

    def look_up(path: str) -> File | None:
        file = get(path)
        found[path] = _place(file)
        return file

    files.get_file_from_path = look_up  # type: ignore[method-assign]
    return found


@contextmanager
def rendering(page: Page, ahead: Ahead) -> Iterator[None]:
    """Let a page take what was made ahead when it is to be rendered, while the block lasts."""
    stock = page.render

    def render(config: MkDocsConfig, files: Files) -> None:
        if not ahead.take(page, config, files):
            with insides.more_frames(1):
                stock(config, files)

    page.render = render  # type: ignore[method-assign]
    try:
        yield
    finally:
        del page.__dict__["render"]

"""Live: MkDocs' server, made to show each change as soon as it is built, to say what is wrong, and to start again with new code."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.headers import Headers

from mkdocs.livereload import LiveReloadServer

from . import again
from .changes import Changes
from .insides.server import observe, reloading

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger("mkdocs.press.live")
SETTLED = 0.03
"""Seconds of quiet after which what an editor saves in steps is saved."""
_TOP = re.compile(rb"<body\b[^>]*>")


class Live:
    """Takes a server over that does not serve yet.

    `code` is the folder of Python code that only a new start loads; `notice` gives HTML to stand at the top of every page, given
    what came to nothing in the last build (nothing: ""); `since` is when the first build began (seconds since 1970).
    """

    def __init__(self, server: LiveReloadServer, code: Path, notice: Callable[[str], str], since: float) -> None:
        self.server = server
        self.code = code.resolve()
        self.notice = notice
        self.failure = ""
        self.changes = Changes(since)
        self._renewed: set[Path] = set()
        self._build = server.builder
        server.build_delay = SETTLED
        server.builder = self.build
        server.set_app(self.answer)
        observe(server, self.changes)
        server.watch(str(self.code))

    def build(self) -> None:
        """Build after a change, or start again. What goes wrong is kept for the pages: the server answers on."""
        self._renewed |= {path for path in self.changes.take() if path.is_relative_to(self.code) and not path.is_dir()}
        try:
            if self._renewed:
                self._renew()
            self._build()
            self.failure = ""
        except Exception as error:
            self.failure = _words(error)
            told = isinstance(error, SystemExit | SyntaxError)  # the words say all of it
            log.exception("Not built: %s", self.failure, exc_info=None if told else error)

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """What the server answers, with the notice in each page. A page that is not there is loaded again after a build, too."""
        status, fields = "", Headers()

        def hear(its_status: str, its_fields: list[tuple[str, str]], _: object = None) -> Callable[[bytes], object]:
            nonlocal status, fields
            status, fields = its_status, Headers(its_fields)
            return bytes  # nobody writes this way

        body = self.server.serve_request(environ, hear)
        if (fields["Content-Type"] or "").startswith("text/html"):
            page = b"".join(body)
            if not status.startswith("200"):
                page = reloading(self.server, page)
            page = _put(self.notice(self.failure).encode(), page)
            fields["Content-Length"] = str(len(page))
            body = [page]
        start_response(status, fields.items())
        return body

    def _renew(self) -> None:
        """Start again with changed code. While Python cannot read it, raises SyntaxError, and what was loaded stays."""
        changed = sorted(self._renewed)
        for path in changed:
            if path.suffix == ".py" and path.exists():
                compile(path.read_bytes(), path, "exec")
        names = ", ".join(str(path.relative_to(self.code.parent)) for path in changed)
        if not again.possible():
            log.warning("%s changed: to see what that changes, stop with Ctrl-C and start again.", names)
            self._renewed.clear()
            return
        log.info("%s changed: starting again.", names)
        again.start_at_the_end(watch.path for watch in self.changes.watches)
        raise KeyboardInterrupt  # as a user ends the server: MkDocs clears up


def _put(notice: bytes, page: bytes) -> bytes:
    found = _TOP.search(page)
    place = found.end() if found else 0
    return page[:place] + notice + page[place:]


def _words(error: Exception) -> str:
    """What went wrong, and where, in one line."""
    if isinstance(error, SystemExit):
        return str(error)
    if isinstance(error, SyntaxError):
        return f"{error.filename}:{error.lineno}: {error.msg}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.filename}:{last.lineno}: {type(error).__name__}: {error}"

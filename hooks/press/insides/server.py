"""Insides: every place that leans on what MkDocs and its like keep to themselves. tests/press/test_insides.py says when one gives way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a build has no need of it
    from mkdocs.livereload import LiveReloadServer

# The server of `mkdocs serve`


def observe(server: LiveReloadServer, observer: object) -> None:
    """Put another observer (schedule, unschedule, start, stop, join) in the place of a server's own; what it watched stays watched.

    Only before the server serves.
    """
    paths = list(server._watched_paths)
    for path in paths:
        while path in server._watched_paths:
            server.unwatch(path)
    server.observer = observer  # type: ignore[assignment]
    for path in paths:
        server.watch(path)


def reloading(server: LiveReloadServer, html: bytes) -> bytes:
    """A page with the script that loads it again after the next build."""
    page: bytes = server._inject_js_into_html(html, server._visible_epoch)  # type: ignore[no-untyped-call]
    return page


def tell_moves_at_once() -> None:
    """On Linux, watchdog holds back for half a second, with all that follows, that a file left a folder, since it may turn up in another.

    A hundredth is enough: the system tells both in one breath.
    """
    from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

    InotifyMoveEventGrouper.delay = 0.01

"""What the press leans on inside of MkDocs and its like: each test fails when one of them gives way, and says what leaned on it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands import serve
from mkdocs.livereload import LiveReloadServer
from press.insides import server as insides

# The server of `mkdocs serve`


class Observer:
    """Notes what it is asked to watch."""

    def __init__(self) -> None:
        self.watched: list[str] = []
        self.handlers: list[Any] = []

    def schedule(self, handler: Any, path: str, *, recursive: bool = False) -> str:
        self.handlers.append(handler)
        self.watched.append(path)
        assert recursive
        return path

    def unschedule(self, watch: str) -> None:
        self.watched.remove(watch)


@pytest.fixture
def server(tmp_path: Path) -> LiveReloadServer:
    """A server that does not serve."""
    return LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))


def test_another_observer_watches_what_the_server_watched(server: LiveReloadServer, tmp_path: Path) -> None:
    for name in ("docs", "docs", "overrides"):
        server.watch(str(tmp_path / name))
    observer = Observer()
    insides.observe(server, observer)
    server.watch(str(tmp_path / "hooks"))
    assert observer.watched == [str(tmp_path / name) for name in ("docs", "overrides", "hooks")]
    server.server_close()


def test_mkdocs_builds_after_what_its_handler_is_told(server: LiveReloadServer, tmp_path: Path) -> None:
    from watchdog.events import FileModifiedEvent

    observer = Observer()
    insides.observe(server, observer)
    server.watch(str(tmp_path))
    assert not server._want_rebuild
    observer.handlers[0].dispatch(FileModifiedEvent("page.md"))
    assert server._want_rebuild
    server.server_close()


def test_mkdocs_server_asks_for_its_builder_its_delay_and_its_observer_when_it_needs_them(server: LiveReloadServer) -> None:
    """press.live puts its own in their places, before the server starts and after it was made."""
    loop = inspect.getsource(LiveReloadServer._build_loop)
    assert "self.builder()" in loop
    assert "timeout=self.build_delay" in loop
    assert "self.observer.start()" in inspect.getsource(LiveReloadServer.serve)
    assert "self.observer.stop()" in inspect.getsource(LiveReloadServer.shutdown)
    assert server.get_app() == server.serve_request
    server.server_close()


def test_mkdocs_clears_up_when_its_user_ends_it() -> None:
    """press.live starts a server again by ending it like its user."""
    source = inspect.getsource(serve.serve)
    assert source.index("server.serve(") < source.index("except KeyboardInterrupt:") < source.index("shutil.rmtree(site_dir)")


def test_a_page_is_given_the_script_that_loads_it_again(server: LiveReloadServer) -> None:
    page = insides.reloading(server, b"<body><h1>Words</h1></body>")
    assert page.startswith(b"<body><h1>Words</h1><script>")
    assert f"livereload({server._visible_epoch}, ".encode() in page
    server.server_close()


def test_watchdog_holds_moves_back_no_longer_than_we_say() -> None:
    from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

    insides.tell_moves_at_once()
    assert InotifyMoveEventGrouper()._queue.delay == 0.01

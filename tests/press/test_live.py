"""What a live server answers and builds, without the network."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from press import again, live


class Builder:
    """Builds, or fails as it is told."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.builds = 0

    def __call__(self) -> None:
        self.builds += 1
        if self.error:
            raise self.error


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[live.Live, Builder]]:
    """A live server of three files, which does not listen."""
    site, code = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("code")
    (site / "index.html").write_text("<!doctype html><html><body class='a'><h1>Words</h1></body></html>")
    (site / "data.json").write_text("{}")
    builder = Builder()
    server = LiveReloadServer(builder, "127.0.0.1", 0, str(site))
    yield live.Live(server, code, lambda failure: f"<p>{escape(failure)}</p>", 0), builder
    server.server_close()


def ask(site: live.Live, path: str) -> tuple[str, dict[str, str], str]:
    """What a live server answers: status, headers, body."""
    given: list[Any] = []
    body = site.answer({"PATH_INFO": path}, lambda *head: given.extend(head))  # type: ignore[arg-type]
    text = b"".join(body).decode()
    if hasattr(body, "close"):
        body.close()
    return given[0], dict(given[1]), text


@given(st.text(max_size=30))
def test_the_notice_stands_first_on_every_page_and_nowhere_else(taken: tuple[live.Live, Builder], words: str) -> None:
    site, _ = taken
    site.failure = words
    status, headers, page = ask(site, "/")
    assert status == "200 OK"
    assert f"<body class='a'><p>{escape(words)}</p><h1>Words</h1>" in page
    assert int(headers["Content-Length"]) == len(page.encode())
    status, _, page = ask(site, "/nowhere/")
    assert status == "404 Not Found"
    assert f"<p>{escape(words)}</p>" in page
    assert "livereload(" in page
    assert ask(site, "/data.json")[2] == "{}"


@pytest.mark.parametrize("error", [Abort("Nothing to be had"), ValueError("Nothing to be had")])
def test_a_build_that_fails_is_told_until_one_does_not(
    taken: tuple[live.Live, Builder], error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    site, builder = taken
    builder.error = error
    site.build()
    assert "Nothing to be had" in site.failure
    assert "Nothing to be had" in ask(site, "/")[2]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    builder.error = None
    site.build()
    assert not site.failure


def test_where_a_server_cannot_start_again_it_says_what_to_do(
    taken: tuple[live.Live, Builder], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    site, builder = taken
    monkeypatch.setattr(again, "possible", lambda: False)
    monkeypatch.setattr(site.changes, "take", lambda: {site.code / "hook.py", Path("/elsewhere/page.md")})
    builds = builder.builds
    site.build()
    assert builder.builds == builds + 1
    assert [record.getMessage() for record in caplog.records] == [
        f"{site.code.name}/hook.py changed: to see what that changes, stop with Ctrl-C and start again."
    ]

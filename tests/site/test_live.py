"""`make serve`: shows a page, an edit of it, a mistake in it, and its repair, without being started again."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import website

PAGE = "docs/topics/care.md"
PATIENCE = 60
"""Seconds after which a server that shows nothing is given up."""


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the project, and the address at which MkDocs serves it."""
    project = website.lay(tmp_path / "project")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    log = (tmp_path / "log").open("wb")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place]
    server = subprocess.Popen(command, cwd=project, env=website.environment(), stdout=log, stderr=log)
    try:
        yield project, f"http://{place}/"
    finally:
        server.terminate()
        server.wait(PATIENCE)
        log.close()


def wait_for(address: str, words: str, without: str = "\0") -> str:
    """A page, as soon as it says some words and does not say others."""
    end = time.monotonic() + PATIENCE
    html = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - this machine's own server
                html = answer.read().decode()
        except (urllib.error.URLError, OSError):
            html = ""
        if words in html and without not in html:
            return html
        time.sleep(0.1)
    raise AssertionError(f"{address} never said {words!r}: {html[:2000]}")


def test_an_edit_a_mistake_and_its_repair_are_shown_as_they_come(live: tuple[Path, str]) -> None:
    project, server = live
    source = project / PAGE
    text = source.read_text(encoding="utf-8")
    topic = f"{server}topics/care/"
    assert "The content has problems" not in wait_for(topic, "<h1>Care</h1>")

    source.write_text(text + "\nA sentence that was not there.\n", encoding="utf-8")
    wait_for(topic, "A sentence that was not there.")

    source.write_text(text.replace("definition:", "defnition:"), encoding="utf-8")
    html = wait_for(f"{server}about/", "The content has problems")
    assert f"{PAGE}:" in html
    assert "defnition" in html

    source.write_text(text + "\nMended.\n", encoding="utf-8")
    wait_for(topic, "Mended.", without="The content has problems")
    wait_for(f"{server}about/", "<h1>", without="The content has problems")


def test_a_draft_is_shown_while_writing(live: tuple[Path, str]) -> None:
    project, server = live
    assert "Content-Security-Policy" not in wait_for(server, "<h1>"), "the page could not be reloaded"
    front = {"title": "Not yet", "date": "2099-01-01", "draft": True, "description": "A draft.", "tags": ["care"]}
    website.write(project, {"essays/posts/not-yet.md": website.page(front, "Half a thought.\n")})
    assert "The content has problems" not in wait_for(f"{server}essays/not-yet/", "Half a thought.")


def test_a_page_with_something_active_in_it_is_not_even_shown_to_its_author(live: tuple[Path, str]) -> None:
    project, server = live
    wait_for(f"{server}topics/care/", "</html>")
    template = project / "overrides/topic.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("{% block content %}", "{% block content %}<img src=x onerror=alert(1)>"), encoding="utf-8")
    html = wait_for(f"{server}topics/care/", "This page is not shown")
    assert "onerror in &lt;img src=x" in html
    assert "<img" not in html
    template.write_text(text, encoding="utf-8")
    wait_for(f"{server}topics/care/", "standfirst", without="This page is not shown")

"""`mkdocs serve` as an author has it: a copy of the project, served on this machine, and pages waited for."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import website

PATIENCE = 60
"""Seconds after which a server that shows nothing is given up."""


@dataclass
class Live:
    """A project that is served: where it lies, its address, the server's process, and the file of what it says."""

    project: Path
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def page(self, url: str) -> str:
        """A page, whatever the status; nothing where nobody answers."""
        try:
            with urllib.request.urlopen(self.address + url, timeout=PATIENCE) as answer:  # noqa: S310 - this machine's own server
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode()
        except OSError:
            return ""

    def shows(self, url: str, words: str, without: str = "\0") -> str:
        """A page, as soon as it says some words and does not say others."""
        end = time.monotonic() + PATIENCE
        html = ""
        while time.monotonic() < end:
            html = self.page(url)
            if words in html and without not in html:
                return html
            time.sleep(0.05)
        raise AssertionError(f"{url} never said {words!r} without {without!r}: {html[:2000]}\n{self.log.read_text('utf-8')[-4000:]}")

    def says(self, words: str, times: int = 1) -> None:
        """Wait until the server has said some words so often."""
        end = time.monotonic() + PATIENCE
        while self.log.read_text("utf-8").count(words) < times:
            assert time.monotonic() < end, f"The server never said {words!r}: {self.log.read_text('utf-8')[-4000:]}"
            time.sleep(0.01)

    def edit(self, path: str, old: str, new: str) -> None:
        """Put words in the place of others in a file of the project."""
        file = self.project / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} does not say {old!r}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


@contextmanager
def serving(project: Path) -> Iterator[Live]:
    """Serve a project for a while, as `make serve` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    log = project.with_name(f"{project.name}.log")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place]
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=project, env=website.environment(), stdout=said, stderr=said)
    try:
        yield Live(project, f"http://{place}/", process, log)
        assert process.poll() is None, f"the server ended: {log.read_text('utf-8')[-4000:]}"
    finally:
        for end in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):  # as its user ends it, unless signals of a user do not reach it
            process.send_signal(end)
            try:
                process.wait(PATIENCE / 4)
                break
            except subprocess.TimeoutExpired:
                continue

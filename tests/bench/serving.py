"""How long it takes from an edit until a server on this machine shows it."""

from __future__ import annotations

import http.client
import socket
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from bench.generators import Generator
from bench.processes import started

PATIENCE = 600.0
"""Seconds until a server that shows nothing is given up."""
PAUSE = 0.01
"""Seconds between two questions."""
REST = 1.5
"""Seconds, and some more, before an edit: servers that look at files now and then are met at different moments."""
SLUG = "essay-7"


def serve(generators: list[Generator], pages: int, edits: int, patience: float) -> dict[str, list[float]]:
    """Seconds from each edit until the page is answered with it, for each generator, their servers running side by side and edited in turn:
    so often, or until that took `patience` seconds together. An edit before the first is not timed.

    Raises TimeoutError when a server does not show what it should.
    """
    shown: dict[str, list[float]] = {one.name: [] for one in generators}
    with ExitStack() as servers:
        base = Path(servers.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        addresses = {}
        for one in generators:
            folder, port = base / one.name.replace(" ", ""), free_port()
            one.write(folder, pages)
            servers.enter_context(started(one.command(one.serve, port=port), folder))
            addresses[one.name] = f"http://127.0.0.1:{port}/{one.page.format(SLUG)}"
            wait(addresses[one.name], b"")
        for turn in range(edits + 1):
            for one in generators:
                if sum(shown[one.name]) >= patience:
                    continue
                time.sleep(REST + 0.13 * turn)
                words = f"Sentence number {turn} is new."
                one.edit(base / one.name.replace(" ", ""), SLUG, words)
                took = wait(addresses[one.name], words.encode())
                print(f"{pages:,} pages served: {one.name}, edit {turn}: {took:.2f} s", file=sys.stderr, flush=True)
                if turn:
                    shown[one.name].append(took)
    return shown


def wait(address: str, words: bytes) -> float:
    """The seconds until the page at an address is there and holds some words. Raises TimeoutError."""
    start = time.perf_counter()
    while time.perf_counter() - start < PATIENCE:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - on this machine
                if words in answer.read():
                    return time.perf_counter() - start
        except (urllib.error.URLError, ConnectionError, http.client.HTTPException):
            pass  # not up yet, or not built yet
        time.sleep(PAUSE)
    raise TimeoutError(f"{address} does not show {words.decode()!r}")


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])

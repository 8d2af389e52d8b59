"""Visits: each engine asked in a real browser, and what that took of network, time and memory."""

from __future__ import annotations

import gzip
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from statistics import fmean

from bench.searching.engines import Engine
from bench.searching.figures import Cost
from bench.searching.questions import Question
from bench.searching.scores import Found
from browsers import chromium
from playwright.sync_api import Browser, Page

ADAPTERS = Path(__file__).with_name("engines.js")
VISITS = 25
"""How many visitors come, each with an empty cache and two questions; and how many questions are asked before memory is measured."""
WARM = 200
"""How many questions are asked for a second time."""
PATIENCE = 600_000
"""Milliseconds that an engine may take to be ready."""
COLLECTING = "--js-flags=--expose-gc"
"""So that what is no longer needed can be thrown away before memory is measured."""
OPEN = "async ([adapter, root]) => { globalThis.ask = await engines[adapter](root); }"
ASK = """async (questions) => {
    const answers = [], took = [];
    for (const [text, typing] of questions) {
        const start = performance.now();
        answers.push(await ask(text, typing));
        took.push(performance.now() - start);
    }
    return [answers, took];
}"""


class Host(ThreadingHTTPServer):
    """Serves a folder on this machine, compressed where that is smaller, and counts what it sends."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self.sizes: list[tuple[str, int]] = []
        """Of each file that was sent, its path and its bytes."""

    def taken(self) -> int:
        """The bytes that were sent since this was asked before."""
        sent = sum(size for _, size in self.sizes)
        self.sizes.clear()
        return sent


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Host

    def send_head(self) -> BytesIO:
        if self.path == "/":
            data, packed, kind = b"<!doctype html><link rel=icon href=data:,><title>Search</title>", b"", "text/html"
        else:
            path = Path(self.translate_path(self.path))
            if not path.is_file():
                data, packed, kind = b"", b"", ""
            else:
                data, packed = _read(path)
                kind = "text/javascript" if path.suffix == ".mjs" else self.guess_type(str(path))
        body = packed or data
        self.server.sizes.append((self.path, len(body)))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *_: object) -> None:
        """Nothing: a page asks for hundreds of files."""


@cache
def _read(path: Path) -> tuple[bytes, bytes]:
    """A file's bytes, and the same compressed if that is smaller."""
    data = path.read_bytes()
    packed = gzip.compress(data, 6)
    return data, packed if len(packed) < len(data) else b""


@contextmanager
def host(folder: Path) -> Iterator[Host]:
    """A folder served for a while."""
    server = Host(folder)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        _read.cache_clear()


def visit(engine: Engine, folder: Path, questions: list[Question]) -> tuple[list[Found], Cost]:
    """What an engine, laid out in a folder, answers to questions, and what that costs its visitors."""
    asked = [[question.text, question.typing] for question in questions]
    with host(folder) as server, chromium(COLLECTING) as browser:
        page = _opened(browser, server, engine)
        answers, first = page.evaluate(ASK, asked)
        _, again = page.evaluate(ASK, asked[:WARM])
        page.context.close()
        memory = _memory(browser, server, engine, asked)
        loads, firsts, laters = _bytes(browser, server, engine, asked)
    return answers, Cost(fmean(loads), fmean(firsts), fmean(laters), _percentile(again, 95), _percentile(first, 95), memory)


def _blank(browser: Browser, server: Host) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.add_script_tag(path=ADAPTERS)
    return page


def _opened(browser: Browser, server: Host, engine: Engine) -> Page:
    page = _blank(browser, server)
    page.evaluate(OPEN, [engine.adapter, page.url])
    return page


def _bytes(browser: Browser, server: Host, engine: Engine, asked: list[list[object]]) -> tuple[list[int], list[int], list[int]]:
    """The bytes that visitors fetch when a page loads (what fetches its index then), for a first question, and for a second."""
    chance = random.Random(1)  # noqa: S311
    loads, firsts, laters = [], [], []
    for _ in range(3 if engine.eager else VISITS):
        one, other = chance.sample(asked, 2)
        server.taken()
        page = _opened(browser, server, engine)
        loads.append(server.taken() if engine.eager else 0)
        page.evaluate(ASK, [one])
        page.wait_for_timeout(100)  # what is fetched beside the answer
        firsts.append(server.taken())
        page.evaluate(ASK, [other])
        laters.append(server.taken())
        page.context.close()
    return loads, firsts, laters


def _memory(browser: Browser, server: Host, engine: Engine, asked: list[list[object]]) -> float:
    """Megabytes that a page and its workers hold after some questions, more than before the page had the engine."""
    page = _blank(browser, server)
    before = _held(browser, page)
    page.evaluate(OPEN, [engine.adapter, page.url])
    page.evaluate(ASK, asked[:: max(1, len(asked) // VISITS)])
    after = _held(browser, page)
    page.context.close()
    return max(0.0, after - before)


def _held(browser: Browser, page: Page) -> float:
    """Megabytes of the pages' processes, once they have thrown away what they no longer need."""
    page.evaluate("gc()")
    for worker in page.workers:
        worker.evaluate("gc()")
    page.context.new_cdp_session(page).send("Memory.simulatePressureNotification", {"level": "critical"})
    page.wait_for_timeout(1000)
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    tables = [Path(f"/proc/{process['id']}/smaps_rollup").read_text("ascii") for process in found if process["type"] == "renderer"]
    return sum(int(line.split()[1]) / 1024 for table in tables for line in table.splitlines() if line.startswith("Pss:"))


def _percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]

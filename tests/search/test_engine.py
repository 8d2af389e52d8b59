"""The search in a browser: never an older answer, never a stale file, as little network and memory as it takes, and from a disk as well."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import finding
import pytest
import website
from playwright.sync_api import Browser, Page
from search.fragments import Fragment, Section
from search.index import Files

pytestmark = pytest.mark.xdist_group("browser")

SAID = "question => globalThis.search.ask(question).catch((error) => `failed: ${error.message}`)"
"""Ask; a failure is its message."""
HERE = """async ([root, text]) => {
    globalThis.shelf = new finder.Shelf(root);
    return finder.answer(shelf, { text, typing: false });
}"""
"""Ask in the page itself, where nothing is in memory."""
INSIDE = ("inflate", "words", "stem/en", "shelf", "ranking", "answer")
"""What the worker is made of."""
FILE = re.compile(r"(?<!javascripts)/search/(?!finder)((?:pages/)?\w+)\.js$")


def ask(page: Page, text: str, **question: Any) -> Any:
    """The answer to a question."""
    return page.evaluate(SAID, {"text": text, **question})


def urls(answer: Any) -> list[str]:
    """The pages that were found."""
    return [result["url"] for result in answer["results"]]


class Asked(list[str]):
    """The files of the search that a page asks for, by their names."""

    def __init__(self, page: Page) -> None:
        page.context.on("request", lambda request: self.extend(FILE.findall(request.url)))

    def since(self) -> list[str]:
        """Those since the last time."""
        found = list(self)
        self.clear()
        return found


@pytest.fixture(scope="module")
def found() -> list[Fragment]:
    """Real pages."""
    return finding.pages()


@pytest.fixture(scope="module")
def files(found: list[Fragment]) -> Files:
    """Their search."""
    return finding.files(found)


@pytest.fixture
def folder(files: Files, tmp_path: Path) -> Path:
    """A site with nothing else."""
    finding.lay(tmp_path / "site", files)
    return tmp_path / "site"


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Where it is served."""
    with website.served(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window in which things may fail."""
    with browser.new_context() as context:
        context.set_default_timeout(30_000)
        yield context.new_page()


def visit(page: Page, address: str, *scripts: str) -> Page:
    """Open the search of an address, under the site's policy; some of its scripts in the page itself."""
    page.goto(address)
    page.evaluate("root => { globalThis.search = finder.open(root); }", address.removesuffix("index.html"))
    for name in scripts:
        page.add_script_tag(url=f"{address}{finding.SCRIPTS}/{name}.js")
    return page


def test_a_newer_question_silences_the_older_ones(page: Page, address: str) -> None:
    visit(page, address)
    texts = ["c", "ca", "cal", "callback"]
    answers = page.evaluate("texts => Promise.all(texts.map((text) => search.ask({ text })))", texts)
    assert answers[:-1] == [None] * 3
    assert answers[-1]["text"] == "callback"
    assert answers[-1]["total"] > 0
    both = page.evaluate("root => Promise.all([search, finder.open(root)].map((one) => one.ask({ text: 'mistake' })))", address)
    assert both[0] == both[1], "two that ask do not silence each other"
    assert len(page.workers) == 1


def test_it_fetches_what_a_question_needs_and_nothing_twice(page: Page, address: str) -> None:
    page.goto(address)
    asked = Asked(page)
    visit(page, address)
    answer = ask(page, "callback", typing=False)
    names = asked.since()
    assert names[0] == "index"
    assert sum("pages/" in name for name in names) == len(answer["results"]) == 10
    assert len(names) - 10 <= 4, "the index, its documents, and one file for each word that is looked for"
    assert ask(page, "callback", typing=False) == answer
    assert asked.since() == []


def test_excerpts_are_the_pages_own_words_with_those_that_were_asked_for_marked(page: Page, address: str, found: list[Fragment]) -> None:
    visit(page, address)
    by_url = {fragment.url: fragment.data() for fragment in found}
    for text in ("apologise for mistakes", "Straße naive", "顧客 约束", "rock'n'roll", "<script> finder.take("):
        answer = ask(page, text)
        assert answer["results"], text
        for result in answer["results"]:
            own = by_url[result["url"]]
            assert "".join(part for part, _ in result["titleParts"]) == result["title"] == own["title"]
            sections = {anchor: (title, body, bool(step)) for anchor, title, body, step in own["sections"]}
            for section in result["sections"]:
                title, body, step = sections[section["anchor"]]
                assert (section["title"], section["step"]) == (title, step)
                assert "".join(part for part, _ in section["excerpt"]).removeprefix("… ").removesuffix(" …") in body
                marked = [part for part, marked in section["excerpt"] + section["titleParts"] if marked]
                assert marked, section
        shown = ask(page, text, typing=False)
        assert shown["words"], text


def test_a_renewed_site_is_read_anew_once(page: Page, address: str, folder: Path, found: list[Fragment]) -> None:
    visit(page, address)
    asked = Asked(page)
    ask(page, "callback", typing=False)
    old = asked.since()
    renewed = [
        replace(each, sections=(*each.sections, Section("new", "Zebra crossing", "Zebras have come to every page."))) for each in found
    ]
    finding.lay(folder, finding.files(renewed))
    os.utime(folder / "search/index.js", (later := time.time() + 60, later))  # a host tells whole seconds apart
    answer = ask(page, "zebras", typing=False)
    assert answer["total"] == len(found)
    assert answer["results"][0]["sections"][0]["anchor"] == "new"
    assert asked.since().count("index") == 1
    gone = sorted(name for name in old if not (folder / f"search/{name}.js").exists())
    kept = "(await (await caches.open(`finder ${location}`)).keys()).map(({ url }) => url)"
    page.wait_for_function(f"async gone => {kept}.every((url) => !gone.some((name) => url.includes(name)))", arg=gone)


def test_a_site_that_lost_files_is_read_anew_once_and_then_fails(page: Page, address: str, folder: Path) -> None:
    asked = Asked(visit(page, address))
    ask(page, "mistake", typing=False)
    for path in folder.glob("search/????????.js"):
        path.unlink()
    asked.since()
    assert ask(page, "callback", typing=False).startswith("failed: ")
    assert asked.since().count("index") == 1


def test_a_page_that_is_gone_is_left_out(page: Page, address: str, folder: Path) -> None:
    visit(page, address)
    ask(page, "mistake", typing=False)
    for path in sorted(folder.glob("search/pages/*.js"))[::2]:
        path.unlink()
    answer = ask(page, "callback", typing=False)
    assert answer["missing"] + len(answer["results"]) == 10
    assert answer["missing"]


def test_what_was_fetched_once_answers_without_a_network(page: Page, folder: Path) -> None:
    with website.served(folder) as address:
        visit(page, address, *INSIDE)
        answers = [page.evaluate(HERE, [address, text]) for text in ("callback", "mistake")]
    assert [page.evaluate(HERE, [address, text]) for text in ("callback", "mistake")] == answers
    assert all(answer["results"] for answer in answers)


def test_without_a_network_it_fails_and_recovers(page: Page, address: str) -> None:
    parts = ("**/search/finder.js", "**/search/index.js", "**/search/pages/*.js")
    for pattern in parts:
        page.context.route(pattern, lambda route: route.abort())
    visit(page, address)
    for pattern in parts:
        assert ask(page, "callback").startswith("failed: "), pattern
        page.context.unroute(pattern)
    assert ask(page, "callback")["total"] > 0


def test_what_stands_between_is_no_answer_and_is_not_kept(page: Page, address: str) -> None:
    visit(page, address, *INSIDE)
    kept = page.evaluate(HERE, [address, "callback"])
    page.context.route("**/search/**", lambda route: route.fulfill(body="<!doctype html><title>Welcome to our hotel</title>"))
    assert page.evaluate(HERE, [address, "callback"]) == kept
    assert ask(page, "mistake").startswith("failed: ")
    page.context.unroute("**/search/**")
    assert page.evaluate(HERE, [address, "mistake"])["results"]


def test_memory_is_bounded(page: Page, tmp_path: Path) -> None:
    heavy = [Fragment(f"{number}/", "Heavy", "page", sections=(Section("", "", "." * 500_000),)) for number in range(16)]
    finding.lay(tmp_path, finding.files(heavy))
    with website.served(tmp_path) as address:
        asked = Asked(visit(page, address, *INSIDE))
        read = """async (numbers) => {
            const index = await (globalThis.shelf ??= new finder.Shelf(location.href)).index;
            for (const number of numbers) await index.fragment(number);
        }"""
        page.evaluate(read, list(range(16)))
        asked.since()
        page.evaluate(read, [15, 14, 13])
        assert asked.since() == []
        page.evaluate(read, [0])
        assert len(asked.since()) == 1


def test_a_copy_on_a_disk_is_searched_as_well(page: Page, address: str, folder: Path) -> None:
    questions = [("the mistakes of agents", {"facets": True}), ("callb", {}), ("nothing quite like apologise", {})]
    there = [ask(visit(page, address), text, **more) for text, more in questions]
    visit(page, (folder / "index.html").as_uri())
    assert [ask(page, text, **more) for text, more in questions] == there
    assert page.evaluate("Promise.all(['call', 'promise'].map((text) => search.ask({ text })))")[0] is None
    assert page.locator("script[src*='/search/pages/']").count() == 0, "what was loaded is taken away again"

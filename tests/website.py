"""What tests on the built site share: copies of the project, builds of it, and pages taken apart.

Nothing here imports the core, so that a mistake in it cannot hide itself.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import yaml
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page, Request
from search import fragments
from search.fragments import Fragment

PROJECT = Path(__file__).parent.parent
CONTENT = Path(__file__).parent / "site" / "content"
"""Content with every oddity that a site meets, to be laid over docs/."""
PARTS = ("docs", "hooks", "overrides", "mkdocs.yml")
"""What a build needs of the project."""
ADDRESS = "https://thecallback.example/"
"""Where tests pretend that the site is published."""
KINDS = {"essay": "essays", "practice": "practices", "story": "stories", "topic": "topics"}
CONFIGURING = ("SITE_URL", "REPO_URL", "EDIT_URI", "FORGE", "REPO_BRANCH", "EDITOR_EMAIL", "SOURCE_DATE_EPOCH")
"""Variables that would change a build."""
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


# Building


def lay(target: Path, *overlays: Path) -> Path:
    """A copy of the project, with further content laid over its docs/."""
    for part in PARTS:
        source = PROJECT / part
        if source.is_dir():
            shutil.copytree(source, target / part)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / part)
    for overlay in overlays:
        shutil.copytree(overlay, target / "docs", dirs_exist_ok=True)
    kept = PROJECT / ".cache/cards"
    kept.mkdir(parents=True, exist_ok=True)
    (target / ".cache").mkdir()
    (target / ".cache/cards").symlink_to(kept)  # a hundred builds draw the same pictures: once is enough
    return target


def write(project: Path, pages: Mapping[str, str | bytes]) -> Path:
    """Write pages and pictures below docs/, by their paths."""
    for path, data in pages.items():
        file = project / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return project


def page(front: Mapping[str, Any], body: str = "Words.\n") -> str:
    """A page's source: front matter, then its text."""
    return f"---\n{yaml.safe_dump(dict(front), allow_unicode=True, sort_keys=False)}---\n\n{body}"


def front_matter(path: Path) -> dict[str, Any]:
    """A source file's front matter, read with YAML alone."""
    values: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    return values


def environment(**more: str) -> dict[str, str]:
    """The environment of a program that tests start: ours, without what would change a build."""
    kept = {name: value for name, value in os.environ.items() if name not in CONFIGURING}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", **more}


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment(**more), capture_output=True, text=True, encoding="utf-8", timeout=300
    )


def build(project: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Build a copy of the project as `make site` does, into its site/."""
    return run(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=project, **more)


def built(project: Path, **more: str) -> Site:
    """Build a copy of the project, which must go without a warning."""
    done = build(project, **more)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "WARNING" not in said, said
    return Site(project, more.get("SITE_URL", ADDRESS))


def digest(folder: Path) -> dict[str, str]:
    """Every file below a folder, with what its bytes come to."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


# Pages taken apart


@dataclass(eq=False)
class Element:
    """An element of a page: its tag, attributes, children (elements and texts) and parent."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    def walk(self) -> Iterator[Element]:
        """This element and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag below this one that have these attributes; `class_` asks for one of the classes."""
        return [element for element in self.walk() if element.tag == tag and element.has(**attributes)]

    def one(self, tag: str, **attributes: str) -> Element:
        """The one element of a tag that has these attributes."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} <{tag}> with {attributes}"
        return found[0]

    def has(self, class_: str = "", **attributes: str) -> bool:
        """Whether it has a class and attributes."""
        mine = all(self.attributes.get(name) == value for name, value in attributes.items())
        return mine and (not class_ or class_ in self.get("class").split())

    def get(self, name: str) -> str:
        """An attribute, or nothing."""
        return self.attributes.get(name, "")

    @property
    def raw(self) -> str:
        """All text below it, as it is."""
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        """All text below it, spaces made one."""
        return " ".join(self.raw.split())

    def inside(self, tag: str, **attributes: str) -> Element | None:
        """The nearest element around it of a tag."""
        around = self.parent
        while around and not (around.tag == tag and around.has(**attributes)):
            around = around.parent
        return around


class _Builder(HTMLParser):
    """Builds the tree. Elements of ours are all closed; the HTML checker sees to that."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("#document")
        self.open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        around: Element | None = self.open
        while around and around.tag != tag:
            around = around.parent
        if around and around.parent:
            self.open = around.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


def parse(html: str) -> Element:
    """HTML as a tree."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


@dataclass
class Leaf:
    """A page of a built site: its address relative to the site's root, and its tree."""

    url: str
    html: str
    address: str = ADDRESS

    @cached_property
    def tree(self) -> Element:
        """The page as a tree."""
        return parse(self.html)

    @cached_property
    def main(self) -> Element:
        """What stands between header and footer."""
        return self.tree.one("main")

    @property
    def forward(self) -> bool:
        """Whether it only leads from an old address to the page's own."""
        return bool(self.tree.all("meta", **{"http-equiv": "refresh"}))

    @cached_property
    def anchors(self) -> set[str]:
        """Everything on it that a link can name."""
        return {element.get("id") for element in self.tree.walk() if element.get("id")}

    def links(self, within: Element | None = None) -> set[str]:
        """Where its links lead on this site, relative to the root, anchors kept."""
        return {target for link in (within or self.tree).all("a") if link.get("href") and (target := self.resolve(link.get("href")))}

    def resolve(self, href: str) -> str | None:
        """An address on it as one relative to the site's root; None for another site. The root is written "./"."""
        whole = urljoin(self.address + self.url, href)
        return unquote(whole.removeprefix(self.address)) or "./" if whole.startswith(self.address) else None

    @property
    def linked_data(self) -> dict[str, Any] | None:
        """Its JSON-LD."""
        found = self.tree.all("script", type="application/ld+json")
        data: dict[str, Any] | None = json.loads(found[0].raw) if found else None
        return data


@dataclass
class Site:
    """A built site: where its project lies, and where it is published."""

    project: Path
    address: str = ADDRESS

    @property
    def root(self) -> Path:
        """The folder that is published."""
        return self.project / "site"

    @cached_property
    def all(self) -> dict[str, Leaf]:
        """Every HTML file, by its address relative to the root."""
        files = sorted(self.root.rglob("*.html"))
        urls = {quote(path.relative_to(self.root).as_posix().removesuffix("index.html")): path for path in files}
        return {url: Leaf(url, path.read_text(encoding="utf-8"), self.address) for url, path in urls.items()}

    @cached_property
    def pages(self) -> dict[str, Leaf]:
        """Every page that somebody reads: all but the redirects and the page of errors."""
        return {url: leaf for url, leaf in self.all.items() if url != "404.html" and not leaf.forward}

    @cached_property
    def graph(self) -> dict[str, Any]:
        """The graph as data."""
        data: dict[str, Any] = json.loads((self.root / "graph.json").read_text(encoding="utf-8"))
        return data

    @cached_property
    def nodes(self) -> dict[str, dict[str, str]]:
        """The graph's nodes by their ids."""
        return {node["id"]: node for node in self.graph["nodes"]}

    @cached_property
    def found(self) -> dict[str, Fragment]:
        """What the search finds of each page, by the page's address."""
        read = [fragments.read(path.read_bytes()) for path in (self.root / "search/pages").iterdir()]
        return {fragment.url: fragment for fragment in read}

    def leaf(self, node: str) -> Leaf:
        """The page of a node of the graph."""
        return self.pages[self.nodes[node]["url"]]

    def sources(self, kind: str) -> dict[str, Path]:
        """The source files of a kind that are published, by the name that front matter calls them."""
        pattern = {"essay": "essays/posts/**/*.md", "practice": "practices/*.md", "story": "stories/*/story.md", "topic": "topics/*.md"}
        files = sorted((self.project / "docs").glob(pattern[kind]))
        named = {path.parent.name if kind == "story" else path.stem: path for path in files}
        return {name: path for name, path in named.items() if not front_matter(path).get("draft")}

    def exists(self, target: str) -> bool:
        """Whether an address relative to the root, perhaps with an anchor, leads to something."""
        path, _, anchor = target.partition("#")
        path = path.removeprefix("./")
        file = self.root / path / "index.html" if not path or path.endswith("/") else self.root / path
        if not file.is_file():
            return False
        url = quote(path)
        return not anchor or url not in self.all or anchor in self.all[url].anchors


# Serving

TEXTS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "text/xml",
    ".txt": "text/plain",
}
"""What is worth compressing, and what it is."""


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    compressed = False

    def end_headers(self) -> None:
        """As a host does: what is named by its content may be kept."""
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def do_GET(self) -> None:
        """As a host does that compresses what is text, if it is one."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not (self.compressed and path.is_file() and path.suffix in TEXTS):
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", TEXTS[path.suffix])
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page of errors, as a host does."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Compressed(_Quiet):
    compressed = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # Python's own 5 sends a browser away that asks for all files of a page at once

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves in the middle of a file is none of our errors."""


@contextmanager
def served(folder: Path, compressed: bool = False) -> Iterator[str]:
    """Serve a folder on this machine for a while, as it is or as most hosts do, compressed; gives its address."""
    kind = _Compressed if compressed else _Quiet
    handler: Callable[..., _Quiet] = lambda *args: kind(*args, directory=str(folder))  # noqa: E731
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)  # seconds until it sees that it is to end
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# Visiting


class Visitor:
    """Somebody with a browser. Whatever a page complains of, or asks of another machine, is noted."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def window(self, **options: Any) -> Page:
        """A new window; `options` are those of a browser context (java_script_enabled, color_scheme, viewport …)."""
        context = self.browser.new_context(**options)
        self.contexts.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()

        def hear(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.complaints.append(f"{page.url}: {message.text}")

        def fail(error: Error) -> None:
            self.complaints.append(f"{page.url}: {error}")

        def answer(dialog: Dialog) -> None:
            self.complaints.append(f"{page.url}: a dialog says {dialog.message}")
            dialog.dismiss()

        def follow(request: Request) -> None:
            if not is_local(request.url):
                self.complaints.append(f"{page.url}: asks {request.url}")

        page.on("console", hear)
        page.on("pageerror", fail)
        page.on("dialog", answer)
        page.on("request", follow)
        return page

    def leave(self) -> None:
        """Close all windows; nobody may have complained."""
        for context in self.contexts:
            context.close()
        assert not self.complaints, "\n".join(self.complaints)


def emulate(page: Page, **media: Any) -> None:
    """Ask for colours, and wait until the page is painted in them: its script hears of it a moment later."""
    page.emulate_media(**media)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def is_local(address: str) -> bool:
    """Whether an address is on this machine, or none of the network's at all."""
    parts = urlsplit(address)
    return parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"


def words(html: str) -> list[str]:
    """The words of some HTML, for comparing texts."""
    return re.findall(r"\w+", parse(html).raw)

"""The engines that are measured: this project's search and what others use. Each lays out its files for the same pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path

import material
from bench.searching.figures import OURS
from bench.searching.ours import files_of
from bench.searching.pages import Page
from bench.sites import PROJECT

HERE = Path(__file__).parent
MODULES = HERE.parent / "node_modules"


@dataclass(frozen=True)
class Engine:
    """One of them. `lay` writes its files for pages into a folder; `adapter` is its name in engines.js."""

    name: str
    adapter: str
    lay: Callable[[list[Page], Path], float]
    """Gives the seconds that its index took."""
    sections: bool = True
    """Whether it shows sections of pages."""
    eager: bool = False
    """Whether it fetches its index when a page loads."""
    most: int = 10_000
    """Pages beyond which it is not asked, since it would take minutes for each visit."""


def ours(pages: list[Page], folder: Path) -> float:
    """Our own, with the scripts that the site has."""
    start = time.perf_counter()
    for path, data in files_of(pages).items():
        _write(folder / path, data)
    took = time.perf_counter() - start
    for place in ("assets/javascripts/search", "search"):
        shutil.copytree(PROJECT / "overrides" / place, folder / place, dirs_exist_ok=True)
    return took


def stock(pages: list[Page], folder: Path) -> float:
    """Material's own search: its worker, and the index that its plugin writes, an entry for each page and each section."""
    start = time.perf_counter()
    docs: list[dict[str, object]] = []
    for page in pages:
        lead = {"location": page.url, "title": escape(page.title, quote=False), "text": _paragraph(page.sections[0].text)}
        docs.append({**lead, **({"tags": list(page.tags)} if page.tags else {})})
        for part in page.sections[1:]:
            place = f"{page.url}#{part.anchor}"
            docs.append({"location": place, "title": escape(part.title, quote=False), "text": _paragraph(part.text)})
    fields = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
    config = {"lang": ["en"], "separator": "[\\s\\-]+", "pipeline": ["stopWordFilter"], "fields": fields}
    _write(folder / "search_index.json", json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":")).encode())
    took = time.perf_counter() - start
    workers = Path(material.__file__ or "").parent / "templates/assets/javascripts/workers"
    shutil.copy(next(workers.glob("search.*.min.js")), folder / "worker.js")
    return took


def pagefind(pages: list[Page], folder: Path) -> float:
    """Pagefind, by its own program, from pages that have what it reads. It counts as its index only what that program takes."""
    for page in pages:
        title, about = escape(page.title), f"<p>{escape(page.summary)}</p><p>{escape(', '.join(page.tags))}</p>"
        html = f'<!doctype html><html lang="en"><title>{title}</title><main data-pagefind-body><h1>{title}</h1>{about}'
        for part in page.sections:
            heading = f'<h2 id="{escape(part.anchor)}">{escape(part.title)}</h2>' if part.anchor else ""
            html += f"{heading}<p>{escape(part.text)}</p>"
        _write(folder / "pages" / page.url / "index.html", f"{html}</main>".encode())
    start = time.perf_counter()
    program = next(path for path in (MODULES / "@pagefind").glob("*/bin/pagefind_extended*") if path.suffix in ("", ".exe"))
    subprocess.run([program, "--site", folder / "pages", "--output-path", folder / "pagefind", "--silent"], check=True, capture_output=True)
    return time.perf_counter() - start


def minisearch(pages: list[Page], folder: Path) -> float:
    """MiniSearch, whose index is made beforehand and loaded whole; a page is a document, as its manual has it."""
    docs = [
        {
            "id": page.url,
            "title": page.title,
            "summary": page.summary,
            "tags": " ".join(page.tags),
            "headings": " ".join(part.title for part in page.sections),
            "text": " ".join(part.text for part in page.sections),
        }
        for page in pages
    ]
    _write(folder / "documents.json", json.dumps(docs).encode())
    shutil.copy(MODULES / "minisearch/dist/es/index.js", folder / "minisearch.mjs")
    for name in ("make.mjs", "options.mjs"):
        shutil.copy(HERE / name, folder)
    start = time.perf_counter()
    subprocess.run(["node", "make.mjs"], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text else ""


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


ENGINES = (
    Engine(OURS, "ours", ours),
    Engine("Material", "material", stock, eager=True, most=1_000),
    Engine("Pagefind", "pagefind", pagefind),
    Engine("MiniSearch", "minisearch", minisearch, sections=False),
)


def install() -> None:
    """Install the packages of package.json, once, without running any script of theirs."""
    if not all((MODULES / name).is_dir() for name in ("pagefind", "minisearch")):
        print("Installing Pagefind and MiniSearch with npm into tests/bench/node_modules, once …", flush=True)
        quiet = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--loglevel=error")
        subprocess.run(["npm", "install", *quiet, "--prefix", str(HERE.parent)], check=True)


def versions() -> str:
    """What was measured, with its versions."""
    wanted = json.loads((HERE.parent / "package.json").read_text("utf-8"))["dependencies"]
    return f"Material {re.sub('[+].*', '', version('mkdocs-material'))}, Pagefind {wanted['pagefind']}, MiniSearch {wanted['minisearch']}"

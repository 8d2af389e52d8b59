"""Pictures of every kind of page, on a desk and in a hand, in light and in dark, beside each other on one sheet: `make shots`.

    python tests/shots.py [--readme] [FOLDER]

They lie in .cache/shots/ or in FOLDER, with an index.html that shows them. --readme renews the README's own picture as well.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import kinds
import website
from browsers import chromium
from playwright.sync_api import Browser, Page

FOLDER = website.PROJECT / ".cache/shots"
README = website.PROJECT / ".github/images/home.png"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SHEET: dict[str, Any] = {"viewport": {"width": 680, "height": 1000}}
"""What A4 has between its margins."""
MORE = {
    "practices": "practices/",
    "stories": "stories/",
    "archive": "essays/archive/2026/",
    "theme": "essays/theme/leadership/",
    "about": "about/",
    "data": "data/",
}
"""Other pages that are worth a look, where they are."""
FORCED = ("home", "essay", "practice", "story", "listing", "tell")
PRINTED = ("essay", "practice", "story", "card")


def search(page: Page) -> None:
    """The search, with what it found."""
    page.keyboard.press("/")
    page.keyboard.type("callback")
    page.get_by_role("search").get_by_role("link").first.wait_for()


def results(page: Page) -> None:
    """The page of results."""
    page.locator(".find").first.wait_for()


def run_through(page: Page) -> None:
    """A practice, one step at a time."""
    page.get_by_role("button", name="Run it").click()


def settings(page: Page) -> None:
    """What a reader may set, opened, where it can be set."""
    for button in page.get_by_role("button", name="Reading settings").all():
        button.click()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "box": ("", search),
    "results": ("search/?q=customer", results),
    "run": (kinds.KINDS["practice"], run_through),
    "settings": (kinds.KINDS["essay"], settings),
}
"""Pages on which somebody has done something: the address, and what is done."""


def take(browser: Browser, site: website.Site, folder: Path) -> Iterator[Path]:
    """Take all pictures; gives their files as <name>-<mode>.png."""
    pages = {name: url for name, url in {**kinds.KINDS, **MORE}.items() if url in site.all}
    with website.served(site.root) as server:
        for size, options in {"desk": DESK, "phone": PHONE}.items():
            page = window(browser, options)
            for name, url in pages.items():
                page.goto(server + url)
                for scheme in ("light", "dark"):
                    yield shoot(page, folder / f"{name}-{size}-{scheme}.png", color_scheme=scheme)
                if size == "desk" and name in FORCED:
                    yield shoot(page, folder / f"{name}-forced.png", color_scheme="light", forced_colors="active")
                page.emulate_media(color_scheme="light", forced_colors="none")
            for name, (url, act) in STATES.items():
                page.goto(server + url)
                act(page)
                for scheme in ("light", "dark"):
                    yield shoot(page, folder / f"{name}-{size}-{scheme}.png", whole=False, color_scheme=scheme)
            page.context.close()
        page = window(browser, SHEET)
        for name in PRINTED:
            page.goto(server + pages[name])
            yield shoot(page, folder / f"{name}-print.png", color_scheme="light", media="print")
        page.context.close()


def window(browser: Browser, options: dict[str, Any]) -> Page:
    """A window in which nothing moves."""
    return browser.new_context(reduced_motion="reduce", **options).new_page()


def shoot(page: Page, file: Path, whole: bool = True, **media: Any) -> Path:
    """Take a picture of a page, down to its end or only of what is seen, with all its images there."""
    website.emulate(page, **media)
    page.evaluate("""() => Promise.all([document.fonts.ready, ...[...document.images].map((image) => {
        image.loading = "eager";
        return image.decode().catch(() => {});
    })])""")
    page.screenshot(path=file, full_page=whole)
    return file


def sheet(files: list[Path]) -> str:
    """One page that shows all pictures: a row a page, a column a mode."""
    rows: dict[str, list[str]] = {}
    for file in files:
        name, mode = re.fullmatch(r"(.+?)-((?:desk|phone)-\w+|forced|print)\.png", file.name).groups()  # type: ignore[union-attr]
        picture = f'<a href="{file.name}"><img src="{file.name}" alt="" loading="lazy"></a>'
        rows.setdefault(name, []).append(f"<figure><figcaption>{html.escape(mode)}</figcaption>{picture}</figure>")
    parts = "".join(f'<section id="{name}"><h2>{html.escape(name)}</h2><div>{"".join(row)}</div></section>' for name, row in rows.items())
    style = (
        "body{font:16px system-ui;margin:1rem;background:#888}h2{margin:1rem 0 .3rem}"
        "div{display:flex;gap:1rem;overflow:auto;align-items:start}"
        "figure{margin:0;flex:none}img{width:24rem;max-height:48rem;object-fit:cover;object-position:top;background:#fff}"
        "figure:has([src*=phone]) img{width:12rem}"
    )
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Every kind of page</title><style>{style}</style>{parts}\n'


def main(arguments: list[str]) -> int:
    """Build the site, take the pictures, and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--readme", action="store_true", help=f"renew {README.relative_to(website.PROJECT)} as well")
    wanted = parser.parse_args(arguments)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    for old in wanted.folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        site = website.built(kinds.lay(Path(scratch)))
        files = list(take(browser, site, wanted.folder))
        if wanted.readme:
            renew(browser, site)
    index = wanted.folder / "index.html"
    index.write_text(sheet(files), encoding="utf-8")
    print(f"{len(files)} pictures are taken. Open {index}")
    return 0


def renew(browser: Browser, site: website.Site) -> None:
    """Take the README's picture: the first page as a desk shows it."""
    with website.served(site.root) as server:
        page = window(browser, DESK)
        page.goto(server)
        shoot(page, README, whole=False, color_scheme="light")
        page.context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

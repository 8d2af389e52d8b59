"""Blogs: what Material's blog plugin does for every post and page again, done once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import yaml
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from .insides import stock as insides

STATE = {
    "footnotes": 'class="footnote',
    "pymdownx.tabbed": 'class="tabbed',
    **dict.fromkeys(["codehilite", "fenced_code", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences"], "<pre"),
    **dict.fromkeys(
        """
        abbr admonition attr_list def_list md_in_html meta nl2br sane_lists smarty tables toc pymdownx.arithmatex pymdownx.betterem
        pymdownx.caret pymdownx.details pymdownx.emoji pymdownx.keys pymdownx.mark pymdownx.smartsymbols pymdownx.tasklist pymdownx.tilde
        """.split(),
        "",
    ),
}
"""Extensions of Markdown, and what is in the HTML wherever one has counted something: the same text gives other HTML the next time."""
ADDRESS = "press-address-"
"""How what stands for an address begins."""
SPECIAL = re.compile(r"[&<>\"']")
"""What an address in HTML is not written with as it is."""
DOUBTFUL = re.compile(r"[!|>\t]|[^ -~\n\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FLOW = re.compile(r"[\[{]")
"""Where the two parsers of YAML read a `?` differently."""


class Pages(list[Page]):
    """A list that finds a page by its file: pages of different files are never equal."""

    def __init__(self, pages: Iterable[Page]) -> None:
        super().__init__(pages)
        self._of_source: dict[str, list[Page]] = defaultdict(list)
        for page in self:
            self._of_source[page.file.src_uri].append(page)

    def __contains__(self, page: object) -> bool:
        return isinstance(page, Page) and page in self._of_source.get(page.file.src_uri, [])


def front_matter(text: str, loader: Any) -> Any:
    """What a post's YAML says; read by the fast parser where both are certain to read the same, and it finds no fault."""
    if not DOUBTFUL.search(text) and not ("?" in text and FLOW.search(text)):
        try:
            return yaml.load(text, insides.FastLoader)  # noqa: S506 - as safe as the other
        except Exception:  # noqa: BLE001, S110 - the slow parser's words are those that an author is to read
            pass
    return yaml.load(text, loader)  # noqa: S506 - the one that the plugin chose


class Excerpts:
    """How the excerpt of each post looks wherever it is listed: only the addresses of its links differ."""

    def __init__(self, extensions: Iterable[str]) -> None:
        names = {name.removeprefix("markdown.extensions.") for name in extensions}
        self._known = names <= STATE.keys()
        self._state = tuple({STATE[name] for name in names if STATE.get(name)})
        self._looks: dict[int, tuple[Any, str, list[str]] | None] = {}

    def render(self, stock: Callable[[Any, Page, str], None], excerpt: Any, page: Page, separator: str) -> None:
        """Do what the stock `Excerpt.render` does, by it or from what it once gave."""
        if id(excerpt) not in self._looks:
            self._looks[id(excerpt)] = self._look(stock, excerpt, page, separator)
        elif look := self._looks[id(excerpt)]:
            _show(excerpt, page, separator, look[1], look[2])
        else:
            with insides.more_frames(2):  # this, and what was put in the place of the stock one
                stock(excerpt, page, separator)

    def _look(self, stock: Callable[[Any, Page, str], None], excerpt: Any, page: Page, separator: str) -> tuple[Any, str, list[str]] | None:
        """Render an excerpt for the first time. Returns it, its HTML with something that stands for each address, and their targets."""
        if not self._known or ADDRESS in excerpt.post.markdown or SPECIAL.search(page.url):
            with insides.more_frames(3):
                stock(excerpt, page, separator)
            return None
        targets: list[str] = []

        def stand_in(url: str, _other: str) -> str:
            targets.append(url)
            return f"{ADDRESS}{len(targets) - 1}-"

        with insides.excerpt_addresses(stand_in), insides.more_frames(3):
            stock(excerpt, page, separator)
        html = excerpt.content if excerpt.more is None else excerpt.content + separator + excerpt.more
        _show(excerpt, page, separator, html, targets)
        alike = not any(mark in html for mark in self._state) and not any(map(SPECIAL.search, targets))
        return (excerpt, html, targets) if alike else None


def _show(excerpt: Any, page: Page, separator: str, html: str, targets: list[str]) -> None:
    for number, target in enumerate(targets):
        html = html.replace(f"{ADDRESS}{number}-", get_relative_url(target, page.url))
    insides.leave_excerpt(excerpt, page, html, separator)

"""Branches: the parts of the navigation that do not hold the page being written. They look the same from many pages: rendered once.

From two pages a branch looks the same when every address in it does. An address goes up from the page's folder to the last folder
that it shares with its target, and down again: so all depends on how deep the page lies, and on the longest part of its path that
leads towards any target of the branch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from jinja2 import Environment
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

from .insides import stock as insides

TEMPLATE = "partials/nav-item.html"
LEAKING = ("is_section", "is_pruned", "indeterminate", "tabindex")
"""What the template reads without having set it: it is meant to be undefined, and must be."""


class _Branch(NamedTuple):
    """What of an item of the navigation, and of all below it, decides how it looks from a page."""

    item: Any
    sources: frozenset[str]
    """The pages' files."""
    urls: frozenset[str]
    ways: frozenset[tuple[str, ...]]
    """The paths to all targets, and every beginning of them."""


class Branches:
    """Remembers how each branch looks. `known` are the classes whose items are all that their attributes say."""

    def __init__(self, known: tuple[type, ...] = (Section, Link, Page)) -> None:
        self._known = known
        self._branches: dict[int, _Branch | None] = {}
        self._looks: dict[Any, dict[Any, str]] = {}

    def install(self, environment: Environment) -> None:
        """Let the environment's template of the navigation's items use what is remembered."""
        insides.replace_macro(environment.get_template(TEMPLATE), "render", self._view)

    def _view(self, context: Context, stock: Macro) -> Macro:
        page, features = context.resolve("page"), context.resolve("features")
        if not isinstance(page, Page) or not isinstance(features, list) or any(name in context for name in LEAKING):
            return stock
        return _View(stock, page, self._looks.setdefault(tuple(features), {}), self._branch)

    def _branch(self, item: Any) -> _Branch | None:
        """What decides the look of an item; None for one of which that cannot be said."""
        if id(item) not in self._branches:
            self._branches[id(item)] = self._seen(item)
        return self._branches[id(item)]

    def _seen(self, item: Any) -> _Branch | None:
        if type(item) not in self._known:
            return None
        below = [self._branch(child) for child in item.children or ()]
        paths = getattr(item, "pages", ())
        if None in below:
            return None
        pages = [one for one in (item, *paths) if isinstance(one, Page)]
        urls = {str(one.url) for one in (*pages, item) if hasattr(one, "url")}
        ways = {parts[:length] for parts in map(insides.target, urls) if parts is not None for length in range(len(parts) + 1)}
        branches = [branch for branch in below if branch]
        return _Branch(
            item,
            frozenset({page.file.src_uri for page in pages}.union(*(branch.sources for branch in branches))),
            frozenset(urls.union(*(branch.urls for branch in branches))),
            frozenset(ways.union(*(branch.ways for branch in branches))),
        )


class _View(Macro):
    """The macro that renders an item of the navigation, as seen from one page."""

    def __init__(self, stock: Macro, page: Page, looks: dict[Any, str], branch: Callable[[Any], _Branch | None]) -> None:
        self.__dict__.update(stock.__dict__)
        self._page, self._looks, self._branch = page, looks, branch
        stand = insides.standpoint(page.url)
        self._depth = len(stand)
        self._steps = [stand[:length] for length in range(len(stand), 0, -1)]

    def _invoke(self, arguments: list[Any], autoescape: bool) -> str:
        item, path, level, parent = arguments
        branch = self._branch(item)
        if (
            branch is None
            or item.active
            or not (parent is missing or isinstance(parent, (Section, Page)))
            or self._page.file.src_uri in branch.sources
            or self._page.url in branch.urls
        ):
            return super()._invoke(arguments, autoescape)
        shared = next((len(step) for step in self._steps if step in branch.ways), 0)
        key = (
            id(item),
            path,
            level,
            parent is not missing and bool(parent.active),
            self._depth,
            self._steps[-shared] if shared else (),
            autoescape,
        )
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = super()._invoke(arguments, autoescape)
        return look

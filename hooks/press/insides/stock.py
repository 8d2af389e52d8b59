"""Every place where the press leans on an inside of MkDocs, Material or Jinja: what no release promises to keep.

tests/press/test_insides.py fails for each of them, by its name, when that inside changes.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import FunctionType, SimpleNamespace
from typing import Any, NamedTuple

import markdown.core
import mkdocs.commands.build
import mkdocs.structure.pages
import mkdocs.utils
import yaml
from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro
from markdown import Markdown
from material.plugins.blog import structure
from material.plugins.blog.plugin import BlogPlugin
from material.plugins.blog.structure import Archive, Category, Excerpt, Post, Profile, View
from material.plugins.blog.structure import markdown as blog_markdown
from material.plugins.search import plugin as search_plugin
from material.plugins.search.plugin import SearchPlugin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc
from mkdocs.utils import DuplicateFilter, _get_norm_url, _norm_parts
from yaml import SafeLoader

FastLoader: Any = getattr(yaml, "CSafeLoader", None)
"""The parser of YAML that is written in C, where there is one."""

Step = Callable[..., None]
LINKS = mkdocs.structure.pages.log
"""Where MkDocs says what is wrong with a page's links, while it makes its HTML: nothing else is said there then."""


@contextmanager
def replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Another value for an attribute, while the block lasts."""
    former = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, former)


# The loops of a build


@contextmanager
def populating(make: Callable[[Step], Step]) -> Iterator[None]:
    """Another step, made of the stock one, that reads a page and makes its HTML: step(page, config, files, dirty)."""
    with replaced(mkdocs.commands.build, "_populate_page", make(mkdocs.commands.build._populate_page)):
        yield


@contextmanager
def building(make: Callable[[Step], Step]) -> Iterator[None]:
    """Another step, made of the stock one, that writes a page: step(page, config, doc_files, nav, env, dirty, excluded)."""
    with replaced(mkdocs.commands.build, "_build_page", make(mkdocs.commands.build._build_page)):
        yield


@contextmanager
def no_deeper(than: int) -> Iterator[None]:
    """Give what is called in the block as many frames of Python's stack as it has in the stock build, where so many functions lie between
    MkDocs' `build` and it. Python-Markdown counts the frames that are left to tell how many quotes may lie one in the other."""
    frame, ours = sys._getframe(2), 0  # that of the block, behind this one and contextlib's
    while frame and frame.f_code is not mkdocs.commands.build.build.__code__:
        frame, ours = frame.f_back, ours + 1  # type: ignore[assignment]
    with more_frames(ours - than if frame else 0):
        yield


@contextmanager
def more_frames(number: int) -> Iterator[None]:
    """Give what is called in the block so many more frames of Python's stack, beside those that were given already."""
    sys.setrecursionlimit(sys.getrecursionlimit() + number)
    try:
        yield
    finally:
        sys.setrecursionlimit(sys.getrecursionlimit() - number)


@contextmanager
def unsaid_if_it_fails() -> Iterator[None]:
    """Let MkDocs say once more what it said in the block, when that fails: its build says nothing twice."""
    once = [one for one in mkdocs.commands.build.log.filters if isinstance(one, DuplicateFilter)]
    before = [set(one.msgs) for one in once]
    try:
        yield
    except BaseException:
        for one, msgs in zip(once, before, strict=True):
            one.msgs = msgs
        raise


def heard_by_others(core: str) -> str | None:
    """The name of a logger of the core, or below it, to which somebody added: what is said there may become something else, or be heard."""
    names = [core, *(name for name in logging.root.manager.loggerDict if name.startswith(f"{core}."))]
    for name in names:
        logger = logging.getLogger(name)
        if any(not isinstance(one, DuplicateFilter) for one in logger.filters) or (name != core and logger.handlers):
            return name
    return None


# A page's HTML


def is_stock(function: Any, module: Any) -> bool:
    """Whether a function is the one that its module was written with, and not one that was put in its place."""
    return isinstance(function, FunctionType) and function.__code__.co_filename == module.__file__


def renders_as_stock(page_class: type[Page]) -> bool:
    """Whether nothing was put in the place of what makes a page's HTML out of its text."""
    pages = mkdocs.structure.pages
    relative = pages._RelativePathTreeprocessor
    return all(
        is_stock(function, module)
        for function, module in (
            (page_class.render, pages),
            (relative.run, pages),
            (relative.path_to_url, pages),
            (Markdown.__init__, markdown.core),
            (Markdown.convert, markdown.core),
        )
    )


class Rendered(NamedTuple):
    """All that `Page.render` leaves behind. `links` is keyed by the file that is linked to: its src_uri, "" for the page's own."""

    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str]
    links: dict[str, dict[str, str]] | None


def rendered(page: Page) -> Rendered:
    """What `Page.render` left in a page."""
    links = page.links_to_anchors
    return Rendered(
        page.content or "",
        page.toc,
        page._title_from_render,
        page.present_anchor_ids or set(),
        None if links is None else {"" if file is page.file else file.src_uri: found for file, found in links.items()},
    )


def leave(page: Page, made: Rendered, files: Files) -> None:
    """Leave in a page what `Page.render` would. Every file that it links to must be among the files."""

    page.content, page.toc, page._title_from_render, page.present_anchor_ids = made.content, made.toc, made.title, made.anchors
    page.links_to_anchors = None
    if made.links is not None:
        found = {src_uri: files.get_file_from_path(src_uri) if src_uri else page.file for src_uri in made.links}
        page.links_to_anchors = {file: made.links[src_uri] for src_uri, file in found.items() if file}


# Events


def handlers(config: MkDocsConfig) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Every handler of an event: the event's name, where its code is ("module.Class" or the hook's path), how the author named it, and
    how a plugin is set."""
    plugins = config.plugins
    for event, methods in plugins.events.items():
        for method in methods:
            owner, function = getattr(method, "__self__", None), getattr(method, "__func__", method)
            code = getattr(function, "__module__", None) or type(method).__module__
            if owner is not None and type(owner).__module__ == code:
                code = f"{code}.{type(owner).__qualname__}"
            yield event, code, plugins._event_origins.get(method, code), getattr(owner, "config", {})


# Addresses, as the `url` filter makes them


def target(url: str) -> tuple[str, ...] | None:
    """The parts of the path that an address in a template leads to; None for one that does not depend on the page."""
    path, level = _get_norm_url(url)
    return None if level == -1 else tuple(_norm_parts(path))


def standpoint(url: str) -> tuple[str, ...]:
    """The parts of the folder that a page's addresses start from."""
    folder, _, name = url.rpartition("/")
    return tuple(_norm_parts(folder if "." in name else url))


# Jinja's macros


def replace_macro(template: Template, name: str, make: Callable[[Context, Macro], Macro]) -> None:
    """Let another object be made of the context and the macro, whenever a template is imported that defines a macro of that name."""
    root, names = template.root_render_func, template.root_render_func.__globals__
    contexts: list[Context] = []

    def macro(environment: Environment, function: Callable[..., str], macro_name: str, *rest: Any) -> Macro:
        stock = Macro(environment, function, macro_name, *rest)
        return make(contexts[-1], stock) if macro_name == name else stock

    def render(context: Context, *rest: Any) -> Iterator[str]:
        contexts.append(context)
        try:
            yield from root(context, *rest)
        finally:
            contexts.pop()

    names["Macro"] = macro
    template.root_render_func = render


# Material's plugins


def searches(config: MkDocsConfig) -> list[list[Any]]:
    """The lists that Material's search plugin adds to while pages are written: one of each plugin."""
    plugins = config.plugins.values()
    return [plugin.search_index.entries for plugin in plugins if isinstance(plugin, SearchPlugin) and plugin.config.enabled]


def cuts_chinese() -> bool:
    """Whether Material's search cuts Chinese with jieba, which says that it loads its dictionary, once in each process."""
    return search_plugin.jieba is not None


def is_view(page: Page | None) -> bool:
    """Whether a page lists posts of a blog. Posts keep a parser for their excerpts, which remembers how often it was used."""
    return isinstance(page, View)


ITEMS = (Section, Link, Page, Post, View, Archive, Category, Profile)
"""The classes whose items in the navigation are all that their attributes say."""


@contextmanager
def reading_posts(load: Callable[[str, Any], Any]) -> Iterator[None]:
    """Another way to read the YAML of posts: load(text, loader)."""
    with replaced(structure, "yaml", SimpleNamespace(load=load)):
        yield


def reads_yaml_alike() -> bool:
    """Whether there is a fast parser of YAML, and nothing was taught to only one of the two."""
    return FastLoader is not None and all(
        getattr(FastLoader, name) == getattr(SafeLoader, name)
        for name in ("yaml_constructors", "yaml_multi_constructors", "yaml_implicit_resolvers")
    )


def find_quickly(config: MkDocsConfig, pages: Callable[[Iterable[Page]], list[Page]]) -> None:
    """Let each blog keep its posts and views in lists of another kind."""
    for plugin in config.plugins.values():
        if isinstance(plugin, BlogPlugin) and plugin.config.enabled:
            plugin.blog.posts = pages(plugin.blog.posts)
            plugin._resolve_views = _views(plugin._resolve_views, pages)


def _views(resolve: Callable[[View], Iterable[View]], pages: Callable[[Iterable[Page]], list[Page]]) -> Callable[[View], list[Page]]:
    found: dict[int, list[Page]] = {}

    def views(view: View) -> list[Page]:
        if id(view) not in found:
            found[id(view)] = pages(resolve(view))
        return found[id(view)]

    return views


@contextmanager
def rendering_excerpts(render: Callable[[Callable[..., None], Any, Page, str], None]) -> Iterator[None]:
    """Another way to render an excerpt, which is given the stock one."""
    stock = Excerpt.render
    with replaced(Excerpt, "render", lambda excerpt, page, separator: render(stock, excerpt, page, separator)):
        yield


@contextmanager
def excerpt_addresses(make: Callable[[str, str], str]) -> Iterator[None]:
    """Another way, while an excerpt is rendered, to make an address of its target and the page: all of an excerpt that the page decides."""
    with replaced(mkdocs.utils, "get_relative_url", make), replaced(blog_markdown, "get_relative_url", make):
        yield


def leave_excerpt(excerpt: Any, page: Page, html: str, separator: str) -> None:
    """Leave in an excerpt what its rendering for a page would, that gave this HTML."""
    excerpt.md.treeprocessors["excerpt"].base = page
    excerpt.content, *more = html.split(separator, 1)
    if more:
        excerpt.more = more[0]
    excerpt.toc = get_toc(getattr(excerpt.md, "toc_tokens", []))

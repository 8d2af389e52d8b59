"""Where a link leads: from what stands in a text to a page, a file, another site, or nowhere."""

from __future__ import annotations

import posixpath
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from .library import Library, Page

Way = Literal["page", "file", "place", "elsewhere", "template", "nowhere", "unsafe"]
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What a link may start with; anything else (javascript:, data:) is not for a page."""
TEMPLATES = ("{{", "{%")
"""What stands for an address in the templates of Hugo, Jekyll and Eleventy, which nothing fills in here."""


class Target(NamedTuple):
    """Where a link leads. `page` is set for a page of ours, `path` for a source file, `url` for an address on this site."""

    way: Way
    page: Page | None = None
    path: str = ""
    url: str = ""
    anchor: str = ""


def resolve(library: Library, places: frozenset[str], page: Page, target: str) -> Target:
    """Follow a link of a page. `places` are the site's addresses that have no source file: index pages, feeds."""
    if any(mark in target for mark in TEMPLATES):
        return Target("template", path=target)
    try:
        parts = urlsplit(target)
    except ValueError:
        return Target("nowhere", path=target)
    if parts.scheme:
        return Target("elsewhere" if parts.scheme.lower() in SCHEMES else "unsafe", path=target)
    if parts.netloc:
        return Target("elsewhere", path=target)
    anchor = unquote(parts.fragment)
    if not target:
        return Target("nowhere")
    if not parts.path:
        return Target("page", page, page.path, page.url, anchor)
    path = unquote(parts.path)
    source = path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
    if other := library.by_path.get(source) or library.gone.get(source):
        return Target("page", other, source, other.url, anchor)
    if source in library.files:
        return Target("file", None, source, source, anchor)
    address = urljoin(f"https://site/{page.url}", quote(path)).removeprefix("https://site/")
    for url in (address, f"{address}/", address.removesuffix("index.html")):
        if other := library.by_url.get(url) or library.gone.get(url):
            return Target("page", other, other.path, url, anchor)
        if url in places:
            return Target("place", None, "", url, anchor)
    return Target("nowhere", None, source, address, anchor)


def relative(url: str, base: str) -> str:
    """An address on this site as seen from a page: both are relative to the site's root."""
    if url == base:
        return "./"
    start = base if base.endswith("/") or not base else f"{posixpath.dirname(base)}/"
    result = posixpath.relpath(f"/{url}", f"/{start}")
    return f"{result}/" if url.endswith("/") or not url else result

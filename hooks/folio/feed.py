"""Feeds with full text: Atom, RSS and JSON, for the whole site, each kind and each topic.

Written with the standard library's XML, which escapes by itself. (feedgen's last release is of 2023 and brings lxml.)
Formats: RFC 4287, the RSS 2.0 specification with the content, Dublin Core and Media modules, JSON Feed 1.1.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import nh3

from .library import KINDS, PICTURE, Library, Page
from .listings import LISTED
from .scan import FORMULAS

TAGS = nh3.ALLOWED_TAGS | FORMULAS
"""Elements that a feed's texts may hold: those that the sanitizer knows as harmless, and those of formulas, which would be lost without."""
LENGTH = 20
"""Entries in a feed: a reader who looks once a month misses nothing."""
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold. All that it can, turned round, is the same, and every build would wait 4 ms for that to be compiled."""
_HEADER_LINK = re.compile(r'<a class="headerlink".*?</a>')


class Format(NamedTuple):
    """A way to write a feed: its name, its file beside the index page that it follows, and its media type."""

    name: str
    file: str
    type: str


ATOM = Format("Atom", "atom.xml", "application/atom+xml")
RSS = Format("RSS", "rss.xml", "application/rss+xml")
JSON = Format("JSON", "feed.json", "application/feed+json")
FORMATS = (ATOM, RSS, JSON)


class Site(NamedTuple):
    """The site as a feed names it. `url` is absolute and ends with a slash."""

    name: str
    url: str
    description: str
    language: str = "en"


class Feed(NamedTuple):
    """A feed: its title, the address of its index page relative to the site's root, and its pages, newest first."""

    title: str
    base: str
    pages: tuple[Page, ...]


def feeds(library: Library, site: Site) -> tuple[Feed, ...]:
    """Every feed of a Library."""
    everything = library.newest_first(page for kind in LISTED for page in library.of(kind)[:LENGTH])
    result = [Feed(site.name, "", tuple(everything[:LENGTH]))]
    result += [Feed(f"{site.name}: {KINDS[kind].plural}", f"{KINDS[kind].plural}/", library.of(kind)[:LENGTH]) for kind in LISTED]
    for topic in library.of("topic"):
        pages = library.newest_first(page for kind in LISTED for page in library.tied(topic, kind))
        result.append(Feed(f"{site.name}: {topic.title}", topic.url, tuple(pages[:LENGTH])))
    return tuple(result)


def addresses(library: Library) -> frozenset[str]:
    """The addresses of all feeds, relative to the site's root."""
    bases = ["", *(f"{KINDS[kind].plural}/" for kind in LISTED), *(topic.url for topic in library.of("topic"))]
    return frozenset(base + form.file for base in bases for form in FORMATS)


def followed(all_feeds: tuple[Feed, ...], topic: str, kind: str | None) -> tuple[Feed, ...]:
    """The feeds that a page of a kind announces: the site's, its kind's, and that of the topic whose address is `topic`, if it is one's."""
    bases = {"", topic, f"{KINDS[kind].plural}/" if kind in LISTED and kind else ""}
    return tuple(feed for feed in all_feeds if feed.base in bases)


def write(feed: Feed, site: Site, texts: Mapping[str, str]) -> dict[str, bytes]:
    """The three files of a feed by their addresses. `texts` has each page's HTML by its url."""
    portable = {page.url: absolute(texts.get(page.url, ""), urljoin(site.url, page.url)) for page in feed.pages}
    return {
        feed.base + ATOM.file: _bytes(_atom(feed, site, portable)),
        feed.base + RSS.file: _bytes(_rss(feed, site, portable)),
        feed.base + JSON.file: (json.dumps(_json(feed, site, portable), ensure_ascii=False, indent=1) + "\n").encode(),
    }


def absolute(html: str, base: str) -> str:
    """HTML for another place: whole addresses, no scripts, forms or anchors of ours."""

    def whole(_: str, attribute: str, value: str) -> str | None:
        return urljoin(base, value) if attribute in ("href", "src") else value

    return nh3.clean(_HEADER_LINK.sub("", html), tags=TAGS, attribute_filter=whole, link_rel=None)


def _atom(feed: Feed, site: Site, texts: Mapping[str, str]) -> ET.Element:
    root = ET.Element(_name("atom", "feed"), {"xml:lang": site.language})
    home = urljoin(site.url, feed.base)
    _put(root, "atom:title", feed.title)
    _put(root, "atom:subtitle", site.description)
    _put(root, "atom:id", home)
    _put(root, "atom:link", rel="self", type=ATOM.type, href=home + ATOM.file)
    _put(root, "atom:link", rel="alternate", type="text/html", href=home)
    _put(root, "atom:updated", _moment(max((_changed(page) for page in feed.pages), default=_moment_zero())))
    _put(_put(root, "atom:author"), "atom:name", site.name)
    for page in feed.pages:
        entry = _put(root, "atom:entry")
        url = urljoin(site.url, page.url)
        _put(entry, "atom:title", page.title)
        _put(entry, "atom:id", url)
        _put(entry, "atom:link", rel="alternate", type="text/html", href=url)
        _put(entry, "atom:published", _moment(page.date or _changed(page)))
        _put(entry, "atom:updated", _moment(_changed(page)))
        for author in page.authors:
            _put(_put(entry, "atom:author"), "atom:name", author.title)
        for tag in page.tags:
            _put(entry, "atom:category", term=tag.slug, label=tag.name)
        _put(entry, "atom:summary", page.description)
        _put(entry, "media:thumbnail", url=url + PICTURE)
        _put(entry, "atom:content", texts[page.url], type="html")
    return root


def _rss(feed: Feed, site: Site, texts: Mapping[str, str]) -> ET.Element:
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    home = urljoin(site.url, feed.base)
    _put(channel, "title", feed.title)
    _put(channel, "link", home)
    _put(channel, "description", site.description)
    _put(channel, "language", site.language)
    _put(channel, "lastBuildDate", _rfc(max((_changed(page) for page in feed.pages), default=_moment_zero())))
    _put(channel, "atom:link", rel="self", type=RSS.type, href=home + RSS.file)
    for page in feed.pages:
        item = _put(channel, "item")
        url = urljoin(site.url, page.url)
        _put(item, "title", page.title)
        _put(item, "link", url)
        _put(item, "guid", url, isPermaLink="true")
        _put(item, "pubDate", _rfc(page.date or _changed(page)))
        for author in page.authors:
            _put(item, "dc:creator", author.title)
        for tag in page.tags:
            _put(item, "category", tag.name)
        _put(item, "description", page.description)
        _put(item, "media:thumbnail", url=url + PICTURE)
        _put(item, "content:encoded", texts[page.url])
    return root


def _json(feed: Feed, site: Site, texts: Mapping[str, str]) -> dict[str, Any]:
    home = urljoin(site.url, feed.base)
    items = []
    for page in feed.pages:
        url = urljoin(site.url, page.url)
        item: dict[str, Any] = {
            "id": url,
            "url": url,
            "title": page.title,
            "summary": page.description,
            "image": url + PICTURE,
            "content_html": texts[page.url],
            "date_published": _moment(page.date or _changed(page)),
            "date_modified": _moment(_changed(page)),
            "tags": [tag.name for tag in page.tags],
        }
        if page.authors:
            item["authors"] = [{"name": author.title, "url": urljoin(site.url, author.url)} for author in page.authors]
        items.append(item)
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": home,
        "feed_url": home + JSON.file,
        "description": site.description,
        "language": site.language,
        "items": items,
    }


def _moment_zero() -> dt.date:
    """The date of a feed without pages: the same at every build."""
    return dt.date(1970, 1, 1)


def _changed(page: Page) -> dt.date:
    return page.changed or _moment_zero()


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _rfc(day: dt.date) -> str:
    return format_datetime(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC), usegmt=True)


def _name(prefix: str, name: str) -> str:
    return f"{{{NAMESPACES[prefix]}}}{name}"


def _put(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new child with text and attributes, without characters that XML cannot hold."""
    prefix, _, name = tag.rpartition(":")
    child = ET.SubElement(
        parent, _name(prefix, name) if prefix else tag, {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    )
    child.text = None if text is None else _NOT_XML.sub("", text)
    return child


def _bytes(root: ET.Element) -> bytes:
    for prefix, address in NAMESPACES.items():
        ET.register_namespace("" if prefix == "atom" and root.tag != "rss" else prefix, address)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"

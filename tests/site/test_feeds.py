"""Feeds: announced, valid, with full text, permanent ids, and read by real clients."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin
from xml.etree import ElementTree as ET

import feedparser
import pytest
import website

FILES = ("atom.xml", "rss.xml", "feed.json")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
TEXT = {"essays": "prose", "stories": "prose", "practices": "checklist"}
"""The class of the element that holds an article's own text."""


def bases(site: website.Site) -> list[str]:
    """The addresses beside which feeds stand: the site's, each kind's, each topic's."""
    return ["", "essays/", "practices/", "stories/", *(node["url"] for node in site.graph["nodes"] if node["kind"] == "topic")]


def text(leaf: website.Leaf) -> list[str]:
    """The words of an article itself, without what other pages say of it."""
    holder = leaf.main.one("div", class_=TEXT[leaf.url.split("/")[0]])
    for element in list(holder.walk()):
        if any(element.has(class_=name) for name in ("evidence", "headerlink", "beside")) or element.tag == "script":
            assert element.parent is not None
            element.parent.children.remove(element)
    return re.findall(r"\w+", holder.raw)


def test_the_site_each_kind_and_each_topic_have_three_feeds(rich: website.Site) -> None:
    made = {path.relative_to(rich.root).as_posix() for name in FILES for path in rich.root.rglob(name)}
    assert made == {unquote(base) + name for base in bases(rich) for name in FILES}


def test_a_page_announces_the_feeds_of_the_site_of_its_kind_or_of_its_topic(rich: website.Site) -> None:
    for url, leaf in rich.pages.items():
        announced = {leaf.resolve(link.get("href")): link for link in leaf.tree.one("head").all("link") if link.get("rel") == "alternate"}
        wanted = {
            "",
            f"{url.split('/')[0]}/" if url.split("/")[0] in TEXT else "",
            url if url.startswith("topics/") and url != "topics/" else "",
        }
        assert set(announced) == {base + name for base in wanted for name in FILES}, url
        types = {(link.get("type"), link.get("href").rsplit("/", 1)[-1]) for link in announced.values()}
        assert types == {("application/atom+xml", "atom.xml"), ("application/rss+xml", "rss.xml"), ("application/feed+json", "feed.json")}
        assert len({link.get("title") for link in announced.values()}) == len(announced)


def test_a_feed_reader_reads_every_feed_without_complaint(rich: website.Site) -> None:
    for base in bases(rich):
        for name in FILES[:2]:
            parsed = feedparser.parse((rich.root / base / name).read_bytes())
            assert not parsed.bozo, f"{base}{name}: {parsed.get('bozo_exception')}"
            assert parsed.feed.title
            assert parsed.feed.link == website.ADDRESS + base
            for entry in parsed.entries:
                assert entry.title
                assert entry.link in {website.ADDRESS + url for url in rich.pages}
                assert entry.published_parsed
                assert entry.summary
                assert entry.media_thumbnail == [{"url": f"{entry.link}cover.card.png"}]


def test_every_entry_has_the_whole_text_of_its_article(rich: website.Site) -> None:
    checked = set()
    for base in bases(rich):
        items = {item["url"]: item["content_html"] for item in json_feed(rich, base)["items"]}
        for name in FILES[:2]:
            for entry in feedparser.parse((rich.root / base / name).read_bytes(), sanitize_html=False).entries:
                assert website.words(entry.content[0].value) == website.words(items[entry.link])
        for url, html in items.items():
            leaf = website.Leaf(url.removeprefix(website.ADDRESS), rich.pages[url.removeprefix(website.ADDRESS)].html)
            assert website.words(html) == text(leaf), url
            checked.add(url)
    assert len(checked) > 20


def test_a_feed_has_the_newest_pages_first_and_a_topic_only_its_own(rich: website.Site) -> None:
    for base in bases(rich):
        items = json_feed(rich, base)["items"]
        dates = [item["date_published"] for item in items]
        assert dates == sorted(dates, reverse=True)
        assert len(items) <= 20
        if base.startswith("topics/"):
            own = {urljoin(website.ADDRESS, link) for link in rich.pages[base].links(rich.pages[base].main)}
            assert {unquote(item["url"]) for item in items} <= own
    assert len(json_feed(rich, "essays/")["items"]) == 20


def test_ids_are_the_permanent_addresses_and_unique_in_all_formats(rich: website.Site) -> None:
    for base in bases(rich):
        items = json_feed(rich, base)["items"]
        ids = [item["id"] for item in items]
        assert len(set(ids)) == len(ids)
        assert ids == [item["url"] for item in items]
        for name in FILES[:2]:
            parsed = feedparser.parse((rich.root / base / name).read_bytes())
            assert [entry.id for entry in parsed.entries] == ids


def test_addresses_in_a_feed_are_whole_and_lead_to_something(rich: website.Site) -> None:
    for base in bases(rich):
        for item in json_feed(rich, base)["items"]:
            tree = website.parse(item["content_html"])
            for element in tree.walk():
                assert element.tag not in ("script", "style", "iframe", "form", "input", "button"), item["url"]
                for attribute in ("href", "src"):
                    if value := element.get(attribute):
                        assert re.match(r"https?://|mailto:|tel:", value), f"{item['url']}: {value}"
                        if value.startswith(website.ADDRESS) and "#" not in value:
                            assert rich.exists(unquote(value.removeprefix(website.ADDRESS))), value


def test_json_feeds_have_what_their_specification_requires(rich: website.Site) -> None:
    for base in bases(rich):
        feed = json_feed(rich, base)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["home_page_url"] == website.ADDRESS + base
        assert feed["feed_url"] == website.ADDRESS + base + "feed.json"
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert item["content_html"]
            assert RFC3339.fullmatch(item["date_published"])
            assert RFC3339.fullmatch(item["date_modified"])
            assert all(isinstance(tag, str) for tag in item["tags"])
            assert all(author["name"] for author in item.get("authors", ()))
            assert rich.exists(unquote(item["image"].removeprefix(website.ADDRESS)))


def test_atom_feeds_have_what_their_specification_requires(rich: website.Site) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    for base in bases(rich):
        root = ET.parse(rich.root / base / "atom.xml").getroot()  # noqa: S314 - our own file
        for element in [root, *root.iter(f"{atom}entry")]:
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{atom}{name}")) == 1
            assert RFC3339.fullmatch(element.findtext(f"{atom}updated") or "")
        assert root.find(f"{atom}author") is not None
        assert [link.get("href") for link in root.findall(f"{atom}link") if link.get("rel") == "self"] == [
            f"{website.ADDRESS}{base}atom.xml"
        ]


def test_hostile_words_come_out_of_a_feed_as_they_went_in(rich: website.Site) -> None:
    said = "The lamp <script>alert('title')</script>"
    title = next(item["title"] for item in json_feed(rich, "stories/")["items"] if item["url"].endswith("/the-lamp/"))
    assert title == said
    root = ET.parse(rich.root / "stories/rss.xml").getroot()  # noqa: S314 - our own file
    assert said in [item.findtext("title") for item in root.iter("item")]


@pytest.mark.parametrize("name", FILES[:2])
@pytest.mark.parametrize("base", ["", "essays/", "practices/", "stories/", "topics/recognition/"])
def test_newsboat_reads_them(rich: website.Site, base: str, name: str, rich_server: str, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"{rich_server}{base}{name}\n", encoding="utf-8")
    (tmp_path / "config").write_text("cleanup-on-quit no\n", encoding="utf-8")
    words = ("-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload")
    done = website.run("newsboat", *words, cwd=tmp_path, HOME=str(tmp_path), no_proxy="127.0.0.1")
    assert done.returncode == 0, done.stdout + done.stderr
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db")) as cache:
        found = {url: (title, content) for url, title, content in cache.execute("select url, title, content from rss_item")}
    items = json_feed(rich, base)["items"]
    assert set(found) == {item["url"] for item in items}
    for item in items:
        title, content = found[item["url"]]
        assert title.split() == item["title"].split()
        assert website.words(content) == website.words(item["content_html"])


def test_the_sitemap_has_every_page_once_with_its_own_date(rich: website.Site) -> None:
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.parse(rich.root / "sitemap.xml").getroot()  # noqa: S314 - our own file
    rows = [(row.findtext(f"{namespace}loc"), row.findtext(f"{namespace}lastmod")) for row in root]
    assert sorted(str(place) for place, _ in rows) == sorted(website.ADDRESS + url for url in rich.pages if url != "search/")
    dates = dict(rows)
    for kind in ("essay", "practice", "story"):
        for name, path in rich.sources(kind).items():
            front = website.front_matter(path)
            own = front.get("updated") or front.get("date") or front.get("reviewed")
            url = urljoin(website.ADDRESS, f"{website.KINDS[kind]}/{quote(name)}/")
            if own and url in dates and not isinstance(own, dict) and not front.get("lastmod"):
                assert dates[url] == str(own)[:10], name


def json_feed(site: website.Site, base: str) -> dict[str, Any]:
    """A JSON feed."""
    data: dict[str, Any] = json.loads((site.root / base / "feed.json").read_text(encoding="utf-8"))
    return data

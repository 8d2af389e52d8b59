"""Strangers' words in every field: wherever they come out, they are words and nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

import oddities
import pytest
import website

pytestmark = pytest.mark.xdist_group("hostile")  # its two large builds are made once

COUNT = len(oddities.HOSTILE)
HARMLESS = tuple(f"harmless {n:02}" for n in range(COUNT))


@pytest.fixture(scope="session")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The same pages as the hostile site's, with harmless words in the hostile ones' place."""
    project = website.lay(tmp_path_factory.mktemp("harmless"), website.CONTENT)
    return website.built(website.write(project, oddities.pages(HARMLESS)))


def shape(leaf: website.Leaf) -> Counter[tuple[str, ...]]:
    """What a page is made of: each element with the names of its attributes, as often as it stands there.

    Without the page before and the page after: which they are hangs on the order of the words.
    """
    inside = [element for element in leaf.tree.walk() if not element.inside("nav", class_="neighbours")]
    return Counter((element.tag, *sorted(set(element.attributes) - {"class"})) for element in inside)


def said(n: int) -> str:
    """What the nth pages say of themselves."""
    return f"{oddities.HOSTILE[n]} {n:02}"


def test_no_word_of_front_matter_or_text_becomes_markup_on_any_page(hostile: website.Site, harmless: website.Site) -> None:
    assert COUNT >= 40
    compared = 0
    for n in range(COUNT):
        for url in (f"practices/odd-{n:02}/", f"stories/odd-{n:02}/", f"topics/odd-{n:02}/", f"essays/odd-{n:02}/", f"authors/odd-{n:02}/"):
            assert shape(hostile.pages[url]) == shape(harmless.pages[url]), f"{said(n)} changed {url}"
            compared += 1
    assert compared == 5 * COUNT
    lists = {url for url in harmless.pages if url not in hostile.pages or re.match(r"(essays|practices|stories)/(page|archive|$)", url)}
    for url in lists & set(hostile.pages):
        assert set(shape(hostile.pages[url])) == set(shape(harmless.pages[url])), url


def test_no_page_has_an_element_or_attribute_that_ours_have_not(hostile: website.Site, rich: website.Site) -> None:
    ours = {kind for leaf in rich.all.values() for element in leaf.tree.walk() for kind in [element.tag, *element.attributes]}
    ring = (hostile.project / "overrides/partials/wheel.html").read_text(encoding="utf-8")  # the map of many pages, which only these have
    ours |= set(re.findall(r"(?:<| )([a-z-]+)(?=[ >=])", ring))
    for url, leaf in hostile.all.items():
        for element in leaf.tree.walk():
            assert {element.tag, *element.attributes} <= ours, f"{url}: <{element.tag} {element.attributes}>"
            if element.get("href") != "data:,":  # no icon on a redirect
                assert not re.match(r"\s*(javascript|data|vbscript):", element.get("href") or element.get("src"), re.IGNORECASE), url
            assert "evil.example" not in "".join(element.get(name) for name in ("href", "src", "action")), url


def test_titles_and_descriptions_are_whole_where_readers_see_them(hostile: website.Site) -> None:
    for n in range(COUNT):
        for kind in ("practices", "stories", "topics", "essays"):
            leaf = hostile.pages[f"{kind}/odd-{n:02}/"]
            words = " ".join(said(n).split())
            assert leaf.main.one("h1").text == words
            assert leaf.tree.one("head").one("title").text == f"{words} - The Callback"
            assert leaf.tree.one("meta", name="description").get("content") == words
            assert leaf.tree.one("meta", property="og:title").get("content") == words


def test_json_ld_and_the_graph_hold_the_words_as_they_are(hostile: website.Site) -> None:
    for n in range(COUNT):
        words = " ".join(said(n).split())
        for kind in website.KINDS:
            node = f"odd-{n:02}" if kind == "practice" else f"{kind}:odd-{n:02}"
            data = hostile.leaf(node).linked_data or {}
            assert words in (data.get("headline"), data.get("name"))
            assert hostile.nodes[node]["title"] == words
    for url, leaf in hostile.pages.items():
        for script in leaf.tree.all("script", type="application/ld+json"):
            assert not set(script.raw) & set("<>&"), url


def test_the_search_has_the_words_as_they_are_and_lands_on_places_that_are_there(hostile: website.Site) -> None:
    assert {" ".join(said(n).split()) for n in range(COUNT)} <= {fragment.title for fragment in hostile.found.values()}
    for fragment in hostile.found.values():
        assert {section.anchor for section in fragment.sections} - {""} <= hostile.pages[fragment.url].anchors, fragment.url


def test_feeds_hold_the_words_as_they_are(hostile: website.Site) -> None:
    for n in range(COUNT):
        words = " ".join(said(n).split())
        place = hostile.root / f"topics/odd-{n:02}"
        items = json.loads((place / "feed.json").read_text(encoding="utf-8"))["items"]
        assert {item["title"] for item in items} == {words}
        channel = ET.parse(place / "rss.xml").getroot()  # noqa: S314 - our own file
        assert {item.findtext("title") for item in channel.iter("item")} == {words}
        feed = ET.parse(place / "atom.xml").getroot()  # noqa: S314 - our own file
        assert {entry.findtext("{*}title") for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")} == {words}
        for item in items:
            for element in website.parse(item["content_html"]).walk():
                assert element.tag not in ("script", "style", "iframe", "svg", "object", "embed", "form", "base", "meta", "link")
                assert not [name for name in element.attributes if name.startswith("on")]

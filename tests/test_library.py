"""The Library: every tie stands on both its ends, whoever made it, and leads to a page that is there."""

from __future__ import annotations

from pathlib import Path
from random import Random

import libraries
import pytest
from folio import reading, tree
from folio.graph import graph
from folio.library import KINDS, Library, Page, lies_below, newest_first, references
from folio.links import relative, resolve
from folio.listings import Listings
from folio.rules import addresses

REAL = dict(tree.Folder(Path(__file__).parent.parent / "docs"))
LIBRARY, _ = reading.read(REAL)
PLACES = addresses(LIBRARY)
LOAF = LIBRARY.by_path["essays/posts/the-loaf-and-the-letter.md"]


def library(**texts: str) -> Library:
    files = {f"{name.replace('__', '/')}.md": f"---\n{head}\n---\n".encode() for name, head in texts.items()}
    return reading.read(REAL | files)[0]


@pytest.mark.parametrize("page", LIBRARY.pages, ids=lambda page: page.id)
def test_every_tie_of_a_page_is_known_at_both_ends(page: Page) -> None:
    for reference in references(page):
        other = LIBRARY.find(reference.kind, reference.name)
        assert other is not None
        assert other in LIBRARY.tied(page, other.kind)
        assert page in LIBRARY.tied(other, page.kind)


def test_a_page_is_found_by_path_address_and_name() -> None:
    assert LIBRARY.by_url[LOAF.url] is LIBRARY.find("essay", "the-loaf-and-the-letter") is LOAF


def test_pages_of_a_kind_come_newest_first() -> None:
    days = [page.date for page in LIBRARY.of("essay") if page.date]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("word", ["service-culture", "Service culture", "service_culture", "SERVICE CULTURE"])
def test_a_topic_is_known_in_every_spelling(word: str) -> None:
    topic = LIBRARY.topic(word)
    assert topic is not None
    assert topic.slug == "service-culture"


def test_a_draft_and_who_only_wrote_that_are_left_out_of_what_is_public() -> None:
    made = library(essays__posts__a="title: A\ndate: 2026-01-01\ndraft: true\nauthors: [Nobody Else]")
    assert made.find("person", "nobody-else")
    public = made.public()
    assert public.find("essay", "a") is None
    assert public.find("person", "nobody-else") is None
    assert len(public.pages) == len(LIBRARY.pages)


def test_a_page_with_a_mistake_is_kept_apart_from_those_that_are_shown() -> None:
    made = library(essays__posts__a="title: A\ndate: never")
    assert [page.path for page in made.partial] == ["essays/posts/a.md"]
    assert "essays/posts/a.md" not in made.by_path


def test_tags_in_several_spellings_are_one() -> None:
    made = library(essays__posts__a="title: A\ndate: 2026-01-01\ntags: [Front-Line, front line, Gardening, gardening]")
    page = made.find("essay", "a")
    assert page is not None
    assert [(tag.slug, tag.url) for tag in page.tags] == [("front-line", "topics/front-line/"), ("gardening", "tags/gardening/")]


def test_a_story_without_tags_is_about_what_its_practices_are_about() -> None:
    made = library(stories__a__story="title: A\ndate: 2026-01-01\nkind: retelling\nsources: [x]\npractices: [room-to-say-yes]")
    story, practice = made.find("story", "a"), made.find("practice", "room-to-say-yes")
    assert story is not None
    assert practice is not None
    assert story.tags == practice.tags != ()


@pytest.mark.parametrize(
    ("target", "way", "url"),
    [
        ("care-comes-first.md", "page", "essays/care-comes-first/"),
        ("../../practices/room-to-say-yes.md#name-decisions", "page", "practices/room-to-say-yes/"),
        ("/about.md", "page", "about/"),
        ("/about/", "page", "about/"),
        ("../../about", "page", "about/"),
        ("../care-comes-first/index.html", "page", "essays/care-comes-first/"),
        ("#somewhere", "page", LOAF.url),
        ("../../practices/", "place", "practices/"),
        ("/atom.xml", "place", "atom.xml"),
        ("https://example.org/", "elsewhere", ""),
        ("//example.org/", "elsewhere", ""),
        ("javascript:alert(1)", "unsafe", ""),
        ("JavaScript:alert(1)", "unsafe", ""),
        ("{{ site.url }}/x", "template", ""),
        ("http://[broken", "nowhere", ""),
        ("", "nowhere", ""),
        ("../../../../etc/passwd", "nowhere", "etc/passwd"),
    ],
)
def test_a_link_is_followed_as_a_browser_and_as_an_editor_would(target: str, way: str, url: str) -> None:
    found = resolve(LIBRARY, PLACES, LOAF, target)
    assert (found.way, found.url) == (way, url)


@pytest.mark.parametrize(
    ("url", "base", "seen"),
    [
        ("a/", "a/", "./"),
        ("", "a/b/", "../../"),
        ("a/b/", "", "a/b/"),
        ("x.xml", "a/", "../x.xml"),
        ("a/c/", "a/b/", "../c/"),
        ("a/", "b/c.html", "../a/"),
    ],
)
def test_an_address_is_seen_from_another(url: str, base: str, seen: str) -> None:
    assert relative(url, base) == seen


def test_every_page_of_a_kind_stands_in_its_index_and_every_index_has_an_address_of_its_own() -> None:
    listings = Listings(LIBRARY)
    urls = [listing.url for listing in listings.all]
    assert len(urls) == len(set(urls))
    assert not {page.url for page in LIBRARY.pages if page.kind != "person"} & set(urls)
    for kind in ("essay", "practice", "story"):
        index = [listing for listing in listings.all if listing.shelf.base == f"{LIBRARY.of(kind)[0].url.split('/')[0]}/"]
        assert {page for listing in index for page in listing.items} == set(LIBRARY.of(kind))


def test_the_graph_names_only_nodes_that_it_has() -> None:
    data = graph(LIBRARY)
    ids = [node["id"] for node in data["nodes"]]
    assert len(ids) == len(set(ids))
    assert {edge[end].split("#")[0] for edge in data["edges"] for end in ("source", "target")} <= set(ids)


@pytest.mark.parametrize("count", [0, 7, 400])
def test_what_a_page_is_tied_to_is_what_the_edges_say(count: int) -> None:
    library = libraries.library(count)
    for page in library.pages[::5]:
        own = [edge.target for edge in library.edges if edge.source is page]
        others = sorted((edge.source for edge in library.edges if edge.target is page), key=newest_first)
        for kind in KINDS:
            assert list(library.tied(page, kind)) == [other for other in dict.fromkeys([*own, *others]) if other.kind == kind]
        for other in dict.fromkeys(own):
            steps = [edge.step for edge in library.edges if (edge.source, edge.target) == (page, other) and edge.step]
            assert list(library.steps(page, other)) == steps


def test_pages_are_sorted_as_they_are_in_lists() -> None:
    library = libraries.library(300)
    shuffled = Random(1).sample(library.pages, len(library.pages))  # noqa: S311 - seeded
    assert library.newest_first(shuffled) == sorted(shuffled, key=newest_first)


def test_a_path_lies_below_a_folder_that_it_leads_through() -> None:
    assert lies_below({"stories/a"}, "stories/a/story.md")
    assert lies_below({"stories/a"}, "stories/a/b/c.png")
    assert not lies_below({"stories/a"}, "stories/ab/story.md")
    assert not lies_below({"stories/a"}, "stories/a")

"""The map as it is published: picture and list say what graph.json says, and every way leads somewhere and back."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

import pytest
import website

SHOWN = ("essay", "practice", "story")
Tie = tuple[str, str, str]


@pytest.fixture(params=["site", "rich"])
def small(request: pytest.FixtureRequest) -> website.Site:
    """Sites of which one picture shows all."""
    found: website.Site = request.getfixturevalue(request.param)
    return found


def test_the_picture_shows_every_tie_of_the_graph_once(small: website.Site) -> None:
    leaf = small.pages["map/"]
    lines = [frozenset((line.get("data-one"), line.get("data-other"))) for line in leaf.main.all("path", class_="tie")]
    assert len(lines) == len(set(lines)) > 20
    assert set(lines) == {frozenset((f"at-{one}", f"at-{other}")) for one, other, _ in said_by_graph(small)}


def test_the_list_says_every_tie_of_the_graph_down_to_the_step(small: website.Site) -> None:
    leaf = small.pages["map/"]
    said = list(said_by_list(leaf))
    ids = {unquote(node["url"]): node["id"] for node in small.graph["nodes"]}
    assert sorted((ids[one], ids[other], step) for one, other, step in said) == sorted(said_by_graph(small))


@pytest.mark.parametrize("name", ["site", "rich", pytest.param("hostile", marks=pytest.mark.xdist_group("hostile"))])
def test_each_place_on_a_map_leads_to_its_page_and_each_tie_from_place_to_place(name: str, request: pytest.FixtureRequest) -> None:
    made: website.Site = request.getfixturevalue(name)
    files = sorted((made.root / "map").rglob("index.html"))  # and no other page: the hostile site has many
    addresses = [quote(file.parent.relative_to(made.root).as_posix()) + "/" for file in files]
    charts = [website.Leaf(url, file.read_text(encoding="utf-8")) for url, file in zip(addresses, files, strict=True)]
    assert (len(charts) > 40) == (name == "hostile")
    for leaf in charts:
        spots = {spot.get("id"): spot for spot in leaf.main.all("a", class_="spot")}
        assert spots, leaf.url
        assert len(spots) == len(leaf.main.all("a", class_="spot"))
        for spot in spots.values():
            target = leaf.resolve(spot.get("href"))
            assert target
            assert made.exists(target)
            if spot.get("data-kind"):
                node = made.nodes[spot.get("id").removeprefix("at-")]
                assert unquote(node["url"]) == target
                assert node["title"] in spot.get("aria-label")
        for line in leaf.main.all("path", class_="tie"):
            assert {line.get("data-one"), line.get("data-other")} <= set(spots)


def test_pages_and_the_map_lead_to_each_other(small: website.Site) -> None:
    tied = {name for one, other, _ in said_by_graph(small) for name in (one, other)}
    for node in small.graph["nodes"]:
        leaf = small.leaf(node["id"])
        ways = [leaf.resolve(link.get("href")) for place in leaf.main.all("p", class_="on-map") for link in place.all("a")]
        assert ways == ([f"map/#at-{node['id']}"] if node["id"] in tied else [])
        assert all(small.exists(way) for way in ways if way)


def test_the_way_to_the_map_is_on_every_page_and_machines_know_it(site: website.Site) -> None:
    assert all("map/" in leaf.links() for leaf in site.pages.values() if leaf.tree.all("footer", class_="site-footer"))
    for url in ("", "topics/"):
        assert "map/" in site.pages[url].links(site.pages[url].main)
    assert f"<loc>{website.ADDRESS}map/</loc>" in (site.root / "sitemap.xml").read_text(encoding="utf-8")
    assert not [url for url in site.found if url.startswith("map/")]


def test_pages_that_are_tied_to_nothing_are_named_or_counted(rich: website.Site) -> None:
    tied = {name for one, other, _ in said_by_graph(rich) for name in (one, other)}
    alone = {unquote(node["url"]) for node in rich.graph["nodes"] if node["kind"] in SHOWN and node["id"] not in tied}
    leaf = rich.pages["map/"]
    place = next(section for section in leaf.main.all("section") if section.get("aria-labelledby") == "untied")
    assert leaf.links(place.one("ul")) <= alone
    assert f"{len(alone)} pages stand alone" in place.text
    assert "tell/" in leaf.links(place)


def said_by_graph(made: website.Site) -> list[Tie]:
    """The ties of graph.json between essays, practices and stories: the practice first, if there is one, then the other, and the step."""
    ties = set()
    for edge in made.graph["edges"]:
        target, _, step = edge["target"].partition("#")
        if {made.nodes[edge["source"]]["kind"], made.nodes[target]["kind"]} <= set(SHOWN):
            first = made.nodes[edge["source"]]["kind"] == "practice" or edge["type"] == "tells of"
            ties.add((edge["source"], target, step) if first else (target, edge["source"], step))
    return sorted(ties)


def said_by_list(leaf: website.Leaf) -> Iterator[Tie]:
    """The same, as the list says it, by addresses."""
    for told in leaf.main.all("p", class_="told"):
        place = told.inside("li") or told.inside("section")
        assert place
        first = leaf.resolve(place.all("a")[0].get("href")) or ""
        if place.tag == "li" and place.inside("section", class_="chapter"):
            first, _, step = first.partition("#")
        else:
            step = ""
        for link in told.all("a"):
            yield first, leaf.resolve(link.get("href")) or "", step

"""One graph: what front matter ties together is tied on both rendered pages, and no page is a dead end."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
import website
import yaml

TYPES = {
    "recommends": ("essay", "practice"),
    "tells of": ("essay", "story"),
    "argued in": ("practice", "essay"),
    "shows": ("story", "practice"),
    "broader": ("topic", "topic"),
    "written by": ("essay", "person"),
    "about": (None, "topic"),
}


@pytest.fixture(params=["site", "rich"])
def any_site(request: pytest.FixtureRequest) -> website.Site:
    """Both sites."""
    found: website.Site = request.getfixturevalue(request.param)
    return found


def test_the_graph_as_data_has_its_documented_shape(any_site: website.Site) -> None:
    graph = any_site.graph
    assert set(graph) == {"version", "nodes", "edges"}
    assert graph["version"] == 1
    assert all(set(node) == {"id", "kind", "url", "title"} for node in graph["nodes"])
    assert {node["kind"] for node in graph["nodes"]} == {"essay", "practice", "story", "topic", "person"}
    assert len(any_site.nodes) == len(graph["nodes"]), "an id stands for two nodes"
    for edge in graph["edges"]:
        assert set(edge) == {"source", "target", "type"}
        source, target = any_site.nodes[edge["source"]], any_site.nodes[edge["target"].partition("#")[0]]
        kinds = TYPES[edge["type"]]
        assert source["kind"] == kinds[0] or kinds[0] is None
        assert target["kind"] == kinds[1]


def test_the_graph_has_every_type_of_tie(rich: website.Site) -> None:
    assert {edge["type"] for edge in rich.graph["edges"]} == set(TYPES)


def test_every_edge_is_a_link_on_both_pages_down_to_the_step(any_site: website.Site) -> None:
    assert any("#" in edge["target"] for edge in any_site.graph["edges"])
    for edge in any_site.graph["edges"]:
        name, _, step = edge["target"].partition("#")
        assert_tied(any_site, edge["source"], name, step)


def test_every_tie_of_front_matter_is_a_link_on_both_pages(any_site: website.Site) -> None:
    authors = yaml.safe_load((any_site.project / "docs/essays/.authors.yml").read_text(encoding="utf-8"))["authors"]
    ties = []
    for kind, field, other in (
        ("essay", "practices", "practice"),
        ("essay", "stories", "story"),
        ("practice", "essays", "essay"),
        ("story", "practices", "practice"),
        ("essay", "tags", "topic"),
        ("practice", "tags", "topic"),
        ("story", "tags", "topic"),
        ("topic", "broader", "topic"),
    ):
        targets = any_site.sources(other)
        for name, path in any_site.sources(kind).items():
            values = website.front_matter(path).get(field) or []
            for value in [values] if isinstance(values, str) else values:
                target, _, step = value.partition("#")
                if target in targets:
                    ties.append((node(kind, name), node(other, target), step))
    for name, path in any_site.sources("essay").items():
        ties += [(node("essay", name), node("person", a), "") for a in website.front_matter(path).get("authors") or [] if a in authors]
    assert len(ties) > 80
    for source, target, step in ties:
        if source in any_site.nodes:  # a post may have a slug of its own
            assert_tied(any_site, source, target, step)


def test_a_step_leads_to_its_stories_and_a_story_to_its_steps(site: website.Site) -> None:
    shown = [edge for edge in site.graph["edges"] if edge["type"] == "shows" and "#" in edge["target"]]
    assert len(shown) >= 8
    for edge in shown:
        name, _, step = edge["target"].partition("#")
        place = next(element for element in site.leaf(name).main.walk() if element.get("id") == step)
        assert place.tag == "li"
        assert site.nodes[edge["source"]]["url"] in site.leaf(name).links(place)


def test_no_page_is_a_dead_end(any_site: website.Site) -> None:
    content = {node["url"] for node in any_site.graph["nodes"] if node["kind"] != "person"}
    for leaf in [*any_site.pages.values(), any_site.all["404.html"]]:
        onward = {link.partition("#")[0] for link in leaf.links(leaf.main)} - {leaf.url, ""}
        assert {quote(link) for link in onward} & content, f"{leaf.url} leads to no content"


def test_every_page_is_reached_from_the_first_one_by_links_alone(any_site: website.Site) -> None:
    reached, waiting = set(), [""]
    while waiting:
        url = waiting.pop()
        if url in reached or url not in any_site.pages:
            continue
        reached.add(url)
        targets = {quote(link.partition("#")[0].removeprefix("./")) for link in any_site.pages[url].links()}
        waiting += targets
    assert set(any_site.pages) - reached == set()


def node(kind: str, name: str) -> str:
    """A page's id in the graph, as graph.py documents it."""
    return name if kind == "practice" else f"{kind}:{name}"


def assert_tied(site: website.Site, source: str, target: str, step: str) -> None:
    """Both pages link to each other, the first to the very step."""
    there = unquote(site.nodes[target]["url"])
    back = unquote(site.nodes[source]["url"])
    one, other = site.leaf(source), site.leaf(target)
    wanted = f"{there}#{step}" if step else there
    links = one.links(one.main)
    assert wanted in links or (not step and any(link.startswith(f"{there}#") for link in links)), f"{source} has no link to {wanted}"
    assert not step or step in other.anchors, f"{target} has no step {step}"
    assert back in {link.partition("#")[0] for link in other.links(other.main)}, f"{target} has no link to {source}"

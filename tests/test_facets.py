"""The ways to choose a practice: what is counted where, in which order, and that each link leads to its list."""

from __future__ import annotations

from typing import Any

import website
from folio import reading
from folio.facets import facets, tokens
from folio.library import Library


def practices(*fronts: dict[str, Any]) -> Library:
    files = {}
    for n, front in enumerate(fronts):
        bare = {"id": f"p{n}", "title": f"Practice {n}", "summary": "P."}
        files[f"practices/p{n}.md"] = website.page(bare | front, "- [ ] Go {#go}\n").encode()
    return reading.read(files)[0]


def values(library: Library, name: str) -> list[tuple[str, str, int]]:
    return [(v.token, v.title, len(v.pages)) for facet in facets(library) if facet.name == name for v in facet.values]


def test_who_is_the_one_who_calls_without_who_else_is_there() -> None:
    found = practices(*({"who": who} for who in ("Team lead, with the team", "whoever opens it", "team lead", "Team lead")))
    assert values(found, "who") == [("who-team-lead", "Team lead", 3), ("who-whoever-opens-it", "Whoever opens it", 1)]


def test_a_limit_of_time_has_all_that_is_done_by_then_and_one_that_adds_nothing_is_left_out() -> None:
    found = practices(*({"takes": minutes} for minutes in (5, 10, 11, 60, 61, 240)), {})
    assert values(found, "takes") == [
        ("takes-10", "Up to 10 minutes", 2),
        ("takes-15", "Up to 15 minutes", 3),
        ("takes-60", "Up to an hour", 4),
        ("takes-longer", "Over an hour", 2),
    ]


def test_rhythms_stand_in_their_order_and_other_words_behind() -> None:
    words = ("when it happens", "Monthly", "weekly", "at full moon", "daily", "monthly", "!!!")
    found = values(practices(*({"frequency": word} for word in words)), "when")
    assert [title for _, title, _ in found] == ["Daily", "Weekly", "Monthly", "At full moon", "When it happens"]
    assert [number for *_, number in found] == [1, 1, 2, 1, 1]


def test_a_way_that_leaves_no_choice_is_left_out() -> None:
    assert facets(practices({"who": "Lead", "takes": 5, "frequency": "weekly"})) == ()
    assert facets(practices()) == ()


def test_the_tokens_of_a_practice_are_those_of_its_values() -> None:
    library = practices({"who": "Lead", "takes": 12, "frequency": "weekly"}, {"who": "Anyone", "takes": 40})
    first = library.find("practice", "p0")
    assert first
    assert tokens(facets(library), first) == ("who-lead", "takes-15", "takes-60")


def test_each_link_leads_to_a_list_of_just_the_practices_that_it_counts(rich: website.Site) -> None:
    index = rich.pages["practices/"]
    group = index.main.one("div", class_="facets")
    checked = 0
    for link in group.all("a"):
        token, count = link.get("data-token"), link.one("span", class_="chip__count").text
        if link.get("data-facet") == "state":
            assert not count
            continue
        address = index.resolve(link.get("href")) or ""
        assert rich.exists(address)
        items = [item for item in index.main.all("li", class_="item") if token in item.get("data-facets").split()]
        marked = {f"practices/{item.get('data-practice')}/" for item in items}
        place = index.main.one("div", id=token) if "#" in address else rich.pages[address].main
        assert marked == index_links(rich, address, place) & marked
        assert len(marked) == int(count)
        if "#" in address:
            assert index_links(rich, address, place) == marked
        checked += 1
    assert checked >= 15


def index_links(site: website.Site, address: str, place: website.Element) -> set[str]:
    """The practices to which a part of a page leads."""
    url = address.partition("#")[0]
    return {link for link in site.pages[url].links(place) if link.startswith("practices/") and link.count("/") == 2}

"""The map: every tie is on it once, nothing on it overlaps, few lines cross, and a site of any size has one that can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

import libraries
import pytest
from face import atlas as drawing
from face import layers, wheel, wrapping
from folio import atlas, chapters
from folio.library import Library, Page, Tag
from folio.listings import LISTED
from hypothesis import given, settings
from hypothesis import strategies as st

SIZES = (0, 5, 60, 500, 5000)
LIBRARIES = {count: libraries.library(count) for count in SIZES}
ATLASES = {count: atlas.Atlas(library) for count, library in LIBRARIES.items()}


@dataclass(frozen=True)
class Named:
    id: str
    kind: str
    title: str


TITLES = st.text(max_size=120) | st.sampled_from(
    ["The room to say yes", "W" * 90, "答えてから解く" * 9, "a " * 60, "é" * 40, "👩‍👩‍👧" * 30]
)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Named], list[tuple[str, str, int]]]:
    """Some pages and some ties between pages of different kinds."""
    made = draw(st.lists(st.tuples(st.sampled_from(LISTED), TITLES), min_size=1, max_size=14))
    pages = [Named(f"{kind}:{number}", kind, title) for number, (kind, title) in enumerate(made)]
    pairs = [(one.id, other.id) for one, other in combinations(pages, 2) if one.kind != other.kind]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return pages, [(*pair, draw(st.integers(0, 9))) for pair in chosen]


# The picture


@settings(max_examples=40)
@given(graphs())
def test_every_page_is_in_the_box_and_none_overlaps_another(graph: tuple[list[Named], list[tuple[str, str, int]]]) -> None:
    pages, ties = graph
    picture = drawing.draw(pages, ties)
    assert sorted(spot.page.id for spot in picture.spots) == sorted(page.id for page in pages)
    for spot in picture.spots:
        assert 0 <= spot.x <= picture.width - spot.width
        assert drawing.TOP <= spot.y <= picture.height - spot.height
        for x, y, text in spot.lines:
            assert spot.y < y < spot.y + spot.height
            assert x + wrapping.width(text) * drawing.SIZE <= spot.x + spot.width
    for one, other in pairwise(picture.spots):
        assert one.x < other.x or one.y + one.height + layers.GAP <= other.y + 0.2, (
            "the order is that of reading, and there is room between"
        )


@settings(max_examples=40)
@given(graphs())
def test_every_tie_is_drawn_once_from_the_edge_of_one_page_to_the_edge_of_the_other(
    graph: tuple[list[Named], list[tuple[str, str, int]]],
) -> None:
    pages, ties = graph
    picture = drawing.draw(pages, ties)
    spots = {spot.page.id: spot for spot in picture.spots}
    assert sorted(sorted(line.ends) for line in picture.lines) == sorted(sorted(tie[:2]) for tie in ties)
    for line in picture.lines:
        numbers = [float(number) for number in re.findall(r"[\d.]+", line.path)]
        left, right = (spots[name] for name in line.ends)
        assert numbers[0] == left.x + left.width
        assert numbers[-2] == right.x
        assert left.y <= numbers[1] <= left.y + left.height
        assert right.y <= numbers[-1] <= right.y + right.height
        if "H" in line.path:  # it passes through the middle column, and touches nobody there
            assert not [s for s in spots.values() if s.page.kind == "practice" and s.y <= numbers[7] <= s.y + s.height]


@settings(max_examples=40)
@given(graphs())
def test_the_order_never_makes_more_lines_cross_than_the_given_one(graph: tuple[list[Named], list[tuple[str, str, int]]]) -> None:
    pages, ties = graph
    places = {page.id: layers.Place(LISTED.index(page.kind), 40) for page in pages}
    pairs = [tuple(sorted((places[one], places[other]), key=lambda place: place.column)) for one, other, _ in ties]
    near = [(one, other) for one, other in pairs if other.column - one.column == 1]
    columns = [[place for place in places.values() if place.column == number] for number in range(3)]
    ordered = layers.ordered(columns, near)
    assert [set(column) for column in ordered] == [set(column) for column in columns]
    assert layers.crossings(ordered, near) <= layers.crossings(columns, near)


def test_lines_that_need_not_cross_do_not() -> None:
    pages = [Named(f"{kind}:{number}", kind, "A page") for kind in ("practice", "story") for number in range(9)]
    picture = drawing.draw(pages, [(f"practice:{number}", f"story:{number * 4 % 9}", 0) for number in range(9)])
    rows = {kind: [spot.page.id for spot in picture.spots if spot.page.kind == kind] for kind in ("practice", "story")}
    found = [(rows["practice"].index(line.ends[0]), rows["story"].index(line.ends[1])) for line in picture.lines]
    assert all(one == other for one, other in found)


def test_more_steps_make_a_line_thicker_up_to_a_number() -> None:
    pages = [Named("p", "practice", "A practice"), *(Named(f"s{n}", "story", "A story") for n in range(7))]
    weights = [line.weight for line in drawing.draw(pages, [("p", f"s{n}", n) for n in range(7)]).lines]
    assert weights == sorted(weights)
    assert weights[0] < weights[1] < weights[4] == weights[6]


@pytest.mark.parametrize("title", ["", " ", "The room to say yes", "W" * 300, "答えてから解く" * 20, "one two " * 40])
def test_a_title_is_broken_into_lines_that_fit_and_says_when_it_is_cut(title: str) -> None:
    lines = wrapping.wrap(title, 12, 3)
    assert len(lines) <= 3
    assert all(wrapping.width(line) <= 12 for line in lines)
    whole = "".join(lines).replace(" ", "") == "".join(title.split())
    assert whole or lines[-1].endswith("…")


# The charts


@pytest.mark.parametrize("count", [5, 60, 500])
def test_the_same_library_has_the_same_map(count: int) -> None:
    again = atlas.Atlas(libraries.library(count))
    assert [_said(chart) for chart in again.charts.values()] == [_said(chart) for chart in ATLASES[count].charts.values()]


@pytest.mark.parametrize("count", [5, 60])
def test_one_picture_shows_every_tie_of_a_library_of_which_it_can_show_all(count: int) -> None:
    (chart,) = ATLASES[count].charts.values()
    assert {frozenset((tie.one, tie.other)) for tie in chart.ties} == _tied(LIBRARIES[count])
    assert len(chart.ties) == len(_tied(LIBRARIES[count]))
    assert set(chart.pages) == {page for pair in _tied(LIBRARIES[count]) for page in pair}
    assert len(chart.pages) + chart.alone == count


@pytest.mark.parametrize("count", [500, 5000])
def test_a_large_library_has_a_chart_for_each_topic_that_can_be_read(count: int) -> None:
    charts = dict(ATLASES[count].charts)
    first = charts.pop(atlas.MAP)
    assert not first.pages
    assert 0 < len(first.places) <= atlas.PLACES
    assert {place.url for place in first.places if place.url.startswith(atlas.MAP)} <= set(charts)
    for place in first.places:
        assert place.counts[0] == len(LIBRARIES[count].tied(place.topic, "essay"))
    for bridge in first.bridges:
        both = [p for p in LIBRARIES[count].pages if {bridge.one, bridge.other} <= {tag.topic for tag in p.tags}]
        assert bridge.shared == len(both)
    for chart in charts.values():
        shown = set(chart.pages)
        assert len(shown) == len(chart.pages) <= atlas.AROUND
        assert {frozenset((tie.one, tie.other)) for tie in chart.ties} == {pair for pair in _tied(LIBRARIES[count]) if pair <= shown}
        assert shown == {page for tie in chart.ties for page in (tie.one, tie.other)}


@pytest.mark.parametrize("count", SIZES)
def test_the_addresses_of_the_charts_are_known_before_they_are_made(count: int) -> None:
    assert atlas.Atlas(LIBRARIES[count]).urls == set(ATLASES[count].charts)


@pytest.mark.parametrize("count", SIZES)
def test_a_page_says_where_it_stands_on_the_map(count: int) -> None:
    places = ATLASES[count]
    shown = {page for chart in places.charts.values() for page in chart.pages}
    for page in LIBRARIES[count].pages:
        url = places.url(page)
        assert (url is not None) == (page in shown)
        if url:
            address, _, name = url.partition("#")
            assert page in places.charts[address].pages
            assert name == atlas.anchor(page)


@pytest.mark.parametrize("count", SIZES)
def test_the_words_say_every_tie_of_the_picture_down_to_the_step(count: int) -> None:
    for chart in ATLASES[count].charts.values():
        view = chapters.view(chart)
        said = [(chapter.page, page, "") for chapter in view["chapters"] for page in (*chapter.essays, *chapter.stories)]
        said += [(c.page, page, step.id) for c in view["chapters"] for step, *pages in c.steps for group in pages for page in group]
        said += [(essay, story, "") for essay, stories in view["tales"] for story in stories]
        drawn = [(_practice_first(tie), step) for tie in chart.ties for step in (*([""] if tie.whole else []), *tie.steps)]
        assert sorted((one.id, other.id, step) for one, other, step in said) == sorted((a.id, b.id, step) for (a, b), step in drawn)


# The ring of topics


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 900)), max_size=40))
def test_topics_keep_apart_and_in_the_box(counts: list[tuple[int, int, int]]) -> None:
    places = [(f"t{number}", "A topic of some words", held) for number, held in enumerate(counts)]
    picture = wheel.draw(places, [(one[0], other[0], 1) for one, other in pairwise(places)])
    assert len(picture.circles) == len(places)
    assert len(picture.chords) == max(0, len(places) - 1)
    for circle in picture.circles:
        assert circle.radius <= min(circle.x, circle.y, picture.width - circle.x, picture.height - circle.y)
        end = circle.text_x + (1 if circle.anchor == "start" else -1) * wrapping.width(circle.name) * wheel.SIZE
        assert 0 <= end <= picture.width
    for one, other in combinations(picture.circles, 2):
        assert abs(one.y - other.y) >= wheel.ROW or one.anchor != other.anchor


def test_a_topic_that_holds_more_is_larger() -> None:
    circles = wheel.draw([("a", "A", (1, 0, 0)), ("b", "B", (5, 5, 5)), ("c", "C", (90, 0, 0))], []).circles
    assert circles[0].radius < circles[1].radius < circles[2].radius
    assert [number for number, _ in circles[1].arcs] == [0, 1, 2]
    assert [number for number, _ in circles[2].arcs] == [0]


def test_a_topic_whose_pages_are_tied_to_nothing_leads_to_its_own_page() -> None:
    alone = Page("topic", "topics/alone.md", "alone", "topics/alone/", "Alone", "", LIBRARIES[500].of("topic")[0].front)
    base = libraries.library(500)
    page = Page("practice", "p.md", "p", "p/", "P", "", base.of("practice")[0].front, tags=(Tag("Alone", "alone", alone),))
    charts = atlas.Atlas(Library([*base.pages, alone, page])).charts
    assert [place.url for place in charts[atlas.MAP].places if place.topic is alone] == ["topics/alone/"]
    assert "map/alone/" not in charts


def _tied(library: Library) -> set[frozenset[Page]]:
    ends = [(edge.source, edge.target) for edge in library.edges]
    return {frozenset(pair) for pair in ends if pair[0].kind in LISTED and pair[1].kind in LISTED}


def _practice_first(tie: atlas.Tie) -> tuple[Page, Page]:
    return (tie.other, tie.one) if tie.other.kind == "practice" else (tie.one, tie.other)


def _said(chart: atlas.Chart) -> object:
    picture = drawing.draw(chart.pages, [(tie.one.id, tie.other.id, len(tie.steps)) for tie in chart.ties])
    places = [(place.topic.id, place.counts, place.url) for place in chart.places]
    bridges = [(bridge.one.id, bridge.other.id, bridge.shared) for bridge in chart.bridges]
    spots = [(spot.page.id, spot.x, spot.y, spot.lines) for spot in picture.spots]
    return chart.url, spots, picture.lines, places, bridges, [page.id for page in chart.untied]

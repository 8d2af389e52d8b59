"""What the search may find on the real site: every page that somebody wrote, and each step and heading where it stands."""

from __future__ import annotations

import pytest
import website
from search import fragments, ranking
from search.index import PATH
from search.shelf import Shelf


@pytest.fixture(scope="module")
def shelf(site: website.Site) -> Shelf:
    """The site's index."""
    return Shelf(lambda path: (site.root / path).read_bytes())


def test_every_page_that_somebody_wrote_is_found_and_no_list(site: website.Site) -> None:
    written = {node["url"] for node in site.nodes.values() if node["kind"] in ("essay", "practice", "story", "topic")}
    assert written <= site.found.keys()
    assert {"about/", "contribute/"} <= site.found.keys()
    assert not {"", "essays/", "topics/", "map/", "search/"} & site.found.keys()


def test_every_place_that_it_lands_on_is_there(site: website.Site) -> None:
    for url, fragment in site.found.items():
        assert {section.anchor for section in fragment.sections} - {""} <= site.pages[url].anchors, url


def test_each_step_of_a_practice_is_a_result_of_its_own(site: website.Site) -> None:
    steps = {section.anchor: section for section in site.found["practices/own-it-to-the-end/"].sections if section.step}
    assert steps["hear-yes"].title == 'Repeat the problem until you hear "yes"'
    assert steps["hear-yes"].text.startswith("One or two sentences.")
    assert len(steps) == 11


def test_stories_and_topics_are_found_by_what_they_are_about(shelf: Shelf) -> None:
    def first(words: str, kind: str) -> str:
        return ranking.search(shelf, words, filters={"kind": [kind]}).results[0].fragment.url

    assert first("contact centre manager", "story") == "stories/eight-hundred-callbacks/"
    assert first("mentoring", "topic") == "topics/coaching/"
    assert first("sign-off", "topic") == "topics/decisions/"


def test_the_index_names_every_file_that_there_is_and_no_other(site: website.Site, shelf: Shelf) -> None:
    index = shelf.index
    names = {index["documents"], index["facets"], *index["words"][1], *index["spellings"][1]}
    stands = {path.relative_to(site.root).as_posix() for path in (site.root / fragments.FOLDER).glob("*.js")}
    assert {PATH, *(f"{fragments.FOLDER}{name}.js" for name in names)} == stands - {"search/finder.js", "search/worker.js"}

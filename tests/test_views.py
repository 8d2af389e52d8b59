"""What pages show beside their text: who stands before and after them, and the line that the first page takes from a story."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import website
from folio import reading
from folio.library import Library, Page
from folio.listings import PAGE_SIZE
from folio.views import NEAR, Views, first_line

TOPICS = {
    "leadership": {},
    "service": {},
    "care": {"broader": ["leadership"]},
    "promises": {"broader": ["service"]},
}
ESSAYS: dict[str, dict[str, Any]] = {
    "a": {"date": "2026-01-01", "categories": ["leadership"]},
    "b": {"date": "2026-01-02", "categories": ["service"]},
    "c": {"date": "2026-01-03", "categories": ["leadership", "service"]},
    "d": {"date": "2026-01-04"},
    "e": {"date": "2026-01-05", "tags": ["care", "promises"]},
    "f": {"date": "2026-01-06", "tags": ["promises"]},
    "g": {"date": "2026-01-07", "tags": ["nothing that is a topic"]},
}


def library() -> Library:
    topics = {f"topics/{slug}.md": website.page({"title": slug.title(), "definition": "A word.", **more}) for slug, more in TOPICS.items()}
    essays = {
        f"essays/posts/{slug}.md": website.page({"title": slug.upper(), "description": "E.", **more}) for slug, more in ESSAYS.items()
    }
    return reading.read({path: text.encode() for path, text in (topics | essays).items()})[0]


def test_the_neighbours_of_a_page_are_those_of_its_first_theme_by_date() -> None:
    views = Views(library())

    def around(slug: str) -> tuple[str, str, str, str]:
        found = views.neighbours(essay(views.library, slug))
        return (
            found.older.title if found.older else "",
            found.newer.title if found.newer else "",
            found.theme.title if found.theme else "",
            found.url,
        )

    assert around("a") == ("", "C", "Leadership", "essays/theme/leadership/")
    assert around("c") == ("A", "E", "Leadership", "essays/theme/leadership/")
    assert around("e") == ("C", "", "Leadership", "essays/theme/leadership/")
    assert around("b") == ("", "F", "Service", "essays/theme/service/")
    assert around("f") == ("B", "", "Service", "essays/theme/service/")
    assert around("d") == ("", "G", "", "")
    assert around("g") == ("D", "", "", "")


def essay(made: Library, slug: str) -> Page:
    found = made.find("essay", slug)
    assert found
    return found


def test_where_neighbours_are_listed_there_is_a_list_with_both() -> None:
    views = Views(library())
    lists = {listing.url: listing.items for listing in views.listings.all}
    for page in views.library.of("essay"):
        found = views.neighbours(page)
        if found.theme:
            assert {page, found.newer, found.older} - {None} <= set(lists[found.url])


@pytest.mark.parametrize(
    ("lead", "line"),
    [
        ("You are on your way down the corridor, and she is behind you. She has a question.", 1),
        ("In 2011 a British supermarket sells a loaf called tiger bread.", 1),
        ("Would the letter have left the building? It did.", 1),
        ("It was a Friday in the middle of … well. Nothing more.", 1),
        ("A letter came for the attention of Mr. Smith and of Mrs. Jones. They read it.", 3),
        ("Hello there. More follows in a second sentence.", 2),
        ("“I do not know”, said the man behind the counter, and went.", 0),
        ("Too short.", 0),
        ("words " * 60 + "without an end", 0),
        ("", 0),
    ],
)
def test_the_line_of_a_story_is_its_first_sentence_where_that_stands_by_itself(lead: str, line: int) -> None:
    wanted = re.findall(r".*?[.?](?=\s|$)\s*", lead)[:line]
    assert first_line(lead) == "".join(wanted).strip()


WEEKS = [(dt.date(2026, 11, 22), "2026-W47"), (dt.date(2027, 1, 1), "2026-W53"), (dt.date(2027, 1, 4), "2027-W01")]


@pytest.mark.parametrize(("day", "iso"), WEEKS)
def test_the_first_page_says_of_which_week_its_practice_is(day: dt.date, iso: str) -> None:
    week = Views(library(), day=day).home()["week"]
    assert week == {"number": int(iso[-2:]), "iso": iso}


def test_a_topic_shows_first_what_most_is_tied_to() -> None:
    tag = {"tags": ["care"]}
    pages = {
        "topics/care.md": website.page({"title": "Care", "definition": "A word."}),
        **{
            f"practices/{slug}.md": website.page({"id": slug, "title": slug, "summary": "S.", **tag}, "- [ ] Do it {#do-it}\n")
            for slug in "pqr"
        },
        "essays/posts/new.md": website.page({"title": "New", "description": "E.", "date": "2026-02-02", **tag}),
        "essays/posts/old.md": website.page({"title": "Old", "description": "E.", "date": "2026-01-01", "practices": ["q", "r"], **tag}),
        "essays/posts/pinned.md": website.page({"title": "Pinned", "description": "E.", "date": "2025-01-01", "pin": True, **tag}),
        "essays/posts/elsewhere.md": website.page(
            {"title": "Elsewhere", "description": "E.", "date": "2025-01-01", "practices": ["r#do-it"]}
        ),
    }
    views = Views(reading.read({path: text.encode() for path, text in pages.items()})[0])
    topic = views.library.find("topic", "care")
    assert topic
    shown = views.topic(topic)
    assert [page.slug for page in shown["practices"]] == ["r", "q", "p"]
    assert [page.slug for page in shown["essays"]] == ["pinned", "old", "new"]


@pytest.mark.parametrize("own", [2, NEAR + 3])
def test_around_a_page_stand_all_that_it_is_tied_to_and_some_of_what_its_practices_are(own: int) -> None:
    steps, day = "- [ ] Do it {#do-it}\n", {"description": "E.", "date": "2026-01-01"}
    pages = {f"practices/{slug}.md": website.page({"id": slug, "title": slug, "summary": "S."}, steps) for slug in "pq"}
    pages |= {
        f"essays/posts/{slug}{number:02}.md": website.page({"title": f"{slug}{number:02}", "practices": [slug], **day})
        for slug in "pq"
        for number in range(40)
    }
    pages |= {f"essays/posts/own{n:02}.md": website.page({"title": f"own{n:02}", "stories": ["s"], **day}) for n in range(own)}
    pages["stories/s/story.md"] = website.page({"title": "S", "kind": "retelling", "practices": ["p#do-it", "q"], **day})
    views = Views(reading.read({path: text.encode() for path, text in pages.items()})[0])
    story, practice = views.library.of("story")[0], views.library.find("practice", "p")
    assert practice
    around = [page.slug for page in views.story(story)["essays"]]
    names = sorted(name.rstrip("0123456789") for name in around)
    rest = max(0, NEAR - own)
    assert names == ["own"] * own + ["p"] * (rest // 2) + ["q"] * (rest // 2)
    assert len(views.practice(practice)["essays"]) == 40


@pytest.mark.parametrize("count", [PAGE_SIZE, PAGE_SIZE + 2])
def test_a_theme_leaves_to_its_index_what_would_be_more_than_a_page_of_it(count: int) -> None:
    pages = {f"topics/{slug}.md": website.page({"title": slug.title(), "definition": "A word.", **more}) for slug, more in TOPICS.items()}
    front = {"description": "E.", "date": "2026-01-01"}
    for n in range(count):
        pages[f"essays/posts/e{n:02}.md"] = website.page({"title": f"E{n:02}", "categories": ["service"], **front})
    pages["essays/posts/beside.md"] = website.page({"title": "Z", "categories": ["leadership"], "tags": ["service"], **front})
    views = Views(reading.read({path: text.encode() for path, text in pages.items()})[0])
    theme = views.library.find("topic", "service")
    assert theme
    shown = views.topic(theme)
    cut = count > PAGE_SIZE
    assert [page.slug for page in shown["essays"]] == [*(f"e{n:02}" for n in range(PAGE_SIZE)), "beside"]
    assert shown["more"] == ({"essay": {"url": "essays/theme/service/", "count": count, "name": "essays"}} if cut else {})
    listed = [page for listing in views.listings.all if listing.shelf.base == "essays/theme/service/" for page in listing.items]
    assert len(listed) == count

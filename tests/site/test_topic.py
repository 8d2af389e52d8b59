"""A topic's page leads to every page about it: the first of each kind as an index shows them, the others by their titles."""

from __future__ import annotations

import oddities
import website
from folio.listings import PAGE_SIZE


def test_of_many_pages_about_a_topic_the_first_are_shown_and_the_others_named(rich: website.Site) -> None:
    section = next(one for one in rich.pages["topics/listening/"].main.all("section") if one.get("data-kind") == "essay")
    rows = [one.one("h3").text for one in section.all("li") if one.get("class") == "item"]
    details = section.one("details")
    titles = [link.text for link in details.all("a")]
    assert len(rows) == PAGE_SIZE
    assert titles == sorted(titles, key=str.casefold)
    assert details.one("summary").text == f"{len(titles)} more essays, from A to Z"
    written = {text.partition("title: ")[2].splitlines()[0].strip("'") for text in oddities.many_essays().values() if "Listening" in text}
    assert written <= {*rows, *titles}
    assert not set(rows) & set(titles)


def test_of_few_pages_about_a_topic_all_are_shown(site: website.Site) -> None:
    assert not site.pages["topics/listening/"].main.all("details")

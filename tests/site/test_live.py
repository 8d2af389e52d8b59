"""`make serve`: shows a page, an edit of it, a mistake in it, and its repair, without being started again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import serving
import website

PAGE = "docs/topics/care.md"
PROBLEMS = "The content has problems"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[serving.Live]:
    """A copy of the project, served."""
    with serving.serving(website.lay(tmp_path / "project")) as live:
        yield live


def test_an_edit_a_mistake_and_its_repair_are_shown_as_they_come(live: serving.Live) -> None:
    source = live.project / PAGE
    text = source.read_text(encoding="utf-8")
    topic = "topics/care/"
    assert PROBLEMS not in live.shows(topic, "<h1>Care</h1>")

    source.write_text(text + "\nA sentence that was not there.\n", encoding="utf-8")
    live.shows(topic, "A sentence that was not there.")

    source.write_text(text.replace("definition:", "defnition<b>:"), encoding="utf-8")
    html = live.shows("about/", PROBLEMS)
    assert f"{PAGE}:" in html
    assert "defnition&lt;b&gt;" in html
    assert PROBLEMS in live.page("no/such/page/")

    source.write_text(text + "\nMended.\n", encoding="utf-8")
    live.shows(topic, "Mended.", without=PROBLEMS)
    live.shows("about/", "<h1>", without=PROBLEMS)


def test_a_draft_is_shown_while_writing(live: serving.Live) -> None:
    assert "Content-Security-Policy" not in live.shows("", "<h1>"), "the page could not be reloaded"
    front = {"title": "Not yet", "date": "2099-01-01", "draft": True, "description": "A draft.", "tags": ["care"]}
    website.write(live.project, {"essays/posts/not-yet.md": website.page(front, "Half a thought.\n")})
    assert PROBLEMS not in live.shows("essays/not-yet/", "Half a thought.")


def test_a_page_with_something_active_in_it_is_not_even_shown_to_its_author(live: serving.Live) -> None:
    live.shows("topics/care/", "</html>")
    template = live.project / "overrides/topic.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("{% block content %}", "{% block content %}<img src=x onerror=alert(1)>"), encoding="utf-8")
    html = live.shows("topics/care/", "This page is not shown")
    assert "onerror in &lt;img src=x" in html
    assert "<img" not in html
    template.write_text(text, encoding="utf-8")
    live.shows("topics/care/", "standfirst", without="This page is not shown")

"""What a text contains: every heading, link, image, anchor and step with the line on which a person would look for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from folio import body, frontmatter
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

DOCS = Path(__file__).parent.parent / "docs"
MARKDOWN_LIKE = st.text(st.sampled_from("ab \n\n-*_`~[](){}#!<>&=|:/.\\\"'1xé\0"), max_size=80)


def test_each_thing_has_its_line_in_the_file() -> None:
    text = "# One\n\nSome [link](a.md)\nand ![alt](b.png).\n\n- [ ] Step {#step}\n\n    Why: [c](c.md).\n\nTwo\n---\n"
    found = body.read(text, first_line=10)
    assert [(h.level, h.text, h.line) for h in found.headings] == [(1, "One", 10), (2, "Two", 19)]
    assert [(link.target, link.line) for link in found.links] == [("a.md", 12), ("c.md", 17)]
    assert [(image.source, image.alt, image.line) for image in found.images] == [("b.png", "alt", 13)]
    assert [(step.id, step.text, step.section, step.line) for step in found.steps] == [("step", "Step", "One", 15)]


def test_html_is_looked_into() -> None:
    found = body.read(
        '<div>\n<a href="a.md" id="here">x</a>\n<img src="b.png">\n<img src="c.png" alt="">\n</div>\n\nText <a name="there"></a>.'
    )
    assert [(link.target, link.line) for link in found.links] == [("a.md", 2)]
    assert [(image.source, image.alt, image.line) for image in found.images] == [("b.png", None, 3), ("c.png", "", 4)]
    assert {"here", "there"} <= found.anchors


@pytest.mark.parametrize(
    "text",
    [
        "```\n[a](b.md)\n```",
        "    [a](b.md)",
        "`[a](b.md)`",
        "<!-- [a](b.md) -->",
        "\\[a](b.md)",
        "[^1]: Ibid.\n\nx[^1]",
        "<!-- <a href='b.md'> -->",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert body.read(text).links == []


@pytest.mark.parametrize("target", ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd"])
def test_a_link_that_runs_something_is_seen(target: str) -> None:
    assert [link.target for link in body.read(f"[x]({target})").links] == [target]


def test_the_inside_of_a_note_or_tab_is_read_as_text() -> None:
    found = body.read('!!! note "A"\n    [a](a.md)\n\n    - [ ] In {#in}\n\n=== "Tab"\n\n    ??? tip\n        [b](b.md)\n\n    [c](c.md)\n')
    assert [(link.target, link.line) for link in found.links] == [("a.md", 2), ("b.md", 9), ("c.md", 11)]
    assert [(step.id, step.line) for step in found.steps] == [("in", 4)]


@pytest.mark.parametrize(
    ("text", "id_", "words"),
    [
        ("- [ ] Open {#open}", "open", "Open"),
        ("- [x] Open {: #open }", "open", "Open"),
        ("1. [ ] Open *now* {#open}", "open", "Open now"),
        ("- [ ] A long line\n  that goes on {#open}", "open", "A long line that goes on"),
        ("- [ ] Open {#open}\n  because it is shut", "open", "Open"),
        ("* Group\n  * [ ] Open {#open}", "open", "Open"),
        ("- [ ] Open", "", "Open"),
    ],
)
def test_a_step_is_read_as_people_write_it(text: str, id_: str, words: str) -> None:
    assert [(step.id, step.text) for step in body.read(text).steps] == [(id_, words)]


def test_the_first_paragraph_is_the_lead_and_reading_takes_at_least_a_minute() -> None:
    found = body.read("## A\n\n> Quoted.\n\nThe *first* of\ntwo lines.\n\nMore.")
    assert (found.lead, found.minutes) == ("The first of two lines.", 1)


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.stem if path.stem != "story" else path.parent.name)
def test_the_anchors_of_a_real_page_are_those_that_it_gets_when_rendered(path: Path) -> None:
    document, _ = frontmatter.read("page.md", path.read_bytes())
    assert document is not None
    rendered = Markdown(extensions=["attr_list", "toc", "tables", "admonition", "fenced_code", "folio.checklist"]).convert(document.body)
    assert set(re.findall(r'\bid="([^"]+)"', rendered)) == body.read(document.body).anchors


@given(st.one_of(st.text(), MARKDOWN_LIKE), st.integers(1, 50))
@settings(max_examples=300)
def test_any_text_is_read_and_every_line_lies_in_it(text: str, first: int) -> None:
    found = body.read(text, first)
    last = first + len(re.split(r"\r\n|\r|\n", text)) - 1
    things: list[body.Heading | body.Link | body.Image | body.Step] = [*found.headings, *found.links, *found.images, *found.steps]
    lines = [thing.line for thing in things] + found.slips
    assert all(first <= line <= last for line in lines)
    assert all(heading.anchor for heading in found.headings)

"""Checklists: written as people write them for GitHub, rendered as steps with an anchor, a box and a label."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from folio import body, frontmatter
from folio.checklist import EVIDENCE
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

PRACTICES = sorted((Path(__file__).parent.parent / "docs" / "practices").glob("*.md"))
LINES = st.lists(
    st.sampled_from(
        ["- [ ] a {#a}", "- [x] b", "  - [ ] c", "    - [ ] d {#d}", "- plain", "  - [ ] e", "1. [ ] f", "Text.", "", "  why", "    Why."]
    ),
    max_size=10,
)


def render(text: str) -> str:
    return Markdown(extensions=["attr_list", "admonition", "tables", "folio.checklist"]).convert(text)


def steps(text: str) -> list[str]:
    return re.findall(r'<li class="step"(?: id="([^"]*)")?>', render(text))


def test_a_step_is_a_list_item_with_an_anchor_a_box_a_label_and_a_place_for_evidence() -> None:
    item = '<label class="step__line"><input class="step__box" type="checkbox" /><span class="step__text">Open</span></label>'
    assert render("- [ ] Open {#open}") == f'<ol class="steps">\n<li class="step" id="open">{item}<!--evidence:open--></li>\n</ol>'


def test_what_stands_below_a_step_says_why_and_keeps_its_markup() -> None:
    html = render("- [ ] Open {#open}\n\n    Because of *air*.\n\n    - one\n    - two\n")
    assert '<div class="step__why">\n<p>Because of <em>air</em>.</p>\n<ul>\n<li>one</li>' in html
    assert html.index("</div>") < html.index("<!--evidence:open-->")


def test_words_keep_their_markup_and_are_escaped() -> None:
    assert "<em>Open</em> [x] &lt;now&gt;" in render("- [ ] *Open* [x] &lt;now&gt; {#open}")


def test_a_ticked_box_is_ticked() -> None:
    assert 'checked="checked"' in render("- [X] Open {#open}")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Intro:\n- [ ] a {#a}\n- [ ] b {#b}", ["a", "b"]),
        ("- [ ] a {#a}\n- [ ] b {#b}\n\n- [ ] c {#c}", ["a", "b", "c"]),
        ("- [ ] a {#a}\n  - [ ] b {#b}\n    - [ ] c {#c}\n- [ ] d {#d}", ["a", "b", "c", "d"]),
        ("- Group\n  - [ ] a {#a}\n- Other\n  - [ ] b {#b}", ["a", "b"]),
        ("1. [ ] a {#a}\n2. [ ] b {#b}", ["a", "b"]),
        ("* [ ] a {#a}\n+ [ ] b {#b}", ["a", "b"]),
        ("- [ ] a\n  goes on {#a}\n- [ ] b {#b}\n  because", ["a", "b"]),
        ("- [ ] a {#a}\n\n  Why.\n\n- [ ] b {#b}", ["a", "b"]),
        ("!!! note\n    - [ ] a {#a}\n      - [ ] b {#b}", ["a", "b"]),
        ("- [ ] a {#a}\n\n---\n- [ ] b {#b}", ["a", "b"]),
        ("# Heading\n- [ ] a {#a}\n# Heading\n- [ ] b {#b}", ["a", "b"]),
    ],
)
def test_every_item_that_people_write_for_github_is_a_step(text: str, ids: list[str]) -> None:
    assert steps(text) == ids
    assert [step.id for step in body.read(text).steps] == ids


def test_nesting_is_githubs() -> None:
    html = render("- [ ] a {#a}\n  - [ ] b {#b}\n- [ ] c {#c}")
    root = ET.fromstring(f"<body>{EVIDENCE.sub('', html)}</body>")  # noqa: S314 - our own output
    assert [item.get("id") for item in root.findall("./ol/li")] == ["a", "c"]
    assert [item.get("id") for item in root.findall("./ol/li//li")] == ["b"]


@pytest.mark.parametrize(
    "text", ["- []not", "- [y] not", "- [ ]not", "[ ] not", "`- [ ] not`", "    - [ ] code", "Text - [ ] not", "- plain\n- list"]
)
def test_what_is_no_task_becomes_no_step(text: str) -> None:
    assert steps(text) == []
    assert body.read(text).steps == []


def test_a_list_without_a_task_is_left_as_it_is() -> None:
    text = "Intro\n- one\n  - two\n"
    assert render(text) == Markdown().convert(text)


@pytest.mark.parametrize("path", PRACTICES, ids=lambda path: path.stem)
def test_the_steps_of_a_real_practice_are_all_rendered(path: Path) -> None:
    document, _ = frontmatter.read("page.md", path.read_bytes())
    assert document is not None
    assert steps(document.body) == [step.id for step in body.read(document.body).steps]
    assert EVIDENCE.findall(render(document.body)) == steps(document.body)


@given(LINES)
def test_any_list_is_rendered_and_loses_no_task(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert render(text).count('type="checkbox"') >= len(body.read(text).steps)

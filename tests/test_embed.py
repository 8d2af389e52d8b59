"""A practice shown elsewhere: one line in an essay, a page or a story, and the steps that matter there stand with their boxes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import website
from folio import body, reading, rules, telling, tree
from folio.graph import graph
from folio.library import Library
from markdown import Markdown

REAL = dict(tree.Folder(Path(__file__).parent.parent / "docs"))
LINE = "::: practice room-to-say-yes name-decisions set-limit"
COMMENT = "<!--practice:room-to-say-yes name-decisions set-limit-->"
ESSAY = f"---\ntitle: A wait\ndate: 2026-01-05\nauthors: [editors]\ndescription: One thought.\n---\n\nWords\n{LINE}\nMore *words*.\n"
STORY = (
    REAL["stories/the-giraffe-loaf/story.md"].decode().split("\n---\n")[0]
    + "\n---\n\nBefore.\n\n## The wait\n{}\nAfter [it][r].\n\n[r]: ../../about.md\n"
)


def render(text: str) -> str:
    return Markdown(extensions=["admonition", "folio.checklist"]).convert(text)


def library(**files: str) -> Library:
    return reading.read(REAL | {name.replace("__", "/") + ".md": text.encode() for name, text in files.items()})[0]


def tell(text: str) -> str:
    found = library(stories__embed__story=STORY.format(text))
    return telling.render(found, rules.addresses(found), found.by_path["stories/embed/story.md"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("::: practice room-to-say-yes", [("room-to-say-yes",)]),
        (LINE, [("room-to-say-yes", "name-decisions", "set-limit")]),
        (":::practice a  b:::", [("a", "b")]),
        ("Text\n::: practice a\n::: practice b\nText", [("a",), ("b",)]),
        ("- [ ] one\n\n::: practice a\n\n- [ ] two", [("a",)]),
        ("## H\n::: practice a\n## H", [("a",)]),
        ("```\n::: practice a\n```\n\n    ::: practice b\n\n<!--\n::: practice c\n-->", []),
        (" ::: practice a\n> ::: practice b\n\n- ::: practice c\n\n`::: practice d`\nand ::: practice e", []),
        ("::: practical a\n\n::: note\n\n:: practice a", []),
    ],
)
def test_a_directive_is_a_line_of_its_own(text: str, words: list[tuple[str, ...]]) -> None:
    assert [(embed.practice, *embed.steps) for embed in body.read(text).embeds] == words
    assert re.findall(r"<!--practice:([a-z -]+)-->", render(text)) == [" ".join(each) for each in words]


def test_a_directive_has_its_line_and_leaves_the_text_around_it() -> None:
    assert [embed.line for embed in body.read(f"Words\n{LINE}\n", 10).embeds] == [11]
    assert render(f"Words\n{LINE}\nMore *words*.") == f"<p>Words</p>\n{COMMENT}\n<p>More <em>words</em>.</p>"


@pytest.mark.parametrize("words", ["", "Room", "a--> <script>x</script>", "a <!--"])
def test_what_is_no_id_becomes_no_comment(words: str) -> None:
    assert "<!--" not in render(f"::: practice {words}").replace("&lt;!--", "")
    assert "<!--" not in tell(f"::: practice {words}")


def test_a_story_is_cleaned_in_pieces_around_a_directive() -> None:
    assert tell(f"Now:\n{LINE}") == (
        f'<p>Before.</p>\n<h2 id="the-wait">The wait</h2>\n<p>Now:</p>\n{COMMENT}\n'
        '<p>After <a href="../../about/" rel="nofollow ugc noopener">it</a>.</p>\n'
    )


@pytest.mark.parametrize(
    "text", [COMMENT, f"<p>{COMMENT}</p>", f"`{COMMENT}`", f"&lt;!--practice:a-->\n\n{COMMENT[:-1]}", f"[x](<{COMMENT}>)"]
)
def test_a_comment_that_a_stranger_writes_is_text(text: str) -> None:
    assert "<!--" not in tell(text)


def test_an_embed_ties_both_pages_as_front_matter_does() -> None:
    found = library(essays__posts__wait=ESSAY, stories__embed__story=STORY.format("::: practice own-it-to-the-end"))
    essay, story = found.by_path["essays/posts/wait.md"], found.by_path["stories/embed/story.md"]
    practice, other = found.find("practice", "room-to-say-yes"), found.find("practice", "own-it-to-the-end")
    assert practice
    assert other
    assert found.tied(essay, "practice") == (practice,)
    assert essay in found.tied(practice, "essay")
    assert found.steps(essay, practice) == ("name-decisions", "set-limit")
    assert story in found.tied(other, "story")
    edges = [(edge["target"], edge["type"]) for edge in graph(found)["edges"] if edge["source"] == "essay:wait"]
    assert {("room-to-say-yes#name-decisions", "recommends"), ("room-to-say-yes#set-limit", "recommends")} <= set(edges)


def test_the_site_shows_the_steps_with_their_boxes_wherever_a_directive_stands(tmp_path: Path) -> None:
    pages = {
        "essays/posts/wait.md": ESSAY,
        "stories/embed/story.md": STORY.format("::: practice own-it-to-the-end"),
        "plain.md": f"---\ntitle: A page\ndescription: Plain.\n---\n\n{LINE}\n",
    }
    site = website.built(website.write(website.lay(tmp_path / "site"), pages))
    for address in ("essays/wait", "plain"):
        html = (site.root / address / "index.html").read_text(encoding="utf-8")
        (shown,) = re.findall(r'<section class="embed" data-practice="room-to-say-yes".*?</section>', html, re.DOTALL)
        assert re.findall(r'<li class="step" data-step="([^"]+)">', shown) == ["name-decisions", "set-limit"]
        assert " id=" not in shown
        assert re.search(r'href="[./]+practices/room-to-say-yes/#set-limit"', shown)
        assert '<span class="step__text">Put a money limit on each</span>' in shown
        assert "<!--practice:" not in html
    story = (site.root / "stories/embed/index.html").read_text(encoding="utf-8")
    assert story.count('<li class="step" data-step=') == 11
    places = [(url, section.anchor, f"{section.title} {section.text}") for url, page in site.found.items() for section in page.sections]
    holding = [(url, anchor) for url, anchor, words in places if "money limit" in words or "practice:" in words]
    assert holding == [("practices/room-to-say-yes/", "set-limit")], "an embed is found where it is a checklist, and there alone"
    feed = (site.root / "essays/feed.json").read_text(encoding="utf-8")
    assert "practice:room-to-say-yes" not in feed
    assert "practices/room-to-say-yes/" in feed

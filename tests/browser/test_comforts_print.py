"""Pages on paper: the words and where their links lead, how to cite the page and where it stands, and none of the frame."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
import website
from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("comforts")

ESSAY = "essays/the-loaf-and-the-letter/"
STORY = "stories/the-giraffe-loaf/"
TOPIC = "topics/empowerment/"
FRAME = ("Tell your story", "My practices", "Keyboard", "On this page", "Copy link", "Cite this page", "BibTeX", "¶", "Search essays")
"""Words of what helps on a screen only."""


def printed(page: Page, address: str) -> tuple[pypdf.PdfReader, str]:
    """What the browser prints of an address, and all words of it without the spaces between them: a PDF keeps those as distances."""
    page.goto(address)
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return paper, squeezed("".join(sheet.extract_text() for sheet in paper.pages))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("script", [True, False])
def test_paper_says_where_links_lead_and_where_the_page_stands_and_nothing_of_the_frame(
    visitor: website.Visitor, server: str, script: bool
) -> None:
    page = visitor.window(java_script_enabled=script, color_scheme="dark")
    for url, wanted in {
        ESSAY: [
            "The whole exchange is told here. (thecallback.example/stories/the-giraffe-loaf/)",
            "Ask who had to wait for you last week",
            "David E. Bowen and Edward E. Lawler III",
            "The Callback editors. (2026, November 12). What a three-year-old taught a supermarket about authority. The Callback. https://",
        ],
        STORY: ["A gift card for £3", "Published 15 September 2026", "The Callback. (2026, September 15). The giraffe loaf. https://"],
        TOPIC: ["Also called", "The giraffe loaf (thecallback.example/stories/the-giraffe-loaf/)"],
        "about/": ["My practices (thecallback.example/my-practices/)"],
    }.items():
        paper, words = printed(page, server + url)
        end = f"CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/) · {website.ADDRESS}{url}"
        for text in [*wanted, end]:
            assert squeezed(text) in words, f"{url} lacks {text}"
        last = squeezed(re.sub(r"\d+ / \d+", "", paper.pages[-1].extract_text()))
        assert last.endswith(squeezed(end)), f"{url} ends otherwise"
        for text in FRAME[3:] if url == "about/" else FRAME:
            assert squeezed(text) not in words, f"{url} still says {text}"


def test_paper_loses_nothing_that_is_folded_away_or_stands_at_the_end(visitor: website.Visitor, rich_server: str) -> None:
    page = visitor.window(viewport={"width": 1280, "height": 800})
    _, words = printed(page, rich_server + "essays/everything/")
    assert words.count(squeezed("The footnote's text.")) == 1
    hidden = page.evaluate(
        "[...document.querySelectorAll('.prose details *')].filter((e) => !e.childElementCount).map((e) => e.textContent)"
    )
    assert hidden
    for text in hidden:
        assert squeezed(text) in words


DARK = """() => [...document.querySelectorAll("body, main, h1, .prose, .prose > p, .standfirst, .letter, .site-footer")].map((element) => {
  const { backgroundColor, color } = getComputedStyle(element);
  return [backgroundColor, color];
})"""


def test_a_dark_page_prints_black_on_white_without_its_cover_at_the_size_of_paper(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(color_scheme="dark")
    page.goto(server)
    page.evaluate("localStorage.setItem('callback:reading', JSON.stringify({ theme: 'dark', text: 'largest' }))")
    for url in (ESSAY, STORY, TOPIC):
        page.goto(server + url)
        page.emulate_media(media="print")
        for back, ink in page.evaluate(DARK):
            assert back in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
            assert ink in ("rgb(0, 0, 0)", "rgb(51, 51, 51)")
        assert page.locator(".cover:visible").count() == 0
        assert abs(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)") - 11 * 4 / 3) < 0.1


def test_a_heading_stays_with_what_follows_it(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    for url in ("essays/bottle-the-formula/", ESSAY, "safety/", "data/"):
        page.goto(server + url)
        headings = {squeezed(text.replace("¶", "")) for text in page.locator(".prose :is(h2, h3)").all_inner_texts()}
        assert headings
        paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        for sheet in paper.pages:
            lines = [line for line in sheet.extract_text().splitlines() if line.strip() and not re.fullmatch(r"\d+ / \d+", line.strip())]
            assert squeezed(lines[-1]) not in headings, url

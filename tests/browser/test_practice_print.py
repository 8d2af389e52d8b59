"""Practices on paper: what Chromium prints, its pages counted and its words read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
import website
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")

A4 = (595, 842)
"""The paper in points (ISO 216)."""
LENGTHS = (1, 13, 26, 60)
"""Numbers of steps of lists made for the card: from one to more than any card holds."""
WORDS = ("Say aloud who leads until it is back", "Ask", "Put the time you gave in your calendar, with the customer's name, before you go")


def listed(number: int, sections: int) -> str:
    """A list of so many steps, short and long ones by turns, in so many pause points."""
    rows = []
    for n in range(number):
        if sections and n % -(-number // sections) == 0:
            rows.append(f"## Pause point {n}\n")
        rows.append(f"- [ ] {WORDS[n % 3]} ({n}) {{#step-{n}}}\n\n    The reason why step {n} is in the list.\n")
    return "\n".join(rows)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The site with lists of many lengths."""
    project = website.lay(tmp_path_factory.mktemp("papers"))
    pages = {
        f"practices/steps-{number}-{sections}.md": website.page(
            {"id": f"steps-{number}-{sections}", "title": f"{number} steps", "summary": "A long list.", "tags": ["care", "listening"]},
            listed(number, sections),
        )
        for number in LENGTHS
        for sections in (0, 3)
        if number >= sections
    }
    return website.built(website.write(project, pages))


@pytest.fixture(scope="module")
def papers_server(papers: website.Site) -> Iterator[str]:
    """The address of that site."""
    with website.served(papers.root) as address:
        yield address


def printed(page: Page, address: str) -> pypdf.PdfReader:
    """What the browser prints of an address, on the paper that the page asks for."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, format="Letter")))


def said(paper: pypdf.PdfReader) -> str:
    """All words on a paper, without the spaces between them: a PDF keeps those as distances."""
    return squeezed("".join(sheet.extract_text() for sheet in paper.pages))


def squeezed(text: str) -> str:
    return "".join(text.split())


def entries(site: website.Site) -> list[dict[str, Any]]:
    """Every practice as data."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(site.root.glob("practices/*/checklist.json"))]


def steps(entry: dict[str, Any]) -> list[str]:
    return [step["text"] for section in entry["sections"] for step in section["steps"]]


def test_every_practice_prints_on_one_page_of_a4_with_all_that_paper_needs(
    visitor: website.Visitor, site: website.Site, server: str
) -> None:
    page = visitor.window(color_scheme="dark")
    found = entries(site)
    assert len(found) >= 9
    for entry in found:
        paper = printed(page, server + entry["url"])
        assert len(paper.pages) == 1, f"{entry['id']} takes {len(paper.pages)} pages"
        assert [round(float(side)) for side in paper.pages[0].mediabox[2:]] == list(A4)
        words = said(paper)
        for text in [
            *steps(entry),
            entry["title"],
            entry["summary"],
            f"Version {entry['edition']}",
            *(s["title"].upper() for s in entry["sections"]),
        ]:
            assert squeezed(text) in words or squeezed(text).upper() in words.upper(), f"{entry['id']} lacks {text}"
        assert "15November2026" in words
        assert squeezed(website.ADDRESS.removeprefix("https://") + entry["url"]) in words


def test_every_pocket_card_is_one_page_of_a4_with_every_step(visitor: website.Visitor, site: website.Site, server: str) -> None:
    page = visitor.window(color_scheme="dark")
    for entry in entries(site):
        paper = printed(page, f"{server}{entry['url']}card/")
        assert len(paper.pages) == 1, entry["id"]
        assert [round(float(side)) for side in paper.pages[0].mediabox[2:]] == list(A4)
        words = said(paper)
        for text in [*steps(entry), entry["title"], entry["summary"], f"Version {entry['edition']}", entry["who"]]:
            assert squeezed(text) in words, f"{entry['id']} lacks {text}"


OUTSIDE = """() => {
  const [sheet, margin] = [document.querySelector(".sheet").getBoundingClientRect(), 15];
  const [width, height] = [sheet.width / 2, sheet.height / 2];
  const stands = (element, x, y) => {
    const box = element.getBoundingClientRect();
    const [left, top] = [sheet.left + x * width, sheet.top + y * height];
    const across = box.left >= left + margin && box.right <= left + width - margin;
    return across && box.top >= top + margin && box.bottom <= top + height - margin;
  };
  const panels = { ".sheet__inside :is(li, h2)": [[0, 0], [1, 0]], ".sheet__back > *": [[0, 1]], ".sheet__cover > *": [[1, 1]] };
  return Object.entries(panels).flatMap(([what, places]) => [...document.querySelectorAll(what)]
    .filter((element) => !places.some(([x, y]) => stands(element, x, y)))
    .map((element) => element.textContent));
}"""
"""The texts of a card that do not stand whole on a panel, 4 mm (15 px) from every fold and edge."""


def test_nothing_on_a_card_crosses_a_fold_or_an_edge(visitor: website.Visitor, papers: website.Site, papers_server: str) -> None:
    page = visitor.window()
    sizes = set()
    for entry in entries(papers):
        page.goto(f"{papers_server}{entry['url']}card/")
        page.emulate_media(media="print")
        page.evaluate("document.fonts.ready")
        size = re.search(r"sheet--(large|medium|small|long)", page.locator(".sheet").get_attribute("class") or "")
        assert size
        sizes.add(size[1])
        if size[1] != "long":
            assert page.evaluate(OUTSIDE) == [], entry["id"]
    assert sizes == {"large", "medium", "small", "long"}


def test_the_steps_read_upright_once_the_card_is_folded(visitor: website.Visitor, papers_server: str) -> None:
    """The upper half stands on its head: its first step is on the right, next to the fold in the middle."""
    page = visitor.window()
    page.goto(f"{papers_server}practices/room-to-say-yes/card/")
    first, last = (page.locator(".sheet__inside li").nth(n).bounding_box() for n in (0, -1))
    cover, back = (page.locator(f".sheet__{part}").bounding_box() for part in ("cover", "back"))
    assert first
    assert last
    assert cover
    assert back
    assert first["x"] > last["x"] + last["width"]
    assert first["y"] + first["height"] > last["y"]
    assert cover["x"] > back["x"]
    assert cover["y"] == back["y"] > first["y"] + first["height"]
    box, text = page.locator(".sheet__inside .box").first.bounding_box(), first
    assert box
    assert box["x"] > text["x"] + text["width"] / 2, "a line begins on the right"


def test_a_list_of_any_length_loses_no_step_on_paper(visitor: website.Visitor, papers: website.Site, papers_server: str) -> None:
    page = visitor.window()
    for entry in entries(papers):
        if entry["id"].startswith("steps-"):
            for address in (entry["url"], f"{entry['url']}card/"):
                paper = printed(page, papers_server + address)
                words = said(paper)
                assert all(squeezed(text) in words for text in steps(entry)), address
                assert len(paper.pages) == 1 or len(steps(entry)) > 13, address


def test_what_is_not_for_paper_is_not_on_it(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server + "practices/room-to-say-yes/")
    page.locator("li.step input").first.wait_for()
    page.emulate_media(media="print")
    for what in (
        "header.site-header",
        "footer",
        "nav",
        "aside",
        "button",
        "details",
        "progress",
        "dialog",
        ".take-along",
        ".maturity",
        ".trail",
        ".sources",
    ):
        for element in page.locator(what).all():
            expect(element).to_be_hidden()
    for what in ("h1", ".facts", ".paper .qr", "li.step >> nth=0", "li.step >> nth=-1"):
        expect(page.locator(what)).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.locator(".paper")).to_be_hidden()


def test_paper_is_white_and_boxes_are_empty_also_from_a_dark_screen_after_a_run(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(color_scheme="dark")
    page.goto(server + "practices/room-to-say-yes/")
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_role("radio", name="Dark").check()
    page.keyboard.press("Escape")
    for box in page.locator("li.step input.step__box").all():
        box.check()
    page.emulate_media(media="print")
    colours = """(what) => [...document.querySelectorAll(what)].map((element) => {
      const style = getComputedStyle(element);
      return [style.backgroundColor, style.color];
    })"""
    clear = ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    for back, ink in page.evaluate(colours, "body, .practice, .practice__head, .step, .step__text, .step__box, .step__why"):
        assert back in clear
        assert ink in ("rgb(0, 0, 0)", "rgb(34, 34, 34)", "rgb(34, 28, 21)")
    marks = "[...document.querySelectorAll('.step__box')].map((box) => getComputedStyle(box, '::before').content)"
    assert set(page.evaluate(marks)) == {"none"}


def test_the_way_to_the_card_and_back_needs_no_script(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(java_script_enabled=False)
    page.goto(server + "practices/room-to-say-yes/")
    page.get_by_role("link", name="Pocket card").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The room to say yes: pocket card")
    page.get_by_role("link", name="Back to the practice").click()
    page.wait_for_url(f"{server}practices/room-to-say-yes/")

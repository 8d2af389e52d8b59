"""The map: by keyboard and by pointer, in every light, on a narrow screen, in forced colours and on paper."""

from __future__ import annotations

import re

import axe
import pytest
import website
from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")

HERE = "document.activeElement.closest('.spot')?.id"
CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const light = (color) => {
    canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    const linear = (v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b + .05;
  };
  const contrast = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b); return high / low; };
  const style = (element, name) => getComputedStyle(element)[name];
  const paper = style(document.body, 'backgroundColor');
  const found = {lines: [], words: []};
  for (const line of document.querySelectorAll('.tie')) found.lines.push(contrast(style(line, 'stroke'), paper));
  for (const head of document.querySelectorAll('.atlas__head, .atlas__kind')) found.words.push(contrast(style(head, 'fill'), paper));
  for (const spot of document.querySelectorAll('.spot')) {
    const wash = style(spot.querySelector('rect'), 'fill');
    found.lines.push(contrast(style(spot.querySelector('rect'), 'stroke'), paper));
    found.lines.push(contrast(style(spot.querySelector('.spot__sign'), 'stroke'), wash));
    found.words.push(contrast(style(spot.querySelector('text'), 'fill'), wash));
  }
  return [Math.min(...found.lines), Math.min(...found.words)];
}"""


@pytest.mark.parametrize("look", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_it_can_be_seen_and_axe_finds_no_fault(visitor: website.Visitor, server: str, look: dict[str, str]) -> None:
    page = visitor.window(**look)
    page.goto(f"{server}map/")
    lines, words = page.evaluate(CONTRASTS)
    assert lines >= 3
    assert words >= 4.5
    assert axe.faults(page) == []


def test_the_keyboard_goes_from_page_to_page_in_reading_order_and_their_ties_stand_out(page: Page, server: str) -> None:
    page.goto(f"{server}map/")
    spots = page.eval_on_selector_all(".spot", "spots => spots.map(spot => spot.id)")
    boxes = page.eval_on_selector_all(".spot", "spots => spots.map(spot => spot.getBoundingClientRect()).map(box => [box.x, box.y])")
    assert boxes == sorted(boxes)
    page.get_by_role("link", name="Read it as a list").focus()
    seen = []
    for _ in spots:
        page.keyboard.press("Tab")
        seen.append(page.evaluate(HERE))
    assert seen == spots
    focused = page.locator(".spot:focus-visible rect")
    assert focused.evaluate("rect => parseFloat(getComputedStyle(rect).strokeWidth)") >= 4
    tied = page.eval_on_selector_all(".tie.is-tied", "ties => ties.flatMap(tie => [tie.dataset.one, tie.dataset.other])")
    assert tied
    assert tied.count(spots[-1]) == len(tied) / 2
    assert page.locator(".is-looking .tie:not(.is-tied)").first.evaluate("tie => getComputedStyle(tie).opacity < 0.5")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(server) + "stories/"))


def test_pointing_at_a_page_shows_its_ties_until_the_pointer_leaves(page: Page, server: str) -> None:
    page.goto(f"{server}map/")
    page.locator("#at-room-to-say-yes").hover()
    page.locator(".is-looking").wait_for()
    assert page.eval_on_selector_all(".spot.is-tied", "spots => spots.map(spot => spot.id)").count("at-room-to-say-yes") == 1
    page.get_by_role("heading", level=1).hover()
    page.locator("svg.is-looking").wait_for(state="detached")
    assert page.locator(".is-tied").count() == 0


def test_a_page_that_is_asked_for_is_in_sight_with_its_ties(visitor: website.Visitor, server: str) -> None:
    for size in ({"width": 1280, "height": 800}, {"width": 360, "height": 700}):
        page = visitor.window(viewport=size)
        page.goto(f"{server}stories/the-giraffe-loaf/")
        page.get_by_role("link", name="Show on the map").click()
        page.locator(".tie.is-tied").first.wait_for()
        box = page.locator(".spot:target").bounding_box()
        assert box
        assert 60 < box["y"] < size["height"] - box["height"]
        assert 0 <= box["x"] <= size["width"] - box["width"]


def test_a_narrow_screen_moves_the_picture_and_not_the_page(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(viewport={"width": 320, "height": 640})
    page.goto(f"{server}map/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    last = page.locator(".spot").last
    last.focus()
    box = last.bounding_box()
    assert box
    assert -1 <= box["x"] <= 321 - box["width"]
    assert page.eval_on_selector_all(".spot", "spots => Math.min(...spots.map(spot => spot.getBoundingClientRect().height))") >= 24


def test_titles_stay_in_their_boxes_in_the_fonts_that_are_shown(page: Page, server: str) -> None:
    page.goto(f"{server}map/")
    page.evaluate("document.fonts.ready")
    inside = """spots => spots.filter(spot => {
      const [box, text] = ['rect', 'text'].map(name => spot.querySelector(name).getBoundingClientRect());
      return text.left < box.left || text.right > box.right || text.top < box.top || text.bottom > box.bottom;
    }).map(spot => spot.id)"""
    assert page.eval_on_selector_all(".spot", inside) == []


def test_it_is_useful_without_scripts(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(java_script_enabled=False)
    page.goto(f"{server}map/#at-room-to-say-yes")
    page.locator("#at-room-to-say-yes").click()
    page.wait_for_url(f"{server}practices/room-to-say-yes/")


def test_on_paper_it_is_one_page_across(page: Page, server: str) -> None:
    page.goto(f"{server}map/")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    width, height = map(float, re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)[0])
    assert width > height

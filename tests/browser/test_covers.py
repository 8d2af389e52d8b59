"""Covers in a real browser: they follow light and dark as the page does, and load only where they are seen."""

from __future__ import annotations

import io
from collections import Counter

import pytest
import website
from face.cover import COLOURS
from PIL import Image
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("covers")


def shades(page: Page) -> set[str]:
    """The colours of the first cover in a list, as they are on the screen."""
    cover = page.locator("img.cover").first
    cover.scroll_into_view_if_needed()
    expect(cover).to_have_js_property("complete", value=True)
    with Image.open(io.BytesIO(cover.screenshot())) as image:
        pixels = image.convert("RGB").tobytes()
    counts = Counter(pixels[at : at + 3].hex() for at in range(0, len(pixels), 3))
    return {f"#{colour}" for colour, count in counts.items() if count > 60}


ESSAY = COLOURS["essay"]
LIGHT, DARK = {ESSAY.wash, *ESSAY.tones}, {ESSAY.dark_wash, *ESSAY.dark_tones}


def test_covers_follow_the_page_and_not_only_the_system(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(color_scheme="light")
    page.goto(f"{server}essays/")
    assert shades(page) >= LIGHT
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_role("radio", name="Dark").check()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)  # a picture is painted again after the page
    assert shades(page) >= DARK
    other = visitor.window(color_scheme="dark", java_script_enabled=False)
    other.goto(f"{server}essays/")
    assert shades(other) >= DARK


def test_a_phone_loads_only_the_covers_near_what_it_shows(visitor: website.Visitor, rich_server: str) -> None:
    page = visitor.window(viewport={"width": 390, "height": 600}, is_mobile=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(rich_server)
    page.wait_for_load_state("networkidle")
    assert f"{rich_server}cover.svg" not in asked, "the large one is not shown on a phone"
    assert not [url for url in asked if url.endswith(".png")]

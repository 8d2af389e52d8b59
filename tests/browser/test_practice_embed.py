"""A practice shown in an essay: the steps that matter there, with the ticks of the practice's own page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")

ESSAY, PRACTICE = "essays/the-loaf-and-the-letter/", "practices/room-to-say-yes/"
STEP = "Put a money limit on each"


def test_a_step_ticked_in_an_essay_is_ticked_on_its_own_page_and_back_in_the_open_tab(page: Page, server: str) -> None:
    page.goto(server + ESSAY)
    page.locator(".embed").get_by_text(STEP).click()
    other = page.context.new_page()
    other.goto(server + PRACTICE)
    expect(other.get_by_role("checkbox", name=STEP)).to_be_checked()
    other.get_by_role("checkbox", name=STEP).uncheck()
    expect(page.locator(".embed").get_by_role("checkbox", name=STEP)).not_to_be_checked()
    other.close()


def test_a_step_in_an_essay_leads_to_its_place_on_the_practices_page(page: Page, server: str) -> None:
    page.goto(server + ESSAY)
    page.locator(".embed").get_by_role("link", name=f"Why and how: {STEP}").click()
    expect(page).to_have_url(f"{server}{PRACTICE}#set-limit")
    expect(page.locator("#set-limit")).to_be_in_viewport()

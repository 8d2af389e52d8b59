"""Nothing that is typed, pasted or kept runs: not in the preview, not among the findings, not from another's hand on the device."""

from __future__ import annotations

import json

import pytest
import tellers
import website
from oddities import HOSTILE
from playwright.sync_api import Page, expect
from tellers import question

pytestmark = pytest.mark.xdist_group("tell")

CORPUS = website.PROJECT / "../shared/corpora/xss/dompurify.jsonl"
OWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    "<javascript:alert(1)>",
    '![x](https://evil.example/x.png "onerror=alert(1)")',
    '[x](https://example.org/" onmouseover="alert(1))',
    "<https://example.org/><svg onload=alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "| <img src=x onerror=alert(1)> |\n| - |\n| [x](javascript:alert(1)) |",
    "::: practice <img src=x onerror=alert(1)>",
    "```<script>\nalert(1)\n```",
    "# <svg/onload=alert(1)>",
    "3. <iframe srcdoc='<script>parent.alert(1)</script>'>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "{{constructor.constructor('alert(1)')()}}",
]
TRAP = "for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => console.error('it runs')"
LINES = ("title", "freedom", "cost", "change", "teller", "role", "sector", "country", "when", "ai_use", "sources")
ACTIVE = """() => [...document.querySelectorAll('[data-preview] *, [data-findings] *, [data-earlier] *, [data-device] *')]
    .filter((node) => !/^(A|P|H[2-4]|BLOCKQUOTE|[OUD]L|LI|D[TD]|TABLE|THEAD|TBODY|T[RHD]|EM|STRONG|CODE|PRE|[BH]R|SPAN|DIV|BUTTON)$/
            .test(node.tagName)
        || node.getAttributeNames().some((name) => !/^(class|type|aria-label|aria-hidden|href|target|rel|start)$/.test(name))
        || (node.href && !/^(https?|mailto):/.test(node.href)))
    .map((node) => node.outerHTML)"""


def payloads() -> list[str]:
    """Our hostile texts, and every third of the public ones where they are."""
    public = [json.loads(row)["payload"] for row in CORPUS.read_text(encoding="utf-8").splitlines()] if CORPUS.is_file() else []
    return [*OWN, *HOSTILE, *public[::3]]


def type_all(page: Page, text: str) -> None:
    """Put a text in every field at once, as somebody who pastes, and let the page look at it."""
    page.evaluate(
        """([names, text]) => {
            for (const name of ['text', ...names]) {
                const field = document.querySelector(`[data-tell] [name=${name}]`);
                field.value = text;
                field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            }
        }""",
        [LINES, text],
    )


def test_nothing_typed_into_any_field_runs_or_becomes_more_than_text(visitor: website.Visitor, telling_server: str) -> None:
    page = visitor.window()
    page.add_init_script(TRAP)
    page.clock.install()
    page.goto(telling_server + tellers.TELL)
    given = payloads()
    assert len(given) > 40
    for text in given:
        type_all(page, text)
        page.clock.run_for(3000)
        page.wait_for_timeout(20)
        assert page.evaluate(ACTIVE) == [], text
        assert visitor.complaints == [], text
    page.clock.resume()


def test_nothing_kept_on_the_device_runs_either(visitor: website.Visitor, telling_server: str) -> None:
    page = visitor.window()
    page.add_init_script(TRAP)
    page.goto(telling_server + tellers.TELL)
    for text in [*OWN, *HOSTILE[::6]]:
        entries = {tellers.KEPT + name: {"value": text, "n": 1, "by": text, "from": 0} for name in ("text", *LINES, "kind")}
        entries[tellers.KEPT + "practices"] = {"value": [text, text], "n": 1, "by": "x", "from": 0}
        entries[tellers.KEPT + "earlier"] = [{"name": "text", "value": text, "at": 1}, {"name": text, "value": text, "at": 1}]  # type: ignore[assignment]
        page.evaluate(
            "entries => { for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, JSON.stringify(value)); }", entries
        )
        page.reload()
        expect(page.locator("[data-earlier] blockquote")).to_have_count(1)
        assert question(page, "text").input_value() == text.replace("\r\n", "\n").replace("\r", "\n")
        assert page.evaluate(ACTIVE) == [], text
        assert visitor.complaints == [], text


def test_a_closing_tag_among_the_rules_ends_no_script(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    data = page.locator("script[data-rules]").text_content() or ""
    assert "<" not in data
    assert json.loads(data)["manuscript"]["rules"]

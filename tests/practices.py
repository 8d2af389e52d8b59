"""Practices for tests: lists of any length, two editions of the same one, and a page in which one is embedded."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import website
from playwright.sync_api import Locator, Page

SCRIPTS = website.PROJECT / "overrides/assets/javascripts/practice"
KEY = "callback:practice:"

Steps = Sequence[tuple[str, str]]
"""Ids and words; words that start with "x " are ticked from the start."""

FIRST: dict[str, Steps] = {
    "Before the doors open": [
        ("say-hello", "Say hello to each person"),
        ("name-one", "Name one decision"),
        ("lock-up", "Lock the back door"),
    ],
    "Once they are open": [("look-up", "Look up when somebody comes"), ("old-way", "Fill in the old form")],
}
SECOND: dict[str, Steps] = {
    "Once they are open": [("look-up", "Look up when somebody comes"), ("ask-back", "Ask what they need")],
    "Before the doors open": [
        ("lock-up", "Lock the back door"),
        ("say-hello", "Greet every person by name"),
        ("name-one", "Name one decision"),
    ],
}
"""The same list a year later: reordered, one step reworded, one new, one retired."""
READ: dict[str, Steps] = {
    "Calm down": [("breathe", "Breathe out"), ("sit-down", "x Sit down")],
    "Then talk": [("call-them", "Call them"), ("say-sorry", "Say sorry")],
}
FORTY: dict[str, Steps] = {
    f"Pause point {n}": [(f"a-step-with-a-long-name-{n}-{m}", f"Do thing {n}.{m}") for m in range(8)] for n in range(5)
}


def source(name: str, title: str, sections: Mapping[str, Steps], **front: Any) -> str:
    """The Markdown of a practice."""
    values = {"id": name, "title": title, "summary": f"{title}, in short.", "mode": "do-confirm", "frequency": "weekly", "tags": ["care"]}
    parts = []
    for section, steps in sections.items():
        lines = [f"- [{'x' if text.startswith('x ') else ' '}] {text.removeprefix('x ')} {{#{step}}}\n\n    Why.\n" for step, text in steps]
        parts.append(f"## {section}\n\n" + "\n".join(lines))
    return website.page({**values, **front}, "One sentence.\n\n" + "\n".join(parts))


def first() -> dict[str, str]:
    """The pages of the first edition, by path."""
    return {
        "practices/opening-time.md": source("opening-time", "Opening time", FIRST, version=1),
        "practices/after-a-shout.md": source("after-a-shout", "After a shout", READ, mode="read-do", takes="1 minute"),
        "practices/forty-things.md": source("forty-things", "Forty things", FORTY),
    }


def second() -> dict[str, str]:
    """The second edition of Opening time, under another file name."""
    front = {"version": 2, "retired": ["old-way"], "aliases": ["practices/opening-time/"]}
    return {"practices/the-first-minute.md": source("opening-time", "The first minute", SECOND, **front)}


def embed(root: Path, name: str) -> None:
    """Put a page beside a built site in which a practice's list is embedded twice, as an essay has it."""
    whole = (root / f"practices/{name}/index.html").read_text(encoding="utf-8")
    data = re.search(r'<script type="application/json" data-checklist>.*?</script>', whole, re.DOTALL)
    steps = re.search(r'<ol class="steps">.*?</ol>', whole, re.DOTALL)
    about = (root / "about/index.html").read_text(encoding="utf-8")
    assert data
    assert steps
    plain = re.sub(r'(<li class="step") id="', r'\1 data-step="', steps[0])
    section = f'<section class="embed" data-kind="practice" data-practice="{name}">{data[0]}{plain}</section>'
    module = '<script type="module" src="../assets/javascripts/practice/page.js"></script></body>'
    file = root / "embedded/index.html"
    file.parent.mkdir()
    file.write_text(about.replace("</article>", f"{section * 2}</article>", 1).replace("</body>", module), encoding="utf-8")


def stored(page: Page, name: str) -> dict[str, Any]:
    """What the device keeps of a practice."""
    value: dict[str, Any] = json.loads(page.evaluate("key => localStorage.getItem(key)", KEY + name) or "{}")
    return value


def status(page: Page) -> Locator:
    """Where the page says what happened."""
    return page.get_by_role("status").first


def open_own(page: Page, step: str) -> None:
    """Open what one may say about a step."""
    page.locator(f"#{step} .step__own summary").click()

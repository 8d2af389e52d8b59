"""What tests of the page "Tell your story" share: its scripts as functions, a story that is complete, words on the page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

TELL = "tell/"
KEPT = "callback:story:"
DOORS = {"REPO_URL": "https://github.com/example/callback", "EDITOR_EMAIL": "editor@thecallback.example"}
TEXT = (
    "It was raining when a guest came in whose passport had fallen into the harbour. She was to fly at six in the morning.\n\n"
    + "We had a drying room behind the boiler that guests never see. I was free to open it, so I did, and we laid the pages "
    "between towels and talked until the pages were dry. Nobody had to be asked. "
    * 3
    + "\n\nThe night shift has had a key to that room ever since.\n"
)
COMPLETE = {
    "title": "The wet passport",
    "text": TEXT,
    "freedom": "To open the drying room for a guest, without asking.",
    "cost": "An hour of sleep.",
    "change": "The night shift has a key.",
    "teller": "M., night porter",
    "role": "Night porter",
    "sector": "Hotels",
    "country": "Portugal",
    "when": "Spring 2025",
    "ai_use": "None",
}


def question(page: Page, name: str) -> Locator:
    """The controls of a question."""
    return page.locator(f"[data-question={name}] [name={name}]")


def complete(page: Page, **other: str) -> None:
    """Answer all that a story told first-hand is asked."""
    for name, text in {**COMPLETE, **other}.items():
        question(page, name).fill(text)
    page.get_by_label("I was there").check()
    for name in ("names_changed", "consent", "licence", "pseudonym"):
        question(page, name).check()


def findings(page: Page, kind: str = "") -> Locator:
    """What stands under "Before you send", all of it or of a kind: missing, error, question, advice, well."""
    return page.locator(f".finding{f'--{kind}' if kind else ''}")


def module(page: Page, server: str, name: str, body: str, *given: Any) -> Any:
    """Run some lines with one of the page's scripts as `it`; `given` are their values."""
    address = f"{server}assets/javascripts/story/{name}.js"
    return page.evaluate(f"async ([address, ...given]) => {{ const it = await import(address); {body} }}", [address, *given])

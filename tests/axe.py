"""axe, asked of a page as it stands. It comes through the browser's own door, so that no policy of the page's can keep it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_FILE = Path(__file__).parent / "tools/node_modules/axe-core/axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """([within, options]) => axe.run(within, {resultTypes: ['violations'], ...options}).then(
    (found) => found.violations.map((one) => [one.id, one.nodes.length, one.nodes[0].html, one.nodes[0].failureSummary]))"""


@cache
def _source() -> str:
    return _FILE.read_text(encoding="utf-8")


def faults(page: Page, within: Any = "html", rules: Sequence[str] = ()) -> list[list[Any]]:
    """What axe finds on a page or in a part of it: rule, how often, an example, what to mend. `rules` asks for these alone."""
    options = {"runOnly": {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": _TAGS}}
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_source())
    found: list[list[Any]] = page.evaluate(_RUN, [within, options])
    return found

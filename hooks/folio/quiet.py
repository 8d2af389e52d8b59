"""A text made quiet: what it would load from elsewhere becomes a link to it, and what it says of its looks is left out.

Authors of the house bring texts from other places, with pictures and films that lie there still. No page of ours asks another
host for anything (policy.py), so they would be missing without a word. A link says what is there, and its reader decides.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from .scan import ATTRIBUTE, TAG, attributes, is_ours

_MARKUP = re.compile(rf"<script\b.*?</script\s*>|<!--.*?-->|</iframe\s*>|</a\s*>|{TAG.pattern}", re.DOTALL | re.IGNORECASE)


def quiet(html: str, site: str = "") -> str:
    """Finished HTML with its pictures and frames from elsewhere as links, and without style attributes; `site` is where ours is."""
    lower = html.lower()
    if not any(word in lower for word in ("style", "<img", "<iframe")):
        return html
    linked = False  # a link holds no other

    def calm(match: re.Match[str]) -> str:
        nonlocal linked
        name = (match[1] or "").lower()
        given = dict(reversed(list(attributes(match[2])))) if name else {}
        if name == "a":
            linked = True
        elif match[0][:3].lower() == "</a":
            linked = False
        elif name == "iframe" or (name == "img" and not is_ours(given.get("src", ""), site)):
            return _link(given, linked)
        elif match[0][:8].lower() == "</iframe":
            return ""
        if "style" not in given:
            return match[0]
        kept = ATTRIBUTE.sub(lambda one: "" if one[1].lower() == "style" else one[0], match[2])
        return f"<{match[1]}{kept}{'/' if match[0].endswith('/>') else ''}>"

    return _MARKUP.sub(calm, html)


def _link(given: dict[str, str], linked: bool) -> str:
    """What stands in the place of a picture or a frame: its words, or the name of its host."""
    source = given.get("src", "")
    words = escape(given.get("alt") or given.get("title") or f"Shown on {urlsplit(source).hostname or 'another site'}")
    return words if linked or not re.match(r"(?:https?:)?//", source) else f'<a href="{escape(source)}">{words}</a>'

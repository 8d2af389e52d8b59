"""The large first letter of a text: where it serves."""

from __future__ import annotations

import re

_OPENING = re.compile(r"\s*<p>([^<]+)(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
LEAST = 90
"""Characters in a first paragraph that can carry a letter two lines high, also on a wide screen."""


def serves(html: str) -> bool:
    """Whether a text opens with a plain paragraph of two lines or more, whose first character is a capital letter.

    A quotation mark, a digit or a link set large says something else than "here it begins", and so does a letter before a
    list, a picture or a note.
    """
    opening = _OPENING.match(html)
    if not opening:
        return False
    words = opening[1].lstrip() + _TAG.sub("", opening[2])
    return words[:1].isupper() and len(words) >= LEAST

"""Notes in the margin of a text: each stands after the block that first leads to what it is about.

HTML of a page's text goes in and comes out, a string with the notes in it. Only blocks at the top of the text count, so
that a note never lands inside a list, a table or a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_PART = re.compile(
    r"<!--.*?-->|<(script|style|textarea)\b.*?</\1\s*>"  # nothing in these is a tag
    r"""|<(?P<end>/)?(?P<tag>[a-z][a-z0-9-]*)(?P<values>(?:[^<>"']|"[^"]*"|'[^']*')*)>""",
    re.DOTALL | re.IGNORECASE,
)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SITE = "https://site/"
SHOWN = "data-practice"
"""The attribute of a block that is the thing itself: it needs no note that leads there."""


class Block(NamedTuple):
    """A block at the top of a text: where it ends, the addresses its links lead to, and whether it is what they lead to."""

    end: int
    links: tuple[str, ...]
    shown: bool


def blocks(html: str, base: str) -> Iterator[Block]:
    """The blocks of a text at `base`, an address relative to the site's root; a block that is never closed is left out."""
    open_: list[str] = []
    links: list[str] = []
    shown = False
    for part in _PART.finditer(html):
        tag, values = (part["tag"] or "").lower(), part["values"] or ""
        if not tag:
            continue
        if part["end"]:
            if tag in open_:  # an end tag closes what was left open inside it, too
                del open_[len(open_) - 1 - open_[::-1].index(tag) :]
                if not open_:
                    yield Block(part.end(), tuple(links), shown)
            continue
        if not open_:
            links, shown = [], SHOWN in values
        if tag == "a" and (href := _HREF.search(values)):
            links.append(_address(next(filter(None, href.groups()), ""), base))
        if tag not in _VOID:
            open_.append(tag)


def lay(html: str, base: str, notes: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """The text with each note after the first block that leads to its address, and the addresses the text leads to.

    `notes` are HTML by address. A block that is the thing itself has it in the text, and so no note.
    """
    made: list[str] = []
    seen: set[str] = set()
    start = 0
    for block in blocks(html, base):
        new = [address for address in dict.fromkeys(block.links) if address in notes and address not in seen]
        seen.update(new)
        if new and not block.shown:
            made += [html[start : block.end], *(notes[address] for address in new)]
            start = block.end
    return "".join([*made, html[start:]]), frozenset(seen)


def _address(href: str, base: str) -> str:
    try:
        return urljoin(_SITE + base, unescape(href)).partition("#")[0].removeprefix(_SITE)
    except ValueError:  # an address that is none
        return ""

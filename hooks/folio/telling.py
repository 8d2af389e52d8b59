"""A story's Markdown as HTML that is safe to publish. Stories are strangers' text: MkDocs and its plugins never see them.

HTML in the source is shown as text, links and images are checked after decoding, and the result passes an allow-list
sanitizer. Nothing changes the markup afterwards. A line `::: practice id step …` leaves a comment of ours between two such
pieces, in whose place the page shows that practice (checklist.py): no text of a stranger's becomes one.
"""

from __future__ import annotations

from collections.abc import Iterator

import nh3
from markdown_it.token import Token

from . import blocks
from .checklist import placeholder
from .library import Library, Page
from .links import relative, resolve

TAGS = {
    "p", "br", "hr", "em", "strong", "blockquote", "ul", "ol", "li", "code", "pre", "a", "img",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}} | {f"h{n}": {"id"} for n in range(2, 7)}
SCHEMES = {"http", "https", "mailto", "tel"}

_PARSER = blocks.parser(html=False)


def render(library: Library, places: frozenset[str], page: Page) -> str:
    """A story's text as clean HTML, its links to source files turned into addresses relative to the story's page."""
    tokens = _PARSER.parse(page.text)
    anchors = {heading.line - page.document.body_line: heading.anchor.lstrip("_") for heading in page.body.headings}  # __ is the theme's
    for token in tokens:
        if token.type == "heading_open" and token.map and token.map[0] in anchors:
            token.attrSet("id", anchors[token.map[0]])
    for token in _inside(tokens):
        if token.type == "link_open":
            token.attrSet("href", _address(library, places, page, str(token.attrGet("href") or "")))
    return "".join(_pieces(tokens))


def _pieces(tokens: list[Token]) -> Iterator[str]:
    """The text between directives, each piece cleaned by itself, and for each directive its comment."""
    done = 0
    for place, token in enumerate(tokens):
        if token.type == blocks.EMBED:
            yield clean(_PARSER.renderer.render(tokens[done:place], _PARSER.options, {}))
            yield f"{placeholder(token)}\n"
            done = place + 1
    yield clean(_PARSER.renderer.render(tokens[done:], _PARSER.options, {}))


def clean(html: str) -> str:
    """HTML with nothing in it that runs, loads or styles; links to elsewhere say that we do not vouch for them."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow ugc noopener")


def _inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or []


def _address(library: Library, places: frozenset[str], page: Page, target: str) -> str:
    found = resolve(library, places, page, target)
    if found.way not in ("page", "file", "place"):
        return target
    anchor = f"#{found.anchor}" if found.anchor else ""
    return anchor if anchor and found.page is page else relative(found.url, page.url) + anchor

"""A story's Markdown as HTML that is safe to publish. Stories are strangers' text: MkDocs and its plugins never see them.

HTML in the source is shown as text, links and images are checked after decoding, and the result passes an allow-list
sanitizer. Nothing changes the markup afterwards; it is read once more as a browser reads it, and what then holds anything
else than was allowed is not published. A line `::: practice id step …` leaves a comment of ours between two such pieces, in
whose place the page shows that practice (checklist.py): no text of a stranger's becomes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

import nh3
from markdown_it.token import Token

from . import blocks, manuscript
from .checklist import placeholder
from .library import Library, Page
from .links import relative, resolve
from .problems import Problem, quote

TAGS = {
    "p", "br", "hr", "em", "strong", "blockquote", "ul", "ol", "li", "code", "pre", "a", "img",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}} | {f"h{n}": {"id"} for n in range(2, 7)}
SCHEMES = {"http", "https", "mailto"}
RELATION = "nofollow ugc noopener"

_PARSER = blocks.parser(html=False)
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def render(library: Library, places: frozenset[str], page: Page) -> str:
    """A story's text as clean HTML, its links to source files turned into addresses relative to its page; nothing if it is refused."""
    pieces = list(_pieces(_tokens(library, places, page)))
    return "" if any(refused(html) for html, ours in pieces if not ours) else "".join(html for html, _ in pieces)


def check(library: Library, places: frozenset[str], page: Page) -> Iterator[Problem]:
    """What is published of a story is text, headings, lists, tables, links and pictures, and nothing that runs or hides."""
    for html, ours in _pieces(_tokens(library, places, page)):
        if not ours and (found := refused(html)):
            rule, repair = "a story becomes plain text, links and pictures", "delete what stands there, or write it in other words"
            yield Problem(library.prefix + page.path, page.document.body_line, "text", rule, f"found {found}", repair)
            return


def clean(html: str) -> str:
    """HTML with nothing in it that runs, loads or styles; links to elsewhere say that we do not vouch for them."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=RELATION)


def refused(html: str) -> str:
    """What in clean HTML must not be there, in words; nothing if all is well."""
    if clean(html) != html:
        return "markup that changes when it is cleaned again"
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def _tokens(library: Library, places: frozenset[str], page: Page) -> list[Token]:
    tokens = _PARSER.parse(page.text)
    anchors = {heading.line - page.document.body_line: heading.anchor.lstrip("_") for heading in page.body.headings}  # __ is the theme's
    for token in tokens:
        if token.type == "heading_open" and token.map and token.map[0] in anchors:
            token.attrSet("id", anchors[token.map[0]])
    for token in _inside(tokens):
        if token.type == "link_open":
            token.attrSet("href", _address(library, places, page, str(token.attrGet("href") or "")))
    return tokens


def _pieces(tokens: list[Token]) -> Iterator[tuple[str, bool]]:
    """The text between directives, each piece cleaned by itself, and for each directive its comment, which is ours."""
    done = 0
    for place, token in enumerate(tokens):
        if token.type == blocks.EMBED:
            yield clean(_PARSER.renderer.render(tokens[done:place], _PARSER.options, {})), False
            yield f"{placeholder(token)}\n", True
            done = place + 1
    yield clean(_PARSER.renderer.render(tokens[done:], _PARSER.options, {})), False


class _Reader(HTMLParser):
    """Reads HTML as a browser does, and keeps the first thing found that was not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = ""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self._keep(f"the element {tag}")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, ()) and (tag, name, value) != ("a", "rel", RELATION):
                self._keep(f"the attribute {name}")
            self._text(value or "")
            scheme = _SCHEME.match(_NOT_IN_ADDRESSES.sub("", value or "")) if name in ("href", "src") else None
            if scheme and scheme[1].lower() not in SCHEMES:
                self._keep(f"an address with {scheme[1]}:")

    def handle_data(self, data: str) -> None:
        self._text(data)

    def handle_comment(self, data: str) -> None:
        self._keep(f"the comment {quote(data)}")

    def handle_decl(self, decl: str) -> None:
        self._keep(f"the declaration {quote(decl)}")

    def handle_pi(self, data: str) -> None:
        self._keep(f"the instruction {quote(data)}")

    def unknown_decl(self, data: str) -> None:
        self._keep(f"the declaration {quote(data)}")

    def _text(self, text: str) -> None:
        for finding in manuscript.characters(text):
            if finding.rule.severity == "error":
                self._keep(f"the character U+{ord(finding.words[0]):04X}")

    def _keep(self, found: str) -> None:
        self.found = self.found or found


def _inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or []


def _address(library: Library, places: frozenset[str], page: Page, target: str) -> str:
    found = resolve(library, places, page, target)
    if found.way not in ("page", "file", "place"):
        return target
    anchor = f"#{found.anchor}" if found.anchor else ""
    return anchor if anchor and found.page is page else relative(found.url, page.url) + anchor

"""What a Markdown text contains: headings, links, images, anchors and steps, each with its line in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

from markdown.extensions.toc import slugify as toc_slugify
from markdown.extensions.toc import unique
from markdown_it.token import Token

from . import blocks
from .checklist import read_line, step_at

WORDS_A_MINUTE = 230
"""Silent reading of English prose: 238 words a minute on average (Brysbaert 2019), rounded down for a phone."""

_ATTRIBUTE = re.compile(r"\{:?[^{}\n]{0,99}?#([\w:.-]+)(?=[\s}])[^{}\n]{0,200}\}")
_ALMOST_STEP = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s*)?\[\s*[xX]?\s*\](?![(\[:])")
_HEADING_ID = re.compile(r"\{:?[ \t]*#([\w:.-]+)(?:\s[^{}]*)?\}$")


class Heading(NamedTuple):
    """A heading: its level 1 to 6, its words, the anchor that links can name."""

    level: int
    text: str
    anchor: str
    line: int


class Link(NamedTuple):
    """A link's target as it stands in the text, and its line."""

    target: str
    line: int


class Image(NamedTuple):
    """An image's source, its text alternative (None when there is none, "" when HTML says so on purpose), and its line."""

    source: str
    alt: str | None
    line: int


class Step(NamedTuple):
    """One step of a practice: its permanent id (empty when it has none yet), words, place and pause point.

    `last` is the line on which its words end, where an id belongs; `ticked` is how the list starts.
    """

    id: str
    text: str
    number: int
    section: str
    line: int
    last: int = 0
    ticked: bool = False


class Embed(NamedTuple):
    """A directive `::: practice id step …`: the practice that is shown here, the steps that matter here (none: all), and its line."""

    practice: str
    steps: tuple[str, ...]
    line: int


class Html(NamedTuple):
    """HTML that an author wrote: as it stands there, and its line."""

    content: str
    line: int


@dataclass
class Body:
    """All that the rules and the views ask of a text.

    `slips` has the lines that are almost a step; `html` what is written as HTML; `words` counts prose; `lead` is the first paragraph.
    """

    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    embeds: list[Embed] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    slips: list[int] = field(default_factory=list)
    html: list[Html] = field(default_factory=list)
    words: int = 0
    lead: str = ""

    @property
    def sections(self) -> list[tuple[str, list[Step]]]:
        """The steps by pause point, each with its heading's words (empty above the first heading), in their order."""
        return [(title, list(steps)) for title, steps in groupby(self.steps, key=lambda step: step.section)]

    @property
    def minutes(self) -> int:
        """Reading time in minutes, at least one."""
        return max(1, round(self.words / WORDS_A_MINUTE))


def read(markdown: str, first_line: int = 1, html: bool = True) -> Body:
    """Take a text apart. `first_line` is the line of the file on which the text begins; without `html`, tags are text."""
    tokens = blocks.parse(markdown, html)
    body = Body(anchors={name for token in tokens for name in _ATTRIBUTE.findall(_own_words(token))})
    used = set(body.anchors)
    line = first_line
    for n, token in enumerate(tokens):
        if token.map:
            line = token.map[0] + first_line
        if token.type == blocks.EMBED:
            practice, *steps = token.info.split() or [""]
            body.embeds.append(Embed(practice, tuple(steps), line))
        elif token.type == "html_block":
            _read_html(body, token.content, line)
        elif token.type == "inline":
            _read_inline(body, token, line)
            before = tokens[n - 1]
            if before.type == "heading_open" and not (n > 1 and step_at(tokens, n - 2)):
                body.headings.append(_heading(before, token, used, line))
            elif before.type in ("paragraph_open", "heading_open"):
                _read_paragraph(body, tokens, n, line)
    body.anchors |= {heading.anchor for heading in body.headings} | {step.id for step in body.steps if step.id}
    return body


def _own_words(token: Token) -> str:
    """The text of an inline token without code, in which nothing counts."""
    return "".join(child.content for child in token.children or [] if child.type == "text")


def plain_text(token: Token) -> str:
    """The words of an inline token, without markup."""
    return " ".join("".join(_words(token)).split())


def _words(token: Token) -> Iterator[str]:
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type == "image":
            yield from _words(child)
        elif child.type in ("softbreak", "hardbreak"):
            yield "\n"


def _heading(opening: Token, token: Token, used: set[str], line: int) -> Heading:
    text = plain_text(token)
    given = _HEADING_ID.search(text)
    text = text[: given.start()].rstrip() if given else text
    anchor = given[1] if given else unique(toc_slugify(text, "-"), used)
    used.add(anchor)
    return Heading(int(opening.tag[1]), text, anchor, line)


def _read_paragraph(body: Body, tokens: Sequence[Token], place: int, line: int) -> None:
    token, around = tokens[place], tokens[place - 2] if place > 1 else None
    step = step_at(tokens, place - 2) if around else None
    rows = token.content.split("\n")
    body.slips += [line + n for n, row in enumerate(rows) if _ALMOST_STEP.match(row) and not (step and n == 0)]
    if step:
        section = body.headings[-1].text if body.headings else ""
        words = read_line("".join(_words(token))) or step
        number, text = len(body.steps) + 1, " ".join(words.text.split())
        body.steps.append(Step(step.id, text, number, section, line, line + len(rows) - 1, step.ticked))
    elif not body.lead and not body.steps and (around is None or (around.level == 0 and around.nesting <= 0)):
        body.lead = plain_text(token)


def _read_inline(body: Body, token: Token, line: int) -> None:
    body.words += len(plain_text(token).split())
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "link_open":
            body.links.append(Link(str(child.attrGet("href") or ""), line))
        elif child.type == "image":
            body.images.append(Image(str(child.attrGet("src") or ""), child.content.strip() or None, line))
        elif child.type == "html_inline":
            _read_html(body, child.content, line)


def _read_html(body: Body, html: str, line: int) -> None:
    body.html.append(Html(html, line))
    try:
        _Elements(body, line).feed(html)
    except AssertionError:  # HTMLParser's word for a declaration that it cannot read, such as <![x
        return


class _Elements(HTMLParser):
    """Links, images and anchors that an author wrote as HTML."""

    def __init__(self, body: Body, line: int) -> None:
        super().__init__()
        self.body, self.first_line = body, line

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        line = self.first_line + self.getpos()[0] - 1
        self.body.anchors |= {value for name in ("id", "name") if (value := values.get(name))}
        if tag == "a" and values.get("href"):
            self.body.links.append(Link(values["href"] or "", line))
        elif tag == "img":
            alt = (values["alt"] or "") if "alt" in values else None
            self.body.images.append(Image(values.get("src") or "", alt, line))

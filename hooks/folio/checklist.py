"""Practice checklists in Markdown: a task-list item is a step, `{#id}` ends it, what is indented below it says why and how.

    - [ ] Put a money limit on each {#money-limit}

        A number people remember, with no form behind it.

A Python-Markdown extension, for MkDocs or any other engine that runs Python-Markdown: each step becomes a real list item
with an anchor and a real checkbox, whose label is the whole line. (`pymdownx.tasklist` gives neither an id nor a label.)
At the end of each step stands the comment `<!--evidence:id-->`, where a page may put what it knows about that step. For a
line `::: practice id step …` the comment `<!--practice:id step …-->` stands, where a page may show those steps.

People write lists as GitHub reads them: no empty line above, two spaces below an item, HTML around. Python-Markdown drops
such items without a word. So a page with a step is read by GitHub's rules (blocks.py): its lists, fences and HTML are taken
out before Python-Markdown sees them, and put in again where they were. A text without a step is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown_it.token import Token

from . import blocks

EVIDENCE = re.compile(r"<!--evidence:([^\s>]*)-->")
PRACTICE = re.compile(r"<!--practice:([a-z0-9-]+)((?: [a-z0-9-]+)*)-->")
"""Where a page shows a practice: its id, and those of the steps that matter there."""

_JOINED = re.compile(r"[ \t]*\n[ \t]*")
_BOX = re.compile(r"\[([ xX])\](?:[ \t]+|\Z)")
_BOX_AND_SPACE = re.compile(r" *\[[ xX]\] ")
_ID = re.compile(r"\{:?[ \t]*#([^\s{}]+)[ \t]*\}[ \t]*(?:\n|\Z)")
_MARKS = ("[ ]", "[x]", "[X]", ":::")
_WORTH_READING = re.compile(r"(?:[-*+]|\d[.)])\s+\[[ xX]\]\s|^:::", re.MULTILINE)
_MARKDOWN_INSIDE = re.compile(r"<[a-zA-Z][^<>]*\smarkdown[\s=>]")
"""HTML that asks for Markdown inside, as the extension md_in_html reads it: it reads that page's HTML."""
_STASHED = re.compile(r"\x02wzxhzdk:\d+\x03")
_PLACE = re.compile(r"\x02folio:(\d+)\x03")
"""What stands in the text for a part that was taken out; Python-Markdown keeps both characters out of what people write."""


def makeExtension(**_: Any) -> Extension:  # noqa: N802 - Python-Markdown looks for this name
    """The extension, for an engine that loads it by this module's name."""
    return ChecklistExtension()


class Line(NamedTuple):
    """A step's first paragraph: the tick, the words, the id (empty when it has none yet), and what follows below the id."""

    ticked: bool
    text: str
    id: str
    why: str


def read_line(paragraph: str) -> Line | None:
    """A list item's first paragraph, without its list marker, as a step; None when it begins with no box."""
    box = _BOX.match(paragraph)
    if not box:
        return None
    words = paragraph[box.end() :].rstrip()
    end = _ID.search(words)
    text, name, why = (words[: end.start()], end[1], words[end.end() :]) if end else (words, "", "")
    return Line(box[1] != " ", _JOINED.sub("\n", text.strip()), name, _JOINED.sub("\n", why.strip()))


def step_at(tokens: Sequence[Token], place: int) -> Line | None:
    """The step that a list item is, whose first token stands at `place`; None for another item, or another token."""
    item, paragraph = tokens[place], tokens[min(place + 1, len(tokens) - 1)]
    if item.type != "list_item_open" or not item.map or not paragraph.map or not _is_text(paragraph):
        return None
    row = item.meta["lines"][paragraph.map[0] - item.map[0]]
    return read_line(tokens[place + 2].content) if _BOX_AND_SPACE.match(row) else None  # GitHub wants the space even before no words


def _is_text(block: Token) -> bool:
    """Whether a block is a paragraph, or one that an empty item below it (`-`) turned into a heading, which nobody meant."""
    return block.type == "paragraph_open" or (block.type == "heading_open" and block.markup in ("-", "="))


def placeholder(directive: Token) -> str:
    """The comment that stands for a directive; nothing for one whose words are no ids, which the rules refuse."""
    comment = f"<!--practice:{' '.join(directive.info.split())}-->"
    return comment if PRACTICE.fullmatch(comment) else ""


class _Item(NamedTuple):
    """A list item: the step it is, or its first paragraph (which is `bare` in a list without empty lines), and the text below."""

    line: Line | None
    first: str
    bare: bool
    below: str


class _List(NamedTuple):
    """A list that was taken out; `start` is None for one without numbers."""

    items: list[_Item]
    start: int | None


class ChecklistExtension(Extension):
    """Turns task-list items into steps."""

    resets = True
    """Nothing of one text is left for the next: a parser may be used for many."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls this name
        """Register with a Markdown instance."""
        taken: dict[int, _List | str] = {}
        builder = _Builder(md, taken)
        md.preprocessors.register(_TakeOut(md, taken), "folio_take_out", 28)  # after tabs are spaces (30), before fences (25)
        md.parser.blockprocessors.register(builder, "folio_put_in", 200)
        md.treeprocessors.register(_PutInRest(md, builder), "folio_put_in_rest", 25)  # before inline patterns (20) read the words
        md.postprocessors.register(_DropPlaces(md), "folio_drop_places", 0)


class _TakeOut(Preprocessor):
    """Takes lists, fences, HTML and directives out of a text, where CommonMark sees them, and leaves places."""

    def __init__(self, md: Markdown, taken: dict[int, _List | str]) -> None:
        super().__init__(md)
        self.taken = taken
        self.types: set[str] = set()
        self.others: list[Preprocessor] = []

    def run(self, lines: list[str]) -> list[str]:
        self.taken.clear()
        text = "\n".join(lines)
        worth_reading = any(mark in text for mark in _MARKS) and _WORTH_READING.search(text)
        tokens = blocks.parse(text, inline=False) if worth_reading else []
        if not any(token.type == blocks.EMBED or step_at(tokens, n) for n, token in enumerate(tokens)):
            return lines
        html = not any(token.type == "html_block" and _MARKDOWN_INSIDE.search(token.content) for token in tokens)
        self.types = {"bullet_list_open", "ordered_list_open", "fence", blocks.EMBED} | ({"html_block"} if html else set())
        every = [self.md.preprocessors[n] for n in range(len(self.md.preprocessors))]
        ours = self.md.preprocessors["html_block"] if html and "html_block" in self.md.preprocessors else None
        self.others = [one for one in every[every.index(self) + 1 :] if one is not ours]  # HTML that is taken out is read already
        rows = blocks.lines(text)
        margins = [len(row) - len(flat) for row, flat in zip(rows, blocks.flatten(rows), strict=True)]
        return [self._place(self._text(rows, margins, tokens, 0))]

    def _place(self, part: _List | str) -> str:
        self.taken[len(self.taken)] = part
        return f"\2folio:{len(self.taken) - 1}\3"

    def _text(self, rows: list[str], margins: list[int], tokens: Sequence[Token], first: int) -> str:
        """Lines with places for all that is taken out of them. `first` is the line of the tokens' text that they begin with.

        A margin is what stands before a line because it is inside of an admonition.
        """
        result: list[str] = []
        done = n = 0
        while n < len(tokens):
            token = tokens[n]
            if token.type in self.types and token.map:
                last = blocks.closing(tokens, n) if token.nesting else n
                row, margin = rows[token.map[0] - first], margins[token.map[0] - first]
                quoted = row[margin : len(row) - token.meta["tail"]].rstrip()
                before = row[:margin] + (f"{quoted} " if quoted else "")
                place = before + self._take(tokens[n : last + 1])
                result += [*rows[done : token.map[0] - first], before.rstrip(), place, before.rstrip()]
                done, n = token.map[1] - first, last
            n += 1
        lines = [*result, *rows[done:]]
        for other in self.others:
            lines = other.run(lines)
        return "\n".join(lines)

    def _take(self, tokens: Sequence[Token]) -> str:
        """Take one block out; returns what stands in its place."""
        block = tokens[0]
        if block.type == "html_block":
            return self.md.htmlStash.store(block.content.strip("\n"))
        if block.type == blocks.EMBED:
            return self.md.htmlStash.store(placeholder(block))
        return self._fence(block) if block.type == "fence" else self._list(tokens)

    def _fence(self, block: Token) -> str:
        """Code, by whatever extension reads fences here, but never lost to one that cannot read this one."""
        for info in (block.info, ""):
            lines = [block.markup + info, *block.content.removesuffix("\n").split("\n"), block.markup]
            for other in self.others:
                lines = other.run(lines)
            made = "\n".join(lines).strip()
            if _STASHED.fullmatch(made):
                return made
        return self.md.htmlStash.store(f"<pre><code>{escape(block.content, quote=False)}</code></pre>")

    def _list(self, tokens: Sequence[Token]) -> str:
        items: list[_Item] = []
        n = 1
        while n < len(tokens) - 1:
            last = blocks.closing(tokens, n)
            items.append(self._item(tokens[n : last + 1]))
            n = last + 1
        start = int(tokens[0].attrGet("start") or 1) if tokens[0].type == "ordered_list_open" else None
        return self._place(_List(items, start))

    def _item(self, tokens: Sequence[Token]) -> _Item:
        rows, first = list(tokens[0].meta.get("lines", [])), tokens[0].map[0] if tokens[0].map else 0
        paragraph, words = tokens[1], ""
        step = step_at(tokens, 0)
        if (step or paragraph.type == "paragraph_open") and paragraph.map:
            words = tokens[2].content
            rows[paragraph.map[0] - first : paragraph.map[1] - first] = [""] * (paragraph.map[1] - paragraph.map[0])
        return _Item(step, words, paragraph.hidden, self._text(rows, [0] * len(rows), tokens[1:-1], first))


class _Builder(BlockProcessor):
    """Puts in again what was taken out."""

    def __init__(self, md: Markdown, taken: dict[int, _List | str]) -> None:
        super().__init__(md.parser)
        self.md = md
        self.taken = taken

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002
        return bool(_PLACE.fullmatch(block.strip("\n")))  # an indented one waits until what it is inside of is read

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        place = _PLACE.fullmatch(blocks.pop(0).strip())
        self.put_in(parent, int(place[1]) if place else -1)

    def put_in(self, parent: ET.Element, number: int) -> None:
        """Put in one part, with all that it holds; but no part twice."""
        part = self.taken.pop(number, "")
        if isinstance(part, str):
            self._parse(parent, part)
            return
        steps = [bool(item.line) for item in part.items]
        listing = ET.SubElement(parent, "ul" if part.start is None and not all(steps) else "ol")
        if any(steps):
            listing.set("class", "steps")
        if part.start not in (None, 1):
            listing.set("start", str(part.start))
        for item in part.items:
            self._build(ET.SubElement(listing, "li"), item)

    def _parse(self, parent: ET.Element, text: str) -> None:
        self.parser.state.set("detabbed")  # Python-Markdown's word for: what is indented here is code, and no part of a list
        self.parser.parseChunk(parent, text)
        self.parser.state.reset()

    def _build(self, element: ET.Element, item: _Item) -> None:
        below = ET.Element("div", {"class": "step__why"})
        if item.line and item.line.why:
            ET.SubElement(below, "p").text = item.line.why
        self._parse(below, item.below)
        if item.line:
            self._build_step(element, item.line, below)
            return
        if item.bare:
            element.text = item.first
        elif item.first:
            ET.SubElement(element, "p").text = item.first
        element.extend(list(below))

    def _build_step(self, element: ET.Element, line: Line, below: ET.Element) -> None:
        element.set("class", "step")
        if line.id:
            element.set("id", line.id)
        label = ET.SubElement(element, "label", {"class": "step__line"})
        box = ET.SubElement(label, "input", {"type": "checkbox", "class": "step__box"})
        if line.ticked:
            box.set("checked", "checked")
        ET.SubElement(label, "span", {"class": "step__text"}).text = line.text
        if len(below):
            element.append(below)
        if line.id:  # in Python-Markdown's store for raw HTML: its other extensions cannot meet a comment in the tree
            element[-1].tail = self.md.htmlStash.store(f"<!--evidence:{line.id}-->")


class _PutInRest(Treeprocessor):
    """A list whose place Python-Markdown took for something else comes at the end of the page: displaced is not lost."""

    def __init__(self, md: Markdown, builder: _Builder) -> None:
        super().__init__(md)
        self.builder = builder

    def run(self, root: ET.Element) -> None:
        for number in reversed(list(self.builder.taken)):  # the outer ones first: they put in what they hold
            if isinstance(self.builder.taken.get(number), _List):
                self.builder.put_in(root, number)
        self.builder.taken.clear()


class _DropPlaces(Postprocessor):
    """No place is ever shown."""

    def run(self, text: str) -> str:
        return _PLACE.sub("", text)

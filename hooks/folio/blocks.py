"""Where the blocks of a Markdown text are, as CommonMark and GitHub read it: the one reading that body.py and checklist.py share.

People write lists as GitHub shows them. So the rules, the data and the rendered page all take a text's lists, fences,
HTML and directives from here, and cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, fence, html_block, list_block
from markdown_it.token import Token

EMBED = "embed"
"""The type of the token that a directive `::: practice id step …` is; its `info` holds the words behind "practice"."""

Rule = Callable[[StateBlock, int, int, bool], bool]

_TAB = 4
_NESTING = 100
"""Levels of lists and quotations: CommonMark knows no limit, and a person who writes needs fewer."""
_BLOCK = re.compile(r'([ ]*)(?:!!! ?[\w-]+(?: +[\w-]+)*(?: +".*")?|\?\?\?\+? ?(?=[\w"])[\w -]*(?:".*")?|===(?:\+!?|!\+?)? +".*") *$')
"""The first line of an admonition, of details, and of a tab, as Python-Markdown and pymdownx take them."""
_FENCE = re.compile(r" *(`{3,}(?=[^`]*$)|~{3,})")
_FOOTNOTE = re.compile(r"^( {0,3}\[\^[^\]\n]+\]):", re.MULTILINE)
_DIRECTIVE = re.compile(r":::[ \t]*practices?(?![\w-])(?P<words>.*)")


def parser(**options: Any) -> MarkdownIt:
    """A CommonMark parser with tables and our directive."""
    made = MarkdownIt("commonmark", {"maxNesting": _NESTING, **options}).enable("table")
    made.block.ruler.before("fence", EMBED, _embed, {"alt": ["paragraph", "reference"]})
    return made


def parse(markdown: str, html: bool = True, inline: bool = True) -> list[Token]:
    """The tokens of a text; without `html`, tags are text, as in a story; without `inline`, no line is taken apart.

    A token of a list, a fence or HTML has in `meta["tail"]` the length of its first line from its first character on;
    a list item has in `meta["lines"]` its own lines, as far to the left as CommonMark moves them.
    """
    reader = (_READER if inline else _READER_OF_BLOCKS) if html else _READER_WITHOUT_HTML
    return reader.parse(
        _FOOTNOTE.sub(r"\1 :", "\n".join(flatten(lines(markdown))))
    )  # to CommonMark a footnote would be a link's definition


def lines(markdown: str) -> list[str]:
    """The lines of a text, as Python-Markdown makes them: no tabs, and none of the two characters that it uses itself."""
    return re.split(r"\r\n|\r|\n", markdown.replace("\2", "").replace("\3", "").expandtabs(_TAB))


def flatten(rows: list[str]) -> list[str]:
    """The lines with the insides of admonitions and tabs moved to the left: to CommonMark they would be code."""
    result: list[str] = []
    inside: list[int] = []
    opened = ""
    for row in rows:
        indent = len(row) - len(row.lstrip())
        if row.strip() and not opened:
            while inside and indent < inside[-1] + _TAB:
                inside.pop()
        if not opened and (block := _BLOCK.match(row)) and len(block[1]) <= (inside[-1] + _TAB if inside else 0):
            result.append(row[_TAB * len(inside) :])
            inside.append(len(block[1]))
            continue
        result.append(row[min(indent, _TAB * len(inside)) :] if row.strip() else "")
        if marker := _FENCE.match(row):
            closes = opened and marker[1].startswith(opened) and not row.strip().strip(opened[0])
            opened = "" if closes else opened or (marker[1] if len(row) - len(row.lstrip()) - _TAB * len(inside) < _TAB else "")
    return result


def closing(tokens: Sequence[Token], start: int) -> int:
    """The place of the token that closes the one at `start`."""
    return next(n for n in range(start, len(tokens)) if tokens[n].level == tokens[start].level and tokens[n].nesting < 0)


def _embed(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A directive is a line of its own that begins with its first character, and stands in no list or quotation."""
    line = state.src[state.bMarks[start] : state.eMarks[start]]
    match = _DIRECTIVE.match(line) if state.level == 0 and state.sCount[start] == state.blkIndent == 0 else None
    if not match:
        return False
    if not silent:
        token = state.push(EMBED, "", 0)
        token.info, token.map, token.meta = match["words"].strip(" \t:"), [start, start + 1], {"tail": len(line)}
        state.line = start + 1
    return True


def _remember_tails(made: MarkdownIt, name: str, rule: Rule, alt: list[str]) -> None:
    """Let a rule's token remember how much of its first line is its own; `alt` are the blocks that it may interrupt."""

    def remembering(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        place, tail = len(state.tokens), state.eMarks[start] - state.bMarks[start] - state.tShift[start]
        found = rule(state, start, end, silent)
        if found and not silent:
            state.tokens[place].meta["tail"] = tail
        return found

    made.block.ruler.at(name, remembering, {"alt": alt})


def _remember_lines(made: MarkdownIt) -> None:
    """Let every list item remember its own lines."""
    tokenize = made.block.tokenize

    def remembering(state: StateBlock, start: int, end: int) -> None:
        item = state.tokens[-1] if state.tokens and state.tokens[-1].type == "list_item_open" else None
        tokenize(state, start, end)
        if item:
            item.meta["lines"] = [state.getLines(line, line + 1, state.blkIndent, False) for line in range(start, state.line)]

    made.block.tokenize = remembering  # type: ignore[assignment, method-assign]


def _reader(**options: Any) -> MarkdownIt:
    made = parser(**options)
    made.validateLink = lambda _: True  # type: ignore[assignment, method-assign]  # Python-Markdown makes a link of any address; so the rules see all
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]  # a message shows an address as it stands in the text
    _remember_tails(made, "list", list_block, ["paragraph", "reference", "blockquote"])
    _remember_tails(made, "fence", fence, ["paragraph", "reference", "blockquote", "list"])
    _remember_tails(made, "html_block", html_block, ["paragraph", "reference", "blockquote"])
    _remember_lines(made)
    return made


_READER = _reader()
_READER_OF_BLOCKS = _reader().disable("inline")
_READER_WITHOUT_HTML = _reader(html=False)

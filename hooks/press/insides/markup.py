"""The insides of others that the press leans on, each in one place. tests/press/test_insides.py says when one of them has changed."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.toc import TocTreeprocessor
from markdown.inlinepatterns import Pattern
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, STX, AtomicString
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from pymdownx import superfences

from ..triggers import Quick, holds, triggers


def render(page: Page, config: MkDocsConfig, files: Files, md: Markdown) -> None:
    """What MkDocs' `Page.render` does, by a parser that is there already; what it kept of another page is reset first.

    MkDocs registers processors under the same names and priorities for each page, so those of the last page go.
    """
    if page.markdown is None:
        raise RuntimeError("`markdown` field hasn't been set (via `read_source`)")
    raw = pages._RawHTMLPreprocessor()
    anchors = pages._ExtractAnchorsTreeprocessor(page.file, files, config)
    links = pages._RelativePathTreeprocessor(page.file, files, config)
    title = pages._ExtractTitleTreeprocessor()
    for one in (raw, anchors, links, title):
        one._register(md)
    md.reset()
    page.content = md.convert(page.markdown)
    page.toc = get_toc(getattr(md, "toc_tokens", []))
    page._title_from_render = title.title
    page.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
    if pages.log.getEffectiveLevel() > logging.DEBUG:
        page.links_to_anchors = links.links_to_anchors


def hasten(md: Markdown) -> None:
    """Let a parser that has all its extensions try expressions only where their triggers are. Its HTML stays the same."""
    if type(md.treeprocessors["inline"]) is InlineProcessor:
        _hasten_inline_patterns(md)
    if type(md.parser) is BlockParser:
        _hasten_blocks(md)
    _hasten_whitespace(md)
    _hasten_fences(md)
    _hasten_contents(md)


def _hasten_inline_patterns(md: Markdown) -> None:
    inline: Any = md.treeprocessors["inline"]
    patterns = list(md.inlinePatterns)
    found = [triggers(one.compiled_re) if type(one).getCompiledRegExp is Pattern.getCompiledRegExp else () for one in patterns]
    needed = [rows[0] if rows else ("",) for rows in found]  # every text holds the empty string
    apply = inline._InlineProcessor__applyPattern

    def handle(data: str, index: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        start = 0
        while index < len(patterns):
            for trigger in needed[index]:
                if trigger in data:
                    break
            else:
                index, start = index + 1, 0
                continue
            data, matched, start = apply(patterns[index], data, index, start)
            if not matched:
                index += 1
        return data

    inline._InlineProcessor__handleInline = handle


def _hasten_blocks(md: Markdown) -> None:
    parser: Any = md.parser
    for processor in parser.blockprocessors:
        for name in dir(processor):
            if isinstance(pattern := getattr(processor, name), re.Pattern) and triggers(pattern):
                setattr(processor, name, Quick(pattern))
    steps = [(processor.test, processor.run) for processor in parser.blockprocessors]

    def parse(parent: Any, blocks: list[str]) -> None:
        while blocks:
            for test, run in steps:
                if test(parent, blocks[0]) and run(parent, blocks) is not False:
                    break

    parser.parseBlocks = parse
    md.is_block_level = cache(md.is_block_level)  # type: ignore[method-assign]


def _hasten_whitespace(md: Markdown) -> None:
    for whitespace in md.preprocessors:
        if type(whitespace) is NormalizeWhitespace:
            whitespace.run = partial(_normalize, md)  # type: ignore[method-assign]


def _normalize(md: Markdown, lines: list[str]) -> list[str]:
    """What `NormalizeWhitespace.run` does; it looks at each space of a text for lines that have nothing else."""
    text = "\n".join(lines).replace(STX, "").replace(ETX, "").replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
    text = text.expandtabs(md.tab_length)
    return (_BLANK.sub("\n", text) if holds(triggers(_BLANK), text) else text).split("\n")


_BLANK = re.compile(r"(?<=\n) +\n")


def _hasten_fences(md: Markdown) -> None:
    """PyMdown's fences look at each line of a text for the beginning of one."""
    found = [one for one in md.preprocessors if isinstance(one, superfences.SuperFencesBlockPreprocessor)]
    for fences in found:
        fences.search_nested = partial(_search_nested, fences.search_nested)


def _search_nested(search: Callable[[list[str]], list[str]], lines: list[str]) -> list[str]:
    return search(lines) if holds(triggers(superfences.RE_NESTED_FENCE_START), "\n".join(lines)) else lines


def _hasten_contents(md: Markdown) -> None:
    """The table of contents looks at each element of a page for the one that says no more than its marker, [TOC]."""
    for contents in md.treeprocessors:
        if isinstance(contents, TocTreeprocessor):
            replace: Any = contents.replace_marker
            contents.replace_marker = partial(_replace_marker, contents.marker, replace)  # type: ignore[method-assign]


def _replace_marker(marker: str, replace: Any, root: ElementTree.Element, contents: ElementTree.Element) -> None:
    if marker in "".join(root.itertext()):
        replace(root, contents)

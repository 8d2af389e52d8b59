"""What the press leans on in others is still there, and what it does in their place does the same.

When one of these fails, a library has changed: read what is new there, then change hooks/press/insides.py.
"""

from __future__ import annotations

import inspect
from hashlib import sha256
from typing import Any

import markups
import pytest
from hypothesis import given
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from press.insides import markup as insides

READ = {
    Page.render: "320529",
    InlineProcessor._InlineProcessor__handleInline: "fe27ba",  # type: ignore[attr-defined]
    InlineProcessor._InlineProcessor__applyPattern: "8862b3",  # type: ignore[attr-defined]
    NormalizeWhitespace.run: "a99bc2",
    BlockParser.parseBlocks: "1737e1",
    Markdown.is_block_level: "dc551f",
}
"""What insides.py puts something in the place of, as it was when that was written."""


@pytest.mark.parametrize("function", READ, ids=lambda function: function.__qualname__)
def test_what_the_press_replaces_is_as_it_was(function: Any) -> None:
    assert sha256(inspect.getsource(function).encode()).hexdigest()[:6] == READ[function]


CONFIG = load_config(str(markups.PROJECT / "mkdocs.yml"), hooks=[])
A, DEEP = (File(path, None, "site", True) for path in ("a.md", "b/c.md"))
FILES = Files([A, DEEP, *(File(path, None, "site", True) for path in ("index.md", "d.png"))])
LINKS = '# Title\n\n[a](a.md#x) [c](b/c.md) ![d](d.png) [no](no.md) [self](#title)\n\n<a name="raw"></a>\n\n## Second {#own}'


def _contents(toc: TableOfContents) -> list[tuple[str, str, int, Any]]:
    return [(item.title, item.id, item.level, _contents(item.children)) for item in toc]  # type: ignore[arg-type]


def _shown(page: Page) -> tuple[Any, ...]:
    return page.content, _contents(page.toc), page.title, page.present_anchor_ids, page.links_to_anchors


@given(markups.texts())
def test_a_page_rendered_by_a_given_parser_is_as_mkdocs_renders_it(text: str) -> None:
    md = Markdown(extensions=CONFIG.markdown_extensions, extension_configs=CONFIG.mdx_configs)
    for words in (LINKS, text, "", LINKS):
        ours, theirs = (Page(None, DEEP, CONFIG) for _ in range(2))
        ours.markdown = theirs.markdown = words
        insides.render(ours, CONFIG, FILES, md)
        theirs.render(CONFIG, FILES)
        assert _shown(ours) == _shown(theirs)


def test_a_page_that_was_not_read_cannot_be_rendered() -> None:
    page = Page(None, A, CONFIG)
    with pytest.raises(RuntimeError, match="hasn't been set"):
        insides.render(page, CONFIG, FILES, Markdown())


def test_a_hastened_parser_tries_only_what_can_match() -> None:
    md = Markdown()
    inline: Any = md.treeprocessors["inline"]
    calls: list[str] = []
    _count(inline, "_InlineProcessor__applyPattern", calls)
    insides.hasten(md)
    assert md.convert("Plain words (of prose): nothing else.") == "<p>Plain words (of prose): nothing else.</p>"
    assert calls == []
    assert md.convert("*so*") == "<p><em>so</em></p>"
    assert len(calls) == 1  # emphasis alone


def test_a_hastened_parser_looks_for_fences_and_for_the_place_of_the_contents_only_where_they_may_be() -> None:
    md = Markdown(extensions=["toc", "pymdownx.superfences"])
    fences: Any = md.preprocessors["fenced_code_block"]
    contents: Any = md.treeprocessors["toc"]
    calls: list[str] = []
    _count(fences, "search_nested", calls)
    _count(contents, "replace_marker", calls)
    insides.hasten(md)
    md.convert("Words with `code`.")
    assert calls == []
    assert '<div class="toc">' in md.reset().convert("# A\n\n[TOC]\n\n~~~\ncode\n~~~")
    assert calls == ["search_nested", "replace_marker"]


def _count(owner: Any, name: str, calls: list[str]) -> None:
    """Note each call of a method."""
    method = getattr(owner, name)

    def noting(*given: Any) -> Any:
        calls.append(name)
        return method(*given)

    setattr(owner, name, noting)

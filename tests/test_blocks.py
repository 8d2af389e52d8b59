"""A text's blocks are the same whether its lines are taken apart or not."""

from __future__ import annotations

from dataclasses import replace

import markups
from folio import blocks
from hypothesis import given
from markdown_it.token import Token


def _blocks(tokens: list[Token]) -> list[Token]:
    """The tokens without what is in their lines."""
    return [replace(token, children=None) for token in tokens]


@given(markups.texts())
def test_blocks_without_their_lines_are_the_same(text: str) -> None:
    whole, bare = blocks.parse(text), blocks.parse(text, inline=False)
    assert _blocks(whole) == _blocks(bare)
    assert not any(token.children for token in bare)


def test_real_blocks_without_their_lines_are_the_same() -> None:
    for text in markups.real():
        assert _blocks(blocks.parse(text)) == _blocks(blocks.parse(text, inline=False))

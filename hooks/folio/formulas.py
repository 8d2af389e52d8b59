r"""Formulas: LaTeX between \( and \), or \[ and \], becomes MathML at build time, on pages that say `math: true`.

A page must say so because a backslash before a bracket has a meaning of its own in Markdown: it is a bracket, and no formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString
from math_core import LatexError, LatexToMathML

from . import blocks

FORMULA = r"\\(?:\((?P<inline>.+?)\\\)|\[(?P<block>.+?)\\\])"
LONGEST, DEEPEST = 2000, 40
"""Characters of a formula, and brackets within brackets: the library has no limit, and takes the build with it."""

_FORMULA = re.compile(FORMULA, re.DOTALL)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_STYLE = re.compile(r' style="([^"]*)"')
_ALIGNED = re.compile(r"text-align: (left|right)")


class FormulaError(ValueError):
    """A formula that cannot be read; says why."""


def mathml(latex: str, block: bool) -> str:
    """A formula as HTML, in a box of its own if it is a block. Raises FormulaError.

    The level of a script that is 0 goes: it is what a table in a formula has anyway, and the HTML checker does not know it there.
    """
    deepest = depth = 0
    for letter in latex:
        depth += (letter == "{") - (letter == "}")
        deepest = max(deepest, depth)
    if len(latex) > LONGEST or deepest > DEEPEST or latex.count(r"\left") + latex.count(r"\begin") > DEEPEST:
        raise FormulaError(f"it is longer than {LONGEST} characters, or nested deeper than {DEEPEST} levels")
    try:
        made = LatexToMathML(fancy_error=False).convert_with_local_state(latex.strip(), displaystyle=block)
    except LatexError as error:
        raise FormulaError(str(error).partition(": ")[2].rstrip(".")) from error
    made = _STYLE.sub(_class, made.replace(' scriptlevel="0"', ""))
    return f'<span class="formula{" formula--block" * block}">{made}</span>'


def _class(style: re.Match[str]) -> str:
    """How a column is aligned as a class; other styles, such as colours, a strict policy does not let in."""
    aligned = _ALIGNED.search(style[1])
    return f' class="align-{aligned[1]}"' if aligned else ""


def faults(markdown: str, first_line: int = 1) -> Iterator[tuple[int, str, str]]:
    """The formulas of a text that cannot be read: the line, the formula, and why."""
    for token in blocks.parse(markdown, inline=False):
        if token.type == "inline" and token.map:
            for found in _FORMULA.finditer(_CODE.sub(lambda code: " " * len(code[0]), token.content)):
                try:
                    mathml(found["inline"] or found["block"], bool(found["block"]))
                except FormulaError as error:
                    yield token.map[0] + first_line + token.content.count("\n", 0, found.start()), found[0], str(error)


def makeExtension(**_: Any) -> Extension:  # noqa: N802 - Python-Markdown looks for this name
    """The extension, for an engine that loads it by this module's name."""
    return FormulasExtension()


class FormulasExtension(Extension):
    """Reads formulas while `on` is true: an engine sets it for each page."""

    on = True
    resets = True
    """Nothing of one text is left for the next: a parser may be used for many."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls this name
        """Register with a Markdown instance."""
        md.inlinePatterns.register(_Formulas(self, md), "folio_formulas", 185)  # after code (190), before backslashes (180)


class _Formulas(InlineProcessor):
    def __init__(self, extension: FormulasExtension, md: Markdown) -> None:
        super().__init__(FORMULA, md)
        self.extension = extension

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element | str | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        if not self.extension.on:
            return None, None, None
        try:
            made: ET.Element | str = self.md.htmlStash.store(mathml(m["inline"] or m["block"], bool(m["block"])))
        except FormulaError:  # the check has told; a page that is served shows what was written
            made = ET.Element("code")
            made.text = AtomicString(m[0])
        return made, m.start(0), m.end(0)

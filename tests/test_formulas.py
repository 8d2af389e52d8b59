"""Formulas: LaTeX becomes MathML, or its author is told; nothing in it runs, loads or stops a build."""

from __future__ import annotations

import markdown
import pytest
from folio.formulas import FormulaError, FormulasExtension, faults, mathml
from folio.scan import scan


def html(text: str, on: bool = True) -> str:
    """A text as a page shows it."""
    extension = FormulasExtension()
    extension.on = on
    return markdown.markdown(text, extensions=[extension])


def test_a_formula_becomes_mathml_in_its_line_or_in_a_box_of_its_own() -> None:
    assert html(r"It is \(x_1 + y_2\).") == (
        '<p>It is <span class="formula"><math><msub><mi>x</mi><mn>1</mn></msub><mo>+</mo>'
        "<msub><mi>y</mi><mn>2</mn></msub></math></span>.</p>"
    )
    assert html("\\[\nx\n\\]") == '<p><span class="formula formula--block"><math display="block"><mi>x</mi></math></span></p>'


def test_code_is_no_formula_and_without_a_word_from_the_page_nothing_is() -> None:
    assert html(r"`\(x\)`") == r"<p><code>\(x\)</code></p>"
    assert html(r"\(x\)", on=False) == "<p>(x)</p>"


@pytest.mark.parametrize(
    "latex",
    [
        r"\sum_{i=1}^n i = \frac{n(n+1)}{2}",
        r"\begin{align} a &= \sqrt[3]{b} \\ c &< \overline{d} \end{align}",
        r"\text{<script>alert(1)</script>}",
        r"\color{red}{x} \cancel{y} \boxed{z} \mathbb{R} \left( \begin{matrix} a & b \end{matrix} \right)",
    ],
)
def test_what_is_made_of_a_formula_may_be_published(latex: str) -> None:
    for block in (False, True):
        made = mathml(latex, block)
        assert scan(made) == []
        assert ' style="' not in made


@pytest.mark.parametrize(
    "latex",
    [r"\frac{1}", r"\foo{x}", "{x", "x}", r"\href{x:y}{x}", r"\begin{matrix} a", "{" * 90_000, r"\sqrt{" * 50, r"\left(" * 50],
)
def test_what_cannot_be_read_is_said_and_stops_nothing(latex: str) -> None:
    with pytest.raises(FormulaError):
        mathml(latex, False)
    assert "<code>" in html(rf"\({latex}\)")


def test_an_author_is_told_the_line_and_the_reason() -> None:
    text = "Words.\n\nA line\nand \\(\\foo\\), but `\\(\\bar\\)` is code.\n\n\\[\n\\frac{1}\n\\]\n"
    assert list(faults(text, 10)) == [
        (13, r"\(\foo\)", r'Unknown command "\foo"'),
        (15, "\\[\n\\frac{1}\n\\]", "Expected argument but reached end of input"),
    ]

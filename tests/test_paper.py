"""Links on paper: each says where it leads, once, and nothing else of a text changes."""

from __future__ import annotations

import re

import pytest
from folio.paper import addressed
from hypothesis import given
from hypothesis import strategies as st

SITE = "https://thecallback.example/"
PAGE = "essays/a/"


@pytest.mark.parametrize(
    ("html", "result"),
    [
        ('<a href="../b/">B</a>', '<a data-to="thecallback.example/essays/b/" href="../b/">B</a>'),
        ('<a class="x" href="../../topics/#c">C</a>', '<a data-to="thecallback.example/topics/#c" class="x" href="../../topics/#c">C</a>'),
        ('<a href="/x?a=1&amp;b=2">X</a>', '<a data-to="thecallback.example/x?a=1&amp;b=2" href="/x?a=1&amp;b=2">X</a>'),
        ('<a href="https://example.org/a">A</a>', None),
        (
            '<a href="https://example.org/a">https://example.org/a</a>',
            '<a data-to="" href="https://example.org/a">https://example.org/a</a>',
        ),
        ('<a href="https://example.org/">example.<wbr>org</a>', '<a data-to="" href="https://example.org/">example.<wbr>org</a>'),
        ('<a href="#fn:1">1</a>', None),
        ('<a href="mailto:a@example.org">write</a>', None),
        ('<a id="x"></a><abbr title="a">a</abbr>', None),
        ('<code>&lt;a href="../b/"&gt;</code>', None),
    ],
)
def test_a_link_of_ours_carries_its_whole_address(html: str, result: str | None) -> None:
    assert addressed(html, PAGE, SITE) == (result or html)


@given(st.text(st.sampled_from("<a href=\"/.#>bx&;\n'= "), max_size=60) | st.text())
def test_nothing_but_the_one_attribute_is_ever_added(html: str) -> None:
    assert re.sub(r'<a data-to="[^"<>]*"', "<a", addressed(html, PAGE, SITE)) == html

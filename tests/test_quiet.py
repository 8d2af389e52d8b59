"""A text made quiet: what would be loaded from elsewhere is a link, no style is left, and all else is as it was."""

from __future__ import annotations

import pytest
from folio.quiet import quiet
from folio.scan import scan

SITE = "https://thecallback.example/"
ELSEWHERE = "https://films.example/1?a=1&amp;b=2"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f'<p><img alt="A loaf" src="{ELSEWHERE}"></p>', f'<p><a href="{ELSEWHERE}">A loaf</a></p>'),
        (f'<img alt="1 &lt; 2" src="{ELSEWHERE}" />', f'<a href="{ELSEWHERE}">1 &lt; 2</a>'),
        (f"<IMG SRC='{ELSEWHERE}' STYLE='x:y'>", f'<a href="{ELSEWHERE}">Shown on films.example</a>'),
        (f'<a href="/x"><img alt="A badge" src="{ELSEWHERE}"></a>', '<a href="/x">A badge</a>'),
        (f'<iframe src="{ELSEWHERE}" title="The film" allowfullscreen></iframe>', f'<a href="{ELSEWHERE}">The film</a>'),
        ('<iframe src="javascript:alert(1)"></iframe>', "Shown on another site"),
        ('<p class="a" title="a style=b" STYLE=\'color: red\' id="c">1</p>', '<p class="a" title="a style=b" id="c">1</p>'),
        ('<img src="lamp.png" style="width: 3px"/>', '<img src="lamp.png"/>'),
    ],
)  # fmt: skip
def test_what_would_be_loaded_or_styled_is_a_link_or_plain(html: str, shown: str) -> None:
    assert quiet(html, SITE) == shown
    assert scan(shown, SITE) == []


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{SITE}a.png" alt="style"><img src="../a.png" alt="">',
        '<!-- <img src="//e.example/x"> -->',
        '<script type="application/json">{"a": "<img src=//e.example/x style=y>"}</script>',
        "<pre><code>&lt;img src=x style=y&gt;</code></pre>",
    ],
)
def test_everything_else_stays_as_it_is(html: str) -> None:
    assert quiet(html, SITE) == html

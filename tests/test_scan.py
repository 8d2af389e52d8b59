"""The last look at a page: what runs, loads or leads away is refused, and what pages are made of is not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from folio import scan as scanning
from folio.policy import POLICY
from folio.scan import fragments, is_ours, scan
from hypothesis import example, given, settings
from hypothesis import strategies as st

PROJECT = Path(__file__).parent.parent
CORPUS = PROJECT.parent / "shared/corpora/xss/dompurify.jsonl"
SITE = "https://thecallback.example/"

CLEAN = (
    "<!doctype html>",
    "<p>1 > 0 & so on; \"quotes\" and 'others'</p>",
    "<!-- a comment with <b>markup</b> in it -->",
    "<!-- a -- b -->",
    '<script src="../assets/javascripts/theme.js"></script>',
    '<script type="module" src="/sub/assets/javascripts/a/b-c.d.js"></script>',
    '<script type="application/ld+json">{"a": "\\u003cscript>"}</script>',
    '<link rel="stylesheet" href="../assets/x.css"><link rel="canonical" href="https://elsewhere.example/">',
    '<link rel="icon" href="data:,">',
    '<a href="https://elsewhere.example/?a=1&amp;b=2" rel="nofollow">there</a> <a href=mailto:a@b.example>us</a> <a href="#a">here</a>',
    '<a href="slack://open">a program</a>',
    '<math display="block"><mfrac><mi mathvariant="normal">x</mi><mo stretchy="false">(</mo></mfrac></math>',
    '<img src="radiator.jpg" alt="1 &lt; 2"><img src=../radiator.jpg alt=""/><img srcset="a.png 1x, b.png 2x" src="a.png" alt="a">',
    f'<img src="{SITE}a.png" alt="a">',
    '<td class="align-right">1</td>',
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
    '<svg viewBox="0 0 1 1"><title>a mark</title><path d="M0 0h1" fill="url(#g)"/></svg>',
    "<title>1 &lt; 2</title><textarea>words</textarea><input type=checkbox checked>",
    '<details open><summary>more</summary><table><tr><td colspan=2>1</td></tr></table></details><br/><hr />',
    '<meta name="viewport" content="width=device-width"><meta property="og:title" content="&lt;script&gt;"><meta charset="utf-8">',
)  # fmt: skip

ACTIVE = {
    "<script>alert(1)</script>": "a script that stands in the page",
    "<script></script>": "a script that stands in the page",
    '<script type="module">import "./a.js"</script>': "a script that stands in the page",
    "<SCRIPT SRC=//e.example/x></SCRIPT>": "a script that is not among our assets",
    '<script src="../docs/x.js"></script>': "a script that is not among our assets",
    '<script src="../assets/a.js">alert(1)</script>': "a script with an address and words",
    '<script src="assets/../../x.js"></script>': "a script that is not among our assets",
    '<script type="importmap">{}</script>': "a script of the type",
    '<script type="application/json">{"a": "<b"}</script>': "browsers read in different ways",
    '<script type="application/json"><</script>': "data with a <",
    "<script>alert(1)": "browsers read in different ways",
    "<img src=x onerror=alert(1)>": "onerror",
    "<img/src=x/onerror=alert(1)>": "different ways",
    "<img src=x\x0bonerror=alert(1)>": "different ways",
    "<p\x0bonclick=alert(1)>": "different ways",
    "<p ONCLICK=alert(1)>": "onclick",
    '<p title="a"onclick=alert(1)>': "different ways",
    '<p title="a>': "different ways",
    '<p title="<b>">': "different ways",
    '<p class="a" class="b">': "stands twice",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>": "different ways",
    "<iframe src=x></iframe>": "<iframe>",
    "<object data=x></object>": "<object>",
    "<embed src=x>": "<embed>",
    "<base href=//e.example/>": "<base>",
    "<style>p{}</style>": "<style>",
    "<math><annotation-xml encoding='text/html'>x</annotation-xml></math>": "<annotation-xml>",
    "<x-y>": "<x-y>",
    "<svg><animate attributeName=href to=javascript:alert(1)></svg>": "<animate>",
    "<svg><use href=#x></use></svg>": "<use>",
    "<svg onload=alert(1)>": "onload",
    "<svg><a xlink:href=javascript:alert(1)>x</a></svg>": "xlink:href",
    "<svg><path fill=url(//e.example/#x)></svg>": "colour that loads",
    "<svg><![CDATA[<script>alert(1)</script>]]></svg>": "different ways",
    "<a href=javascript:alert(1)>": "which a browser runs",
    "<a href='java&#115;cript:alert(1)'>": "which a browser runs",
    "<a href='java&Tab;script&colon;alert(1)'>": "which a browser runs",
    "<a href='\x01 JavaScript:alert(1)'>": "which a browser runs",
    "<a href=data:text/html,x>": "which a browser runs",
    "<a href=vbscript:x>": "which a browser runs",
    "<area href=javascript:alert(1)>": "which a browser runs",
    "<form action=https://e.example/>": "loaded from elsewhere",
    "<form action=javascript:alert(1)>": "loaded from elsewhere",
    "<button formaction=x>": "formaction",
    "<input type=password>": "a field of the type",
    "<input type=image src=//e.example/x>": "a field of the type",
    "<img src=//e.example/x>": "loaded from elsewhere",
    "<img src='\\\\e.example/x'>": "loaded from elsewhere",
    "<img src='/\t/e.example/x'>": "loaded from elsewhere",
    "<img src=https://thecallback.example.e.example/x>": "loaded from elsewhere",
    "<img srcset='a.png 1x, https://e.example/b.png 2x'>": "loaded from elsewhere",
    "<video poster=https://e.example/x>": "loaded from elsewhere",
    "<table background=//e.example/x>": "background",
    "<a ping=//e.example/>": "ping",
    "<link rel=stylesheet href=//e.example/x.css>": "loaded from elsewhere",
    "<link rel='canonical preload' href=//e.example/x>": "loaded from elsewhere",
    "<link rel=dns-prefetch href=//e.example/>": "a link of the kind",
    "<link href=//e.example/>": "a link of the kind",
    "<link rel=alternate href=javascript:alert(1)>": "which a browser runs",
    "<meta http-equiv=refresh content='0; url=../'>": "an order to the browser",
    "<meta http-equiv=Set-Cookie content='a=b'>": "an order to the browser",
    "<meta http-equiv=Content-Security-Policy content='default-src *'>": "an order to the browser",
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}; script-src *">': "an order to the browser",
    "<meta name=monetization content=$e.example>": "a <meta> of the name",
    "<meta charset=utf-7>": "the character set",
    "<p style='color: red'>": "no page of ours has, style",
    "<p STYLE=x>": "no page of ours has, style",
    "<img name=cookie src=x>": "a name that takes the place",
    "<form name=createElement>": "a name that takes the place",
    "<p id=__config>": "belongs to the theme",
    "<!--><img src=x onerror=alert(1)>-->": "onerror",
    "<!-- --!><img src=x onerror=alert(1)> -->": "onerror",
    "<!---><img src=x onerror=alert(1)>-->": "onerror",
    "<title><!-- </title><script>alert(1)</script> --></title>": "different ways",
    "<textarea><!-- </textarea><img src=x onerror=alert(1)> -->": "different ways",
    "<noscript><!-- </noscript><img src=x onerror=alert(1)> --></noscript>": "onerror",
    "<!-- <script> --><img src=x onerror=alert(1)><!-- </script> -->": "onerror",
    "<!-- <script> --> words </script> <img src=x onerror=alert(1)> -->": "onerror",
    "<?xml-stylesheet href='x'?>": "different ways",
    "<!DOCTYPE x [<!ENTITY y 'z'>]>": "different ways",
    "<p": "different ways",
    "<": "different ways",
    "</ p>": "different ways",
    "<\u017fcript>alert(1)</\u017fcript>": "different ways",
}


@pytest.mark.parametrize("html", CLEAN)
def test_what_pages_are_made_of_may_be_published(html: str) -> None:
    assert scan(html, SITE) == []


@pytest.mark.parametrize("html", ACTIVE)
def test_what_runs_loads_or_leads_away_is_named(html: str) -> None:
    found = scan(f"<p>before</p>{html}<p>after</p>", SITE)
    assert any(ACTIVE[html] in words for words in found), found


def test_a_page_that_has_moved_may_lead_on_but_only_to_ours() -> None:
    order = '<meta http-equiv="refresh" content="0; url={}">'
    assert scan(order.format("../there/"), site=SITE, forward=True) == []
    assert scan(order.format("//e.example/"), site=SITE, forward=True)
    assert scan(order.format("javascript:alert(1)"), site=SITE, forward=True)
    assert scan('<meta http-equiv="Content-Security-Policy" content="0; url=x">', site=SITE, forward=True)


PIECES = st.sampled_from(
    """
    < > / ! " ' = - -- --> --!> <!-- <!--> <!doctype html> </ /> <p> </p> <p title= <p title="a>b"> <b class='a'> </ p> </p\t> <P >
    <title> </title> <TITLE> </textarea> <textarea rows=1> <script> </script> </script > <SCRIPT src=assets/a.js> <script src="assets/a.js">
    <scripty> <titles> <script type=application/json> {"a":1} <noscript> </noscript> onclick=x javascript: <a href="../"> <img src=a.png>
    <img src=//e.example/> <ſcript> &lt; <? words
    """.split()
) | st.sampled_from([" ", "\n", "\x0b", "\0", '<script type="application/ld+json">{}</script>', "<title>words</title>"])


@settings(max_examples=500)
@given(st.lists(st.lists(PIECES, max_size=9).map("".join), min_size=1, max_size=4), st.booleans())
@example(["<!-- <p> -->"], True)
@example(["<title>a</title>", "<title><p></title>", "<title>a<p>"], True)
def test_what_is_known_of_other_pages_changes_no_verdict(pages: list[str], forward: bool) -> None:
    if forward:
        scanning._known.cache_clear()  # else a page stands after those of all examples before
    for page in [*pages, "".join(pages), *pages]:
        assert scan(page, SITE, forward) == scanning._named(page, SITE, forward)


def test_comments_without_an_end_are_read_once() -> None:
    assert len(scan("<!--" * 50_000, SITE)) == 1


def test_what_is_known_holds_for_one_site_and_one_purpose_and_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    order = '<meta http-equiv="refresh" content="0; url=../there/">'
    assert [bool(scan(order, SITE, forward)) for forward in (True, False, True)] == [False, True, False]
    picture = f'<img src="{SITE}a.png">'
    assert [bool(scan(picture, site)) for site in (SITE, "https://elsewhere.example/", SITE)] == [False, True, False]
    monkeypatch.setattr(scanning, "_MOST_KNOWN", 10)
    for number in range(100):
        assert scan(f'<p id="a{number}">', SITE) == []
    assert len(scanning._known(SITE, False)) <= 11


@pytest.mark.parametrize(
    ("address", "ours"),
    [("a/b.png", True), ("?a=b:c", True), ("/a", True), ("https://thecallback.example/a", True), ("https://thecallback.example", False),
     ("//e.example", False), ("\\\\e.example", False), ("/\n/e.example", False), ("data:,", False), ("https:a", False)],
)  # fmt: skip
def test_ours_is_what_a_browser_finds_here(address: str, ours: bool) -> None:
    assert is_ours(address, SITE) is ours


def test_each_kind_of_file_gives_its_html() -> None:
    feed = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><content type="html">&lt;p&gt;a&lt;/p&gt;</content></feed>'
    assert list(fragments("stories/atom.xml", feed)) == ["<p>a</p>"]
    assert list(fragments("feed.json", json.dumps({"items": [{"content_html": "<p>b</p>", "title": "<b>"}]}).encode())) == ["<p>b</p>"]
    assert list(fragments("a/index.html", "<p>é</p>".encode())) == ["<p>é</p>"]
    assert list(fragments("graph.json", b"{}")) == []


@pytest.mark.skipif(not CORPUS.is_file(), reason=f"there is no {CORPUS}")
def test_of_the_public_payloads_only_what_is_harmless_passes() -> None:
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 200
    passed = [row["payload"] for row in rows if not scan(row["payload"], site=SITE)]
    for tags in (re.findall("<[^>]*>", re.sub("<!--.*?-->", "", payload)) for payload in passed):
        assert not re.search(r"\bon\w+\s*=|script|iframe|object|embed|base|alert|https?:|//", "".join(tags)), tags

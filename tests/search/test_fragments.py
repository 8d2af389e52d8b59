"""Fragments: what is found of a page is its text, cut where one can land."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indexes import pages
from search import fragments
from search.fragments import Section, ids, sections

HTML = """\
<h1>The title</h1>
<p>Before <em>all</em> else.</p>
<h2 id="first">First &amp; last <a class="headerlink" href="#first">¶</a></h2>
<p>Words<br>below it.</p><script>no()</script>
<ul>
<li id="say-yes"><input type="checkbox" id="box"><label for="box">Say yes</label><p>At once.</p><ul><li>Really.</li></ul></li>
<li id="other">No step</li>
</ul>
<p>After the list.</p>
<h3 id="deeper">Deeper</h3>
<pre><span class="linenos">1</span><code>a &lt; b</code></pre>
<h3>No anchor</h3>
<svg><text>drawn</text></svg>
"""


def test_a_page_is_cut_at_headings_and_steps() -> None:
    assert sections(HTML, {"say-yes": "Say yes"}) == (
        Section("", "", "Before all else."),
        Section("first", "First & last", "Words below it. No step After the list."),
        Section("say-yes", "Say yes", "At once. Really.", step=True),
        Section("deeper", "Deeper", "a < b No anchor"),
    )


@given(st.text("<>/ha2 id=\"'li!-s", max_size=60) | st.text())
def test_no_text_brings_it_down_and_no_tag_gets_into_it(html: str) -> None:
    found = sections(html, {"a": "a"})
    assert found[0].anchor == ""
    assert len({section.anchor for section in found}) == len(found)


@given(pages("a/"))
def test_a_fragment_is_read_as_it_was_written(page: fragments.Fragment) -> None:
    file = fragments.written(page, "00ff00")
    assert fragments.read(file).data() == page.data()
    assert fragments.written(fragments.read(file), "00ff00") == file


@given(st.sets(st.text()))
def test_each_address_has_an_id_of_its_own_in_the_order_of_ids(urls: set[str]) -> None:
    found = ids(urls)
    assert found.keys() == urls
    assert list(found.values()) == sorted(set(found.values()))
    assert ids(sorted(urls, reverse=True)) == found


def test_addresses_that_meet_in_one_id_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "BITS", 2)
    monkeypatch.setattr(fragments, "_number", lambda _: 3)
    assert ids(["c", "a", "b"]) == {"b": "000000", "c": "000001", "a": "000003"}

"""What stands beside a text, and how it opens: a note comes after the block that first leads to its page, and nowhere else."""

from __future__ import annotations

import pytest
from face import initial, margin

BASE = "essays/one/"
NOTES = {"practices/yes/": "[yes]", "practices/own/": "[own]"}
YES = '<a href="../../practices/yes/">yes</a>'
OWN = '<a href="../../practices/own/#step">own</a>'
PLACES = {
    "after the paragraph": (f"<p>a</p>\n<p>{YES}</p>\n<p>b</p>", f"<p>a</p>\n<p>{YES}</p>[yes]\n<p>b</p>"),
    "only the first time": (f"<p>{YES}</p><p>{YES}</p>", f"<p>{YES}</p>[yes]<p>{YES}</p>"),
    "two from one paragraph, in their order": (f"<p>{OWN} {YES} {OWN}</p>", f"<p>{OWN} {YES} {OWN}</p>[own][yes]"),
    "after the whole list": (f"<ul><li>a</li><li><p>{YES}</p></li></ul><p>b</p>", f"<ul><li>a</li><li><p>{YES}</p></li></ul>[yes]<p>b</p>"),
    "a link from the root": ('<p><a class="x" href=/practices/yes/>y</a></p>', '<p><a class="x" href=/practices/yes/>y</a></p>[yes]'),
    "a link in upper case": ("<P><A HREF='../../practices/yes/'>y</A></P>", "<P><A HREF='../../practices/yes/'>y</A></P>[yes]"),
    "tags that need no end": (f"<p>a<br>b<img src=x></p><hr><p>{YES}</p>", f"<p>a<br>b<img src=x></p><hr><p>{YES}</p>[yes]"),
    "items that are never closed": (f"<ul><li>a<li>{YES}</ul><p>b</p>", f"<ul><li>a<li>{YES}</ul>[yes]<p>b</p>"),
    "not for the practice itself": (
        f'<section class="embed" data-practice="yes"><p>{YES}</p></section><p>{YES}</p>',
        f'<section class="embed" data-practice="yes"><p>{YES}</p></section><p>{YES}</p>',
    ),
    "not for a link to elsewhere": ('<p><a href="https://example.org/practices/yes/">y</a></p>',) * 2,
    "not in a comment or a script": (f"<!-- <p>{YES}</p> --><script>'<p>{YES}</p>'</script><p>a</p>",) * 2,
    "not in a block that never ends": (f"<p>a</p><div><p>{YES}</p>",) * 2,
    "a drawing": (f'<p><svg><path d="M0 0"/></svg>{YES}</p><p>b</p>', f'<p><svg><path d="M0 0"/></svg>{YES}</p>[yes]<p>b</p>'),
    "nothing where nothing is": ("",) * 2,
    "an address that is none": ('<p><a href="//[">x</a></p>',) * 2,
}


@pytest.mark.parametrize(("html", "wanted"), PLACES.values(), ids=PLACES)
def test_a_note_stands_after_the_block_that_first_leads_to_its_page(html: str, wanted: str) -> None:
    assert margin.lay(html, BASE, NOTES)[0] == wanted


def test_what_the_text_leads_to_is_told_also_where_it_needs_no_note() -> None:
    assert margin.lay(f"<p>{OWN}</p>", BASE, NOTES)[1] == {"practices/own/"}
    assert margin.lay(f'<section data-practice="yes">{YES}</section>', BASE, NOTES)[1] == {"practices/yes/"}
    assert margin.lay("<p>a</p>", BASE, NOTES)[1] == frozenset()


LONG = "a long paragraph that is about something, and goes on for as long as two lines of a text on a desktop take"


@pytest.mark.parametrize(
    "html", [f"<p>In 2011 {LONG}</p>", f"<p>A {LONG}</p>", f"<p>Éric {LONG} <em>x</em></p>\n<p>b</p>", f"\n<p>So {LONG}</p>"]
)
def test_a_text_that_opens_with_a_plain_paragraph_has_a_large_first_letter(html: str) -> None:
    assert initial.serves(html)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>“{LONG}</p>",
        f'<p>"{LONG}</p>',
        f"<p>1992 was {LONG}</p>",
        f"<p>eBay {LONG}</p>",
        f'<p><a href="x">In</a> {LONG}</p>',
        f"<p><em>In</em> {LONG}</p>",
        f"<ul><li>In {LONG}</li></ul>",
        f"<blockquote><p>In {LONG}</p></blockquote>",
        f"<h2>In {LONG}</h2>",
        "<p>Too short for it.</p>",
        f"<p>In short.</p><p>{LONG}</p>",
        "",
    ],
)
def test_a_large_first_letter_stays_away_where_it_would_say_something_else(html: str) -> None:
    assert not initial.serves(html)

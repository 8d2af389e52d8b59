"""Lists as people write them for GitHub: no item is lost and none invented, and the rules see the same steps as the reader."""

from __future__ import annotations

import html
import re

import lists
import pytest
from folio import body
from hypothesis import given, settings
from hypothesis import strategies as st

SHAPES = {
    "no empty line above": ("Do this:\n- [ ] a\n- [x] b", 2),
    "no empty line below": ("- [ ] a\n- [ ] b\n# After\n- [ ] c", 3),
    "two spaces below": ("- [ ] a\n  - [ ] b\n    - [ ] c\n- [ ] d", 4),
    "four spaces below": ("- [ ] a\n    - [ ] b\n        - [ ] c\n", 3),
    "three spaces below": ("1. [ ] a\n   - [ ] b\n2. [ ] c\n", 3),
    "tabs": ("- [ ] a\n\t- [ ] b\n\t\t- [ ] c\n", 3),
    "numbers": ("1. [ ] a\n2. [X] b\n10) [ ] c\n", 3),
    "a number inside of a paragraph": ("The year was\n2. [ ] not a list\n", 0),
    "three bullets are three lists": ("- [ ] a\n* [ ] b\n+ [ ] c\n", 3),
    "bullets between": ("- a\n- [ ] b\n- c\n  - [ ] d\n", 2),
    "items far apart": ("- [ ] a\n\n\n\n- [ ] b\n\n  Why.\n\n- [ ] c\n", 3),
    "a note with code": ("- [ ] a\n\n  ```sh\n  - [ ] not\n  ```\n\n- [ ] b\n", 2),
    "a note that goes on where it likes": ("- [ ] a\nlazily\n- [ ] b\n", 2),
    "a template in a fence": ("```\n- [ ] not\n```\n\n- [ ] a\n", 1),
    "a longer fence around a shorter one": ("````\n```\n- [ ] not\n```\n````\n- [ ] a\n", 1),
    "a fence that is never closed": ("- [ ] a\n\n```\n- [ ] not\n", 1),
    "a fence that its item closes": ("- [ ] a\n  ```\n  - [ ] not\n- [ ] b\n", 2),
    "a fence of a language nobody knows": ("- [ ] a\n\n```js {1,3} my file.js\n- [ ] not\n```\n\n- [ ] b\n", 2),
    "indented code": ("- [ ] a\n\n      - [ ] not\n\n# H\n\n    - [ ] not\n", 1),
    "a comment": ("<!--\n- [ ] not\n-->\n- [ ] a\n", 1),
    "a comment that is never closed": ("- [ ] a\n\n<!-- later\n- [ ] not\n", 1),
    "a comment about markdown": ("<!-- the markdown parser -->\n- [ ] a\n<div>\n\n- [ ] b\n", 2),
    "HTML around": ("<details>\n<summary>More</summary>\n\n- [ ] a\n- [ ] b\n\n</details>\n", 2),
    "HTML that is never closed": ("<div>\n\n- [ ] a\n\n# After\n- [ ] b\n", 2),
    "HTML without an empty line": ("<div>\n- [ ] not\n</div>\n\n- [ ] a\n", 1),
    "HTML inside of a list": ("- [ ] a\n  <p>\n\n  - [ ] b\n\n  </p>\n- [ ] c\n", 3),
    "HTML of another kind at the start of a line": ("<video src=a>\n<b>x\n\n- [ ] a\n", 1),
    "links, code, emoji and an address": ("- [ ] [a](b.md) and `c`\n- [ ] 🎉\n- [ ] https://example.org/ (x)\n", 3),
    "no words": ("- [ ] \n- [ ]\n- [ ] a\n", 2),
    "no space": ("- [ ]a\n- []b\n- [y] c\n- [ ](d.md)\n", 0),
    "a rule below": ("- [ ] a\n---\n- [ ] b\n***\n", 2),
    "an empty item that makes a heading": ("- [ ] a\n  - \n  - b\n", 1),
    "a table below": ("- [ ] a\n\n| A |\n| - |\n| - [ ] b |\n", 1),
    "a heading in an item": ("- [ ] # a\n- # [ ] b\n", 1),
    "line ends of Windows": ("Do:\r\n- [ ] a\r\n  - [ ] b\r\n", 2),
    "a definition": ("- [ ] [a]\n\n[a]: https://example.org\n\n- [ ] b\n", 2),
    "forty levels": ("".join(f"{'  ' * n}- [ ] level {n}\n" for n in range(40)), 40),
}
BY_THE_BOOK = {
    "in a quotation": ("> Do:\n> - [ ] a\n>   - [x] b\nlazily\n>\n> - [ ] c\n", 3),
    "in a quotation in a list": ("- [ ] a\n  > - [ ] b\n  >   > - [ ] c\n", 3),
    "two bullets on a line": ("- - [ ] a\n- 1. [ ] b\n", 2),
    "in an admonition": (
        '!!! note\n    Do:\n    - [ ] a\n      - [ ] b\n\n=== "Tab"\n    - [ ] c\n\n    ???+ tip "x"\n        - [ ] d\n\n- [ ] e\n',
        5,
    ),
    "in what only looks like an admonition": ("!!! and: what now\n    - [ ] not\n\n- [ ] a\n", 1),
    "in HTML that says it is Markdown": ("<div markdown>\n\n- [ ] a\n\n</div>\n\n- [ ] b\n", 2),
    "in a footnote": ("- [ ] a[^1]\n\n[^1]: Said\n    - [ ] not\n", 1),
}
"""What GitHub's parser does not count, though its specification and its site do (5.3), or what is no GitHub Markdown at all."""

PIECES = st.sampled_from(
    "- [ ] a {#a}|- [x] b|  - [ ] c|    - [ ] d|- plain|1. [ ] f|   2) [ ] g|Text.|||  why|    Why.|```|  ```|~~~|<div>|</div>|"
    "  <details>|<!--|-->|<pre>|> q|> - [ ] r|  > - [ ] s|>|# H|---|===|- |!!! note|    - [ ] in|=== \"Tab\"|        - [ ] deep|"
    "\t- [ ] tab|- - [ ] two|<div markdown>|<video>|::: practice room-to-say-yes set-limit|- ```|{: .x }|[r]: http://x|[^1]: note|"
    "Term|:   def|- [ ] |`a|**b".split("|")
)  # fmt: skip


def words(text: str) -> list[str]:
    return [" ".join(html.unescape(re.sub("<[^>]*>", "", found)).split()) for found in _TEXT.findall(lists.render(text))]


_TEXT = re.compile(r'<span class="step__text">(.*?)</span></label>', re.DOTALL)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_item_of_any_shape_is_one_to_github_to_the_rules_and_to_the_reader(shape: str) -> None:
    text, count = SHAPES[shape]
    assert (lists.github(text), len(body.read(text).steps), lists.boxes(lists.render(text))) == (count, count, count)


@pytest.mark.parametrize("shape", BY_THE_BOOK)
def test_an_item_that_githubs_parser_passes_over_is_one_all_the_same(shape: str) -> None:
    text, count = BY_THE_BOOK[shape]
    assert (len(body.read(text).steps), lists.boxes(lists.render(text))) == (count, count)


def test_of_many_pages_no_item_is_lost_and_none_is_invented() -> None:
    counts = [(lists.github(page), len(body.read(page).steps), lists.boxes(lists.render(page))) for page in lists.pages(200)]
    assert [count for count in counts if len(set(count)) > 1] == []
    assert sum(items for items, *_ in counts) > 1695  # as many as were counted in public repositories


@given(st.integers(0, 10**9))
@settings(max_examples=60, deadline=None)
def test_what_the_rules_read_is_what_is_shown_in_the_same_order(seed: int) -> None:
    (page,) = lists.pages(1, seed)
    plain = [re.sub(r"[\\`*]", "", step.text).strip() for step in body.read(page).steps]
    assert [re.sub(r"[\\`*]", "", text).strip() for text in words(page)] == plain


@given(st.lists(PIECES, max_size=9))
@settings(max_examples=400, deadline=None)
def test_whatever_stands_together_the_rules_and_the_reader_see_the_same(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    page, found = lists.render(text), body.read(text)
    assert (lists.boxes(page), page.count("<!--practice:")) == (len(found.steps), len(found.embeds))
    assert not re.search(r"[\x02\x03]|wzxhzdk|folio:", page)


def test_ticked_items_start_ticked() -> None:
    text = "- [x] a\n- [ ] b\n- [X] c\n"
    assert [step.ticked for step in body.read(text).steps] == [True, False, True]
    assert lists.render(text).count('checked="checked"') == 2


def test_what_stands_around_a_list_keeps_its_markup() -> None:
    page = lists.render(
        "Text *a*.\n- [ ] One [r]\n\n  ```python\n  x = 1\n  ```\n\n"
        "<details>\n<summary>More</summary>\n\n1. Plain\n2. **Bold**\n\n</details>\n\n[r]: b.md\n"
    )
    assert "<p>Text <em>a</em>.</p>" in page
    assert '<a href="b.md">r</a>' in page
    assert '<div class="step__why">' in page
    assert '<div class="highlight">' in page
    assert re.search(
        r"<details>\s*<summary>More</summary>\s*<ol>\s*<li>Plain</li>\s*<li><strong>Bold</strong></li>\s*</ol>\s*</details>", page
    )


def test_a_numbered_list_keeps_its_numbers_and_an_admonition_its_lists() -> None:
    page = lists.render("- [ ] a\n\nText\n\n3. c\n4. d\n\n!!! note\n    - e\n    - [ ] f\n")
    assert '<ol start="3">' in page
    assert re.search(r'<div class="admonition note">.*<ul class="steps">.*<li>e</li>.*</ul>\s*</div>', page, re.DOTALL)

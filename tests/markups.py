"""Texts rich in markup: a piece for what each Markdown extension reads, and strings of the characters that mean something to one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import posts
from hypothesis import strategies as st

PROJECT = Path(__file__).parent.parent
CORPUS = PROJECT.parent / "shared/corpora/markdown/commonmark-spec.jsonl"
PIECES = (
    "Plain words, and nothing else.",
    "A *word*, a **strong** one, ***both***, __so__ and _so_, snake_case_name, 2*3*4",
    "`code`, ``co`de``, `#!python print(1)`, a \\*backslash\\*, a \\\\`tick`",
    '[link](a.md), [title](b.md "T"), [ref][one], [one], [one][], ![image](c.png), ![image][one], <https://e.example>, <a@e.example>',
    '[one]: https://one.example "One"',
    "[one]:\n    <https://other.example>\n    'Other'",
    "# Heading #\n## Heading {#own .wide title=x}\n### Heading ###",
    "Heading\n=======\n\nHeading\n---",
    "- one\n- two\n    - three\n\n    four\n1. five\n2) six",
    "* [ ] not yet\n* [x] done {#done}\n\n    A reason.",
    "- [ ] Step {#step}\n  why\n- [X] Step two {: #two }\n\n::: practice first step two",
    "> quoted\n> > twice\n\n> - a list",
    "| a | b |\n| :- | -: |\n| 1 `|` | 2 |\n| 3 |",
    "Term\n:   Meaning\n\n    More of it\n\nOther\n: Meaning",
    "A note[^1], another[^two], and again[^1].\n\n[^1]: Its text.\n[^two]:\n    Two *lines*\n\n    and more",
    "The HTML of the W3C, and HTMLs.\n\n*[HTML]: Hyper Text\n*[W3C]: Consortium",
    '!!! note "A title"\n    Inside *it*.\n\n    - a list\n\n        !!! tip\n            Deeper.',
    '??? question "Open"\n    Inside.\n\n???+ warning\n    More.',
    '=== "One"\n    First.\n\n=== "Two"\n    Second.\n\n    ```py\n    x = 1\n    ```',
    '```python hl_lines="1" title="a.py"\nprint(\'x\')\n```\n\n~~~\ntilde\n~~~',
    '``` { .css #it linenums="1" }\na { b: c }\n```',
    "    indented code\n\n    more of it",
    ":::python\n    x = 1",
    '<div markdown="1" id="box">\n\n*inside* <b name="b">bold</b>\n\n</div>',
    '<p id="raw">raw *not*</p>\n\nA <span id="in">span</span><br> &amp; &copy; &#33; <!-- comment --> <?php ?>',
    "<script>a < b</script>\n<details><summary>x</summary>\n\ny\n</details>",
    "A line  \nbroken, and --- dashes... \"quotes\" 'here' (c) +/- -->",
    "==mark== ~~gone~~ ~sub~ ^up^ ^^under^^ {++add++} {--cut--} {>>note<<} {~~a~>b~~}",
    '++ctrl+a++ :smile: [=50% "Half"] $x_1$ \\(y\\) \\[z\\] [[Wiki Link]] https://bare.example @user',
    "[TOC]",
    "***\n\n---\n_ _ _",
    "key: value\nother: value",
    "{: .class #id }",
    "Words with a name.\n{: .lead #lead }",
    "\u2018curly\u2019 \u65e5\u672c\u8a9e \U0001f600 \u00e9 \u00a0 \x02klzzwxh:0000\x03 \x02amp\x03",
    "",
)
CHARACTERS = "ab1 \n\t\r\x02\x03*_`~^=+-#!?[](){}<>:;|\\/&\"'.,$@%\u00e9"


def texts() -> st.SearchStrategy[str]:
    """Pieces and strings by turns, some of them indented below others."""
    part = st.sampled_from(PIECES) | st.text(CHARACTERS, max_size=30)
    indented = st.builds(
        lambda text, margin: "\n".join(f"{margin}{row}" for row in text.split("\n")), part, st.sampled_from(("", "", "    ", "  ", "> "))
    )
    return st.builds(lambda parts, between: between.join(parts), st.lists(indented, max_size=6), st.sampled_from(("\n\n", "\n", " ")))


def real() -> Iterator[str]:
    """Texts that people wrote: this site's own, foreign posts, and the examples of CommonMark where they lie beside the project."""
    files = [path.read_text(encoding="utf-8") for path in sorted((PROJECT / "docs").rglob("*.md"))]
    for text in (*files, *(post.text.decode() for post in posts.correct(60))):
        yield text.replace("\r\n", "\n").partition("\n---\n")[2]
    if CORPUS.is_file():
        yield from (json.loads(row)["markdown"] for row in CORPUS.read_text(encoding="utf-8").splitlines())

"""Checklists as people write them, made from a seed, in the shapes counted in public repositories; and GitHub's own count of items.

Of the items there, 31 % were ticked, 17 % nested, 12 % held links, 11 % had a note and 4 % were numbered; lists without an empty
line above, templates in code fences, plain bullets between tasks and HTML around them were common.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import cmarkgfm
import yaml
from folio.checklist import ChecklistExtension
from folio.headings import HeadingsExtension
from markdown import Markdown

WORDS = "check the lock ask who waits write a name read it aloud call back before noon 🚪 Prüfe das Schild 写下 name".split()
NO_ITEMS = (
    "```markdown\n- [ ] A template\n- [x] Another\n```\n",
    "~~~\n* [ ] A template\n~~~\n",
    "    - [ ] Code by its indentation\n",
    "<!--\n- [ ] Nobody sees this\n-->\n",
    "| A | B |\n| --- | --- |\n| - [ ] a | b |\n",
    "<pre>\n- [ ] Shown as it is\n</pre>\n",
    "`- [ ] in a line`, and - [ ] further right\n",
)
"""What looks like items and is none."""


def extensions() -> tuple[list[str], dict[str, dict[str, object]]]:
    """The names and options of the extensions in mkdocs.yml, by which the site is made."""
    text = (Path(__file__).parent.parent / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV ", "")
    entries = [entry if isinstance(entry, dict) else {entry: {}} for entry in yaml.safe_load(text)["markdown_extensions"]]
    return [name for entry in entries for name in entry], {name: options or {} for entry in entries for name, options in entry.items()}


NAMES, OPTIONS = extensions()


def render(text: str) -> str:
    """A text as the site's pages have it."""
    return Markdown(extensions=[*NAMES, ChecklistExtension(), HeadingsExtension()], extension_configs=OPTIONS).convert(text)


def boxes(html: str) -> int:
    """How many boxes a page has."""
    return len(re.findall(r'<input[^>]*type="checkbox"', html))


def github(text: str) -> int:
    """How many items GitHub's own parser sees."""
    return boxes(str(cmarkgfm.github_flavored_markdown_to_html(text)))


def pages(count: int, seed: int = 1) -> Iterator[str]:
    """Pages of mixed shapes."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret comes of it
    for number in range(count):
        yield "\n".join(_parts(chance, number))


def _parts(chance: random.Random, number: int) -> Iterator[str]:
    yield f"# Page {number}\n"
    for _ in range(chance.randint(1, 5)):
        yield chance.choice(("## Before\n", "Do this:", "Do this:\n", "---\n", "> A thought.\n", "", "[ref]: https://example.org\n"))
        wrapped = chance.random() < 0.15
        if wrapped:
            yield "<details>\n<summary>More</summary>\n"
        yield "\n".join(_list(chance, 0, chance.randint(1, 7)))
        if wrapped:
            yield "\n</details>\n"
        if chance.random() < 0.3:
            yield f"\n{chance.choice(('<br>', 'Text.', '<!-- end -->'))}\n\n{chance.choice(NO_ITEMS)}"


def _list(chance: random.Random, indent: int, count: int) -> Iterator[str]:
    numbered = chance.random() < 0.1
    marker, ending = chance.choice("-*+"), chance.choice(".)")
    loose = chance.random() < 0.25
    for number in range(1, count + 1):
        bullet = f"{number}{ending}" if numbered else marker
        bullet += " " * chance.choice((1, 1, 1, 1, 3))
        inner = indent + len(bullet)
        yield " " * indent + bullet + ("" if chance.random() < 0.2 else f"[{'x' if chance.random() < 0.3 else ' '}] ") + _words(chance)
        if chance.random() < 0.11:
            yield from _note(chance, inner)
        if inner < 20 and chance.random() < 0.17:
            yield from _list(chance, inner, chance.randint(1, 3))
        if loose:
            yield ""


def _words(chance: random.Random) -> str:
    text = " ".join(chance.choices(WORDS, k=chance.randint(1, 9)))
    end = chance.choice(("", "", "", "", " [a link](https://example.org/a_b?c=d)", " `code`", " **now**", " 🎉", " {#id-%d}", "  ", "\\"))
    return text + (end % chance.randrange(10**6) if "%d" in end else end)


def _note(chance: random.Random, inner: int) -> Iterator[str]:
    space = " " * inner
    kind = chance.randrange(5)
    if kind == 0:
        yield f"{space}that goes on here"
    elif kind == 1:
        yield "that goes on where it likes"
    elif kind == 2:
        yield from ("", f"{space}Because of *air*.", "")
    elif kind == 3:
        yield from ("", f"{space}```sh", f"{space}- [ ] no item", f"{space}```", "")
    else:
        yield from ("", f"{space}> Somebody said so.", "")

"""Practice checklists in Markdown: a task-list item is a step, `{#id}` ends it, what is indented below says why and how.

    - [ ] Put a money limit on each {#money-limit}

        A number people remember, with no form behind it.

A Python-Markdown extension, for MkDocs or any other engine that runs Python-Markdown: each step becomes a real list item
with an anchor and a real checkbox, whose label is the whole line. (`pymdownx.tasklist` gives neither an id nor a label.)
At the end of each step stands the comment `<!--evidence:id-->`, where a page may put what it knows about that step.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

EVIDENCE = re.compile(r"<!--evidence:([^\s>]*)-->")

_JOINED = re.compile(r"[ \t]*\n[ \t]*")
_BOX = re.compile(r"\[([ xX])\]\s+(?=\S)")
_ID = re.compile(r"\{:?[ \t]*#([^\s{}]+)[ \t]*\}[ \t]*(?:\n|\Z)")
_TASK = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\]\s")
_ITEM = re.compile(r"\s*(?P<marker>[-*+]|(?P<number>\d{1,9})[.)])(?=\s+\S)(?!\s*([-*])\s*(\3\s*)+$)")
_BLOCK = re.compile(r"\s*(?:#{1,6}\s|>|`{3}|~{3}|([-*_])(?:\s*\1){2,}\s*$)")
"""A line that begins something of its own even without an empty line above it."""
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


def makeExtension(**_: Any) -> Extension:  # noqa: N802 - Python-Markdown looks for this name
    """The extension, for an engine that loads it by this module's name."""
    return ChecklistExtension()


class Line(NamedTuple):
    """A step's first paragraph: the tick, the words, the id (empty when it has none yet), and what follows below the id."""

    ticked: bool
    text: str
    id: str
    why: str


def read_line(paragraph: str) -> Line | None:
    """A list item's first paragraph, without its list marker, as a step; None when it begins with no box."""
    box = _BOX.match(paragraph)
    if not box:
        return None
    words = paragraph[box.end() :].rstrip()
    end = _ID.search(words)
    text, name, why = (words[: end.start()], end[1], words[end.end() :]) if end else (words, "", "")
    return Line(box[1] != " ", _JOINED.sub("\n", text.strip()), name, _JOINED.sub("\n", why.strip()))


class ChecklistExtension(Extension):
    """Turns task-list items into steps."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls this name
        """Register with a Markdown instance."""
        md.preprocessors.register(_ListSpacing(md), "folio_list_spacing", 20)
        md.treeprocessors.register(_Steps(md), "folio_steps", 25)  # before inline patterns (20) read the words


class _ListSpacing(Preprocessor):
    """People write lists as GitHub reads them: no empty line before the list, two spaces below an item.

    Python-Markdown wants an empty line and four spaces, and drops what is written otherwise without a word. A text
    without a task is left alone.
    """

    def run(self, lines: list[str]) -> list[str]:
        if not any(map(_TASK.match, lines)):
            return lines
        result: list[str] = []
        levels: list[tuple[int, int]] = []  # of each open item: the column where its text begins, there and in the result
        fence, shift, above = "", 0, ""
        for line in lines:
            indent = len(line) - len(line.lstrip())
            item = None if fence else _ITEM.match(line)
            if not line.strip() or (
                levels and not item and not fence and above.strip() and indent < levels[-1][0] and not _BLOCK.match(line)
            ):
                pass  # an empty line, or a paragraph that goes on where it likes
            elif not fence:
                levels = [level for level in levels if level[0] <= indent]
                column, place = levels[-1] if levels else (indent, indent)
                item = item if indent - column < 4 else None  # so far to the right it is code, or goes on with what stands above
                extra = indent - column if not item and indent - column > 3 else 0
                shift = place + extra - indent
                starts = item and not _ITEM.match(above) and (levels or not item["number"] or int(item["number"]) == 1)
                if starts and result and above.strip():
                    result.append("")
                if item and (starts or not above.strip() or _ITEM.match(above)):
                    levels.append((item.end("marker") + 1, place + 4))
            if marker := _FENCE.match(line):
                fence = "" if fence and marker[1].startswith(fence) else fence or marker[1]
            result.append(" " * max(0, indent + shift) + line.lstrip() if line.strip() else line)
            above = line
        return result


class _Steps(Treeprocessor):
    """Rebuilds each list item that starts with a box."""

    def run(self, root: ET.Element) -> None:
        for parent in root.iter():
            for listing in [child for child in parent if child.tag in ("ul", "ol")]:
                steps = [self._rebuild(item) for item in listing]
                if any(steps):
                    listing.set("class", "steps")
                    listing.tag = "ol" if all(steps) else listing.tag

    def _rebuild(self, item: ET.Element) -> bool:
        is_step, step = _step(item)
        if step:  # in Python-Markdown's store for raw HTML: its other extensions cannot meet a comment in the tree
            item[-1].tail = self.md.htmlStash.store(f"<!--evidence:{step}-->")
        return is_step


def _step(item: ET.Element) -> tuple[bool, str]:
    """Rebuild a list item as a step: whether it is one, and its id."""
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    line = read_line(holder.text or "")
    if not line or (len(holder) and holder is not item):
        return False, ""
    why = [child for child in item if child is not holder]
    if line.why:
        why.insert(0, ET.Element("p"))
        why[0].text = line.why
    for child in list(item):
        item.remove(child)
    item.text = None
    item.set("class", "step")
    if line.id:
        item.set("id", line.id)
    label = ET.SubElement(item, "label", {"class": "step__line"})
    box = ET.SubElement(label, "input", {"type": "checkbox", "class": "step__box"})
    if line.ticked:
        box.set("checked", "checked")
    ET.SubElement(label, "span", {"class": "step__text"}).text = line.text
    if why:
        ET.SubElement(item, "div", {"class": "step__why"}).extend(why)
    return True, line.id

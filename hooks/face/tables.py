"""Tables: how a column is aligned becomes a class, since a style attribute would need a hole in the Content-Security-Policy.

A Python-Markdown extension, for MkDocs or any other engine that runs Python-Markdown.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_ALIGNED = re.compile(r"text-align: (left|center|right);")


def makeExtension(**_: Any) -> Extension:  # noqa: N802 - Python-Markdown looks for this name
    """The extension, for an engine that loads it by this module's name."""
    return TablesExtension()


class TablesExtension(Extension):
    """Gives cells the classes align-center and align-right; left is what they are anyway."""

    resets = True
    """Nothing of one text is left for the next: a parser may be used for many."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls this name
        """Register with a Markdown instance."""
        md.treeprocessors.register(_Aligned(md), "face_tables", 25)


class _Aligned(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        for cell in (element for element in root.iter() if element.tag in ("th", "td")):
            if found := _ALIGNED.fullmatch(cell.get("style", "")):
                del cell.attrib["style"]
                if found[1] != "left":
                    cell.set("class", f"{cell.get('class', '')} align-{found[1]}".strip())

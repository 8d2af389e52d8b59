"""One h1 a page: the title is it, so headings of a text that starts at `#` move one level down.

A Python-Markdown extension, for MkDocs or any other engine that runs Python-Markdown.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_HEADING = re.compile(r"h[1-6]")


def makeExtension(**_: Any) -> Extension:  # noqa: N802 - Python-Markdown looks for this name
    """The extension, for an engine that loads it by this module's name."""
    return HeadingsExtension()


class HeadingsExtension(Extension):
    """Leaves the first level to the page's title."""

    resets = True
    """Nothing of one text is left for the next: a parser may be used for many."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls this name
        """Register with a Markdown instance."""
        md.treeprocessors.register(_OneLevelDown(md), "folio_headings", 22)  # before the table of contents (5) reads them


class _OneLevelDown(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        headings = [element for element in root.iter() if isinstance(element.tag, str) and _HEADING.fullmatch(element.tag)]
        if any(heading.tag == "h1" for heading in headings):
            for heading in headings:
                heading.tag = f"h{min(6, int(heading.tag[1]) + 1)}"

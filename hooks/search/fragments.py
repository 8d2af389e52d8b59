"""Fragments: what is found of each page, and shown. A page's fragment is all that the index knows of it."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, NamedTuple

from .packing import pack, unpack

FOLDER = "search/"
"""Where the search's files lie, below the site's folder."""
PAGES = "pages/"
"""Where those of single pages lie, below that."""
BITS = 24
"""Of a page's id."""


class Section(NamedTuple):
    """A part of a page that can be landed on: below a heading, or a step, which is its title. The lead has neither anchor nor title."""

    anchor: str
    title: str
    text: str
    step: bool = False


@dataclass(frozen=True)
class Fragment:
    """A page: its address from the site's root, its kind, and by which values of which facets it can be chosen.

    `about` is found with the text, and not shown.
    """

    url: str
    title: str
    kind: str
    summary: str = ""
    tags: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "url": self.url,
            "title": _clean(self.title),
            "kind": self.kind,
            "summary": _clean(self.summary),
            "tags": [_clean(tag) for tag in self.tags],
            "about": [_clean(words) for words in self.about],
            "facets": {name: [_clean(value) for value in values] for name, values in self.facets.items() if values},
            "sections": [[part.anchor, _clean(part.title), _clean(part.text), int(part.step)] for part in self.sections],
        }


def written(fragment: Fragment, name: str) -> bytes:
    """The file of a page that has this id."""
    return pack(PAGES + name, json.dumps(fragment.data(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def read(file: bytes) -> Fragment:
    """The fragment that was written so. Raises packing.FormError."""
    data = json.loads(unpack(file)[1])
    sections = tuple(Section(anchor, title, text, bool(step)) for anchor, title, text, step in data["sections"])
    facets = {name: tuple(values) for name, values in data["facets"].items()}
    tags, about = tuple(data["tags"]), tuple(data["about"])
    return Fragment(data["url"], data["title"], data["kind"], data["summary"], tags, sections, facets, about)


def path(name: str) -> str:
    """Where the file of a page with this id lies, below the site's folder."""
    return f"{FOLDER}{PAGES}{name}.js"


def ids(urls: Iterable[str]) -> dict[str, str]:
    """An id for each page, six hexadecimal digits that hang on its address alone, and the pages in the order of their ids.

    Where two addresses meet in one, the later in the alphabet takes the next that is free.
    """
    taken: dict[int, str] = {}
    for url in sorted(urls):
        number = _number(url)
        while number in taken:
            number = (number + 1) % (1 << BITS)
        taken[number] = url
    return {taken[number]: f"{number:06x}" for number in sorted(taken)}


def _number(url: str) -> int:
    return int.from_bytes(hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=BITS // 8).digest(), "big")


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


# Out of HTML

_TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_ID = re.compile(r"(?:^|\s)id\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SILENT = re.compile(r"(?:^|\s)class\s*=\s*[\"'](?:[^\"']*\s)?(?:headerlink|footnote-backref|linenos)[\s\"']")
_SILENT_TAGS = {"script", "style", "template", "svg", "math", "noscript", "object", "iframe", "select", "textarea"}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small"),
    *("span", "strong", "sub", "sup", "u", "var", "wbr"),
}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def sections(html: str, steps: Mapping[str, str]) -> tuple[Section, ...]:
    """The sections of a page's text: the lead, one below each heading with an id, and one for each of `steps` (their words by their ids).

    A step is a list item with its id; what follows its list goes on with the section that the list stands in. The heading of the
    first rank is the page's title, and left out.
    """
    titles, texts = {"": ""}, {"": [""]}
    here, title_of = "", None
    within: list[tuple[int, str]] = []  # the steps that are open: how many list items deep, and what goes on behind each
    deep = end = 0
    silent: str | None = None
    nested = 0
    for match in _TAG.finditer(html):
        between, end = html[end : match.start()], match.end()
        if silent is None and between:
            texts[here].append(between)
        tag = (match[2] or "").lower()
        if not tag:
            continue
        if silent is not None:
            nested += (-1 if match[1] else 1) if tag == silent else 0
            silent = silent if nested else None
            continue
        if tag not in _INLINE:
            texts[here].append(" ")
        name = None if match[1] else _ID.search(match[3])
        anchor = unescape(next(filter(None, name.groups()), "")) if name else ""
        if not match[1] and (tag in _SILENT_TAGS or tag == "h1" or _SILENT.search(match[3])):
            if tag not in _VOID:
                silent, nested = tag, 1
        elif tag in _HEADINGS and anchor and anchor not in titles:
            here = title_of = anchor
            titles[here], texts[here] = "", []
        elif match[1] and tag in _HEADINGS and title_of is not None:
            titles[title_of], texts[title_of], title_of = _text(texts[title_of]), [], None
        elif tag == "li" and not match[1]:
            deep += 1
            if anchor in steps and anchor not in titles:
                within.append((deep, here))
                here, titles[anchor], texts[anchor] = anchor, steps[anchor], []
        elif tag == "li":
            if within and within[-1][0] == deep:
                here = within.pop()[1]
            deep -= 1
    if silent is None:
        texts[here].append(html[end:])
    return tuple(Section(anchor, title, _below(title, _text(texts[anchor])), anchor in steps) for anchor, title in titles.items())


def _text(parts: list[str]) -> str:
    return " ".join(unescape("".join(parts)).split())


def _below(title: str, text: str) -> str:
    """The text of a step without the step itself, which it begins with."""
    return text.removeprefix(title).lstrip() if title else text

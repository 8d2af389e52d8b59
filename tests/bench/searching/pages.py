"""Pages out of public Markdown, of any generator: their titles, summaries and sections, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import yaml

LEAST = 40
"""Words that make a page; what has fewer is a stub, or a list of links."""
DIGEST = 200_000
"""Characters of a file that are read."""


@dataclass(frozen=True)
class Section:
    """A part of a page below a heading; the lead has neither anchor nor title."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """A page as every engine gets it. `url` is its address from the site's root, which ends in a slash; summary and tags may be empty."""

    url: str
    title: str
    summary: str
    tags: tuple[str, ...]
    sections: tuple[Section, ...]


_FRONT = re.compile(r"\A\ufeff?\s*(?:---|\+\+\+)[ \t]*\n(.*?)\n(?:---|\+\+\+)[ \t]*(?:\n|\Z)(.*)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r"^\s*(```+|~~~+)")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_NOISE = (
    (re.compile(r"<!--.*?-->|\{\{.*?\}\}|\{%.*?%\}|\[\[.*?\]\]", re.DOTALL), " "),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"^[ \t]*(?:\[[^\]\n]+\]:.*|(?:import|export) .*|:::.*|[ \t:|-]+)$", re.MULTILINE), " "),
    (re.compile(r"</?[a-zA-Z][^<>]*>|https?://\S+|\{[#:.][^}\n]*\}"), " "),
    (re.compile(r"[*`|>\\]+|(?<!\w)_+|_+(?!\w)"), " "),
)
_TITLES = ("title", "Title")
_TAGS = ("tags", "topics", "categories")
_SUMMARIES = ("description", "summary", "excerpt", "deck", "dek")


def read(folder: Path) -> Iterator[Page]:
    """The pages of all Markdown files below a folder, in the order of their paths; stubs and other languages are left out."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".md", ".mdx", ".markdown") and path.is_file():
            page = page_of(path.relative_to(folder).with_suffix("").as_posix(), path.read_text("utf-8", errors="replace")[:DIGEST])
            if page:
                yield page


def page_of(name: str, text: str) -> Page | None:
    """The page of a file; None for a stub, and for one that is not English."""
    front, body = _front(text)
    title, sections = _sections(body)
    title = plain(_first(front, _TITLES)) or title or re.sub(r"[-_]+", " ", name.rpartition("/")[2]).capitalize()
    words = " ".join(section.text for section in sections)
    if len(words.split()) < LEAST or sum(not char.isascii() for char in words) > len(words) / 20:
        return None
    tags: list[object] = next((front[name] for name in _TAGS if isinstance(front.get(name), list)), [])
    listed = tuple(plain(str(tag)) for tag in tags)
    return Page(
        re.sub(r"/(_?index|readme)$", "", name, flags=re.IGNORECASE) + "/", title, plain(_first(front, _SUMMARIES)), listed, sections
    )


def plain(text: str) -> str:
    """Markdown without its marks."""
    for pattern, by in _NOISE:
        text = pattern.sub(by, text)
    return " ".join(unescape(text).split())


def _front(text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT.match(text)
    if not match:
        return {}, text
    try:
        found = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError):
        found = None
    if not isinstance(found, dict):
        found = dict(re.findall(r"^(\w+)\s*[:=]\s*[\"']?(.*?)[\"']?\s*$", match[1], re.MULTILINE))
    return found, match[2]


def _first(front: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(front[name]) for name in names if isinstance(front.get(name), str)), "")


def _sections(body: str) -> tuple[str, tuple[Section, ...]]:
    """The first heading of the first rank, and the sections; a heading in code is none."""
    title, parts, fence, taken = "", [("", "", [""])], "", {""}
    for line in body.splitlines():
        if match := _FENCE.match(line):
            fence = "" if fence and match[1].startswith(fence) else fence or match[1]
            continue
        below = parts[-1][2]
        if not fence and (match := _HEADING.match(line)):
            rank, words = len(match[1]), plain(match[2])
        elif not fence and (match := _SETEXT.match(line)) and below and 0 < len(below[-1]) < 100 and below[-1][0].isalpha():
            rank, words = (1 if match[1][0] == "=" else 2), plain(below.pop())
        else:
            below.append(line)
            continue
        if rank == 1 and not title:
            title = words
        elif words:
            parts.append((_anchor(words, taken), words, []))
    return title, tuple(Section(anchor, words, plain("\n".join(lines))) for anchor, words, lines in parts)


def _anchor(words: str, taken: set[str]) -> str:
    base = anchor = re.sub(r"[^\w]+", "-", words.lower()).strip("-") or "section"
    number = 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken.add(anchor)
    return anchor

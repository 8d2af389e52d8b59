"""Stories that stand here already: a near-copy of another story, or a passage of another page. The editor decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from .library import Library, Page
from .likeness import SHINGLE, Likeness, Shelf, quote
from .problems import Problem
from .problems import quote as shown

QUOTATION = 25
"""Words in a row that a story may share with another page: two long sentences are a quotation, more is a copy."""
NEAR = 0.1
"""The part of a story's five-word sequences that makes it a near-copy: two that tell the same in words of their own share a hundredth."""
FEWEST = QUOTATION - SHINGLE + 1
"""Sequences of five words in a passage of that length: a page that shares fewer is not looked at any closer."""


def check(library: Library, only: Collection[str] | None = None) -> Iterator[Problem]:
    """A story is told once, and in its own words. Of two that are alike, the newer one is asked; of those in `only`, if given."""
    for _, _, problem in pairs(library, only):
        yield problem


def pairs(
    library: Library, only: Collection[str] | None = None, changed: Collection[str] | None = None
) -> Iterator[tuple[Page, Page, Problem]]:
    """Each story that is asked, the page that it is like, and the Problem. `changed` are the paths of pages of which a pair has one.

    A pair's Problem depends on nothing but its two pages: those of pages that are as they were can be kept.
    """
    pages = [page for page in (*library.pages, *library.partial) if page.text.strip()]
    stories = [page for page in pages if page.kind == "story" and (only is None or page.path in only)]
    if changed is not None and not any(story.path in changed for story in stories):
        pages = [page for page in pages if page.path in changed]
    shelf = Shelf((story, story.text) for story in stories if pages)
    for other in pages:
        counts = 0 if other.kind == "story" else QUOTATION + 1  # of another page only a passage does
        for story, like in shelf.like(other.text, FEWEST, other, counts).items():
            if _came_first(other, story) and (changed is None or story.path in changed or other.path in changed):
                yield from ((story, other, problem) for problem in _echo(library, story, other, like))


def _came_first(page: Page, story: Page) -> bool:
    """Whether a page stood here before a story: by the day it came out; a page without a day always did."""
    if page.date == story.date and page.kind == "story":
        return page.path < story.path
    return (page.date or dt.date.min) <= (story.date or dt.date.max)


def _echo(library: Library, story: Page, other: Page, like: Likeness) -> Iterator[Problem]:
    """The question to the editor, with the longest passage that stands in both."""
    passage = like.passage
    words, line = quote(story.text, passage.start, passage.length)
    place = f"{library.prefix}{other.path}:{quote(other.text, passage.other, passage.length)[1] + other.document.body_line}"
    if other.kind == "story" and like.shared >= NEAR:
        rule, found = "a story is told once", f"{like.shared:.0%} of it stands in {place} in the same words"
        repair = "if it is the same story, change that one instead; if it is another, tell it in words of its own"
    elif passage.length > QUOTATION:
        rule, found = "a story is told in words of its own", f"{passage.length} words in a row stand in {place}"
        repair = f"quote at most {QUOTATION} words, or link to that page in their place"
    else:
        return
    yield Problem(
        library.prefix + story.path, story.document.body_line + line, "text", rule, f"{found}, {shown(words, 160)}", repair, "question"
    )

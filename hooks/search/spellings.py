"""Spellings: the words of all pages as they are written, for the first letters of a word and for one with a wrong letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .languages import Language
from .packing import order
from .postings import Said

Count = tuple[int, int]
"""On how many pages a word stands, and in the title, a heading, a tag or the summary of how many."""
SHORTEST = 2
"""Letters of a word that is worth completing."""
MOST = 9
"""The highest class."""


def spelled(said: Said, language: Language) -> dict[str, Count]:
    """The words of one page."""
    prominent = set().union(*said.fields.values())
    found = prominent.union(said.text) - language.stop
    return {word: (1, int(word in prominent)) for word in found if len(word) >= SHORTEST}


def listed(count: Count, pages: int) -> int | None:
    """The class of a word on a site of so many pages: each one up stands on twice as many. None for one that is too rare to be listed.

    On a large site, most words that stand but once are slips or names. Those of titles and headings are listed all the same.
    """
    rare = 1 if pages < 300 else 2 if pages < 3000 else 4
    return min(MOST, count[0].bit_length() - 1) if count[0] >= rare or (count[0] and count[1]) else None


def classes(counts: Iterable[tuple[str, Count]], pages: int) -> dict[str, int]:
    """The words that are listed on a site of so many pages, with their classes."""
    return {word: kind for word, count in counts if (kind := listed(count, pages)) is not None}


def letter(word: str) -> str:
    """What the words of one file have in common: their first letter, or another sign's place in Unicode."""
    first = word[0]
    if "a" <= first <= "z":
        return first
    return " " if first < "a" else "{" if first < "\u0100" else chr(ord(first) & ~0xFF)


def written(classes: Mapping[str, int]) -> bytes:
    """Words and their classes, a line each, as they stand in a file."""
    return "".join(f"{word}\t{classes[word]}\n" for word in sorted(classes, key=order)).encode("utf-8", "surrogatepass")


def read(data: bytes) -> dict[str, int]:
    """The words that were written so."""
    lines: Iterable[str] = data.decode("utf-8", "surrogatepass").splitlines()
    return {word: int(kind) for word, _, kind in (line.partition("\t") for line in lines)}

"""How alike texts are: which of many hold the same words in the same order, and where.

A text is the sequence of its words without capitals, punctuation and accents; every five words in a row are a shingle (A. Broder,
On the resemblance and containment of documents, 1997). A Shelf knows in which texts each shingle stands, so that a text is
compared only with those that share some.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

SHINGLE = 5
"""Words in a row: fewer are everybody's phrase, more are lost by a single changed word."""
COMMON = 50
"""A shingle in more texts than this is a turn of phrase of all of them: it ties no two."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ADDRESS = re.compile(r"\]\([^()\s]*|https?://\S*")

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class Passage:
    """Words that stand in two texts in the same order: with which word of each they begin, and how many they are."""

    start: int
    other: int
    length: int


@dataclass(frozen=True)
class Likeness:
    """What a text shares with another: the part of its shingles, the part of all that both have, the longest passage."""

    shared: float
    jaccard: float
    passage: Passage


def words(text: str) -> list[str]:
    """A text as its words, as they are compared. The address of a link is none that anybody says."""
    found: list[str] = _WORD.findall(_without_addresses(text).lower())
    return found if text.isascii() else [word if word.isascii() else _plain(word) for word in found]


def _without_addresses(text: str) -> str:
    """The same text, every letter in its place, with spaces for addresses."""
    return _ADDRESS.sub(lambda match: " " * len(match[0]), text) if "/" in text or "](" in text else text


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def shingles(found: Sequence[str]) -> set[int]:
    """Every five words in a row, as numbers that tell them apart."""
    return set(map(hash, zip(*(found[n:] for n in range(SHINGLE)), strict=False)))


def quote(text: str, start: int, length: int) -> tuple[str, int]:
    """Some words of a text as they stand there, on one line, and the line (from 0) on which they begin."""
    places = [match.span() for match in _WORD.finditer(_without_addresses(text))]
    begin, end = places[start][0], places[start + length - 1][1]
    return " ".join(text[begin:end].split()), text.count("\n", 0, begin)


class Shelf(Generic[Name]):
    """Texts by their names, and in which of them each shingle stands."""

    def __init__(self, texts: Iterable[tuple[Name, str]]) -> None:
        self._words = {name: words(text) for name, text in texts}
        self._shingles = {name: shingles(found) for name, found in self._words.items()}
        self._order = {name: place for place, name in enumerate(self._words)}
        self._holders: dict[int, list[Name]] = defaultdict(list)
        for name, own in self._shingles.items():
            for shingle in own:
                self._holders[shingle].append(name)

    def like(self, text: str, fewest: int = 1) -> dict[Name, Likeness]:
        """What each text on the shelf shares with a text, where that is at least so many shingles."""
        other = words(text)
        theirs = shingles(other)
        counts: Counter[Name] = Counter()
        for shingle in theirs & self._holders.keys():
            if len(holders := self._holders[shingle]) <= COMMON:
                counts.update(holders)
        found = {}
        for name in sorted((name for name, count in counts.items() if count >= fewest), key=self._order.__getitem__):
            own, count = self._shingles[name], counts[name]
            together = len(own) + len(theirs) - count
            found[name] = Likeness(count / len(own), count / together, longest(self._words[name], other))
        return found


def longest(one: Sequence[str], other: Sequence[str]) -> Passage:
    """The longest passage of one text that stands in the other, from a shingle on; the first of several."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, shingle in enumerate(zip(*(other[n:] for n in range(SHINGLE)), strict=False)):
        places[shingle].append(place)
    best = Passage(0, 0, 0)
    for start, shingle in enumerate(zip(*(one[n:] for n in range(SHINGLE)), strict=False)):
        for place in places.get(shingle, ())[:COMMON]:
            if start and place and one[start - 1] == other[place - 1]:
                continue  # part of a passage that was measured from its first word
            length = SHINGLE
            while start + length < len(one) and place + length < len(other) and one[start + length] == other[place + length]:
                length += 1
            if length > best.length:
                best = Passage(start, place, length)
    return best

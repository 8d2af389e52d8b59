"""How alike texts are: which of many hold the same words in the same order, and where.

A text is the sequence of its words without capitals, punctuation and accents; every five words in a row are a shingle (A. Broder,
On the resemblance and containment of documents, 1997). A Shelf knows in which texts each shingle stands, so that a text is
compared only with those that share some.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

SHINGLE = 5
"""Words in a row: fewer are everybody's phrase, more are lost by a single changed word."""
COMMON = 50
"""A shingle in more texts than this is a turn of phrase of all of them: it ties no two."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ADDRESS = re.compile(r"\]\([^()\s]*|https?://\S*")

_STRAY = re.compile(r"'(?:(?<![A-Za-z0-9]')|(?![A-Za-z0-9]))")
"""An apostrophe that stands in no word."""
_LETTERS = {code: chr(code).lower() if chr(code).isalnum() or chr(code) == "'" else " " for code in range(128)}
_TYPOGRAPHIC = (("’", "'"), ("‘", " "), ("“", " "), ("”", " "), ("–", " "), ("—", " "), ("…", " "), ("\xa0", " "))
"""What stands in most texts that are otherwise of ASCII's letters, and the same to whoever compares words."""

Name = TypeVar("Name", bound=Hashable)


class Passage(NamedTuple):
    """Words that stand in two texts in the same order: with which word of each they begin, and how many they are."""

    start: int
    other: int
    length: int


class Likeness(NamedTuple):
    """What a text shares with another: the part of its shingles, the part of all that both have, the longest passage."""

    shared: float
    jaccard: float
    passage: Passage


def words(text: str) -> list[str]:
    """A text as its words, as they are compared. The address of a link is none that anybody says."""
    text = _ADDRESS.sub(" ", text) if "/" in text or "](" in text else text
    if not text.isascii():
        for mark, plain in _TYPOGRAPHIC:
            text = text.replace(mark, plain)
    if text.isascii():  # the same as below, five times as fast
        return _STRAY.sub(" ", text).translate(_LETTERS).split()
    found: list[str] = _WORD.findall(text.lower())
    return [word if word.isascii() else _plain(word) for word in found]


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
        self._texts = dict(texts)
        self._order = {name: place for place, name in enumerate(self._texts)}
        self._sizes: dict[Name, int] = {}
        self._first: dict[int, Name] = {}  # nearly every shingle has one holder
        self._others: dict[int, list[Name]] = defaultdict(list)
        for name, text in self._texts.items():
            own = shingles(words(text))
            self._sizes[name] = len(own)
            for shingle in (known := own & self._first.keys()):
                self._others[shingle].append(name)
            self._first |= dict.fromkeys(own - known, name)
        self._common = frozenset(shingle for shingle, names in self._others.items() if len(names) >= COMMON)
        for shingle in self._common:
            del self._first[shingle], self._others[shingle]

    def like(self, text: str, fewest: int = 1, but: Name | None = None, passage: int = 0) -> dict[Name, Likeness]:
        """What each text on the shelf, `but` one, shares with a text, where that is at least so many shingles.

        Where only a `passage` of so many words counts, some texts that share none of that length are left out.
        """
        other = words(text)
        if passage and not self._may_hold(other, passage):
            return {}
        theirs = shingles(other)
        counts: dict[Name, int] = defaultdict(int)
        for shingle in theirs & self._first.keys():
            counts[self._first[shingle]] += 1
            for name in self._others.get(shingle, ()):
                counts[name] += 1
        found = {}
        for name in sorted((name for name, count in counts.items() if count >= fewest and name != but), key=self._order.__getitem__):
            own, count = self._sizes[name], counts[name]
            found[name] = Likeness(count / own, count / (own + len(theirs) - count), longest(words(self._texts[name]), other))
        return found

    def _may_hold(self, found: Sequence[str], length: int) -> bool:
        """Whether a passage of so many words may stand on the shelf: one of its shingles begins at a multiple of their number."""
        starts = range(0, len(found) - SHINGLE + 1, length - SHINGLE + 1)
        begun = (hash(tuple(found[n : n + SHINGLE])) for n in starts)
        return any(shingle in self._first or shingle in self._common for shingle in begun)


def longest(one: Sequence[str], other: Sequence[str]) -> Passage:
    """The longest passage of one text that stands in the other, of at least a shingle; the first of several.

    Found with a suffix automaton (A. Blumer and others, The smallest automaton recognizing the subwords of a text, 1985), so
    that the time grows with the number of words and no text, however it repeats itself, takes longer.
    """
    automaton = _Automaton()
    for word in one:
        automaton.add(word)
    best, state, length = Passage(0, 0, 0), 0, 0
    for place, word in enumerate(other):
        while state and word not in automaton.next[state]:
            state = automaton.link[state]
            length = automaton.length[state]
        if word in automaton.next[state]:
            state, length = automaton.next[state][word], length + 1
        if length > max(best.length, SHINGLE - 1):
            best = Passage(automaton.end[state] + 1 - length, place + 1 - length, length)
    return best


class _Automaton:
    """Every passage of a text as a way from state 0; `end` is where the passages of a state first end, `length` the longest of them."""

    def __init__(self) -> None:
        self.next: list[dict[str, int]] = [{}]
        self.link, self.length, self.end = [-1], [0], [-1]
        self.last = 0

    def add(self, word: str) -> None:
        """Lengthen the text by a word."""
        new = self._state({}, 0, self.length[self.last] + 1, self.length[self.last])
        state, self.last = self.last, new
        while state >= 0 and word not in self.next[state]:
            self.next[state][word] = new
            state = self.link[state]
        if state < 0:
            return
        old = self.next[state][word]
        if self.length[old] > self.length[state] + 1:
            old, whole = self._state(dict(self.next[old]), self.link[old], self.length[state] + 1, self.end[old]), old
            while state >= 0 and self.next[state].get(word) == whole:
                self.next[state][word] = old
                state = self.link[state]
            self.link[whole] = old
        self.link[new] = old

    def _state(self, ways: dict[str, int], link: int, length: int, end: int) -> int:
        self.next.append(ways)
        self.link.append(link)
        self.length.append(length)
        self.end.append(end)
        return len(self.next) - 1

"""Words as the search sees them: folded, split and cut to their stems.

The browser does the same (overrides/assets/javascripts/search/words.js).
"""

from __future__ import annotations

import re
import unicodedata

import Stemmer

from . import grammar

LONGEST = 40
"""Characters of a word that count: what is longer is data."""
_SIGN = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+(?:['’][^\W_{_SIGN}]+)*")
"""A run of letters and digits, with apostrophes inside; Chinese and Japanese, which leave no spaces, sign by sign."""
_APOSTROPHE = re.compile(r"['’]")


class Language:
    """How one language is searched. `code` is its BCP 47 code, of which the first part counts ("de-AT" is "de").

    `stemmer` names what cuts its words to their stems: where it is None, a word is its own stem. `stop` are the words that tell nothing.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.short = code.partition("-")[0].lower()
        known = grammar.SAME.get(self.short, self.short)
        self.stemmer = known if known in grammar.STEMMED else None
        self.stop = frozenset(grammar.STOP.get(known, "").split())
        own = grammar.OWN.get(known)
        self._foreign = re.compile(f"[^{own}]+") if own else None
        self._as = grammar.AS.get(known)
        self._cut = re.compile(grammar.CUT.get(known, grammar.CUT[""]))
        self._marked = grammar.MARKED.get(known, {})
        self._lengths = sorted({len(ending) for ending in self._marked}, reverse=True)
        self._cutter = Stemmer.Stemmer(self.stemmer, 0) if self.stemmer else None
        self._stems: dict[str, str] = {}

    def fold(self, text: str) -> str:
        """A text in lower case, without accents and other marks, but with the language's own letters."""
        if self._as:
            text = re.sub(*self._as, text)
        if not self._foreign or text.isascii():
            return fold(text)
        return self._foreign.sub(lambda found: fold(found[0]), unicodedata.normalize("NFC", text.lower()))

    def split(self, text: str) -> list[str]:
        """The words of a text, folded and at most LONGEST characters long. Of those with an apostrophe only what counts is left: in
        English, "don't" is "dont", and "Anna's" is "anna"."""
        return [self._plain(word) if "'" in word or "’" in word else word[:LONGEST] for word in _WORD.findall(self.fold(text))]

    def _plain(self, word: str) -> str:
        return _APOSTROPHE.sub("", self._cut.sub("", word))[:LONGEST]

    def spans(self, text: str) -> list[tuple[int, int, list[str]]]:
        """The words of a text as they stand in it: where each begins and ends, and the folded words that it is (nearly always one)."""
        return [(match.start(), match.end(), self.split(match[0])) for match in _WORD.finditer(text)]

    def stem(self, word: str) -> str:
        """What a folded word has in common with its other forms."""
        found = self._stems.get(word)
        if found is None:
            found = self._stems[word] = self._stem(word)
        return found

    def _stem(self, word: str) -> str:
        if not self._cutter:
            return word
        for length in self._lengths:
            ending = self._marked.get(word[-length:])
            if ending and len(word) > length + 1:
                return fold(self._cutter.stemWord(word[:-length] + ending))
        return str(self._cutter.stemWord(word))

    def stems(self, text: str) -> list[str]:
        """The stems of a text's words, in their order."""
        return [self.stem(word) for word in self.split(text)]


def fold(text: str) -> str:
    """A text in lower case, without accents and other marks."""
    if text.isascii():
        return text.lower()
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.category(char).startswith("M"))
    return bare.lower()


def distance(one: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many, or swapped with their neighbour; `most` + 1 for more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    earlier, before = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        earlier, before = before, row
    return min(before[-1], most + 1)

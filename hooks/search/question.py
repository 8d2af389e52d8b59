"""A question: which words it looks for, each with what may stand in its place.

The browser asks in the same way (overrides/assets/javascripts/search/ranking.js).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .languages import distance
from .packing import order
from .shelf import Shelf

SYNONYM = 0.6
ENDING = 0.9
CORRECTED = 0.8
"""What a word's alternatives are worth beside the word itself; a correction by two letters counts twice. What is being typed is seldom
a word yet, even if there is such a word: so its endings are worth nearly as much."""
ENDINGS = 12
CORRECTIONS = 3
"""The most that are tried. Endings are neighbours in the alphabet, which mostly come in one file."""
WORDS = 32
"""The most words of a question that are looked for."""


@dataclass
class Word:
    """A word of a question, and what is looked for: stems, and what each is worth, from `forms`, as they are written. It was said `times`
    times. One that is `extra` was not asked for. `rarity` is how much it tells, which the pages say."""

    text: str
    stems: dict[str, float]
    forms: frozenset[str] = frozenset()
    times: int = 1
    extra: bool = False
    rarity: float = 0.0


def understand(shelf: Shelf, text: str, typing: bool) -> tuple[list[Word], str | None]:
    """The words to look for, and the question as it was taken, where that is not as it was asked."""
    language = shelf.language
    said = language.split(text)
    asked = list(dict.fromkeys(said))[:WORDS]
    begun = said[-1] if typing and said and text[-1].isalnum() else None
    told = [word for word in asked if word not in shelf.stop or word == begun] or asked
    words: list[Word] = []
    taken: dict[str, str] = {}
    for word in told:
        stems, forms = {language.stem(word): 1.0}, [word]
        stands = len(shelf.postings(language.stem(word))) > 0
        if word == begun:
            forms += _endings(shelf, word)
            stems = {language.stem(form): ENDING for form in forms[1:]} | stems
        if not stands and len(stems) == 1:
            corrections = _correct(shelf, word, word == begun)
            forms += [correction for correction, _ in corrections]
            stems |= {language.stem(correction): CORRECTED**wrong for correction, wrong in reversed(corrections)}
            if corrections and word != begun:
                taken[word] = corrections[0][0]
            elif not corrections:
                forms += _endings(shelf, word)
                stems = {language.stem(form): ENDING for form in forms[1:]} | stems
        words.append(Word(word, stems, frozenset(forms), said.count(word)))
    words += _synonyms(shelf, words)
    return words, " ".join(taken.get(word, word) for word in said) if taken else None


def _endings(shelf: Shelf, begun: str) -> list[str]:
    """Words that begin so: the most frequent first."""
    if len(begun) < 2:
        return []
    found = [(-kind, order(word), word) for word, kind in shelf.spellings(begun).items() if word.startswith(begun) and word != begun]
    return [word for *_, word in sorted(found)[:ENDINGS]]


def _correct(shelf: Shelf, word: str, begun: bool) -> list[tuple[str, int]]:
    """What a word may have been meant to be, and how many letters of it are wrong: as few as can be, and the most frequent first.

    Of a word that is being typed, only as much is compared as there is.
    """
    most = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
    if not most:
        return []
    found: list[tuple[int, int, bytes, str]] = []
    for letter in dict.fromkeys((word[0], word[1])):
        for other, kind in shelf.spellings(letter).items():
            wrong = distance(word, other, most)
            if wrong > most and begun and len(other) > len(word):
                wrong = distance(word, other[: len(word)], most)
            if wrong <= most:
                found.append((wrong, -kind, order(other), other))
        if found:
            break
    found.sort()
    return [(other, wrong) for wrong, *_, other in found[:CORRECTIONS] if wrong == found[0][0]]


def _synonyms(shelf: Shelf, words: Sequence[Word]) -> list[Word]:
    """Give words that mean the same as one of the question to it; those of a phrase become words that were not asked for."""
    own = [shelf.language.stem(word.text) for word in words]
    extra: dict[str, float] = {}
    for group in shelf.index["synonyms"]:
        for phrase in group:
            for start in range(len(own) - len(phrase) + 1):
                if own[start : start + len(phrase)] == phrase:
                    for other in group:
                        if other != phrase and len(other) == len(phrase) == 1:
                            words[start].stems.setdefault(other[0], SYNONYM)
                        elif other != phrase:
                            extra |= {stem: max(SYNONYM / len(other), extra.get(stem, 0.0)) for stem in other if stem not in own}
    return [Word(stem, {stem: worth}, extra=True) for stem, worth in extra.items() if stem not in shelf.stop]

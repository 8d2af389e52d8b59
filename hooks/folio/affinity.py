"""What a text is about: which of many short texts say the same with the words that tell them apart.

Words are compared by their stems, without those that stand in every text, and a word counts the more, the fewer texts have it
(TF-IDF with cosine similarity; K. Spärck Jones, A statistical interpretation of term specificity, 1972). A text is compared
paragraph by paragraph, for a moment of a story is told in one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

STOP = frozenset(
    """
    a about above after again against all also always am an and another any anybody anyone anything are as at away back be because been
    before being below between both but by came can cannot come comes could did do does doing done down during each either else even ever
    every everybody everyone everything few first for from further gave get gets getting give gives go goes going gone got had has have
    having he her here hers herself him himself his how however i if in into is it its itself just keep kept know known last least less
    let like made make makes making many may me might mine more most much must my myself need needs never next no nobody none nor not
    nothing now of off often on once one ones only or other others ought our ours ourselves out over own perhaps put quite rather really
    said same saw say says see seen sees shall she should since so some somebody someone something soon still such take taken takes than
    that the their theirs them themselves then there these they thing things this those though three through to together too took toward
    towards two under until up upon us very was way we well went were what whatever when where whether which while who whole whom whose
    why will with within without would yes yet you your yours yourself yourselves
    """.split()
)
"""Words that stand in every text."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""), ("ers", "er"), ("es", "e"), ("s", ""))

Name = TypeVar("Name", bound=Hashable)
Weights = dict[str, float]


@dataclass(frozen=True)
class Match(Generic[Name]):
    """A text that says the same, from 0 to 1 how much, the paragraph that says it, and its words that do, the most telling first."""

    name: Name
    score: float
    paragraph: int
    words: tuple[str, ...]


def stem(word: str) -> str:
    """A word without its ending, roughly: promises and promised become promis."""
    word = re.sub(r"['’]\w*$", "", word)
    for ending, other in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending) + other
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":  # stopped, stop
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def terms(text: str) -> list[tuple[str, str]]:
    """The words of a text that tell it from others, each with its stem in front."""
    found = (word.lower() for word in _WORD.findall(text))
    return [(stem(word), word) for word in found if len(word) > 2 and word not in STOP]


class Catalogue(Generic[Name]):
    """Short texts by their names. Each is told by several parts, with how much a part counts."""

    def __init__(self, entries: Mapping[Name, Iterable[tuple[str, float]]]) -> None:
        counted = {name: _counted(parts) for name, parts in entries.items()}
        holders = Counter(term for weights in counted.values() for term in weights)
        self._rarity = {term: math.log(1 + len(counted) / count) for term, count in holders.items()}
        self._entries = {name: self._vector(weights) for name, weights in counted.items()}

    def _vector(self, weights: Mapping[str, float]) -> Weights:
        """Terms weighted by how rare they are, as a vector of length one. Saying a word twice is a little more than once."""
        vector = {term: self._rarity[term] * (1 + math.log(max(weight, 1))) * min(weight, 1) for term, weight in weights.items()}
        length = math.sqrt(sum(value * value for value in vector.values())) or 1
        return {term: value / length for term, value in vector.items()}

    def best(self, paragraphs: Sequence[str]) -> list[Match[Name]]:
        """Every text that shares a term with a paragraph, best first; of the paragraphs the one that says it most."""
        found: dict[Name, Match[Name]] = {}
        for number, paragraph in enumerate(paragraphs):
            said = dict(reversed(terms(paragraph)))
            asked = self._vector({term: 1 + n for term, n in Counter(t for t, _ in terms(paragraph)).items() if term in self._rarity})
            for name, entry in self._entries.items():
                shared = {term: value * asked[term] for term, value in entry.items() if term in asked}
                score = sum(shared.values())
                if shared and (name not in found or score > found[name].score):
                    telling = sorted(shared, key=lambda term: (-shared[term], term))
                    found[name] = Match(name, score, number, tuple(said[term] for term in telling))
        return sorted(found.values(), key=lambda match: -match.score)


def _counted(parts: Iterable[tuple[str, float]]) -> Weights:
    weights: Weights = {}
    for text, weight in parts:
        for term, _ in terms(text):
            weights[term] = weights.get(term, 0) + weight
    return weights

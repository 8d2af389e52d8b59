"""Which pages answer a question best, and why. The browser ranks in the same way (overrides/assets/javascripts/search/ranking.js).

First, all pages are ranked by BM25F (Robertson, Zaragoza and Taylor, CIKM 2004): each word counts by how rare it is and where it stands,
and for any word the best of its alternatives: itself, its synonyms, for a word that is being typed its endings, for one that stands
nowhere its corrections. Then the first are ranked again by their fragments, which are needed to show them anyway: by how much of the
title, of the summary and of a section the question covers, and how near to each other its words stand.

The numbers below are those that answer questions about 10,000 public pages best (tests/bench/search.md); none of them is sharp: half as
much again changes hardly anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from .fragments import Fragment, Section
from .index import Facets
from .postings import COUNT, HEADING, SUMMARY, TAGS, TITLE
from .question import SYNONYM, Word, understand
from .shelf import Shelf

SATURATION = 2.0
"""BM25's k1: how soon more of the same word tells nothing new. A large one leaves a difference between a title and a long text."""
LENGTH = 0.8
"""BM25's b: how much a long text is held against a page."""
FIELDS = ((TITLE, 20.0), (HEADING, 4.0), (TAGS, 4.0), (SUMMARY, 6.0))
"""How many times in the text a word in each of the other fields is worth. In a title it is worth more than any text can say."""
AGAIN = 10
"""How many pages are ranked again."""
OF_TITLE, OF_HEADING, OF_PASSAGE, OF_ORDER = 1.2, 0.5, 0.6, 0.4
"""What is added to a page's score for a title, a heading and a passage that hold all of the question, and for words in its order."""
AS_TITLE = 0.4
"""What a tag is worth beside a title: a topic's are other names of it, a text's are what it is about among other things."""
OTHER_FORM = 0.7
"""What a word in another form is worth in a title or a heading: who asks for reports means reports rather than reporting."""
PASSAGE = 24
"""How many words long a passage is."""
SHOWN = 3
"""The most sections that are shown of a page."""


class Place(NamedTuple):
    """A section that answers, and how well (0 to 1)."""

    section: Section
    score: float


class Reasons(NamedTuple):
    """Why a page has its score: that of its words, and how much of the question its title and its best section cover, and in its order
    (each 0 to 1)."""

    words: float
    title: float
    section: float
    order: float


class Result(NamedTuple):
    """A page that answers, and how well."""

    number: int
    fragment: Fragment
    score: float
    places: tuple[Place, ...]
    reasons: Reasons


@dataclass
class Answer:
    """Some results of `total`. `corrected` is the question as it was taken, where words of it stand nowhere. `facets` counts all results
    by each value of each facet."""

    total: int
    results: list[Result]
    words: list[Word]
    corrected: str | None = None
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


def search(
    shelf: Shelf,
    text: str,
    typing: bool = False,
    filters: Mapping[str, Iterable[str]] = {},
    facets: bool = False,
    first: int = 0,
    count: int = 10,
) -> Answer:
    """Answer a question: `count` results from the `first` on, of pages that have one of the values of each filter.

    `typing` says that the last word may be the beginning of one. Raises what the shelf raises.
    """
    words, corrected = understand(shelf, text, typing)
    scores = score(shelf, words)
    counts: dict[str, dict[str, int]] = {}
    if facets or filters:
        wanted = {name: frozenset(values) for name, values in filters.items()}
        counts = count_facets(shelf.facets, scores, wanted)
        scores = {number: found for number, found in scores.items() if _fits(shelf.facets[number], wanted)}
    ranked = sorted(scores, key=lambda number: (-_rounded(scores[number]), number))
    results = [judge(shelf, number, scores[number], words) for number in ranked[:AGAIN]] if first < AGAIN else []
    results.sort(key=lambda result: (-_rounded(result.score), result.number))
    results = results[first : first + count]
    for number in ranked[max(first, AGAIN) : first + count]:
        results.append(judge(shelf, number, scores[number], words))
    return Answer(len(ranked), results, words, corrected, counts)


def _rounded(score: float) -> int:
    """Two machines may differ in the last digits."""
    return math.floor(score * 1e6 + 0.5)


# All pages


def score(shelf: Shelf, words: Sequence[Word]) -> dict[int, float]:
    """For each page that has any of the words its score: what they are worth there, times how much of the question they are."""
    _, lengths = shelf.documents
    average = shelf.index["length"] or 1.0
    scores: dict[int, float] = {}
    matched: dict[int, float] = {}
    for word in words:
        best: dict[int, float] = {}
        for stem, worth in word.stems.items():
            for posting in shelf.postings(stem):
                number = posting >> 8
                often = times(posting & 255, lengths[number] / average)
                share = worth * often / (SATURATION + often)
                if share > best.get(number, 0.0):
                    best[number] = share
        word.rarity = word.times * rareness(shelf.pages, len(best)) if best else 0.0
        for number, share in best.items():
            scores[number] = scores.get(number, 0.0) + word.rarity * share
            matched[number] = matched.get(number, 0.0) + (SYNONYM if word.extra else 1.0) * word.rarity
    whole = sum(word.rarity for word in words if not word.extra) or 1.0
    return {number: points * min(1.0, matched[number] / whole) for number, points in scores.items()}


def rareness(pages: int, having: int) -> float:
    """How much a word tells that so many of all pages have: BM25's idf."""
    return math.log(1 + (pages - having + 0.5) / (having + 0.5))


def times(code: int, length: float) -> float:
    """How often a word stands on a page, as if all of it stood in a text of the average length; `length` is the text's, in averages."""
    often = (code & COUNT) / (1 - LENGTH + LENGTH * length)
    for bit, weight in FIELDS:
        if code & bit:
            often += weight
    return often


def _fits(page: Facets, wanted: Mapping[str, frozenset[str]], but: str | None = None) -> bool:
    return all(name == but or not values.isdisjoint(page.get(name, ())) for name, values in wanted.items() if values)


def count_facets(pages: Sequence[Facets], numbers: Iterable[int], wanted: Mapping[str, frozenset[str]]) -> dict[str, dict[str, int]]:
    """How many of some pages have each value, if all choices but those of the value's own facet are kept."""
    counts: dict[str, dict[str, int]] = {}
    for number in numbers:
        for name, values in pages[number].items():
            if _fits(pages[number], wanted, name):
                own = counts.setdefault(name, {})
                for value in values:
                    own[value] = own.get(value, 0) + 1
    return counts


# The first pages, again


def judge(shelf: Shelf, number: int, base: float, words: Sequence[Word]) -> Result:
    """A page ranked by what its fragment says, and the sections that answer."""
    fragment = shelf.fragment(number)
    stem, split, stop = shelf.language.stem, shelf.language.split, shelf.stop
    looked: dict[str, int] = {}
    for place, word in enumerate(words):
        for one in word.stems:
            looked.setdefault(one, place)
    whole = sum(word.rarity for word in words if not word.extra) or 1.0

    def read(text: str) -> list[int]:
        """Which word of the question each word of a text is; -1 for none."""
        return [looked.get(stem(one), -1) for one in split(text)]

    def share(places: Iterable[int]) -> float:
        """How much of the question some of its words are."""
        return sum(words[place].rarity for place in sorted(set(places)) if place >= 0 and not words[place].extra) / whole

    def close(text: str, places: Sequence[int]) -> float:
        """How much of the question a heading is, and how much of the heading the question, which counts half."""
        covered: dict[int, float] = {}
        told = own = 0
        for place, one in zip(places, split(text), strict=True):
            told += place >= 0 or one not in stop
            own += place >= 0
            if place >= 0 and not words[place].extra:
                form = 1.0 if one in words[place].forms else OTHER_FORM
                covered[place] = max(covered.get(place, 0.0), form)
        held = sum(words[place].rarity * covered[place] for place in sorted(covered)) / whole
        return held * (1 + own / told) / 2 if told else 0.0

    def passage(places: Sequence[int]) -> float:
        """How much of the question the best passage of a text is."""
        return max((share(part) for part in _passages(places)), default=0.0)

    title, said = read(fragment.title), [read(text) for text in (fragment.summary, *fragment.about)]
    titled = max([close(fragment.title, title), *(AS_TITLE * close(tag, read(tag)) for tag in fragment.tags)])
    ordered = max(_in_order(places, len(words)) for places in (title, *said))
    best = OF_PASSAGE * max(map(passage, said))
    found: list[tuple[int, int]] = []
    for place, section in enumerate(fragment.sections):
        heading, text = read(section.title), read(section.text)
        ordered = max(ordered, _in_order(heading, len(words)), _in_order(text, len(words)))
        points = OF_HEADING * close(section.title, heading) + OF_PASSAGE * passage(heading + text)
        found.append((-_rounded(points), place))
    found.sort()
    most = OF_HEADING + OF_PASSAGE
    answered = -found[0][0] / 1e6 if found else 0.0
    score = base * (1 + OF_TITLE * titled + max(answered, best) + OF_ORDER * ordered)
    places = [Place(fragment.sections[place], -points / 1e6 / most) for points, place in found if points < 0 and points <= found[0][0] / 2]
    return Result(number, fragment, score, tuple(places[:SHOWN]), Reasons(base, titled, answered / most, ordered))


def _passages(places: Sequence[int]) -> Iterator[Sequence[int]]:
    """The passages of a text that begin with a word of the question."""
    for start, place in enumerate(places):
        if place >= 0:
            yield places[start : start + PASSAGE]


def _in_order(places: Sequence[int], words: int) -> float:
    """Of all pairs of neighbours in the question, how many stand so in a text."""
    if words < 2:
        return 0.0
    pairs = {(one, other) for one, other in pairwise(places) if one >= 0 and other == one + 1}
    return len(pairs) / (words - 1)

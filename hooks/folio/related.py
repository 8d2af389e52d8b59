"""Related pages: those of the same kind that share most with a page. What few pages have says more than what many have.

Pages that share something rare are few, and are counted one by one. What many pages have in common is asked of whole sets of
pages at once (a set is a number with a bit for each page), the most promising first, until no other can be better: however
large the site, the answer is that of counting all pages, at nearly the same price.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush, nsmallest

from .library import Page

WEIGHTS = {"practice": 3.0, "essay": 3.0, "source": 2.0, "tag": 1.0}
"""How much each shared thing says that two pages belong together."""
FEW = 48
"""Holders of a feature that are counted one by one."""
DIGITS = 9
"""Two scores that differ by less than this many decimals are the same."""

Feature = tuple[str, str]
"""Something that pages can share: which of WEIGHTS it is, and its name."""


class Kin:
    """Pages of one kind, `pages` in the order of lists, with the `features` of each."""

    def __init__(self, pages: Sequence[Page], features: Mapping[Page, Collection[Feature]]) -> None:
        self._pages = pages
        self._features = features

    @cached_property
    def _holders(self) -> dict[Feature, list[int]]:
        """The places of the pages that have each feature."""
        holders: dict[Feature, list[int]] = defaultdict(list)
        for place, page in enumerate(self._pages):
            for feature in self._features[page]:
                holders[feature].append(place)
        return holders

    @cached_property
    def _places(self) -> dict[Page, int]:
        return {page: place for place, page in enumerate(self._pages)}

    @cached_property
    def _sets(self) -> dict[Feature, int]:
        """For each feature that many have, a number with the bit of each page set that has it."""
        return {feature: _bits(holders) for feature, holders in self._holders.items() if len(holders) > FEW}

    def of(self, page: Page, most: int) -> list[Page]:
        """The pages that share most with a page, best first; of two that share as much, the newer."""
        weights = sorted(((WEIGHTS[name] / len(self._holders[name, it]), (name, it)) for name, it in self._features[page]), reverse=True)
        rare = [item for item in weights if item[1] not in self._sets]
        common = [item for item in weights if item[1] in self._sets]
        scores: dict[int, float] = defaultdict(float)
        for weight, feature in rare:
            for other in self._holders[feature]:
                scores[other] += weight
        for other in scores:
            has = self._features[self._pages[other]]
            for weight, feature in common:
                if feature in has:
                    scores[other] += weight
        own = self._places[page]
        scores.pop(own, None)
        best = nsmallest(most, ((-round(score, DIGITS), other) for other, score in scores.items()))
        least = -best[-1][0] if len(best) == most else 0.0
        best += self._best(common, _bits([own, *scores]), most, least)
        return [self._pages[place] for _, place in sorted(best)[:most]]

    def _best(self, features: Sequence[tuple[float, Feature]], told: int, most: int, least: float) -> Iterator[tuple[float, int]]:
        """Of the pages that are not `told` those that share most of some features, as (-score, place); none with less than `least`.

        A branch is a set of pages that are alike in the first features: all have each of them, or none has. What is left of the
        features is the most by which its score can grow. (A. H. Land and A. G. Doig, An automatic method of solving discrete
        programming problems, 1960.)
        """
        growth = [sum(weight for weight, _ in features[len(features) - left :]) for left in range(len(features) + 1)]
        branches = [(-round(growth[-1], DIGITS), len(features), 0.0, ((1 << len(self._pages)) - 1) & ~told)]
        found, last = 0, 0.0
        while branches:
            bound, left, score, pages = heappop(branches)
            if not bound or -bound < least or (found >= most and bound > last):
                return
            if not left:
                yield from ((bound, place) for place in _first(pages, most))
                found, last = found + pages.bit_count(), bound
                continue
            weight, feature = features[-left]
            holders = self._sets[feature]
            for value, branch in ((score + weight, pages & holders), (score, pages & ~holders)):
                if branch:
                    heappush(branches, (-round(value + growth[left - 1], DIGITS), left - 1, value, branch))


def _bits(places: Collection[int]) -> int:
    row = bytearray(max(places) // 8 + 1)
    for place in places:
        row[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(row, "little")


def _first(pages: int, most: int) -> Iterator[int]:
    """The places of the first pages of a set."""
    for _ in range(most):
        if not pages:
            return
        lowest = pages & -pages
        yield lowest.bit_length() - 1
        pages ^= lowest

"""Related pages: found without looking at all of a large site, and the same as if all had been looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set

import libraries
import pytest
from folio import related
from folio.library import Page
from folio.listings import LISTED
from folio.related import DIGITS, FEW, WEIGHTS, Feature, Kin
from folio.views import RELATED, Views
from hypothesis import given
from hypothesis import strategies as st

FEATURES = [(name, value) for name in WEIGHTS for value in "abc"]


def plainly(page: Page, pages: list[Page], features: Mapping[Page, Set[Feature]], most: int) -> list[Page]:
    """The definition: what two pages share counts the more, the fewer have it; of two that share as much, the first."""
    holders = Counter(feature for other in pages for feature in features[other])
    order = sorted(features[page], key=lambda feature: (WEIGHTS[feature[0]] / holders[feature], feature), reverse=True)
    scores = {
        other: round(sum(WEIGHTS[feature[0]] / holders[feature] for feature in order if feature in features[other]), DIGITS)
        for other in pages
        if other is not page and features[other] & features[page]
    }
    return sorted(scores, key=lambda other: (-scores[other], pages.index(other)))[:most]


def _pages(count: int) -> list[Page]:
    return [Page("essay", f"{n}.md", str(n), f"{n}/", str(n), "", None) for n in range(count)]


@pytest.mark.parametrize("few", [0, 1, 3, FEW])
@given(shared=st.lists(st.frozensets(st.sampled_from(FEATURES), max_size=7), min_size=1, max_size=40), most=st.integers(1, 6))
def test_the_most_alike_are_those_that_counting_all_pages_finds(few: int, shared: list[frozenset[Feature]], most: int) -> None:
    pages = _pages(len(shared))
    features = dict(zip(pages, shared, strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(related, "FEW", few)
        kin = Kin(pages, features)
        assert all(kin.of(page, most) == plainly(page, pages, features, most) for page in pages)


@pytest.mark.parametrize(("count", "ties"), [(0, 3), (20, 0), (300, 3), (900, 12)])
def test_so_it_is_in_a_library_of_any_size(count: int, ties: int) -> None:
    views = Views(libraries.library(count, ties=ties))
    for kind in LISTED:
        pages = list(views.library.of(kind))
        for page in pages[:: max(1, len(pages) // 20)]:
            assert [found.page for found in views.related(page)] == plainly(page, pages, views.features, RELATED)


def test_pages_that_share_nothing_are_not_related() -> None:
    pages = _pages(200)
    kin = Kin(pages, {page: frozenset({("tag", str(place % 2))}) for place, page in enumerate(pages)} | {pages[7]: frozenset()})
    assert kin.of(pages[7], 4) == []
    assert kin.of(pages[0], 4) == [pages[2], pages[4], pages[6], pages[8]]
    assert kin.of(pages[1], 4) == [pages[3], pages[5], pages[9], pages[11]]

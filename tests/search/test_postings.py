"""Postings that change are what they would be if they were written anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from search import postings
from search.postings import Shift

CODES = st.integers(1, 255)
PAGES = st.integers(0, 300)


def written(codes: dict[int, int]) -> bytes:
    return postings.written(sorted(page << 8 | code for page, code in codes.items() if code))


@st.composite
def moves(draw: st.DrawFn) -> list[int]:
    """New numbers of pages: some are gone, some came between, and now and then two changed places."""
    count = draw(st.integers(0, 200))
    gone = draw(st.sets(st.integers(0, 200), max_size=3))
    come = sorted(draw(st.sets(st.integers(0, 200), max_size=3)))
    numbers = [number for number in range(count + len(come)) if number not in come]
    kept = [page for page in range(count) if page not in gone]
    places = [-1] * count
    for page, number in zip(kept, numbers, strict=False):
        places[page] = number
    if draw(st.booleans()) and len(kept) > 1:
        one, other = draw(st.sampled_from(kept)), draw(st.sampled_from(kept))
        places[one], places[other] = places[other], places[one]
    return places


@given(st.data(), st.one_of(moves(), st.integers(0, 300).map(lambda count: list(range(count)))))
def test_what_is_changed_is_what_would_be_written(data: st.DataObject, places: list[int]) -> None:
    pages = st.integers(0, len(places) - 1) if places else st.nothing()
    before = data.draw(st.dictionaries(pages, CODES))
    codes = data.draw(st.dictionaries(PAGES, st.integers(0, 255), max_size=5))
    now = {places[page]: code for page, code in before.items() if places[page] >= 0} | codes
    assert postings.changed(written(before), codes, Shift(places)) == written(now)


@given(moves())
def test_between_first_and_end_lies_all_that_moves(places: list[int]) -> None:
    shift = Shift(places)
    assert places[: shift.first] == list(range(shift.first))
    assert [place - page for page, place in enumerate(places)][shift.end :] == [shift.by] * (len(places) - shift.end)


def test_little_is_read_of_what_stays() -> None:
    places = [page + (page >= 5) for page in range(1_000)]
    assert (Shift(places).first, Shift(places).end) == (5, 5)

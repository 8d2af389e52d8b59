"""An index that is put together of old and new entries is the one that Material would write of all of them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from press.searchindex import Rows, together

EMPTY = b'{"config":{"lang":["en"]},"docs":[]}'
Entries = list[str]
PAGES = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.text().map(json.dumps), max_size=3))


def whole(order: list[str], pages: dict[str, Entries]) -> bytes:
    """The index of all pages, made at once."""
    data = {"config": {"lang": ["en"]}, "docs": [json.loads(entry) for page in order for entry in pages[page]]}
    return json.dumps(data, separators=(",", ":")).encode()


@given(old=PAGES, new=PAGES, gone=st.sets(st.sampled_from("abcdef")), chance=st.randoms())
def test_what_is_new_takes_the_place_of_what_was(old: dict[str, Entries], new: dict[str, Entries], gone: set[str], chance: object) -> None:
    rows: Rows = []
    before, rows = together(EMPTY, sorted(old), old, b"", rows)
    assert before == whole(sorted(old), old)
    pages = {page: entries for page, entries in (old | new).items() if page not in gone}
    order = sorted(pages)
    chance.shuffle(order)  # type: ignore[attr-defined]
    after, rows = together(EMPTY, order, {page: entries for page, entries in new.items() if page in pages}, before, rows)
    assert after == whole(order, pages)
    assert together(EMPTY, order, {}, after, rows) == (after, rows)

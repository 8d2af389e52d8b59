"""The index of Material's search, put together of each page's entries: those of pages that were made, and the former ones of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .insides import site as insides

Rows = list[tuple[str, int]]
"""Every page in the order of the index, and how many bytes its entries take there."""


def together(empty: bytes, order: Iterable[str], new: Mapping[str, list[str]], old: bytes, rows: Rows) -> tuple[bytes, Rows]:
    """The index of the pages in `order`, and its rows. `empty` is one without entries, `new` has the entries of pages as JSON.

    Where a page has none there, they are taken out of the old index, whose rows are given. Raises KeyError for a page in neither.
    """
    places: dict[str, tuple[int, int]] = {}
    start = insides.entries_start(old) if rows else 0
    for page, length in rows:
        places[page] = (start, start + length)
        start += length + bool(length)
    parts: list[bytes] = []
    found: Rows = []
    begin = end = 0  # what is still to be taken out of the old index: pages that stood there in a row are taken at once
    for page in order:
        if page in new:
            part = ",".join(new[page]).encode()
            if begin < end:
                parts.append(old[begin:end])
                begin = end
            parts += [part] if part else []
            found.append((page, len(part)))
            continue
        first, last = places[page]
        found.append((page, last - first))
        if first < last:
            if begin < end and first == end + 1:
                end = last
            else:
                parts += [old[begin:end]] if begin < end else []
                begin, end = first, last
    parts += [old[begin:end]] if begin < end else []
    return insides.fill_search_index(empty, b",".join(parts)), found

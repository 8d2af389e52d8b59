"""Addresses: the same as MkDocs' own, whatever was asked for before and from where."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import normalize_url
from press.addresses import Addresses

NAMES = st.sampled_from(["a", "b", "aa", "a.b", "page", "x.html", ""])
PATHS = st.lists(NAMES, max_size=4).map("/".join)
TARGETS = st.one_of(
    PATHS,
    PATHS.map(lambda path: f"{path}/"),
    PATHS.map(lambda path: f"{path}/#part"),
    PATHS.map(lambda path: f"../{path}"),
    st.sampled_from([".", "./", "", "./a", "a/../b/", "#part", "?q", "/a/", "//host/a", "https://host/a/", "mailto:a@b.example", "a//b"]),
)
PAGES = st.one_of(st.none(), PATHS, PATHS.map(lambda path: f"{path}/"))


@given(st.lists(st.tuples(PAGES, TARGETS), max_size=40))
def test_every_address_is_the_one_that_mkdocs_gives(asked: list[tuple[str | None, str]]) -> None:
    addresses = Addresses()
    for url, target in asked:
        page: Any = None if url is None else SimpleNamespace(url=url)
        with addresses.around({"page": page, "base_url": "../base"}):
            assert addresses.relative(target) == normalize_url(target, page, "../base")


def test_a_rendering_within_another_leaves_it_where_it_was() -> None:
    addresses = Addresses()
    with addresses.around({"page": SimpleNamespace(url="a/b/"), "base_url": "../.."}):
        with addresses.around({"page": SimpleNamespace(url="c/"), "base_url": ".."}):
            assert addresses.relative("d/") == "../d/"
        assert addresses.relative("d/") == "../../d/"


def test_who_watches_sees_what_is_asked_within_and_so_does_who_watches_around() -> None:
    addresses = Addresses()
    with addresses.watched() as outer:
        addresses.relative("a/")
        with addresses.watched() as inner:
            addresses.relative("b/")
    addresses.relative("c/")
    assert inner.keys() == {"b/"}
    assert outer.keys() == {"a/", "b/"}

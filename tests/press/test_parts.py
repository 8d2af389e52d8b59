"""Parts: rendered once for the same keys and the same addresses, and never given where anything differs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from mkdocs.utils import normalize_url
from press.addresses import Addresses, url_filter
from press.insides import templates as insides
from press.parts import MOST, Parts

URLS = st.sampled_from(["", "a/", "a/b/", "a/c/", "d/", "d/e/", "d/e/f/", "x/b/"])
OUTER = '{% call once("outer", word) %}{{ word }} <{{ "a/" | url }}> {% call once("inner") %}<{{ "d/e/" | url }}>{% endcall %}{% endcall %}'


def environment(template: str, parts: bool = True, most: int = MOST) -> Environment:
    addresses = Addresses()
    env = Environment(loader=DictLoader({"page": template}))  # noqa: S701 - nothing is escaped by itself in MkDocs
    insides.render_within(env, addresses.around)
    env.filters["url"] = url_filter(addresses)
    made = Parts(addresses, most)
    env.globals |= {"once": made.once if parts else lambda *_, caller: caller(), "each": made.each}
    return env


def render(env: Environment, url: str, **more: Any) -> str:
    return env.get_template("page").render(page=SimpleNamespace(url=url), base_url="", **more)


@given(st.lists(st.tuples(URLS, st.sampled_from(["one", "two"])), max_size=30), st.sampled_from([0, 1, 2, MOST]))
def test_a_page_with_parts_is_the_page_without_them(pages: list[tuple[str, str]], most: int) -> None:
    with_parts, without = environment(OUTER, most=most), environment(OUTER, parts=False)
    for url, word in pages:
        assert render(with_parts, url, word=word) == render(without, url, word=word)


def test_a_part_is_rendered_once_for_all_pages_where_its_addresses_are_the_same() -> None:
    made: list[str] = []
    env = environment('{% call once("part", key) %}{{ made.append(page.url) or "" }}{{ "a/" | url }}{% endcall %}')
    for url in ("b/c/", "b/d/", "b/c/", "e/f/", "g/", "b/c/"):
        assert render(env, url, made=made, key=1) == normalize_url("a/", SimpleNamespace(url=url), "")  # type: ignore[arg-type]
    assert made == ["b/c/", "g/"]
    render(env, "b/c/", made=made, key=2)
    assert made == ["b/c/", "g/", "b/c/"]


def test_of_many_parts_the_oldest_go() -> None:
    made: list[int] = []
    env = environment('{% call once("part", key) %}{{ made.append(key) or "" }}{% endcall %}', most=2)
    for key in (1, 2, 1, 3, 2, 1):
        render(env, "a/", made=made, key=key)
    assert made == [1, 2, 3, 1]


def test_each_of_many_items_is_a_part_of_its_own() -> None:
    made: list[str] = []
    items = [SimpleNamespace(url=url, id=url[0]) for url in ("a/", "b/", "a/")]
    source = '{% macro m(item) %}{{ made.append(item.url) or "" }}<{{ item.url | url }}>{% endmacro %}{{ each("m", items, m) }}'
    env = environment(source)
    assert render(env, "c/", made=made, items=items) == "<../a/><../b/><../a/>"
    assert made == ["a/", "b/"]
    assert render(env, "d/", made=made, items=items) == "<../a/><../b/><../a/>"
    assert made == ["a/", "b/"]
    assert render(env, "a/", made=made, items=items[:2]) == "<./><../b/>"
    assert made == ["a/", "b/", "a/"]


def test_a_part_that_fails_is_not_kept_and_leaves_nobody_watching() -> None:
    addresses = Addresses()
    parts = Parts(addresses)

    def fails() -> str:
        raise ValueError(addresses.relative("a/"))

    with pytest.raises(ValueError, match="a/"):
        parts.once("part", caller=fails)
    assert addresses.asked is None
    assert parts.once("part", caller=lambda: "text") == "text"


def test_a_key_that_can_change_is_refused() -> None:
    with pytest.raises(TypeError):
        Parts(Addresses()).once("part", [], caller=str)  # type: ignore[arg-type]

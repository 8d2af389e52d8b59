"""An index that is renewed is the one that all pages make, byte for byte, and only what changed is written."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexes import ENGLISH, page, pages, written
from search import fragments, index, renewal
from search.fragments import Fragment
from search.index import Files, Heap, Setup
from search.languages import Language
from search.packing import FormError

URLS = st.sampled_from([f"page-{number}/" for number in range(9)])
SITES = st.sets(URLS).flatmap(lambda urls: st.fixed_dictionaries({url: pages(url) for url in sorted(urls)}))


def renewed(files: Files, heap: Heap, before: dict[str, Fragment], now: dict[str, Fragment], setup: Setup) -> renewal.Renewed:
    gone = {url: found for url, found in before.items() if now.get(url) != found}
    come = {url: found for url, found in now.items() if before.get(url) != found}
    return renewal.renew(files.__getitem__, fragments.ids(before), fragments.ids(now), gone, come, renewal.sorted_out(heap.counts), setup)


def own(files: Files) -> Files:
    return {path: file for path, file in files.items() if "/pages/" not in path}


@pytest.mark.parametrize("density", [1, 3, 50])
@given(SITES, SITES, st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_renewed_or_made_of_all_pages_an_index_has_the_same_bytes(
    density: int, before: dict[str, Fragment], changed: dict[str, Fragment], other: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "density", lambda _: density)
        now = dict(list(before.items())[::2]) | changed
        setup = Setup(ENGLISH.language, (("team", "crew"), ("call back", "callback"))) if other else ENGLISH
        (files, heap), (wanted, counted) = written(before.values()), written(now.values(), setup)
        counts = renewal.sorted_out(heap.counts)
        gone = {url: found for url, found in before.items() if now.get(url) != found}
        come = {url: found for url, found in now.items() if before.get(url) != found}
        result = renewal.renew(files.__getitem__, fragments.ids(before), fragments.ids(now), gone, come, counts, setup)
        assert result.files | {path: files[path] for path in result.kept} == own(wanted)
        assert counts == renewal.sorted_out(counted.counts)


def test_several_processes_gather_what_one_would() -> None:
    found = [page(f"Page {number}", "one two three " * number) for number in range(9)]
    names = fragments.ids(one.url for one in found)
    by_url = {one.url: one for one in found}
    whole = Heap(ENGLISH.language)
    for part in range(3):
        heap = Heap(ENGLISH.language)
        for number, url in enumerate(names):
            if number % 3 == part:
                heap.put(number, by_url[url])
        whole.take_over(heap.hand_over())
    assert index.write(whole, names, ENGLISH) == own(written(found)[0])


def test_an_edit_changes_few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "density", lambda _: 4)
    words = [f"{letter}{number}" for letter in "abcdefghij" for number in range(20)]
    before = {f"{n}/": page(f"Page {n}", " ".join(words[n::5]), url=f"{n}/") for n in range(40)}
    now = before | {"7/": page("Page 7", " ".join([*words[7::5], "zebra"]), url="7/")}
    files, heap = written(before.values())
    result = renewed(files, heap, before, now, ENGLISH)
    assert len(result.files) <= 4, "the index, the file of the word, that of its letter, and the lengths"
    assert len(result.kept) > 20


def test_nothing_new_changes_nothing() -> None:
    before = {"a/": page("A", "words", url="a/")}
    files, heap = written(before.values())
    assert renewed(files, heap, before, before, ENGLISH).files == {}
    assert renewed(files, heap, before, before, Setup(Language("de"))).files.keys() == {index.PATH}


def test_what_is_no_index_is_refused() -> None:
    with pytest.raises(FormError):
        renewed({index.PATH: b"words"}, Heap(ENGLISH.language), {}, {}, ENGLISH)

"""An index made of the one before and the pages that changed: the same bytes as one made of all pages."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from . import index, postings, spellings
from .fragments import FOLDER, Fragment
from .index import Files, Parts, Setup
from .packing import order, unpack
from .postings import Shift
from .spellings import Count

Counts = MutableMapping[str, dict[str, Count]]
"""How often each word is spelled, by its first two letters: all that has to be known beside the files."""


class Renewed(NamedTuple):
    """The files that are new, and the paths of those that stay as they are."""

    files: Files
    kept: frozenset[str]


def sorted_out(counts: Mapping[str, Count]) -> dict[str, dict[str, Count]]:
    """Counts by the first two letters."""
    found: dict[str, dict[str, Count]] = defaultdict(dict)
    for word, count in counts.items():
        found[word[:2]][word] = count
    return dict(found)


@dataclass
class _Change:
    """What is not as it was: of each stem the code on pages where it is another (0: none), by their numbers; how much more often each word
    is spelled; the classes of lengths; how many more words there are."""

    codes: dict[str, dict[int, int]]
    spelled: dict[str, list[int]]
    lengths: dict[int, int] = field(default_factory=dict)
    words: int = 0


def renew(
    read: Callable[[str], bytes],
    before: Mapping[str, str],
    now: Mapping[str, str],
    gone: Mapping[str, Fragment],
    come: Mapping[str, Fragment],
    counts: Counts,
    setup: Setup,
) -> Renewed:
    """An index of the pages that are `now`, made of that of those `before`, whose files `read` gives by their paths. Both are
    `fragments.ids` of all pages' addresses.

    `gone` are pages as they were that are no more, or not as they were; `come` are those that are new, or as they are now. `counts`
    is kept up. Raises packing.FormError and KeyError where a file is none of an index.
    """

    def data(name: str) -> bytes:
        return unpack(read(f"{FOLDER}{name}.js"))[1]

    old: dict[str, Any] = json.loads(unpack(read(index.PATH))[1])
    place = {url: number for number, url in enumerate(now)}
    places = [place.get(url, -1) for url in before]
    shift = Shift(places)
    change = _compare(gone, come, place, setup)

    lengths = bytearray(len(place))
    _, lengths_before = index.read_documents(data(old["documents"]), len(before))
    for number, length in zip(places, lengths_before, strict=True):
        if number >= 0:
            lengths[number] = length
    for number, length in change.lengths.items():
        lengths[number] = length
    old_words, old_letters = (list(zip(*old[part], strict=True)) for part in ("words", "spellings"))
    stood = {f"{FOLDER}{name}.js" for name in (old["documents"], old["facets"], *(name for _, name in (*old_words, *old_letters)))}
    files: Files = {}
    documents = index.put(files, index.documents(now.values(), bytes(lengths)))
    facets = _facets(files, old["facets"], data, (gone, come), places, place)
    words = _words(files, old_words, data, change.codes, shift, (index.density(len(before)), index.density(len(place))))
    letters = _letters(files, old_letters, data, change.spelled, counts, (len(before), len(place)))
    index.put_index(files, setup, round(old["length"] * len(before)) + change.words, documents, facets, words, letters, len(place))
    if files[index.PATH] == read(index.PATH):
        stood.add(index.PATH)
    named = {index.PATH} | {f"{FOLDER}{name}.js" for name in (documents, facets, *(name for _, name in (*words, *letters)))}
    return Renewed({path: file for path, file in files.items() if path not in stood}, frozenset(named & stood))


def _compare(gone: Mapping[str, Fragment], come: Mapping[str, Fragment], place: Mapping[str, int], setup: Setup) -> _Change:
    change = _Change(defaultdict(dict), defaultdict(lambda: [0, 0]))
    before, after = ({url: postings.said(fragment, setup.language) for url, fragment in pages.items()} for pages in (gone, come))
    for sign, pages in ((-1, before), (1, after)):
        for said in pages.values():
            change.words += sign * said.length
            for word, (many, heads) in spellings.spelled(said, setup.language).items():
                change.spelled[word][0] += sign * many
                change.spelled[word][1] += sign * heads
    for url in (before | after).keys() & place.keys():
        old, new = (postings.codes(pages[url], setup.language) if url in pages else {} for pages in (before, after))
        for stem in old.keys() | new.keys():
            if old.get(stem) != new.get(stem):
                change.codes[stem][place[url]] = new.get(stem, 0)
    change.lengths = {place[url]: postings.length_class(said.length) for url, said in after.items()}
    change.spelled = {word: count for word, count in change.spelled.items() if count != [0, 0]}
    return change


def _facets(
    files: Files,
    old: str,
    data: Callable[[str], bytes],
    changed: tuple[Mapping[str, Fragment], Mapping[str, Fragment]],
    places: list[int],
    place: Mapping[str, int],
) -> str:
    """The name of the file of facets: a new one, unless every page has its number and its facets still."""
    before, after = ({url: index.facets_of(fragment) for url, fragment in pages.items()} for pages in changed)
    if places == list(place.values()) and before == after:
        return old
    rows = [index.Facets() for _ in place]
    for number, row in zip(places, index.read_facets(data(old), len(places)), strict=True):
        if number >= 0:
            rows[number] = row
    for url, row in after.items():
        rows[place[url]] = row
    return index.put(files, index.facets(rows))


def _words(
    files: Files,
    old: Parts,
    data: Callable[[str], bytes],
    codes: Mapping[str, dict[int, int]],
    shift: Shift,
    densities: tuple[int, int],
) -> Parts:
    """The files of words. Those with a word that changed are read and written anew; all are, where pages have new numbers."""
    firsts = [order(first) for first, _ in old]
    touched: dict[int, dict[str, bytes]] = {}
    news: dict[int, list[str]] = defaultdict(list)
    for stem in codes:
        news[max(0, bisect_right(firsts, order(stem)) - 1)].append(stem)
    moved = shift.first < len(shift.places)
    everything = moved or densities[0] != densities[1]
    for number in range(max(1, len(old))) if everything else sorted(news):
        own = dict(postings.words(data(old[number][1]))) if number < len(old) else {}
        for stem in own.keys() | news[number] if moved else news[number]:
            own[stem] = postings.changed(own.get(stem, b""), codes.get(stem, {}), shift)
        touched[number] = {stem: written for stem, written in own.items() if written}
    for number in sorted(touched):  # a file whose first word is gone goes on in the one before
        if number and old[number][0] not in touched[number]:
            touched.setdefault(number - 1, dict(postings.words(data(old[number - 1][1]))))
    result: list[tuple[str, str]] = []
    waiting: dict[str, bytes] = {}
    for number in range(max(1, len(old)) + 1):
        if number in touched:
            waiting |= touched[number]
            continue
        stems = ((stem, waiting[stem]) for stem in sorted(waiting, key=order))
        result += [(first, index.put(files, made)) for first, made in index.shards(stems, densities[1])]
        waiting = {}
        result += old[number : number + 1]
    return result


def _letters(
    files: Files,
    old: Parts,
    data: Callable[[str], bytes],
    spelled: Mapping[str, list[int]],
    counts: Counts,
    pages: tuple[int, int],
) -> Parts:
    """The files of spellings. Where rare words become worth listing, or no longer are, all are written anew."""
    for word, (more, heads) in spelled.items():
        row = dict(counts.get(word[:2], {}))
        count = row.pop(word, (0, 0))
        if count[0] + more:
            row[word] = (count[0] + more, count[1] + heads)
        if row:
            counts[word[:2]] = row
        else:
            del counts[word[:2]]
    if any(spellings.listed((many, 0), pages[0]) != spellings.listed((many, 0), pages[1]) for many in range(1, 5)):
        listed = spellings.classes((each for row in counts.values() for each in row.items()), pages[1])
        return [(first, index.put(files, made)) for first, made in index.letters(listed)]
    by_letter = {spellings.letter(first): (first, name) for first, name in old}
    changed: dict[str, dict[str, int | None]] = defaultdict(dict)
    for word in spelled:
        changed[spellings.letter(word)][word] = spellings.listed(counts.get(word[:2], {}).get(word, (0, 0)), pages[1])
    for letter, words in changed.items():
        former = by_letter.pop(letter, None)
        classes = spellings.read(data(former[1])) if former else {}
        now = {word: kind for word, kind in (classes | words).items() if kind is not None}
        for first, made in index.letters(now):
            by_letter[letter] = (first, index.put(files, made))
    return sorted(by_letter.values(), key=lambda part: order(part[0]))

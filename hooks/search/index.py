"""The index: all files but the fragments, made of what all pages hold."""

from __future__ import annotations

import json
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from . import postings, spellings
from .fragments import FOLDER, Fragment, ids, path, written
from .languages import Language
from .packing import digest, order, pack, read_varint, varint
from .postings import Postings
from .spellings import Count

NAME = "index"
PATH = f"{FOLDER}{NAME}.js"
"""Where it begins: the one file with a name of its own. The others are named by what they hold."""
VERSION = 1
Files = dict[str, bytes]
"""Files by their paths below the site's folder."""
Facets = dict[str, list[str]]
"""By what one page can be chosen: for each facet its values."""


class Setup(NamedTuple):
    """What holds for the whole of an index: the site's language, and groups of words or phrases that mean the same."""

    language: Language
    synonyms: tuple[tuple[str, ...], ...] = ()

    def groups(self) -> list[list[list[str]]]:
        """The synonyms as stems, sorted."""
        groups = {tuple(sorted({tuple(self.language.stems(phrase)) for phrase in group} - {()})) for group in self.synonyms}
        return [[list(phrase) for phrase in group] for group in sorted(groups) if len(group) > 1]


@dataclass
class Heap:
    """What several pages hold, in no order yet. Several processes may each fill one, and one of them takes over those of the others."""

    language: Language
    stems: dict[str, Postings] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    counts: dict[str, Count] = field(default_factory=dict)
    lengths: dict[int, int] = field(default_factory=dict)
    facets: dict[int, Facets] = field(default_factory=dict)
    total: int = 0

    def put(self, number: int, fragment: Fragment) -> None:
        """Add a page, by its number: its place in `fragments.ids` of all pages' addresses."""
        said = postings.said(fragment, self.language)
        for stem, code in postings.codes(said, self.language).items():
            self.stems[stem].append(number << 8 | code)
        self._count(spellings.spelled(said, self.language))
        self.lengths[number] = postings.length_class(said.length)
        self.facets[number] = facets_of(fragment)
        self.total += said.length

    def _count(self, counts: Mapping[str, Count]) -> None:
        for word, (pages, heads) in counts.items():
            before = self.counts.get(word, (0, 0))
            self.counts[word] = (before[0] + pages, before[1] + heads)

    def hand_over(self) -> dict[str, Any]:
        """The same as plain data."""
        stems = {stem: found.tobytes() for stem, found in self.stems.items()}
        return {"stems": stems, "counts": self.counts, "lengths": self.lengths, "facets": self.facets, "total": self.total}

    def take_over(self, other: Mapping[str, Any]) -> None:
        """Add what another process gathered."""
        for stem, found in other["stems"].items():
            self.stems[stem].frombytes(found)
        self._count(other["counts"])
        self.lengths.update(other["lengths"])
        self.facets.update(other["facets"])
        self.total += other["total"]


def whole(pages: Iterable[Fragment], setup: Setup) -> tuple[Files, Heap]:
    """All files of an index of some pages, their fragments among them, and the heap that it was made of."""
    by_url = {page.url: page for page in pages}
    names, heap = ids(by_url), Heap(setup.language)
    for number, url in enumerate(names):
        heap.put(number, by_url[url])
    return write(heap, names, setup) | {path(name): written(by_url[url], name) for url, name in names.items()}, heap


def write(heap: Heap, names: Mapping[str, str], setup: Setup) -> Files:
    """The files of an index of all pages, which are in the heap; `names` are the pages' `fragments.ids`."""
    files: Files = {}
    stems = ((stem, postings.written(sorted(heap.stems[stem]))) for stem in sorted(heap.stems, key=order))
    classes = spellings.classes(heap.counts.items(), len(names))
    put_index(
        files,
        setup,
        heap.total,
        put(files, documents(names.values(), bytes(heap.lengths[number] for number in range(len(names))))),
        put(files, facets(heap.facets[number] for number in range(len(names)))),
        [(first, put(files, data)) for first, data in shards(stems, density(len(names)))],
        [(first, put(files, data)) for first, data in letters(classes)],
        len(names),
    )
    return files


def put(files: Files, data: bytes) -> str:
    """Add a file that is named by what it holds; its name."""
    name = digest(data)
    files[f"{FOLDER}{name}.js"] = pack(name, data)
    return name


Parts = Sequence[tuple[str, str]]
"""Of files that share an alphabet: the first word of each (none for words before the first that begins a file), and its name."""


def put_index(files: Files, setup: Setup, total: int, documents: str, facets: str, words: Parts, spellings: Parts, pages: int) -> None:
    """Add the file with which everything begins: how many words and pages there are, and the names of all other files."""
    data = {
        "version": VERSION,
        "languages": [setup.language.short],
        "stemmer": setup.language.stemmer,
        "pages": pages,
        "length": total / max(1, pages),
        "stop": sorted(setup.language.stop),
        "documents": documents,
        "facets": facets,
        "words": [[first for first, _ in words], [name for _, name in words]],
        "spellings": [[first for first, _ in spellings], [name for _, name in spellings]],
        "synonyms": setup.groups(),
    }
    files[PATH] = pack(NAME, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


# What the files hold


def documents(names: Iterable[str], lengths: bytes) -> bytes:
    """The ids of all pages, in their order, and the classes of their lengths."""
    out, last = bytearray(), 0
    for name in names:
        out += varint(int(name, 16) - last)
        last = int(name, 16)
    return bytes(out) + lengths


def read_documents(data: bytes, pages: int) -> tuple[list[str], bytes]:
    """The same, read."""
    names, at, last = [], 0, 0
    for _ in range(pages):
        gap, at = read_varint(data, at)
        last += gap
        names.append(f"{last:06x}")
    return names, data[at:]


def facets_of(fragment: Fragment) -> Facets:
    """By what a page can be chosen: its kind, and what it names itself."""
    return {"kind": [fragment.kind], **fragment.data()["facets"]}


def facets(pages: Iterable[Facets]) -> bytes:
    """By what each page can be chosen, in their order: the values of each facet once, and for each page their places among them."""
    rows = list(pages)
    names = {
        name: sorted({value for row in rows for value in row.get(name, ())}, key=order)
        for name in sorted({name for row in rows for name in row})
    }
    places = {name: {value: place for place, value in enumerate(values)} for name, values in names.items()}
    values = {name: [[places[name][value] for value in row.get(name, ())] for row in rows] for name in names}
    return json.dumps({"names": names, "values": values}, ensure_ascii=False, separators=(",", ":")).encode()


def read_facets(data: bytes, pages: int) -> list[Facets]:
    """The same, read."""
    found = json.loads(data)
    rows: list[Facets] = [{} for _ in range(pages)]
    for name, values in found["values"].items():
        for row, places in zip(rows, values, strict=True):
            if places:
                row[name] = [found["names"][name][place] for place in places]
    return rows


def density(pages: int) -> int:
    """One of so many words begins a file. On a large site words stand on more pages, and fewer fill a file."""
    return 256 if pages < 2500 else 128


def begins(word: str, density: int) -> bool:
    """Whether a word begins a file: that hangs on nothing but the word, so that no word ever moves the others."""
    return zlib.crc32(order(word)) % density == 0


def shards(stems: Iterable[tuple[str, bytes]], density: int) -> Iterator[tuple[str, bytes]]:
    """Words in their order, with their postings as they are written, as files: the first word of each, and its data."""
    first = ""
    words: dict[str, bytes] = {}
    for stem, data in stems:
        if begins(stem, density):
            if words:
                yield first, postings.shard(words)
            first, words = stem, {}
        words[stem] = data
    if words:
        yield first, postings.shard(words)


def letters(classes: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    """Spellings as files: the first word of each, and its data."""
    for _, words in groupby(sorted(classes, key=order), spellings.letter):
        own = list(words)
        yield own[0], spellings.written({word: classes[word] for word in own})

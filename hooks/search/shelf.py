"""The shelf: an index as a browser reads it, file by file, and no file twice."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Any

from . import postings, spellings
from .fragments import FOLDER, Fragment, path, read
from .index import PATH, Facets, read_documents, read_facets
from .languages import Language
from .packing import order, unpack
from .postings import Postings


class Shelf:
    """`fetch` gives a file's bytes by its path below the site's folder. `fetched` counts the bytes.

    Raises what `fetch` raises, and packing.FormError for what is no file of an index.
    """

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        self._fetch = fetch
        self.fetched: dict[str, int] = {}
        self._shards: dict[str, dict[str, bytes]] = {}
        self._words: dict[str, dict[str, int]] = {}
        self._fragments: dict[int, Fragment] = {}

    def _file(self, path: str) -> bytes:
        file = self._fetch(path)
        self.fetched[path] = len(file)
        return file

    def _data(self, name: str) -> bytes:
        return unpack(self._file(f"{FOLDER}{name}.js"))[1]

    @cached_property
    def index(self) -> dict[str, Any]:
        """What everything begins with."""
        found: dict[str, Any] = json.loads(unpack(self._file(PATH))[1])
        return found

    @cached_property
    def language(self) -> Language:
        """The index's language."""
        return Language(self.index["languages"][0])

    @cached_property
    def stop(self) -> frozenset[str]:
        """Words that tell nothing."""
        return frozenset(self.index["stop"])

    @cached_property
    def pages(self) -> int:
        """How many pages there are."""
        return int(self.index["pages"])

    @cached_property
    def documents(self) -> tuple[list[str], list[float]]:
        """The ids of all pages, and how many words each has, more or less."""
        names, classes = read_documents(self._data(self.index["documents"]), self.pages)
        return names, [2 ** (kind / 8) - 1 for kind in classes]

    @cached_property
    def facets(self) -> list[Facets]:
        """By what each page can be chosen."""
        return read_facets(self._data(self.index["facets"]), self.pages)

    def postings(self, stem: str) -> Postings:
        """Where a word stands; on no page, if it stands nowhere."""
        firsts, names = self.index["words"]
        number = bisect_right(firsts, order(stem), key=order) - 1
        if number < 0:
            return postings.read(b"")
        name = names[number]
        if name not in self._shards:
            self._shards[name] = dict(postings.words(self._data(name)))
        return postings.read(self._shards[name].get(stem, b""))

    def spellings(self, word: str) -> dict[str, int]:
        """The words that begin with the same letter, with their classes."""
        name = self._letters.get(spellings.letter(word))
        if name and name not in self._words:
            self._words[name] = spellings.read(self._data(name))
        return self._words[name] if name else {}

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {spellings.letter(first): name for first, name in zip(*self.index["spellings"], strict=True)}

    def fragment(self, number: int) -> Fragment:
        """What is known of a page."""
        if number not in self._fragments:
            self._fragments[number] = read(self._file(path(self.documents[0][number])))
        return self._fragments[number]

"""Postings: on which pages each word stands, how often in the text, and in which of the other fields."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from .fragments import Fragment
from .languages import Language
from .packing import read_varint, varint

TITLE, HEADING, TAGS, SUMMARY = 16, 32, 64, 128
"""What a code says beside the number of times that a word stands in the text of a page."""
COUNT = 15
"""The most often that is told apart."""

Codes = dict[str, int]
"""Of one page: for each stem, its code."""
Postings: TypeAlias = "array[int]"
"""Of one stem: for each page its number, times 256, and its code, in the order of the numbers."""


class Said(NamedTuple):
    """The words of a page: how often each stands in its text, how many that are, and which stand in each of the other fields."""

    text: Counter[str]
    length: int
    fields: dict[int, set[str]]


def said(fragment: Fragment, language: Language) -> Said:
    """The words of a page."""
    split = language.split
    text = Counter(split(" ".join([*fragment.about, *(section.text for section in fragment.sections)])))
    texts = {
        TITLE: fragment.title,
        HEADING: " ".join([section.title for section in fragment.sections]),
        TAGS: " ".join(fragment.tags),
        SUMMARY: fragment.summary,
    }
    return Said(text, text.total(), {field: set(split(words)) for field, words in texts.items()})


def codes(said: Said, language: Language) -> Codes:
    """Where the words of a page stand. Those that tell nothing count in titles, headings and tags alone."""
    stop, stem = language.stop, language.stem
    body: dict[str, int] = {}
    for word, count in said.text.items():
        if word not in stop:
            one = stem(word)
            body[one] = body.get(one, 0) + count
    result = {word: min(count, COUNT) for word, count in body.items()}
    for field, words in said.fields.items():
        for word in words - stop if field == SUMMARY else words:
            one = stem(word)
            result[one] = result.get(one, 0) | field
    return result


def length_class(words: int) -> int:
    """A number of words as one byte: eight steps for each doubling."""
    return min(255, round(8 * math.log2(words + 1)))


def written(postings: Iterable[int], last: int = -1) -> bytes:
    """Postings as they stand in a file, behind one of the page numbered `last`."""
    out = bytearray()
    for posting in postings:
        number, code = posting >> 8, posting & 255
        head = (number - last) << 1 | (code == 1)
        last = number
        if head < 0x80:
            out.append(head)
        else:
            out += varint(head)
        if code != 1:
            out.append(code)
    return bytes(out)


def read(data: bytes) -> Postings:
    """The postings that were written so."""
    found: Postings = array("I")
    at, number = 0, -1
    while at < len(data):
        head, at = read_varint(data, at)
        number += head >> 1
        code = 1
        if not head & 1:
            code = data[at]
            at += 1
        found.append(number << 8 | code)
    return found


@dataclass(frozen=True)
class Shift:
    """The numbers that pages have now, by those that they had; -1 for what is gone.

    Pages before `first` have the number that they had; those from `end` on come behind all others, each as far behind the one before
    it as it was. Where no more than a page came or went, that is nearly all of them.
    """

    places: Sequence[int]

    @cached_property
    def first(self) -> int:
        """The first number that is another now."""
        return next((number for number, place in enumerate(self.places) if place != number), len(self.places))

    @cached_property
    def end(self) -> int:
        """From which number on all have moved alike."""
        end = len(self.places)
        while end and self.places[end - 1] == end - 1 + self.by >= 0:
            end -= 1
        return end if max(self.places[:end], default=-1) < end + self.by else len(self.places)

    @cached_property
    def by(self) -> int:
        """How far the last pages have moved."""
        return self.places[-1] - len(self.places) + 1 if self.places else 0


def changed(data: bytes, codes: Mapping[int, int], shift: Shift) -> bytes:
    """Postings with the numbers that their pages have now and, by these, other codes for some pages (0: it stands there no more).

    What stands before the first that is new and behind the last is taken as it was written: that is quicker than to read it.
    """
    first = min([shift.first, *codes])
    end = max(shift.end, min(len(shift.places), max(codes, default=-1) - shift.by + 1))
    at, last = _before(data, first)
    out, number = bytearray(data[:at]), last
    between: dict[int, int] = {}
    while at < len(data):
        head, behind = read_varint(data, at)
        if number + (head >> 1) >= end:
            break
        number += head >> 1
        at = behind if head & 1 else behind + 1
        if shift.places[number] >= 0:
            between[shift.places[number]] = 1 if head & 1 else data[behind]
    now = sorted(page << 8 | code for page, code in (between | dict(codes)).items() if code)
    out += written(now, last)
    if at < len(data):
        head, behind = read_varint(data, at)
        before = now[-1] >> 8 if now else last
        out += varint((number + (head >> 1) + shift.by - before) << 1 | head & 1) + data[behind:]
    return bytes(out)


def _before(data: bytes, page: int) -> tuple[int, int]:
    """Where the postings of pages before a page end, and the number of the last of them."""
    at, last = 0, -1
    while at < len(data):
        head, behind = (data[at], at + 1) if data[at] < 0x80 else read_varint(data, at)
        if last + (head >> 1) >= page:
            break
        last += head >> 1
        at = behind if head & 1 else behind + 1
    return at, last


# Shards: words that are neighbours in the alphabet, in one file


def shard(words: Mapping[str, bytes]) -> bytes:
    """Some words in their order, with their postings as they are written, as they stand in a file."""
    out = bytearray()
    before = b""
    for word, data in words.items():
        name = word.encode("utf-8", "surrogatepass")
        same = 0
        while same < min(len(before), len(name)) and before[same] == name[same]:
            same += 1
        out += bytes((same, len(name) - same)) + name[same:] + varint(len(data)) + data
        before = name
    return bytes(out)


def words(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The words of a shard, with their postings as they are written."""
    at, name = 0, b""
    while at < len(data):
        same, more = data[at], data[at + 1]
        name = name[:same] + data[at + 2 : at + 2 + more]
        length, at = read_varint(data, at + 2 + more)
        yield name.decode("utf-8", "surrogatepass"), data[at : at + length]
        at += length

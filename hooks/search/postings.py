"""Postings: on which pages each word stands, how often in the text, and in which of the other fields."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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


def written(postings: Iterable[int]) -> bytes:
    """Postings as they stand in a file."""
    out = bytearray()
    last = -1
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

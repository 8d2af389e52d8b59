"""Lettering: words set in lines that fit, in our own fonts, for pictures.

Whatever a title holds is only ever drawn: of what a font has no letters for, nothing is left but what can be said without.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from PIL import ImageFont

LEADING = 1.14
"""From one line to the next, in sizes of the font."""
LONGEST = 400
"""Characters of a text that are looked at: no picture has room for more."""
_NO_SUCH = "\uffff"
"""A character that is none: every font draws for it what it draws for those that it lacks."""


class Typeface:
    """A variable font in one weight, in every size that is asked of it."""

    def __init__(self, file: Path, weight: int) -> None:
        self.file, self.weight = file, weight
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}
        self._known: dict[str, bool] = {}

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The font in a size, in pixels."""
        if size not in self._sizes:
            self._sizes[size] = ImageFont.truetype(self.file, size)
            self._sizes[size].set_variation_by_axes([self.weight])
        return self._sizes[size]

    def readable(self, text: str) -> str:
        """What the font can say of a text: without emoji, accents that it lacks left off; nothing where it lacks a letter."""
        said = []
        for character in unicodedata.normalize("NFC", " ".join(text[:LONGEST].split())):
            bare = next(filter(self._has, (character, _bare(character))), "")
            if not bare and unicodedata.category(character)[0] in "LN":
                return ""
            said.append(bare)
        return " ".join("".join(said).split())

    def _has(self, character: str) -> bool:
        if character not in self._known:
            control = not character or unicodedata.category(character)[0] in "CM"  # none is drawn, and some turn the order of words about
            self._known[character] = not control and bytes(self._small.getmask(character)) != self._lacking
        return self._known[character]

    @cached_property
    def _small(self) -> ImageFont.FreeTypeFont:
        """The font as it is: the other layout makes letters that it lacks from a letter and an accent, which then stands beside it."""
        return ImageFont.truetype(self.file, 40, layout_engine=ImageFont.Layout.BASIC)

    @cached_property
    def _lacking(self) -> bytes:
        return bytes(self._small.getmask(_NO_SUCH))


def _bare(letter: str) -> str:
    """A letter without what Unicode's name of it says that it is with: an accent, a stroke, a tail. Nothing for any other."""
    name, accented, _ = unicodedata.name(letter, "").partition(" WITH ")
    with suppress(KeyError):  # there is no Latin lambda to take the stroke off
        return unicodedata.lookup(name) if accented and name.startswith("LATIN") else ""
    return ""


def fit(text: str, face: Typeface, sizes: Mapping[int, int], width: int) -> tuple[int, list[str]]:
    """The first of some sizes in which a text fits, and its lines, about equally long. A size comes with the lines it may take.

    What fits in none is cut, with an ellipsis. `width` is in pixels, like the sizes.
    """
    first, last = next(iter(sizes)), next(reversed(sizes))
    measure = face.at(first)
    words = text.split()
    lengths = [measure.getlength(word) for word in words]
    space, longest = measure.getlength(" "), max(lengths, default=0)
    for size, most in sizes.items():
        room = width * first / size
        if longest <= room and len(lines := _wrap(lengths, space, room)) <= most:
            narrow = max(longest, room * 0.6)
            while len(_wrap(lengths, space, narrow)) > len(lines):
                narrow += room * 0.02
            return size, [" ".join(words[start:end]) for start, end in _wrap(lengths, space, min(narrow, room))]
    return last, _cut(words, face.at(last), width, sizes[last])


def _wrap(lengths: list[float], space: float, room: float) -> list[tuple[int, int]]:
    """Which words stand on each line: from which to before which."""
    lines, start, used = [], 0, 0.0
    for nth, length in enumerate(lengths):
        if nth > start and used + space + length > room:
            lines.append((start, nth))
            start, used = nth, 0.0
        used += length + (space if nth > start else 0)
    return [*lines, (start, len(lengths))] if lengths else []


def _cut(words: list[str], font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """The lines that there is room for, a word that is too long broken; the last one ends in an ellipsis if anything is left."""
    lines = [""]
    for word in words:
        rest = word
        while rest and len(lines) <= most:
            if font.getlength(f"{lines[-1]} {rest}".lstrip()) <= width:
                lines[-1], rest = f"{lines[-1]} {rest}".lstrip(), ""
            elif lines[-1]:
                lines.append("")
            else:
                head = _head(rest, font, width)
                lines[-1], rest = head, rest[len(head) :]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{_head(lines[most - 1], font, width - font.getlength('…')).rstrip()}…"]


def _head(word: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    """The longest beginning of a word that fits; at least one letter."""
    end = len(word)
    while end > 1 and font.getlength(word[:end]) > width:
        end -= 1
    return word[:end]

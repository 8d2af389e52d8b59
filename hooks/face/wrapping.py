"""How wide words run in the headings' font, and where a title breaks: a picture cannot break its lines by itself."""

from __future__ import annotations

import unicodedata

WIDTHS = {
    20: "'", 25: " ‘’", 30: ".,:;|", 35: "ijl!", 40: 'ft"()[]', 45: "I-", 50: "rsz1“”", 55: "ceJ7?–/", 60: "agvxy35+",
    65: "bdhknopquFLS24689*$", 70: "EYZ0#", 75: "ABCPTVX€", 80: "GKNRU%", 85: "wDOQ—", 90: "H", 95: "M…@", 100: "m&", 110: "W",
}  # fmt: skip
"""Hundredths of an em in Fraunces at the weight of a heading, rounded up; the fonts that stand in for it run no wider."""
_WIDTH = {letter: width / 100 for width, letters in WIDTHS.items() for letter in letters}
_UNKNOWN, _WIDE = 0.7, 1.05


def width(text: str) -> float:
    """About how wide a text runs, in em."""
    return sum(_letter(letter) for letter in unicodedata.normalize("NFD", text))


def wrap(text: str, room: float, most: int) -> tuple[str, ...]:
    """A text as lines of at most `room` em; a word that is longer is cut, and so is what does not fit on `most` lines."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
            continue
        while width(word) > room:
            part = _fitting(word, room)
            lines.append(part)
            word = word[len(part) :]
        if word:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [f"{_fitting(lines[most - 1], room - width('…')).rstrip()}…"]
    return tuple(lines)


def _fitting(word: str, room: float) -> str:
    """As much of the beginning as fits: one letter at least."""
    taken = 0.0
    for number, letter in enumerate(word):
        taken += width(letter)
        if taken > room and number:
            return word[:number]
    return word


def _letter(letter: str) -> float:
    if letter in _WIDTH:
        return _WIDTH[letter]
    if unicodedata.combining(letter):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF else _UNKNOWN

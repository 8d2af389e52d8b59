"""Triggers: the strings without which a regular expression cannot match. Looking for them is many times quicker than trying it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as grammar  # type: ignore[attr-defined]
from typing import Any

Triggers = tuple[tuple[str, ...], ...]
"""Of each row at least one string stands in every text that the expression matches in; no row: nothing is known."""

_MOST = 4
"""Strings of a row: a longer one rules out too little for what it costs."""
_LONGEST = 8
"""Letters that an expression repeats: that many are looked for."""
_REPEATS = {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}


@cache
def triggers(pattern: re.Pattern[str]) -> Triggers:
    """What stands in every text in which the pattern is found, the longest strings first. The rows follow from its parse tree alone."""
    if not isinstance(pattern.pattern, str):
        return ()
    tree = grammar.parse(pattern.pattern, pattern.flags)
    rows = {tuple(sorted(set(row))) for row in _rows(tree, tree.state.flags) if len(set(row)) <= _MOST}
    implied = {row for row in rows for other in rows if row != other and _implies(other, row)}
    return tuple(sorted(rows - implied, key=lambda row: (len(row), -min(map(len, row)), row)))


def _implies(stricter: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether a text with one of the first strings has one of the second for certain."""
    return all(any(one in given for one in row) for given in stricter)


def _rows(nodes: Iterable[tuple[Any, Any]], flags: int) -> Iterator[tuple[str, ...]]:
    """The rows of nodes that match one behind the other. Whatever is not known here ends a run of letters, and says nothing."""
    run = ""
    for kind, value in nodes:
        if kind is code.LITERAL and _exact(value, flags):
            run += chr(value)
            continue
        if kind in _REPEATS and value[0] and len(value[2]) == 1 and value[2][0][0] is code.LITERAL and _exact(value[2][0][1], flags):
            letters = chr(value[2][0][1]) * min(value[0], _LONGEST)
            run += letters
            if len(letters) != value[1]:  # there may be more of them: the last ones begin what is behind
                yield (run,)
                run = letters
            continue
        if run:
            yield (run,)
        run = ""
        yield from _within(kind, value, flags)
    if run:
        yield (run,)


def _within(kind: Any, value: Any, flags: int) -> Iterator[tuple[str, ...]]:
    """The rows of one node that is no letter."""
    if kind is code.SUBPATTERN:
        _, added, taken, inside = value
        yield from _rows(inside, (flags | added) & ~taken)
    elif kind in _REPEATS and value[0]:
        yield from _rows(value[2], flags)
    elif kind is code.ATOMIC_GROUP:
        yield from _rows(value, flags)
    elif kind is code.ASSERT:  # what it looks at stands in the text, too
        yield from _rows(value[1], flags)
    elif kind is code.IN and all(part is code.LITERAL and _exact(letter, flags) for part, letter in value):
        yield tuple(chr(letter) for _, letter in value)
    elif kind is code.BRANCH:
        choices = [min(_rows(choice, flags), key=lambda row: (len(row), -min(map(len, row))), default=()) for choice in value[1]]
        if all(choices):
            yield tuple(trigger for choice in choices for trigger in choice)


def _exact(letter: int, flags: int) -> bool:
    """Whether a letter stands only for itself: without regard to case, only those of ASCII are sure to that have none."""
    return not flags & re.IGNORECASE or (letter < 128 and not chr(letter).isalpha())


def holds(rows: Triggers, text: str) -> bool:
    """Whether a text has what an expression needs; one that it can match in always has."""
    for row in rows:
        for trigger in row:
            if trigger in text:
                break
        else:
            return False
    return True


class Quick:
    """Stands in for a compiled expression, and says no by its triggers. All else that is asked of it, the expression answers."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern, self._rows = pattern, triggers(pattern)

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        return self._pattern.search(text, *span) if holds(self._rows, text) else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        return self._pattern.match(text, *span) if holds(self._rows, text) else None

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        return self._pattern.fullmatch(text, *span) if holds(self._rows, text) else None

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(text, *span) if holds(self._rows, text) else iter(())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

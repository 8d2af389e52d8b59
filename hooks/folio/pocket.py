"""The pocket card: how large its words can be. A4 folded twice to A6 has two inner panels, and all steps stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

PANEL = 130
"""The height of a panel inside its margins, in millimetres: A6 is 148 high."""
HEADING = 10
"""What a pause point's name takes of it, with the space before it."""


class Size(NamedTuple):
    """A size of type on the card, as pocket.css sets it: letters that a line surely has room for, and in millimetres
    the height of a line and of the space around a step."""

    name: str
    letters: int
    line: float
    space: float

    def height(self, section: Mapping[str, Any]) -> float:
        """What a section of a checklist needs, in millimetres."""
        steps = (self.space + self.line * -(-len(step["text"]) // self.letters) for step in section["steps"])
        return sum(steps, HEADING if section["title"] else 0)


SIZES = (Size("large", 30, 5.6, 4.8), Size("medium", 38, 4.5, 2.8), Size("small", 48, 3.6, 1.6))
"""From 12.5 points, which is read at arm's length, to 8, the least that is read at all."""


class Layout(NamedTuple):
    """How the steps stand on the card: the name of the size, None where the list is too long for a card, and whether
    each of two pause points has a panel of its own."""

    size: str | None
    split: bool = False


def layout(sections: Iterable[Mapping[str, Any]]) -> Layout:
    """How the sections of a checklist (as checklists.py gives it) fit the card best."""
    sections = list(sections)
    for size in SIZES:
        heights = [size.height(section) for section in sections]
        if len(sections) == 2 and max(heights) <= PANEL:
            return Layout(size.name, split=True)
        if sum(heights) <= 2 * PANEL - 2 * (size.space + 2 * size.line):  # no step is cut in two
            return Layout(size.name)
    return Layout(None)

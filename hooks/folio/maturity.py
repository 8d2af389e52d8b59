"""How far a practice has come: argued, then tried, then proven. Counted from essays and stories, never typed.

The numbers stand here and nowhere else. They follow what the words promise: one report shows that it can be done, and
three of them, which between them went through half of the list, that it was not one lucky day or one easy step.
"""

from __future__ import annotations

from typing import NamedTuple

from .library import Library, Page


class Level(NamedTuple):
    """A level, and what it takes at least: a number of essays, of stories, and the share of the steps that stories show."""

    name: str
    meaning: str
    essays: int = 0
    stories: int = 0
    share: float = 0.0


LEVELS = (
    Level("argued", "An essay gives the reasons. No story shows it done yet.", essays=1),
    Level("tried", "At least one story shows somebody doing it.", stories=1),
    Level("proven", "Three stories or more show it, and between them at least half of its steps.", stories=3, share=0.5),
)
"""From the first to the highest. A practice has the highest whose numbers it reaches."""


class Maturity(NamedTuple):
    """A practice's level (None below the first), and what it rests on: numbers of essays, stories, steps seen, and steps."""

    level: Level | None
    essays: int
    stories: int
    seen: int
    steps: int

    @property
    def name(self) -> str:
        """The level in one word; "new" below the first."""
        return self.level.name if self.level else "new"

    @property
    def meaning(self) -> str:
        """The level in a sentence."""
        return self.level.meaning if self.level else "No essay argues for it and no story shows it yet."


def maturity(library: Library, practice: Page) -> Maturity:
    """How far a practice has come. A step that is retired is no longer one to be seen."""
    essays, stories = (library.tied(practice, kind) for kind in ("essay", "story"))
    seen = {step for story in stories for step in library.steps(story, practice)}
    steps = [step.id for step in practice.body.steps]
    found = Maturity(None, len(essays), len(stories), len(seen.intersection(steps)), len(steps))
    reached = [level for level in LEVELS if _reaches(found, level)]
    return Maturity(reached[-1] if reached else None, found.essays, found.stories, found.seen, found.steps)


def _reaches(found: Maturity, level: Level) -> bool:
    return found.essays >= level.essays and found.stories >= level.stories and found.seen >= level.share * found.steps

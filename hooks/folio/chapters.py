"""The map in words: each practice with the essays that argue it and the stories that show it, down to the single step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .atlas import Chart, Place, Tie
from .library import Page
from .steps import StepView, retired_of, steps_of


class Chapter(NamedTuple):
    """A practice in words: the essays and stories tied to the whole of it, then those tied to each step."""

    page: Page
    essays: tuple[Page, ...]
    stories: tuple[Page, ...]
    steps: tuple[tuple[StepView, tuple[Page, ...], tuple[Page, ...]], ...]


def view(chart: Chart) -> dict[str, Any]:
    """What the page of a chart shows."""
    essays = [page for page in chart.pages if page.kind == "essay"]
    tales = [(essay, tuple(tie.other for tie in chart.ties if tie.one is essay and tie.other.kind == "story")) for essay in essays]
    return {
        "heading": chart.title,
        "intro": chart.intro,
        "chart": chart,
        "chapters": tuple(_chapters(chart)),
        "tales": tuple((essay, stories) for essay, stories in tales if stories),
        "themes": tuple(_themes(chart)),
    }


def _chapters(chart: Chart) -> Iterator[Chapter]:
    ties: dict[Page, list[tuple[Page, Tie]]] = defaultdict(list)
    for tie in chart.ties:
        for practice, page in ((tie.one, tie.other), (tie.other, tie.one)):
            if practice.kind == "practice":
                ties[practice].append((page, tie))
    for practice in (page for page in chart.pages if page.kind == "practice"):
        named = {step for _, tie in ties[practice] for step in tie.steps}
        yield Chapter(
            practice,
            *_by_kind(page for page, tie in ties[practice] if tie.whole),
            tuple(
                (step, *_by_kind(page for page, tie in ties[practice] if step.id in tie.steps))
                for step in steps_of(practice, named) + retired_of(practice, named)
            ),
        )


def _by_kind(pages: Iterable[Page]) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    found = tuple(pages)
    return tuple(page for page in found if page.kind == "essay"), tuple(page for page in found if page.kind == "story")


def _themes(chart: Chart) -> Iterator[tuple[Page | None, tuple[tuple[Place, tuple[tuple[Place, int], ...]], ...]]]:
    """The places of each theme, each with the places that it shares pages with, and how many."""
    at = {place.topic: place for place in chart.places}
    shares: dict[Page, list[tuple[Place, int]]] = defaultdict(list)
    for bridge in chart.bridges:
        shares[bridge.one].append((at[bridge.other], bridge.shared))
        shares[bridge.other].append((at[bridge.one], bridge.shared))
    for theme in dict.fromkeys(place.theme for place in chart.places):
        yield theme, tuple((place, tuple(shares[place.topic])) for place in chart.places if place.theme is theme)

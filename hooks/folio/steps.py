"""A step of a practice as other pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .library import Page


class StepView(NamedTuple):
    """A step with the address that leads to it."""

    id: str
    text: str
    number: int
    section: str
    url: str


def steps_of(practice: Page, ids: Iterable[str] | None = None) -> tuple[StepView, ...]:
    """The steps of a practice in their order: all of them, or those with the given ids."""
    wanted = None if ids is None else set(ids)
    return tuple(
        StepView(step.id, step.text, step.number, step.section, f"{practice.url}#{step.id}")
        for step in practice.body.steps
        if wanted is None or step.id in wanted
    )


def retired_of(practice: Page, ids: Iterable[str]) -> tuple[StepView, ...]:
    """Of the given steps those that are gone: their address still leads to where the practice says so."""
    wanted = set(ids)
    gone = [step for step in practice.front.retired if step in wanted]
    return tuple(StepView(step, f"{step.replace('-', ' ').capitalize()} (retired)", 0, "", f"{practice.url}#{step}") for step in gone)

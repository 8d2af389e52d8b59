"""A report: what a question finds, and why, for the command line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from .postings import COUNT, HEADING, SUMMARY, TAGS, TITLE
from .question import Word
from .ranking import SATURATION, Answer, Result, search, times
from .shelf import Shelf

NAMES = ((TITLE, "title"), (HEADING, "heading"), (TAGS, "tags"), (SUMMARY, "summary"))


def report(shelf: Shelf, text: str, filters: Mapping[str, Iterable[str]], count: int) -> Iterator[str]:
    """The lines that tell the first `count` results of a question, each with the sections that answer and the sum that is its score."""
    answer = search(shelf, text, filters=filters, count=count)
    if answer.corrected:
        yield f"Taken as: {answer.corrected}"
    for place, result in enumerate(answer.results, 1):
        found = result.fragment
        yield f"{place}. {found.title} ({found.kind})  {found.url}  {result.score:.3f}"
        for part in result.places:
            if part.section.anchor:
                kind = "step" if part.section.step else "section"
                yield f"     {kind} {part.score:.2f}: {part.section.title}  {found.url}#{part.section.anchor}"
        yield from (f"       {line}" for line in _why(shelf, answer, result))
    size = sum(shelf.fetched.values())
    yield f"{answer.total} {'page' if answer.total == 1 else 'pages'}; {len(shelf.fetched)} files, {size:,} bytes"


def _why(shelf: Shelf, answer: Answer, result: Result) -> Iterator[str]:
    whole = 0.0
    for word in answer.words:
        share, why = max((_share(shelf, stem, worth, result.number) for stem, worth in word.stems.items()), default=(0.0, ""))
        points = word.rarity * share
        whole += points
        if points:
            yield f"{_named(word)}: {points:.3f} = {word.rarity:.3f} × {why}"
    words, title, section, order = result.reasons
    yield f"{result.score:.3f} = {whole:.3f} × {words / whole:.2f} for words that are there × {result.score / words:.2f}"
    yield f"  for what its title ({title:.2f}) and its best section ({section:.2f}) cover, and in the same order ({order:.2f})"


def _named(word: Word) -> str:
    return f"{word.text} (means the same)" if word.extra else word.text


def _share(shelf: Shelf, stem: str, worth: float, number: int) -> tuple[float, str]:
    """How much of what a word is worth a page has of it, as this stem, and why."""
    found = shelf.postings(stem)
    place = bisect_left(found, number << 8)
    if place == len(found) or found[place] >> 8 != number:
        return 0.0, ""
    code = found[place] & 255
    often = times(code, shelf.documents[1][number] / (shelf.index["length"] or 1.0))
    where = [name for bit, name in NAMES if code & bit] + ([f"text {code & COUNT}×"] if code & COUNT else [])
    share = often / (SATURATION + often)
    why = f"{worth:.2f} × {share:.3f} as “{stem}” (on {len(found)} of {shelf.pages}) in {', '.join(where)}"
    return worth * share, why

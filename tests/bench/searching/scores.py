"""How good answers are: the measures of the field, out of what an engine found for each question."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from bench.searching.pages import Page, Section
from bench.searching.questions import CLASSES, Question

FIRST = 10
"""Results that count."""
OF_SECTIONS = 5
"""Results among which the right section must be."""
Found = Sequence[tuple[str, Sequence[str]]]
"""What an engine answers: the addresses of pages, best first, each with the anchors of the sections that it shows."""


@dataclass
class Quality:
    """The means of what an engine found, by class: `mrr` is the mean reciprocal rank among the first ten, `first` the share of first
    places, `section` the share of headings of which the very section was among the first five pages' own."""

    mrr: dict[str, float] = field(default_factory=dict)
    first: dict[str, float] = field(default_factory=dict)
    section: float | None = 0.0
    """None where the engine shows no sections."""
    empty: int = 0
    """Questions to which nothing was found."""

    @property
    def means(self) -> tuple[float, float]:
        """MRR@10 and first places over the nine classes."""
        return fmean(self.mrr[kind] for kind in CLASSES), fmean(self.first[kind] for kind in CLASSES)


def quality(questions: Sequence[Question], answers: Sequence[Found]) -> Quality:
    """How good the answers to questions are."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    sections: list[bool] = []
    for question, found in zip(questions, answers, strict=True):
        places[question.kind].append(place(question, found))
        if question.kind == "heading":
            sections.append(any(url == question.url and question.anchor in anchors for url, anchors in found[:OF_SECTIONS]))
    mrr = {kind: fmean(1 / at if at else 0 for at in found) for kind, found in places.items()}
    first = {kind: fmean(at == 1 for at in found) for kind, found in places.items()}
    return Quality(mrr, first, fmean(sections) if sections else None, sum(not found for found in answers))


def place(question: Question, found: Found) -> int:
    """The place of the right page among the first ten results; 0 if it is not there."""
    return next((at for at, (url, _) in enumerate(found[:FIRST], 1) if url == question.url), 0)


# Collections with judgements


@dataclass(frozen=True)
class Collection:
    """Abstracts, questions about them, and for each question the addresses of those that answer it."""

    name: str
    pages: list[Page]
    questions: list[str]
    relevant: list[frozenset[str]]


def cranfield(folder: Path) -> Collection:
    """1,400 abstracts on aerodynamics with 225 questions; their numbers in the judgements are their places in the file.

    Each pair that was judged counts, whatever its degree, as in the collection's oldest copies; there are none of "no interest".
    """
    pages = [_abstract(entry) for entry in _entries(folder / "cran.all.1400")]
    questions = [entry["W"] for entry in _entries(folder / "cran.qry")]
    relevant = defaultdict(set)
    for line in (folder / "cranqrel").read_text("latin-1").splitlines():
        if line.strip():
            question, page, *_ = line.split()
            relevant[int(question)].add(f"{page}/")
    return Collection("Cranfield", pages, questions, [frozenset(relevant[number]) for number in range(1, len(questions) + 1)])


def cisi(folder: Path) -> Collection:
    """1,460 abstracts on information science with 76 questions that have judgements."""
    pages = [_abstract(entry) for entry in _entries(folder / "CISI.ALL")]
    relevant = defaultdict(set)
    for line in (folder / "CISI.REL").read_text("latin-1").splitlines():
        question, page = line.split()[:2]
        relevant[question].add(f"{page}/")
    asked = [entry for entry in _entries(folder / "CISI.QRY") if relevant[entry["I"]]]
    return Collection("CISI", pages, [entry["W"] for entry in asked], [frozenset(relevant[entry["I"]]) for entry in asked])


def _entries(path: Path) -> list[dict[str, str]]:
    """The entries of a file in SMART's form: a line with a dot and a letter begins a field."""
    entries = []
    for text in re.split(r"^\.I ", path.read_text("latin-1"), flags=re.MULTILINE)[1:]:
        number, _, rest = text.partition("\n")
        fields = re.split(r"^\.([A-Z])[ ]*\n", rest, flags=re.MULTILINE)[1:]
        named = zip(fields[::2], fields[1::2], strict=True)
        entries.append({"I": number.strip(), **{name: " ".join(words.split()) for name, words in reversed([*named])}})
    return entries


def _abstract(entry: Mapping[str, str]) -> Page:
    return Page(f"{int(entry['I'])}/", entry.get("T", ""), "", (), (Section("", "", entry.get("W", "")),))


def ndcg(found: Iterable[str], relevant: frozenset[str]) -> float:
    """The discounted cumulative gain of the first ten results, as a share of what it could be; a page answers a question or does not."""
    gain = sum(1 / math.log2(at + 1) for at, url in enumerate([*found][:FIRST], 1) if url in relevant)
    return gain / sum(1 / math.log2(at + 1) for at in range(1, min(len(relevant), FIRST) + 1))

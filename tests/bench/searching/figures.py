"""What was measured of searches, and what follows from it: a report in Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.figures import Claim, grid, least, most
from bench.searching.questions import CLASSES
from bench.searching.scores import Quality

OURS = "The Callback"
ORDER = (OURS, "Material", "Pagefind", "MiniSearch")
LIMITS = {
    1_000: {"first": 150, "later": 100, "warm": 150, "memory": 50, "mrr": 0.94, "one": 0.92, "section": 0.90}
    | {"one-word typo": 0.90, "prefix": 0.95, "morphology": 0.95, "heading": 0.90, "summary": 0.80},
    10_000: {"first": 180, "later": 130, "warm": 250, "memory": 60, "mrr": 0.87, "one": 0.84, "section": 0.80}
    | {"one-word typo": 0.82, "prefix": 0.95, "morphology": 0.93, "heading": 0.78, "summary": 0.67},
}
"""What must hold at each number of pages: kilobytes, milliseconds, megabytes, and shares."""
COLLECTIONS = {"Cranfield": 0.50, "CISI": 0.32}
"""The least nDCG@10 of each."""


@dataclass(frozen=True)
class Cost:
    """What an engine takes: bytes by gzip when a page loads, for a first and for a later question; milliseconds that 95 of 100 questions
    take at most, asked again (`warm`) and asked first (`new`); megabytes of its page."""

    load: float
    first: float
    later: float
    warm: float
    new: float
    memory: float


@dataclass
class Row:
    """One engine on one corpus of one size. `build` is the seconds that its index took."""

    engine: str
    corpus: str
    pages: int
    build: float
    quality: Quality
    cost: Cost

    @property
    def place(self) -> tuple[str, int, str]:
        """Where it stands among the others."""
        return self.corpus, self.pages, self.engine


@dataclass
class Figures:
    """Everything that one call of `make findings` found out."""

    machine: str
    """In words."""
    versions: str
    load: float = 0
    """Bytes of our own search that every page brings."""
    rows: list[Row] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)
    """Of each corpus."""
    collections: dict[str, dict[str, float]] = field(default_factory=dict)
    """nDCG@10 of each collection and engine."""
    empty: dict[str, int] = field(default_factory=dict)
    """Of each engine, to how many of the collections' questions it finds nothing."""

    def as_json(self) -> str:
        """All of it, to be read back."""
        return json.dumps(asdict(self), indent=1)

    @staticmethod
    def from_json(text: str) -> Figures:
        """What as_json wrote."""
        data: dict[str, Any] = json.loads(text)
        rows = [Row(**{**row, "quality": Quality(**row["quality"]), "cost": Cost(**row["cost"])}) for row in data.pop("rows")]
        return Figures(**data, rows=rows)


def claims(figures: Figures) -> Iterator[Claim]:
    """What must hold of our own search, one after the other; all but what hangs on the machine alone is of the pages held out."""
    yield most("Bytes on every page's load, KB", figures.load / 1000, 6)
    for row in figures.rows:
        if row.engine != OURS or row.corpus != "held-out":
            continue
        limits, cost, quality = LIMITS[row.pages], row.cost, row.quality
        mrr, first = quality.means
        where = f"{row.pages:,} pages"
        yield most(f"{where}: first ten results, KB", cost.first / 1000, limits["first"])
        yield most(f"{where}: each later question, KB", cost.later / 1000, limits["later"])
        yield most(f"{where}: a question asked before, ms (95 of 100)", cost.warm, limits["warm"])
        yield most(f"{where}: memory, MB", cost.memory, limits["memory"])
        yield least(f"{where}: MRR@10", mrr, limits["mrr"])
        yield least(f"{where}: first places", first, limits["one"])
        for kind in ("one-word typo", "prefix", "morphology", "heading", "summary"):
            yield least(f"{where}: MRR@10 of {kind}", quality.mrr[kind], limits[kind])
        yield least(f"{where}: the very section among the first five", quality.section, limits["section"])
    for name, limit in COLLECTIONS.items():
        yield least(f"{name}: nDCG@10", figures.collections.get(name, {}).get(OURS), limit)
    yield most("The collections' questions without any result", figures.empty.get(OURS), 0)


def table(figures: Figures) -> str:
    """The whole report, in Markdown."""
    verdicts = {True: "yes", False: "**no**", None: "–"}
    held = [[one.words, one.limit, one.measured, verdicts[one.holds]] for one in claims(figures)]
    corpora = sorted({(row.corpus, row.pages) for row in figures.rows}, key=lambda one: (one[0] != "held-out", one[1]))
    parts = [
        _HEAD.format(figures=figures, words=" and ".join(f"{count / 1e6:.1f} million ({name})" for name, count in figures.words.items())),
        "## What must hold\n\n" + grid(["", "wanted", "measured", "holds"], held),
        *(_corpus(figures, corpus, pages) for corpus, pages in corpora),
    ]
    if figures.collections:
        names = list(figures.empty)
        rows = [[name, *(_share(scores.get(engine)) for engine in names)] for name, scores in figures.collections.items()]
        rows.append(["questions without any result", *(str(figures.empty[name]) for name in names)])
        parts.append("## Questions in sentences, nDCG@10\n\n" + grid(["", *names], rows))
    return "\n\n".join(parts) + "\n"


_HEAD = """\
# How well searches find, and what they take

Written by `make findings`. Public pages of real sites (searching/corpora.yml): {words} words at 10,000 pages. The ranking was tuned
on the development corpus alone, and then measured on the pages held out. The questions are made of the pages by a seeded script
(searching/questions.py), in nine classes of 50 and two sets; each has one right page. *MRR@10* is the mean of one over that page's place.
Cranfield and CISI are collections of abstracts with real questions and judgements.

{figures.versions}; in headless Chromium. {figures.machine} Bytes are compressed with gzip; *p95* is what 95 of 100 questions take at
most, on this machine's own network; memory is what the page's process holds after 25 questions more than before. Material's index is
built in each reader's browser, which takes minutes at 10,000 pages: there it is left out."""


def _corpus(figures: Figures, corpus: str, pages: int) -> str:
    rows = [row for row in figures.rows if (row.corpus, row.pages) == (corpus, pages)]
    rows.sort(key=lambda row: ORDER.index(row.engine))
    short = [*CLASSES, "question"]
    quality, costs = [], []
    for row in rows:
        by_kind = [_share(row.quality.mrr.get(kind)) for kind in short]
        quality.append([row.engine, *map(_share, row.quality.means), *by_kind, _share(row.quality.section), str(row.quality.empty)])
        sizes = (figures.load if row.engine == OURS else row.cost.load, row.cost.first, row.cost.later)
        times = (row.cost.new, row.cost.warm, row.cost.memory)
        costs.append([row.engine, *(f"{size / 1000:,.1f}" for size in sizes), *(f"{time:,.0f}" for time in times), f"{row.build:,.1f}"])
    head = ["", "MRR@10", "first place", *short, "section", "nothing"]
    taken = ["", "on load, KB", "first question", "later question", "p95 new, ms", "p95 again", "memory, MB", "index, s"]
    return f"## {pages:,} pages, {corpus}\n\n{grid(head, quality)}\n\n{grid(taken, costs)}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".removeprefix("0")

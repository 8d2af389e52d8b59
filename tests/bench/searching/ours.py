"""Our own search, in its reference: the index in memory, and what each question would fetch of it."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass, field

from bench.searching.pages import Page
from bench.searching.questions import Question
from bench.searching.scores import Found
from search import fragments, index
from search.fragments import Fragment
from search.index import Files, Setup
from search.languages import Language
from search.ranking import search
from search.shelf import Shelf

ENGLISH = Setup(Language("en"))


def files_of(pages: list[Page]) -> Files:
    """All files of an index of pages."""
    return index.whole(map(_fragment, pages), ENGLISH)[0]


def _fragment(page: Page) -> Fragment:
    sections = tuple(fragments.Section(part.anchor, part.title, part.text) for part in page.sections)
    return Fragment(page.url, page.title, "page", page.summary, page.tags, sections)


@dataclass
class Ours:
    """It answers questions; `bytes` are those that each fetched as a browser that keeps every file would, by gzip."""

    files: Files
    bytes: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.files.__getitem__)

    def ask(self, text: str, typing: bool = False) -> Found:
        """The pages that answer, and the sections of each."""
        before, start = len(self.shelf.fetched), time.perf_counter()
        answer = search(self.shelf, text, typing)
        self.seconds.append(time.perf_counter() - start)
        self.bytes.append(sum(len(gzip.compress(self.files[path], 6)) for path in [*self.shelf.fetched][before:]))
        return [(one.fragment.url, [place.section.anchor for place in one.places]) for one in answer.results]

    def answers(self, questions: list[Question]) -> list[Found]:
        """The answers to questions."""
        return [self.ask(question.text, question.typing) for question in questions]

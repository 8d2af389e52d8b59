"""The editor's desk: for each story what is to decide, what it is like, which steps it may be evidence for, and what it changes.

A program only suggests here. Whether somebody takes a step in a story, the editor reads and decides.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from . import gate, reading, rules
from .affinity import Catalogue, Match
from .body import Step
from .library import Library, Page
from .manuscript import LIMITS
from .problems import Problem, one_line, printable, quote
from .proposal import Proposal
from .reach import reach
from .reading import SUFFIXES
from .tree import GONE, Revision

GUESSES = 3
"""Steps suggested for one story: an editor reads each of them beside the story."""
FEWEST = 3
"""Words that a paragraph and a step must share: with one or two it is chance."""
LIKELY = 0.44
"""How alike they must be, with half of what the practice's steps are on average. Half of what is suggested so for our own stories
are steps that they name, with their names hidden; most of the others are steps that somebody takes, too (tests/test_desk.py)."""
SIMILAR = 0.12
"""From how alike two stories are worth comparing."""


class Suggestion(NamedTuple):
    """A step that somebody may take in a story: in which line of the file it says so, and by which words."""

    practice: Page
    step: Step
    line: int
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """The step as front matter names it."""
        return f"{self.practice.name}#{self.step.id}"


class Sheet(NamedTuple):
    """All that the editor wants to know of one story."""

    story: Page
    findings: tuple[Problem, ...]
    similar: tuple[tuple[Page, tuple[str, ...]], ...]
    suggestions: tuple[Suggestion, ...]
    changes: tuple[str, ...]


def lay_out(library: Library, problems: Iterable[Problem], only: Collection[str] | None = None) -> list[Sheet]:
    """One Sheet for each story, newest first; `only` are the paths of those that are asked for, as problems name them."""
    stories = [page for page in library.of("story") if only is None or library.prefix + page.path in only]
    steps = Catalogue({(practice, step): _told(practice, step) for practice in library.of("practice") for step in practice.body.steps})
    others = Catalogue({page: ((page.title, 2.0), (page.text, 1.0)) for page in library.of("story")})
    told = sorted(set(problems))
    return [
        Sheet(
            story,
            tuple(problem for problem in told if problem.path == library.prefix + story.path),
            tuple(_similar(others, story)),
            tuple(_suggest(steps, library, story)),
            tuple(sorted(reach(library, story))),
        )
        for story in stories
    ]


def of_range(repository: Path, base: str, head: str) -> tuple[list[Sheet], list[Problem]]:
    """The stories of a pull request as they would stand on the site, and all that the gate says of it.

    A story that the gate refuses is not read any further.
    """
    problems = gate.judge(repository, base, head)
    refused = {problem.path for problem in problems if problem.severity == "error"}
    with Proposal(repository, base, head) as proposal:
        merge, _ = proposal.merge(LIMITS["files"])
        changed = {path for path, change in merge.changes.items() if path == change.story and change.mode != GONE}
        stories = {path for path in changed if path.startswith(gate.STORIES)} - refused
        before, after = (Revision(proposal.repository, tree, "docs") for tree in (proposal.base, merge.tree))
        library, _ = reading.read(_files(before, after, stories))
    return lay_out(library, problems, stories), problems


def _files(base: Mapping[str, bytes], merged: Mapping[str, bytes], stories: Collection[str]) -> dict[str, bytes]:
    """The site as it is, with the stories of the merge; of other files only the names."""
    names = {path: b"" for path in merged if not path.endswith((*SUFFIXES, ".yml"))}
    texts = {path: base[path] for path in base if path.endswith((*SUFFIXES, ".yml"))}
    return names | texts | {(path := story.removeprefix("docs/")): merged[path] for story in stories}


def _told(practice: Page, step: Step) -> Iterator[tuple[str, float]]:
    """The words that tell a step: its own, the why below it, and less what the practice says of itself."""
    below = practice.text.split("\n")[step.last - practice.document.body_line + 1 :]
    end = next((n for n, row in enumerate(below) if row.strip() and not row.startswith((" ", "\t"))), len(below))
    yield step.text, 2.0
    yield "\n".join(below[:end]), 1.0
    yield f"{practice.title} {practice.front.summary}", 0.5


def _suggest(steps: Catalogue[tuple[Page, Step]], library: Library, story: Page) -> list[Suggestion]:
    """The steps that a story most probably shows, and does not name; best first. Steps of one practice speak for each other."""
    paragraphs = story.text.split("\n\n")
    matches = steps.best(paragraphs)
    whole: dict[Page, float] = {}
    for match in matches:
        practice = match.name[0]
        whole[practice] = whole.get(practice, 0) + match.score / len(practice.body.steps)

    def likely(match: Match[tuple[Page, Step]]) -> float:
        return match.score + whole[match.name[0]] / 2

    wanted = [match for match in matches if len(match.words) >= FEWEST and likely(match) >= LIKELY]
    named = {(practice, step) for practice in library.tied(story, "practice") for step in library.steps(story, practice)}
    return [
        Suggestion(practice, step, story.document.body_line + _line(paragraphs, match.paragraph), match.words)
        for match in sorted(wanted, key=likely, reverse=True)
        for practice, step in [match.name]
        if (practice, step.id) not in named
    ][:GUESSES]


def _line(paragraphs: Sequence[str], number: int) -> int:
    """The line of the text, from 0, on which a paragraph begins."""
    before = "\n\n".join([*paragraphs[:number], ""])
    return before.count("\n") + len(paragraphs[number]) - len(paragraphs[number].lstrip("\n"))


def _similar(others: Catalogue[Page], story: Page) -> Iterator[tuple[Page, tuple[str, ...]]]:
    """The two stories that are most like one, with the words that both say."""
    found = [match for match in others.best([f"{story.title}\n{story.text}"]) if match.name is not story]
    yield from ((match.name, match.words[:6]) for match in found[:2] if match.score >= SIMILAR)


def as_text(sheets: Sequence[Sheet]) -> str:
    """The Sheets in words, each story with what there is to do."""
    return "\n".join("".join(f"{row}\n" for row in _rows(sheet)) for sheet in sheets)


def _rows(sheet: Sheet) -> Iterator[str]:
    story = sheet.story
    yield f"{one_line(story.title)} ({one_line(story.path)}{', a draft' if story.draft else ''})"
    yield "  To decide:" if sheet.findings else "  Nothing is left to decide."
    for problem in sheet.findings:
        yield f"    line {problem.line}, {problem.severity}: {problem.message}"
        yield from [f"      {row}" for row in printable(problem.repair).split("\n") if row]
    if sheet.suggestions:
        yield "  It may show these steps, which it does not name. Read the paragraph; if somebody takes the step, add it under practices:"
    for found in sheet.suggestions:
        yield f"    - {found.name}"
        yield f"      {quote(one_line(found.step.text), 100)}; line {found.line} says {_listed(found.words)}"
    if sheet.similar:
        yield "  Most like it:"
    for other, words in sheet.similar:
        yield f"    {one_line(other.title)} ({one_line(other.path)}): both say {_listed(words)}"
    pages = [file.removesuffix("index.html") or "the first page" for file in sheet.changes if file.endswith("index.html")]
    yield f"  It stands on, or changes, {len(sheet.changes)} files of the site; the pages among them: {', '.join(pages)}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(one_line(word) for word in words[:6])


def as_json(sheets: Sequence[Sheet]) -> str:
    """A JSON list with an object for each story."""
    keys = ("line", "field", "severity", "message", "repair")
    data = [
        {
            "path": sheet.story.path,
            "title": sheet.story.title,
            "findings": [{key: getattr(problem, key) for key in keys} for problem in sheet.findings],
            "suggestions": [
                {"practice": found.name, "step": found.step.text, "line": found.line, "words": found.words} for found in sheet.suggestions
            ],
            "similar": [{"path": other.path, "title": other.title, "words": words} for other, words in sheet.similar],
            "changes": sheet.changes,
        }
        for sheet in sheets
    ]
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace").decode()


FORMATS = {"text": as_text, "json": as_json}
"""How the Sheets can be printed: the choices of `--format`."""


def of_folder(files: Mapping[str, bytes], prefix: str) -> tuple[list[Sheet], list[Problem]]:
    """The stories of a folder of content, and all Problems of it."""
    library, problems = reading.read(files, prefix)
    problems += rules.check(library)
    return lay_out(library, problems), sorted(set(problems))

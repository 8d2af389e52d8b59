"""Golden cases: a new case is a new file in cases/problems, with the files that hold a mistake and what must be told of them.

A case lists files below `=== path` (bytes that are no text stand as \\xNN below a path that is `(escaped)`), and below
`=== told` the problems, each as `path:line: field: words`: all of them, in order. CASE stands for the case's own name.
Advice on how a practice or a story is written stands only in cases about advice: those of the others are as short as can be.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from folio import reading, rules, tree
from folio.problems import Problem

ROOT = Path(__file__).parent
CASES = sorted((ROOT / "cases" / "problems").glob("*.txt"))
SHORT = ("docs/practices/", "docs/stories/")
REAL = dict(tree.Folder(ROOT.parent / "docs"))


def _case(path: Path) -> tuple[dict[str, bytes], list[str]]:
    """A case's files, and the problems that must be told."""
    parts = re.split(r"^=== (.*)\n", path.read_text(encoding="utf-8").replace("CASE", path.stem), flags=re.MULTILINE)[1:]
    texts = dict(zip(parts[::2], parts[1::2], strict=True))
    told = texts.pop("told").splitlines()
    escaped = {name: text.encode("latin-1").decode("unicode_escape").encode("latin-1") for name, text in texts.items() if " (" in name}
    return {name.removesuffix(" (escaped)"): escaped.get(name, text.encode()) for name, text in texts.items()}, told


def _problems(files: dict[str, bytes]) -> list[Problem]:
    library, problems = reading.read(REAL | files)
    return sorted({*problems, *rules.check(library)})


def _file_by_file(files: dict[str, bytes]) -> list[Problem]:
    """The same, each file read by itself, handed on as bytes, and each page judged by itself."""
    files = REAL | files
    drafts = {path: pickle.loads(pickle.dumps(reading.draft(path, data))) for path, data in files.items() if reading.is_page(path)}  # noqa: S301
    library, problems = reading.collect(files, drafts)
    places = rules.addresses(library)
    told = [problem for page in (*library.pages, *library.partial) for problem in rules.of_page(library, page, places)]
    return sorted({*problems, *rules.across(library, places), *told})


def _assert_told(problems: Iterable[Problem], told: list[str]) -> None:
    about_advice = any("advice" in line for line in told)
    problems = [p for p in problems if about_advice or p.severity != "advice" or not p.path.startswith(SHORT)]
    heads = [f"{p.path}:{p.line}: {p.field}: " for p in problems]
    wanted = [re.match(r"\S+:\d+: .+?: ", line) for line in told]
    assert heads == [f"docs/{head[0]}" for head in wanted if head], "\n".join(map(str, problems))
    for problem, line, head in zip(problems, told, wanted, strict=True):
        assert all(words in str(problem) for words in line[head.end() if head else 0 :].split(" … ")), str(problem)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_mistake_is_told_at_its_line_and_nothing_else_is(path: Path) -> None:
    files, told = _case(path)
    _assert_told(_problems(files), told)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_same_is_told_when_files_are_read_and_pages_judged_one_by_one(path: Path) -> None:
    files, _ = _case(path)
    assert _file_by_file(files) == _problems(files)


def test_all_mistakes_together_are_told_as_each_alone() -> None:
    cases = {path: _case(path) for path in CASES}
    problems = _problems({name: data for files, _ in cases.values() for name, data in files.items()})
    for files, told in cases.values():
        _assert_told([problem for problem in problems if problem.path.removeprefix("docs/") in files], told)

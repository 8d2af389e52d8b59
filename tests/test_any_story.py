"""Whatever somebody sends as a story is read and judged: no traceback, every line one of the file's, and within two seconds."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from folio import manuscript, reading, rules, telling
from folio.problems import Problem, has_errors
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
STORIES = [path.read_bytes() for path in sorted((ROOT / "docs" / "stories").glob("*/story.md"))]
PATH = "stories/any-story/story.md"
HEAD = "---\ntitle: A\ndate: 2026-01-05\nkind: first-hand\nteller: M.\nconsent: true\nlicence: CC BY 4.0\n---\n\n"
MILLIONS = 70
"""A text may take as long as counting so far does on the same machine: two seconds where a million takes 0.03."""
TRIES = 4
"""Others use the machine too, and what takes long because of them does not take long each time."""
PIECES = (
    "a",
    "a@a.",
    "Mr ",
    "![",
    "[a](",
    "<a ",
    "**a",
    "_a",
    "``a`",
    "> ",
    "- ",
    "1. ",
    "123456789 ",
    "Sam ",
    "&amp;",
    "| a ",
    "\\",
    "aЖ",
    "\u200c",
)


def judged(data: bytes) -> list[Problem]:
    """All that is said of a story, whose lines must be its own."""
    library, problems = reading.read({PATH: data})
    found = [*problems, *rules.check(library)]
    rows = len(data) + 1
    assert all(1 <= problem.line <= rows for problem in found)
    for page in library.pages:
        if page.path == PATH and not has_errors(found) and page.text.strip():
            assert telling.render(library, frozenset(), page)
    return found


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes(data: bytes) -> None:
    judged(data)


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_text_below_a_front_matter(text: str) -> None:
    judged((HEAD + text).encode(errors="surrogatepass"))


@given(st.sampled_from(STORIES), st.randoms(use_true_random=False), st.binary(min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_a_real_story_with_anything_anywhere(story: bytes, chance: random.Random, anything: bytes) -> None:
    start = chance.randrange(len(story))
    judged(story[:start] + anything + story[start + chance.randrange(0, 40) :])


@pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora is not here")
def test_every_document_of_the_yaml_test_suite_as_front_matter() -> None:
    documents = sorted((CORPORA / "yaml").glob("*.yaml"))
    assert len(documents) > 300
    for path in documents:
        judged(b"---\n" + path.read_bytes() + b"\n---\n\nWords.\n")
        judged(path.read_bytes())


@pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora is not here")
def test_every_naughty_string_as_a_title_and_as_a_text() -> None:
    for string in json.loads((CORPORA / "strings" / "blns.json").read_text(encoding="utf-8")):
        judged(f"---\ntitle: {string}\n---\n\n{string}\n".encode(errors="replace"))
        judged(f"{HEAD}{string}\n\n- {string}\n".encode(errors="replace"))


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("head", [HEAD, ""], ids=["below its fields", "bare"])
def test_nothing_repeated_takes_long(head: str, piece: str) -> None:
    data = (head + piece * 60_000)[:60_000].encode()[: manuscript.LIMITS["story_bytes"]]
    costs = ((_cost(lambda: judged(data)), _cost(lambda: sum(1 for _ in range(1_000_000)))) for _ in range(TRIES))
    assert any(cost < MILLIONS * counting for cost, counting in costs)


def _cost(work: Callable[[], object]) -> float:
    """What some work takes of a processor, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start

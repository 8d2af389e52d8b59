"""The command line, as it is called: what is printed, where, and the exit status."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BROKEN = "---\ntitle: A\ndate: 2026-13-01\nauthors: [editors]\ndescription: One.\n---\n\n[gone](gone.md)\n"


def run(*arguments: str, cwd: Path = ROOT, answer: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hooks.folio", *arguments],
        cwd=cwd,
        input=answer,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose content has mistakes in two files."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "docs/essays/posts/broken.md").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "docs/practices/broken.md").write_text("---\nid: broken\n", encoding="utf-8")
    return tmp_path


def test_the_content_of_the_project_is_clean() -> None:
    done = run("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no problems\n")


def test_every_problem_is_printed_at_once_and_the_status_is_one(project: Path) -> None:
    done = run("check", cwd=project)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == [
        'docs/essays/posts/broken.md:3: date: an essay has the day it is published on: found "2026-13-01"',
        'docs/essays/posts/broken.md:8: link: a link leads to a page or file of this site: found "gone.md"',
        "docs/practices/broken.md:1: front matter: the front matter ends with a line of three hyphens: no second ---",
    ]
    assert done.stderr == "3 errors in 2 files\n"


@pytest.mark.parametrize(
    ("path", "status", "count"),
    [
        ("docs/essays", 1, 2),
        ("docs/essays/posts/broken.md", 1, 2),
        ("docs/practices/", 1, 1),
        ("./docs/../docs/practices", 1, 1),
        ("docs/essays/posts/care-comes-first.md", 0, 0),
        ("docs/topics", 0, 0),
        ("docs", 1, 3),
    ],
)
def test_a_path_narrows_what_is_printed_and_the_status(project: Path, path: str, status: int, count: int) -> None:
    done = run("check", path, "--format", "json", cwd=project)
    assert (done.returncode, len(json.loads(done.stdout))) == (status, count)


def test_an_absolute_path_and_several_are_understood(project: Path) -> None:
    done = run("check", str(project / "docs/practices"), "docs/essays", "--format", "json", cwd=project)
    assert len(json.loads(done.stdout)) == 3


def test_another_folder_of_content_is_checked_and_named_in_messages(project: Path) -> None:
    done = run("check", "--docs", str(project / "docs"))
    assert done.returncode == 1
    assert f"{project}/docs/practices/broken.md:1: " in done.stdout


def test_a_file_that_is_no_page_can_be_named(project: Path) -> None:
    assert run("check", "docs/essays/.authors.yml", cwd=project).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["check", "docs/nowhere.md"], "docs/nowhere.md"),
        (["check", "README.md"], "not below docs"),
        (["check", "--docs", "nowhere"], "nowhere"),
        (["check", "--format", "xml"], "invalid choice"),
        (["check", "--colour"], "unrecognized"),
        (["frobnicate"], "invalid choice"),
        ([], "required"),
        (["gate", "docs"], "together with --fix"),
        (["gate", "--base", "no-such-revision"], "no-such-revision"),
        (["new", "poem", "--title", "A"], "invalid choice"),
        (["new", "essay", "--title", " "], "title"),
        (["new", "essay", "--title", "—"], "letters"),
    ],
)
def test_wrong_usage_is_told_in_words_with_status_two(arguments: list[str], word: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_advice_alone_leaves_the_status_at_zero(project: Path) -> None:
    (project / "docs/essays/posts/broken.md").write_text("---\ntitle: A\ndate: 2026-01-01\n---\n\nWords.\n", encoding="utf-8")
    (project / "docs/practices/broken.md").unlink()
    done = run("check", cwd=project)
    assert (done.returncode, done.stderr) == (0, "1 piece of advice in 1 file\n")
    assert "advice: an essay has a description" in done.stdout


def test_a_forge_is_told_every_problem_beside_its_line(project: Path) -> None:
    done = run("check", "--format", "github", cwd=project)
    assert [line.partition(",title")[0] for line in done.stdout.splitlines()] == [
        "::error file=docs/essays/posts/broken.md,line=3",
        "::error file=docs/essays/posts/broken.md,line=8",
        "::error file=docs/practices/broken.md,line=1",
    ]


def test_a_new_page_says_where_it_is_and_what_to_do_next(project: Path) -> None:
    done = run("new", "story", "--title", "The wet passport", cwd=project)
    assert done.returncode == 0
    assert done.stdout.startswith("docs/stories/the-wet-passport/story.md")
    assert "make check" in done.stdout
    again = run("new", "story", "--title", "The wet passport", cwd=project)
    assert (again.returncode, again.stdout) == (2, "")
    assert "is there already" in again.stderr


def test_the_schemas_are_written_where_the_editor_looks(project: Path) -> None:
    assert run("schema", cwd=project).returncode == 0
    written = sorted((project / ".vscode/schemas").glob("*.json"))
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in sorted((ROOT / ".vscode/schemas").glob("*.json"))]
    assert len(written) == 5


@pytest.mark.parametrize("kind", ["essay", "practice", "story"])
def test_a_new_page_asks_for_its_title(project: Path, kind: str) -> None:
    done = run("new", kind, cwd=project, answer="The wet passport\n")
    assert done.returncode == 0
    assert "the-wet-passport" in done.stdout
    assert "make check" in done.stdout


def test_a_new_page_without_a_title_is_wrong_usage(project: Path) -> None:
    done = run("new", "essay", cwd=project)
    assert (done.returncode, "needs a title" in done.stderr) == (2, True)

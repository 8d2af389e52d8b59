"""The project's own promises: the README's commands are there, and do what it says on a copy of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import website

README = website.PROJECT / "README.md"
MAKEFILE = website.PROJECT / "Makefile"


def targets() -> set[str]:
    """What can be made."""
    rows = re.findall(r"^([a-z ]+):.*## ", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE)
    return {word for row in rows for word in row.split()}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project with everything installed, as after a first `make`."""
    project = website.lay(tmp_path / "a copy")
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copy2(website.PROJECT / name, project / name)
    installed = Path(sys.executable).parent.parent
    (project / ".venv").mkdir()
    for part in ("bin", "lib", "pyvenv.cfg"):
        (project / ".venv" / part).symlink_to(installed / part)
    for stamp in (".python", ".site", ".test"):
        (project / ".venv" / stamp).touch()
    return project


def make(project: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run make."""
    return website.run("make", *words, cwd=project, **more)


def test_make_without_a_target_says_what_can_be_made(copy: Path) -> None:
    said = make(copy).stdout
    assert targets() >= {"serve", "site", "check", "test", "lint", "essay", "practice", "story", "schema", "lock", "clean"}
    assert all(re.search(rf"make .*\b{target}\b", said) for target in targets())


def test_every_target_can_be_read_by_make(copy: Path) -> None:
    for target in targets():
        done = make(copy, "--dry-run", target)
        assert done.returncode == 0, done.stderr


def test_every_command_of_the_readme_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    assert {"serve", "test"} <= set(re.findall(r"make ([a-z]+)", text))
    named = {
        word
        for block in re.findall(r"^```.*?^```|`[^`\n]+`", text, re.DOTALL | re.MULTILINE)
        for word in re.findall(r"\bmake ([a-z]+)", block)
    }
    assert named <= targets()
    for command in re.findall(r"python -m hooks\.folio ([a-z]+)", text):
        done = website.run(sys.executable, "-m", "hooks.folio", command, "--help", cwd=website.PROJECT)
        assert done.returncode == 0, command
    for option in re.findall(r"`python -m hooks\.folio ([a-z]+) ([^`]*)`", text):
        help_text = website.run(sys.executable, "-m", "hooks.folio", option[0], "--help", cwd=website.PROJECT).stdout
        assert all(word in help_text for word in re.findall(r"--[a-z]+", option[1])), option


def test_the_readme_opens_with_the_two_commands_and_its_files_are_there() -> None:
    text = README.read_text(encoding="utf-8")
    opening = text[: text.index("\n\n", text.index("make test"))]
    assert opening.index("make serve") < opening.index("make test")
    assert len(opening.splitlines()) < 12
    for path in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (website.PROJECT / path).exists(), path


def test_make_check_is_clean_and_quick_and_finds_a_planted_mistake(copy: Path) -> None:
    done = make(copy, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    website.write(copy, {"topics/broken.md": "---\ntitle: Broken\n---\n"})
    done = make(copy, "check")
    assert done.returncode == 2
    assert "docs/topics/broken.md:" in done.stdout


def test_make_site_builds_the_site(copy: Path) -> None:
    done = make(copy, "site")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (copy / "site/index.html").is_file()
    assert "WARNING" not in done.stdout + done.stderr


@pytest.mark.parametrize("kind", ["essay", "practice", "story"])
def test_make_lays_down_a_page(copy: Path, kind: str) -> None:
    done = website.run(sys.executable, "-m", "hooks.folio", "new", kind, "--title", "Why we say: yes", cwd=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    path = re.search(r"docs/\S+\.md", done.stdout)
    assert path, done.stdout
    assert website.front_matter(copy / path[0])["title"] == "Why we say: yes"
    assert make(copy, kind).returncode == 2, "without a title and without a terminal it lays down nothing"


def test_no_file_names_a_machine(tmp_path: Path) -> None:
    done = website.run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=website.PROJECT)
    for name in done.stdout.split("\0")[:-1]:
        path = website.PROJECT / name
        if path.suffix in (".woff2", ".png", ".ico") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(?:root|work|home/[a-z]+|Users)/", text), name

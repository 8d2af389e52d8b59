"""The command line tells what a question finds, and adds up why."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from indexes import page, written
from search.fragments import Section

ROOT = Path(__file__).parent.parent.parent
STEP = Section("hear-yes", "Repeat the problem until you hear yes", "One or two sentences.", step=True)
SITE = [page("Own it to the end", "Keep your name on it.", STEP, kind="practice"), page("The giraffe loaf", "A child wrote.", kind="story")]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with an index of two pages."""
    for path, file in written(SITE)[0].items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(file)
    return tmp_path


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hooks.folio", "search", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_page_the_step_and_the_sum_are_told(site: Path) -> None:
    done = run("problem yes", "--site", str(site))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1. Own it to the end (practice)  own-it-to-the-end/  ")
    assert "step" in done.stdout
    assert "own-it-to-the-end/#hear-yes" in done.stdout
    parts = [float(found) for found in re.findall(r"^ +\w+: ([\d.]+) = ", done.stdout, re.MULTILINE)]
    (total, words, there, covered) = map(float, re.search(r"([\d.]+) = ([\d.]+) × ([\d.]+) for words .* × ([\d.]+)", done.stdout).groups())  # type: ignore[union-attr]
    assert sum(parts) == pytest.approx(words, abs=0.01)
    assert words * there * covered == pytest.approx(total, rel=0.02)


def test_kinds_are_chosen_and_slips_are_told(site: Path) -> None:
    assert "1 page;" in run("girafe", "--kind", "story", "--site", str(site)).stdout
    assert run("girafe", "--site", str(site)).stdout.startswith("Taken as: giraffe\n1. The giraffe loaf (story)")
    assert "0 pages;" in run("giraffe", "--kind", "essay", "--site", str(site)).stdout


def test_without_a_built_site_it_says_what_to_do(tmp_path: Path) -> None:
    done = run("giraffe", "--site", str(tmp_path))
    assert done.returncode == 2
    assert "make site" in done.stderr
    assert "Traceback" not in done.stderr

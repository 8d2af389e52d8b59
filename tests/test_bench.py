"""What is measured is what is said: the runs, what is left out, and what the report makes of them. No peer is needed here."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bench import plot, processes, serving
from bench.build import Bench
from bench.figures import Figures, claims, table
from bench.generators import GENERATORS, OURS, Generator
from bench.processes import Cost, FailedError, Limits, OverrunError
from test_cover import contrast

HOLD = "import sys, time; held = b'x' * int(sys.argv[1]); time.sleep(float(sys.argv[2]))"
"""A program that holds so many bytes for so many seconds."""


# The runs


def lay(items: object, folder: Path, pages: int) -> None:
    """A site that is one essay."""
    (folder / "essay-7.md").write_text("Words.\n", encoding="utf-8")


def made(name: str, code: str, *more: str) -> Generator:
    """A generator that is a few lines of Python."""
    return Generator(name, lay, essay="{}.md", page="{}.md", program=sys.executable, build=("-c", code, *more))


def test_a_run_takes_the_time_and_the_memory_that_it_takes(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    cost = processes.run([sys.executable, "-c", HOLD, str(50 * 2**20), "0.5"], folder, Limits(), weigh=True)
    assert 0.5 <= cost.wall < 60
    assert 0 < cost.cpu < cost.wall
    assert 50 < cost.largest < 70  # not what this process holds
    forking = f"import os; os.fork(); {HOLD}"
    both = processes.run([sys.executable, "-c", forking, str(50 * 2**20), "1"], folder, Limits(), weigh=True)
    assert both.largest < 100 < (both.total or 0)


def test_a_program_that_fails_or_takes_too_much_is_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    with pytest.raises(FailedError, match="no such page"):
        processes.run([sys.executable, "-c", "raise SystemExit('no such page')"], folder, Limits())
    with pytest.raises(OverrunError, match="stopped after 1 s"):
        processes.run([sys.executable, "-c", HOLD, "1", "60"], folder, Limits(seconds=1))
    with pytest.raises(OverrunError, match=r"stopped at \d+ MB"):
        processes.run([sys.executable, "-c", HOLD, str(90 * 2**20), "60"], folder, Limits(megabytes=60), weigh=True)


def test_every_mode_begins_in_its_own_state(tmp_path: Path) -> None:
    """The generator notes what it finds: its own output of before, and the essay's length. What was built lies aside."""
    code = """
from pathlib import Path
seen = Path("../seen.txt")
with seen.open("a") as file:
    print(Path("site").exists(), len(Path("essay-7.md").read_text().splitlines()), file=file)
Path("site").mkdir(exist_ok=True)
if seen.read_text().count("\\n") == 7:
    raise SystemExit(seen.read_text())
"""
    figures = Figures("here")
    Bench(figures, Limits(), runs=2, patience=60, base=tmp_path).build(10, [made("One", code)])
    assert figures.left_out[0].partition("failed:")[2].split("\n")[1:8] == [
        "False 1",  # the first, which warms up
        *("False 1", "True 1", "True 3"),
        *("False 3", "True 3", "True 5"),
    ]
    assert {mode: len(costs) for mode, costs in figures.builds[10]["One"].items()} == {"cold": 2, "none": 2, "edit": 1}
    assert len(list(tmp_path.glob("One-10-*/site"))) == 2


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    figures = Figures("here")
    slow, greedy, broken = made("Slow", HOLD, "1", "0.5"), made("Greedy", HOLD, "90000000", "0.2"), made("Broken", "raise SystemExit('Oh')")
    bench = Bench(figures, Limits(seconds=4, megabytes=500), runs=1, patience=1, base=tmp_path)
    bench.build(10, [made(OURS, "pass"), slow, greedy, broken])
    bench.build(100, [made(OURS, "pass"), slow, greedy])
    assert list(figures.builds[10]) == [OURS, "Slow", "Greedy"]
    assert list(figures.builds[100]) == [OURS]
    assert re.fullmatch(r"Broken at 10 pages: .* failed:\nOh\n", figures.left_out[0], re.DOTALL)
    assert re.fullmatch(
        r"Slow at 100 pages: by its build of 10 pages it would take \d+ s and .* more than 4 s or 500 MB", figures.left_out[1]
    )
    assert re.match(r"Greedy at 100 pages: by its build of 10 pages it would take \d+ s and (9|1,)\d\d", figures.left_out[2])


def test_an_edit_is_waited_for_over_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "REST", 0)
    server = ("-m", "http.server", "--bind", "127.0.0.1", "{port}")
    generator = Generator("One", lay, essay="{}.md", page="{}.md", program=sys.executable, build=(), serve=server)
    shown = serving.serve([generator], 10, edits=2, patience=60)
    assert [0 < seconds < 60 for seconds in shown["One"]] == [True, True]


@pytest.mark.parametrize("message", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_when_it_is_stopped(message: signal.Signals, tmp_path: Path) -> None:
    code = "import os, time; os.fork(); open('../begun', 'w'); time.sleep(60)"
    script = f"""
import signal, sys
sys.path[:0] = {sys.path!r}
import test_bench
from bench import build
build.GENERATORS = (test_bench.made("One", {code!r}),)
build.KEPT = None
sys.argv[1:] = ["--pages", "10", "--only", "One"]
signal.signal(signal.SIGINT, signal.default_int_handler)
build.main()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script], env={**os.environ, "TMPDIR": str(tmp_path)}, cwd=Path(__file__).parent, stderr=subprocess.PIPE
    )
    assert within(30, lambda: any(tmp_path.glob("*/begun")))
    process.send_signal(message)
    process.communicate(timeout=30)
    assert process.returncode not in (0, None)
    assert list(tmp_path.iterdir()) == []
    assert within(30, lambda: not at_work_in(tmp_path))


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold in that time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def at_work_in(folder: Path) -> list[str]:
    """The processes that stand in a folder or below it, perhaps deleted meanwhile."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found += [process.name] if str((process / "cwd").readlink()).startswith(str(folder)) else []
        except OSError:
            continue
    return found


# The report

FIGURES = Figures(
    "On two cores.",
    start=0.02,
    builds={
        1000: {
            OURS: {"cold": [Cost(4, 5, 90), Cost(2, 4, 80), Cost(3, 9, 85)], "none": [Cost(0.5, 0.5, 60)], "edit": [Cost(0.6, 0.6, 70)]},
            "Material": {"cold": [Cost(12, 12, 140), Cost(18, 18, 140)], "none": [Cost(12, 12, 140)], "edit": [Cost(12, 12, 140)]},
        },
        5000: {OURS: {"cold": [Cost(12, 20, 200)]}, "Material": {"cold": [Cost(90, 90, 500)]}},
        10000: {
            OURS: {"cold": [Cost(30, 55, 400)], "none": [Cost(0.7, 0.7, 200)], "edit": [Cost(1.01, 1, 300)]},
            "Hugo": {"cold": [Cost(15, 25, 1600)], "none": [Cost(15, 25, 1600)], "edit": [Cost(15, 25, 1600)]},
        },
    },
    peaks={1000: {OURS: 150}, 10000: {OURS: 650, "Hugo": 1600}},
    shown={1000: {OURS: [0.4, 0.7, 0.3], "Hugo": [0.5, 0.5]}},
    left_out=["Material at 10,000 pages: too slow"],
)


def test_medians_are_of_the_runs_and_ratios_of_the_medians() -> None:
    assert FIGURES.median(1000, OURS, "cold") == 3
    assert FIGURES.median(1000, "Material", "cold") == 15
    assert FIGURES.median(1000, "Hugo", "cold") is None
    assert FIGURES.visible(1000, OURS) == 0.4
    assert FIGURES.a_page(1000, OURS) == 5
    assert FIGURES.together(1000, OURS) == 150
    assert FIGURES.together(1000, "Material") == 140
    assert FIGURES.together(5000, "Hugo") is None


def test_the_claims_are_held_against_what_was_measured() -> None:
    assert [(claim.measured, claim.holds) for claim in claims(FIGURES)] == [
        ("1.01", True),
        ("14.85", True),
        ("0.70", True),
        ("5.00", True),
        ("7.50", False),
        ("2.00", True),
        ("1.10", False),
        ("650", True),
        ("0.80", True),
    ]
    nothing = list(claims(Figures("Nowhere.")))
    assert len(nothing) == 9
    assert {(claim.measured, claim.holds) for claim in nothing} == {("not measured", None)}


def test_the_table_tells_all_of_it() -> None:
    report = table(FIGURES)
    for line in (
        "| From nothing at 5,000 pages, times stock Material's speed | at least 8 | 7.50 | **no** |",
        "| No change at 10,000 pages, seconds | at most 1 | 0.70 | yes |",
        "| The Callback | 3.00 | 1.0 | 0.50 | 1.0 | 0.60 | 1.0 | 5.0 | 85 | 150 |",
        "| Material | 15.00 | 5.0 | 12.00 | 24.0 | 12.00 | 20.0 | 15.0 | 140 | 140 |",
        "| Hugo | 15.00 | 0.50 | 15.00 | 21.4 | 15.00 | 14.9 | 25.0 | 1,600 | 1,600 |",
        "| The Callback | 5.00 | 4.00 | 5.50 | 1.10 |",
        "| The Callback | 333 | 417 | 333 |",
        "| Hugo | 0.50 | 1.2 |",
        "- Material at 10,000 pages: too slow",
    ):
        assert line in report.splitlines(), line


def test_figures_are_kept_and_read_back() -> None:
    assert Figures.from_json(FIGURES.as_json()) == FIGURES


def test_the_plot_shows_every_generator_and_size_and_says_so_in_words() -> None:
    picture = ElementTree.fromstring(plot.svg(FIGURES))  # noqa: S314 - our own
    texts = [element.text for element in picture.findall("{*}text")]
    assert {"The Callback", "Material", "Hugo", "1,000", "5,000", "10,000", "From nothing", "After one edit"} <= {*texts}
    assert "Eleventy" not in texts
    assert "Hugo 15.00 s at 10,000" in (picture.findtext("{*}desc") or "")
    assert ElementTree.fromstring(plot.svg(Figures("Nowhere."))) is not None  # noqa: S314


def test_the_plot_can_be_read_in_light_and_in_dark() -> None:
    for scheme in (0, 1):
        assert contrast(plot.INK[scheme], plot.PAPER[scheme]) >= 7
        assert all(contrast(pair[scheme], plot.PAPER[scheme]) >= 4.5 for pair in plot.COLOURS.values())
    assert set(plot.COLOURS) == {one.name for one in GENERATORS}
    assert len(plot.MARKS) == len(plot.COLOURS)

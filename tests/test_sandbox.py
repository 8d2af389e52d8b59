"""The sandbox: an honest input is answered, a breach is told as what it is, and nothing of the parent's is in reach."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from folio import sandbox
from folio.sandbox import Breach

PROGRAM = '''
import os, socket, subprocess, sys, time
from pathlib import Path

def tell(data):
    """Do what the input says, and answer what came of it."""
    word, _, rest = data.decode().partition(" ")
    if word == "echo":
        return rest
    if word == "variables":
        return dict(os.environ)
    if word == "files":
        return [n for n in range(3, 64) if _open(n)]
    if word == "folder":
        return os.listdir()
    if word == "path":
        return sys.path
    if word == "write":
        Path(rest).write_text("x" * 10)
    if word == "start":
        return subprocess.run(["true"]).returncode
    if word == "compute":
        while True:
            pass
    if word == "wait":
        time.sleep(1000)
    if word == "remember":
        return len(b"x" * int(rest))
    if word == "talk":
        return "x" * int(rest)
    if word == "dive":
        return tell(data)
    if word == "fall":
        os.abort()
    if word == "raise":
        raise ValueError("SECRET")
    if word == "print":
        print("noise", file=sys.stderr)
        return "said"

def _open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
'''


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sandbox with a module that does what it is told; its limits are short, and its process is a new one."""
    monkeypatch.setattr(sandbox, "subprocess", subprocess)
    folder = tmp_path / "folio"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    source = Path(sandbox.__file__).read_text(encoding="utf-8")
    (folder / "sandbox.py").write_text(source.replace("CPU_SECONDS, SECONDS = 10, 15", "CPU_SECONDS, SECONDS = 1, 2"), encoding="utf-8")
    monkeypatch.setattr(sandbox, "__file__", str(folder / "sandbox.py"))
    monkeypatch.setattr(sandbox, "SECONDS", 3)
    return tmp_path


def ask(*inputs: str) -> list[object]:
    return list(sandbox.run("program:tell", (text.encode() for text in inputs)))


def test_honest_inputs_are_answered_in_one_process(box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    child = sandbox._Child

    def start(*words: Any) -> Any:
        started.append(words)
        return child(*words)

    monkeypatch.setattr(sandbox, "_Child", start)
    assert ask("echo one", "echo two", "echo") == ["one", "two", ""]
    assert len(started) == 1
    assert ask() == []
    assert len(started) == 1


@pytest.mark.parametrize(
    ("word", "limit"),
    [
        ("compute", "time"),
        ("wait", "time"),
        (f"remember {2 * 1024**3}", "memory"),
        (f"talk {2 * 1024**2}", "answer"),
        ("dive", "depth"),
        ("fall", "crash"),
        ("raise", "crash"),
        ("start", "crash"),
    ],
)
def test_a_breach_is_told_as_what_it_is_and_hides_no_other_input(box: Path, word: str, limit: str) -> None:
    if word == "start" and os.geteuid() == 0:
        pytest.skip("no limit holds root")
    began = time.monotonic()
    assert ask("echo before", word, "echo after") == ["before", Breach(limit), "after"]  # type: ignore[arg-type]
    assert time.monotonic() - began < 15


def test_time_is_counted_for_each_input_by_itself(box: Path) -> None:
    assert ask("compute", "echo one", "compute", "echo two") == [Breach("time"), "one", Breach("time"), "two"]


def test_nothing_of_the_parent_is_in_reach(box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("PYTHONPATH", str(box))
    with (box / "open").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        variables, files, folder, path = ask("variables", "files", "folder", "path")
    assert set(variables) <= {"LC_CTYPE"}  # type: ignore[call-overload]  # which Python sets itself
    assert (files, folder) == ([], [])
    assert str(box) not in path  # type: ignore[operator]


def test_no_file_is_written(box: Path) -> None:
    target = box / "written"
    (answer,) = ask(f"write {target}")
    assert answer == Breach("crash")
    assert not target.exists() or not target.stat().st_size


def test_nothing_is_left_behind(box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = box / "rooms"
    rooms.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(rooms))
    ask("echo x", "fall", "wait", "raise")
    assert not list(rooms.iterdir())


def test_a_reader_that_stops_early_leaves_no_process(box: Path) -> None:
    answers = sandbox.run("program:tell", (text for text in [b"echo 1", b"echo 2"]))
    assert next(answers) == "1"
    answers.close()

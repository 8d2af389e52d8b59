"""A server that starts again is the same process with the same arguments, and waits for a repair where it cannot start."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
import website
from press import again

pytestmark = pytest.mark.skipif(not again.possible(), reason="no program can take another's place here")
PATIENCE = 60
"""Seconds after which a program that does nothing is given up."""


def run_python(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start Python in a folder; what it says is kept in the file `log` there."""
    with (folder / "log").open("wb") as log:
        return subprocess.Popen([sys.executable, *arguments], cwd=folder, env=website.environment(), stdout=log, stderr=log)


def lay(folder: Path, code: str) -> Path:
    """A small project of one page and one hook. Returns the hook's file."""
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Here\n")
    (folder / "mkdocs.yml").write_text("site_name: Small\ntheme: mkdocs\nhooks: [hook.py]\nplugins: []\n")
    (folder / "hook.py").write_text(code)
    return folder / "hook.py"


def wait_for(file: Path, words: str) -> str:
    """What a file says, as soon as it says some words."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if words in (said := file.read_text(encoding="utf-8")):
            return said
        time.sleep(0.02)
    raise AssertionError(f"never said {words!r}: {said}")


def test_the_same_process_goes_on_with_the_same_arguments(tmp_path: Path) -> None:
    (tmp_path / "first.py").write_text(
        textwrap.dedent(f"""
        import atexit, os, sys
        sys.path.insert(0, {str(website.PROJECT / "hooks")!r})
        from press import again
        print(os.getpid(), "first", flush=True)
        atexit.register(print, "cleared up?")
        sys.argv = ["mkdocs", "--version"]
        again.start_at_the_end([])
        """)
    )
    process = run_python(tmp_path, "-X", "utf8", "first.py")
    assert process.wait(PATIENCE) == 0
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert said.splitlines()[0] == f"{process.pid} first"
    assert "mkdocs, version" in said


def test_a_mistake_is_told_and_its_repair_starts_the_server(tmp_path: Path) -> None:
    """A hook that fails as it is loaded, in the middle of the build, and not at all: MkDocs gives up twice, the server does not."""
    hook = lay(tmp_path, "raise ValueError('as it is loaded')\n")
    process = run_python(tmp_path, again.__file__, str(tmp_path / "docs"), "hook.py", "mkdocs.yml", "--", "build", "--site-dir", "built")
    try:
        wait_for(tmp_path / "log", "as it is loaded")
        wait_for(tmp_path / "log", "when something is saved")
        hook.write_text("def on_env(env, config, files):\n    raise ValueError('as it is built')\n")
        wait_for(tmp_path / "log", "as it is built")
        hook.write_text("def on_env(env, config, files):\n    print(env and 'All is well')\n")
        wait_for(tmp_path / "log", "All is well")
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait(PATIENCE)


def test_what_stands_beside_the_program_hides_no_other_module(tmp_path: Path) -> None:
    """The modules of the press have plain names: a program that MkDocs imports may have the same."""
    lay(tmp_path, "import sys\nprint(sys.path)\n")
    process = run_python(tmp_path, again.__file__, "--", "build", "--site-dir", "built")
    assert process.wait(PATIENCE) == 0
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert repr(str(tmp_path)) in said
    assert str(Path(again.__file__).parent) not in said

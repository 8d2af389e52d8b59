"""Builds of a hamlet: the command that a user has, and what it leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import website
from hamlet import Hamlet

LATER = """
import datetime, os, runpy, sys
sys.path.insert(0, os.path.abspath("hooks"))
from folio import fields
del sys.path[0]
days, today = datetime.timedelta(int(sys.argv.pop(1))), fields.today
fields.today = lambda: today() + days
sys.argv[0] = "mkdocs"
runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
"""
"""MkDocs on another day."""


def command(hamlet: Hamlet) -> list[str]:
    """The command that builds a hamlet: `make site`'s own, on a day to come if one was asked for."""
    start = ["-c", LATER, str(hamlet.days)] if hamlet.days else ["-m", "mkdocs"]
    return [sys.executable, *start, "build", "--strict"]


def build(hamlet: Hamlet, root: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Build a hamlet, or a copy of it, to its end."""
    return website.run(*command(hamlet), cwd=root or hamlet.root, **hamlet.variables)


def start(hamlet: Hamlet) -> subprocess.Popen[bytes]:
    """Begin to build a hamlet."""
    return subprocess.Popen(
        command(hamlet),
        cwd=hamlet.root,
        env=website.environment(**hamlet.variables),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def tree(site: Path) -> dict[str, bytes | str]:
    """All that lies in a site's folder: the bytes of files, and what anything else is. Hidden entries at its top are the host's."""
    paths = (path for path in sorted(site.rglob("*")) if not path.relative_to(site).parts[0].startswith("."))
    return {path.relative_to(site).as_posix(): _lies(path) for path in paths}


def _lies(path: Path) -> bytes | str:
    if path.is_symlink():
        return f"a link to {path.readlink()}"
    return path.read_bytes() if path.is_file() else "a folder" if path.is_dir() else "something else"

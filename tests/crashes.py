"""What befalls builds: they are killed, run side by side, or fail. They count among the mishaps of mishaps.py, in a group of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from builds import build, start, tree
from hamlet import Hamlet
from mishaps import mishap


@mishap("build")
def move_the_project(hamlet: Hamlet) -> str:
    hamlet.root = hamlet.root.rename(hamlet.root.with_name(f"moved-{hamlet.number()}"))
    return hamlet.root.name


@mishap("build")
def kill_a_build(hamlet: Hamlet) -> str:
    """At any moment; what it forked is not killed with it."""
    process, moment = start(hamlet), hamlet.chance.uniform(0, 1.1) * hamlet.seconds
    time.sleep(moment)
    return f"after {moment:.2f} s: {_kill(process)}"


@mishap("build")
def kill_a_build_that_writes(hamlet: Hamlet) -> str:
    """Soon after it began to change its caches or the site."""
    before, moment = list(_folders(hamlet.root)), hamlet.chance.choice([0, 0.001, 0.005, 0.02, 0.05])
    process = start(hamlet)
    while process.poll() is None and list(_folders(hamlet.root)) == before:
        time.sleep(0.001)
    time.sleep(moment)
    return f"{moment} s after its first change: {_kill(process)}"


@mishap("build")
def kill_builds_again_and_again(hamlet: Hamlet) -> str:
    return ", ".join(kill_a_build(hamlet) or "" for _ in range(3))


@mishap("build")
def build_twice_at_once(hamlet: Hamlet) -> str:
    """Whether the second waits, fails or does the same work again: the next build is right."""
    first = start(hamlet)
    time.sleep(hamlet.chance.uniform(0, 0.6) * hamlet.seconds)
    second = start(hamlet)
    return f"they end with {first.wait()} and {second.wait()}"


def _folders(root: Path) -> Iterator[tuple[str, int]]:
    """The folders that a build writes into, and when each was last changed."""
    for part in ("site", ".cache"):
        for folder, _, _ in os.walk(root / part):
            try:
                yield folder, os.stat(folder).st_mtime_ns  # noqa: PTH116 - some thousand times a second
            except FileNotFoundError:
                yield folder, 0


def _kill(process: subprocess.Popen[bytes]) -> str:
    process.send_signal(signal.SIGKILL)
    return "killed" if process.wait() < 0 else "it had ended"


BROKEN = (
    ("docs/about.md", "---\ntitle: [unclosed\n---\n\nWords.\n"),
    ("docs/about.md", "---\ntitle: About\n---\n\nTo [nowhere](nowhere.md).\n"),
    ("docs/topics/broken.md", "---\ntitle: Broken\n---\n"),
    ("overrides/essay.html", "{% extends 'main.html' %}{% block content %}{{ folio.entry.nothing.at_all }}{% endblock %}"),
    ("overrides/partials/footer.html", "{% if %}"),
    ("overrides/partials/footer.html", "<script src='https://evil.example/'></script>"),
    ("hooks/folio/views.py", "raise RuntimeError('broken')\n"),
    ("mkdocs.yml", "site_name: [unclosed\n"),
)
"""Mistakes, each of which stops a build: before it begins, while it reads, while it renders, at its last look."""


@mishap("build")
def make_a_mistake_and_repair_it(hamlet: Hamlet) -> str:
    """The site stays as it was while the mistake is there, and the file comes back as a new one."""
    path, words = hamlet.chance.choice(BROKEN)
    file, site = hamlet.root / path, hamlet.root / "site"
    before, shown = file.read_bytes() if file.exists() else None, tree(site)
    file.write_text(words, encoding="utf-8")
    done = build(hamlet)
    assert done.returncode != 0, f"{path} has a mistake, and the build says nothing"
    assert tree(site) == shown, f"{path} has a mistake, and the build changed the site"
    if before is None:
        file.unlink()
    else:
        file.write_bytes(before)
    return path

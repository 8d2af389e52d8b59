"""Programs started, measured and ended: nothing that a measurement starts outlives it."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 2**20


class OverrunError(Exception):
    """A program took more time or memory than it may; says so in words."""


class FailedError(Exception):
    """A program that must succeed did not; says what it said."""


@dataclass(frozen=True)
class Cost:
    """What one run took: wall and CPU seconds, and megabytes."""

    wall: float
    cpu: float
    """Of all its processes."""
    largest: float
    """The peak of its largest process."""
    total: float | None = None
    """The peak of all its processes together, what they share counted once; None where nobody looked, or the system does not tell."""


@dataclass(frozen=True)
class Limits:
    """What a program may take, in seconds and megabytes: anything, if nothing is said."""

    seconds: float = math.inf
    megabytes: float = math.inf


def run(command: Sequence[str], folder: Path, limits: Limits, weigh: bool = False) -> Cost:
    """What it takes to run a command in a folder. To `weigh` it, its memory is looked at some ten times a second.

    Raises FailedError when its status is not 0, and OverrunError when it was stopped at the limits (of memory, if it is weighed).
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        launcher = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launch.py")), str(told.fileno())]
        with started([*launcher, *command], folder, said.fileno(), told.fileno()) as process:
            watch = _Watch(process.pid, limits, weigh)
            watch.start()
            process.wait()
            total = watch.end()
        said.seek(0)
        told.seek(0)
        if watch.overrun:
            raise OverrunError(watch.overrun)
        wall, cpu, largest, status = json.loads(told.read() or b"[0, 0, 0, 1]")
        if status:
            raise FailedError(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')[-2000:]}")
    return Cost(wall, cpu, largest * _UNIT / MEGABYTE, total)


_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts the peak of a process."""


def _surroundings(folder: Path) -> dict[str, str]:
    """The variables of a program: as of any reader of the README, whatever is set here. What it leaves behind goes with the folder."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder.parent)}


@contextmanager
def started(command: Sequence[str], folder: Path, said: int = subprocess.DEVNULL, *inherited: int) -> Iterator[subprocess.Popen[bytes]]:
    """A program at work in a folder, as the first of a session of its own; all of the session ends with the block."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        env=_surroundings(folder),
        start_new_session=True,
        pass_fds=inherited,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            _tell(process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
        _tell(process.pid, signal.SIGKILL)
        process.wait()


def _tell(leader: int, message: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, message)


class _Watch(threading.Thread):
    """Looks at the time that a program takes, and when asked at the memory of all its processes; stops it at the limits."""

    def __init__(self, leader: int, limits: Limits, weigh: bool) -> None:
        super().__init__(daemon=True)
        self.leader, self.limits, self.weigh = leader, limits, weigh
        self.most: float | None = None
        self.overrun = ""
        self.over = threading.Event()

    def end(self) -> float | None:
        """The most megabytes that were seen."""
        self.over.set()
        self.join()
        return self.most

    def run(self) -> None:
        start, pause = time.monotonic(), 0.02
        while not self.over.wait(pause):
            began = time.monotonic()
            if self.weigh and (now := together(self.leader)):
                self.most = max(now, self.most or 0)
            if time.monotonic() - start > self.limits.seconds:
                self.stop(f"stopped after {self.limits.seconds:,.0f} s")
            elif (self.most or 0) > self.limits.megabytes:
                self.stop(f"stopped at {self.most:,.0f} MB after {time.monotonic() - start:,.0f} s")
            pause = max(0.1 if self.most else 0.02, 20 * (time.monotonic() - began))  # looking takes a twentieth of one core at most

    def stop(self, why: str) -> None:
        self.overrun = why
        self.over.set()
        _tell(self.leader, signal.SIGKILL)


def together(leader: int) -> float | None:
    """The megabytes that all processes of a session but its first hold, what they share counted once; None where nobody tells."""
    kilobytes = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == leader != int(folder.name):
                told = (folder / "smaps_rollup").read_text(encoding="ascii")
                kilobytes += int(told.partition("\nPss:")[2].split()[0])
        except (OSError, IndexError):  # it has ended meanwhile
            continue
    return kilobytes * 1024 / MEGABYTE if kilobytes else None

"""A mould for the sandbox: its process, imported once, of which every test gets a copy of its own.

The sandbox starts a new process, which imports the core in a fifth of a second; hundreds of tests of the gate ask for one. Here a
process without variables or files is started as the sandbox starts its own, imports what the sandbox's does, and has read
nothing when it is copied by a fork; the copy goes on in the sandbox's own `_serve`, with all its limits. How a process is really
started is proved in test_sandbox.py, by the command line, and by each build with pictures.
"""

from __future__ import annotations

import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from typing import Any

MODULES = ("gate", "darkroom", "mending")
"""What the core runs in its sandbox."""


class Mould:
    """The process that is copied, as the tests see it. It starts when the first copy is asked for."""

    def __init__(self, program: str) -> None:
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None

    @cached_property
    def line(self) -> socket.socket:
        """The way to it."""
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-I", __file__, self.program, str(theirs.fileno())]
            self.process = subprocess.Popen(command, env={}, pass_fds=[theirs.fileno()], stderr=subprocess.DEVNULL)
        return ours

    def ask(self, *words: str, fds: Sequence[int] = ()) -> int:
        """Ask it for a number: the id of a new copy, or how a copy ended."""
        socket.send_fds(self.line, ["\0".join(words).encode()], fds)
        return int(self.line.recv(64))

    def start(self, command: list[str], *, cwd: str, **_: Any) -> Copy:
        """What subprocess.Popen is asked by the sandbox, answered with a copy."""
        return Copy(self, command[-1], cwd)

    def end(self) -> None:
        """It ends where nobody can speak to it any more."""
        if self.process:
            self.line.close()
            self.process.wait()


class Copy:
    """A copy: what the sandbox uses of a Popen."""

    def __init__(self, mould: Mould, function: str, folder: str) -> None:
        self.mould = mould
        theirs, to = os.pipe()
        back, ours = os.pipe()
        self.stdin, self.stdout = os.fdopen(to, "wb"), os.fdopen(back, "rb")
        self.pid = mould.ask("copy", function, folder, fds=(theirs, ours))
        os.close(theirs)
        os.close(ours)
        self.status: int | None = None

    def kill(self) -> None:
        """End it, if nobody has waited for its end."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """How it ended."""
        if self.status is None:
            self.status = self.mould.ask("wait", str(self.pid))
        return self.status

    def communicate(self) -> None:
        """Wait for its end, and close what led to it."""
        self.wait()
        self.stdout.close()
        self.stdin.close()


# The process itself: this file, run as a program


def _stand_by(program: str, line: socket.socket) -> None:
    """Copy itself whenever asked, until nobody can ask any more."""
    serve = runpy.run_path(program, run_name="sandbox")
    for name in MODULES:
        serve["_imported"](name)
    while True:
        said, fds, *_ = socket.recv_fds(line, 4096, 2)
        if not said:
            return
        word, *rest = said.decode().split("\0")
        if word == "wait":
            status = os.waitpid(int(rest[0]), 0)[1]
            line.sendall(b"%d" % os.waitstatus_to_exitcode(status))
        elif pid := os.fork():
            for fd in fds:
                os.close(fd)
            line.sendall(b"%d" % pid)
        else:
            for ours, fd in enumerate(fds):
                os.dup2(fd, ours)
            os.closerange(3, 256)
            os.chdir(rest[1])
            serve["_serve"](rest[0])
            os._exit(0)


if __name__ == "__main__":
    _stand_by(sys.argv[1], socket.socket(fileno=int(sys.argv[2])))

"""A sandbox: a function of the core, run on a stranger's bytes in a process that can do nothing else.

The process inherits no variable, no file and no folder; it may use so much time and memory, write no file and start no
program. It imports its module before the limits are set, and reads the first byte after. One process answers for many
inputs, one after the other; an input that breaks a limit ends it, and the next one gets a new process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple, cast

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's clock is left
    resource = None  # type: ignore[assignment]

CPU_SECONDS, SECONDS = 10, 15
"""For one input: computing, and waiting in all. An honest story takes a hundredth of a second, a photo one."""
MEMORY = 1024**3
"""Bytes: a photo of 24 megapixels, unpacked, turned and converted, takes a third."""
ANSWER = 1024**2
"""Bytes of an answer: a verdict is short."""
_LENGTH = 8
"""Bytes before each input that say how long it is."""
_SIGXCPU = 24
"""The signal that ends a process whose time of computing is over, on every system that has it."""


class Breach(NamedTuple):
    """The limit that an input broke; `crash` is whatever else ended the process."""

    limit: Literal["time", "memory", "depth", "answer", "crash"]


def run(function: str, inputs: Iterable[bytes], answer: int = ANSWER) -> Generator[Any, None, None]:
    """What a function, named as module:function, answers to each input, or a Breach. The answers come as JSON."""
    child: _Child | None = None
    try:
        for data in inputs:
            child = child or _Child(function, answer)
            result = child.ask(data)
            yield result
            if isinstance(result, Breach):
                child.end()
                child = None
    finally:
        if child:
            child.end()


class _Child:
    """The process, as its parent sees it."""

    def __init__(self, function: str, answer: int) -> None:
        self.answer = answer
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).resolve()), function],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.folder.name,
            env={name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ},  # Windows starts no Python without it
        )

    def ask(self, data: bytes) -> Any:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        clock = threading.Timer(SECONDS, stop)
        clock.start()
        try:
            line = self._exchange(data)
        finally:
            clock.cancel()
        if line.endswith(b"\n"):
            said = json.loads(line)
            return Breach(said["breach"]) if "breach" in said else said["answer"]
        if len(line) > self.answer:
            return Breach("answer")
        status = self.process.wait()
        return Breach("time" if late.is_set() or -status == _SIGXCPU else "crash")

    def _exchange(self, data: bytes) -> bytes:
        to, back = cast("IO[bytes]", self.process.stdin), cast("IO[bytes]", self.process.stdout)
        with suppress(OSError):  # it has ended already, and is asked why below
            to.write(len(data).to_bytes(_LENGTH, "big") + data)
            to.flush()
        return back.readline(self.answer + 1)

    def end(self) -> None:
        """Stop it, whatever it does, and leave nothing behind."""
        self.process.kill()
        with suppress(OSError):
            self.process.communicate()
        self.folder.cleanup()


# The process itself: this file, run as a program


def _serve(name: str) -> None:
    """Answer each input in one line."""
    module, _, function = name.partition(":")
    call = getattr(_imported(module), function)
    _confine()
    while length := sys.stdin.buffer.read(_LENGTH):
        data = sys.stdin.buffer.read(int.from_bytes(length, "big"))
        _wind_up()
        said = _answer(call, data)
        sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
        sys.stdout.buffer.flush()


def _answer(call: Callable[[bytes], Any], data: bytes) -> dict[str, Any]:
    try:
        return {"answer": call(data)}
    except MemoryError:
        return {"breach": "memory"}
    except RecursionError:
        return {"breach": "depth"}
    except Exception:  # noqa: BLE001  # whatever a stranger's bytes bring about, it is told as one thing
        return {"breach": "crash"}


def _imported(name: str) -> Any:
    """A module of the core, by where it lies: the folders that Python looks into stay as they are."""
    folder = Path(__file__).resolve().parent
    spec = cast("ModuleSpec", spec_from_file_location("folio", folder / "__init__.py", submodule_search_locations=[str(folder)]))
    sys.modules["folio"] = module_from_spec(spec)
    return import_module(f"folio.{name}")


def _confine() -> None:
    """No more memory than MEMORY, no file written, no process started, no picture of the memory left behind."""
    if not resource:
        return
    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0, resource.RLIMIT_NPROC: 0}
    for limit, most in limits.items():
        with suppress(ValueError, OSError):  # a system may know a limit, and not keep it
            resource.setrlimit(limit, (most, most))


def _wind_up() -> None:
    """Give the next input its time of computing."""
    if not resource:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, hard))


if __name__ == "__main__":
    _serve(sys.argv[1])

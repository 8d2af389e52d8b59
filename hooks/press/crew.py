"""A crew: processes that divide one build among them. Each goes on where it was forked, with a share of the work of its own."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, TypeVar

import mkdocs

Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")

CORE = mkdocs.__name__
"""Where what builds logs: MkDocs, or a fork that stands in its place, as ProperDocs does."""


def cores() -> int:
    """How many processes can work at once here: one where a process cannot be forked safely."""
    if not hasattr(os, "fork") or sys.platform == "darwin":  # macOS' own libraries do not survive a fork
        return 1
    if signal.getsignal(signal.SIGCHLD) == signal.SIG_IGN:  # as some programs start theirs: nobody could wait for a process
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class FailedError(Exception):
    """A process of the crew came to nothing; the message is what it said last."""


@dataclass(frozen=True)
class _Report:
    """What a process hands over: its result or its last words, and what it logged meanwhile."""

    result: Any
    failure: str | None
    said: list[logging.LogRecord]


class _Listener(logging.Handler):
    """Keeps what is logged as text, so that it can be handed to another process."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args = record.getMessage(), None
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        self.said.append(record)


def spread(work: Callable[[Item], Result], items: Sequence[Item], size: int) -> dict[Item, Result]:
    """What some work makes of each item, done by a crew of that size. Results must be such as can be pickled."""
    crew = Crew(size)
    crew.split()
    try:
        own = {item: work(item) for item in crew.share(items)}
    except BaseException as error:
        if crew.number:
            crew.hand_over(None, error)
        crew.dismiss()
        raise
    if crew.number:
        crew.hand_over(own)
    for result in crew.gather():
        own |= result
    return {item: own[item] for item in items}


class Crew:
    """`number` is this process's own: 0 is the parent, which gathers what the others hand over.

    What another process logs on the logger `speaks` is logged again by the parent, in the order of the processes: a build with
    a crew says what a build without one says, and a strict one counts the same warnings. When the parent is gone, the others end.
    """

    def __init__(self, size: int, speaks: str = CORE) -> None:
        self.size = size
        self.number = 0
        self._logger = logging.getLogger(speaks)
        self._others: list[tuple[int, Any]] = []
        self._lifeline: tuple[int, int] | None = None

    def split(self) -> int:
        """Fork, once; from here on every process of the crew runs. Returns the process's number, from 0 to `size` - 1.

        Where the system refuses, this process is the crew: `size` is 1.
        """
        if self.size < 2:
            return 0
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            with _without_interrupts():
                self._fork()
        except BaseException as error:
            self.dismiss()
            if not isinstance(error, OSError):
                raise
            self.size = 1  # there may be no more processes, or files: this one does it all
        return self.number

    def _fork(self) -> None:
        self._lifeline = reading, writing = os.pipe()
        try:
            for number in range(1, self.size):
                out = tempfile.TemporaryFile()  # noqa: SIM115 - it lives until the process has handed over
                self._others.append((0, out))
                if not (pid := os.fork()):
                    self.number, self._others = number, [(0, out)]
                    try:
                        self._listen(reading, writing)
                    except BaseException:  # noqa: BLE001 - nothing of the parent's may go on here
                        os._exit(1)
                    return
                self._others[-1] = (pid, out)
        finally:
            if not self.number:
                os.close(reading)

    def share(self, items: Sequence[Item]) -> Sequence[Item]:
        """The part of some items that is this process's own. Every `size`-th, since neighbours are often alike in weight."""
        return items[self.number :: self.size]

    def hand_over(self, result: Any, failure: BaseException | None = None) -> NoReturn:
        """In a process that is not the parent: hand the parent a result (anything that can be pickled), and end."""
        code = 1
        try:
            out = self._others[0][1]
            pickle.dump(_Report(result, None if failure is None else f"{type(failure).__name__}: {failure}", self._listener.said), out, 5)
            out.flush()
            code = 0
        finally:
            os._exit(code)  # nothing of the parent's is to be ended twice

    def gather(self) -> list[Any]:
        """In the parent: wait for the others, and give what they handed over, in the order of their numbers.

        Raises FailedError, when all have ended, for the first that failed.
        """
        reports = []
        while self._others:
            pid, out = self._others[0]
            _, status = os.waitpid(pid, 0)
            self._others.pop(0)
            with out:
                out.seek(0)
                lost = _Report(None, f"a process ended with status {os.waitstatus_to_exitcode(status)}", [])
                reports.append(pickle.load(out) if status == 0 else lost)  # noqa: S301 - written by our own process, into a file without a name
        self._let_go()
        for report in reports:
            for record in report.said:
                self._logger.handle(record)
        for report in reports:
            if report.failure:
                raise FailedError(report.failure)
        return [report.result for report in reports]

    def dismiss(self) -> None:
        """In the parent, when its own part has failed: let the others end, and wait until they have."""
        self._let_go()
        while self._others:
            pid, out = self._others.pop(0)
            out.close()
            if pid:
                with contextlib.suppress(ChildProcessError):  # who was interrupted while waiting has waited
                    os.waitpid(pid, 0)

    def _let_go(self) -> None:
        if self._lifeline:
            os.close(self._lifeline[1])
            self._lifeline = None

    def _listen(self, reading: int, writing: int) -> None:
        """Keep what this process logs, and end when the parent does: its end of the lifeline closes with it, however it ends."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes, and the parent says what becomes of it
        self._listener = _Listener()
        for handler in list(self._logger.handlers):
            self._logger.removeHandler(handler)
        self._logger.addHandler(self._listener)
        self._logger.propagate = False
        os.close(writing)

        def wait() -> None:
            with contextlib.suppress(OSError):
                os.read(reading, 1)
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait while processes are forked. Python loses it in between, or a process that is not the first takes it for its own."""
    former = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


class Errand(Generic[Result]):
    """Work that another process does meanwhile; where none can be forked, it is done when it is asked for.

    The result must be such as can be pickled.
    """

    def __init__(self, work: Callable[[], Result], processes: int) -> None:
        self._work = work
        self._crew = Crew(min(2, processes))
        if self._crew.split():
            os.nice(10)  # the first process is the one that is waited for
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - nothing may go on from here in this process
                self._crew.hand_over(None, error)
            self._crew.hand_over(result)

    def result(self) -> Result:
        """What the work gave. Asked once. Raises FailedError when the other process came to nothing."""
        results: list[Result] = self._crew.gather() if self._crew.size > 1 else [self._work()]
        return results[0]

    def dismiss(self) -> None:
        """Let it be: nobody asks for the result."""
        self._crew.dismiss()

"""Pages: those of a build, written by several processes, with the bytes, the words and the end of a build by one."""

from __future__ import annotations

import gc
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from typing import Any

from .crew import CORE, Crew, FailedError
from .insides import stock as insides
from .turns import Turns

log = logging.getLogger(CORE)
"""What a build says: everything that MkDocs and its plugins log passes here."""


class _Keeper(logging.Handler):
    """Keeps what is said, until it can be said in the order of the pages."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record)


class _Noting(logging.Filter):
    """Notes on all that is said, of which page it was said."""

    page = -1

    def filter(self, record: logging.LogRecord) -> bool:
        record.__dict__.setdefault("of_page", self.page)
        return True


Make = Callable[[int], None]


def write(count: int, make: Make, unmake: Make, together: Sequence[int], shared: list[Any], size: int) -> None:
    """Make every page, by its number from 0 to `count` - 1, by `size` processes; all is said in the order of the numbers.

    What each `make` adds to `shared`, a list, is put there in the order of the numbers, too. Pages named in `together` are made by
    this process, in their order. A page whose making fails, or whose process is lost, is made once more by this one when all before
    it are done: its error is raised here, and said once, as if there were one process, and the pages after it are unmade.
    """
    before = list(shared)
    noting, crew = _Noting(), Crew(size)
    gc.freeze()  # what no process collects, none has to copy
    with _kept(noting) as keeper, closing(Turns(sorted({*range(count)} - {*together}))) as turns:
        if crew.split():
            for handler in log.handlers:
                handler.addFilter(noting)
            try:
                made = _make(turns, make, shared, noting)
            except BaseException as error:  # noqa: BLE001 - whatever it is, this process must not go on as if it were the first
                crew.hand_over({}, error)
            crew.hand_over(made)
        try:
            made = _make(chain(together, turns), make, shared, noting)
            made |= _gathered(crew)
        except BaseException:
            crew.dismiss()
            raise
    gc.unfreeze()
    said = defaultdict(list)
    for record in keeper.said:
        said[record.__dict__["of_page"]].append(record)
    for number in range(count):
        if number in made:
            for record in said[number]:
                log.handle(record)
        else:
            try:
                made |= _made(number, make, shared)
            except BaseException:
                for later in range(number + 1, count):
                    unmake(later)
                raise
    shared[:] = chain(before, *(made[number] for number in range(count)))


def _make(numbers: Iterable[int], make: Make, shared: list[Any], noting: _Noting) -> dict[int, list[Any]]:
    """What each page gave that was made, up to the first that failed."""
    made: dict[int, list[Any]] = {}
    for noting.page in numbers:
        try:
            with insides.unsaid_if_it_fails():
                made |= _made(noting.page, make, shared)
        except Exception:  # noqa: BLE001 - it is made once more, and its error told, in its turn
            break
    return made


def _made(number: int, make: Make, shared: list[Any]) -> dict[int, list[Any]]:
    start = len(shared)
    make(number)
    return {number: shared[start:]}


def _gathered(crew: Crew) -> dict[int, list[Any]]:
    """What the other processes made; nothing when one of them was lost."""
    try:
        return dict(chain.from_iterable(made.items() for made in crew.gather()))
    except FailedError:
        return {}


@contextmanager
def _kept(noting: _Noting) -> Iterator[_Keeper]:
    """Keep what is said, while the block lasts."""
    keeper, handlers, propagate = _Keeper(), list(log.handlers), log.propagate
    keeper.addFilter(noting)
    log.handlers[:], log.propagate = [keeper], False
    try:
        yield keeper
    finally:
        log.handlers[:], log.propagate = handlers, propagate

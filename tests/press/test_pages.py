"""Pages by several processes: each once, all in order, and errors as by one process."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from press.crew import CORE, Crew
from press.pages import write
from press.turns import Turns

log = logging.getLogger(f"{CORE}.press.test")
Make = Callable[[int], None]


def _nothing(_number: int) -> None: ...


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder with a file for each page that was made, and in it the process that made it."""
    return tmp_path


def _maker(folder: Path, shared: list[object], fails: Callable[[int], bool] = lambda _: False) -> Make:
    def make(number: int) -> None:
        time.sleep(0.01)  # so that no process is done before the others have begun
        log.warning("Page %s", number)
        shared.extend([number, f"{number}'s"])
        if fails(number):
            raise LookupError(number)
        (folder / str(number)).write_text(str(os.getpid()))

    return make


def test_every_turn_is_taken_once() -> None:
    turns, crew = Turns([*range(5000)]), Crew(3)
    crew.split()
    own = list(turns)
    turns.close()
    if crew.number:
        crew.hand_over(own)
    taken = [own, *crew.gather()]
    assert sorted(chain(*taken)) == [*range(5000)]
    assert all(part == sorted(part) for part in taken)


def test_pages_are_shared_out_and_all_is_put_in_their_order(written: Path, caplog: pytest.LogCaptureFixture) -> None:
    shared: list[object] = ["before"]
    write(40, _maker(written, shared), _nothing, [3, 17, 5], shared, 3)
    assert shared == ["before", *chain(*((number, f"{number}'s") for number in range(40)))]
    assert [record.getMessage() for record in caplog.records] == [f"Page {number}" for number in range(40)]
    assert {(written / str(number)).read_text() for number in (3, 17, 5)} == {str(os.getpid())}
    assert len({path.read_text() for path in written.iterdir()}) > 1


def test_the_first_error_is_raised_when_all_before_it_is_told(written: Path, caplog: pytest.LogCaptureFixture) -> None:
    shared: list[object] = []

    def unmake(number: int) -> None:
        (written / str(number)).unlink(missing_ok=True)

    with pytest.raises(LookupError, match="11"):
        write(
            40,
            _maker(written, shared, {11, 12, 30}.__contains__),
            unmake,
            [],
            shared,
            3,
        )
    assert [record.getMessage() for record in caplog.records] == [f"Page {number}" for number in range(12)]
    assert {path.name for path in written.iterdir()} == set(map(str, range(11)))


def test_what_a_lost_process_was_to_make_is_made_by_this_one(written: Path, caplog: pytest.LogCaptureFixture) -> None:
    shared: list[object] = []
    parent, make = os.getpid(), _maker(written, shared)

    def die_elsewhere(number: int) -> None:
        if os.getpid() != parent and number > 9:
            os.kill(os.getpid(), 9)
        make(number)

    write(40, die_elsewhere, _nothing, [], shared, 2)
    assert shared == [*chain(*((number, f"{number}'s") for number in range(40)))]
    assert [record.getMessage() for record in caplog.records] == [f"Page {number}" for number in range(40)]

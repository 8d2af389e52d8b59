"""A crew shares out a build: every item once, everything said, and nobody left behind."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from press.crew import CORE, Crew, Errand, FailedError, cores, spread

pytestmark = pytest.mark.skipif(cores() == 1 and not hasattr(os, "fork"), reason="no process can be forked here")
log = logging.getLogger(f"{CORE}.press.test")


def test_every_item_is_one_process_s_share_and_results_come_in_their_order() -> None:
    crew, items = Crew(3), range(20)
    crew.split()
    own = [(item, os.getpid()) for item in crew.share(items)]
    if crew.number:
        crew.hand_over(own)
    results = [own, *crew.gather()]
    assert sorted(item for result in results for item, _ in result) == list(items)
    assert len({pid for result in results for _, pid in result}) == 3
    assert [result[0][0] for result in results] == [0, 1, 2]


def test_what_the_others_log_the_parent_says(caplog: pytest.LogCaptureFixture) -> None:
    crew = Crew(3)
    crew.split()
    log.warning("Process %s spoke", crew.number)
    if crew.number:
        crew.hand_over(None)
    crew.gather()
    assert [record.getMessage() for record in caplog.records] == ["Process 0 spoke", "Process 1 spoke", "Process 2 spoke"]


def test_a_failure_is_told_when_all_have_ended() -> None:
    crew = Crew(2)
    if crew.split():
        crew.hand_over(None, LookupError("no such page"))
    with pytest.raises(FailedError, match="LookupError: no such page"):
        crew.gather()


def test_a_process_that_is_killed_is_a_failure() -> None:
    crew = Crew(2)
    if crew.split():
        os.kill(os.getpid(), 9)
    with pytest.raises(FailedError, match="status -9"):
        crew.gather()


def test_when_the_parent_is_killed_the_others_end(tmp_path: Path) -> None:
    script = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from press.crew import Crew
crew = Crew(2)
if crew.split():
    print(os.getpid(), flush=True)
    time.sleep(60)
else:
    time.sleep(60)
"""
    hooks = Path(__file__).parents[2] / "hooks"
    parent = subprocess.Popen([sys.executable, "-c", script, str(hooks)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    assert not parent.stdout.read()  # ends when nobody holds the other end any more: the child has let go
    parent.wait()
    parent.stdout.close()
    assert child != parent.pid


def test_an_interrupt_is_the_first_process_s_own_whenever_it_comes() -> None:
    script = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from press.crew import Crew
fork = os.fork
def interrupted():
    if number := fork():
        os.killpg(0, signal.SIGINT)
    return number
os.fork = interrupted
signal.signal(signal.SIGINT, signal.default_int_handler)  # who starts programs in the background may have them ignore it
crew = Crew(3)
try:
    if crew.split():
        signal.alarm(30)
        signal.pause()
except KeyboardInterrupt:
    print("interrupted")
try:
    os.wait()
except ChildProcessError:
    print("alone")
"""
    hooks = Path(__file__).parents[2] / "hooks"
    done = subprocess.run([sys.executable, "-c", script, str(hooks)], check=False, capture_output=True, text=True, start_new_session=True)
    assert (done.stdout, done.stderr, done.returncode) == ("interrupted\nalone\n", "", 0)


def test_a_process_that_cannot_begin_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Crew, "_listen", refuse)
    crew = Crew(2)
    crew.split()
    assert crew.number == 0
    with pytest.raises(FailedError, match="status 1"):
        crew.gather()


def test_where_the_system_refuses_a_process_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert spread(str, [1, 2, 3], 3) == {1: "1", 2: "2", 3: "3"}
    assert Errand(lambda: 7, 2).result() == 7


def test_where_nobody_can_wait_for_a_process_there_is_one() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert cores() == 1
    finally:
        signal.signal(signal.SIGCHLD, before)

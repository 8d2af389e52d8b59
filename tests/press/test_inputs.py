"""No edit is missed, and no file is read for nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from press import inputs
from press.inputs import MARGIN, Known, look, marks


def write(root: Path, name: str, text: str, age: float = 10) -> Path:
    """A file as old as that, in seconds."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - age,) * 2)
    return path


def settle(found: dict[str, Known]) -> dict[str, Known]:
    """The same as if the files had been looked at long after they were written: a test cannot set the time an entry changed."""
    return {name: Known(known.mark, known.digest, True) for name, known in found.items()}


def test_every_file_has_a_mark_and_a_link_has_none(tmp_path: Path) -> None:
    write(tmp_path, "b/c.md", "words")
    write(tmp_path, "a.md", "words")
    (tmp_path / "link.md").symlink_to(tmp_path / "a.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert list(marks(tmp_path)) == ["a.md", "b/c.md"]
    assert list(marks(tmp_path, lambda name: name != "b")) == ["a.md"]


def test_what_is_as_it_was_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.md", "words")
    known = settle(look(tmp_path, marks(tmp_path), {}))
    monkeypatch.setattr(inputs, "digest", lambda _: pytest.fail("a file was read"))
    assert look(tmp_path, marks(tmp_path), known) == known


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "words")
    known = settle(look(tmp_path, marks(tmp_path), {}))
    before = path.stat()
    path.write_text("WORDS", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert look(tmp_path, marks(tmp_path), known)["a.md"].digest != known["a.md"].digest


def test_a_file_that_another_took_the_place_of_is_seen(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "words")
    known = settle(look(tmp_path, marks(tmp_path), {}))
    before = path.stat()
    other = write(tmp_path, "b.md", "WORDS")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert look(tmp_path, marks(tmp_path), known)["a.md"].digest != known["a.md"].digest


def test_what_was_touched_just_now_is_read_the_next_time(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "words", age=0)
    known = look(tmp_path, marks(tmp_path), {})
    assert not known["a.md"].settled
    stale = {"a.md": Known(known["a.md"].mark, b"of other bytes", False)}
    assert look(tmp_path, marks(tmp_path), stale) == known


def test_a_mark_from_the_future_is_not_trusted(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "words", age=-3 * MARGIN / 1e9)
    assert not look(tmp_path, marks(tmp_path), {})["a.md"].settled

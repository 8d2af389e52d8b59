"""What is kept between builds is right or it is not used: whatever happened to the file."""

from __future__ import annotations

import os
import pickle
import random
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press.inputs import Known
from press.store import DamagedError, Store, Table


def kept(path: Path, rows: dict[str, object], key: str = "key") -> Path:
    """A store with some rows in a table, closed."""
    store = Store(path, key, ["press"])
    table = Table(store, "table")
    table.update(rows)
    table.save()
    store.commit()
    store.close()
    return path


def read(path: Path, key: str = "key") -> dict[str, object]:
    """All rows of the table of a store. Raises DamagedError."""
    store = Store(path, key, ["press"])
    try:
        store.check()
        return dict(Table(store, "table"))
    finally:
        store.close()


def test_what_was_committed_is_there_the_next_time(tmp_path: Path) -> None:
    rows = {"a": 1, "b": Known((1, 2, 3, 4), b"digest", True), "c": {"d": ("e", None)}}
    assert read(kept(tmp_path / "below/state.db", rows)) == rows


def test_what_was_not_committed_is_not(tmp_path: Path) -> None:
    path = kept(tmp_path / "state.db", {"a": 1})
    store = Store(path, "key")
    store.put("table", {"00": {"b": 2}})
    store.close()
    assert read(path) == {"a": 1}


def test_under_another_key_there_is_nothing(tmp_path: Path) -> None:
    path = kept(tmp_path / "state.db", {"a": 1})
    assert read(path, "another") == {}


@given(rows=st.dictionaries(st.text(), st.integers() | st.text()), changes=st.lists(st.tuples(st.text(), st.none() | st.integers())))
def test_a_table_is_a_mapping_whatever_is_set_and_taken_away(rows: dict[str, object], changes: list[tuple[str, int | None]]) -> None:
    store = Store(None, "key")
    table, expected = Table(store, "table"), dict(rows)
    table.update(rows)
    table.save()
    again = Table(store, "table")
    for name, value in changes:
        if value is None:
            expected.pop(name, None)
            again.pop(name, None)
        else:
            expected[name] = again[name] = value
    again.save()
    assert dict(Table(store, "table")) == expected == dict(again)
    assert len(again) == len(expected)


def _nothing(path: Path) -> None:
    path.unlink()


def _half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _other(path: Path) -> None:
    path.write_bytes(b"words, not rows " * 1000)


def _folder(path: Path) -> None:
    path.unlink()
    (path / "inside").mkdir(parents=True)


def _another_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE rows (other TEXT)")
    db.close()


@pytest.mark.parametrize("harm", [_nothing, _half, _empty, _other, _folder, _another_database])
def test_a_store_that_came_to_harm_is_begun_anew_and_works(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    path = kept(tmp_path / "state.db", {str(number): "words " * 100 for number in range(300)})
    harm(path)
    try:
        assert read(path) == {}
    except DamagedError:
        store = Store(path, "key")
        store.discard()
        store.close()
    assert read(kept(path, {"a": 1})) == {"a": 1}


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_is_seen_or_harms_nothing(tmp_path: Path, seed: int) -> None:
    rows: dict[str, object] = {str(number): f"{number} words " * 10 for number in range(100)}
    path = kept(tmp_path / "state.db", rows)
    data = bytearray(path.read_bytes())
    chance = random.Random(seed)  # noqa: S311 - a place to damage
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    try:
        found = read(path)
    except DamagedError:
        return
    assert found in (rows, {}) or set(found.items()) < set(rows.items())


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file/state.db", "key")
    Table(store, "table")["a"] = 1
    store.commit()
    store.close()
    assert not (tmp_path / "file").is_dir()


class _Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("trap",)


@pytest.mark.parametrize("trap", [_Trap(), b"cpress.store\nsqlite3.connect\n(S'trap'\ntR."])
def test_a_pickle_from_elsewhere_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: object) -> None:
    monkeypatch.chdir(tmp_path)
    path = kept(tmp_path / "state.db", {"a": 1})
    data = trap if isinstance(trap, bytes) else pickle.dumps({"a": trap})
    with sqlite3.connect(path) as db:
        db.execute("UPDATE rows SET sum = ?, value = ? WHERE place = 'table'", (zlib.crc32(data), data))
    db.close()
    with pytest.raises(DamagedError):
        read(path)
    assert not (tmp_path / "trap").exists()

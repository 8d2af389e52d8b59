"""What a build leaves for the next one: a file of checked rows. Whatever is wrong with it, it is thrown away and made anew.

SQLite keeps the file whole when a build is killed; each row carries a checksum, so that a damaged one is never used. The rows belong
to a key; under another key there are none. Values are pickles, and reading one makes only plain data and what its store has named: a
file from elsewhere is data, not a program.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

NAME = "state.db"
"""The file's, in the folder where a build keeps what the next may use."""
FORMAT = 1
"""The layout of the rows. Under another number older stores are not used."""
ROWS = 256
"""The rows of a table: of 10,000 values some 40 lie in each."""

_PLAIN = frozenset({("datetime", "date"), ("builtins", "frozenset"), ("builtins", "set"), ("builtins", "object")})


class DamagedError(Exception):
    """A row is not what was written: the store is to be discarded."""


class Store:
    """Rows by table and name, in one file; without a file, only as long as it lives.

    `allowed` are the packages whose classes a value may hold, beside plain data and dates. A row is checked when it is read, or by
    `check`; what is put is seen by another process after `commit`. A process that is forked reads what was committed.
    """

    def __init__(self, path: Path | None, key: str, allowed: Iterable[str] = ()) -> None:
        self.path = path
        self._allowed = frozenset(allowed)
        self._options = ""
        self._key = f"{FORMAT} {key}".encode()
        try:
            self._open()
        except (sqlite3.Error, OSError):
            self.discard()

    @classmethod
    def to_read(cls, path: Path, allowed: Iterable[str] = ()) -> Store:
        """A store as it stands, under whatever key: nothing can be put into it, and what is wrong with it is a DamagedError of `get`."""
        store = cls.__new__(cls)
        store.path, store._allowed, store._process, store._options = path, frozenset(allowed), 0, "?mode=ro"
        return store

    def _open(self) -> None:
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        self._connect()
        self._db.execute("CREATE TABLE IF NOT EXISTS rows (place TEXT, name TEXT, sum INTEGER, value BLOB, PRIMARY KEY (place, name))")
        found = self._db.execute("SELECT value FROM rows WHERE place = '' AND name = 'key'").fetchone()
        if not found or found[0] != self._key:
            self._db.execute("DELETE FROM rows")
            self._db.execute("INSERT INTO rows VALUES ('', 'key', ?, ?)", (zlib.crc32(self._key), self._key))

    def _connect(self) -> None:
        address = f"{self.path.absolute().as_uri()}{self._options}" if self.path else ":memory:"
        self._db = sqlite3.connect(address, isolation_level=None, check_same_thread=False, uri=True)
        self._db.execute("PRAGMA synchronous = OFF")  # a power cut may damage it, and then it is made anew
        self._process = os.getpid()

    def check(self, *places: str) -> None:
        """Read and check these tables, or all. Raises DamagedError."""
        for place in places or [place for (place,) in self._select("SELECT DISTINCT place FROM rows")]:
            for total, value in self._select("SELECT sum, value FROM rows WHERE place = ?", place):
                self._checked(total, value)

    def names(self, place: str) -> list[str]:
        """The names in a table."""
        return [name for (name,) in self._select("SELECT name FROM rows WHERE place = ?", place)]

    def get(self, place: str, name: str, otherwise: Any = None) -> Any:
        """One value, or what stands for it where there is none. Raises DamagedError."""
        for total, value in self._select("SELECT sum, value FROM rows WHERE place = ? AND name = ?", place, name):
            return self._read(self._checked(total, value))
        return otherwise

    def _checked(self, total: object, value: object) -> bytes:
        if not isinstance(value, bytes) or zlib.crc32(value) != total:
            raise DamagedError(f"{self.path}: a row is not what was written")
        return value

    def _select(self, words: str, *values: str) -> Iterator[tuple[Any, ...]]:
        try:
            if self.path and self._process != os.getpid():
                self._connect()  # a connection to a file is no other process's to use
            yield from self._db.execute(words, values)
        except sqlite3.Error as error:
            raise DamagedError(f"{self.path}: {error}") from error

    def put(self, place: str, rows: Mapping[str, Any]) -> None:
        """Keep values under their names, in place of what stood there. Where they cannot be written, nothing is kept."""
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
            for name, value in rows.items():
                data = pickle.dumps(value, 5)
                self._db.execute("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", (place, name, zlib.crc32(data), data))
        except sqlite3.Error:
            self._give_up()

    def commit(self) -> None:
        """Let what was put since the last time count for other processes, all at once. Where it cannot be written, nothing is kept."""
        try:
            if self._db.in_transaction:
                self._db.execute("COMMIT")
        except sqlite3.Error:
            self._give_up()

    def _give_up(self) -> None:
        """Keep nothing: a part of what was put would be worse."""
        self.discard()
        self.close()
        self.path = None
        self._open()

    def discard(self) -> None:
        """Begin anew, with no rows. Where not even that can be written, nothing is kept from here on."""
        self.close()
        try:
            if self.path:
                if self.path.is_dir():
                    shutil.rmtree(self.path)
                for end in ("", "-journal", "-wal", "-shm"):
                    self.path.with_name(self.path.name + end).unlink(missing_ok=True)
            self._open()
        except (sqlite3.Error, OSError):
            self.path = None
            self._open()

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        with contextlib.suppress(AttributeError, sqlite3.Error):
            self._db.close()

    def _read(self, value: bytes) -> Any:
        try:
            return _Reader(io.BytesIO(value), self._allowed).load()
        except Exception as error:  # a pickle can fail in any way, and each means the same
            raise DamagedError(f"{self.path}: {error}") from error


class Table(MutableMapping[str, Any]):
    """A table of a store as a mapping. Its values lie together in rows, so that all are read fast and one is written fast.

    A row is read when something of it is asked for, and put back by `save` when something of it was set. A value that is changed in
    place is to be set again.
    """

    def __init__(self, store: Store, place: str) -> None:
        self._store, self._place = store, place
        self._read: dict[str, dict[str, Any]] = {}
        self._changed: set[str] = set()

    def _row(self, name: str) -> dict[str, Any]:
        row = f"{zlib.crc32(name.encode()) % ROWS:02x}"
        if row not in self._read:
            self._read[row] = self._store.get(self._place, row, {})
        return self._read[row]

    def __getitem__(self, name: str) -> Any:
        return self._row(name)[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._row(name)[name] = value
        self._changed.add(name)

    def __delitem__(self, name: str) -> None:
        del self._row(name)[name]
        self._changed.add(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole())

    def __len__(self) -> int:
        return len(self.whole())

    def whole(self) -> dict[str, Any]:
        """All values as they are now. To ask this for many is quicker than to ask the table."""
        for row in self._store.names(self._place):
            if row not in self._read:
                self._read[row] = self._store.get(self._place, row)
        return {name: value for row in self._read.values() for name, value in row.items()}

    def become(self, values: Mapping[str, Any]) -> None:
        """Hold these values and no others. What is the same is not written again."""
        before = self.whole()
        for name in before.keys() - values.keys():
            del self[name]
        for name, value in values.items():
            if name not in before or (before[name] is not value and before[name] != value):
                self[name] = value

    def keep(self, **values: Any) -> None:
        """Set what is not the same already."""
        for name, value in values.items():
            if name not in self or self[name] != value:
                self[name] = value

    def save(self) -> None:
        """Put into the store what was set."""
        rows = {f"{zlib.crc32(name.encode()) % ROWS:02x}" for name in self._changed}
        self._store.put(self._place, {row: self._read[row] for row in sorted(rows)})
        self._changed.clear()


class _Reader(pickle.Unpickler):
    """Makes plain data and objects of the classes of known packages, and calls nothing else."""

    def __init__(self, file: io.BytesIO, allowed: frozenset[str]) -> None:
        super().__init__(file)
        self._allowed = allowed

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.partition(".")[0] in self._allowed and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not to be made")

"""The files that a build reads, and which of them changed since another: told by their marks, and by their bytes where a mark can lie."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

MARGIN = 2_000_000_000
"""Nanoseconds. A file that was touched so shortly before it was looked at may change again and keep its mark: some file systems
count whole seconds, or two. Its bytes are read the next time (as git does with what it calls racily clean)."""

Mark = tuple[int, int, int, int]
"""When a file's bytes and its entry changed (nanoseconds), its size in bytes, its number on the disk. The second cannot be set by
hand: an edit that keeps the time and the size is seen."""


class Known(NamedTuple):
    """What is known of a file: its mark, its digest, and whether the mark can be trusted."""

    mark: Mark
    digest: bytes
    settled: bool


class Sources(NamedTuple):
    """The files below a folder: the digest of each by its path, in order, and the `news` since they were looked at last: what is known
    of a file now, or None where it is gone. `changed` are those that are new, gone, or hold other bytes."""

    digests: dict[str, bytes]
    news: dict[str, Known | None]
    changed: frozenset[str]


def digest(data: bytes) -> bytes:
    """What tells contents apart: 16 bytes."""
    return hashlib.blake2b(data, digest_size=16).digest()


def marks(root: Path, wanted: Callable[[str], bool] = lambda _: True) -> dict[str, Mark]:
    """Every file below a folder by its path relative to it, with forward slashes, in order.

    A symbolic link is no file of ours: it could lead anywhere on the machine that builds. `wanted` says of the name of a file or
    folder whether to look at it.
    """
    found: dict[str, Mark] = {}
    folders = [("", str(root))]
    while folders:
        prefix, folder = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if not wanted(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append((f"{prefix}{entry.name}/", entry.path))
                elif entry.is_file(follow_symlinks=False):
                    found[prefix + entry.name] = mark(entry.stat(follow_symlinks=False))
    return dict(sorted(found.items()))


def mark(found: os.stat_result) -> Mark:
    """A file's mark."""
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def is_settled(found: Mark, moment: int) -> bool:
    """Whether what was touched so long before a moment (nanoseconds) cannot change any more and keep its mark."""
    return max(found[0], found[1]) < moment - MARGIN


def look(root: Path, now: Mapping[str, Mark], known: Mapping[str, Known]) -> dict[str, Known]:
    """What is known of the files that are there now. Those whose marks are new, or could not be trusted, are read."""
    moment = time.time_ns()
    found: dict[str, Known] = {}
    for name, new in now.items():
        old = known.get(name)
        if old and old.settled and old.mark == new:
            found[name] = old
        else:
            found[name] = Known(new, digest((root / name).read_bytes()), is_settled(new, moment))
    return found


def compare(root: Path, known: Mapping[str, Known]) -> Sources:
    """The files below a folder, beside what is known of them."""
    found = look(root, marks(root), known)
    news: dict[str, Known | None] = {name: new for name, new in found.items() if known.get(name) is not new}
    changed = {name for name, new in news.items() if new and (name not in known or known[name].digest != new.digest)}
    gone = known.keys() - found.keys()
    return Sources({name: new.digest for name, new in found.items()}, news | dict.fromkeys(gone), frozenset(changed | gone))

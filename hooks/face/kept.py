"""Kept: files of what was made once and takes long to make.

A file lies under a name for all that it was made of, behind a digest of that name and its bytes: what was damaged, written by half,
or put there for another, is not used. Deleting the folder only costs time.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

_LENGTH = hashlib.sha256().digest_size


def read(file: Path) -> bytes | None:
    """What was kept; None where there is nothing, or not what was written."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return data[_LENGTH:] if _digest(file, data[_LENGTH:]) == data[:_LENGTH] else None


def write(file: Path, data: bytes) -> None:
    """Keep it, whole or not at all: two builds may run side by side. Where nothing can be written, nothing is wrong."""
    other = f"{file}.{os.getpid()}"
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(other, "wb") as new:  # noqa: PTH123 - of thousands of files, and quicker so
            new.write(_digest(file, data) + data)
        os.replace(other, file)  # noqa: PTH105


def _digest(file: Path, data: bytes) -> bytes:
    total = hashlib.sha256(file.name.encode())
    total.update(data)
    return total.digest()

"""Turns: things to do that processes divide among themselves while they work, each taking the next that nobody has taken."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

WIDTH = 4
"""Bytes of a number in the file."""


class Turns:
    """Numbers that stand in a file. Processes forked after it was opened share their place in it, so each number is read once.

    To be closed by each process that has no more use of it.
    """

    def __init__(self, numbers: list[int]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the processes that share it
        self._file.write(b"".join(number.to_bytes(WIDTH, "big") for number in numbers))
        self._file.flush()
        os.lseek(self._file.fileno(), 0, os.SEEK_SET)

    def close(self) -> None:
        """Take no more turns."""
        self._file.close()

    def __iter__(self) -> Iterator[int]:
        while taken := os.read(self._file.fileno(), WIDTH):
            yield int.from_bytes(taken, "big")

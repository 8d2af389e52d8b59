"""The memory of step ids: `docs/practices/ids.lock`, one line for each id ever published.

    room-to-say-yes#name-decisions
    room-to-say-yes#old-step retired

Written by `python -m hooks.folio ids --fix` and kept in git, where a review sees every change of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .problems import Problem, quote

LOCK = "practices/ids.lock"
"""The memory's place, below docs/."""
RETIRED = "retired"
HEAD = "# Every step id ever published. Written by: make ids. Ids are never deleted from here.\n"

_ROW = re.compile(r"(?P<practice>[^\s#]+)#(?P<step>[^\s#]+)(?P<retired>\s+retired)?\s*$")


class Row(NamedTuple):
    """One id of the lock: the line on which it stands, and whether it was retired."""

    line: int
    retired: bool = False


@dataclass(frozen=True)
class Lock:
    """What was ever published: rows by practice and step."""

    rows: Mapping[tuple[str, str], Row] = field(default_factory=dict)


def read(files: Mapping[str, bytes], prefix: str = "docs/") -> tuple[Lock, list[Problem]]:
    """The lock of a tree of files (an empty one where there is none), and its lines that cannot be read."""
    rows: dict[tuple[str, str], Row] = {}
    problems = []
    text = files[LOCK].decode("utf-8", "replace") if LOCK in files else ""
    for line, row in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if not row.strip() or row.startswith("#"):
            continue
        if match := _ROW.match(row):
            rows[match["practice"], match["step"]] = Row(line, bool(match["retired"]))
        else:
            rule = "a line of ids.lock is practice#step, or practice#step retired"
            problems.append(
                Problem(prefix + LOCK, line, "ids", rule, f"found {quote(row)}", "restore the line from git, then run: make ids")
            )
    return Lock(rows), problems


def write(lock: Lock) -> str:
    """The lock as text: a line for each id, in order of practices and steps, so that two branches seldom touch the same one."""
    rows = (f"{name}#{step}{' ' + RETIRED if row.retired else ''}\n" for (name, step), row in sorted(lock.rows.items()))
    return HEAD + "".join(rows)

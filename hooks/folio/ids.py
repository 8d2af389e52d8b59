"""Permanent ids of steps: ticks, evidence and deep links hang on them, so an id once published stays, or is retired.

What was published stands in ids.lock (lock.py). `check` holds the content against it for every build; `fix` gives new
steps their ids and records them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from . import body as bodies
from .body import Body
from .fields import slugify
from .library import KINDS, Library, Page
from .lock import LOCK, Lock, Row, write
from .problems import Problem, quote

WORDS = 4
"""Words of a step from which its id is made: enough to recognise it, short enough to type."""
OF_THE_PAGE = frozenset({"sources", "retired-steps"})
"""Anchors that a practice's page has already."""

_TOO_COMMON = frozenset("a an the of to and or for in on at it is that with your each every".split())
_LINE_END = re.compile(rb"(\r\n|\r|\n)")


def check(library: Library) -> Iterator[Problem]:
    """An id once published stays or stands in `retired`; a retired one does not come back; a new one is recorded."""
    practices = {page.name: page for page in _practices(library) if not page.wrong & {"id", "retired"}}
    for (name, step), row in library.lock.rows.items():
        if page := practices.get(name):
            yield from _row_holds(library, page, step, row)
        elif ("practice", name) not in library.unread:
            rule, found = "a practice once published stays", f"{quote(name)} is gone, with its step {quote(step)}"
            repair = f"bring its file back, with id: {name}; it may have another name and title"
            yield Problem(library.prefix + LOCK, row.line, "ids", rule, found, repair)
    for page in library.of("practice"):
        new = [step for step in page.body.steps if step.id and (page.name, step.id) not in library.lock.rows]
        if new and not page.draft:
            found = f"{quote(new[0].id)} {f'and {len(new) - 1} more are' if new[1:] else 'is'} new"
            path = library.prefix + page.path
            yield Problem(path, new[0].line, "steps", "an id is recorded before it is published", found, "run: make ids", "advice")


def _row_holds(library: Library, page: Page, step: str, row: Row) -> Iterator[Problem]:
    path, current = library.prefix + page.path, {found.id: found.line for found in page.body.steps}
    place = f"line {row.line} of {library.prefix}{LOCK}"
    if step in current and row.retired and step not in page.front.retired:  # what still stands in retired is told by rules.py
        found = f"{quote(step)} was retired, says {place}"
        yield Problem(path, current[step], "steps", "a retired id does not come back", found, "give this step a new id")
    elif step not in current and step not in page.front.retired:
        rule, found = "a step once published stays, or is retired", f"{quote(step)} is gone; it stands on {place}"
        gone = ", ".join([*page.front.retired, step])
        yield Problem(path, page.document.line("retired"), "retired", rule, found, f"bring {{#{step}}} back, or write retired: [{gone}]")


def _practices(library: Library) -> tuple[Page, ...]:
    """Practices that could be read, wholly or in part."""
    return (*library.of("practice"), *(page for page in library.partial if page.kind == "practice"))


# Mending


def fix(library: Library, docs: Path, dry: bool = False) -> list[str]:
    """Give every step an id, once, and record all ids: what was done, a line each; `dry` only says what there is to do.

    Only ends of lines change, where a step's words end without an id, and the lock; a file is replaced whole or not at
    all. Pages whose front matter has mistakes, or that have none yet, get their ids too; recorded are those of pages
    that can be published. Run twice, the second does nothing.
    """
    done: list[str] = []
    rows = dict(library.lock.rows)
    for page in _practices(library):
        recorded = {step for name, step in rows if name == page.name}
        ids = _name_steps(docs / page.path, f"{library.prefix}{page.path}", page.body, recorded | set(page.front.retired), done, dry)
        if not page.draft and not page.wrong:
            rows |= {(page.name, step): Row(0) for step in ids if (page.name, step) not in rows}
            rows |= {(page.name, step): Row(0, retired=True) for step in page.front.retired if step not in ids}
    for path, body in _without_front_matter(library, docs):
        _name_steps(docs / path, f"{library.prefix}{path}", body, set(), done, dry)
    if {key: row.retired for key, row in rows.items()} != {key: row.retired for key, row in library.lock.rows.items()}:
        done.append(f"{library.prefix}{LOCK}: {len(rows)} ids")
        if not dry:
            _replace(docs / LOCK, write(Lock(rows)).encode())
    return done


def _without_front_matter(library: Library, docs: Path) -> Iterator[tuple[str, Body]]:
    """Practices as they come from elsewhere: all of the file is text."""
    read = {page.path for page in (*library.pages, *library.partial)}
    for path in sorted(library.files - read):
        if path.endswith(".md") and KINDS["practice"].place.fullmatch(path):
            data = (docs / path).read_bytes().removeprefix(b"\xef\xbb\xbf")
            if not data.lstrip().startswith((b"---", b"+++")):
                yield path, bodies.read(data.decode("utf-8", "replace"))


def _name_steps(file: Path, shown: str, body: Body, others: set[str], done: list[str], dry: bool) -> list[str]:
    """Give the steps of one page their ids; returns the ids of all its steps."""
    taken = {step.id for step in body.steps} | body.anchors | others | OF_THE_PAGE
    ids: list[str] = []
    new: dict[int, str] = {}
    for step in body.steps:
        ids.append(step.id or make_id(step.text, taken))
        taken.add(ids[-1])
        if not step.id:
            new[step.last] = ids[-1]
            done.append(f"{shown}:{step.line}: {{#{ids[-1]}}}")
    if new and not dry:
        _replace(file, insert(file.read_bytes(), new))
    return ids


def make_id(text: str, taken: set[str]) -> str:
    """An id from a step's words, unlike all that are taken."""
    words = re.sub(r"[^a-z0-9-]+", "", slugify(text)).split("-")
    telling = [word for word in words if word and word not in _TOO_COMMON] or [word for word in words if word] or ["step"]
    stem = "-".join(telling[:WORDS])
    number = 1
    while (made := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return made


def insert(data: bytes, ids: Mapping[int, str]) -> bytes:
    """A file with an id written behind the words of each given line; every other byte, spaces and line ends, stays."""
    parts: list[bytes] = _LINE_END.split(data)  # lines, and between them what ends each
    for line, made in ids.items():
        text = parts[2 * line - 2]
        words = text.rstrip()
        parts[2 * line - 2] = words + f" {{#{made}}}".encode() + text[len(words) :]
    return b"".join(parts)


def _replace(path: Path, data: bytes) -> None:
    """Put new content in a file's place at once: a crash leaves the old one."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    if path.exists():
        shutil.copymode(path, fresh)
    os.replace(fresh, path)  # noqa: PTH105

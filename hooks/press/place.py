"""The place of a site: files move into it when all are ready, and only those that are other than before."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from .inputs import Mark, mark

NOTHING: Mark = (0, 0, 0, 0)
"""The mark of what no build makes: a link, or a folder with nothing in it, whose path ends with a slash."""


def standing(place: Path) -> dict[str, Mark]:
    """All that stands in a site's folder by its path, with its mark. Hidden entries at its top are the host's, as MkDocs has it."""
    found: dict[str, Mark] = {}
    folders = [("", str(place))] if place.is_dir() else []
    while folders:
        prefix, folder = folders.pop()
        with os.scandir(folder) as entries:
            inside = [entry for entry in entries if prefix or not entry.name.startswith(".")]
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                folders.append((f"{prefix}{entry.name}/", entry.path))
            else:
                found[prefix + entry.name] = mark(entry.stat(follow_symlinks=False)) if entry.is_file(follow_symlinks=False) else NOTHING
        if prefix and not inside:
            found[prefix] = NOTHING
    return found


def move(made: Path, place: Path, files: Mapping[str, Mark]) -> dict[str, Mark]:
    """Move a folder's files, whose marks are given, to where they belong, and give their marks there. A file with the same bytes is
    left as it is: it keeps its time, by which tools that upload a site tell what changed."""
    if not place.exists():
        made.replace(place)
        return dict(files)
    found: dict[str, Mark] = {}
    for path in files:
        source, target = made / path, place / path
        if not _same(source, target):
            _clear_way(target, place)
            source.replace(target)
        found[path] = mark(target.stat())
    shutil.rmtree(made)
    return found


def _same(one: Path, other: Path) -> bool:
    try:
        return not other.is_symlink() and one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def _clear_way(target: Path, place: Path) -> None:
    """Make a file's folder; what stands in the way, a file where a folder belongs or a folder where the file does, goes."""
    for above in reversed(target.relative_to(place).parents[:-1]):
        if (place / above).is_symlink() or (place / above).is_file():
            (place / above).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def remove(place: Path, paths: Iterable[str]) -> None:
    """Take files, links and empty folders away, and the folders that are empty then."""
    for path in paths:
        if not path.endswith("/"):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # gone, or in the way and gone with what it lay in
                (place / path).unlink()
        folder = place / path if path.endswith("/") else (place / path).parent
        while folder != place and folder.is_relative_to(place):
            try:
                folder.rmdir()
            except OSError:
                break
            folder = folder.parent

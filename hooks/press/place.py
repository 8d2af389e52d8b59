"""The place of a site: how it stands, and how files move into it when all are ready, and only those that are other than before."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .inputs import Mark, is_settled, mark

Folder = tuple[Mark | None, dict[str, Mark | None]]
"""What is known of one folder: its mark, where that tells that nothing came or went, and those of its files by their names, where
they stand."""


def parted(path: str) -> tuple[str, str]:
    """The folder in which something lies, with a slash at its end, and its name there."""
    folder, slash, name = path.rpartition("/")
    return folder + slash, name


class Sight(NamedTuple):
    """What is other than was known: the marks of `files` by their paths, None for those that are gone; `strays`, which nobody knew; and
    what is known now of `folders`."""

    files: dict[str, Mark | None]
    strays: set[str]
    folders: dict[str, Folder]


def look(place: Path, known: Mapping[str, Folder]) -> Sight:
    """Look at a site, all of whose folders are known by their paths, which end with a slash. Those whose marks are other than they were,
    or could not be trusted, are listed; to look at the files of the others takes half as long."""
    top, moment = f"{place}/", time.time_ns()
    sight = Sight({}, set(), {})
    gone: set[str] = set()
    for path in sorted(known):
        before, files = known[path]
        now = None if path and parted(path[:-1])[0] in gone else _mark(top + path[:-1], stat.S_ISDIR)
        if not now:
            gone.add(path)
            sight.files.update((path + name, None) for name in files)
            continue
        if now == before:
            there, strays = {name: _mark(f"{top}{path}{name}") for name in files}, set[str]()
        else:
            there, strays = _inside(top, path, known)
            strays.update(path + name for name in there.keys() - files.keys())
        other = {name: there.get(name) for name, mark in files.items() if not mark or there.get(name) != mark}
        sight.files.update((path + name, mark) for name, mark in other.items())
        sight.strays.update(strays)
        if now != before or other:
            sight.folders[path] = (now if is_settled(now, moment) and not strays else None, files | other)
    return sight


def known_by_now(place: Path, folders: Mapping[str, Folder], known: Container[str]) -> dict[str, Folder | None]:
    """What is known of some folders when their files are in place: None of those that are gone. The mark of one counts where nothing is
    in it but what is known, for somebody may have put something there meanwhile."""
    top, moment = f"{place}/", time.time_ns()
    found: dict[str, Folder | None] = {}
    for path, (_, files) in folders.items():
        now = _mark(top + path[:-1], stat.S_ISDIR)
        there, strays = _inside(top, path, known) if now and is_settled(now, moment) else ({}, {path})
        found[path] = (None if strays or there.keys() != files.keys() else now, files) if now else None
    return found


def _mark(path: str, is_one: Callable[[int], bool] = stat.S_ISREG) -> Mark | None:
    """The mark of a file, or of a folder; None where there is no such."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return mark(found) if is_one(found.st_mode) else None


def _inside(top: str, path: str, known: Container[str]) -> tuple[dict[str, Mark | None], set[str]]:
    """The files in a folder with their marks; and what else is there that no build makes, with all in folders that nobody knows."""
    files: dict[str, Mark | None] = {}
    strays: set[str] = set()
    entries = _entries(top, path)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            below = f"{path}{entry.name}/"
            strays.update(() if below in known else _standing(top, below))
        elif entry.is_file(follow_symlinks=False):
            files[entry.name] = mark(entry.stat(follow_symlinks=False))
        else:
            strays.add(path + entry.name)
    return files, strays if entries or not path else {path}


def standing(place: Path) -> set[str]:
    """The paths of all that stands in a site's folder; that of a folder with nothing in it ends with a slash."""
    return set(_standing(f"{place}/", "")) if place.is_dir() else set()


def _standing(top: str, path: str) -> Iterator[str]:
    entries = _entries(top, path)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _standing(top, f"{path}{entry.name}/")
        else:
            yield path + entry.name
    if path and not entries:
        yield path


def _entries(top: str, path: str) -> list[os.DirEntry[str]]:
    """What is in a folder of a site. Hidden entries at its top are the host's, as MkDocs has it."""
    with os.scandir(top + path) as entries:
        return [entry for entry in entries if path or not entry.name.startswith(".")]


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

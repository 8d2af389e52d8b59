"""The works of a build: what each makes, and from what. One whose print is the same as last time, and whose files still stand, is kept.

A print is a digest of everything that a work's files depend on; whoever asks for a work makes it. What is asked for no more is
taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from .inputs import Mark, digest
from .place import Folder, known_by_now, look, parted
from .store import Store, Table

Print = bytes
File = tuple[Mark, bytes]
"""The mark of a file that stands in its place, and the digest of its bytes."""


class Standing(NamedTuple):
    """How a site stands: the works that lost files, the paths that nobody made, and what is known now of folders."""

    lost: set[str]
    strays: set[str]
    folders: dict[str, Folder]


class Works:
    """Works by their names, with the paths of their files below the site's folder. One path belongs to one work."""

    def __init__(self, store: Store) -> None:
        self._works = Table(store, "works")
        """For each work its print and its files' paths."""
        self._files = Table(store, "files")
        """For each path its work, and the digest of its file: nothing until it stands in its place."""
        self._folders = Table(store, "folders")
        """For each folder, by its path that ends with a slash, what is known of it."""
        self._touched: set[str] = set()
        """Folders in which something comes or goes."""
        self.lost: set[str] = set()
        """Works whose files do not stand: they are due, whatever their prints."""
        self.stale: set[str] = set()
        """Paths of files that no work makes any more."""

    def look(self, place: Path) -> Standing:
        """Compare the site with what was made. A file with another mark is as it was made if it has the same bytes: somebody copied the
        site. Such are read to be told."""
        sight = look(place, self._folders.whole())
        lost = set()
        for path, mark in sight.files.items():
            work, made = self._files[path]
            if not mark or not made or digest((place / path).read_bytes()) != made:
                lost.add(work)
        return Standing(lost, sight.strays, sight.folders)

    def seen(self, found: Standing) -> None:
        """Take over what a look found."""
        self.lost |= found.lost
        self.stale |= found.strays
        self._folders.update(found.folders)

    def due(self, name: str, found: Print) -> bool:
        """Whether a work has to be done."""
        return name in self.lost or self._works.get(name, (None,))[0] != found

    def finish(self, name: str, found: Print, paths: Iterable[str], kept: Iterable[str] = ()) -> None:
        """A work was done: what it made from what, and which of its files stand as they were."""
        paths, kept = tuple(paths), tuple(kept)
        for path in set(self._works.get(name, (None, ()))[1]).difference(paths, kept):
            self._drop(name, path)
        self._works[name] = (found, (*paths, *kept))
        for path in paths:
            self._files[path] = (name, None)
            self._place(path, None)
            self.stale.discard(path)

    def retire(self, name: str) -> None:
        """A work is asked for no more."""
        for path in self._works.pop(name)[1]:
            self._drop(name, path)

    def _drop(self, name: str, path: str) -> None:
        if self._files.get(path, (None,))[0] == name:
            del self._files[path]
            folder, own = parted(path)
            _, files = self._folders[folder]
            files.pop(own)
            self._folders[folder] = (None, files)  # to be listed, until the file is gone
            self.stale.add(path)

    def _place(self, path: str, mark: Mark | None) -> None:
        folder, name = parted(path)
        self._touch(folder)
        known: Folder = self._folders[folder]
        known[1][name] = mark
        self._folders[folder] = known

    def _touch(self, folder: str) -> None:
        """Something comes into a folder; that itself comes into the one around it, if it is new."""
        self._touched.add(folder)
        if folder not in self._folders:
            self._folders[folder] = (None, {})
            if folder:
                self._touch(parted(folder[:-1])[0])

    def names(self, start: str = "") -> list[str]:
        """The names of works, of those that begin so."""
        return [name for name in self._works if name.startswith(start)]

    def paths(self) -> set[str]:
        """The paths of all files that works make."""
        return set(self._files)

    def settle(self, files: Mapping[str, File]) -> None:
        """Files stand in their places."""
        for path, (mark, made) in files.items():
            self._files[path] = (self._files[path][0], made)
            self._place(path, mark)

    def stand(self, place: Path) -> None:
        """All is in place, and what is stale is gone: know how the folders stand in which something came or went."""
        waiting = self._touched | {parted(path)[0] for path in self.stale}
        self._touched = set()
        while waiting:
            found = known_by_now(place, {path: self._folders.get(path) or (None, {}) for path in waiting}, self._folders)
            waiting = {parted(path[:-1])[0] for path, folder in found.items() if path and not folder}
            for path, folder in found.items():
                if not folder:
                    self._folders.pop(path, None)
                elif folder != self._folders.get(path):
                    self._folders[path] = folder

    def save(self) -> None:
        """Put what changed into the store."""
        for table in (self._works, self._files, self._folders):
            table.save()

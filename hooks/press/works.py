"""The works of a build: what each makes, and from what. One whose print is the same as last time, and whose files still stand, is kept.

A print is a digest of everything that a work's files depend on; whoever asks for a work makes it. What is asked for no more is
taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .inputs import Mark, digest
from .store import Store, Table

Print = bytes
File = tuple[Mark, bytes]
"""The mark of a file that stands in its place, and the digest of its bytes."""


class Works:
    """Works by their names, with the paths of their files below the site's folder. One path belongs to one work."""

    def __init__(self, store: Store) -> None:
        self._works = Table(store, "works")
        """For each work its print and its files' paths."""
        self._files = Table(store, "files")
        """For each path its work, and what is known of its file: nothing until it stands in its place."""
        self.lost: set[str] = set()
        """Works whose files do not stand: they are due, whatever their prints."""
        self.stale: set[str] = set()
        """Paths of files that no work makes any more."""

    def check(self, now: Mapping[str, Mark], read: Callable[[str], bytes]) -> tuple[set[str], set[str], dict[str, File]]:
        """Compare the files that are there with those that were made: the works that lost any, the paths that nobody made, and the files
        that are as they were made and only have another mark, since somebody copied the site. Those are read to be told."""
        lost, copied, made = set(), {}, self._files.whole()
        for path, (work, file) in made.items():
            mark = now.get(path)
            if file is None or mark is None or mark != file[0]:
                if file and mark and mark[2] == file[0][2] and digest(read(path)) == file[1]:
                    copied[path] = (mark, file[1])
                else:
                    lost.add(work)
        return lost, now.keys() - made.keys(), copied

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
            self.stale.discard(path)

    def retire(self, name: str) -> None:
        """A work is asked for no more."""
        for path in self._works.pop(name)[1]:
            self._drop(name, path)

    def _drop(self, name: str, path: str) -> None:
        if self._files.get(path, (None,))[0] == name:
            del self._files[path]
            self.stale.add(path)

    def names(self, start: str = "") -> list[str]:
        """The names of works, of those that begin so."""
        return [name for name in self._works if name.startswith(start)]

    def paths(self) -> set[str]:
        """The paths of all files that works make."""
        return set(self._files)

    def settle(self, files: Mapping[str, File]) -> None:
        """Files stand in their places."""
        for path, file in files.items():
            self._files[path] = (self._files[path][0], file)

    def save(self) -> None:
        """Put what changed into the store."""
        self._works.save()
        self._files.save()

"""A shelf of files: MkDocs finds every file of the site on it, and makes only those that are to be made now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath

from mkdocs.structure.files import File, Files


class Shelf(Files):
    """What MkDocs goes through are the files that stand here. The others are found by their path when a link or the navigation names
    them: `find` makes the File of a path, or None where the site has no such file."""

    def __init__(self, files: Iterable[File], find: Callable[[str], File | None]) -> None:
        super().__init__(files)
        self._find = find
        self._found: dict[str, File | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file of a path below docs/, with forward slashes; None where there is none."""
        name = PurePath(path).as_posix()
        if file := self._src_uris.get(name):
            return file
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def stand(self, path: str) -> File:
        """Let a file of the site stand here, to be made. Raises LookupError if there is none."""
        file = self.get_file_from_path(path)
        if file is None:
            raise LookupError(path)
        self._src_uris[path] = file
        return file

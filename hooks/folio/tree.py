"""Where content is read from: a folder on disk, or a revision of a git repository. Both are a mapping of path to bytes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path


class Folder(Mapping[str, bytes]):
    """The files below a folder, by their path relative to it with forward slashes; read when asked for.

    A symbolic link is no file of ours: it could lead anywhere on the machine that builds.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def _files(self) -> dict[str, Path]:
        files = {p.relative_to(self.root).as_posix(): p for p in self.root.rglob("*") if p.is_file() and not p.is_symlink()}
        return dict(sorted(files.items()))

    def __getitem__(self, path: str) -> bytes:
        return self._files[path].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class Revision(Mapping[str, bytes]):
    """The files below a folder as they stand in a git revision; nothing is checked out, links are not followed."""

    def __init__(self, repository: Path, revision: str, folder: str) -> None:
        self.repository, self.revision, self.folder = repository, revision, folder

    @cached_property
    def _blobs(self) -> dict[str, str]:
        listing = git(self.repository, "ls-tree", "-r", "-z", "--full-tree", self.revision, "--", f"{self.folder}/")
        blobs = {}
        for row in listing.split(b"\0")[:-1]:
            meta, _, path = row.partition(b"\t")
            mode, kind, sha = meta.decode().split()
            if kind == "blob" and mode.startswith("100"):
                blobs[path.decode(errors="surrogateescape")[len(self.folder) + 1 :]] = sha
        return blobs

    def __getitem__(self, path: str) -> bytes:
        return git(self.repository, "cat-file", "blob", self._blobs[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._blobs)

    def __len__(self) -> int:
        return len(self._blobs)


def git(repository: Path, *arguments: str) -> bytes:
    """What a git command prints, as bytes.

    No configuration of a stranger's can run a program here: hooks, filters, pagers and external diffs stay off.
    Raises subprocess.CalledProcessError when git says no, with its words in `stderr`.
    """
    command = ["git", "-C", str(repository), "-c", "core.hooksPath=", "-c", "core.fsmonitor=false", "--no-pager", *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout

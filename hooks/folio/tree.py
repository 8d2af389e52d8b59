"""Where content is read from: a folder on disk, or a git repository. Files are a mapping of path to bytes.

What lies in a repository may be a stranger's: its objects are read as they are, nothing is checked out, and no setting, hook,
filter, driver or replacement of its own is in force.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO, NamedTuple, cast

FOLDER, GONE, CROOKED = "040000", "000000", "crooked"
"""Modes of an entry: a folder, nothing, and what git itself would not have written: a name twice, or one with a slash."""
_MODE = re.compile(rb"[1-7][0-7]{4,5}")
SECONDS = 120
"""A git command on the largest site takes a few; one that was made to take for ever ends here."""


class MissingError(LookupError):
    """An object that the repository does not hold."""


class Folder(Mapping[str, bytes]):
    """The files below a folder, by their path relative to it with forward slashes; read when asked for.

    A symbolic link is no file of ours: it could lead anywhere on the machine that builds. `paths` are the files, where they are known.
    """

    def __init__(self, root: Path, paths: Iterable[str] | None = None) -> None:
        self.root = root
        self._paths = paths

    @cached_property
    def _files(self) -> dict[str, None]:
        found = (p.relative_to(self.root).as_posix() for p in self.root.rglob("*") if p.is_file() and not p.is_symlink())
        return dict.fromkeys(sorted(found if self._paths is None else self._paths))

    def __getitem__(self, path: str) -> bytes:
        if path not in self._files:
            raise KeyError(path)
        return (self.root / path).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class Entry(NamedTuple):
    """What a name stands for in a folder: its git mode, and the name of the object."""

    mode: str
    sha: str

    @property
    def is_folder(self) -> bool:
        """Whether it holds entries itself."""
        return self.mode != CROOKED and int(self.mode, 8) & 0o170000 == 0o040000


class Objects:
    """The objects of a repository by their names, read through one git process."""

    def __init__(self, repository: Path) -> None:
        command = [*_command(repository), "cat-file", "--batch-command"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment())
        self._to, self._from = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        self._folders: dict[str, dict[str, Entry]] = {}
        self.close = weakref.finalize(self, _end, process)

    def size(self, sha: str) -> int:
        """How many bytes an object has."""
        return self._ask("info", sha)

    def __getitem__(self, sha: str) -> bytes:
        size = self._ask("contents", sha)
        return self._from.read(size + 1)[:size]

    def folder(self, sha: str) -> dict[str, Entry]:
        """The entries of a folder by their names."""
        if sha not in self._folders:
            self._folders[sha] = dict(_entries(self[sha], len(sha) // 2))
        return self._folders[sha]

    def find(self, folder: str, path: str) -> Entry | None:
        """What stands at a path below a folder."""
        entry: Entry | None = Entry(FOLDER, folder)
        for name in path.split("/"):
            entry = self.folder(entry.sha).get(name) if entry and entry.is_folder else None
        return entry

    def _ask(self, what: str, sha: str) -> int:
        self._to.write(f"{what} {sha}\n".encode())
        self._to.flush()
        answer = self._from.readline().split()
        if len(answer) != 3:
            raise MissingError(sha)
        return int(answer[2])


def _entries(data: bytes, length: int) -> Iterator[tuple[str, Entry]]:
    """The entries of a tree object as they stand in it; a file system could not hold all that may."""
    seen: set[str] = set()
    at = 0
    while at < len(data):
        if (end := data.find(b"\0", at)) < 0 or end + 1 + length > len(data):
            raise MissingError("a folder that breaks off")
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + length
        path = name.decode(errors="surrogateescape")
        crooked = path in seen or "/" in path or path.lower() in ("", ".", "..", ".git") or not _MODE.fullmatch(mode)
        seen.add(path)
        yield path, Entry(CROOKED if crooked else mode.decode().zfill(6), data[end + 1 : at].hex())


class Revision(Mapping[str, bytes]):
    """The files below a folder as they stand in a git revision; nothing is checked out, links are not followed."""

    def __init__(self, repository: Path, revision: str, folder: str) -> None:
        self.repository, self.revision, self.folder = repository, revision, folder

    @cached_property
    def _objects(self) -> Objects:
        return Objects(self.repository)

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
        return self._objects[self._blobs[path]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._blobs)

    def __len__(self) -> int:
        return len(self._blobs)


@contextmanager
def borrowed(repository: Path) -> Iterator[Path]:
    """An empty repository that borrows another's objects: what git works out lands here, and no setting of the other's counts."""
    where = ("--path-format=absolute", "--git-path", "objects", "--git-path", "shallow")
    form, objects, shallow = git(repository, "rev-parse", "--show-object-format", *where).decode(errors="surrogateescape").splitlines()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        scratch = Path(folder) / "scratch.git"
        git(Path(folder), "init", "--quiet", "--bare", "--template=", f"--object-format={form}", scratch.name)
        (scratch / "objects/info").mkdir(exist_ok=True)
        (scratch / "objects/info/alternates").write_text(f"{objects}\n", encoding="utf-8", errors="surrogateescape")
        if Path(shallow).is_file():
            (scratch / "shallow").write_bytes(Path(shallow).read_bytes())
        yield scratch


def git(repository: Path, *arguments: str) -> bytes:
    """What a git command prints, as bytes.

    No configuration of a stranger's can run a program here: hooks, filters, pagers, external diffs and fetches stay off.
    Raises subprocess.CalledProcessError when git says no, with its words in `stderr`.
    """
    command = [*_command(repository), *arguments]
    return subprocess.run(command, check=True, capture_output=True, env=_environment(), timeout=SECONDS).stdout


def _command(repository: Path) -> list[str]:
    quiet = ("core.hooksPath=", "core.fsmonitor=false", "protocol.allow=never")
    settings = [word for setting in quiet for word in ("-c", setting)]
    return ["git", "-C", str(repository), *settings, "--no-pager", "--no-replace-objects"]


def _environment() -> dict[str, str]:
    """Ours without what steers git: the variables that name another repository, another setting, a program to run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ATTR_NOSYSTEM": "1",
        "LC_ALL": "C",
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    process.wait()

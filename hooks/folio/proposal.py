"""A proposal: a range of commits, what each of them brings in, and what the site would hold after merging them.

Trees are compared here entry by entry and never unpacked: a proposal made to be huge costs no more than what is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from subprocess import CalledProcessError, TimeoutExpired
from types import TracebackType
from typing import NamedTuple

from .problems import one_line, quote
from .tree import GONE, Entry, MissingError, Objects, borrowed, git

NOTHING = Entry(GONE, "")
DEEPEST = 1_000
"""Characters of a path, far beyond every limit: what lies deeper is told as the folder that it is."""


class WrongRangeError(ValueError):
    """A range that git does not know, or whose ends have no common history."""


class Change(NamedTuple):
    """A path that a commit or the merge changes: its git mode before and after (GONE where there is no file), and its object."""

    path: str
    before: str
    mode: str
    sha: str

    @property
    def found(self) -> str:
        """What happens to the file, in words."""
        return "a deleted file" if self.mode == GONE else "a new file" if self.before == GONE else "a changed file"

    @property
    def name(self) -> str:
        """The name of the file itself."""
        return self.path.rpartition("/")[2]

    @property
    def story(self) -> str:
        """The story that the file is, or lies beside."""
        return f"{self.path.rpartition('/')[0]}/story.md"


class Step(NamedTuple):
    """What one commit changes, or the merge of them all, and the tree that it leaves. `commit` is empty for the merge."""

    objects: Objects
    tree: str
    changes: dict[str, Change]
    commit: str = ""

    def find(self, path: str) -> Entry | None:
        """What stands at a path."""
        return self.objects.find(self.tree, path)

    def folder(self, path: str) -> dict[str, Entry]:
        """The entries of a folder by their names; none where there is no such folder."""
        entry = self.find(path)
        return self.objects.folder(entry.sha) if entry and entry.is_folder else {}

    def size(self, change: Change) -> int:
        """How many bytes a changed file has."""
        return self.objects.size(change.sha)

    def data(self, change: Change) -> bytes:
        """The bytes of a changed file."""
        return self.objects[change.sha]


class Proposal:
    """The commits from `base` to `head`, in a repository of our own that borrows theirs. Use it in a with statement."""

    def __init__(self, repository: Path, base: str, head: str) -> None:
        self.base, self.head = _commit(repository, base), _commit(repository, head)
        self._names = f"{base} and {head}"
        self._borrowed = borrowed(repository)

    def __enter__(self) -> Proposal:
        self.repository = self._borrowed.__enter__()
        self.objects = Objects(self.repository)
        try:
            ask(self.repository, f"{self._names} have no common history: fetch both in full", "merge-base", self.base, self.head)
        except WrongRangeError:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.objects.close()
        self._borrowed.__exit__(kind, error, trace)
        if isinstance(error, MissingError):
            raise WrongRangeError(f"{self._names} are not here in full: fetch both in full") from None

    def commits(self, most: int) -> list[str]:
        """The commits that base has not, oldest first; of more than `most`, one more than that."""
        options = ("--topo-order", f"--max-count={most + 1}")
        listing = ask(self.repository, "these commits cannot be listed", "rev-list", *options, f"{self.base}..{self.head}")
        return listing.decode().split()[::-1]

    def step(self, commit: str, most: int) -> Step:
        """What a commit has that none of its parents had, nor base has now. Of more than `most` files, one more than that."""
        tree, parents = self._read(commit)
        changes = self._changes([self._read(parent)[0] for parent in parents], tree)
        new = (change for change in changes if change.mode != GONE and self._of_base(change.path) != Entry(change.mode, change.sha))
        return Step(self.objects, tree, {change.path: change for change in islice(new, most + 1)}, commit[:7])

    def merge(self, most: int) -> tuple[Step, list[str]]:
        """What merging head into base changes, and the paths on which the two disagree. Of more than `most` files, one more."""
        options = ("--write-tree", "-z", "--name-only", "--no-messages")
        output = ask(self.repository, "git cannot merge: it must be 2.38 or newer", "merge-tree", *options, self.base, self.head)
        tree, *conflicts = output.decode(errors="surrogateescape").split("\0")[:-1]
        changes = islice(self._changes([self._tree], tree), most + 1)
        return Step(self.objects, tree, {change.path: change for change in changes}), conflicts

    def theirs(self) -> str:
        """The tree of head, as it was proposed."""
        return self._read(self.head)[0]

    @cached_property
    def _tree(self) -> str:
        return self._read(self.base)[0]

    def _of_base(self, path: str) -> Entry | None:
        return self.objects.find(self._tree, path)

    def _read(self, commit: str) -> tuple[str, list[str]]:
        """The tree and the parents of a commit."""
        rows = [row.split() for row in self.objects[commit].partition(b"\n\n")[0].decode("latin-1").splitlines()]
        parents = [row[1] for row in rows if row[:1] == ["parent"]]
        return rows[0][1], parents

    def _changes(self, before: Sequence[str], after: str) -> Iterator[Change]:
        """Every file in which a tree differs from all of the trees before it, one folder after the other."""
        todo: list[tuple[str, list[str], str]] = [("", list(before), after)]
        while todo:
            folder, olds, new = todo.pop()
            entries = self._folder(new)
            known = [self._folder(old) for old in olds]
            for name in sorted({*entries, *(name for old in known for name in old)}):
                now, was = entries.get(name, NOTHING), [old.get(name, NOTHING) for old in known]
                path = folder + name
                if now in was:
                    continue
                if any(entry.is_folder for entry in (now, *was)) and len(path) <= DEEPEST:
                    todo.append((f"{path}/", [entry.sha if entry.is_folder else "" for entry in was], now.sha if now.is_folder else ""))
                file, files = _file(now, path), [_file(entry, path) for entry in was]
                if file not in files and (file.mode != GONE or files):
                    yield Change(path, next((entry.mode for entry in files if entry.mode != GONE), GONE), file.mode, file.sha)

    def _folder(self, sha: str) -> dict[str, Entry]:
        return self.objects.folder(sha) if sha else {}


def _file(entry: Entry, path: str) -> Entry:
    """An entry that is no folder to be looked into; else nothing."""
    return NOTHING if entry.is_folder and len(path) <= DEEPEST else entry


def ask(repository: Path, otherwise: str, *arguments: str) -> bytes:
    """What git answers; `otherwise` says what is wrong when it does not."""
    try:
        return git(repository, *arguments)
    except CalledProcessError as error:
        if error.returncode == 1 and arguments[0] == "merge-tree":  # a conflict, which is an answer too
            return bytes(error.stdout)
        said = error.stderr.decode(errors="replace").strip()
        raise WrongRangeError(one_line(f"{otherwise} ({said})" if said else otherwise)) from None
    except TimeoutExpired:
        raise WrongRangeError(f"{otherwise} (git took too long)") from None


def paths(steps: Iterable[Step]) -> set[str]:
    """Every path that any of the steps changes."""
    return {path for step in steps for path in step.changes}


def _commit(repository: Path, name: str) -> str:
    arguments = ("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    return ask(repository, f"there is no revision {quote(name)}", *arguments).decode().strip()

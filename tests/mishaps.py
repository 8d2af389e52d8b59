"""What befalls a project between two builds: caches and sites that are lost, damaged, old, or another's.

A mishap takes a hamlet, which says what chance chooses, and returns in words what happened, or None where it cannot happen. None
changes a source for good: what a clean build would make stays the same.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from builds import build
from hamlet import Hamlet

Mishap = Callable[[Hamlet], str | None]
MISHAPS: dict[str, dict[str, Mishap]] = {group: {} for group in ("cache", "site", "build")}
"""Every mishap by its name: those of caches, of the site's folder, of builds."""


def mishap(group: str) -> Callable[[Mishap], Mishap]:
    """Count a function among the mishaps of a group."""

    def count(function: Mishap) -> Mishap:
        MISHAPS[group][function.__name__.replace("_", " ")] = function
        return function

    return count


# Caches


def _kept(hamlet: Hamlet) -> list[Path]:
    """Every file that a cache holds. Of a cache with few files each is as likely as one with many."""
    folders = [path for path in sorted((hamlet.root / ".cache").glob("*")) if path.is_dir() and not path.is_symlink()]
    found = [sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) for folder in folders]
    return hamlet.chance.choice([files for files in found if files] or [[]])


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@mishap("cache")
def lose_all_caches(hamlet: Hamlet) -> str:
    _remove(hamlet.root / ".cache")
    return ".cache"


@mishap("cache")
def lose_a_cache(hamlet: Hamlet) -> str | None:
    caches = sorted((hamlet.root / ".cache").glob("*"))
    if not caches:
        return None
    _remove(lost := hamlet.chance.choice(caches))
    return lost.name


def _with_a_kept_file(hamlet: Hamlet, change: Callable[[Path], object]) -> str | None:
    kept = _kept(hamlet)
    if not kept:
        return None
    change(file := hamlet.chance.choice(kept))
    return file.relative_to(hamlet.root).as_posix()


@mishap("cache")
def lose_a_kept_file(hamlet: Hamlet) -> str | None:
    return _with_a_kept_file(hamlet, Path.unlink)


@mishap("cache")
def cut_a_kept_file_short(hamlet: Hamlet) -> str | None:
    return _with_a_kept_file(hamlet, lambda file: os.truncate(file, hamlet.chance.randrange(file.stat().st_size + 1)))


@mishap("cache")
def empty_a_kept_file(hamlet: Hamlet) -> str | None:
    return _with_a_kept_file(hamlet, lambda file: file.write_bytes(b""))


@mishap("cache")
def flip_a_bit_of_a_kept_file(hamlet: Hamlet) -> str | None:
    def flip(file: Path) -> None:
        status, data = file.stat(), bytearray(file.read_bytes())
        if data:
            data[hamlet.chance.randrange(len(data))] ^= 1 << hamlet.chance.randrange(8)
        file.write_bytes(data)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    return _with_a_kept_file(hamlet, flip)


@mishap("cache")
def flip_bits_of_all_kept_files(hamlet: Hamlet) -> str:
    for file in sorted((hamlet.root / ".cache").rglob("*")):
        if file.is_file() and (data := bytearray(file.read_bytes())):
            data[hamlet.chance.randrange(len(data))] ^= 1 << hamlet.chance.randrange(8)
            file.write_bytes(data)
    return ".cache"


@mishap("cache")
def write_on_in_a_kept_file(hamlet: Hamlet) -> str | None:
    return _with_a_kept_file(hamlet, lambda file: file.write_bytes(file.read_bytes() + b"\0more"))


@mishap("cache")
def fill_a_kept_file_with_nothing(hamlet: Hamlet) -> str | None:
    """As a file system leaves a file whose name was written before its content when the power went."""
    return _with_a_kept_file(hamlet, lambda file: file.write_bytes(bytes(file.stat().st_size)))


@mishap("cache")
def exchange_two_kept_files(hamlet: Hamlet) -> str | None:
    kept = _kept(hamlet)
    if len(kept) < 2:
        return None
    one, other = hamlet.chance.sample(kept, 2)
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)
    return f"{one.name} and {other.name}"


@mishap("cache")
def put_a_folder_in_a_kept_file_s_place(hamlet: Hamlet) -> str | None:
    def become(file: Path) -> None:
        file.unlink()
        (file / "inside").mkdir(parents=True)

    return _with_a_kept_file(hamlet, become)


@mishap("cache")
def put_a_link_to_nowhere_in_a_kept_file_s_place(hamlet: Hamlet) -> str | None:
    def become(file: Path) -> None:
        file.unlink()
        file.symlink_to(file.name)

    return _with_a_kept_file(hamlet, become)


@mishap("cache")
def let_nobody_read_a_kept_file(hamlet: Hamlet) -> str | None:
    return _with_a_kept_file(hamlet, lambda file: file.chmod(0))


@mishap("cache")
def put_a_file_in_a_cache_s_place(hamlet: Hamlet) -> str:
    folder = hamlet.root / ".cache" / hamlet.chance.choice(["press", "cards", "pictures", ""])
    _remove(folder)
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("no folder", encoding="utf-8")
    return folder.name


@mishap("cache")
def leave_strange_files_in_the_caches(hamlet: Hamlet) -> str:
    folders = [path for path in sorted((hamlet.root / ".cache").rglob("*")) if path.is_dir() and not path.is_symlink()]
    for folder in folders:
        (folder / "tmp0stranger").write_bytes(b"half of some")
    return f"{len(folders)} folders"


@mishap("cache")
def date_the_caches_elsewhere(hamlet: Hamlet) -> str:
    days = hamlet.chance.choice([-4000, 4000])
    for file in sorted((hamlet.root / ".cache").rglob("*")):
        os.utime(file, (time.time() + days * 86_400,) * 2, follow_symlinks=False)
    return f"by {days} days"


@mishap("cache")
def bring_back_older_caches(hamlet: Hamlet) -> str | None:
    return _bring_back(hamlet, ".cache")


@mishap("cache")
def bring_back_an_older_kept_file(hamlet: Hamlet) -> str | None:
    if not hamlet.former or not (hamlet.root / ".cache").is_dir():
        return None
    older = hamlet.chance.choice(hamlet.former) / ".cache"
    both = [path for path in sorted(older.rglob("*")) if path.is_file() and (hamlet.root / ".cache" / path.relative_to(older)).is_file()]
    if not both:
        return None
    file = hamlet.chance.choice(both)
    shutil.copy2(file, hamlet.root / ".cache" / file.relative_to(older))
    return file.relative_to(older).as_posix()


@mishap("cache")
def bring_the_caches_of_another_place(hamlet: Hamlet) -> str:
    """They were made elsewhere, of other words, with other code, and know nothing of the site that lies here."""
    elsewhere = hamlet.root.parent / "elsewhere"
    shutil.copytree(hamlet.root, elsewhere, symlinks=True, ignore=shutil.ignore_patterns(".cache", "site"))
    for page in sorted((elsewhere / "docs/essays").rglob("*.md"))[::2]:
        if not page.is_symlink():
            page.write_text(page.read_text(encoding="utf-8") + "\nWords from elsewhere.\n", encoding="utf-8")
    footer = elsewhere / "overrides/partials/footer.html"
    footer.write_text(footer.read_text(encoding="utf-8") + "<p>Elsewhere</p>\n", encoding="utf-8")
    done = build(hamlet, elsewhere)
    assert done.returncode == 0, done.stdout + done.stderr
    _remove(hamlet.root / ".cache")
    (elsewhere / ".cache").rename(hamlet.root / ".cache")
    shutil.rmtree(elsewhere)
    return "all of .cache"


# The site's folder


def _outputs(hamlet: Hamlet) -> list[Path]:
    return [path for path in sorted((hamlet.root / "site").rglob("*")) if path.is_file() and not path.is_symlink()]


def _with_an_output(hamlet: Hamlet, change: Callable[[Path], object]) -> str | None:
    outputs = _outputs(hamlet)
    if not outputs:
        return None
    suffix = hamlet.chance.choice(sorted({path.suffix for path in outputs}))
    change(file := hamlet.chance.choice([path for path in outputs if path.suffix == suffix]))
    return file.relative_to(hamlet.root).as_posix()


@mishap("site")
def lose_the_site(hamlet: Hamlet) -> str:
    _remove(hamlet.root / "site")
    return "site"


@mishap("site")
def lose_an_output(hamlet: Hamlet) -> str | None:
    return _with_an_output(hamlet, Path.unlink)


@mishap("site")
def lose_a_folder_of_outputs(hamlet: Hamlet) -> str | None:
    return _with_an_output(hamlet, lambda file: _remove(file.parent if file.parent.name != "site" else file))


@mishap("site")
def alter_an_output(hamlet: Hamlet) -> str | None:
    return _with_an_output(hamlet, lambda file: file.write_bytes(file.read_bytes() + b"by hand"))


@mishap("site")
def cut_an_output_short(hamlet: Hamlet) -> str | None:
    return _with_an_output(hamlet, lambda file: os.truncate(file, file.stat().st_size // 2))


@mishap("site")
def alter_an_output_but_neither_size_nor_time(hamlet: Hamlet) -> str | None:
    def alter(file: Path) -> None:
        status = file.stat()
        file.write_bytes(bytes(byte ^ 1 for byte in file.read_bytes()))
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    return _with_an_output(hamlet, alter)


@mishap("site")
def put_a_folder_in_an_output_s_place(hamlet: Hamlet) -> str | None:
    def become(file: Path) -> None:
        file.unlink()
        file.mkdir()
        (file / "inside").write_text("no page", encoding="utf-8")

    return _with_an_output(hamlet, become)


@mishap("site")
def put_a_link_in_an_output_s_place(hamlet: Hamlet) -> str | None:
    def become(file: Path) -> None:
        outside = hamlet.root / "lies-outside"
        file.replace(outside)
        file.symlink_to(outside)

    return _with_an_output(hamlet, become)


@mishap("site")
def leave_strange_files_in_the_site(hamlet: Hamlet) -> str:
    """Files, folders with and without files, and what is the host's: that stays."""
    site = hamlet.root / "site"
    for path in ("stranger.html", "essays/stranger/index.html", "about/.hidden", ".git/HEAD", ".nojekyll"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("A stranger", encoding="utf-8")
    (site / "essays/empty").mkdir(exist_ok=True)
    return "six of them"


@mishap("site")
def bring_back_an_older_site(hamlet: Hamlet) -> str | None:
    return _bring_back(hamlet, "site")


@mishap("site")
def leave_half_a_site_beside_it(hamlet: Hamlet) -> str:
    """As a build that was killed leaves it."""
    beside = hamlet.root / ".site"
    (beside / "essays").mkdir(parents=True, exist_ok=True)
    (beside / "essays/index.html").write_text("Half a page", encoding="utf-8")
    return ".site"


def remember(hamlet: Hamlet) -> None:
    """Keep a copy of what was built, to be brought back later."""
    copy = hamlet.root.parent / "former" / str(len(hamlet.former))
    for part in (".cache", "site"):
        if (hamlet.root / part).is_dir():
            shutil.copytree(hamlet.root / part, copy / part, symlinks=True)
    hamlet.former.append(copy)


def _bring_back(hamlet: Hamlet, part: str) -> str | None:
    if not hamlet.former:
        return None
    older = hamlet.chance.choice(hamlet.former)
    _remove(hamlet.root / part)
    if (older / part).exists():
        shutil.copytree(older / part, hamlet.root / part, symlinks=True)
    return f"{part} number {older.name}"

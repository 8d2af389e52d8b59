"""Changes tell of everything that is saved, at once or by looking, and of nothing that passes."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from press import changes
from press.changes import Changes
from watchdog.events import FileSystemEvent, FileSystemEventHandler

PATIENCE = 30
"""Seconds after which a change that nobody told of is given up."""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="how Linux tells of changes")


class Ear(FileSystemEventHandler):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.heard: set[str] = set()
        self._news = threading.Condition()

    def on_any_event(self, event: FileSystemEvent) -> None:
        assert not event.is_directory, "MkDocs pays no heed to folders"
        with self._news:
            self.heard.add(os.fsdecode(event.src_path))
            self._news.notify_all()

    def hears(self, path: Path) -> bool:
        """Whether it is told of a path before patience ends; then it forgets."""
        with self._news:
            told = self._news.wait_for(lambda: str(path) in self.heard, PATIENCE)
            self.heard.clear()
        return told


@pytest.fixture(params=["told", "looking"])
def watched(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Ear, Changes]]:
    """A folder that is watched in each of the two ways, and who is told."""
    if request.param == "looking":
        monkeypatch.setattr(changes, "_kind", lambda _: "nfs4")
        monkeypatch.setattr(changes, "INTERVAL", 0.05)
    folder = tmp_path / "docs"
    (folder / "stories/one").mkdir(parents=True)
    (folder / "page.md").write_text("One.")
    (folder / "stories/one/story.md").write_text("One.")
    ear, watching = Ear(), Changes(time.time() + 3600)
    watching.schedule(ear, str(folder), recursive=True)
    watching.start()
    yield folder, ear, watching
    watching.stop()
    watching.join()


def replace(page: Path) -> None:
    """Save as careful editors do: into another file, which takes the page's place."""
    other = page.with_name(".page.md.swp")
    other.write_text("Another.")
    other.replace(page)


def put_back(page: Path) -> None:
    """Save as vim does: the page becomes its own backup, a new one is written, the backup goes."""
    backup = page.rename(page.with_name("page.md~"))
    page.write_text("Another.")
    backup.unlink()


SAVES: dict[str, Callable[[Path], object]] = {
    "written over": lambda page: page.write_text("More words."),
    "replaced": replace,
    "put back": put_back,
    "deleted": Path.unlink,
}


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_however_a_page_is_saved_it_is_told(watched: tuple[Path, Ear, Changes], save: Callable[[Path], object]) -> None:
    folder, ear, watching = watched
    save(folder / "page.md")
    assert ear.hears(folder / "page.md")
    assert watching.take() == {folder / "page.md"}


def test_what_comes_into_a_folder_that_was_not_there_is_told(watched: tuple[Path, Ear, Changes]) -> None:
    folder, ear, _ = watched
    place = folder / "stories/two/more"
    place.mkdir(parents=True)
    (place / "story.md").write_text("Two.")
    assert ear.hears(place / "story.md")
    (place / "story.md").write_text("Two, and more.")
    assert ear.hears(place / "story.md")


def test_a_folder_that_moves_is_told_and_watched_where_it_is(watched: tuple[Path, Ear, Changes]) -> None:
    folder, ear, _ = watched
    moved = (folder / "stories/one").rename(folder / "stories/other")
    assert ear.hears(moved / "story.md")
    (moved / "story.md").write_text("Other words.")
    assert ear.hears(moved / "story.md")


def test_a_folder_that_goes_as_a_whole_is_told(watched: tuple[Path, Ear, Changes], tmp_path: Path) -> None:
    folder, ear, _ = watched
    shutil.move(folder / "stories/one", tmp_path / "kept")
    assert ear.hears(folder / "stories/one") or ear.hears(folder / "stories/one/story.md")


def test_what_passes_is_not_told_nor_that_a_page_is_read(watched: tuple[Path, Ear, Changes]) -> None:
    folder, ear, watching = watched
    for name in (".page.md.swp", "page.md~", "#page.md#", "4913", ".git/index", "__pycache__/a.pyc", "page.md.tmp"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("Not for long.")
    (folder / "page.md").read_text()
    (folder / "last.md").write_text("What is told comes in its order.")
    assert ear.hears(folder / "last.md")
    assert watching.take() == {folder / "last.md"}


def test_one_file_alone_can_be_watched_even_when_it_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("One.")
    ear, watching = Ear(), Changes(time.time() + 3600)
    watching.schedule(ear, str(page), recursive=True)
    watching.start()
    for _ in range(3):
        replace(page)
        assert ear.hears(page)
    (tmp_path / "other.md").write_text("No business of ours.")
    replace(page)
    assert ear.hears(page)
    assert watching.take() == {page}
    watching.stop()


def test_a_folder_behind_a_link_is_watched_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "there")
    ear, watching = Ear(), Changes(time.time() + 3600)
    watching.schedule(ear, str(tmp_path / "here"), recursive=True)
    watching.start()
    (tmp_path / "there/page.md").write_text("One.")
    assert ear.hears(tmp_path / "there/page.md")
    watching.stop()


def test_what_was_saved_before_the_start_is_told_then(tmp_path: Path) -> None:
    for name in ("old.md", "edited.md", "renamed.md", "gone/page.md", "code/code.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("One.")
    since = time.time()
    while _written(tmp_path / "now.md") <= since:  # a file system's clock is a little behind
        time.sleep(0.001)
    (tmp_path / "edited.md").write_text("Two.")
    (tmp_path / "renamed.md").rename(tmp_path / "new.md")
    (tmp_path / "gone/page.md").unlink()
    (tmp_path / "code/__pycache__").mkdir()
    watching = Changes(since)
    watching.schedule(Ear(), str(tmp_path), recursive=True)
    watching.start()
    told = watching.take()
    watching.stop()
    assert told >= {tmp_path / "edited.md", tmp_path / "new.md", tmp_path / "gone"}
    assert not told & {tmp_path / "old.md", tmp_path / "code", tmp_path / "code/code.py"}


def _written(path: Path) -> float:
    path.write_text("")
    return path.lstat().st_ctime


@LINUX
@pytest.mark.parametrize("free", [0, 1, 3])
def test_where_there_are_no_more_watches_it_is_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    """The limit may be met at the top, or anywhere below it, of which watchdog says nothing."""
    from watchdog.observers import inotify_c

    real, used = inotify_c.inotify_add_watch, 0

    def scarce(*args: Any) -> int:
        nonlocal used
        used += 1
        if used <= free:
            return real(*args)
        ctypes.set_errno(errno.ENOSPC)
        return -1

    monkeypatch.setattr(inotify_c, "inotify_add_watch", scarce)
    monkeypatch.setattr(changes, "INTERVAL", 0.05)
    for number in range(5):
        (tmp_path / f"docs/{number}").mkdir(parents=True)
    ear, watching = Ear(), Changes(time.time() + 3600)
    watching.schedule(ear, str(tmp_path / "docs"), recursive=True)
    watching.start()
    for number in range(5):
        (tmp_path / f"docs/{number}/page.md").write_text("One.")
        assert ear.hears(tmp_path / f"docs/{number}/page.md")
    watching.stop()


@LINUX
def test_a_drive_that_others_write_to_is_known_by_where_it_is_mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda / ext4 rw 0 0\nC:\\134 /mnt/c 9p rw 0 0\nhost:/x /home/my\\040work nfs4 rw 0 0\ntmpfs /mnt/c/fast tmpfs rw 0 0\n"
    )
    monkeypatch.setattr(changes, "MOUNTS", mounts)
    kinds = {place: changes._kind(Path(place)) for place in ("/home/me", "/mnt/c/docs", "/mnt/c/fast/docs", "/home/my work/docs")}
    assert kinds == {"/home/me": "ext4", "/mnt/c/docs": "9p", "/mnt/c/fast/docs": "tmpfs", "/home/my work/docs": "nfs4"}
    assert [bool(changes.REMOTE.fullmatch(kind)) for kind in ("ext4", "overlay", "9p", "nfs4", "fuse.sshfs", "fuseblk")] == [
        *(False, False, True, True, True, False),
    ]

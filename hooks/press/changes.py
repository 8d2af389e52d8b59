"""Changes: what is saved below the folders that `mkdocs serve` watches, told at once where the system tells it.

MkDocs looks at every file twice a second. Here the system says what was saved; where it cannot (a drive that another machine writes to,
no more watches to be had), MkDocs' way stays.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from .insides.server import tell_moves_at_once

log = logging.getLogger("mkdocs.press.changes")
PASSING = re.compile(r"^\.|^__pycache__$|~$|^#.*#$|\.(?:pyc|sw[a-p]|tmp|part)$|^4913$")
"""Names of what is hidden, and of what Python and editors leave for a moment."""
REMOTE = re.compile(r"9p|afs|ceph|cifs|drvfs|fakeowner|fuse\b.*|lustre|nfs\d?|prl_fs|smb\w*|vboxsf|virtiofs|vmhgfs")
"""Kinds of file systems that others may write to, of which this system hears nothing."""
MOUNTS = Path("/proc/self/mounts")
"""Where Linux says which folders lie in which kind of file system."""
SAVED: list[type[FileSystemEvent]] = [DirDeletedEvent, DirMovedEvent, FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileMovedEvent]
"""What counts where a file is known to have been closed: not each piece that is written into it, nor that it is read."""
INTERVAL = 0.5
"""Seconds between two looks at all files, where it has to be looked."""


@dataclass(frozen=True)
class Watch:
    """A file or a folder that is watched, and who is told."""

    path: Path
    handler: FileSystemEventHandler
    recursive: bool


class Changes:
    """Stands in the place of the observer of MkDocs' server: whoever watches a path is told of each file that changes there.

    `since` is a time (seconds since 1970): what was saved after it and before the start is told at the start.
    A path that is a link is watched where it leads.
    """

    def __init__(self, since: float) -> None:
        self.since = since
        self.watches: list[Watch] = []
        self._observer: BaseObserver | None = None
        self._changed: set[Path] = set()
        self._lock = threading.Lock()

    def take(self) -> set[Path]:
        """What has changed since it was last asked for: files, and folders that went as a whole."""
        with self._lock:
            changed, self._changed = self._changed, set()
        return changed

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> Watch:
        """Have a handler told of what changes at a path, from the start on. Returns what `unschedule` takes."""
        self.watches.append(Watch(Path(path).resolve(), handler, recursive))
        return self.watches[-1]

    def unschedule(self, watch: Watch) -> None:
        """Forget a watch, before the start."""
        self.watches.remove(watch)

    def start(self) -> None:
        """Watch from now on, and tell what was missed."""
        self._observer = self._told() or self._observing(PollingObserver(timeout=INTERVAL), [*SAVED, FileModifiedEvent])
        for watch in self.watches:
            for path in _saved(watch.path, self.since):
                self._tell(watch, FileModifiedEvent(str(path)))

    def stop(self) -> None:
        """Watch no more. Nothing happens where it never started."""
        if self._observer:
            self._observer.stop()

    def join(self) -> None:
        """Wait until nothing is watched any more."""
        if self._observer:
            self._observer.join()

    def _told(self) -> BaseObserver | None:
        """An observer whom the system tells, at work; None where it cannot tell of all."""
        if remote := [watch.path for watch in self.watches if REMOTE.fullmatch(_kind(watch.path))]:
            log.info("Others may write to %s without a word: looking for changes twice a second.", remote[0])
            return None
        tell_moves_at_once()
        try:
            observer = self._observing(Observer(), SAVED if sys.platform == "linux" else [*SAVED, FileModifiedEvent])
            try:
                # That there are no more watches to be had is told of the topmost folder alone: so one more is asked for.
                with tempfile.TemporaryDirectory() as one_more:
                    observer.unschedule(observer.schedule(FileSystemEventHandler(), one_more))
            except OSError:
                observer.stop()
                raise
        except OSError as error:
            log.info("The system does not tell what is saved (%s): looking for changes twice a second.", error.strerror)
            return None
        return observer

    def _observing(self, observer: BaseObserver, kinds: list[type[FileSystemEvent]]) -> BaseObserver:
        """An observer, at work. Raises OSError where it cannot watch what it should."""
        for watch in self.watches:
            handler = FileSystemEventHandler()
            handler.on_any_event = lambda event, watch=watch: self._tell(watch, event)  # type: ignore[method-assign, misc]
            observer.schedule(handler, str(watch.path), recursive=watch.recursive, event_filter=kinds)
        try:
            observer.start()
        except OSError:
            observer.stop()
            raise
        return observer

    def _tell(self, watch: Watch, event: FileSystemEvent) -> None:
        """Tell of each path of an event that is more than passing. MkDocs wants to hear of files alone, so each is called one."""
        for path in (Path(os.fsdecode(name)) for name in (event.src_path, event.dest_path) if name):
            if not _is_passing(path, watch.path):
                with self._lock:
                    self._changed.add(path)
                watch.handler.dispatch(FileModifiedEvent(str(path)))


def _is_passing(path: Path, top: Path) -> bool:
    parts = path.relative_to(top).parts if path.is_relative_to(top) else (path.name,)
    return any(PASSING.search(part) for part in parts)


def _kind(path: Path) -> str:
    """The kind of file system in which a path lies; nothing where the system does not say."""
    try:
        mounts = [line.split()[1:3] for line in MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    around = [(len(place), kind) for place, kind in mounts if path.is_relative_to(place.replace("\\040", " "))]
    return max(around, default=(0, ""))[1]


def _saved(top: Path, since: float) -> Iterator[Path]:
    """What was saved at a path after a time: files, and folders that something was put into or taken from, unless Python did it."""
    for path in (top, *top.rglob("*")):
        try:
            found = path.lstat()
        except OSError:
            continue  # it went meanwhile, and its folder tells
        if max(found.st_mtime, found.st_ctime) > since and not (path / "__pycache__").exists():
            yield path

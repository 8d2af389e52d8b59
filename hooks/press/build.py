"""One build: what it may keep of the one before, the processes that share its work, and the way of what it made to its place."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from .crew import Crew, Errand, FailedError, cores, spread
from .inputs import Mark, Sources, digest, marks
from .lookout import Lookout, changes, see
from .place import move, remove, standing
from .store import NAME, DamagedError, Store, Table
from .works import Print, Standing, Works

try:
    import fcntl
except ImportError:  # Windows: two builds of one site at once are not kept apart there
    fcntl = None  # type: ignore[assignment]

FEW = 48
"""Works that one process has done sooner than several could."""
THEME = "theme"
"""The work that makes what only a fresh build makes: all files that no other work claims."""


class Build:
    """A build of one site into its place.

    `folder` is where it keeps what the next may use, under a `key` of all that every page depends on; None: it keeps nothing, uses
    nothing, and works alone. `allowed` are the packages whose classes may be kept. What it makes is written into `workshop`, a
    hidden folder beside the place, until all is ready.

    It is `fresh` when nothing of a former build can be used, and `idle` when the site stands and nothing changed; `trusting` while it
    takes the site to stand without knowing, and `mistaken` when it did not. `changed` are the paths of the sources that are new, changed
    or gone, or None where that is no help. `whole` are works that are put together of all others: when one lost a file, everything is
    due. `candidates` are the pages that may have to be made, in their order, and `is_due` says which; `order` are all pages, or None
    where they are those of the last build.
    """

    def __init__(self, folder: Path | None, place: Path, key: str = "", allowed: Iterable[str] = ()) -> None:
        self.folder = folder
        self.place = place.absolute()
        self.workshop = self.place.with_name(f".{place.name}")
        self.most = cores() if folder else 1
        self.crew = Crew(1)
        self.whole = {THEME}
        self.changed: set[str] | None = None
        self.candidates: list[str] = []
        self.order: list[str] | None = None
        self.is_due: Callable[[str], bool] = lambda _: True
        self.gathered: dict[str, dict[str, Any]] = defaultdict(dict)
        self._asked: set[str] = {THEME}
        self._made: dict[str, Mark] | None = None
        self._lock = _lock(folder / "lock") if folder else None
        self._key, self._allowed = f"{key} {self.place}", tuple(allowed)
        self._docs = Path()
        self._site: Errand[Standing | None] | None = None
        self._sources: Errand[Sources] | None = None
        self._ahead = False
        self.idle = self.trusting = self.mistaken = False
        self.store = Store(folder / NAME if folder else None, self._key, self._allowed)
        self._begin()

    def _begin(self) -> None:
        self.works = Works(self.store)
        self._tables: dict[str, Table] = {}
        try:
            self.fresh = not self.store.get("build", "done", False)
        except DamagedError:
            self.anew()
        shutil.rmtree(self.workshop, ignore_errors=True)

    def anew(self) -> None:
        """Use nothing of a former build."""
        self._call_back()
        self.store.discard()
        self.works, self._tables, self.fresh, self.trusting = Works(self.store), {}, True, False

    def table(self, name: str) -> Table:
        """Values that are kept from build to build."""
        if name not in self._tables:
            self._tables[name] = Table(self.store, name)
        return self._tables[name]

    # What stands

    def look(self, docs: Path, before: Lookout | None = None) -> None:
        """Begin to look, in a process of its own where there can be one, whether the site is as the last build left it. What a lookout
        finds that was sent before counts if it is about the same site, and sources in the same `docs`."""
        self._docs = docs.absolute()
        if before:
            self._site, self._sources = before.site, before.sources
            self._ahead = not self.fresh and before.is_about(self.store.path, self.place, self._docs)
            if self._ahead:
                return
            self._call_back()
        if not self.fresh:
            self._site = Errand(lambda: see(self.store, self.place), self.most)

    def sources(self) -> Sources:
        """The sources beside what the last build knew of them."""
        errand, self._sources = self._sources, None
        if errand:
            with contextlib.suppress(FailedError):
                return errand.result()
        return changes(self.store, self._docs)

    def know(self, sources: Sources) -> None:
        """Keep what is known of the sources now."""
        known = self.table("inputs")
        for path, new in sources.news.items():
            if new:
                known.keep(**{path: new})
            else:
                known.pop(path, None)

    def _call_back(self) -> None:
        """Let be what nobody waited for. What was sent last first: its process keeps the other's from noticing."""
        errands: tuple[Errand[Any] | None, ...] = (self._sources, self._site)
        for errand in filter(None, errands):
            errand.dismiss()
        self._sources = self._site = None

    def trust(self) -> None:
        """Go on as if the site stood, where that was looked at by who was sent before: who sends can also begin again. Wait elsewhere."""
        if self._ahead and self._site:
            self.trusting = True
        else:
            self.seen()

    def seen(self) -> None:
        """Wait for what the look finds: works that lost files are due again, and files that nobody made are taken away in the end."""
        trusted, self.trusting = self.trusting, False
        errand, self._site = self._site, None
        if errand:
            found = None
            with contextlib.suppress(FailedError):
                found = errand.result()
            self.works.seen(found or Standing({THEME}, set(), {}))
            self.fresh = not self.works.lost.isdisjoint(self.whole)
            self.mistaken = trusted and bool(self.works.lost)

    # The works

    def split(self) -> list[str]:
        """Let several processes share the candidates, if they are many; this one's share of those that are due."""
        self.crew = Crew(self.most if len(self.candidates) > FEW else 1)
        self.crew.split()
        return [name for name in self.crew.share(self.candidates) if self.is_due(name)]

    def ask(self, names: Iterable[str]) -> None:
        """These works are a part of the site: what is not asked for is taken away by `forget_others`."""
        self._asked.update(names)

    def make(self, name: str, found: Print, produce: Callable[..., Mapping[str, bytes]], *of: Any) -> None:
        """Ask for a work and do it if it is due: `produce` makes `of` something its files' bytes by their paths below the site's folder."""
        self._asked.add(name)
        if self.fresh or self.works.due(name, found):
            files = produce(*of)
            self.write(files)
            self.done(name, found, files)

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files into the workshop."""
        self._made = None
        for path, data in files.items():
            target = self.workshop / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            self.gathered["digests"][path] = digest(data)

    def written(self, path: str) -> bytes:
        """The bytes of a file in the workshop, whose digest is known from here on: it is not read again when it is published."""
        data = (self.workshop / path).read_bytes()
        self.gathered["digests"][path] = digest(data)
        return data

    def done(self, name: str, found: Print, paths: Iterable[str], kept: Iterable[str] = ()) -> None:
        """A work was done, and its files are written, but for those that are `kept` as they stand."""
        self.gathered["works"][name] = (found, tuple(paths))
        self.gathered["kept"][name] = tuple(kept)

    def gather(self) -> None:
        """In the parent: take over what the others gathered. The others hand it over, and end."""
        if self.crew.number:
            self.crew.hand_over(dict(self.gathered))
        for result in self.crew.gather():
            for name, rows in result.items():
                self.gathered[name].update(rows)

    def forget_others(self) -> None:
        """Take away what was not asked for."""
        for name in set(self.works.names()).difference(self._asked):
            self.works.retire(name)

    # The end

    def made(self) -> dict[str, Mark]:
        """All files in the workshop, with their marks. Asked when everything else is written: only `write` is noticed from there on."""
        if self._made is None:
            self._made = marks(self.workshop) if self.workshop.is_dir() else {}
        return self._made

    def publish(self) -> None:
        """Put what was made in its place, and keep what the next build may use. Killed at any moment, the next knows what is missing."""
        files = self.made()
        unclaimed = dict(files)
        for name, (found, paths) in self.gathered["works"].items():
            self.works.finish(name, found, [path for path in paths if path in files], self.gathered["kept"].get(name, ()))
            for path in paths:
                unclaimed.pop(path, None)
        if unclaimed:
            self.works.finish(THEME, b"", unclaimed)
        for table in self._tables.values():
            table.save()
        self.works.save()
        self.store.put("build", {"done": True, "about": (str(self.place), str(self._docs))})
        self.store.commit()
        if self.fresh:
            self.works.stale.update(standing(self.place) - self.works.paths())
        moved = move(self.workshop, self.place, files) if self.workshop.is_dir() else {}
        digests = self.gathered["digests"]
        unread = [path for path in moved if path not in digests]
        digests |= spread(lambda path: digest((self.place / path).read_bytes()), unread, self.most if len(unread) > FEW else 1)
        self.works.settle({path: (mark, digests[path]) for path, mark in moved.items()})
        remove(self.place, self.works.stale)
        self.works.stand(self.place)
        self.works.save()
        self.store.commit()
        self.close()

    def close(self) -> None:
        """Let go of everything. What was not published is forgotten."""
        self.crew.dismiss()
        self._call_back()
        self.store.close()
        shutil.rmtree(self.workshop, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _lock(path: Path) -> int | None:
    """Wait until no other build is going on here; the lock goes with the process that holds it."""
    if fcntl is None:
        return None
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
        fcntl.flock(file, fcntl.LOCK_EX)
        return file
    return None

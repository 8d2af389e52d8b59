"""Lookout: what stands on the disk, looked at by other processes while this one still loads.

Only when all hooks are loaded is it known what a build is for, and to load them takes as long as to look. So an engine may send
somebody out before, with what the last build has told of itself; what is found counts where this build turns out to be about the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .crew import Errand
from .inputs import Known, Mark, Sources, compare, mark
from .store import NAME, DamagedError, Store, Table
from .works import Standing, Works


class Lookout(NamedTuple):
    """Errands about a site in its `place` and the sources in `docs`, by what a store told that had this `mark`."""

    mark: Mark
    place: Path
    docs: Path
    site: Errand[Standing | None]
    sources: Errand[Sources]

    def is_about(self, path: Path | None, place: Path, docs: Path) -> bool:
        """Whether a store, which nobody else may change now, is as it was, and tells of the same site and sources."""
        try:
            return path is not None and (mark(path.stat()), place, docs) == (self.mark, self.place, self.docs)
        except OSError:
            return False


def send(folder: Path, allowed: Iterable[str], processes: int) -> Lookout | None:
    """Send somebody out by what the last build kept in a folder; None where that tells nothing, or nobody can be sent."""
    path = folder / NAME
    store = Store.to_read(path, allowed)
    try:
        found = mark(path.stat())
        place, docs = map(Path, store.get("build", "about", ()))
    except (OSError, ValueError, DamagedError):
        return None
    finally:
        store.close()
    if processes < 2:
        return None
    return Lookout(found, place, docs, Errand(partial(see, store, place), processes), Errand(partial(changes, store, docs), processes))


def see(store: Store, place: Path) -> Standing | None:
    """How a site stands that a store tells of; None where neither can be read."""
    try:
        return Works(store).look(place)
    except (DamagedError, OSError):
        return None


def changes(store: Store, docs: Path) -> Sources:
    """The sources beside what a store knows of them. Raises DamagedError."""
    known: dict[str, Known] = Table(store, "inputs").whole()
    return compare(docs, known)

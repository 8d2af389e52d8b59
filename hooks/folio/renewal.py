"""Renewal: the Library read anew where files changed, and kept where they did not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from . import prints, reading, rules
from .library import Library, Page, newest_first
from .listings import LISTED
from .lock import LOCK
from .outline import Outline
from .prints import Print
from .problems import Problem
from .reading import Draft

Each = Callable[[Callable[[str], Any], Sequence[str]], Mapping[str, Any]]
"""What a function makes of each path: serially, or by several processes."""


class Leaf(NamedTuple):
    """What is kept of a file: the print of its bytes, what was read of it, its prints, and what its words may not say."""

    digest: Print
    draft: Draft
    shown: Print = b""
    named: Print = b""
    unfit: tuple[Problem, ...] = ()


def _leaf(path: str, data: bytes, digest: Print, prefix: str) -> Leaf:
    """A file that is read."""
    draft = reading.draft(path, data, prefix)
    if not (page := draft.page):
        return Leaf(digest, draft)
    return Leaf(digest, draft, prints.shown(page.front, page.body), prints.named(page.front, page.body), tuple(rules.words(prefix, page)))


class Renewal(NamedTuple):
    """A Library with the Problems met, and what is new about it.

    `changed` are the paths whose bytes are new; `faces` has the face of every page. `touched` are the paths of pages with another face,
    where all pages are still shown in the same places, in the same order and under the same names, and could be linked to as before;
    it is None where that is not so, or not known. `showing` are the sources of the sheets on which they show. `outline` is to be
    kept, and is None where the former one holds.
    """

    library: Library
    problems: list[Problem]
    changed: frozenset[str]
    faces: dict[Page, Print]
    touched: frozenset[str] | None
    outline: Outline | None = None
    showing: frozenset[str] = frozenset()


def renew_texts(
    files: Mapping[str, bytes],
    digests: Mapping[str, Print],
    changed: Collection[str],
    prefix: str,
    shelf: MutableMapping[str, Leaf],
    outline: Outline,
    day: dt.date,
    showing: Callable[[Collection[str]], Collection[str]],
) -> Renewal | None:
    """The Library after a change of some files, of which only texts, descriptions and titles are new: the other pages are there without
    texts, but for those on which something of it shows.

    `changed` are the paths of these files; all others are as they were, as is the day. `showing` says on what any of some pages shows,
    by the sources of sheets. None where more has to be read: a page is shown elsewhere than before, or is wrong, or was told something
    together with others.
    """
    fresh: dict[str, Leaf] = {}
    touched = set()
    there = all(reading.is_page(path) and path in files for path in changed)
    for path in sorted(changed) if there else ():
        leaf, new = shelf.get(path), _leaf(path, files[path], digests[path], prefix)
        if leaf and _is_named_as_before(leaf, new):
            fresh[path] = new
            touched.update([path] if new.shown != leaf.shown else [])
    own = {prefix + path for path in changed}
    if fresh.keys() != set(changed) or any(problem.path in own for problem in outline.together):
        return None
    rewritten = {path: leaf.draft.page for path, leaf in fresh.items() if leaf.draft.page}
    if not _stand_as_before([page for page, _ in outline.pages], rewritten):
        return None
    sheets = frozenset(showing(touched)) if touched else frozenset()
    faces: dict[Page, Print] = {}
    for page, face in outline.pages:
        leaf = fresh.get(page.path) or (shelf.get(page.path) if page.path in sheets and page.kind != "topic" else None)
        now = replace(leaf.draft.page, tags=page.tags, authors=page.authors) if leaf and leaf.draft.page else page
        faces[now] = prints.face(now, leaf.shown) if leaf and page.path in touched else face
    library = Library(faces, outline.files, outline.unread, prefix, lock=outline.lock, withdrawn=[page for page, _ in outline.withdrawn])
    faces |= dict(outline.withdrawn)
    shelf.update(fresh)
    told = {path: group for path, group in outline.told.items() if path not in fresh}
    for path, leaf in fresh.items():
        if found := (*leaf.draft.problems, *rules.of_page(library, library.by_path[path], outline.places, day, leaf.unfit)):
            told[path] = found
    problems = {*outline.together, *(problem for group in told.values() for problem in group)}
    kept = None if told == outline.told else replace(outline, told=told)
    if touched:
        both = zip(outline.pages, library.pages, strict=True)
        kept = replace(outline, told=told, pages=tuple((now if now.path in touched else page, faces[now]) for (page, _), now in both))
    return Renewal(library, sorted(problems), frozenset(changed), faces, frozenset(touched), kept, sheets)


def renew(
    files: Mapping[str, bytes],
    digests: Mapping[str, Print],
    prefix: str,
    shelf: MutableMapping[str, Leaf],
    memory: MutableMapping[str, Any],
    each: Each,
    day: dt.date,
) -> Renewal:
    """Read the files that are new or changed, check what could be wrong by that, and keep the rest.

    `digests` are the prints of the bytes of all files. `shelf` and `memory` hold what the last time left, and get what this one leaves.
    """
    pages = [path for path in files if reading.is_page(path)]
    changed = [path for path in pages if path not in shelf or shelf[path].digest != digests[path]]
    shelf.update(each(lambda path: _leaf(path, files[path], digests[path], prefix), changed))
    for path in set(shelf).difference(pages):
        del shelf[path]
    leaves = {path: shelf[path] for path in pages}
    library, problems = reading.collect(files, {path: leaf.draft for path, leaf in leaves.items()}, prefix)
    faces = prints.faces(library, {path: leaf.shown for path, leaf in leaves.items()})
    others = [path for path in sorted(library.files) if path not in leaves]
    data = [digests[path] for path in (reading.AUTHORS, LOCK) if path in digests]
    files_beside = [(path, digests.get(path)) for path in others]
    book = prints.digest(str(day), data, files_beside, list(faces.values()), pages, [leaf.named for leaf in leaves.values()])
    same = memory.get("book") == book
    if not same:
        memory["book"], memory["places"] = book, rules.addresses(library)
    places: frozenset[str] = memory["places"]
    names = prints.digest(str(day), data, others, pages, [leaf.named for leaf in leaves.values()], sorted(places))
    judged = {page.path: page for page in (*library.pages, *library.partial) if page.path in leaves}
    before: dict[str, tuple[Print, tuple[Problem, ...]]] = memory.get("judged", {})
    unjudged = [path for path in judged if before.get(path, (b"",))[0] != names + digests[path]]
    found = each(lambda path: tuple(rules.of_page(library, judged[path], places, day, leaves[path].unfit)), unjudged)
    after = {path: (names + digests[path], found[path]) if path in found else before[path] for path in judged}
    if unjudged or after.keys() != before.keys():
        memory["judged"] = after
    told = {path: both for path, (_, own) in after.items() if (both := (*leaves[path].draft.problems, *own))}
    apart = {problem for leaf in leaves.values() for problem in leaf.draft.problems}
    together = (*(problem for problem in problems if problem not in apart), *rules.clashes(library, places))
    problems += [*together, *(problem for group in told.values() for problem in group)]
    outline = Outline(
        tuple((page, faces[page]) for page in library.pages),
        tuple((page, faces[page]) for page in library.withdrawn),
        library.files,
        library.unread,
        library.lock,
        places,
        told,
        together,
    )
    return Renewal(library, sorted(set(problems)), frozenset(changed), faces, frozenset() if same else None, outline)


def _is_named_as_before(leaf: Leaf, new: Leaf) -> bool:
    """Whether a file holds what it did, but for texts, and but for its title and description."""
    page, former = new.draft.page, leaf.draft.page
    if not page or not former or page.kind == "topic" or page.wrong or new.draft.withdrawn:
        return False
    now, then = prints.fixed(page.front, page.body), prints.fixed(former.front, former.body)
    return (new.named, new.draft.slips, now) == (leaf.named, leaf.draft.slips, then)


def _stand_as_before(pages: Sequence[Page], fresh: Mapping[str, Page]) -> bool:
    """Whether pages with new titles, by their paths, have the names and the places that they had: before and behind the same others."""
    renamed = [page for page in pages if page.path in fresh and fresh[page.path].title != page.title]
    if any(page.kind not in LISTED for page in renamed):
        return False  # the title of a topic is a word that tags use, that of a plain page stands where nothing keeps watch
    days = {page.date for page in renamed}
    rivals = sorted((page for page in pages if page.date in days), key=newest_first) if days else []
    now = sorted(rivals, key=lambda page: newest_first(fresh.get(page.path, page)))
    return rivals == now

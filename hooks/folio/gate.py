"""The gate for pull requests: is a git range a story contribution that may be reviewed, and nothing else?

Judged is what the site would hold after merging head into base, and what every commit brings in on the way there: what lies in
the history is published as well, even when a later commit takes it out. Only words that were wrong and have been mended are no
fault. Git's own objects are read and nothing is checked out, so no file of a stranger's is opened by its name, followed or run;
texts and pictures are first unpacked in the sandbox. Every file is told the first rule that it breaks, all files at once; a
file out of bounds has no say in how the stories are judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from subprocess import CalledProcessError
from unicodedata import normalize

from . import pictures, reading, rules, sandbox, telling
from .manuscript import LEAST, LIMITS
from .problems import Problem, one_line, quote
from .proposal import Change, Proposal, Step, WrongRangeError, paths
from .sandbox import Breach
from .tree import CROOKED, FOLDER, GONE, Revision, git

__all__ = ["STORIES", "WrongRangeError", "default_base", "judge"]

STORIES = "docs/stories/"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A story's folder is its address: nothing in it needs escaping, and no two look alike."""
SLUG_LENGTH = range(LEAST["slug_length"], LIMITS["slug_length"] + 1)
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.ASCII | re.IGNORECASE)
"""Names that Windows keeps to itself: with one of them nobody there can check the site out."""

PLAIN = "100644"
MODES = {
    "120000": "a link to another file",
    "160000": "a link to another repository",
    "100755": "a file marked as a program",
    FOLDER: "folders too deep inside each other",
    CROOKED: "a name that no folder can hold, or holds twice",
}
ANEW = "then open a new pull request with the finished files alone, since this one keeps every file it ever had; or ask an editor to do it"
"""The repair of what is in the history, for somebody who only knows the web page."""


def judge(repository: Path, base: str, head: str) -> list[Problem]:
    """Every Problem of what merging `head` into `base` would bring in; none for a story that may be reviewed."""
    with Proposal(repository, base, head) as proposal:
        return sorted(set(_judge(proposal)))


def default_base(repository: Path) -> str:
    """What a contribution would be merged into where nobody says: the forge's main branch as last fetched, else our own."""
    for name in ("origin/main", "main"):
        with suppress(CalledProcessError):
            git(repository, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
            return name
    raise WrongRangeError("there is no branch origin/main nor main here: say what to merge into with --base")


def _judge(proposal: Proposal) -> Iterator[Problem]:
    commits = proposal.commits(LIMITS["commits"])
    if len(commits) > LIMITS["commits"]:
        yield _proposal(f"has at most {LIMITS['commits']} commits", "found more", ANEW.removeprefix("then "))
        return
    steps: list[Step] = []
    left = LIMITS["versions"]
    for commit in commits:
        steps.append(proposal.step(commit, min(left, LIMITS["files"])))
        left -= len(steps[-1].changes)
        if left < 0 or len(paths(steps)) > LIMITS["files"]:
            yield _too_many_files()
            return
    if any(change.mode == CROOKED for step in steps for change in step.changes.values()):  # git itself could stumble over it
        yield from _passed(steps, {}, {})
        return
    merge, conflicts = proposal.merge(LIMITS["files"])
    if len(merge.changes) > LIMITS["files"]:
        yield _too_many_files()
    elif not merge.changes and not conflicts:
        yield _proposal("brings a story, new or changed", "it changes nothing", "add your story.md")
        yield from _passed(steps, {}, _faults(steps))
    else:
        yield from _outcome(proposal, merge, conflicts, steps)


def _outcome(proposal: Proposal, merge: Step, conflicts: list[str], steps: list[Step]) -> Iterator[Problem]:
    """The Problems of what the merge brings in, and of what was brought in on the way."""
    told = {path: [_conflict(path)] for path in conflicts}
    for change in merge.changes.values():
        if found := _first(rule(merge, change) for rule in (REMOVED if change.mode == GONE else WRITTEN)):
            told.setdefault(change.path, []).extend(found)
    faults = _faults([merge, *steps])
    for path, change in merge.changes.items():
        found = [_picture(path, name) for name in faults.get(change.sha, ())]
        if path not in told and found:
            yield from (problem for problem in found if problem.severity != "error")
            if errors := [problem for problem in found if problem.severity == "error"]:
                told[path] = errors
    stories = [change for path, change in merge.changes.items() if path == change.story and path not in told and change.mode != GONE]
    for change, answer in zip(stories, sandbox.run("gate:rehearse", map(merge.data, stories)), strict=True):
        if isinstance(answer, Breach):
            told[change.path] = [_tangled(change.path)]
    for problems in told.values():
        yield from problems
    yield from images_are_few(merge)
    yield from _passed(steps, merge.changes, faults, told)
    yield from _words(merge, Revision(proposal.repository, proposal.base, "docs"), set(told))


def _faults(steps: Iterable[Step]) -> dict[str, list[str]]:
    """The names of the faults of every picture, by its object, judged in the sandbox; of those whose size and kind are right."""
    found = {
        change.sha: (step, change)
        for step in steps
        for change in step.changes.values()
        if change.mode == PLAIN
        and pictures.NAME.fullmatch(change.name)
        and not _first(rule(step, change) for rule in (is_small, image_is_one))
    }
    return dict(zip(found, pictures.judge(step.data(change) for step, change in found.values()), strict=True))


def rehearse(data: bytes) -> None:
    """Read, check and render a story by itself, in the sandbox: what ends there does no harm in the gate."""
    library, _ = reading.read({"stories/a-story/story.md": data})
    rules.check(library)
    for page in library.pages:
        telling.render(library, rules.addresses(library), page)


# Words


def _first(found: Iterator[Iterator[Problem]]) -> list[Problem]:
    """The Problems of the first rule that has any; the rules after it rely on those before."""
    return next(filter(None, map(list, found)), [])


def _problem(path: str, field: str, rule: str, found: str, repair: str) -> Problem:
    return Problem(one_line(path), 1, field, rule, found, repair)


def _proposal(rule: str, found: str, repair: str) -> Problem:
    return _problem(STORIES, "proposal", f"a proposal {rule}", found, repair)


def _too_many_files() -> Problem:
    repair = "propose them in several pull requests; a change to the site itself is a proposal of its own"
    return _proposal(f"has at most {LIMITS['files']} files, in at most {LIMITS['versions']} versions", "found more", repair)


def _conflict(path: str) -> Problem:
    rule, found = "a change starts from the file as it is now", "the site's own copy has changed since you began"
    return _problem(path, "file", rule, found, "press Resolve conflicts in the pull request, or ask an editor to do it")


def _tangled(path: str) -> Problem:
    rule, found = "a story can be read in seconds", "this text is too tangled to be read in time"
    return _problem(path, "text", rule, found, "take out long runs of marks such as *, [ and >, and write lists and quotations flatter")


def _picture(path: str, fault: str) -> Problem:
    """What is wrong with a picture. A location may stay in the history until an editor merges by squash; other errors may not."""
    problem = pictures.FAULTS[fault].problem(one_line(path))
    return problem if problem.severity != "error" or fault == "location" else problem._replace(repair=f"{problem.repair}; {ANEW}")


# The files


def lies_below_stories(_: Step, change: Change) -> Iterator[Problem]:
    """A proposal with a story touches nothing but docs/stories/."""
    if not change.path.startswith(STORIES):
        back = (
            "put it back as it was" if change.mode == GONE else f"a change to the site itself is a proposal of its own: take it out, {ANEW}"
        )
        yield _problem(change.path, "file", f"a proposal with a story touches nothing but {STORIES}", change.found, back)


def stays(merge: Step, change: Change) -> Iterator[Problem]:
    """What is published stays; only a picture may go, together with a change to its story."""
    told = merge.changes.get(change.story)
    if not pictures.NAME.fullmatch(change.name) or not told or told.mode == GONE:
        repair = "put it back under its old name; to have a story renamed or taken down, ask the editors"
        yield _problem(change.path, "file", "what is published stays where it is", "a deleted or renamed file", repair)


def has_a_place(_: Step, change: Change) -> Iterator[Problem]:
    """A story is docs/stories/<name>/story.md, and its pictures lie beside it."""
    folder, _slash, name = change.path.removeprefix(STORIES).partition("/")
    if name != "story.md" and not pictures.NAME.fullmatch(name):
        rule = f"a story is {STORIES}your-story-name/story.md, with pictures (.jpg, .jpeg, .png, .webp) beside it"
        repair = f"name the text story.md, save pictures as JPEG under a name of letters, digits and hyphens, take other files out; {ANEW}"
        yield _problem(change.path, "file", rule, change.found, repair)
    elif not SLUG.fullmatch(folder) or len(folder) not in SLUG_LENGTH:
        rule = f"a story's folder has a name of {SLUG_LENGTH[0]} to {SLUG_LENGTH[-1]} small letters, digits and single hyphens"
        yield _problem(change.path, "folder", rule, f"found {quote(folder)}", f"rename it, for example to the-wet-passport; {ANEW}")
    elif reserved := [part for part in (folder, name) if RESERVED.fullmatch(part)]:
        rule = "a name is one that every computer takes"
        yield _problem(change.path, "file", rule, f"found {quote(reserved[0])}", f"choose another name; {ANEW}")
    elif (length := len(change.path)) > LIMITS["path_bytes"]:
        rule = f"a file's name and folders have at most {LIMITS['path_bytes']} characters in all"
        yield _problem(change.path, "file", rule, f"found {length}", f"choose a shorter name; {ANEW}")


def is_plain(_: Step, change: Change) -> Iterator[Problem]:
    """A file is a plain file: no link, no program, no other repository."""
    if change.mode != PLAIN:
        found = MODES.get(change.mode, f"the git mode {change.mode}")
        repair = f"delete it, and add the text or picture itself with Add file on the web page; {ANEW}"
        yield _problem(change.path, "file", "a file is a plain file", found, repair)


def has_no_double(step: Step, change: Change) -> Iterator[Problem]:
    """No two names differ only in capitals, or in how a letter with an accent is put together: on many computers they are one."""
    folder, _, name = change.path.rpartition("/")
    above, _, own = folder.rpartition("/")
    for place, mine in ((folder, name), (above, own)):
        for other in sorted(name for name in step.folder(place) if name != mine and _spelling(name) == _spelling(mine)):
            rule = "no two names differ in capitals only"
            yield _problem(change.path, "file", rule, f"there is {quote(f'{place}/{other}')}", f"choose another name; {ANEW}")


def _spelling(name: str) -> str:
    return normalize("NFKC", name).casefold()


def has_a_story(merge: Step, change: Change) -> Iterator[Problem]:
    """A picture lies beside its story."""
    if not merge.find(change.story):
        repair = "add the story, or move the picture to its folder"
        yield _problem(change.path, "image", "a picture lies beside its story", f"there is no {change.story}", repair)


def is_small(step: Step, change: Change) -> Iterator[Problem]:
    """A story has up to 64 KiB, a picture up to 5 MiB."""
    is_story = change.path == change.story
    most, repair = (LIMITS["story_bytes"], "shorten it") if is_story else (LIMITS["picture_bytes"], "save the picture smaller, as JPEG")
    if (size := step.size(change)) > most:
        rule = f"a {'story' if is_story else 'picture'} has at most {most // 1024} KiB"
        yield _problem(change.path, "file", rule, f"found {-(-size // 1024)} KiB", f"{repair}; {ANEW}")


def image_is_one(step: Step, change: Change) -> Iterator[Problem]:
    """The bytes of a picture begin as its extension says."""
    if change.path != change.story and not pictures.is_named_rightly(change.name, step.data(change)):
        found = f"no {change.name.rpartition('.')[2].upper()} data"
        repair = f"open it in a picture program and save it again as JPEG or PNG; {ANEW}"
        yield _problem(change.path, "image", "a picture is of the kind that its name says", found, repair)


REMOVED = (lies_below_stories, stays)
PASSING = (lies_below_stories, has_a_place, is_plain, has_no_double, is_small, image_is_one)
WRITTEN = (*PASSING[:4], has_a_story, *PASSING[4:])
"""The rules for a file, in the order in which they are asked: of one that goes, of one in a commit, and of one in the outcome."""


def images_are_few(merge: Step) -> Iterator[Problem]:
    """A story has up to six pictures."""
    for story in sorted({change.story for change in merge.changes.values() if change.path.startswith(STORIES)}):
        count = sum(bool(pictures.NAME.fullmatch(name)) for name in merge.folder(story.rpartition("/")[0]))
        if count > LIMITS["pictures"]:
            rule = f"a story has at most {LIMITS['pictures']} pictures"
            yield _problem(one_line(story), "image", rule, f"found {count}", "keep the best of them")


# The way there


def _passed(
    steps: Iterable[Step], outcome: Mapping[str, Change], faults: Mapping[str, list[str]], told: Iterable[str] = ()
) -> Iterator[Problem]:
    """What commits brought in and later ones took out or changed: each path once, and none that is told already."""
    known = set(told)
    for step in steps:
        for path, change in step.changes.items():
            now = outcome.get(path)
            if path in known or (now and (now.mode, now.sha) == (change.mode, change.sha)):
                continue
            found = _first(rule(step, change) for rule in PASSING) or list(_was_wrong(change, faults.get(change.sha, ())))
            known |= {path} if found else set()
            yield from (_in_commit(problem, step.commit) for problem in found)


def _was_wrong(change: Change, faults: Iterable[str]) -> Iterator[Problem]:
    """The faults of a picture that is no longer there, or not as it was."""
    for fault in map(pictures.FAULTS.__getitem__, faults):
        if fault is pictures.FAULTS["location"]:
            repair = "merge this by squash, so that the location stays out of the history"
            found = "the location of one that has been taken out or changed since"
            yield Problem(one_line(change.path), 1, "image", fault.rule, found, repair, "question")
        elif fault.severity == "error":
            yield _problem(change.path, "image", fault.rule, fault.found, f"mend it, {ANEW}")


def _in_commit(problem: Problem, commit: str) -> Problem:
    found = f"{problem.found}, in the commit {commit}"
    return Problem(problem.path, problem.line, problem.field, problem.rule, found, problem.repair, problem.severity)


# The words


def _words(merge: Step, base: Mapping[str, bytes], refused: set[str]) -> Iterator[Problem]:
    """What the build says of the changed stories: base with what was accepted, and pictures only by their names."""
    accepted = [change for path, change in merge.changes.items() if path not in refused]
    stories = {change.path: merge.data(change) for change in accepted if change.path == change.story and change.mode != GONE}
    if not stories:
        return
    files = dict.fromkeys(base, b"")
    for folder in {change.path.removeprefix("docs/").rpartition("/")[0] for change in accepted}:
        files |= {f"{folder}/{name}": b"" for name in merge.folder(f"docs/{folder}") if pictures.NAME.fullmatch(name)}
    for change in accepted:
        if change.mode == GONE:
            files.pop(change.path.removeprefix("docs/"), None)
    mine = {path.removeprefix("docs/"): data for path, data in stories.items()}
    files |= {path: base[path] for path in files if _is_read(path) and path in base} | mine
    others = {path for path in files if path.startswith(("essays/posts/", "stories/")) and path not in mine}
    problems = _told(files, mine, others)  # taking their texts apart would take a hundred times as long
    if any(problem.field == "link" for problem in problems):  # it may lead to a heading of one of them
        problems = _told(files, mine)
    yield from problems


def _is_read(path: str) -> bool:
    return path.endswith((*reading.SUFFIXES, ".yml"))


def _told(files: Mapping[str, bytes], mine: Collection[str], outlined: Collection[str] = ()) -> list[Problem]:
    library, problems = reading.read(files, outlined=outlined)
    problems = [problem for problem in [*problems, *rules.check(library, only=mine)] if problem.path.removeprefix("docs/") in mine]
    for page in (*library.pages, *library.partial):
        if page.path in mine and page.front.aliases:
            rule, repair = "a story's address is its folder's name", "take aliases out; an editor adds them when a story moves"
            found, line = f"found {quote(', '.join(page.front.aliases))}", page.document.line("aliases")
            problems.append(Problem(f"docs/{page.path}", line, "aliases", rule, found, repair))
    return problems

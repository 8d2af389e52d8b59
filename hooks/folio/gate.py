"""The gate for pull requests: is a git range a story contribution that may be reviewed, and nothing else?

Judged is what the site would hold after merging head into base, file by file. Git's own objects are read and nothing is
checked out, so no file of a stranger's is opened by its name, followed or run. Every file is told the first rule that it
breaks, all files at once; a file out of bounds has no say in how the stories are judged.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from subprocess import CalledProcessError

from . import reading, rules
from .problems import Problem, one_line, quote
from .tree import Revision, git

STORIES = "docs/stories/"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A story's folder is its address: nothing in it needs escaping, and no two look alike."""
SLUG_LENGTH = range(3, 61)
"""Characters: fewer say nothing, more are cut where an address is shown."""
IMAGE = re.compile(r"[a-z0-9][a-z0-9_-]*\.(?P<extension>png|jpe?g|webp)", re.ASCII | re.IGNORECASE)
"""A picture's name as cameras and phones give it, with one extension."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.ASCII | re.IGNORECASE)
"""Names that Windows keeps to itself: with one of them nobody there can check the site out."""
PATH_LENGTH = 120
"""Bytes: Windows allows 260 for the whole path in a checkout, and people keep theirs some folders deep."""
IMAGES = 6
"""Pictures of one story: an editor looks at each of them."""
STORY_BYTES = 64 * 1024
"""Twenty times the longest story asked for: 500 words are 3 KiB."""
STORY_LINES = 2_000
"""An editor reads every line."""
LINE_LENGTH = 4_000
"""Characters: a long paragraph typed without a line break. What stands further right is seen by no reviewer."""
FRONT_MATTER_BYTES = 4 * 1024
"""Twice a front matter with every field: more is no list of fields."""
IMAGE_BYTES = 5 * 1024 * 1024
"""A photo as a phone takes it; git keeps every byte for ever."""

PLAIN, GONE = "100644", "000000"
MODES = {"120000": "a link to another file", "160000": "a link to another repository", "100755": "a file marked as a program"}
MAGIC = {"png": rb"\x89PNG\r\n\x1a\n", "jpg": rb"\xff\xd8\xff", "jpeg": rb"\xff\xd8\xff", "webp": rb"(?s:RIFF....WEBP)"}
"""How the bytes of each kind of picture begin."""


class WrongRangeError(ValueError):
    """A range that git does not know, or whose ends have no common history."""


@dataclass(frozen=True)
class Change:
    """A path that the merge changes, and its git mode before and after (GONE where there is no file)."""

    path: str
    before: str
    mode: str

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
        return _story(self.path)


@dataclass(frozen=True)
class Merge:
    """What the merge changes, the size of every file of every story in it, and all files below docs/."""

    changes: dict[str, Change]
    sizes: dict[str, int]
    files: Mapping[str, bytes]

    def data(self, path: str) -> bytes:
        """The bytes of a file of a story."""
        return self.files[path.removeprefix("docs/")]

    @cached_property
    def spellings(self) -> dict[str, set[str]]:
        """All files and folders of stories by their path without capitals."""
        spellings: dict[str, set[str]] = defaultdict(set)
        for path in self.sizes:
            for name in (path, path.rpartition("/")[0]):
                spellings[name.casefold()].add(name)
        return spellings


def judge(repository: Path, base: str, head: str) -> list[Problem]:
    """Every Problem of what merging `head` into `base` would bring in; none for a story that may be reviewed."""
    ours, theirs = _commit(repository, base), _commit(repository, head)
    _ask(repository, f"{base} and {head} have no common history: fetch both in full", "merge-base", ours, theirs)
    tree, conflicts = _merge(repository, ours, theirs)
    merge = Merge(_changes(repository, ours, tree), _sizes(repository, tree), Revision(repository, tree, "docs"))
    if not merge.changes and not conflicts:
        return [_problem(STORIES, "proposal", "a proposal brings a story, new or changed", "it changes nothing", "add your story.md")]
    problems = [_conflict(path) for path in conflicts]
    refused = set(conflicts)
    for change in merge.changes.values():
        if found := _first(rule(merge, change) for rule in (REMOVED if change.mode == GONE else WRITTEN)):
            problems += found
            refused.add(change.path)
    words = _words(merge, Revision(repository, ours, "docs"), refused)
    return sorted({*problems, *images_are_few(merge), *words})


# The range


def _ask(repository: Path, otherwise: str, *arguments: str) -> bytes:
    """What git answers; `otherwise` says what is wrong when it does not."""
    try:
        return git(repository, *arguments)
    except CalledProcessError as error:
        if error.returncode == 1 and arguments[0] == "merge-tree":  # a conflict, which is an answer too
            return bytes(error.stdout)
        said = error.stderr.decode(errors="replace").strip()
        raise WrongRangeError(one_line(f"{otherwise} ({said})" if said else otherwise)) from None


def _commit(repository: Path, name: str) -> str:
    arguments = ("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    return _ask(repository, f"there is no revision {quote(name)}", *arguments).decode().strip()


def _merge(repository: Path, ours: str, theirs: str) -> tuple[str, list[str]]:
    """The tree of the merge, and the paths on which both sides disagree."""
    options = ("--write-tree", "-z", "--name-only", "--no-messages")
    tree, *conflicts = _fields(_ask(repository, "git cannot merge: it must be 2.38 or newer", "merge-tree", *options, ours, theirs))
    return tree, conflicts


def _changes(repository: Path, ours: str, tree: str) -> dict[str, Change]:
    options = ("-r", "-z", "--raw", "--no-renames", "--ignore-submodules=none")
    fields = iter(_fields(git(repository, "diff-tree", *options, ours, tree)))
    return {path: Change(path, row[1:7], row[8:14]) for row, path in zip(fields, fields, strict=True)}


def _sizes(repository: Path, tree: str) -> dict[str, int]:
    rows = _fields(git(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", tree, "--", STORIES))
    return {path: int(meta.split()[3].replace("-", "0")) for meta, _, path in (row.partition("\t") for row in rows)}


def _fields(output: bytes) -> list[str]:
    return output.decode(errors="surrogateescape").split("\0")[:-1]


def _first(found: Iterator[Iterator[Problem]]) -> list[Problem]:
    """The Problems of the first rule that has any; the rules after it rely on those before."""
    return next(filter(None, map(list, found)), [])


def _story(path: str) -> str:
    return f"{path.rpartition('/')[0]}/story.md"


def _problem(path: str, field: str, rule: str, found: str, repair: str, line: int = 1) -> Problem:
    return Problem(one_line(path), line, field, rule, found, repair)


def _conflict(path: str) -> Problem:
    rule, found = "a change starts from the file as it is now", "the site's own copy has changed since you began"
    return _problem(path, "file", rule, found, "press Resolve conflicts in the pull request, or ask an editor to do it")


# The files


def lies_below_stories(_: Merge, change: Change) -> Iterator[Problem]:
    """A proposal with a story touches nothing but docs/stories/."""
    if not change.path.startswith(STORIES):
        repair = "take this file out; a change to the site itself is a proposal of its own"
        yield _problem(change.path, "file", f"a proposal with a story touches nothing but {STORIES}", change.found, repair)


def stays(merge: Merge, change: Change) -> Iterator[Problem]:
    """What is published stays; only a picture may go, together with a change to its story."""
    told = merge.changes.get(change.story)
    if not IMAGE.fullmatch(change.name) or not told or told.mode == GONE:
        repair = "put it back under its old name; to have a story renamed or taken down, ask the editors"
        yield _problem(change.path, "file", "what is published stays where it is", "a deleted or renamed file", repair)


def has_a_place(_: Merge, change: Change) -> Iterator[Problem]:
    """A story is docs/stories/<name>/story.md, and its pictures lie beside it."""
    folder, _slash, name = change.path.removeprefix(STORIES).partition("/")
    if name != "story.md" and not IMAGE.fullmatch(name):
        rule = f"a story is {STORIES}your-story-name/story.md, with pictures (.jpg, .jpeg, .png, .webp) beside it"
        repair = "name the text story.md, save pictures as JPEG under a name of letters, digits and hyphens, take other files out"
        yield _problem(change.path, "file", rule, change.found, repair)
    elif not SLUG.fullmatch(folder) or len(folder) not in SLUG_LENGTH:
        rule = f"a story's folder has a name of {SLUG_LENGTH[0]} to {SLUG_LENGTH[-1]} small letters, digits and single hyphens"
        yield _problem(change.path, "folder", rule, f"found {quote(folder)}", "rename it, for example to the-wet-passport")
    elif reserved := [part for part in (folder, name) if RESERVED.fullmatch(part)]:
        yield _problem(change.path, "file", "a name is one that every computer takes", f"found {quote(reserved[0])}", "choose another name")
    elif (length := len(change.path)) > PATH_LENGTH:
        rule = f"a file's name and folders have at most {PATH_LENGTH} characters in all"
        yield _problem(change.path, "file", rule, f"found {length}", "choose a shorter name")


def is_plain(_: Merge, change: Change) -> Iterator[Problem]:
    """A file is a plain file: no link, no program, no other repository."""
    if change.mode != PLAIN:
        found = MODES.get(change.mode, f"the git mode {change.mode}")
        repair = "delete it, and add the text or picture itself with Add file on the web page"
        yield _problem(change.path, "file", "a file is a plain file", found, repair)


def has_no_double(merge: Merge, change: Change) -> Iterator[Problem]:
    """No two names differ in capitals only: on many computers they are one."""
    for name in (change.path, change.path.rpartition("/")[0]):
        for other in sorted(merge.spellings[name.casefold()] - {name}):
            yield _problem(change.path, "file", "no two names differ in capitals only", f"there is {quote(other)}", "choose another name")


def has_a_story(merge: Merge, change: Change) -> Iterator[Problem]:
    """A picture lies beside its story."""
    if change.story not in merge.sizes:
        repair = "add the story, or move the picture to its folder"
        yield _problem(change.path, "image", "a picture lies beside its story", f"there is no {change.story}", repair)


def is_small(merge: Merge, change: Change) -> Iterator[Problem]:
    """A story has up to 64 KiB, a picture up to 5 MiB."""
    is_story = change.path == change.story
    most, repair = (STORY_BYTES, "shorten it") if is_story else (IMAGE_BYTES, "save the picture smaller, as JPEG")
    if (size := merge.sizes[change.path]) > most:
        rule = f"a {'story' if is_story else 'picture'} has at most {most // 1024} KiB"
        yield _problem(change.path, "file", rule, f"found {-(-size // 1024)} KiB", repair)


def image_is_one(merge: Merge, change: Change) -> Iterator[Problem]:
    """The bytes of a picture begin as its extension says."""
    image = IMAGE.fullmatch(change.name)
    if image and not re.match(MAGIC[image["extension"].lower()], merge.data(change.path)):
        repair = "open it in a picture program and save it again as JPEG or PNG"
        yield _problem(change.path, "image", "a picture is of the kind that its name says", f"no {image['extension'].upper()} data", repair)


def story_can_be_read(merge: Merge, change: Change) -> Iterator[Problem]:
    """A story has up to 2,000 lines of 4,000 characters, and up to 4 KiB of front matter."""
    if change.path != change.story:
        return
    lines = re.split(r"\r\n?|\n", merge.data(change.path).decode("utf-8", "replace"))
    end = next((n for n, line in enumerate(lines) if n and line.rstrip(" \t") in ("---", "...")), 0)
    if (size := len("\n".join(lines[:end]).encode())) > FRONT_MATTER_BYTES:
        rule = f"a story's front matter has at most {FRONT_MATTER_BYTES // 1024} KiB"
        yield _problem(change.path, "front matter", rule, f"found {size} bytes", "shorten it")
    if len(lines) > STORY_LINES:
        yield _problem(change.path, "text", f"a story has at most {STORY_LINES} lines", f"found {len(lines)}", "shorten it")
    for n, line in enumerate(lines, 1):
        if len(line) > LINE_LENGTH:
            rule = f"a line has at most {LINE_LENGTH} characters"
            yield _problem(change.path, "text", rule, f"found {len(line)}", "press Enter twice where a new thought begins", n)


REMOVED = (lies_below_stories, stays)
WRITTEN = (lies_below_stories, has_a_place, is_plain, has_no_double, has_a_story, is_small, image_is_one, story_can_be_read)
"""The rules for a file, in the order in which they are asked."""


def images_are_few(merge: Merge) -> Iterator[Problem]:
    """A story has up to six pictures."""
    pictures = Counter(_story(path) for path in merge.sizes if IMAGE.fullmatch(path.rpartition("/")[2]))
    for story in sorted({change.story for change in merge.changes.values()}):
        if (count := pictures[story]) > IMAGES:
            yield _problem(story, "image", f"a story has at most {IMAGES} pictures", f"found {count}", "keep the best of them")


# The words


def _words(merge: Merge, base: Mapping[str, bytes], refused: set[str]) -> Iterator[Problem]:
    """What the build says of the changed stories: base with what was accepted, and pictures only by their names."""
    accepted = [change for path, change in merge.changes.items() if path not in refused]
    stories = {change.path for change in accepted if change.path == change.story}
    files = {path: base[path] if path.endswith((*reading.SUFFIXES, ".yml")) else b"" for path in base}
    files |= {path.removeprefix("docs/"): b"" for path in merge.sizes if IMAGE.fullmatch(path.rpartition("/")[2])}
    files |= {path.removeprefix("docs/"): merge.data(path) for path in stories}
    for change in accepted:
        if change.mode == GONE:
            files.pop(change.path.removeprefix("docs/"), None)
    library, problems = reading.read(files)
    yield from (problem for problem in [*problems, *rules.check(library)] if problem.path in stories)
    for page in (*library.pages, *library.partial):
        if f"docs/{page.path}" in stories and page.front.aliases:
            rule, repair = "a story's address is its folder's name", "take aliases out; an editor adds them when a story moves"
            yield _problem(
                f"docs/{page.path}", "aliases", rule, f"found {quote(', '.join(page.front.aliases))}", repair, page.document.line("aliases")
            )

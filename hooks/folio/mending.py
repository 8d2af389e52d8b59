"""Mending: what is wrong with a story and has exactly one right answer, put right in a checkout, on request.

Nothing is touched but the story's own files, and only where they are as they were committed: what somebody wrote since is never
written over. `text` and `picture` take strangers' bytes apart, and run in the sandbox.
"""

from __future__ import annotations

import base64
import json
import re
import tempfile
from collections.abc import Callable, Iterable
from difflib import unified_diff
from pathlib import Path
from subprocess import CalledProcessError
from typing import NamedTuple

from . import blocks, darkroom, encoding, frontmatter, manuscript, pictures, sandbox
from .model import Story
from .problems import one_line, quote
from .proposal import Change, Proposal
from .sandbox import Breach
from .tree import Objects, git

PLACE = re.compile(rf"docs/stories/[^/]+/(?:story\.md|{pictures.NAME.pattern})", re.ASCII | re.IGNORECASE)
"""What may be mended; everything else is left alone, whoever asks."""
ROUNDS = 5
"""What one step mends, another may see for the first time; two rounds were enough for everything met so far."""
_ANSWER = 16 * 1024**2
_DELETED = ("control", "direction", "invisible")
"""Rules of manuscript.json whose characters nobody misses."""
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
_BULLET = re.compile(r"^([ \t]*)[\uF000-\uF0FF][ \t]+", re.MULTILINE)
"""A dot of a list as word processors write it: a letter of their own fonts."""
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w-]*)(?P<colon>:[ \t]+)(?P<value>\S.*?)(?P<end>[ \t]*)")
_ITEM = re.compile(r"(?P<key>[ \t]*)(?P<colon>-[ \t]+)(?P<value>\S.*?)(?P<end>[ \t]*)")
_SMART = re.compile(r"[“”„‟]([^“”„‟\"\\]*)[“”‟]")
_SIGNS = re.compile(r"[@`%&*!,\]}]|[?-](?:\s|$)")
"""Signs that mean something else to YAML at the start of a value."""
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TARGET = re.compile(r"(?<=\]\()(<?)([^\s<>()]+)(>?)(?=\)|[ \t]+[\"'])|(?<=\]: )()([^\s<>()]+)()$", re.MULTILINE)


class NoCheckoutError(ValueError):
    """There is no file that could be mended, or one that must not be."""


class Mended(NamedTuple):
    """A file and what it was; it is written when asked."""

    path: str
    file: Path
    before: bytes
    after: bytes

    def __str__(self) -> str:
        """What changes: line by line in a text, in a sentence for a picture."""
        if not self.path.endswith("story.md"):
            return f"{one_line(self.path)}: made anew from its pixels, with nothing else in it\n"
        old, new = (data.decode("utf-8", "backslashreplace").splitlines() for data in (self.before, self.after))
        rows = list(unified_diff(old, new, self.path, f"{self.path} (mended)", lineterm=""))
        rows = rows or [f"--- {self.path}", f"+++ {self.path} (mended)", "the ends of lines, or the bytes of letters"]
        return "".join(f"{one_line(row)}\n" for row in rows)

    def write(self) -> None:
        """Put it in place of the file, whole or not at all."""
        with tempfile.NamedTemporaryFile(dir=self.file.parent, delete=False) as new:
            new.write(self.after)
        Path(new.name).chmod(self.file.stat().st_mode & 0o777)
        Path(new.name).replace(self.file)


def plan(repository: Path, base: str, head: str, wanted: Iterable[Path], most: int) -> list[Mended]:
    """The files that a proposal changes, or those that are wanted, as they are and as they would be mended; nothing is written yet."""
    folder = top(repository)
    with Proposal(repository, base, head) as proposal:
        tree = proposal.theirs()
        names = [_named(folder, path) for path in wanted] or [
            change.path for change in proposal.merge(most)[0].changes.values() if PLACE.fullmatch(change.path) and _is_there(change)
        ]
        files = {name: _unchanged(folder, name, proposal.objects, tree) for name in names}
    texts = {name: data for name, data in files.items() if name.endswith("/story.md")}
    shown = {name: data for name, data in files.items() if name not in texts}
    made = {**_run("mending:text", texts), **_run("mending:picture", shown)}
    return [Mended(name, folder / name, files[name], made[name]) for name in files]


def top(repository: Path) -> Path:
    """The folder of a checkout."""
    try:
        return Path(git(repository, "rev-parse", "--show-toplevel").decode(errors="surrogateescape").rstrip("\n"))
    except CalledProcessError:
        raise NoCheckoutError("there are no files to mend here: run this in a checkout of the project") from None


def _is_there(change: Change) -> bool:
    return change.mode == "100644"


def _named(top: Path, path: Path) -> str:
    """A path on the command line, as the proposal names it. What it leads to plays no part: no link is followed."""
    try:
        name = Path(*path.absolute().parent.resolve().parts, path.name).relative_to(top.resolve()).as_posix()
    except ValueError:
        name = ""
    if not PLACE.fullmatch(name):
        raise NoCheckoutError(f"{quote(path)} is no story.md and no picture of one below docs/stories/: only those are mended")
    return name


def _unchanged(top: Path, name: str, objects: Objects, tree: str) -> bytes:
    """The bytes of a file that is as it was committed."""
    file = top / name
    if any(place.is_symlink() for place in (file, *(top / parent for parent in Path(name).parents))) or not file.is_file():
        raise NoCheckoutError(f"{quote(name)} is no plain file here: nothing was mended")
    entry, data = objects.find(tree, name), file.read_bytes()
    if not entry or _plain(objects[entry.sha]) != _plain(data):
        raise NoCheckoutError(f"{quote(name)} has changes that are in no commit yet: commit them first, so that nothing can be lost")
    return data


def _plain(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")  # as git writes files on Windows


def _run(function: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files as a function in the sandbox would have them; one that it cannot take apart stays as it is."""
    answers = sandbox.run(function, files.values(), _ANSWER)
    return {
        name: data if isinstance(answer, Breach) else base64.b64decode(answer)
        for (name, data), answer in zip(files.items(), answers, strict=True)
    }


# In the sandbox


def picture(data: bytes) -> str:
    """A picture without what is wrong with it, where that is nothing but its company; in base64."""
    faults = set(darkroom.look(data))
    return base64.b64encode(darkroom.clean(data) if faults and faults <= {"end", "inside", "location", "metadata"} else data).decode()


def text(data: bytes) -> str:
    """A story with everything put right that has one right answer; in base64."""
    return base64.b64encode(mend(data)).decode()


def mend(data: bytes) -> bytes:
    """The same without the sandbox. Mending what is mended changes nothing, and no mending makes a new mistake."""
    words, _ = encoding.decode(data)
    if words is None:
        return data
    for _ in range(ROUNDS):
        before = words
        for step in STEPS:
            after = step(words)
            words = after if after != words and not _mistakes(after) - _mistakes(words) else words
        if words == before:
            return words.encode()
    return data


def _mistakes(words: str) -> set[tuple[str, str]]:
    """What is wrong with a story, wherever it stands."""
    _, problems = frontmatter.read("", words.encode())
    findings = manuscript.check("\n".join(_parted(words)[1]))
    found = {(problem.rule, problem.field) for problem in problems}
    return found | {(finding.rule.name, "" if finding.rule.reads == "count" else finding.words) for finding in findings}


def _ends_lines(words: str) -> str:
    """Lines end as they do everywhere else, and the file begins with its first line."""
    words = _LINE_ENDS.sub("\n", words)
    return words.lstrip("\n") if words.lstrip("\n").startswith("---\n") else words


def _loses_what_nobody_sees(words: str) -> str:
    words = _BULLET.sub(r"\1- ", words)
    for name in _DELETED:
        words = manuscript.RULES[name].pattern.sub("", words)
    return words


def _quotes_values(words: str) -> str:
    """A value that YAML would take for something else stands in quotes, and the quotes are straight."""
    head, body = _parted(words)
    rows = [_row(row, head[n + 1] if n + 1 < len(head) else "") for n, row in enumerate(head)]
    return "\n".join([*rows, *body])


def _row(row: str, below: str) -> str:
    match = _FIELD.fullmatch(row) or _ITEM.fullmatch(row)
    if not match or " #" in match["value"] or below.startswith((" ", "\t")):  # a comment, or a value of several lines
        return row
    value = match["value"]
    if value[0] in "[{":
        value = _SMART.sub(r'"\1"', value)
    elif smart := _SMART.fullmatch(value):
        value = f'"{smart[1]}"'
    elif _SIGNS.match(value) or (match["key"].strip() and value[0] not in "\"'|>#" and re.search(r":(?:\s|$)", value)):
        value = json.dumps(value, ensure_ascii=False)
    return f"{match['key']}{match['colon']}{value}{match['end']}"


def _names_fields(words: str) -> str:
    """A field's name has small letters."""
    head, body = _parted(words)
    names = {row.partition(":")[0] for row in head}
    for n, row in enumerate(head):
        name, colon, value = row.partition(":")
        if colon and name.lower() in Story.model_fields and name.lower() not in names:
            head[n] = f"{name.lower()}:{value}"
            names.add(name.lower())
    return "\n".join([*head, *body])


def _leads_somewhere(words: str) -> str:
    """An e-mail link starts with mailto:, and one to a website with https://."""
    head, body = _parted(words)

    def target(match: re.Match[str]) -> str:
        opening, address, closing = match[1] or "", match[2] or match[5], match[3] or ""
        start = "mailto:" if _ADDRESS.fullmatch(address) else "https://" if address.lower().startswith("www.") else ""
        return f"{opening}{start}{address}{closing}"

    code = _code(body)
    rows = [row if n in code or "`" in row else _TARGET.sub(target, row) for n, row in enumerate(body)]
    return "\n".join([*head, *rows])


def _starts_headings_lower(words: str) -> str:
    """Headings in a story start with ##."""
    head, body = _parted(words)
    for token in _PARSER.parse("\n".join(body)):
        if token.type == "heading_open" and token.tag == "h1" and token.map:
            first, last = token.map[0], token.map[1] - 1
            if token.markup == "#":
                body[first] = body[first].replace("#", "##", 1)
            else:
                body[last] = body[last].replace("=", "-")
    return "\n".join([*head, *body])


STEPS: tuple[Callable[[str], str], ...] = (
    _ends_lines, _loses_what_nobody_sees, _names_fields, _quotes_values, _leads_somewhere, _starts_headings_lower,
)  # fmt: skip
_PARSER = blocks.parser()


def _parted(words: str) -> tuple[list[str], list[str]]:
    """The lines up to the one that ends the front matter, and those below."""
    rows = words.split("\n")
    if rows[0].rstrip() != "---":
        return [], rows
    end = next((n for n, row in enumerate(rows) if n and row.rstrip() in ("---", "...")), 0)
    return rows[: end + 1] if end else [], rows[end + 1 :] if end else rows


def _code(rows: list[str]) -> set[int]:
    """The numbers of the lines that are code."""
    tokens = _PARSER.parse("\n".join(rows))
    return {n for token in tokens if token.type in ("fence", "code_block") and token.map for n in range(*token.map)}

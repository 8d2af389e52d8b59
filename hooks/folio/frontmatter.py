"""Front matter: the YAML at the head of a file, read with the line of every key and value.

MkDocs drops front matter that it cannot parse without a word; here a mistake has a line and a repair. YAML is read as
events: no anchors or aliases (a few lines of them can exhaust a machine), no tags (they can run code), no key twice.
Every scalar stays the text that stands in the file; what it means is the model's to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

import yaml
from yaml.events import AliasEvent, CollectionStartEvent, MappingEndEvent, NodeEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from .encoding import Fault, decode
from .problems import Problem, quote

Value = str | list[Any] | dict[str, Any] | None
Loc = tuple[str | int, ...]

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DEPTH = 8
"""Levels of nesting: real front matter has three."""
MAX_BYTES = 64 * 1024
"""Size of a front matter in bytes: the largest seen in 19 public sites was under 8 KiB."""
TOO_LONG = "a front matter has at most"
READABLE = "a front matter is YAML that can be read"
ROUNDS = 20
"""How often a front matter is read again without the lines that could not be read: so many mistakes are told at once."""
MAX_FILE_BYTES = 1024 * 1024
"""Size of a file that is YAML alone: the authors of a large blog, 500 people with a line each, need 150 KiB."""

_OPENING = re.compile(r"---[ \t]*$")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_SOME_NAME = re.compile(r"([A-Za-z][\w-]*)[^\w\s]*\s*:(?:\s|$)")
_BEGINS = re.compile(r"[^\s#:-][^\s:]*[ \t]*:")
"""A line that begins a field."""
_FIELD = re.compile(r"\s*(?:-\s+)?[\"']?([\w. -]+?)[\"']?\s*:(?:\s|$)")
_CONTINUES = re.compile(r"[ \t#]|- |[A-Za-z_-]+:(?:\s|$)")
"""How a line of a front matter begins: a field, an item, a comment or a continued value."""
_OPEN_QUOTE = re.compile(r"\s*(?:-\s+)?[\w-]+:\s+(?:\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$")
"""A line whose value begins with a quotation mark that it does not close."""
_STARTS_SO = "a file starts with its front matter, between two lines of three hyphens"
_VALUE = re.compile(r"([\w-]+)[ \t]*:[ \t]+(\S.*?)[ \t]*$")
QUOTES = "\"'“”„«»‘’"
_TAB_AND_FIELD = re.compile(r" *\t\s*[\w-]+:(?:\s|$)")
_NO_SPACE = re.compile(r"[\w-]+:[^\s/]")
_OTHER_LINE_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
"""Characters that end a line to YAML and to nobody else: as spaces, they leave the count of lines as editors have it."""
_STARTS_INSIDE = ("quoted scalar", "flow sequence", "flow mapping", "simple key")
"""Mistakes whose line is where the construct began, and not where YAML's reader gave up."""


@lru_cache(maxsize=4096)
def _shared(loc: Loc) -> Loc:
    """The same place as one object: thousands of pages have the same few."""
    return loc


@dataclass(frozen=True)
class Document:
    """A file taken apart: its values, the line each stands on (both counted from 1), and the text below.

    `broken` are the fields that could not be read; without a proper front matter a Document is not `whole`.
    """

    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[Loc, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    broken: frozenset[str] = frozenset()
    whole: bool = True

    def line(self, *loc: str | int) -> int:
        """The line of a key or item, or of the nearest thing around it; 1 for what is missing altogether."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


def read(path: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """Take a file apart: its Document (None when it is no text at all) and what is wrong with its form.

    Where the front matter has no beginning, no end or no fields, the Document is not `whole`: it holds what could be read.
    """
    problems: list[Problem] = []
    text = _decode(path, data, problems)
    return (None, problems) if text is None else _read(path, text, problems)


def read_text(path: str, text: str, longest: int = MAX_BYTES) -> tuple[Document, list[Problem]]:
    """The same for text that has been decoded, with single line feeds; a front matter has `longest` bytes at most."""
    return _read(path, text, [], longest)


def read_yaml(path: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """Read a file that is YAML from its first line, such as the list of authors, by the same rules."""
    problems: list[Problem] = []
    text = _decode(path, data, problems)
    if text is None:
        return None, problems
    reader = _Reader(path, first_line=1, longest=MAX_FILE_BYTES)
    values = reader.mapping(text)
    return (None if values is None else Document(values, reader.lines, broken=reader.broken)), problems + reader.problems


def wrong_encoding(path: str, fault: Fault) -> Problem:
    """What is wrong with the encoding of a file, as a Problem."""
    return Problem(path, fault.line, "encoding", fault.rule, fault.found, fault.repair)


def _decode(path: str, data: bytes, problems: list[Problem]) -> str | None:
    text, fault = decode(data)
    if fault:
        problems.append(wrong_encoding(path, fault))
    return text


def _read(path: str, text: str, problems: list[Problem], longest: int = MAX_BYTES) -> tuple[Document, list[Problem]]:
    lines = text.split("\n")
    frame = _frame(path, lines)
    reader = _Reader(path, frame.first + 1, longest)
    values = reader.mapping("\n".join(lines[frame.first : frame.last]) + "\n")
    failed = not frame.problem and (reader.malformed or values is None)
    stray = _first_text(lines[frame.first : frame.last], frame.first) if failed else None
    if stray and (not reader.malformed or reader.problems[0].line >= stray):  # what closes it is a rule between two paragraphs
        frame = _without_closing(path, lines, frame.first, f"text on line {stray}")
        reader = _Reader(path, frame.first + 1, longest)
        values = reader.mapping("\n".join(lines[frame.first : frame.last]) + "\n")
    told = [frame.problem] if frame.problem else reader.problems
    body, body_line = "\n".join(lines[frame.text :]), frame.text + 1
    if not frame.problem and values is not None:
        return Document(values, reader.lines, body, body_line, reader.broken), problems + told
    if values:  # the frame is broken, and there are fields in it
        told = [*told, *reader.problems] if frame.problem else told
    return Document(values or {}, reader.lines, body, body_line, reader.broken, whole=False), problems + told


class _Frame(NamedTuple):
    """Where the fields of a file begin and end, where its text begins (rows counted from 0), and what is wrong with that."""

    first: int
    last: int
    text: int
    problem: Problem | None = None


def _frame(path: str, lines: list[str]) -> _Frame:
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if not _OPENING.match(lines[first]):
        return _without_opening(path, lines, first)
    end = next((n for n, line in enumerate(lines[first + 1 :], first + 1) if _CLOSING.match(line)), None)
    if end is None:
        return _without_closing(path, lines, first + 1, "no second ---")
    rule = _STARTS_SO
    problem = Problem(path, first + 1, "front matter", rule, "empty lines above it", "delete the lines above ---") if first else None
    return _Frame(first + 1, end, end + 1, problem)


def _without_closing(path: str, lines: list[str], first: int, found: str) -> _Frame:
    last = _last_field(lines, first)
    repair = f"add a line --- below line {last}, the last field" if last > first else "add a line --- below the last field"
    rule = "the front matter ends with a line of three hyphens"
    return _Frame(first, last, last, Problem(path, 1, "front matter", rule, found, repair))


def _without_opening(path: str, lines: list[str], first: int) -> _Frame:
    found = lines[first].strip()
    if found == "+++":
        repair = "write the fields as YAML (title: A title) between ---"
        return _Frame(first, first, first, Problem(path, first + 1, "front matter", _STARTS_SO, "TOML, between +++", repair))
    last = _last_field(lines, first)
    repair, text = "put a line --- at the top, then the fields, then a second line ---", last
    if last > first:
        closed = next((n for n, line in enumerate(lines[last:], last) if line.strip()), last)
        if closed < len(lines) and _CLOSING.match(lines[closed]):
            repair, text = f"put a line --- above line {first + 1}", closed + 1
        else:
            repair = f"put a line --- above line {first + 1}, and another below line {last}, the last field"
    return _Frame(
        first, last, text, Problem(path, first + 1, "front matter", _STARTS_SO, quote(found) if found else "an empty file", repair)
    )


def _last_field(lines: list[str], first: int) -> int:
    """Below which row the fields end, counted from 1: where, first or below an empty line, something other than a field stands."""
    last = first
    for row in range(first, len(lines)):
        line, above = lines[row], lines[row - 1] if row > first else ""
        if _CLOSING.match(line) or (not above.strip() and line.strip() and not _CONTINUES.match(line)):
            break
        last = row + 1 if line.strip() else last
    return last


def _first_text(rows: list[str], first: int) -> int | None:
    """The line of a file on which, below an empty line, something starts that is neither field, list, comment nor continued value."""
    for above, (row, text) in zip(rows, enumerate(rows[1:], first + 2), strict=False):
        if not above.strip() and text.strip() and not text.startswith((" ", "\t", "#", "- ")) and not _FIELD.match(text):
            return row
    return None


class _Reader:
    """Reads one mapping from YAML's events; collects problems and goes on where it can."""

    def __init__(self, path: str, first_line: int = 2, longest: int = MAX_BYTES) -> None:
        self.path = path
        self.first_line = first_line  # below the opening hyphens
        self.longest = longest
        self.lines: dict[Loc, int] = {}
        self.problems: list[Problem] = []
        self.rows: list[str] = []
        self.broken: frozenset[str] = frozenset()
        self.malformed = False

    def mapping(self, text: str) -> dict[str, Value] | None:
        """The values of a front matter, or None where YAML itself cannot be read.

        A line that cannot be read is told and taken out, and the rest is read again, so that all mistakes are told at once.
        """
        if len(text.encode(errors="replace")) > self.longest:
            self._report(
                self.first_line,
                "front matter",
                f"{TOO_LONG} {self.longest // 1024} KiB",
                f"{len(text.encode())} bytes",
                "shorten it",
            )
            return None
        self.rows = self._without_controls(text.split("\n"))
        told: set[int] = set()
        for _ in range(ROUNDS):
            before, self.lines = len(self.problems), {}
            try:
                values = self._document(yaml.parse("\n".join(self.rows).translate(_OTHER_LINE_ENDS), Loader=LOADER))
            except yaml.YAMLError as error:
                del self.problems[before:]  # what was read until then is read, and told, again
                problem, row = self._malformed(error)
            except _TooDeepError as error:
                del self.problems[before:]
                row = error.line - self.first_line
                problem = self._problem(error.line, error.name, f"values are nested at most {MAX_DEPTH} deep", "more", "write it flatter")
            else:
                self.problems.sort()
                return values
            self.malformed = True
            start, end = self._field_around(row)
            if start not in told:
                self.problems.append(problem)
            whole = row == start or start in told
            told.add(start)
            self._take_out(start, end if whole else start, row)
        self.problems.sort()
        return None

    def _without_controls(self, rows: list[str]) -> list[str]:
        """The rows without characters that YAML cannot read, each row with one being told."""
        if not any(map(yaml.reader.Reader.NON_PRINTABLE.search, rows)):
            return rows
        for row, text in enumerate(rows):
            if found := yaml.reader.Reader.NON_PRINTABLE.search(text):
                said = f"a control character, U+{ord(found[0]):04X}"
                repair = "delete the character that cannot be seen"
                self._report(row + self.first_line, "front matter", "a front matter has no control characters", said, repair)
        return [yaml.reader.Reader.NON_PRINTABLE.sub("", row) for row in rows]

    def _field_around(self, row: int) -> tuple[int, int]:
        """The rows of the field that a row belongs to: from the one that begins it to the one above the next."""
        starts = [n for n, text in enumerate(self.rows) if _BEGINS.match(text)]
        start = max((n for n in starts if n <= row), default=row)
        if not self.rows[row].startswith((" ", "\t", "- ")) and start != row:
            return row, row + 1
        return start, min((n for n in starts if n > start), default=len(self.rows))

    def _take_out(self, start: int, end: int, row: int) -> None:
        """Empty a row and those of its field, and count the field as broken; the lines below keep their numbers."""
        names = [_FIELD.match(self.rows[n]) or _SOME_NAME.search(self.rows[n]) for n in {start, row}]
        self.broken |= {name[1].strip() for name in names if name}
        for n in {row, *range(start, end)}:
            self.rows[n] = ""

    def _document(self, events: Iterator[Any]) -> dict[str, Value] | None:
        event = next((event for event in events if isinstance(event, NodeEvent)), None)
        value = self._value(event, events, ()) if event else {}
        rest = next((other for other in events if isinstance(other, NodeEvent)), None)  # what follows may be malformed, too
        if rest:
            self._report(self._line(rest), "front matter", "a front matter is one list of fields", "a second one", "join the two")
        if isinstance(value, dict):
            return value
        if event and not self.problems:
            rule = "a front matter is a list of fields, each as name: value"
            self._report(self._line(event), "front matter", rule, f"found {quote(value)}", "write title: and a value")
        return None

    def _value(self, event: NodeEvent, events: Iterator[Any], loc: Loc) -> Value:
        line = self._line(event)
        if loc:
            self.lines.setdefault(_shared(loc), line)
        if len(loc) > MAX_DEPTH:
            raise _TooDeepError(line, str(loc[0]))
        name = str(loc[0]) if loc else "front matter"
        if isinstance(event, AliasEvent):
            self._report(line, name, "a value is written out", f"the alias *{event.anchor}", "repeat the value itself, or put it in quotes")
            return None
        if event.anchor:
            self._report(line, name, "a value has no anchor", f"&{event.anchor}", "put the value in quotes")
        if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag:
            self._report(line, name, "a value has no YAML tag", quote(event.tag), "put the value in quotes")
        if isinstance(event, ScalarEvent):
            self._check_continued(event, name)
            return None if not event.style and event.value in NULLS else str(event.value)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, loc)
        return self._mapping(events, loc)

    def _check_continued(self, event: ScalarEvent, name: str) -> None:
        """A plain value may go on below; where it does so with a hyphen, an item of a list stands too far to the right."""
        if not event.style and event.start_mark and event.end_mark:
            for row in range(event.start_mark.line + 1, event.end_mark.line + 1):
                if self.rows[row].lstrip().startswith("- "):
                    rule, repair = "the items of a list begin in the same column", "move it to the left"
                    self._report(row + self.first_line, name, rule, f"found {quote(self.rows[row])}", repair)

    def _sequence(self, events: Iterator[Any], loc: Loc) -> list[Value]:
        items: list[Value] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._value(event, events, (*loc, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], loc: Loc) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._value(event, events, (*loc, "\0key"))
            self.lines.pop((*loc, "\0key"), None)
            name, line = intern(str(key)), self._line(event)
            if not isinstance(event, ScalarEvent):
                name = str(loc[0]) if loc else "front matter"
                repair = "write the name as plain text, or put the value in quotes"
                self._report(line, name, "a field's name is a word", f"found {quote(key)}", repair)
            elif name in values:
                first = self.lines[(*loc, name)]
                found = f"{quote(name)} stands on line {first} already"
                self._report(line, str((*loc, name)[0]), "a field stands once", found, "keep one of the two")
            else:
                self.lines[_shared((*loc, name))] = line
            child = self._value(next(events), events, (*loc, name))
            if isinstance(event, ScalarEvent):
                values.setdefault(name, child)
        return values

    def _line(self, event: NodeEvent) -> int:
        return (event.start_mark.line if event.start_mark else 0) + self.first_line

    def _report(self, line: int, name: str, rule: str, found: str, repair: str) -> None:
        self.problems.append(self._problem(line, name, rule, found, repair))

    def _problem(self, line: int, name: str, rule: str, found: str, repair: str) -> Problem:
        return Problem(self.path, line, name, rule, found, repair)

    def _malformed(self, error: yaml.YAMLError) -> tuple[Problem, int]:
        """YAML's own complaint at the line of the mistake, in words, and the row of that line."""
        context, complaint = getattr(error, "context", None), getattr(error, "problem", None)
        inside = any(what in (context or "") for what in _STARTS_INSIDE)
        marks = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
        mark = marks[0] if inside and marks[0] else marks[1] or marks[0]
        rows = self.rows
        row = min(mark.line, len(rows) - 1) if mark else 0
        while row and not rows[row].strip():  # the reader gives up on the empty line below
            row -= 1
        said = f"{context}: {complaint}" if context else str(complaint or error).split("\n")[0]
        for above in range(row):  # YAML reads on over what people see as the end of a value: the line
            if _OPEN_QUOTE.match(rows[above]) and re.match(r"[\w-]+:", rows[above + 1]):
                row, said = above, "quoted scalar"
                break
            if rows[above].startswith("%"):
                row, said = above, "directive"
                break
            if "document start" in said and rows[above].startswith(" "):
                row, said = above, "mapping values"
                break
            if _NO_SPACE.match(rows[above]) and re.match(r"[\w-]+:", rows[above + 1]):
                row, said = above, "simple key"
                break
        name = _FIELD.match(rows[row]) or re.match(r"\s*([\w-]+):", rows[row])
        found, repair = _plainly(said, rows[row])
        if row and _TAB_AND_FIELD.match(rows[row]) and not rows[row - 1].rstrip().endswith(":"):
            repair = "delete the tab: begin every field in the same column"
        elif (value := _VALUE.match(rows[row])) and re.search("quot", repair) and "bracket that" not in found:
            repair = f"{repair}:\n{value[1]}: {json.dumps(value[2].strip(QUOTES), ensure_ascii=False)}"
        return self._problem(row + self.first_line, name[1] if name else "front matter", READABLE, found, repair), row


class _TooDeepError(Exception):
    def __init__(self, line: int, name: str) -> None:
        self.line, self.name = line, name


_MISTAKES = (
    ("", r" *\t", "a tab", "use spaces in place of the tab"),
    ("mapping values", r".*?:\s.*:(\s|$)", "a second colon in the line", "put a value that holds a colon in quotes"),
    ("mapping values", "", "a field further to the right than the others", "begin every field in the same column"),
    ("escape", "", "a backslash that stands for nothing", "use single quotation marks, or write the backslash twice"),
    ("quoted scalar", "", "a quotation mark that is not closed", "close it, or put a value that holds one in the other kind"),
    ("flow", "", "a bracket that is not closed", "close it, and put a value that holds a bracket or comma in quotes"),
    ("simple key", "", "a line that is no field", "write the field as name: value, with a colon and a space"),
    (
        "block mapping",
        r".*?:\s+[\"']",
        "text after a quotation mark",
        "put the whole value in quotes of the other kind",
    ),
    ("block mapping", r".*?:\s+[\[{]", "text after a bracket", "put a value that begins with a bracket in quotes"),
    ("token|anchor|alias|tag|directive", "", "a sign that means something else in YAML", "put the value in quotes"),
)
"""What YAML's reader says, how the line looks, what that is in plain words, and what mends it; the first that fits."""


def _plainly(said: str, row: str) -> tuple[str, str]:
    """What was found and what mends it, for a complaint of YAML's reader about a line."""
    fits = ((found, repair) for words, look, found, repair in _MISTAKES if re.search(words, said) and re.match(look, row))
    return next(fits, (said, "check the indentation, and put a value with special characters in quotes"))

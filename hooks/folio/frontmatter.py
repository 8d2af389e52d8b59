"""Front matter: the YAML at the head of a file, read with the line of every key and value.

MkDocs drops front matter that it cannot parse without a word; here a mistake has a line and a repair. YAML is read as
events: no anchors or aliases (a few lines of them can exhaust a machine), no tags (they can run code), no key twice.
Every scalar stays the text that stands in the file; what it means is the model's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionStartEvent, MappingEndEvent, NodeEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from .problems import Problem, quote

Value = str | list[Any] | dict[str, Any] | None
Loc = tuple[str | int, ...]

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DEPTH = 8
"""Levels of nesting: real front matter has three."""
MAX_BYTES = 64 * 1024
"""Size of a front matter in bytes: the largest seen in 19 public sites was under 8 KiB."""
MAX_FILE_BYTES = 1024 * 1024
"""Size of a file that is YAML alone: the authors of a large blog, 500 people with a line each, need 150 KiB."""

_OPENING = re.compile(r"---[ \t]*$")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_FIELD = re.compile(r"\s*(?:-\s+)?[\"']?([\w. -]+?)[\"']?\s*:(?:\s|$)")
_OPEN_QUOTE = re.compile(r"\s*(?:-\s+)?[\w-]+:\s+(?:\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$")
"""A line whose value begins with a quotation mark that it does not close."""
_NO_SPACE = re.compile(r"[\w-]+:[^\s/]")
_OTHER_LINE_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
"""Characters that end a line to YAML and to nobody else: as spaces, they leave the count of lines as editors have it."""
_STARTS_INSIDE = ("quoted scalar", "flow sequence", "flow mapping", "simple key")
"""Mistakes whose line is where the construct began, and not where YAML's reader gave up."""


@dataclass(frozen=True)
class Document:
    """A file taken apart: its values, the line each stands on (both counted from 1), and the text below."""

    values: dict[str, Value] = field(default_factory=dict)
    lines: dict[Loc, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1

    def line(self, *loc: str | int) -> int:
        """The line of a key or item, or of the nearest thing around it; 1 for what is missing altogether."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


def read(path: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """Take a file apart: its Document (None when it cannot be read at all) and what is wrong with its form."""
    problems: list[Problem] = []
    text = _decode(path, data, problems)
    if text is None:
        return None, problems
    lines = text.split("\n")
    if not _OPENING.match(lines[0]):
        problems.append(_no_opening(path, lines))
        return None, problems
    end = next((n for n, line in enumerate(lines[1:], 1) if _CLOSING.match(line)), None)
    if end is None:
        return None, [*problems, _no_closing(path, "no second ---")]
    reader = _Reader(path)
    values = reader.mapping("\n".join(lines[1:end]) + "\n")
    if values is not None:
        return Document(values, reader.lines, "\n".join(lines[end + 1 :]), end + 2), problems + reader.problems
    text_line = _first_text(lines[1:end])
    if text_line and reader.problems[0].line >= text_line:  # what closes it is a rule between two paragraphs
        return None, [*problems, _no_closing(path, f"text on line {text_line}")]
    return None, problems + reader.problems


def read_yaml(path: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """Read a file that is YAML from its first line, such as the list of authors, by the same rules."""
    problems: list[Problem] = []
    text = _decode(path, data, problems)
    if text is None:
        return None, problems
    reader = _Reader(path, first_line=1, longest=MAX_FILE_BYTES)
    values = reader.mapping(text)
    return (None if values is None else Document(values, reader.lines)), problems + reader.problems


def _decode(path: str, data: bytes, problems: list[Problem]) -> str | None:
    """UTF-8 text with single line feeds; a byte-order mark is reported and passed over."""
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(Problem(path, 1, "encoding", "a file starts with its first character", "a byte-order mark",
                                'save the file as "UTF-8" and not as "UTF-8 with BOM"'))  # fmt: skip
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{data[error.start]:02x}"
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            line, found = 1, "UTF-16"
        problems.append(Problem(path, line, "encoding", "a file is UTF-8 text", found, "save the file again with the encoding UTF-8"))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _no_closing(path: str, found: str) -> Problem:
    return Problem(
        path, 1, "front matter", "the front matter ends with a line of three hyphens", found, "add a line --- below the last field"
    )


def _first_text(rows: list[str]) -> int | None:
    """The line of a file on which, below an empty line, something starts that is neither field, list, comment nor continued value."""
    for above, (row, text) in zip(rows, enumerate(rows[1:], 3), strict=False):
        if not above.strip() and text.strip() and not text.startswith((" ", "\t", "#", "- ")) and not _FIELD.match(text):
            return row
    return None


def _no_opening(path: str, lines: list[str]) -> Problem:
    rule = "a file starts with its front matter, between two lines of three hyphens"
    first = next((n for n, line in enumerate(lines, 1) if line.strip()), 1)
    found = lines[first - 1].strip()
    if _OPENING.match(found) and first > 1:
        return Problem(path, first, "front matter", rule, "empty lines above it", "delete the lines above ---")
    if found == "+++":
        return Problem(path, first, "front matter", rule, "TOML, between +++", "write the fields as YAML (title: A title) between ---")
    repair = "put a line --- at the top, then the fields, then a second line ---"
    return Problem(path, first, "front matter", rule, quote(found) if found else "an empty file", repair)


class _Reader:
    """Reads one mapping from YAML's events; collects problems and goes on where it can."""

    def __init__(self, path: str, first_line: int = 2, longest: int = MAX_BYTES) -> None:
        self.path = path
        self.first_line = first_line  # below the opening hyphens
        self.longest = longest
        self.lines: dict[Loc, int] = {}
        self.problems: list[Problem] = []
        self.rows: list[str] = []

    def mapping(self, text: str) -> dict[str, Value] | None:
        """The values of a front matter, or None where YAML itself cannot be read."""
        if len(text.encode()) > self.longest:
            self._report(
                1, "front matter", f"this YAML has at most {self.longest // 1024} KiB", f"{len(text.encode())} bytes", "shorten it"
            )
            return None
        self.rows = text.split("\n")
        try:
            return self._document(yaml.parse(text.translate(_OTHER_LINE_ENDS), Loader=LOADER))
        except yaml.MarkedYAMLError as error:
            self._malformed(error)
        except yaml.YAMLError as error:  # a control character, say: YAML's reader gives no mark
            character = yaml.reader.Reader.NON_PRINTABLE.search(text)
            line = text.count("\n", 0, character.start()) + self.first_line if character else self.first_line
            found = str(error).split("\n")[0]
            self._report(line, "front matter", "a front matter is YAML", found, "delete the character that cannot be seen")
        except _TooDeepError as error:
            self._report(error.line, error.name, f"values are nested at most {MAX_DEPTH} deep", "more", "write it flatter")
        return None

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
            self.lines.setdefault(loc, line)
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
            name, line = str(key), self._line(event)
            if not isinstance(event, ScalarEvent):
                name = str(loc[0]) if loc else "front matter"
                repair = "write the name as plain text, or put the value in quotes"
                self._report(line, name, "a field's name is a word", f"found {quote(key)}", repair)
            elif name in values:
                first = self.lines[(*loc, name)]
                found = f"{quote(name)} stands on line {first} already"
                self._report(line, str((*loc, name)[0]), "a field stands once", found, "keep one of the two")
            else:
                self.lines[(*loc, name)] = line
            child = self._value(next(events), events, (*loc, name))
            if isinstance(event, ScalarEvent):
                values.setdefault(name, child)
        return values

    def _line(self, event: NodeEvent) -> int:
        return (event.start_mark.line if event.start_mark else 0) + self.first_line

    def _report(self, line: int, name: str, rule: str, found: str, repair: str) -> None:
        self.problems.append(Problem(self.path, line, name, rule, found, repair))

    def _malformed(self, error: yaml.MarkedYAMLError) -> None:
        """YAML's own complaint at the line of the mistake, in words."""
        inside = any(what in (error.context or "") for what in _STARTS_INSIDE)
        mark = error.context_mark if inside and error.context_mark else error.problem_mark or error.context_mark
        rows = self.rows
        row = min(mark.line, len(rows) - 1) if mark else 0
        while row and not rows[row].strip():  # the reader gives up on the empty line below
            row -= 1
        said = f"{error.context}: {error.problem}" if error.context else str(error.problem)
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
        rule = "a front matter is YAML that can be read"
        found, repair = _plainly(said, rows[row])
        self._report(row + self.first_line, name[1] if name else "front matter", rule, found, repair)


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

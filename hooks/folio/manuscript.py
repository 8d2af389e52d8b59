"""The manuscript of a story: what may stand in it, and what is better asked before it goes out.

The rules, their limits and their words are data (manuscript.json), which the form on the page "Tell your story" reads as
well: both give the same verdict on the same text, and tests hold them to that. So the patterns are written in the part of
regular expressions that Python and JavaScript share, with the flag `u` there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from . import blocks
from .problems import Problem, Severity, quote

Circumstance = Literal["retelling", "names_changed"]
"""What changes a verdict: in a retelling names are public, and changed names are nobody's."""

DATA = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
LIMITS: dict[str, int] = {name: limit["most"] for name, limit in DATA["limits"].items()}
"""The most of everything that is counted: bytes, characters, lines, pixels. Why, says manuscript.json."""
LEAST: dict[str, int] = {name: limit["least"] for name, limit in DATA["limits"].items() if "least" in limit}
GIVEN_NAMES = frozenset(DATA["given_names"].split())
"""Given names that are not ordinary words as well, from many countries: what tells a full name from Contact Centre."""

_CODE_POINT = re.compile(r"\\u\{([0-9A-F]+)\}")
_LINE_END = re.compile(r"\r\n?|\n")
_MARKS = re.compile(rf"([^A-Za-z0-9\s])\1{{{LIMITS['marks']},}}")
_PIECE = re.compile(rf".{{1,{LIMITS['line_length']}}}(?:\s|$)|.{{1,{LIMITS['line_length']}}}")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t])))+")
_CONTAINER = re.compile(r">|[-+*]|[0-9]+[.)]")
_LETTERS = re.IGNORECASE | re.ASCII
"""In an address only A to Z are letters: JavaScript and Python differ on the others."""
_INVISIBLE_IN_ADDRESSES = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"https?://((?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})(?::[0-9]{1,5})?(?:[/?#]|\Z)", _LETTERS)
_LOOKS_LIKE_ADDRESS = re.compile(
    r"(?:https?://|www\.)([^\s/:?#]+)|([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|info|biz|io|co|uk|de|fr|es|it|nl|eu|us|au|ca|app|dev|shop|bank))(?:/\S*)?",
    _LETTERS,
)
_PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.(?:png|jpe?g|webp)", _LETTERS)


@dataclass(frozen=True)
class Rule:
    """A rule of manuscript.json, as it stands there."""

    name: str
    reads: Literal["characters", "words", "markup", "size", "count"]
    severity: Severity
    field: str
    rule: str
    found: str
    repair: str
    expression: str = "(?!)"
    ignore_case: bool = False
    digits: tuple[int, int] | None = None
    given: bool = False
    unless: frozenset[str] = frozenset()
    limit: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What it looks for; most builds look at no story."""
        return re.compile(self.expression, re.IGNORECASE if self.ignore_case else 0)


class Finding(NamedTuple):
    """A rule that a text breaks, the line of the file, and the words that break it."""

    rule: Rule
    line: int
    words: str = ""

    def problem(self, path: str, field: str = "") -> Problem:
        """The same in words, for the person who wrote it; `field` is where it stands, if not in the text."""
        code = f"U+{ord(self.words[0]):04X}" if self.rule.reads == "characters" else ""
        words = quote(self.words)[1:-1]
        limit = self.rule.limit
        rule = self.rule.rule.format(most=LIMITS.get(limit), least=LEAST.get(limit)) if limit else self.rule.rule
        found = self.rule.found.replace("{code}", code).replace("{words}", words)
        return Problem(path, self.line, field or self.rule.field, rule, found, self.rule.repair, self.rule.severity)


def _rule(data: dict[str, Any]) -> Rule:
    data["ignore_case"] = data.pop("flags", "") == "i"
    if pattern := data.pop("pattern", ""):
        data["expression"] = _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), pattern)
    return Rule(**{**data, "unless": frozenset(data.get("unless", ()))})


RULES = {rule.name: rule for rule in map(_rule, json.loads(json.dumps(DATA["rules"])))}
_CHARACTERS = [rule for rule in RULES.values() if rule.reads == "characters"]
_WORDS = [rule for rule in RULES.values() if rule.reads == "words"]
_ORDINARY_WORDS = [rule for rule in _WORDS if rule.name != "two-alphabets"]
_EXTRAORDINARY = re.compile(r"[^\t\n -~\xa0-\xac\xae-\xff‘’“”–—…]")
"""A character that most texts do without. In what has none, no rule for characters finds anything, and there are no two alphabets."""


def check(text: str, first_line: int = 1, circumstances: Collection[Circumstance] = ()) -> list[Finding]:
    """Every Finding of a story's text, by line. `first_line` is the line of the file on which the text begins."""
    findings = [*sizes(text, first_line), *content(tame(text), first_line, circumstances)]
    return sorted(findings, key=lambda finding: (finding.line, finding.rule.name, finding.words))


def content(text: str, first_line: int = 1, circumstances: Collection[Circumstance] = ()) -> Iterator[Finding]:
    """What the words and the Markdown of a text say, which must be small enough to be read: see `tame`."""
    yield from spoken(text, first_line, circumstances)
    yield from markup(text, first_line)


def sizes(text: str, first_line: int = 1) -> Iterator[Finding]:
    """What makes a text too large or too tangled to be read, found without reading it."""
    rows = _LINE_END.split(text)
    if len(rows) + first_line - 1 > LIMITS["lines"]:
        yield Finding(RULES["lines"], first_line, str(len(rows) + first_line - 1))
    if (brackets := text.count("[")) > LIMITS["brackets"]:
        yield Finding(RULES["brackets"], first_line, str(brackets))
    for line, row in enumerate(rows, first_line):
        if len(row) > LIMITS["line_length"]:
            yield Finding(RULES["line-length"], line, str(len(row)))
        if run := _MARKS.search(row):
            yield Finding(RULES["marks"], line, run[1])
        containers = _CONTAINERS.match(row)
        if containers and len(_CONTAINER.findall(containers[0])) > LIMITS["nesting"]:
            yield Finding(RULES["nesting"], line)


def tame(text: str) -> str:
    """A text without what makes it too large or too tangled: safe to read any further, and every line where it was."""
    *kept, rest = text.split("[", LIMITS["brackets"])
    text = "[".join([*kept, rest.replace("[", "")])
    return "\n".join(_tame(row) for row in _LINE_END.split(text)[: LIMITS["lines"]])


def _tame(row: str) -> str:
    containers = _CONTAINERS.match(row)
    if containers and len(_CONTAINER.findall(containers[0])) > LIMITS["nesting"]:
        row = row[containers.end() :]
    return _MARKS.sub(lambda run: run[1] * LIMITS["marks"], row)


def spoken(text: str, first_line: int = 1, circumstances: Collection[Circumstance] = ()) -> Iterator[Finding]:
    """What the characters and words of a text give away; what is escaped is read as well."""
    yield from characters(text, first_line)
    for line, row in _pieces(text, first_line):
        plain = unescapeAll(row)
        told = bytearray(len(plain))
        for rule in _WORDS if _EXTRAORDINARY.search(plain) else _ORDINARY_WORDS:
            for match in _matches(rule, plain):
                if not _applies(rule, match) or any(told[match.start() : match.end()]):
                    continue
                told[match.start() : match.end()] = b"x" * (match.end() - match.start())
                if not rule.unless & set(circumstances):
                    yield Finding(rule, line, match[0].strip())


def _pieces(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """The lines of a text with their numbers; one that is too long in pieces, so that no pattern reads on for ever."""
    for line, row in enumerate(_LINE_END.split(text), first_line):
        yield from ((line, piece) for piece in ([row] if len(row) <= LIMITS["line_length"] else _PIECE.findall(row)))


def characters(text: str, first_line: int = 1) -> Iterator[Finding]:
    """The characters of a text that nobody types or sees; what is escaped is read as well."""
    for line, row in enumerate(_LINE_END.split(text), first_line):
        plain = unescapeAll(row)
        if _EXTRAORDINARY.search(row) or _EXTRAORDINARY.search(plain):
            for rule in _CHARACTERS:
                found = dict.fromkeys([*rule.pattern.findall(row), *rule.pattern.findall(plain)])
                yield from (Finding(rule, line, words) for words in found)


def _matches(rule: Rule, text: str) -> Iterator[re.Match[str]]:
    """Where a rule's pattern stands. A word that is no given name may stand before one: On Monday Samantha Ortiz."""
    start = 0
    while match := rule.pattern.search(text, start):
        known = not rule.given or match[1] in GIVEN_NAMES
        start = max(start + 1, match.end() if known else match.end(1))
        if known:
            yield match


def _applies(rule: Rule, match: re.Match[str]) -> bool:
    return not rule.digits or rule.digits[0] <= sum(c in "0123456789" for c in match[0]) <= rule.digits[1]


def visible(text: str) -> str:
    """A text without the characters that no story may have."""
    for rule in _CHARACTERS:
        text = rule.pattern.sub("", text)
    return text


def markup(text: str, first_line: int = 1) -> Iterator[Finding]:
    """What Markdown makes of a text: tags, headings, links, pictures, and how many words it has."""
    tokens = _PARSER.parse(text)
    links = words = 0
    line = first_line
    for place, token in enumerate(tokens):
        if token.map:
            line = token.map[0] + first_line
        if token.level > 2 * LIMITS["nesting"]:
            yield Finding(RULES["nesting"], line)
            return
        if token.type == "heading_open" and token.tag not in ("h2", "h3", "h4"):
            yield Finding(RULES["heading"], line, f"{'#' * int(token.tag[1])} {_plain(tokens[place + 1].children or []).strip()}")
        elif token.type == "inline":
            words += len(_plain(token.children or []).split())
            for found in _inline(token.children or [], line):
                links += found.rule.name == "many-links"
                if found.rule.name != "many-links":
                    yield found
    if links > LIMITS["links"]:
        yield Finding(RULES["many-links"], first_line, str(links))
    if words < LEAST["words"]:
        yield Finding(RULES["too-few-words"], first_line, str(words))
    elif words > LIMITS["words"]:
        yield Finding(RULES["too-many-words"], first_line, str(words))


def _inline(children: Sequence[Token], line: int) -> Iterator[Finding]:
    """The Findings of a line of text; a link counts as one of `many-links`."""
    for place, child in enumerate(children):
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "text":
            if tags := RULES["html"].pattern.findall(child.content):
                yield Finding(RULES["html"], line, " ".join(tags))
        elif child.type == "image":
            if not is_picture(str(child.attrGet("src") or "")):
                yield Finding(RULES["picture"], line, str(child.attrGet("src") or ""))
            if not _plain(child.children or []).strip():
                yield Finding(RULES["picture-words"], line, str(child.attrGet("src") or ""))
        elif child.type == "link_open":
            end = next(n for n in range(place, len(children)) if children[n].type == "link_close" and children[n].level == child.level)
            yield Finding(RULES["many-links"], line)
            yield from _link(str(child.attrGet("href") or ""), _plain(children[place:end]), line)


def _link(target: str, shown: str, line: int) -> Iterator[Finding]:
    """What is wrong with a link, as a browser would read its address."""
    flat = _INVISIBLE_IN_ADDRESSES.sub("", target)
    scheme = _SCHEME.match(flat)
    if scheme and scheme[1].lower() == "mailto":
        return
    if scheme and scheme[1].lower() not in ("http", "https"):
        yield Finding(RULES["link-scheme"], line, target)
        return
    host = _HOST.match(target)
    if not host:
        if leads_out(target):
            yield Finding(RULES["link-host"], line, target)
        return
    claimed = _LOOKS_LIKE_ADDRESS.fullmatch(shown.strip()) or re.search(r"(?:https?://|www\.)([^\s/:?#]+)()", shown, _LETTERS)
    if claimed:
        said, real = ((claimed[1] or claimed[2]).lower().removeprefix("www."), host[1].lower().removeprefix("www."))
        if real != said and not real.endswith(f".{said}"):
            yield Finding(RULES["link-mask"], line, f"{shown.strip()} → {target}")


def leads_out(target: str) -> bool:
    """Whether a link names a place outside this site, rightly or wrongly; the others are the Library's to judge."""
    flat = _INVISIBLE_IN_ADDRESSES.sub("", target)
    return bool(_SCHEME.match(flat)) or flat.startswith(("//", "\\", "/\\"))


def is_picture(source: str) -> bool:
    """Whether an image is a file beside the story."""
    return bool(_PICTURE.fullmatch(source))


def _plain(children: Sequence[Token]) -> str:
    """The words of a text without markup."""
    parts = []
    for child in children:
        if child.type in ("text", "text_special", "code_inline"):
            parts.append(child.content)
        elif child.type == "image":
            parts.append(_plain(child.children or []))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)


_PARSER = blocks.parser(html=False).disable("text_join")  # so that what is escaped, and no tag, stays apart
_PARSER.validateLink = lambda _: True  # type: ignore[assignment, method-assign]  # so that the rules see every link
_PARSER.normalizeLink = lambda url: url  # type: ignore[method-assign]  # and as it stands in the text

"""Problems: what is told to the person who made a mistake, worded once and shown everywhere."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain, groupby
from textwrap import indent
from typing import Literal, NamedTuple

Severity = Literal["error", "question", "advice"]

ANNOTATION = {"error": "error", "question": "warning", "advice": "notice"}
"""A forge's own word for each severity, as its annotations spell it."""

MANY = 100
"""From so many known words on, a misspelt one is compared only with those that look like it."""


class Problem(NamedTuple):
    """One thing that does not hold, in words.

    `path` is relative to the project and `line` counts from 1. `rule` says what must hold, `found` what stands there
    instead, `repair` what to do, and may go on with lines
    to write as they stand. Only an `error` stops a build; a `question` is the editor's to decide.
    """

    path: str
    line: int
    field: str
    rule: str
    found: str
    repair: str = ""
    severity: Severity = "error"

    @property
    def message(self) -> str:
        """What must hold, and what was found, in one line."""
        return one_line(f"{self.rule}: {self.found}" if self.found else self.rule)

    def __str__(self) -> str:
        label = "" if self.severity == "error" else f"{self.severity}: "
        line = f"{one_line(self.path)}:{self.line}: {one_line(self.field)}: {label}{self.message}"
        return f"{line}\n{indent(printable(self.repair), ' ' * 4, lambda _: True)}" if self.repair else line


def one_line(text: str) -> str:
    """The same text as one printable line: a stranger's line break or control character becomes visible."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def printable(repair: str) -> str:
    """A repair, each of its lines printable: below the first may stand lines that can be pasted as they are."""
    return "\n".join(map(one_line, repair.split("\n")))


def quote(value: object, longest: int = 60) -> str:
    """A value as a message shows it: in quotes, cut after `longest` characters."""
    text = str(value)
    return f'"{text[:longest]}…"' if len(text) > longest else f'"{text}"'


def nearest(word: str, known: Iterable[str], likeness: float = 0.7) -> str | None:
    """The known word that a misspelt one most probably meant, or None; `likeness` 1 would be the word itself."""
    by_fold, by_part = _spellings(tuple(known))
    word = word.casefold()[:100]
    shared = Counter(chain.from_iterable(by_part.get(part, ()) for part in _parts(word)))
    worth = [name for name, _ in shared.most_common(5)] if len(by_fold) > MANY else list(by_fold)
    close = get_close_matches(word, worth, n=1, cutoff=likeness)
    return by_fold[close[0]] if close else None


@lru_cache(maxsize=32)
def _spellings(known: tuple[str, ...]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Known words by their spelling without capitals, and those by each three letters in a row: few of many are worth comparing."""
    by_fold = {name.casefold(): name for name in known}
    by_part: dict[str, list[str]] = defaultdict(list)
    for name in by_fold:
        for part in _parts(name):
            by_part[part].append(name)
    return by_fold, by_part


def _parts(word: str) -> set[str]:
    return {f" {word} "[n : n + 3] for n in range(len(word))}


def did_you_mean(word: str, known: Sequence[str], otherwise: str) -> str:
    """The repair of an unknown word: the nearest known one, or else `otherwise`."""
    guess = nearest(word, known)
    return f'did you mean "{guess}"?' if guess else otherwise


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops a build."""
    return any(problem.severity == "error" for problem in problems)


def summary(problems: Sequence[Problem]) -> str:
    """Their number in words: "2 errors and 1 piece of advice in 3 files"."""
    words: dict[Severity, tuple[str, str]] = {
        "error": ("error", "errors"),
        "question": ("question", "questions"),
        "advice": ("piece of advice", "pieces of advice"),
    }
    counts = {severity: sum(p.severity == severity for p in problems) for severity in words}
    parts = [f"{n} {words[severity][n > 1]}" for severity, n in counts.items() if n]
    files = len({problem.path for problem in problems})
    return f"{' and '.join(parts)} in {files} {'file' if files == 1 else 'files'}" if parts else "no problems"


def as_text(problems: Sequence[Problem]) -> str:
    """Every problem as `path:line: field: what must hold: what was found`, its repair indented below."""
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON list of objects with path, line, field, severity, message and repair."""
    keys = ("path", "line", "field", "severity", "message", "repair")
    text = json.dumps([{key: getattr(p, key) for key in keys} for p in problems], ensure_ascii=False, indent=2) + "\n"
    return text.encode(errors="backslashreplace").decode()  # a file name that is no UTF-8: JSON's own escape stands for its bytes


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that a forge shows beside the line (GitHub's syntax; Gitea and Forgejo read it too)."""
    return "".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    body = f"{one_line(problem.field)}: {problem.message}" + (f"\n{printable(problem.repair)}" if problem.repair else "")
    place = f"file={prop(one_line(problem.path))},line={problem.line},title={prop(one_line(problem.field))}"
    return f"::{ANNOTATION[problem.severity]} {place}::{data(body)}\n"


MARKDOWN_BYTES = 60_000
"""A forge takes 65,536 characters for a comment."""
_WHAT_NOW = {
    True: "What must change has to, before the story can go in; the arrow says how. Edit the file on the web page and save it again.",
    False: "Nothing has to change: an editor decides about questions, and may ask you.",
}
_LABEL: dict[Severity, str] = {"error": "must change", "question": "a question", "advice": "advice"}
_PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{0,19}[,;:.]?")


def as_markdown(problems: Sequence[Problem]) -> str:
    """A summary for the page of a pull request: file by file, those that must change first, in at most MARKDOWN_BYTES."""
    if not problems:
        return "**No problems.** Thank you; an editor will read it.\n"
    wrong = {problem.path for problem in problems if problem.severity == "error"}
    order = sorted(problems, key=lambda p: (p.path not in wrong, p.path, list(_LABEL).index(p.severity), p))
    rows = [f"**{summary(problems)}.** {_WHAT_NOW[bool(wrong)]}\n"]
    left = MARKDOWN_BYTES
    for number, problem in enumerate(order):
        is_next = number and order[number - 1].path == problem.path
        row = ("" if is_next else f"\n### {_as_it_is(problem.path)}\n\n") + _item(problem)
        left -= len(row.encode())
        if left < 0:
            rows.append(f"\n… and {len(order) - number} more, which are told once these are mended.\n")
            break
        rows.append(row)
    return "".join(rows)


def _item(problem: Problem) -> str:
    found = f": {_as_it_is(problem.found)}" if problem.found else ""
    first, *block = problem.repair.split("\n")
    repair = f"<br>→ {_in_words(first)}" if first else ""
    repair += f"\n  <pre>{'<br>'.join(map(_neutral, block))}</pre>" if block else ""
    return f"- **{_LABEL[problem.severity]}** (line {problem.line}, {_as_it_is(problem.field)}): {_in_words(problem.rule)}{found}{repair}\n"


def _in_words(text: str) -> str:
    """Plain words as they are; whatever could be more than a word as an excerpt."""
    pieces = groupby(one_line(text).split(), key=lambda word: bool(_PLAIN_WORD.fullmatch(word)))
    return " ".join(" ".join(words) if plain else _as_it_is(" ".join(words)) for plain, words in pieces)


def _as_it_is(text: str) -> str:
    """An excerpt that a forge shows and does nothing else with: no mark, tag, link, picture or mention comes of it.

    Inside <code> a forge looks for no mentions; the comment behind @ keeps Markdown from making an e-mail address a link.
    """
    return f"<code>{_neutral(text).replace('&#64;', '&#64;<!-- -->')}</code>"


def _neutral(text: str) -> str:
    """The same characters, every mark of ASCII by its number."""
    return "".join(f"&#{ord(c)};" if c.isascii() and not c.isalnum() and c != " " else c for c in one_line(text)[:500])


FORMATS = {"text": as_text, "github": as_github, "json": as_json, "markdown": as_markdown}
"""How problems can be printed: the choices of `--format`."""

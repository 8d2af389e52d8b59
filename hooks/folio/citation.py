"""How a page is cited: in the style of the APA (7th edition), as BibTeX, and in plain words.

The author is who the page names. A retelling is ours, and so is a practice: there the site stands as the author. The day is
that of the last change, and a page that names none has none. What is written never depends on the day of the build.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import urljoin

from .library import Page

KINDS = frozenset({"essay", "practice", "story"})
"""The kinds of pages that somebody may want to cite."""
MOST_AUTHORS = 20
"""Of more authors the APA names all but those between the nineteenth and the last."""
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""The months as every style of BibTeX knows them."""
NAMED = {
    "{": "textbraceleft", "}": "textbraceright", "\\": "textbackslash", "~": "textasciitilde", "^": "textasciicircum",
    "<": "textless", ">": "textgreater", "|": "textbar", "`": "textasciigrave", "–": "textendash", "—": "textemdash", "…": "ldots",
    "‘": "textquoteleft", "’": "textquoteright", "“": "textquotedblleft", "”": "textquotedblright", "£": "pounds", "§": "S",
    "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L",
}  # fmt: skip
SPECIAL = {char: f"\\{char}" for char in "%&#$_"} | {char: f"{{\\{name}}}" for char, name in NAMED.items()}
"""What means something to TeX, or has a name there. A brace is named: BibTeX counts even one that stands behind a backslash."""
ACCENTS = dict(zip("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328", "`'^~=u.\"rHvdck", strict=True))
"""Accents that stand on or under one letter."""
_SPECIAL = str.maketrans(SPECIAL)
_RARE = re.compile(r"[^A-Za-z0-9-]")
_WITH_INITIAL = re.compile(r"\S\.$")


class Citation(NamedTuple):
    """The citation of a page. `apa` is what stands before the title, the title, which is set in italics, and the rest."""

    apa: tuple[str, str, str]
    bibtex: str
    plain: str


class _Author(NamedTuple):
    """Somebody as they sign: a `whole` name, of a group or one that somebody goes by, is never turned round."""

    name: str
    whole: bool


def cite(page: Page, site_url: str, site_name: str) -> Citation | None:
    """How to cite a page; None for one of a kind that nobody cites. `site_url` ends with a slash."""
    if page.kind not in KINDS:
        return None
    url = urljoin(site_url, page.url)
    title = " ".join(page.title.split())
    authors = _authors(page, site_name)
    site = "" if authors == [_Author(site_name, True)] else site_name  # the APA does not say it twice
    version = f"Version {page.front.version}" if page.kind == "practice" else ""
    return Citation(
        _apa(page, authors, title, site, version, url),
        _bibtex(page, authors, title, site_name, version, url),
        _plain(page, authors, title, site, version, url),
    )


def _authors(page: Page, site_name: str) -> list[_Author]:
    found = [_author(author.title, author.front.group) for author in page.authors]
    if page.kind == "story" and page.front.teller and page.front.kind != "retelling":
        found = [_author(page.front.teller.name, page.front.teller.pseudonym)]
    return found or [_Author(site_name, True)]


def _author(name: str, whole: bool) -> _Author:
    """A name; one that cannot be taken apart with certainty stays whole: one word, with a comma or "and", or with an initial last."""
    name = " ".join(name.split())
    return _Author(name, whole or " " not in name or "," in name or " and " in name or bool(_WITH_INITIAL.search(name)))


def _apa(page: Page, authors: list[_Author], title: str, site: str, version: str, url: str) -> tuple[str, str, str]:
    names = [_turned(author) for author in authors]
    if len(names) > MOST_AUTHORS:
        listed = f"{', '.join(names[: MOST_AUTHORS - 1])}, … {names[-1]}"
    else:
        listed = ", & ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    day = f"{page.changed:%Y, %B} {page.changed.day}" if page.changed else "n.d."
    details = f" ({version})." if version else "" if title.endswith(("?", "!", ".")) else "."
    return f"{listed}{'' if listed.endswith('.') else '.'} ({day}). ", title, f"{details} {f'{site}. ' if site else ''}{url}"


def _turned(author: _Author) -> str:
    """A name as the APA lists it: the family name, then initials."""
    if author.whole:
        return author.name
    family, given = _parted(author.name)
    initials = " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split())
    return f"{family}, {initials}"


def _parted(name: str) -> tuple[str, str]:
    """The family name, with what leads it in small letters (van der), and the given names."""
    words = name.split()
    first = next((n for n, word in enumerate(words[1:-1], 1) if word.islower()), len(words) - 1)
    return " ".join(words[first:]), " ".join(words[:first])


def _bibtex(page: Page, authors: list[_Author], title: str, site_name: str, version: str, url: str) -> str:
    names = [f"{{{_tex(author.name)}}}" if author.whole else ", ".join(map(_tex, _parted(author.name))) for author in authors]
    fields = {
        "author": f"{{{' and '.join(names)}}}",
        "title": f"{{{{{_tex(title)}}}}}",
        "howpublished": f"{{{_tex(site_name)}}}",
        "year": f"{{{page.changed.year}}}" if page.changed else "",
        "month": MONTHS[page.changed.month - 1] if page.changed else "",
        "note": f"{{{_tex(version)}}}" if version else "",
        "url": f"{{{url}}}",
    }
    return "\n".join([f"@misc{{{_key(page)},", *(f"  {name} = {value}," for name, value in fields.items() if value), "}"])


def _key(page: Page) -> str:
    """A page's name in a file of citations: the same as long as the page has its address, in letters that every program takes."""
    plain = unicodedata.normalize("NFKD", f"{page.kind}-{page.slug}")
    return _RARE.sub(lambda char: "" if unicodedata.combining(char[0]) else f"x{ord(char[0]):x}", plain)


def _tex(text: str) -> str:
    """Text as TeX reads it. What it has no word for stays as it is: TeX has read UTF-8 since 2018."""
    if text.isascii():
        return text.translate(_SPECIAL)
    return "".join(SPECIAL.get(char) or _accented(char) for char in unicodedata.normalize("NFC", text))


def _accented(char: str) -> str:
    letter, accent = (*unicodedata.normalize("NFD", char), "", "")[:2]
    if accent not in ACCENTS or not letter.isascii() or unicodedata.normalize("NFC", letter + accent) != char:
        return char
    command = ACCENTS[accent]
    return f"{{\\{command}{{{letter}}}}}" if command.isalpha() else f"{{\\{command}{letter}}}"


def _plain(page: Page, authors: list[_Author], title: str, site: str, version: str, url: str) -> str:
    names = [author.name for author in authors]
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    day = f"{page.changed.day} {page.changed:%B %Y}" if page.changed else ""
    return ", ".join(filter(None, (listed, f"“{title}”", version.lower(), site, day, url)))

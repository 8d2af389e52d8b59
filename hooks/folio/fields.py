"""The types that front-matter fields are made of: each turns what authors really write into one kind of value.

Values arrive as text (frontmatter.py reads no types), so `2026-11-20`, `"2026-11-20"` and `2026-11-20T09:00:00Z` are
the same day here, `15 minutes` is 15, and `a, b` is a list. What cannot be meant is refused with its repair.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import Annotated, Any, Literal
from urllib.parse import quote as percent_encode
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

LICENCE = "CC BY 4.0"
DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:$|[T\s])")
_DAY_OF_MONTH = r"(\d{1,2})(?:st|nd|rd|th)?"
NAMED_DATE = re.compile(rf"(?:[a-z]+,? )?(?:{_DAY_OF_MONTH} )?([a-z]{{3}})[a-z]*\.? (?:{_DAY_OF_MONTH},? )?(\d{{4}})\b", re.IGNORECASE)
NAMED_DATES = ("%b %d %Y", "%d %b %Y")
MINUTES = re.compile(r"^(?:PT|(?:\d+\s*(?:-|–|to)\s*)?)(\d{1,6})\s*(|[Mm]inutes?|[Mm]ins?|[Mm]|([Hh]ours?|[Hh]))$")
SPAN = re.compile(r"(?:P(?=\d+[DWMY]$))?(\d{1,4})\s*([Dd](?:ays?)?|[Ww](?:eeks?)?|[Mm](?:onths?)?|[Yy](?:ears?)?)")
UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG = re.compile(r"\w(?:[\w.~-]*\w)?")
REFUSALS = ("", "no", "false", "none", "n", "off")
"""What somebody writes who has no consent."""

BETWEEN_WORDS = re.compile(r"[\W_]+")
SLUG_BYTES = 200
"""File systems take names of 255 bytes; page numbers and suffixes need some of them."""


def today() -> dt.date:
    """The date where it is latest on Earth (UTC+14): a page dated today passes wherever the build runs."""
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=14))).date()


FILE_LENGTH = 60
"""Characters of a file's name: more are cut where an address is shown."""


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """The part of an address made from a title or file name: lower case, words joined by hyphens, letters kept.

    It is a folder's name as well, so it has at most SLUG_BYTES bytes.
    """
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))
    slug = BETWEEN_WORDS.sub("-", text.lower())
    return slug.encode()[:SLUG_BYTES].decode(errors="ignore").strip("-")


def short(slug: str) -> str:
    """A slug for the name of a file: as many of its words as fit into FILE_LENGTH characters."""
    return slug if len(slug) <= FILE_LENGTH else slug[: FILE_LENGTH + 1].rpartition("-")[0] or slug[:FILE_LENGTH]


def _wrong(repair: str) -> PydanticCustomError:
    return PydanticCustomError("folio", "{repair}", {"repair": repair})


def _day(value: Any) -> Any:
    """A date from 2026-11-20, a date with a time and zone, 2026/11/20, or 20 Nov 2026; never from a bare number."""
    if not isinstance(value, str):
        raise _wrong(f"write the date as year-month-day: {today()}")
    try:
        if match := DATE.match(value.strip()):
            return dt.date(*map(int, match.groups()))
    except ValueError:
        raise _wrong("there is no such day: check month and day") from None
    named = NAMED_DATE.match(value.strip())
    words = " ".join(filter(None, named.groups())) if named else ""
    for pattern in NAMED_DATES:
        try:
            return dt.datetime.strptime(words, pattern).date()
        except ValueError:
            continue
    raise _wrong(f"write the date as year-month-day: {today()}")


def _list(value: Any) -> Any:
    """A list from a list, from words with commas between, or from nothing; an item that stands twice counts once."""
    if value is None:
        return ()
    if isinstance(value, str) and value.count("[") != value.count("]"):
        raise _wrong("open and close the list: [first, second]")
    items = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if not isinstance(items, list):
        raise _wrong("write a list: [first, second]")
    return list(dict.fromkeys(i for i in items if i)) if all(isinstance(i, str) for i in items if i) else items


def _first(value: Any) -> Any:
    """One text from a text, a list of one, or a mapping with a name (as other generators write a series)."""
    if isinstance(value, dict):
        return value.get("name", value.get("title", value))
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _names(value: Any) -> Any:
    """Names of people from a list, a text or a mapping (one person's, or several by their ids)."""
    if isinstance(value, dict):
        value = [value["name"]] if "name" in value else list(value)
    if isinstance(value, list):
        value = [item.get("name", item.get("id", item.get("key"))) if isinstance(item, dict) else item for item in value]
    return _list(value)


def _minutes(value: Any) -> Any:
    """Whole minutes from 15, "15 minutes", "1 hour" or "10 to 15 min" (the longer counts); PT15M is ISO 8601's way."""
    match = MINUTES.match(value.strip()) if isinstance(value, str) else None
    if not match or not int(match[1]):
        raise _wrong("write a number of minutes: takes: 15 minutes")
    return int(match[1]) * (60 if match[3] else 1)


def _span(value: str) -> str:
    """A span in words, "12 months", from the same in other cases, from 12m, or from ISO 8601's P12M."""
    match = SPAN.fullmatch(value.strip())
    if not match or not int(match[1]):
        raise _wrong("write a number and days, weeks, months or years: review_in: 12 months")
    number, unit = int(match[1]), UNITS[match[2][0].lower()]
    return f"{number} {unit}{'s' if number > 1 else ''}"


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        raise _wrong(f"write it in small letters, digits and single hyphens: {slugify(value)}")
    return value


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise _wrong(f"write one word for the address, without spaces and slashes: slug: {slugify(value)}")
    return value


def _web(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        raise _wrong("write the whole address, with https:// in front") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise _wrong("write the whole address, with https:// in front")
    return value


def _alias(value: str) -> str:
    """An old address below the site's root: "old/place/" or "old/place.html"."""
    path = unquote(value.strip()).lstrip("/").removesuffix("index.html")
    if not path or re.search(r'[\\:*?"<>|#%\x00-\x1f]', path) or any(part.startswith(".") for part in path.split("/")):
        raise _wrong("write the old address relative to the site: aliases: [old/place/]")
    return percent_encode(path if path.endswith((".html", "/")) else f"{path}/", safe="/~")


def text_as(key: str, accepted: Any) -> BeforeValidator:
    """A plain text stands for a mapping with that one field; `accepted` is what an editor is told of it."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value, json_schema_input_type=accepted)


def _pattern(expression: re.Pattern[str]) -> WithJsonSchema:
    """Text that fits an expression from its first letter to its last, as an editor is told of it."""
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{expression.pattern})$"})


def _consent(value: Any) -> Any:
    if str(value).strip().lower() in REFUSALS:
        raise _wrong("ask the person first, then write: consent: true")
    return value


def _retired(value: Any) -> Any:
    """The ids of steps that are gone, from a list or from a mapping of id to reason."""
    return list(value) if isinstance(value, dict) else _list(value)


def _licence(value: Any) -> Any:
    same = isinstance(value, str) and re.fullmatch(r"cc[ -]by[ -]4(\.0)?", value.strip(), re.IGNORECASE)
    return LICENCE if same else value


Text = Annotated[
    str,
    Field(min_length=1),
    AfterValidator(lambda value: " ".join(value.split())),
    WithJsonSchema({"type": ["string", "number"], "minLength": 1}),
]
Day = Annotated[dt.date, BeforeValidator(_day)]
_Listed = list[Text] | Text | None
Words = Annotated[tuple[Text, ...], BeforeValidator(_list, json_schema_input_type=_Listed)]
First = Annotated[Text, BeforeValidator(_first)]
Names = Annotated[tuple[Text, ...], BeforeValidator(_names, json_schema_input_type=_Listed | dict[str, Any])]
Minutes = Annotated[int, BeforeValidator(_minutes), WithJsonSchema({"type": ["string", "integer"], "pattern": MINUTES.pattern})]
Id = Annotated[str, AfterValidator(_id), _pattern(ID)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_retired, json_schema_input_type=list[Id] | dict[str, Any] | Text | None)]
Slug = Annotated[Text, AfterValidator(_slug), _pattern(SLUG)]
Span = Annotated[Text, AfterValidator(_span), _pattern(SPAN)]
WebAddress = Annotated[Text, AfterValidator(_web), _pattern(re.compile(r"https?://[^/].*"))]
Aliases = Annotated[tuple[Annotated[Text, AfterValidator(_alias)], ...], BeforeValidator(_list, json_schema_input_type=_Listed)]
Consent = Annotated[
    bool | Text, BeforeValidator(_consent), WithJsonSchema({"type": ["boolean", "string"], "not": {"enum": [False, *REFUSALS]}})
]
Licence = Annotated[Literal["CC BY 4.0"], BeforeValidator(_licence)]

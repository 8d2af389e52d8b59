"""Which characters the bytes of a file are: UTF-8, or else what they most probably were, so that all else can be told as well."""

from __future__ import annotations

from typing import NamedTuple

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte-order marks, each with the encoding that it announces."""
BINARY = 0.02
"""From this part of null characters on, bytes are no text."""

_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
"""For a byte that is no UTF-8, as Python's surrogateescape marks it: the letter that Windows means by it."""
_SAVE = "save the file again as UTF-8: in Notepad with Save As and the encoding UTF-8, in TextEdit with Format, Make Plain Text"


class Fault(NamedTuple):
    """What is wrong with the encoding of a file: its line, what was found, and what mends it."""

    line: int
    found: str
    repair: str
    rule: str = "a file is UTF-8 text"


def decode(data: bytes) -> tuple[str | None, Fault | None]:
    """The text of a file with single line feeds, None where it is none, and what is wrong with its encoding.

    Bytes that are no UTF-8 are read as Windows writes them; the text is then good enough to be judged, not to be published.
    """
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", ""))
    if mark == MARKS[0][0]:
        text = _mixed(data[len(mark) :])
        fault: Fault | None = Fault(
            1, "a byte-order mark", 'save the file as "UTF-8" and not as "UTF-8 with BOM"', "a file starts with its first character"
        )
    elif encoding or (encoding := _unmarked(data)):
        text, fault = data.decode(encoding, "replace").removeprefix("\ufeff"), Fault(1, encoding.upper()[:6], _SAVE)
    else:
        text, fault = _mixed(data), _first_wrong(data)
    if text.count("\0") > BINARY * len(text):
        return None, Fault(1, "bytes that are no text", _SAVE)
    return text.replace("\r\n", "\n").replace("\r", "\n"), fault


def _mixed(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape").translate(_WINDOWS)


def _first_wrong(data: bytes) -> Fault | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return Fault(before.count(b"\n") + 1, f"the byte 0x{data[error.start]:02x}", _SAVE)
    return None


def _unmarked(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of an English text is null."""
    half = len(data) // 2
    if half and data[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    return "utf-16-be" if half and data[::2].count(0) > 0.7 * half else ""

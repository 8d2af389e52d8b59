"""Darkroom: a stranger's picture is opened, judged, and made anew with nothing in it but its pixels.

`look`, `clean` and `publish` unpack a stranger's bytes: run them in the sandbox, as pictures.py does.
"""

from __future__ import annotations

import base64
import io
import re
import struct
import warnings
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from .manuscript import LIMITS
from .pictures import FAULTS, kind

READERS = (PngImagePlugin, JpegImagePlugin, WebPImagePlugin)
"""The only readers of Pillow's that are loaded: it has forty."""
SIDE = 1_600
"""Pixels of the longest side of a published picture: twice the width of a column, for sharp screens."""

_SMUGGLED = re.compile(
    rb"<(?:!doctype|script|html|svg|body|iframe|object|embed|meta|img|form|base|link)\b|<\?php|javascript:|PK\x03\x04|PK\x05\x06|%PDF-|Rar!\x1a|7z\xbc\xaf\x27|\x7fELF",
    re.IGNORECASE,
)
_GPS_IFD = 0x8825
_POSITION = frozenset({2, 4, 20, 22, 27, 28, 29})
"""Tags of EXIF's GPS part that say where: latitude, longitude, those of the destination, how it was found, the area, the day."""
_XMP_POSITION = re.compile(rb"GPS(?:Dest)?L(?:at|ong)itude", re.IGNORECASE)
_HARMLESS = frozenset({0x0112, 0x011A, 0x011B, 0x0128, 0x0213, 0x8769, 0x0100, 0x0101, 0xA001, 0xA002, 0xA003})
"""EXIF tags that say how to show a picture, and nothing of anybody: orientation, resolution, size, colour space."""
_UNPACKED = 1024 * 1024
"""Bytes of a compressed comment that are read: the rest says nothing else."""


def publish(data: bytes) -> dict[str, Any]:
    """The names of a picture's faults and, unless one is an error, the picture as a visitor gets it, in base64. For the sandbox."""
    faults = look(data)
    wrong = any(FAULTS[name].severity == "error" for name in faults)
    return {"faults": faults, "made": "" if wrong else base64.b64encode(clean(data, SIDE)).decode()}


def look(data: bytes) -> list[str]:
    """The names of a picture's faults, worst first. One that does not open is told only that."""
    found = kind(data)
    if not found:
        return ["kind"]
    if len(data) > LIMITS["picture_bytes"]:
        return ["bytes"]
    try:
        parts = _Parts.of(found, data)
        faults = _open(data, found)
    except Exception:  # noqa: BLE001  # a decoder may raise anything on bytes that are no picture
        return ["opens"]
    if faults:
        return faults
    with Image.open(io.BytesIO(data), formats=[found]) as image:
        tags = image.getexif()
        position = _POSITION & set(tags.get_ifd(_GPS_IFD))
        inner = set(tags.get_ifd(0x8769))
    words = b"\0".join(parts.comments)
    companion = _is_companion(parts.behind)
    faults += ["end"] if parts.behind and not companion else []
    faults += ["inside"] if _SMUGGLED.search(words + (parts.behind if companion else b"")) else []
    faults += ["location"] if position or _XMP_POSITION.search(words.replace(b"\0", b"")) else []
    told = (set(tags) | inner) - _HARMLESS
    return faults or (["metadata"] if told or parts.words or companion else [])


def _is_companion(behind: bytes) -> bool:
    """Whether it is what phones write behind a photo: a map of its light as a JPEG, or Samsung's list of settings; but no film."""
    return b"ftyp" not in behind and (behind.startswith(b"\xff\xd8\xff") or behind.endswith(b"SEFT"))


def _open(data: bytes, form: str) -> list[str]:
    """Unpack a picture whole: its faults of size and motion, before a pixel is read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None  # ours are below, and told apart
        with Image.open(io.BytesIO(data), formats=[form]) as image:
            if max(image.size) > LIMITS["picture_side"]:
                return ["side"]
            if image.width * image.height > LIMITS["picture_pixels"]:
                return ["pixels"]
            if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
                return ["still"]
            image.load()
    return []


def clean(data: bytes, side: int | None = None) -> bytes:
    """The same picture made anew from its pixels, of the same kind, upright, in sRGB, with nothing else in it.

    With `side`, its longest side has at most so many pixels. The same bytes give the same bytes.
    """
    form = kind(data)
    with Image.open(io.BytesIO(data), formats=[str(form)]) as image:
        image.load()
        upright = ImageOps.exif_transpose(image)
        plain = _in_srgb(upright, image.info)
    if side and max(plain.size) > side:
        if plain.mode in ("P", "1"):
            plain = plain.convert("RGBA" if "transparency" in plain.info else "RGB")
        plain.thumbnail((side, side), Image.Resampling.LANCZOS)
    if form == "JPEG" and plain.mode not in ("L", "RGB"):
        plain = plain.convert("RGB")
    transparency: dict[str | tuple[int, int], Any] = (
        {"transparency": plain.info["transparency"]} if form == "PNG" and "transparency" in plain.info else {}
    )
    plain.info.clear()
    plain.info.update(transparency)
    options: dict[str, dict[str, Any]] = {
        "PNG": {"compress_level": 9},
        "JPEG": {"quality": 85, "optimize": True, "progressive": True},
        "WEBP": {"quality": 85, "lossless": b"VP8L" in data[12:64], "method": 4},
    }
    out = io.BytesIO()
    plain.save(out, str(form), **options[str(form)])
    return out.getvalue()


def _in_srgb(image: Image.Image, info: Mapping[str | tuple[int, int], Any]) -> Image.Image:
    """A picture with its colours as every screen understands them; one of 16 bits a channel gets 8."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    profile, gamma = info.get("icc_profile"), info.get("gamma", 0)
    bent = gamma > 0 and "srgb" not in info and abs(gamma - 1 / 2.2) > 0.01
    if "transparency" in image.info and (profile or bent or image.mode != "P"):
        image = image.convert("RGBA")
    elif image.mode in ("P", "1") and (profile or bent):
        image = image.convert("RGB")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):  # a profile that does not fit the picture says nothing
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if image.mode in ("RGBA", "LA") else "RGB"
            image = image if image.mode != "LA" else image.convert("RGBA")
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode) or image
    elif bent:
        curve = [round(255 * (value / 255) ** (1 / (2.2 * gamma))) for value in range(256)]
        bands = [list(range(256)) if band == "A" else curve for band in image.getbands()]
        return image.point([value for band in bands for value in band])
    return image.copy()


class _Parts(NamedTuple):
    """What a file holds around the pixels: comments and other data; `words` says whether they tell anything; what lies behind the end."""

    comments: list[bytes]
    words: bool
    behind: bytes

    @classmethod
    def of(cls, form: str, data: bytes) -> _Parts:
        """Take a file apart. Raises ValueError where it does not hold together."""
        return {"PNG": _png, "JPEG": _jpeg, "WEBP": _webp}[form](data)


_SHOWN = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI",
                    b"bKGD", b"hIST", b"pHYs", b"sPLT"})  # fmt: skip
"""Chunks of a PNG that say how to show it."""


def _png(data: bytes) -> _Parts:
    comments: list[bytes] = []
    at, name, words = 8, b"", False
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", data, at + 8 + length)
        if check != zlib.crc32(name + body):
            raise ValueError(name)
        at += 12 + length
        if name in (b"zTXt", b"iTXt", b"iCCP"):
            comments.append(_unpacked(body))
        if name not in _SHOWN:
            words = words or name not in (b"tIME", b"eXIf")
            comments.append(body)
    return _Parts(comments, words, data[at:].strip(b"\0"))


def _unpacked(body: bytes) -> bytes:
    """The words of a compressed chunk of a PNG; nothing where it is not compressed."""
    for start in range(body.find(b"\0") + 1, min(len(body), 300)):
        if body[start : start + 1] == b"\x78":
            try:
                return zlib.decompressobj().decompress(body[start:], _UNPACKED)
            except zlib.error:
                continue
    return b""


def _jpeg(data: bytes) -> _Parts:
    comments: list[bytes] = []
    at, words = 2, False
    while True:
        while data[at + 1] == 0xFF:  # any number of fill bytes
            at += 1
        if data[at] != 0xFF:
            raise ValueError(at)
        marker = data[at + 1]
        at += 2
        if marker == 0xD9:
            return _Parts(comments, words, data[at:].strip(b"\0"))
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2 or at + length > len(data):
            raise ValueError(at)
        body = data[at + 2 : at + length]
        at += length
        if marker == 0xFE or 0xE0 <= marker <= 0xEF:
            comments.append(body)
            words = words or marker in (0xFE, 0xED) or (marker == 0xE1 and not body.startswith(b"Exif\0"))
        elif marker == 0xDA:
            ends = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL).search(data, at)
            if not ends:
                raise ValueError(at)
            at = ends.start()


def _webp(data: bytes) -> _Parts:
    size = int.from_bytes(data[4:8], "little") + 8
    if size > len(data):
        raise ValueError(size)
    comments: list[bytes] = []
    at, words = 12, False
    while at < size:
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if at + 8 + length > size:
            raise ValueError(name)
        at += 8 + length + length % 2
        if name not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"):
            comments.append(body)
            words = words or name != b"EXIF"
    return _Parts(comments, words, data[size:].strip(b"\0"))

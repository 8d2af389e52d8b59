"""Pictures for tests: real ones of every kind, and what is made of them to deceive."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

GPS, CAMERA, ORIENTATION, TAKEN = 0x8825, 0x0110, 0x0112, 0x0132


def gradient(size: tuple[int, int] = (24, 16), mode: str = "RGB") -> Image.Image:
    """A picture of which no corner looks like another."""
    image = Image.new("RGB", size)
    image.putdata([(255 * x // size[0], 255 * y // size[1], (x * y) % 256) for y in range(size[1]) for x in range(size[0])])
    return image.convert(mode)


def picture(form: str = "JPEG", size: tuple[int, int] = (24, 16), mode: str = "RGB", **options: Any) -> bytes:
    """The bytes of a picture, as Pillow writes them."""
    out = io.BytesIO()
    gradient(size, mode).save(out, form, **options)
    return out.getvalue()


def exif(**tags: Any) -> bytes:
    """EXIF data: `camera`, `orientation`, `taken`, and `gps`, a place."""
    data = Image.Exif()
    names = {"camera": CAMERA, "orientation": ORIENTATION, "taken": TAKEN}
    for name, value in tags.items():
        if name == "gps":
            degrees = tuple(TiffImagePlugin.IFDRational(part) for part in value)
            data.get_ifd(GPS).update({1: "N", 2: degrees, 3: "E", 4: degrees})
        else:
            data[names[name]] = value
    return data.tobytes()


def animated(form: str) -> bytes:
    """A picture of three frames."""
    frames = [Image.new("RGB", (8, 8), (80 * n, 0, 0)) for n in range(3)]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunk(data: bytes, name: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk, behind its first."""
    return data[:33] + chunk(name, body) + data[33:]


def bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG of a few kilobytes that unpacks to gigabytes."""
    rows = zlib.compressobj(9)
    body = b"".join(rows.compress(bytes(1 + (width + 7) // 8)) for _ in range(min(height, 2000))) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def commented(text: str) -> bytes:
    """A PNG with words in it."""
    words = PngInfo()
    words.add_text("Comment", text, zip=True)
    return picture("PNG", pnginfo=words)


JPEG, PNG, WEBP = picture("JPEG"), picture("PNG"), picture("WEBP")

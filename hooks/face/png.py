"""PNG: pictures of few colours as files."""

from __future__ import annotations

import struct

from PIL import Image
from zlib_ng import zlib_ng as zlib  # packs such rows into the bytes that zlib does, in less than half the time

MARGIN = 1
"""How far from a sheet's left edge a picture begins, in pixels. The column before it stays 0: before each row, a PNG says how the
row is filtered, and flat colours are smallest as they are."""
MEMORY = 5
"""How much zlib keeps, from 1 to 9: of flat colours it need not know much, and to clear more takes longer than to pack them."""


class Paper:
    """A `sheet` that is drawn over and over. Its pixels are entries of a palette; they lie in memory as a PNG has its rows."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        width, height = size[0] + MARGIN, size[1]
        self._rows = bytearray(width * height)
        self.sheet = Image.frombuffer("L", (width, height), self._rows, "raw", "L", 0, 1)
        self.sheet.readonly = 0  # else Pillow draws on a copy

    def packed(self, palette: bytes) -> bytes:
        """What is on the sheet as a file. The palette gives red, green and blue of each entry in turn."""
        packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, MEMORY, zlib.Z_RLE)
        rows = packer.compress(self._rows) + packer.flush()
        header = struct.pack(">IIBBBBB", *self.size, 8, 3, 0, 0, 0)
        chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", rows), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

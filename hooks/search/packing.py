"""How the search's files are written: each is one line of JavaScript that hands over a name and its data, packed.

So the same file can be fetched, and, in a copy of the site on a disk, where nothing can be fetched, be loaded as a script. The data
are packed here, so that it does not matter what a host packs.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib

from zlib_ng import zlib_ng

_LINE = re.compile(rb'finder\.take\("([^"]*)","([A-Za-z0-9+/=]*)"\);\n')


class FormError(ValueError):
    """A file is none of the search's."""


def pack(name: str, data: bytes) -> bytes:
    """A file that hands over some data under a name."""
    packer = zlib_ng.compressobj(5, zlib_ng.DEFLATED, -15)  # 6 saves a hundredth, and takes twice as long where a word is everywhere
    packed = base64.b64encode(packer.compress(data) + packer.flush())
    return b'finder.take("%b","%b");\n' % (name.encode(), packed)


def unpack(file: bytes) -> tuple[str, bytes]:
    """The name and the data of such a file. Raises FormError for any other."""
    line = _LINE.fullmatch(file)
    if not line:
        raise FormError("no file of the search")
    try:
        return line[1].decode(), zlib.decompress(base64.b64decode(line[2]), -15)
    except (ValueError, zlib.error) as error:
        raise FormError(str(error)) from error


def digest(data: bytes) -> str:
    """A name for some data: eight hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=4).hexdigest()


def varint(number: int) -> bytes:
    """A number of 0 or more as LEB128: seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """The number that stands there, and the place behind it."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7


def order(word: str) -> bytes:
    """The key by which words are sorted: as JavaScript compares strings, by their UTF-16 units."""
    return word.encode("utf-16-be", "surrogatepass")

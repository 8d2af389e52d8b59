"""Compiled: templates as Jinja compiled them, kept in a folder from one build to the next.

A file is used only where its digest says that it is as it was written, and where it was made from the same source by the same
versions of Jinja and Python, with filters and tests that are called in the same way.
"""

from __future__ import annotations

import marshal
import os
import tempfile
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

LENGTH = sha256().digest_size


class Compiled(BytecodeCache):
    """The compiled templates of an environment in a folder, which need not be there. What cannot be written is compiled again."""

    def __init__(self, env: jinja2.Environment, folder: Path) -> None:
        self._env = env
        self._folder = folder

    def get_source_checksum(self, source: str) -> str:
        """What the compiled form of a source is made from."""
        return sha256(f"{self._maker}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find the code of a template, if it is kept and whole."""
        with suppress(OSError):
            data = (self._folder / bucket.key).read_bytes()
            if data[:LENGTH] == self._digest(bucket, data[LENGTH:]):
                bucket.code = marshal.loads(data[LENGTH:])  # noqa: S302 - as we wrote it: the digest is right

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template; never half of it."""
        code = marshal.dumps(bucket.code)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, path = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(self._digest(bucket, code) + code)
            Path(path).replace(self._folder / bucket.key)

    @staticmethod
    def _digest(bucket: Bucket, code: bytes) -> bytes:
        return sha256(bucket.checksum.encode() + code).digest()

    @cached_property
    def _maker(self) -> str:
        env = self._env
        ways = [(name, str(getattr(found, "jinja_pass_arg", ""))) for table in (env.filters, env.tests) for name, found in table.items()]
        return f"{jinja2.__version__} {MAGIC_NUMBER.hex()} {sorted(env.extensions)} {sorted(ways)}"

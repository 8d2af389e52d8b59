"""The key of a build: everything that all of its pages depend on. Under another key nothing of a former build is used."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .inputs import digest, marks

OWN_WAY = ("strict", "site_dir", "config_file_path", "docs_dir")
"""Settings that change no byte of a page. Where the site and its sources lie is told apart from them."""


def key(settings: Iterable[Mapping[str, Any]], folders: Iterable[Path], *more: object) -> str:
    """A digest of the settings as they were given, of all files in some folders (code, templates, scripts and styles), of what is
    installed here, and of whatever else is handed in: 32 hexadecimal digits."""
    total = hashlib.blake2b(digest_size=16)
    for part in (*_settings(settings), *_code(folders), *_installed(), *map(repr, more)):
        total.update(f"{len(part)}:{part}".encode(errors="surrogateescape"))
    return total.hexdigest()


def _settings(settings: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for given in settings:
        yield _plain({name: value for name, value in given.items() if name not in OWN_WAY})


def _plain(value: Any) -> str:
    """A setting as text: a function, which has another address in each process, by its name."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_plain(name)}: {_plain(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_plain, value)) + "]"
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    return repr(value)


def _code(folders: Iterable[Path]) -> Iterable[str]:
    for folder in folders:
        for path in marks(folder, lambda name: name != "__pycache__") if folder.is_dir() else ():
            yield f"{path} {digest((folder / path).read_bytes()).hex()}"


def _installed() -> Iterable[str]:
    """Python and the packages on its path with their versions, by the names of the folders that describe them."""
    yield f"{platform.python_implementation()} {sys.version} {platform.platform()}"
    for folder in sys.path:
        if Path(folder).is_dir():
            yield from sorted(entry.name for entry in Path(folder).iterdir() if entry.suffix in (".dist-info", ".egg-info", ".egg-link"))

"""Recall: values kept from build to build without the pages in them, and put together again with those of another Library."""

from __future__ import annotations

import datetime as dt
import io
import pickle
from collections.abc import Mapping
from typing import Any

from .library import Page

CORE = __name__.partition(".")[0]


def kept(value: Any) -> bytes:
    """A value of plain data and of classes of the core, with its pages' addresses in their places."""
    file = io.BytesIO()
    _Writer(file, 5).dump(value)
    return file.getvalue()


def again(value: bytes, pages: Mapping[str, Page]) -> Any:
    """A kept value with the pages that are now at those addresses. Raises KeyError where one is not there, or the bytes are none that
    were kept."""
    try:
        return _Reader(value, pages).load()
    except Exception as error:  # a pickle can fail in any way, and each means the same
        raise KeyError(f"nothing can be made of it: {error}") from error


class _Writer(pickle.Pickler):
    def persistent_id(self, value: Any) -> str | None:
        return value.url if isinstance(value, Page) else None


class _Reader(pickle.Unpickler):
    """Makes days and objects of the core's own classes, and calls nothing else: what lies in a cache may be somebody else's."""

    def __init__(self, value: bytes, pages: Mapping[str, Page]) -> None:
        super().__init__(io.BytesIO(value))
        self._pages = pages

    def persistent_load(self, url: str) -> Page:
        return self._pages[url]

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return dt.date
        found = super().find_class(module, name) if module.partition(".")[0] == CORE and "." not in name else None
        if isinstance(found, type) and found.__module__ == module:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not to be made")

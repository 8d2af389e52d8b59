"""Recall: what a page showed, kept from build to build without the pages in it, and put together again with those of another Library."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, is_dataclass
from typing import Any

from .library import Library, Page


@dataclass(frozen=True)
class Named:
    """A page by the path of its source, or by its address where it has none."""

    path: str
    url: str


def kept(view: Any) -> Any:
    """A view with the names of its pages in their places."""
    return _with(view, Page, lambda page: Named(page.path, page.url))


def again(view: Any, library: Library) -> Any:
    """A kept view with the pages that its names mean in this Library. Raises KeyError where one is not there."""
    return _with(view, Named, lambda name: library.by_path[name.path] if name.path else library.by_url[name.url])


def _with(value: Any, kind: type, change: Callable[[Any], Any]) -> Any:
    """A copy of a value of plain data and dataclasses, in which each of a kind is changed. Named tuples are not among them."""
    if isinstance(value, kind):
        return change(value)
    if isinstance(value, (tuple, list)):
        return type(value)(_with(one, kind, change) for one in value)
    if isinstance(value, dict):
        return {name: _with(one, kind, change) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = copy(value)
        vars(changed).update(_with(vars(value), kind, change))
        return changed
    return value

"""Styles: stylesheets become bundles, each one file, named by what is in it."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping, Sequence

import rcssmin

PLACE = "assets/stylesheets"
"""The folder of the bundles, from the site's root."""

_URL = re.compile(r"""url\(\s*(["']?)(?!data:|#|/|[a-z]+:)([^"')]+)\1\s*\)""")


def bundles(names: Mapping[str, Sequence[str]], sources: Mapping[str, str], folder: str) -> dict[str, tuple[str, str]]:
    """Each bundle's address from the site's root and its text, minified.

    `names` says which sources a bundle is made of, in their order; `folder` is where the sources stand, as seen from the site's
    root: what they point at is pointed at from PLACE. Raises LookupError, which says what to do, for a source that is not there.
    """
    return {name: _bundle(name, wanted, sources, folder) for name, wanted in names.items()}


def _bundle(name: str, wanted: Sequence[str], sources: Mapping[str, str], folder: str) -> tuple[str, str]:
    """The address and the text of one."""
    if missing := [one for one in wanted if one not in sources]:
        there = ", ".join(sorted(sources))
        raise LookupError(f"mkdocs.yml, extra.sheets.{name}: there is no stylesheet {', '.join(missing)}. There are: {there}.")
    text = rcssmin.cssmin("\n".join(_moved(sources[one], folder) for one in wanted))
    return f"{PLACE}/{name}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css", text


def _moved(text: str, folder: str) -> str:
    """A stylesheet whose addresses hold from PLACE."""
    return _URL.sub(lambda match: f'url("{posixpath.relpath(posixpath.join(folder, match[2]), PLACE)}")', text)

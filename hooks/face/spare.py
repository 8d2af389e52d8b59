"""Spare: what the theme brings and no page of ours can load, so that it is not published."""

from __future__ import annotations

import re
from collections.abc import Collection

ICON = "assets/images/favicon.png"
"""Material's own; ours is named in mkdocs.yml."""
_LANGUAGES = "assets/javascripts/lunr/"
_CUTTERS = {"ja": "tinyseg", "hi": "wordcut", "th": "wordcut"}
"""What cuts texts into words, for languages that write no spaces between them."""


def is_spare(path: str, languages: Collection[str], icon: str) -> bool:
    """Whether a file of the theme, by its path from the site's root, is spare for a search in these languages, with this icon.

    Source maps name their sources' repository and serve nobody who reads; English needs no file of its own.
    """
    if path.startswith(_LANGUAGES):
        several = {"multi"} if len(languages) > 1 else set()
        others = {each for each in languages if each != "en"}
        wanted = {"stemmer.support", *several, *others} if several or others else set()
        named = re.fullmatch(r"(?:min/lunr\.)?(.+?)(?:\.min)?\.js", path.removeprefix(_LANGUAGES))
        return not named or named[1] not in wanted | {_CUTTERS[each] for each in others & _CUTTERS.keys()}
    return path.endswith(".map") or (path == ICON != icon)

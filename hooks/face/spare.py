"""Spare: what the theme brings and no page of ours can load, so that it is not published."""

from __future__ import annotations

ICON = "assets/images/favicon.png"
"""Material's own; ours is named in mkdocs.yml."""
SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Where the theme's search lies. Ours is another (overrides/assets/javascripts/search/)."""

LENT = "assets/javascripts/search/material.js"
"""What our search needs behind the theme's own field, on sites of others."""


def is_spare(path: str, icon: str) -> bool:
    """Whether a file of the theme, by its path from the site's root, is spare on a site with this icon.

    Source maps name their sources' repository and serve nobody who reads.
    """
    return path.startswith(SEARCH) or path == LENT or path.endswith(".map") or (path == ICON != icon)

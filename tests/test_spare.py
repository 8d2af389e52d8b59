"""What no page can load is spare: maps, the theme's icon, and the theme's search."""

from __future__ import annotations

from face.spare import is_spare

OURS = "assets/images/favicon.svg"


def test_the_themes_search_goes_and_ours_stays() -> None:
    assert is_spare("assets/javascripts/workers/search.a7633da7.min.js", OURS)
    assert is_spare("assets/javascripts/lunr/min/lunr.de.min.js", OURS)
    assert is_spare("assets/javascripts/search/material.js", OURS)
    assert not is_spare("assets/javascripts/search/client.js", OURS)


def test_maps_go_and_one_icon_stays() -> None:
    assert is_spare("assets/javascripts/bundle.a5f9d56c.min.js.map", OURS)
    assert not is_spare("assets/javascripts/bundle.a5f9d56c.min.js", OURS)
    assert is_spare("assets/images/favicon.png", OURS)
    assert not is_spare("assets/images/favicon.png", "assets/images/favicon.png")

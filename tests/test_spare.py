"""What no page can load is spare: maps, the theme's icon, and words of languages that the search does not speak."""

from __future__ import annotations

import pytest
from face.spare import is_spare

LUNR = "assets/javascripts/lunr/"
OURS = "assets/images/favicon.svg"


@pytest.mark.parametrize(
    ("languages", "wanted"),
    [
        (["en"], set()),
        ([], set()),
        (["de"], {"min/lunr.stemmer.support.min.js", "min/lunr.de.min.js"}),
        (["en", "ja"], {"min/lunr.stemmer.support.min.js", "min/lunr.multi.min.js", "min/lunr.ja.min.js", "tinyseg.js"}),
        (["th"], {"min/lunr.stemmer.support.min.js", "min/lunr.th.min.js", "wordcut.js"}),
    ],
)
def test_of_the_searchs_languages_those_stay_that_are_spoken(languages: list[str], wanted: set[str]) -> None:
    files = {"tinyseg.js", "wordcut.js", *(f"min/lunr.{name}.min.js" for name in ("stemmer.support", "multi", "de", "ja", "th", "jp"))}
    assert {file for file in files if not is_spare(LUNR + file, languages, OURS)} == wanted


def test_maps_go_and_one_icon_stays() -> None:
    assert is_spare("assets/javascripts/bundle.a5f9d56c.min.js.map", ["en"], OURS)
    assert not is_spare("assets/javascripts/bundle.a5f9d56c.min.js", ["en"], OURS)
    assert is_spare("assets/images/favicon.png", ["en"], OURS)
    assert not is_spare("assets/images/favicon.png", ["en"], "assets/images/favicon.png")

"""No kind of page is forgotten where pages of every kind are looked at."""

from __future__ import annotations

import kinds
import shots
import website


def test_every_template_has_a_page_that_is_looked_at() -> None:
    templates = {path.stem for path in (website.PROJECT / "overrides").glob("*.html")}
    assert templates == {*kinds.KINDS, *kinds.FRAMES, *kinds.ALONE}


def test_every_page_that_is_looked_at_is_there(site: website.Site) -> None:
    assert {url for name, url in kinds.KINDS.items() if name != "withdrawn"} <= site.all.keys()
    assert {*shots.FORCED, *shots.PRINTED} <= kinds.KINDS.keys()

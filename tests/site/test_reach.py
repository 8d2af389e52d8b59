"""What a story changes in the site: the files that reach() lists, and not a byte of any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import oddities
import photos
import pytest
import website
from folio import reading, tree
from folio.reach import reach
from search import fragments

TOLD = {"title": "A new one", "date": "2026-10-20", "kind": "first-hand", "teller": "Sam", "consent": "true", "licence": "CC BY 4.0"}
LINKS = "Words. [An essay](../../essays/posts/care-comes-first.md)\n\n::: practice own-it-to-the-end\n"
FREE = ("title", "description", "role", "sector", "country", "when", "teller", "ai_use", "freedom", "cost", "change")
STORIES: dict[str, tuple[dict[str, Any], str]] = {
    "the newest story": ({"date": "2026-11-19", "tags": ["care"], "practices": ["room-to-say-yes#tell-one-yes"]}, LINKS),
    "the oldest story": ({"date": "2015-03-01", "tags": ["empowerment"], "practices": ["one-handover-only", "opening-time"]}, LINKS),
    "a story that stands alone": ({}, "Words.\n"),
    **{
        f"a hostile story, {words}": ({**dict.fromkeys(FREE, words), "tags": ["care"], "sources": [words]}, f"`{words}`\n")
        for words in (oddities.HOSTILE[0], oddities.HOSTILE[35], oddities.HOSTILE[52])
    },
}
PRACTICE = """---
id: opening-time
title: Opening time
summary: A practice that no story shows yet.
---

## At the door

- [ ] Open it {#open-it}
"""


def _lay(place: Path) -> Path:
    return website.write(website.lay(place, website.CONTENT), {"practices/opening-time.md": PRACTICE})


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site without the story, as what its files come to."""
    return website.digest(website.built(_lay(tmp_path_factory.mktemp("without"))).root)


@pytest.mark.parametrize("told", STORIES.values(), ids=STORIES)
def test_a_story_changes_what_is_listed_and_nothing_else(told: tuple[dict[str, Any], str], without: dict[str, str], tmp_path: Path) -> None:
    front, text = told
    project = website.write(_lay(tmp_path), {"stories/new/story.md": website.page({**TOLD, **front}, f"{text}\n![x](a.jpg)\n")})
    (project / "docs/stories/new/a.jpg").write_bytes(photos.JPEG)
    after = website.digest(website.built(project).root)
    changed = {path for path in {*without, *after} if without.get(path) != after.get(path)}
    library = reading.read(tree.Folder(project / "docs"))[0].public()
    story = library.find("story", "new")
    assert story
    listed = reach(library, story)
    own = fragments.path(fragments.ids([story.url])[story.url])
    assert {path for path in changed if path.startswith("search/pages/")} == {own}, "what is found of another page is as it was"
    changed = {"search/" if path.startswith("search/") else path for path in changed}
    assert changed - listed == set()
    assert listed - changed == set(), "a page is listed that stays as it was"
    assert {"stories/new/index.html", "stories/new/a.jpg", "stories/index.html", "stories/atom.xml"} <= changed
    assert len(changed) < len(after) / 4

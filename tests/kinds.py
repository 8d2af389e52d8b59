"""One page of each kind: what is true of a kind's page is looked at here. A kind is a template of overrides/."""

from __future__ import annotations

from pathlib import Path

import website

KINDS = {
    "home": "",
    "essay": "essays/the-loaf-and-the-letter/",
    "practice": "practices/room-to-say-yes/",
    "story": "stories/the-giraffe-loaf/",
    "topic": "topics/empowerment/",
    "person": "authors/editors/",
    "listing": "essays/",
    "overview": "topics/",
    "map": "map/",
    "page": "contribute/",
    "search": "search/",
    "tell": "tell/",
    "my-practices": "my-practices/",
    "card": "practices/room-to-say-yes/card/",
    "404": "404.html",
    "withdrawn": "stories/a-thing-told/",
}
FRAMES = {"base", "main"}
"""Templates that others fill in."""
ALONE = {"redirect", "refused"}
"""Templates of two lines without a face: an address that has moved, and a page that its author may not see yet."""
WITHDRAWN = website.page(
    {
        "title": "A thing told",
        "date": "2026-10-01",
        "kind": "first-hand",
        "description": "It was told.",
        "teller": {"name": "Sam", "pseudonym": True},
        "consent": True,
        "licence": "CC BY 4.0",
        "tags": ["front-line"],
        "practices": ["room-to-say-yes"],
        "status": "withdrawn",
    }
)


def lay(target: Path) -> Path:
    """The project as it is, with a story that was withdrawn: then a page of every kind is built."""
    return website.write(website.lay(target), {"stories/a-thing-told/story.md": WITHDRAWN})

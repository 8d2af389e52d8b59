"""A story that is withdrawn: one line takes every word of it off the site, and its address says that it was."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import photos
import pytest
import website
import yaml
from search.packing import unpack

WORDS = "qorvaxine blimtudor zefragoth wuxlarime dropjinta kvelsorin mubreztal oxifrundle petwazzok gryntabex".split()
"""Words that stand nowhere else."""
FOLDER = "stories/the-lost-key"
ADDRESS = f"{FOLDER}/"
TITLE, TELLER, ROLE, SECTOR, FREEDOM, COST, CHANGE, TEXT, DESCRIPTION, SOURCE = WORDS
FRONT = {
    "title": f"The {TITLE}",
    "date": "2026-10-01",
    "kind": "first-hand",
    "description": f"About {DESCRIPTION}.",
    "teller": {"name": TELLER, "pseudonym": True},
    "role": ROLE,
    "sector": SECTOR,
    "country": "Portugal",
    "consent": True,
    "licence": "CC BY 4.0",
    "sources": [SOURCE],
    "tags": ["front-line"],
    "practices": ["room-to-say-yes#name-decisions"],
    "freedom": FREEDOM,
    "cost": COST,
    "change": CHANGE,
    "aliases": ["old/lost-key/"],
}
PICTURE = photos.PNG
BODY = f"She said {TEXT}.\n\n![A {TEXT}](key.png)\n\n::: practice room-to-say-yes name-decisions\n"
NAMING = """---
title: An essay that names a story
date: 2026-10-02
authors: [editors]
description: It names a story.
categories: [leadership]
tags: [front-line]
stories: [the-lost-key]
---

A [link to it](../../stories/the-lost-key/story.md), [one to its address](/stories/the-lost-key/)
and its ![key](../../stories/the-lost-key/key.png).
"""


def lay(target: Path, status: str, body: str = BODY) -> Path:
    """The project with a story of words that stand nowhere else, and an essay that names it, links to it and shows its picture."""
    project = website.write(website.lay(target), {f"{FOLDER}/story.md": website.page({**FRONT, "status": status}, body)})
    (project / "docs" / FOLDER / "key.png").write_bytes(PICTURE)
    return website.write(project, {"essays/posts/naming.md": NAMING})


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    return website.built(lay(tmp_path_factory.mktemp("withdrawn"), "withdrawn"))


def files(site: website.Site) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, and what those that are packed hold."""
    for path in sorted(site.root.rglob("*")):
        if path.is_file():
            name, data = path.relative_to(site.root).as_posix(), path.read_bytes()
            if data.startswith(b"\x1f\x8b"):
                data = gzip.decompress(data)
            elif re.fullmatch(r"search/(?:pages/)?[0-9a-f]+\.js", name):
                data = unpack(data)[1]
            yield name, data


def test_a_published_story_says_each_of_its_words_somewhere(tmp_path: Path) -> None:
    site = website.built(lay(tmp_path / "published", "published"))
    told = b"".join(data for _, data in files(site))
    assert [word for word in WORDS if word.encode() not in told] == []
    assert f"{FOLDER}/key.png" in dict(files(site))
    shutil.rmtree(tmp_path / "published")


def test_not_one_of_its_words_is_left_in_any_file(withdrawn: website.Site) -> None:
    for path, data in files(withdrawn):
        assert [word for word in WORDS if word.encode() in data.lower() or word in path] == [], path


def test_neither_its_picture_nor_its_old_addresses_are_left(withdrawn: website.Site) -> None:
    assert [path for path, data in files(withdrawn) if path.endswith("key.png") or data == PICTURE or path.startswith("old/")] == []
    assert [path.name for path in (withdrawn.root / ADDRESS).iterdir()] == ["index.html"], "its cover and its card tell its title"


def test_its_address_answers_with_plain_words_and_ways_on(withdrawn: website.Site) -> None:
    page = website.parse((withdrawn.root / ADDRESS / "index.html").read_text(encoding="utf-8"))
    assert page.one("h1").text == "This story was withdrawn"
    assert [meta.get("content") for meta in page.all("meta", name="robots")] == ["noindex"]
    assert [link.get("href") for link in page.one("main").all("a") if link.get("href").endswith("the-giraffe-loaf/")]
    assert page.all("script", type="application/ld+json") == []


def test_no_list_feed_search_or_sitemap_knows_the_address(withdrawn: website.Site) -> None:
    own = {f"{ADDRESS}index.html", "essays/naming/index.html"}
    naming = {path for path, data in files(withdrawn) if b"the-lost-key" in data} - own
    assert {
        path for path in naming if not re.fullmatch(r"(?:essays/|topics/[^/]+/|)(?:atom\.xml|rss\.xml|feed\.json)|search/.*", path)
    } == set()
    for path in naming:  # what is left is the text of the essay that links to it
        assert b"An essay that names a story" in dict(files(withdrawn))[path], path
    assert "the-lost-key" not in (withdrawn.root / "sitemap.xml").read_text(encoding="utf-8")


def test_it_may_be_as_empty_as_can_be(tmp_path: Path) -> None:
    project = lay(tmp_path / "empty", "withdrawn")
    front = {"title": "Gone", "date": "2026-10-01", "kind": "first-hand", "status": "withdrawn"}
    (project / "docs" / FOLDER / "story.md").write_text(f"---\n{yaml.safe_dump(front)}---\n", encoding="utf-8")
    site = website.built(project)
    assert (site.root / ADDRESS / "index.html").is_file()

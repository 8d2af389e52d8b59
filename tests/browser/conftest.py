"""Fixtures: a site with practices made for tests, and the same a year later, at one address."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import kinds
import practices
import pytest
import tellers
import website


@pytest.fixture(scope="session")
def practised(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The site with practices made for tests, and one embedded in another page."""
    project = website.lay(tmp_path_factory.mktemp("practised"))
    site = website.built(website.write(project, practices.first()))
    practices.embed(site.root, "opening-time")
    return site


@pytest.fixture(scope="session")
def practised_server(practised: website.Site) -> Iterator[str]:
    """Its address."""
    with website.served(practised.root) as address:
        yield address


@pytest.fixture(scope="session")
def practised_later(practised: website.Site, tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The same site with the second edition of a practice."""
    project = tmp_path_factory.mktemp("later") / "project"
    shutil.copytree(practised.project, project, ignore=shutil.ignore_patterns("site"))
    (project / "docs/practices/opening-time.md").unlink()
    return website.built(website.write(project, practices.second()))


@pytest.fixture
def changing(practised: website.Site, practised_later: website.Site, tmp_path: Path) -> Iterator[tuple[str, Path, Path]]:
    """An address whose site can be exchanged: the address, the folder that it serves, the later site."""
    live = tmp_path / "live"
    shutil.copytree(practised.root, live)
    with website.served(live) as address:
        yield address, live, practised_later.root


@pytest.fixture(scope="session")
def telling(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The site with every door for a story open: a repository on GitHub, and an editor's address."""
    return website.built(website.lay(tmp_path_factory.mktemp("telling")), **tellers.DOORS)


@pytest.fixture(scope="session")
def telling_server(telling: website.Site) -> Iterator[str]:
    """Its address."""
    with website.served(telling.root) as address:
        yield address


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The site with a page of every kind."""
    return website.built(kinds.lay(tmp_path_factory.mktemp("whole")))


@pytest.fixture(scope="session")
def whole_server(whole: website.Site) -> Iterator[str]:
    """Its address."""
    with website.served(whole.root) as address:
        yield address

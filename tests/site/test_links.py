"""Every link leads to something, at the root of a host and below a path of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import website

LYCHEE = Path(sys.executable).with_name("lychee")


@pytest.fixture(scope="session")
def below(rich: website.Site, tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The site with oddities, built to be published below a path."""
    project = tmp_path_factory.mktemp("below") / "project"
    shutil.copytree(rich.project, project, ignore=shutil.ignore_patterns("site", "__pycache__"))
    return website.built(project, SITE_URL="https://example.org/sub/path/")


@pytest.mark.parametrize("name", ["site", "rich", "below"])
def test_every_address_on_every_page_leads_to_something(name: str, request: pytest.FixtureRequest) -> None:
    site: website.Site = request.getfixturevalue(name)
    seen = 0
    for url, leaf in site.all.items():
        for element in leaf.tree.walk():
            for attribute in ("href", "src", "action", "data"):
                value = element.get(attribute)
                if value and (target := leaf.resolve(value)):
                    seen += 1
                    assert site.exists(target), f"{url}: {element.tag} {attribute}={element.get(attribute)}"
    assert seen > 500


def test_links_are_relative_so_that_the_site_works_below_any_path(below: website.Site) -> None:
    for url, leaf in below.pages.items():
        for element in leaf.tree.walk():
            for attribute in ("href", "src"):
                assert not element.get(attribute).startswith("/"), f"{url}: {element.attributes}"
        assert leaf.tree.one("link", rel="canonical").get("href") == f"https://example.org/sub/path/{url}"


def test_the_page_of_errors_works_at_any_depth_because_its_links_start_at_the_root(below: website.Site) -> None:
    lost = below.all["404.html"].tree
    local = [
        value for element in lost.walk() for name in ("href", "src") if (value := element.get(name)) and not value.startswith(("#", "http"))
    ]
    assert len(local) > 10
    assert [value for value in local if not value.startswith("/sub/path/")] == []


def test_lychee_follows_every_link_and_anchor(rich: website.Site, tmp_path: Path) -> None:
    done = lychee(rich.root)
    assert done.returncode == 0, done.stdout + done.stderr
    planted = tmp_path / "index.html"
    planted.write_text("<title>x</title><p id=here><a href='#gone'>x</a> <a href='gone/'>x</a>", encoding="utf-8")
    done = lychee(tmp_path)
    assert done.returncode == 2, "lychee finds not even a planted error"
    assert "2 Errors" in done.stdout.replace("\x1b", ""), done.stdout


def lychee(root: Path) -> subprocess.CompletedProcess[str]:
    """Check a folder, offline."""
    options = ("--offline", "--root-dir", root, "--index-files", "index.html", "--include-fragments", "--no-progress")
    return website.run(LYCHEE, *options, os.fspath(root / "**/*.html"), cwd=root)

"""Fixtures: the site as it is, the same with every oddity that content may have, and with hostile words; a server; a browser."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from types import SimpleNamespace

import browsers
import oddities
import pytest
import website
from folio import sandbox
from hypothesis import HealthCheck, settings
from mould import Mould
from playwright.sync_api import Browser, Page, expect

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
expect.set_options(timeout=30_000)  # patience costs nothing where all is well, and a busy machine is no fault


@pytest.fixture(scope="session", autouse=True)
def _warm_sandbox() -> Iterator[None]:
    """Hundreds of tests ask for the sandbox: each gets a process of its own, copied from one that is warm."""
    mould = Mould(sandbox.__file__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "subprocess", SimpleNamespace(Popen=mould.start, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL))
        yield
    mould.end()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The site as it is, built."""
    return website.built(website.lay(tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The same project with the content of tests/site/content and many more essays, built."""
    project = website.lay(tmp_path_factory.mktemp("rich"), website.CONTENT)
    return website.built(website.write(project, oddities.many_essays()))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> website.Site:
    """The same project with hostile words in every field and text, built."""
    project = website.lay(tmp_path_factory.mktemp("hostile"), website.CONTENT)
    return website.built(website.write(project, oddities.pages(oddities.HOSTILE)))


@pytest.fixture(scope="session")
def server(site: website.Site) -> Iterator[str]:
    """The address of the site, served on this machine."""
    with website.served(site.root) as address:
        yield address


@pytest.fixture(scope="session")
def rich_server(rich: website.Site) -> Iterator[str]:
    """The address of the site with oddities, served on this machine."""
    with website.served(rich.root) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with browsers.chromium() as chromium:
        yield chromium


@pytest.fixture
def visitor(browser: Browser) -> Iterator[website.Visitor]:
    """Opens windows that behave as asked, and at the end wants to have seen no error and no request to elsewhere."""
    somebody = website.Visitor(browser)
    yield somebody
    somebody.leave()


@pytest.fixture
def page(visitor: website.Visitor) -> Page:
    """A window of a desktop."""
    return visitor.window()

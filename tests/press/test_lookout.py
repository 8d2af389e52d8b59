"""Who was sent before the build finds what it would find itself, and counts only where nothing has come between."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import NoReturn

import pytest
from press import build as building
from press.build import Build
from press.crew import Errand, FailedError, cores
from press.lookout import Lookout, send
from press.store import NAME, DamagedError, Store

pytestmark = pytest.mark.skipif(cores() == 1, reason="nobody can be sent here")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder of a site that was built: its sources in docs/, the site in site/, what the build kept in kept/."""
    for name in ("a.md", "b.md"):
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_text(name, encoding="utf-8")
    make(tmp_path)
    return tmp_path


def begin(root: Path, before: Lookout | None = None, place: str = "site", docs: str = "docs") -> Build:
    """A build that looks what there is."""
    build = Build(root / "kept", root / place, allowed=["press"])
    build.look(root / docs, before)
    return build


def make(root: Path) -> None:
    """A whole build: of each source a file."""
    build = begin(root)
    sources = build.sources()
    build.know(sources)
    build.seen()
    for name, digest in sources.digests.items():
        build.make(name, digest, lambda: {f"{name}.html": digest})  # noqa: B023 - called at once
    build.forget_others()
    build.publish()


def sent(root: Path) -> Lookout:
    """Who is sent to look at a site that was built."""
    before = send(root / "kept", ["press"], 2)
    assert before
    return before


def found(build: Build) -> tuple[frozenset[str], set[str], set[str]]:
    """What a build found: the sources that changed, the works that lost a file, and the files that nobody made."""
    changed = build.sources().changed
    build.seen()
    build.close()
    return changed, build.works.lost, build.works.stale


def alter(root: Path) -> None:
    """A source changed, one came and one went, a file of the site is lost, and a stray one lies there."""
    (root / "docs/a.md").write_text("other", encoding="utf-8")
    (root / "docs/b.md").rename(root / "docs/c.md")
    (root / "site/b.md.html").rename(root / "site/stray.html")


ALTERED = (frozenset({"a.md", "b.md", "c.md"}), {"b.md"}, {"stray.html"})
UNALTERED: tuple[frozenset[str], set[str], set[str]] = (frozenset(), set(), set())


def test_a_build_finds_what_is_other_than_before(site: Path) -> None:
    assert found(begin(site)) == UNALTERED
    alter(site)
    assert found(begin(site)) == ALTERED


def test_what_was_looked_at_before_is_not_looked_at_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alter(site)
    before = sent(site)
    monkeypatch.setattr(building, "see", lambda *_: pytest.fail("the site was looked at"))
    monkeypatch.setattr(building, "changes", lambda *_: pytest.fail("the sources were looked at"))
    assert found(begin(site, before)) == ALTERED


def test_what_was_found_before_another_build_ended_does_not_count(site: Path) -> None:
    alter(site)
    before = sent(site)
    make(site)
    assert found(begin(site, before)) == UNALTERED


def test_what_was_found_of_another_site_does_not_count(site: Path) -> None:
    (site / "other").mkdir()
    build = begin(site, sent(site), docs="other")
    assert build.sources().digests == {}
    build.close()
    build = begin(site, sent(site), place="elsewhere")
    assert build.fresh
    build.close()


def test_who_does_not_come_back_is_not_waited_for(site: Path) -> None:
    alter(site)
    before = sent(site)
    before.sources.dismiss()
    before.site.dismiss()
    changed, lost, _ = found(begin(site, before._replace(site=Errand(_be_killed, 2), sources=Errand(_be_killed, 2))))
    assert changed == ALTERED[0]
    assert "theme" in lost  # of the site nothing is known: all is made anew


def _be_killed() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_nobody_is_sent_where_nothing_was_kept_or_nothing_can_be_read(tmp_path: Path) -> None:
    assert send(tmp_path, (), 2) is None
    (tmp_path / NAME).write_bytes(b"no store at all" * 100)
    assert send(tmp_path, (), 2) is None
    assert (tmp_path / NAME).read_bytes().startswith(b"no store")  # to throw it away is the build's own business


def test_a_store_that_is_only_read_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / NAME
    store = Store(path, "key")
    store.put("table", {"name": 1})
    store.commit()
    store.close()
    bytes_before = path.read_bytes()
    reader = Store.to_read(path)
    assert reader.get("table", "name") == 1
    reader.close()
    assert path.read_bytes() == bytes_before
    with pytest.raises(DamagedError):
        Store.to_read(tmp_path / "none").get("table", "name")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("processes", [1, 2])
def test_an_errand_gives_what_its_work_gives(processes: int) -> None:
    assert Errand(lambda: sum(range(10)), processes).result() == 45


def test_an_errand_that_fails_says_so() -> None:
    with pytest.raises(FailedError, match="ZeroDivisionError"):
        Errand(lambda: 1 // 0, 2).result()

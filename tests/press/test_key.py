"""The key changes with everything that all pages depend on, and with nothing else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from press.key import key

SETTINGS: dict[str, Any] = {"site_name": "A site", "extra": {"sheets": {"site": ["a", "b"]}}, "plugins": ["search"]}


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A folder with code in it."""
    (tmp_path / "below").mkdir()
    (tmp_path / "below/page.html").write_text("{{ words }}", encoding="utf-8")
    return tmp_path


def test_it_is_the_same_for_the_same(code: Path) -> None:
    assert key([SETTINGS], [code], True) == key([dict(SETTINGS)], [code], True)


@pytest.mark.parametrize(
    "change", [{"site_name": "Another"}, {"extra": {"sheets": {"site": ["b", "a"]}}}, {"plugins": [{"search": {"lang": "de"}}]}, {"new": 1}]
)
def test_each_setting_counts(code: Path, change: dict[str, Any]) -> None:
    assert key([SETTINGS | change], [code]) != key([SETTINGS], [code])


@pytest.mark.parametrize("name", ["strict", "site_dir"])
def test_how_a_build_is_asked_for_does_not(code: Path, name: str) -> None:
    assert key([SETTINGS | {name: "other"}], [code]) == key([SETTINGS], [code])


def test_each_file_of_the_code_counts_by_its_bytes_and_its_name(code: Path) -> None:
    keys = {key([SETTINGS], [code])}
    page = code / "below/page.html"
    page.write_text("{{ WORDS }}", encoding="utf-8")
    keys.add(key([SETTINGS], [code]))
    page.rename(code / "page.html")
    keys.add(key([SETTINGS], [code]))
    (code / "more.py").touch()
    keys.add(key([SETTINGS], [code]))
    assert len(keys) == 4


def test_what_python_compiled_does_not(code: Path) -> None:
    before = key([SETTINGS], [code])
    (code / "__pycache__").mkdir()
    (code / "__pycache__/page.pyc").write_bytes(b"compiled")
    assert key([SETTINGS], [code]) == before


def test_a_package_of_another_version_counts(code: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path_factory.mktemp("packages")
    (packages / "markdown-3.9.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(packages)])
    before = key([SETTINGS], [code])
    (packages / "markdown-3.9.dist-info").rename(packages / "markdown-3.10.dist-info")
    assert key([SETTINGS], [code]) != before


def test_a_function_among_the_settings_counts_by_its_name(code: Path) -> None:
    settings = [{"format": pytest.fixture}]
    assert key(settings, [code]) == key([{"format": pytest.fixture}], [code])
    assert key(settings, [code]) != key([{"format": pytest.raises}], [code])

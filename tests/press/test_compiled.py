"""Compiled templates: what is kept is used only where it is whole and still true; otherwise Jinja compiles."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest import mock

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from press.compiled import Compiled

SOURCE = "{% for word in words %}{{ word | upper }} {% endfor %}"


def render(folder: Path, source: str = SOURCE, **filters: object) -> tuple[str, int]:
    """What a template renders, and how often Jinja compiled for it."""
    env = jinja2.Environment(loader=jinja2.DictLoader({"page": source}))  # noqa: S701 - nothing is escaped by itself in MkDocs
    env.filters.update(filters)
    env.bytecode_cache = Compiled(env, folder)
    with mock.patch.object(env, "compile", wraps=env.compile) as compiled:
        return env.get_template("page").render(words=["one", "two"]), compiled.call_count


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the template in it."""
    folder = tmp_path_factory.mktemp("kept")
    assert render(folder) == ("ONE TWO ", 1)
    return folder


def test_what_is_kept_is_not_compiled_again(kept: Path) -> None:
    assert render(kept) == ("ONE TWO ", 0)
    assert len(list(kept.iterdir())) == 1


@given(st.data())
def test_a_damaged_file_is_not_used(kept: Path, data: st.DataObject) -> None:
    file = next(kept.iterdir())
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damage = data.draw(st.sampled_from([whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole + b"\0"]))
    file.write_bytes(damage)
    try:
        assert render(kept) == ("ONE TWO ", 1)
        assert file.read_bytes() == whole, "it is not mended"
    finally:
        file.write_bytes(whole)


def test_a_template_that_was_changed_is_compiled_again(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    assert render(tmp_path, SOURCE.replace("upper", "lower")) == ("one two ", 1)


@pytest.mark.parametrize("what", ["jinja2.__version__", "press.compiled.MAGIC_NUMBER"])
def test_nothing_of_another_version_is_used(kept: Path, tmp_path: Path, what: str) -> None:
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    with mock.patch(what, b"4.0.0" if "MAGIC" in what else "4.0.0"):
        assert render(tmp_path) == ("ONE TWO ", 1)


def test_a_filter_that_is_called_in_another_way_is_compiled_in(kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    assert render(tmp_path, upper=jinja2.pass_context(lambda _, word: word)) == ("one two ", 1)


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert render(tmp_path / "file") == ("ONE TWO ", 1)

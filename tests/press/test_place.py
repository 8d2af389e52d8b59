"""A site changes in its place only where it is other than before, and nothing that stood there is in the way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from press.build import THEME, Build
from press.inputs import digest, marks
from press.place import move, remove, standing
from press.store import Store
from press.works import Works


def write(root: Path, files: dict[str, str]) -> Path:
    """Files with texts below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def tree(root: Path) -> dict[str, str]:
    """The texts of all files below a folder."""
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*") if path.is_file()}


def test_what_is_the_same_keeps_its_time(tmp_path: Path) -> None:
    place = write(tmp_path / "site", {"a/index.html": "old", "b.html": "same"})
    os.utime(place / "b.html", (1, 1))
    made = write(tmp_path / ".site", {"a/index.html": "new", "b.html": "same", "c/d.html": "more"})
    found = move(made, place, marks(made))
    assert tree(place) == {"a/index.html": "new", "b.html": "same", "c/d.html": "more"}
    assert (place / "b.html").stat().st_mtime == 1
    assert found == standing(place)
    assert not (tmp_path / ".site").exists()


@pytest.mark.parametrize(("stood", "made"), [({"a/b/c": "x"}, {"a": "y"}), ({"a": "x"}, {"a/b/c": "y"}), ({"a/b": "x"}, {"a/b/c": "y"})])
def test_a_folder_in_the_way_of_a_file_gives_way_and_the_other_way_round(
    tmp_path: Path, stood: dict[str, str], made: dict[str, str]
) -> None:
    place = write(tmp_path / "site", stood)
    folder = write(tmp_path / ".site", made)
    move(folder, place, marks(folder))
    assert tree(place) == made


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    place, elsewhere = write(tmp_path / "site", {"a.html": "x"}), write(tmp_path / "elsewhere", {"b.html": "mine"})
    (place / "c").symlink_to(elsewhere)
    made = write(tmp_path / ".site", {"c/b.html": "new"})
    move(made, place, marks(made))
    assert tree(elsewhere) == {"b.html": "mine"}
    assert tree(place)["c/b.html"] == "new"


def test_folders_that_are_empty_then_go_with_their_files(tmp_path: Path) -> None:
    place = write(tmp_path / "site", {"a/b/c.html": "x", "a/d.html": "y"})
    remove(place, ["a/b/c.html", "not/there.html"])
    assert sorted(path.name for path in place.rglob("*")) == ["a", "d.html"]
    remove(place, ["a/d.html"])
    assert list(place.iterdir()) == []


def test_works_are_due_when_their_print_is_new_or_their_files_are_lost() -> None:
    works = Works(Store(None, ""))
    works.finish("one", b"1", ["a", "b"])
    works.finish("two", b"2", ["c"])
    texts = {"a": b"A", "b": b"B", "c": b"C"}
    marks = {path: (1, 1, len(text), 1) for path, text in texts.items()}
    works.settle({path: (mark, digest(texts[path])) for path, mark in marks.items()})
    assert not works.due("one", b"1")
    assert works.due("one", b"other")
    assert works.due("three", b"3")
    assert works.check(marks, texts.__getitem__) == (set(), set(), {})
    assert works.check({"a": marks["a"], "c": marks["c"], "d": (4, 4, 4, 4)}, texts.__getitem__) == ({"one"}, {"d"}, {})
    other = marks | {"b": (9, 9, 1, 9)}
    assert works.check(other, texts.__getitem__) == (set(), set(), {"b": ((9, 9, 1, 9), digest(b"B"))})
    assert works.check(other, {**texts, "b": b"X"}.__getitem__) == ({"one"}, set(), {})


def test_a_file_that_is_not_made_again_goes_unless_another_work_makes_it() -> None:
    works = Works(Store(None, ""))
    works.finish("one", b"1", ["a", "b"])
    works.finish("two", b"2", ["c"])
    works.finish("one", b"other", ["a"])
    assert works.stale == {"b"}
    works.retire("two")
    assert works.stale == {"b", "c"}
    works.finish("three", b"3", ["b"])
    assert works.stale == {"c"}


def _make(folder: Path, place: Path, files: dict[str, str], key: str = "") -> dict[str, bytes]:
    """One build of a site of some files, each a work; the works that were done."""
    build = Build(folder, place, key)
    build.look(folder)
    build.seen()
    for name, text in files.items():
        build.make(name, text.encode(), lambda: {name: text.encode()})  # noqa: B023 - called at once
    build.forget_others()
    done = dict(build.gathered["works"])
    build.publish()
    return {name: found for name, (found, _) in done.items()}


def test_a_build_does_what_is_due_and_the_site_is_that_of_a_clean_one(tmp_path: Path) -> None:
    folder, place = tmp_path / "kept", tmp_path / "site"
    assert set(_make(folder, place, {"a.html": "1", "b/c.html": "2"})) == {"a.html", "b/c.html"}
    assert not _make(folder, place, {"a.html": "1", "b/c.html": "2"})
    assert set(_make(folder, place, {"a.html": "1", "b/d.html": "3"})) == {"b/d.html"}
    assert tree(place) == {"a.html": "1", "b/d.html": "3"}
    (place / "a.html").write_text("altered", encoding="utf-8")
    write(place, {"stray/e.html": "stray", ".git": "kept"})
    assert set(_make(folder, place, {"a.html": "1", "b/d.html": "3"})) == {"a.html"}
    assert tree(place) == {"a.html": "1", "b/d.html": "3", ".git": "kept"}
    assert set(_make(folder, place, {"a.html": "1"}, key="another")) == {"a.html"}
    assert tree(place) == {"a.html": "1", ".git": "kept"}


def test_a_site_that_was_copied_stands(tmp_path: Path) -> None:
    folder, place = tmp_path / "kept", tmp_path / "site"
    _make(folder, place, {"a.html": "1", "b/c.html": "2"})
    place.rename(tmp_path / "former")
    shutil.copytree(tmp_path / "former", place)
    (place / "a.html").write_text("3", encoding="utf-8")
    assert set(_make(folder, place, {"a.html": "1", "b/c.html": "2"})) == {"a.html"}
    assert tree(place) == {"a.html": "1", "b/c.html": "2"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked here")
@pytest.mark.parametrize("step", ["move", "remove"])
def test_a_build_that_is_killed_when_it_publishes_leaves_nothing_wrong_for_the_next(tmp_path: Path, step: str) -> None:
    folder, place = tmp_path / "kept", tmp_path / "site"
    _make(folder, place, {"a.html": "1", "b.html": "1"})
    if (pid := os.fork()) == 0:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(f"press.build.{step}", lambda *_: os.kill(os.getpid(), 9))
            _make(folder, place, {"a.html": "2"})
    os.waitpid(pid, 0)
    _make(folder, place, {"a.html": "2"})
    assert tree(place) == {"a.html": "2"}
    assert not _make(folder, place, {"a.html": "2"})


def test_files_that_no_work_claims_are_the_themes_and_all_is_made_anew_when_one_is_lost(tmp_path: Path) -> None:
    build = Build(tmp_path / "kept", tmp_path / "site")
    write(build.workshop, {"assets/theme.css": "x"})
    build.publish()
    (tmp_path / "site/assets/theme.css").unlink()
    build = Build(tmp_path / "kept", tmp_path / "site")
    assert not build.fresh
    build.look(tmp_path)
    build.seen()
    assert build.fresh
    assert THEME in build.works.lost
    build.close()

"""A site changes in its place only where it is other than before, and nothing that stood there is in the way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from press.build import THEME, Build
from press.inputs import digest, mark, marks
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
    assert found == marks(place)
    assert set(found) == standing(place)
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


def built(place: Path, **works: dict[str, str]) -> Works:
    """Works that made these files, which stand in their place."""
    known = Works(Store(None, ""))
    for name, texts in works.items():
        known.finish(name, name.encode(), texts)
        write(place, texts)
        known.settle({path: (mark((place / path).stat()), digest(text.encode())) for path, text in texts.items()})
    known.stand(place)
    return known


@pytest.fixture(params=["soon", "later"])
def moment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Soon after a site was built the marks of its folders tell nothing; later they do."""
    if request.param == "later":
        monkeypatch.setattr("press.inputs.MARGIN", -1_000_000_000)


def test_works_are_due_when_their_print_is_new(tmp_path: Path) -> None:
    works = built(tmp_path, one={"a": "A"})
    assert not works.due("one", b"one")
    assert works.due("one", b"other")
    assert works.due("two", b"two")


@pytest.mark.usefixtures("moment")
def test_a_look_finds_what_is_lost_and_what_nobody_made(tmp_path: Path) -> None:
    works = built(tmp_path, one={"a/b": "A", "c": "C"}, two={"d/e/f": "F"}, three={"d/g": "G"})
    assert works.look(tmp_path)[:2] == (set(), set())
    (tmp_path / "a/b").unlink()
    assert works.look(tmp_path)[:2] == ({"one"}, {"a/"})
    shutil.rmtree(tmp_path / "a")
    assert works.look(tmp_path)[:2] == ({"one"}, set())
    write(tmp_path, {"a/b": "A", "a/stray": "", "new/folder/file": "", ".git/config": ""})
    (tmp_path / "empty/one").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert works.look(tmp_path)[:2] == (set(), {"a/stray", "new/folder/file", "empty/one/", "link"})
    (tmp_path / "d").rename(tmp_path / "moved")
    assert works.look(tmp_path)[:2] == ({"two", "three"}, {"a/stray", "new/folder/file", "empty/one/", "link", "moved/e/f", "moved/g"})
    (tmp_path / "d").symlink_to(tmp_path / "moved")
    assert works.look(tmp_path).lost == {"two", "three"}
    assert works.look(tmp_path / "nowhere")[:2] == ({"one", "two", "three"}, set())


@pytest.mark.usefixtures("moment")
def test_a_file_with_another_mark_is_lost_if_it_has_other_bytes(tmp_path: Path) -> None:
    works = built(tmp_path, one={"a/b": "A"}, two={"c": "C"})
    os.utime(tmp_path / "a/b", (1, 1))
    write(tmp_path, {"c": "X"})
    found = works.look(tmp_path)
    assert found.lost == {"two"}
    works.seen(found)
    assert works.look(tmp_path).lost == set(), "what is known now was not taken over"


@pytest.mark.usefixtures("moment")
def test_a_file_that_was_to_be_put_in_its_place_is_lost_until_it_stands(tmp_path: Path) -> None:
    works = built(tmp_path, one={"a/b": "A"})
    works.finish("one", b"1", ["a/b", "new/c"])
    assert works.look(tmp_path).lost == {"one"}
    works.settle({"a/b": (mark((tmp_path / "a/b").stat()), digest(b"A"))})
    assert works.look(tmp_path).lost == {"one"}


@pytest.mark.usefixtures("moment")
def test_a_file_that_was_to_go_is_found_until_it_is_gone(tmp_path: Path) -> None:
    works = built(tmp_path, one={"a/b": "A", "a/c": "C"}, two={"d": "D"})
    works.finish("one", b"1", (), ["a/b"])
    works.retire("two")
    assert works.look(tmp_path)[:2] == (set(), {"a/c", "d"})
    remove(tmp_path, works.stale)
    works.stand(tmp_path)
    assert works.look(tmp_path)[:2] == (set(), set())


def test_what_was_put_there_while_a_build_went_on_is_found_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.inputs.MARGIN", -1_000_000_000)
    works = built(tmp_path, one={"a/b": "A"})
    works.finish("one", b"1", ["a/b", "c/d"])
    write(tmp_path, {"a/stray": "", "c/d": "D", "c/e/stray": ""})
    works.settle({path: (mark((tmp_path / path).stat()), digest((tmp_path / path).read_bytes())) for path in ("a/b", "c/d")})
    works.stand(tmp_path)
    assert works.look(tmp_path)[:2] == (set(), {"a/stray", "c/e/stray"})


def test_folders_are_not_listed_whose_marks_tell_that_nothing_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.inputs.MARGIN", -1_000_000_000)
    works = built(tmp_path, one={"a/b": "A"}, two={"c/d": "C"})
    (tmp_path / "c/stray").touch()
    assert works.look(tmp_path).strays == {"c/stray"}
    monkeypatch.setattr("press.place._entries", lambda _, path: pytest.fail("a folder was listed") if path != "c/" else [])
    works.look(tmp_path)


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

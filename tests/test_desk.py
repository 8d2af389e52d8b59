"""The editor's desk: what is to decide, what is alike, which steps a story may show, what it changes; of files and of a pull request."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from folio import desk, reading, tree
from folio.__main__ import main
from folio.affinity import Catalogue, stem, terms

PROJECT = Path(__file__).parent.parent
DOCS = PROJECT / "docs"
STORY = """---
title: The parcel
date: 2026-11-01
kind: first-hand
teller: Sam
consent: true
licence: CC BY 4.0
tags: [care]
---

I was on the phone when the lines went down. I wrote a notice for the home page, and changed the menu.

Then I pulled the list of the numbers that had called and not got through. Ring me on 0049 30 1234567.
"""


@pytest.mark.parametrize(
    ("words", "same"),
    [("promise promises promised promising", True), ("stop stopped stopping stops", True), ("reply replies", True), ("call caller", False),
     ("process processes", True), ("boss bosses", True), ("company's company", True), ("word ward", False)],
)  # fmt: skip
def test_words_of_one_stem_are_one(words: str, same: bool) -> None:
    assert (len({stem(word) for word in words.split()}) == 1) is same


def test_words_that_stand_in_every_text_say_nothing() -> None:
    assert terms("She said that it was the one thing they all had, and 12 x.") == []


def test_a_text_is_told_by_its_rarest_words() -> None:
    catalogue = Catalogue(
        {"list": [("Pull the list of callers", 2.0)], "name": [("Give your callers a name", 2.0)], "other": [("Bake bread", 1.0)]}
    )
    found = catalogue.best(["Nothing here.", "We pulled a list of all callers."])
    assert [(match.name, match.paragraph) for match in found] == [("list", 1), ("name", 1)]
    assert found[0].words[-1] == "callers"
    assert 0 < found[1].score < found[0].score <= 1
    assert catalogue.best(["", "Nothing of it."]) == []


def test_half_of_what_is_suggested_for_our_stories_is_named_by_them() -> None:
    files = dict(tree.Folder(DOCS))
    named = {}
    for path in [path for path in files if path.endswith("/story.md")]:
        text = files[path].decode()
        named[path] = set(re.findall(r"^  - (\S+#\S+)$", text, re.MULTILINE))
        files[path] = re.sub(r"^practices:\n(?:  - .*\n)+", "", text, flags=re.MULTILINE).encode()
    sheets, _ = desk.of_folder(files, "docs/")
    guesses = [found.name in named[sheet.story.path] for sheet in sheets for found in sheet.suggestions]
    assert sum(map(len, named.values())) == 20
    assert len(guesses) >= 8
    assert sum(guesses) / len(guesses) >= 0.5


def test_a_step_that_a_story_names_is_not_suggested() -> None:
    for sheet in desk.of_folder(tree.Folder(DOCS), "docs/")[0]:
        assert not {found.name for found in sheet.suggestions} & set(sheet.story.front.practices)
        assert len(sheet.suggestions) <= desk.GUESSES
        lines = (DOCS / sheet.story.path).read_text(encoding="utf-8").splitlines()
        for found in sheet.suggestions:
            assert lines[found.line - 2] == ""
            assert found.words[0] in lines[found.line - 1].lower()


def test_the_desk_says_what_is_to_decide_in_words_and_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, data in tree.Folder(DOCS).items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_bytes(data)
    (tmp_path / "docs/stories/the-parcel").mkdir()
    (tmp_path / "docs/stories/the-parcel/story.md").write_text(STORY, encoding="utf-8")
    arguments = ["desk", "--docs", str(tmp_path / "docs"), str(tmp_path / "docs/stories/the-parcel")]
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert said.out.startswith("The parcel (stories/the-parcel/story.md)\n  To decide:\n")
    assert "    line 13, question: " in said.out
    assert "0049 30 1234567" in said.out
    assert "- call-first-after-an-outage#web-notice" in said.out
    assert "Eight hundred callbacks" in said.out
    assert "stories/the-parcel/" in said.out
    assert said.err.startswith("1 story, ")
    assert main([*arguments, "--format", "json"]) == 0
    [data] = json.loads(capsys.readouterr().out)
    assert list(data) == ["path", "title", "findings", "suggestions", "similar", "changes"]
    assert "stories/the-parcel/index.html" in data["changes"]
    assert main(["desk", "--docs", str(tmp_path / "nowhere")]) == 2


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with our content on main, and on the branch told a story, told-badly one that the gate refuses."""

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.org")
        subprocess.run(["git", "-C", str(tmp_path), *who, *arguments], check=True, capture_output=True)

    git("init", "--quiet", "--initial-branch", "main")
    for path, data in tree.Folder(DOCS).items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_bytes(data)
    git("add", ".")
    git("commit", "--quiet", "-m", "Our content")
    for branch, text in (("told", STORY), ("told-badly", STORY.replace("consent: true", "consent: maybe <b>"))):
        git("checkout", "--quiet", "-b", branch, "main")
        (tmp_path / "docs/stories/the-parcel").mkdir(exist_ok=True)
        (tmp_path / "docs/stories/the-parcel/story.md").write_text(text + "<b>\n" * (branch == "told-badly"), encoding="utf-8")
        git("add", ".")
        git("commit", "--quiet", "-m", "A story")
    git("checkout", "--quiet", "main")
    return tmp_path


def test_a_pull_request_is_laid_out_without_checking_it_out(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", "--base", "main", "--head", "told", "--repository", str(repository)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("The parcel (stories/the-parcel/story.md)")
    assert "0049 30 1234567" in said
    assert said.count("story.md)\n") == 1, "only the story of the pull request is laid out"
    assert not (repository / "docs/stories/the-parcel").exists()


def test_a_story_that_the_gate_refuses_is_told_and_not_read_any_further(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", "--base", "main", "--head", "told-badly", "--repository", str(repository)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "HTML" in said.err
    assert main(["desk", "--base", "nowhere", "--repository", str(repository)]) == 2


def test_a_conflict_is_told_and_what_is_sound_is_laid_out(repository: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.org")
        subprocess.run(["git", "-C", str(repository), *who, *arguments], check=True, capture_output=True)

    path = repository / "docs/stories/the-giraffe-loaf/story.md"
    for branch, word in (("told", "lion"), ("main", "puma")):
        git("checkout", "--quiet", branch)
        path.write_text(
            (DOCS / "stories/the-giraffe-loaf/story.md").read_text(encoding="utf-8").replace("giraffe.", f"{word}."), encoding="utf-8"
        )
        git("commit", "--quiet", "-am", "Another word")
    sheets, problems = desk.of_range(repository, "main", "told")
    assert [sheet.story.slug for sheet in sheets] == ["the-parcel"]
    assert "docs/stories/the-giraffe-loaf/story.md" in {problem.path for problem in problems if problem.severity == "error"}


def test_a_site_without_stories_or_practices_has_an_empty_desk() -> None:
    assert desk.of_folder({}, "docs/")[0] == []
    library, _ = reading.read({"stories/the-parcel/story.md": STORY.encode()})
    [sheet] = desk.lay_out(library, [])
    assert not sheet.suggestions
    assert not sheet.similar
    assert desk.as_text([sheet]).startswith("The parcel (stories/the-parcel/story.md)\n  Nothing is left to decide.")

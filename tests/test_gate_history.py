"""The way to a proposal's outcome: what lies in the history is published too, and only mended words are no fault."""

from __future__ import annotations

import subprocess
from pathlib import Path

import photos
import pytest
from folio import gate
from folio.manuscript import LIMITS
from folio.problems import Problem
from photos import JPEG, PNG, animated, exif, picture
from repositories import BASE, NEW, STORY, Files, Repository, story

OTHER = "docs/stories/other-story/"
GPS = picture("JPEG", exif=exif(gps=(52, 31, 12)))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository(tmp_path_factory.mktemp("history") / "bare.git")


def chain(repository: Repository, *steps: Files) -> str:
    """Commits on top of base, one after the other."""
    head = repository.base
    for files in steps:
        head = repository.commit(head, files)
    return head


def judged(repository: Repository, *steps: Files) -> list[Problem]:
    return gate.judge(repository.path, repository.base, chain(repository, *steps))


SMUGGLED: dict[str, tuple[str, bytes | str | tuple[str, bytes]]] = {
    "a program": ("hooks/evil.py", "evil"),
    "a module that Python would import": ("yaml.py", "evil"),
    "a workflow": (".github/workflows/x.yml", "on: push"),
    "attributes": (".gitattributes", "* -diff"),
    "a list of submodules": (".gitmodules", "[submodule]"),
    "a submodule": ("vendor", ("160000", b"1" * 40)),
    "a setting of the site": ("mkdocs.yml", "site_name: Mine"),
    "a page": (NEW + "index.html", "<script>"),
    "an SVG": (NEW + "photo.svg", "<svg/>"),
    "a film": (NEW + "film.mp4", b"\0" * 10),
    "a link": (NEW + "photo.jpg", ("120000", b"/etc/passwd")),
    "a story that is a link": ("docs/stories/a-link/story.md", ("120000", b"/etc/passwd")),
    "a submodule in place of a story": ("docs/stories/a-module/story.md", ("160000", b"1" * 40)),
    "a program bit": (NEW + "photo.jpg", ("100755", JPEG)),
    "a picture of another kind": (NEW + "photo.png", JPEG),
    "a page for a picture": (NEW + "photo.png", "<script>alert(1)</script>"),
    "a bomb": (NEW + "photo.png", photos.bomb()),
    "a polyglot": (NEW + "photo.jpg", JPEG + b"PK\x03\x04" + bytes(40)),
    "a page behind a picture": (NEW + "photo.png", PNG + b"<html>"),
    "a picture that moves": (NEW + "photo.png", animated("PNG")),
    "half a picture": (NEW + "photo.jpg", JPEG[:-40]),
    "a picture that is too large": (NEW + "photo.png", PNG + bytes(LIMITS["picture_bytes"])),
    "a story that is too large": ("docs/stories/too-large/story.md", "x" * (LIMITS["story_bytes"] + 1)),
    "a folder with capitals": ("docs/stories/Capitals/story.md", STORY),
    "a name of Windows": (NEW + "nul.png", PNG),
    "a name that is too long": (NEW + "x" * 120 + ".png", PNG),
    "the same name in capitals": (NEW + "PHOTO.JPG", JPEG),
    "a hostile name": (NEW + "$(touch pwned).png", PNG),
}


@pytest.mark.parametrize(("path", "content"), SMUGGLED.values(), ids=SMUGGLED)
def test_what_one_commit_smuggles_in_is_refused_though_a_later_one_takes_it_out(
    repository: Repository, path: str, content: bytes | str | tuple[str, bytes]
) -> None:
    good: Files = {NEW + "story.md": STORY, NEW + "photo.jpg": JPEG}
    back: Files = {path: good.get(path, BASE.get(path))}
    first = chain(repository, {**good, path: content})
    problems = gate.judge(repository.path, repository.base, repository.commit(first, back))
    assert [(problem.path, problem.severity) for problem in problems] == [(path, "error")]
    assert f"in the commit {first[:7]}" in problems[0].found
    assert "open a new pull request with the finished files alone" in problems[0].repair
    assert "ask an editor" in problems[0].repair


def test_each_path_is_told_once_and_by_its_outcome_first(repository: Repository) -> None:
    problems = judged(repository, {NEW + "story.md": STORY, "a.py": "1", "b.py": "1"}, {"a.py": "2", "b.py": "2"}, {"a.py": None})
    assert [(problem.path, "commit" in problem.found) for problem in problems] == [("a.py", True), ("b.py", False)]


WRONG_WORDS = {
    "no front matter": "I typed it here.",
    "HTML": story(text="\n<b>bold</b>\n"),
    "UTF-16": STORY.encode("utf-16"),
    "no consent": STORY.replace("consent: true\n", ""),
    "a long line": story(text="\n" + "xä" * 3000 + "\n"),
    "a control character": story(text="\n\x07\n"),
    "a picture that is not there yet": story(text="\n![A photo](photo.jpg)\n"),
}


@pytest.mark.parametrize("wrong", WRONG_WORDS.values(), ids=WRONG_WORDS)
def test_words_that_were_wrong_and_have_been_mended_are_no_fault(repository: Repository, wrong: str | bytes) -> None:
    assert judged(repository, {NEW + "story.md": wrong}, {NEW + "story.md": STORY}) == []


def test_a_picture_may_come_before_its_story_and_be_taken_out_again(repository: Repository) -> None:
    assert judged(repository, {NEW + "photo.jpg": JPEG}, {NEW + "story.md": STORY}, {NEW + "photo.jpg": None}) == []


def test_a_file_deleted_by_mistake_and_put_back_is_no_fault(repository: Repository) -> None:
    gone: Files = {"mkdocs.yml": None, OTHER + "story.md": None}
    assert judged(repository, {NEW + "story.md": STORY}, gone, {name: BASE[name] for name in gone}) == []


def test_a_location_that_was_cleaned_since_is_a_question_to_the_editor(repository: Repository) -> None:
    problems = judged(repository, {NEW + "story.md": STORY, NEW + "photo.jpg": GPS}, {NEW + "photo.jpg": JPEG})
    assert [(problem.path, problem.severity) for problem in problems] == [(NEW + "photo.jpg", "question")]
    assert "merge this by squash" in problems[0].repair
    still = judged(repository, {NEW + "story.md": STORY, NEW + "photo.jpg": GPS})
    assert [problem.severity for problem in still] == ["error"]


# Merges and roots


def test_merging_base_again_and_again_is_honest(repository: Repository) -> None:
    first = chain(repository, {NEW + "story.md": STORY})
    base = repository.commit(repository.base, {"mkdocs.yml": "site_name: New\n", OTHER + "story.md": story(text="\nOurs.\n")})
    merged = repository.commit(first, {"mkdocs.yml": "site_name: New\n", OTHER + "story.md": story(text="\nOurs.\n")}, base)
    later = repository.commit(base, {"README.md": "New"})
    again = repository.commit(merged, {"README.md": "New"}, later)
    assert gate.judge(repository.path, later, again) == []


def test_a_conflict_resolved_in_a_merge_is_honest(repository: Repository) -> None:
    path = OTHER + "story.md"
    mine = chain(repository, {path: story(text="\nMine.\n")})
    base = repository.commit(repository.base, {path: story(text="\nOurs.\n")})
    merged = repository.commit(mine, {path: story(text="\nOurs and mine.\n")}, base)
    assert gate.judge(repository.path, base, merged) == []


@pytest.mark.parametrize("path", ["hooks/evil.py", "mkdocs.yml", NEW + "evil.html", ".gitattributes"])
def test_what_a_merge_adds_of_its_own_is_seen_even_if_taken_out_again(repository: Repository, path: str) -> None:
    mine = chain(repository, {NEW + "story.md": STORY})
    base = repository.commit(repository.base, {"README.md": "New"})
    evil = repository.commit(mine, {"README.md": "New", path: "evil"}, base)
    back = repository.commit(evil, {path: BASE.get(path)})
    assert [problem.path for problem in gate.judge(repository.path, base, evil)] == [path]
    problems = gate.judge(repository.path, base, back)
    assert [problem.path for problem in problems] == [path]
    assert evil[:7] in problems[0].found


def test_a_merge_of_many_that_hides_a_file_is_seen(repository: Repository) -> None:
    sides = [repository.commit(repository.base, {f"docs/stories/story-{n}/story.md": STORY}) for n in range(4)]
    files: Files = {f"docs/stories/story-{n}/story.md": STORY for n in range(4)}
    octopus = repository.commit(sides[0], {**files, "yaml.py": "evil"}, *sides[1:])
    assert [problem.path for problem in gate.judge(repository.path, repository.base, octopus)] == ["yaml.py"]
    clean = repository.commit(octopus, {"yaml.py": None})
    assert [problem.path for problem in gate.judge(repository.path, repository.base, clean)] == ["yaml.py"]
    honest = repository.commit(sides[0], files, *sides[1:])
    assert gate.judge(repository.path, repository.base, honest) == []


def test_what_another_root_brings_in_is_judged_whole(repository: Repository) -> None:
    root = repository.commit(None, {"secret.bin": b"\0" * 9, NEW + "story.md": STORY})
    merged = repository.commit(repository.base, {NEW + "story.md": STORY}, root)
    problems = gate.judge(repository.path, repository.base, merged)
    assert [problem.path for problem in problems] == ["secret.bin"]
    assert root[:7] in problems[0].found


def test_what_base_has_by_now_is_no_news(repository: Repository) -> None:
    copied = repository.commit(repository.base, {"README.md": "New", NEW + "story.md": STORY})
    base = repository.commit(repository.base, {"README.md": "New"})
    assert gate.judge(repository.path, base, copied) == []


# How much


def test_a_proposal_has_a_limited_number_of_commits(repository: Repository) -> None:
    steps: list[Files] = [{NEW + "story.md": story(text=f"\n{n}\n")} for n in range(LIMITS["commits"] + 1)]
    head = chain(repository, *steps[:-1])
    assert gate.judge(repository.path, repository.base, head) == []
    problems = gate.judge(repository.path, repository.base, repository.commit(head, steps[-1]))
    assert [problem.message for problem in problems] == ["a proposal has at most 100 commits: found more"]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_proposal_has_a_limited_number_of_files(repository: Repository, at_once: bool) -> None:
    files: Files = {f"docs/stories/story-{n}/story.md": STORY for n in range(LIMITS["files"] + 1)}
    steps = [files] if at_once else [{path: data} for path, data in files.items()]
    assert [problem.path for problem in judged(repository, *steps)] == [gate.STORIES]
    few = dict(list(files.items())[:-1])
    assert judged(repository, few) == []


def test_a_proposal_has_a_limited_number_of_versions(repository: Repository) -> None:
    steps: list[Files] = [{f"docs/stories/story-{n}/story.md": story(text=f"\n{m}\n") for n in range(45)} for m in range(5)]
    assert [problem.path for problem in judged(repository, *steps)] == [gate.STORIES]


def test_ten_thousand_million_files_in_a_few_bytes_are_told_at_once(repository: Repository) -> None:
    sha, mode = repository.blob(b"x"), "100644"
    for _ in range(10):
        sha = repository.tree([(mode, b"%d" % n, sha) for n in range(10)])
        mode = "40000"
    head = repository.commit_tree(repository.tree([("40000", b"docs", sha)]), repository.base)
    assert [problem.path for problem in gate.judge(repository.path, repository.base, head)] == [gate.STORIES]


def test_folders_without_end_are_told_at_once(repository: Repository) -> None:
    sha, mode = repository.blob(b"x"), "100644"
    for _ in range(3000):
        sha = repository.tree([(mode, b"x", sha)])
        mode = "40000"
    entries = [("40000", b"docs", sha)]
    head = repository.commit_tree(repository.tree(entries), repository.base)
    problems = gate.judge(repository.path, repository.base, head)
    assert problems
    assert all(problem.severity == "error" for problem in problems)


# Trees as git would never write them


def grafted(repository: Repository, mode: str, name: bytes, sha: str, more: list[tuple[str, bytes, str]] | None = None) -> str:
    """A commit on base with a story's folder that holds an honest story, and an entry of any kind."""
    folder = repository.tree([*(more or []), (mode, name, sha), ("100644", b"story.md", repository.blob(STORY.encode()))])
    rows = repository.git("ls-tree", f"{repository.base}:docs/stories").splitlines()
    old = [(row.split()[0].lstrip("0"), row.split("\t")[1].encode(), row.split()[2]) for row in rows]
    stories = repository.tree([*old, ("40000", b"wet-passport", folder)])
    docs = [row.split() for row in repository.git("ls-tree", f"{repository.base}:docs").splitlines()]
    site = [row.split() for row in repository.git("ls-tree", repository.base).splitlines()]
    tree = repository.tree([(m.lstrip("0"), n.encode(), stories if n == "stories" else s) for m, _, s, n in docs])
    top = repository.tree([(m.lstrip("0"), n.encode(), tree if n == "docs" else s) for m, _, s, n in site])
    return repository.commit_tree(top, repository.base)


MODES = [
    "100600",
    "100664",
    "100666",
    "100777",
    "104644",
    "100755",
    "120000",
    "120777",
    "160000",
    "060644",
    "020666",
    "010644",
    "140777",
    "0",
    "7",
]


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_but_that_of_a_plain_file_is_refused(repository: Repository, mode: str) -> None:
    head = grafted(repository, mode, b"photo.jpg", repository.blob(JPEG))
    assert [problem.path for problem in gate.judge(repository.path, repository.base, head)] == [NEW + "photo.jpg"]


@pytest.mark.parametrize("name", [b"..", b".", b".git", b".GIT", b"a/b.jpg", b"../evil.jpg", b"/etc/passwd", b"../../../mkdocs.yml", b""])
def test_a_name_that_no_folder_can_hold_is_refused(repository: Repository, name: bytes) -> None:
    head = grafted(repository, "100644", name, repository.blob(JPEG))
    assert len(gate.judge(repository.path, repository.base, head)) == 1


def test_a_name_that_stands_twice_is_refused(repository: Repository) -> None:
    twice = [("100644", b"photo.jpg", repository.blob(PNG))]
    head = grafted(repository, "100644", b"photo.jpg", repository.blob(JPEG), twice)
    problems = gate.judge(repository.path, repository.base, head)
    assert [(problem.path, problem.found) for problem in problems] == [
        (NEW + "photo.jpg", f"a name that no folder can hold, or holds twice, in the commit {head[:7]}")
    ]


@pytest.mark.parametrize(("one", "other"), [("photo.jpg", "PHOTO.jpg"), ("photo.jpg", "photo.JPG"), ("café.jpg", "cafe\u0301.jpg")])
def test_names_that_some_computers_cannot_tell_apart_are_refused(repository: Repository, one: str, other: str) -> None:
    problems = judged(repository, {NEW + "story.md": STORY, NEW + one: JPEG, NEW + other: JPEG})
    assert {problem.path for problem in problems} == {NEW + one, NEW + other}


def test_a_name_that_base_spells_otherwise_is_refused(repository: Repository) -> None:
    base = repository.commit(repository.base, {OTHER + "cafe\u0301.jpg": JPEG, "docs/stories/Tea-Cups/story.md": STORY})
    head = repository.commit(base, {"docs/stories/tea-cups/story.md": STORY})
    assert [problem.path for problem in gate.judge(repository.path, base, head)] == ["docs/stories/tea-cups/story.md"]


def test_a_folder_that_breaks_off_is_wrong_usage(repository: Repository) -> None:
    for body in (b"100644 photo.jpg\0short", b"100644 no end", b"\0"):
        tree = repository.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=body)
        with pytest.raises(gate.WrongRangeError):
            gate.judge(repository.path, repository.base, repository.commit_tree(tree, repository.base))


# Git itself


def test_nothing_that_steers_git_steers_the_gate(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = chain(repository, {NEW + "story.md": STORY, "mkdocs.yml": "site_name: Mine\n"})
    expected = gate.judge(repository.path, repository.base, head)
    marker = tmp_path / "pwned"
    program = f"touch {marker}"
    for name, value in {
        "GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_EXTERNAL_DIFF": program,
        "GIT_PAGER": program,
        "GIT_SSH_COMMAND": program, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": program,
        "GIT_ASKPASS": program, "GIT_TRACE": str(tmp_path / "trace"), "GIT_INDEX_FILE": "/nowhere", "GIT_NAMESPACE": "x",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    assert gate.judge(repository.path, repository.base, head) == expected
    assert not marker.exists()
    assert not (tmp_path / "trace").exists()


HOSTILE_SETTINGS = {
    "core.fsmonitor": "{}", "core.hooksPath": "hooks", "core.pager": "{}", "core.sshCommand": "{}", "core.editor": "{}",
    "diff.external": "{}",
    "diff.evil.textconv": "{}", "diff.evil.command": "{}", "filter.evil.smudge": "{}", "filter.evil.clean": "{}",
    "filter.evil.process": "{}",
    "merge.evil.driver": "{}", "merge.default": "evil", "credential.helper": "!{}", "alias.rev-parse": "!{}",
    "uploadpack.packObjectsHook": "{}",
    "gpg.program": "{}", "log.showSignature": "true", "extensions.partialClone": "origin", "remote.origin.url": "ext::{}",
    "remote.origin.promisor": "true", "merge.renames": "false", "diff.ignoreSubmodules": "all",
}  # fmt: skip


def test_settings_attributes_and_replacements_of_a_checkout_change_nothing(repository: Repository, tmp_path: Path) -> None:
    path = OTHER + "story.md"
    base = repository.commit(repository.base, {path: STORY.replace("title: The wet", "title: Our wet")})
    head = chain(repository, {path: story(text="\nTheirs.\n"), ".gitattributes": "* merge=evil diff=evil filter=evil\n", "evil.py": "x"})
    repository.git("update-ref", "refs/heads/base", base)
    expected = gate.judge(repository.path, base, head)
    assert {problem.path for problem in expected} == {".gitattributes", "evil.py"}
    checkout, marker = tmp_path / "checkout", tmp_path / "pwned"
    repository.git("clone", "--quiet", "--branch", "made", str(repository.path), str(checkout))
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n", encoding="utf-8")
    evil.chmod(0o755)
    for name, value in HOSTILE_SETTINGS.items():
        subprocess.run(["git", "-C", checkout, "config", name, value.format(evil)], check=True)
    (checkout / ".git/info/attributes").write_text("* merge=evil diff=evil filter=evil\n", encoding="utf-8")
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-commit"):
        (checkout / ".git/hooks" / hook).symlink_to(evil)
    harmless = repository.commit(repository.base, {NEW + "story.md": STORY})
    subprocess.run(["git", "-C", checkout, "fetch", "--quiet", str(repository.path), harmless], check=False, capture_output=True)
    (checkout / ".git/refs/replace").mkdir(parents=True, exist_ok=True)
    (checkout / ".git/refs/replace" / head).write_text(f"{repository.base}\n", encoding="utf-8")
    marker.unlink(missing_ok=True)
    assert gate.judge(checkout, base, head) == expected
    assert not marker.exists()

"""The gate for pull requests, on real git repositories: what may be reviewed passes, all else is refused in words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from folio import gate, questions, reading, rules, tree
from folio.manuscript import LIMITS
from folio.problems import FORMATS, Problem
from hypothesis import given, settings
from hypothesis import strategies as st
from photos import JPEG, PNG, WEBP, picture
from repositories import BASE, NEW, PICTURE, STORY, TILL, Files, Repository, story


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository(tmp_path_factory.mktemp("gate") / "bare.git")


def told(problems: list[Problem]) -> dict[str, str]:
    """What is said of each path."""
    return {problem.path: problem.message for problem in problems}


# What may be reviewed


HONEST: dict[str, Files] = {
    "a new story": {NEW + "story.md": STORY},
    "a changed story": {"docs/stories/other-story/story.md": story(text="\nAnd it dried.\n")},
    "two stories at once": {NEW + "story.md": STORY, "docs/stories/other-story/story.md": TILL + "\nMore.\n"},
    "a story with a picture": {NEW + "story.md": STORY + PICTURE, NEW + "photo.jpg": JPEG},
    "every kind of picture": {
        NEW + "story.md": STORY,
        NEW + "a.jpg": JPEG,
        NEW + "b.jpeg": JPEG,
        NEW + "c.png": PNG,
        NEW + "d.webp": WEBP,
    },
    "six pictures": {NEW + "story.md": STORY, **{f"{NEW}{n}.png": PNG for n in range(6)}},
    "a picture named by a camera": {NEW + "story.md": STORY, NEW + "IMG_2031.JPG": JPEG},
    "a picture for a story that is there": {"docs/stories/other-story/photo.jpg": JPEG},
    "a picture replaced": {"docs/stories/old-story/photo.jpg": picture("JPEG", (48, 32))},
    "a picture taken out of its story": {"docs/stories/old-story/story.md": STORY, "docs/stories/old-story/photo.jpg": None},
    "a story turned into a draft": {"docs/stories/other-story/story.md": story("draft: true\n")},
    "a name of three characters": {"docs/stories/tea/story.md": STORY},
    "a name of sixty characters": {f"docs/stories/{'tea-' * 14}cups/story.md": STORY},
    "a name of digits": {"docs/stories/2025-11-01/story.md": STORY},
    "line ends of Windows": {NEW + "story.md": STORY.replace("\n", "\r\n")},
    "umlauts, emoji and Arabic": {NEW + "story.md": story(text="\nÄöü 👩‍🚒 مرحبا\n")},
    "a story as long as it may be": {NEW + "story.md": STORY + "\n" + "\n" * (LIMITS["lines"] - STORY.count("\n") - 2)},
    "a line as long as it may be": {NEW + "story.md": STORY + "\n" + "aä" * (LIMITS["line_length"] // 2) + "\n"},
    "front matter as long as it may be": {NEW + "story.md": story("# " + "x" * (LIMITS["front_matter_bytes"] - 300) + "\n")},
    "a picture as large as it may be": {NEW + "story.md": STORY, NEW + "photo.png": PNG.ljust(LIMITS["picture_bytes"], b"\0")},
}


@pytest.mark.parametrize("files", HONEST.values(), ids=HONEST)
def test_an_honest_story_may_be_reviewed(repository: Repository, files: Files) -> None:
    assert repository.judge(files) == []


def test_a_story_is_not_blamed_for_what_changed_in_base_since(repository: Repository) -> None:
    head = repository.commit(repository.base, {NEW + "story.md": STORY})
    base = repository.commit(repository.base, {"mkdocs.yml": "site_name: New\n", "docs/stories/other-story/story.md": None})
    assert gate.judge(repository.path, base, head) == []


def test_a_story_may_follow_base_by_merging_it(repository: Repository) -> None:
    base = repository.commit(repository.base, {"mkdocs.yml": "site_name: New\n"})
    first = repository.commit(repository.base, {NEW + "story.md": STORY})
    merged = repository.commit(first, {"mkdocs.yml": "site_name: New\n"}, base)
    assert gate.judge(repository.path, base, merged) == []


def test_mistakes_of_other_pages_are_not_the_contributors(repository: Repository) -> None:
    base = repository.commit(repository.base, {"docs/about.md": "no front matter", "docs/stories/other-story/story.md": "nor here"})
    head = repository.commit(base, {NEW + "story.md": STORY})
    assert gate.judge(repository.path, base, head) == []


def test_a_checkout_will_do_as_well_and_is_left_as_it_is(repository: Repository, tmp_path: Path) -> None:
    head = repository.commit(repository.base, {NEW + "story.md": STORY, NEW + "$(touch pwned).png": PNG})
    checkout = tmp_path / "checkout"
    repository.git("clone", "--quiet", "--branch", "made", str(repository.path), str(checkout))
    before = {path: path.stat().st_mtime_ns for path in checkout.rglob("*") if ".git" not in path.parts}
    assert len(gate.judge(checkout, repository.base, head)) == 1
    assert {path: path.stat().st_mtime_ns for path in checkout.rglob("*") if ".git" not in path.parts} == before


# Out of bounds


OUTSIDE = [
    "mkdocs.yml",
    "README.md",
    "CNAME",
    ".gitattributes",
    ".gitmodules",
    ".github/workflows/story.yml",
    ".github/PULL_REQUEST_TEMPLATE.md",
    "hooks/folio/gate.py",
    "yaml.py",
    "overrides/main.html",
    "requirements.txt",
    "docs/index.md",
    "docs/stories.md",
    "docs/storiesx/wet-passport/story.md",
    "docs/Stories/wet-passport/story.md",
    "Docs/stories/wet-passport/story.md",
    "docs/essays/posts/mine.md",
    "docs/essays/.authors.yml",
    "docs/topics/care.md",
    "docs/practices/say-yes.md",
    "stories/wet-passport/story.md",
]
MISPLACED = [
    "docs/stories/story.md",
    "docs/stories/wet-passport.md",
    "docs/stories/photo.png",
    "docs/stories/index.md",
    "docs/stories/.meta.yml",
    "docs/stories/.gitattributes",
    NEW + ".gitattributes",
    NEW + ".meta.yml",
    NEW + ".nav.yml",
    NEW + "README.md",
    NEW + "index.md",
    NEW + "index.html",
    NEW + "Story.md",
    NEW + "STORY.MD",
    NEW + "story.md.md",
    NEW + "story.markdown",
    NEW + "story.html",
    NEW + "story.md/story.md",
    NEW + "deeper/story.md",
    NEW + "deeper/photo.png",
    NEW + "photo.svg",
    NEW + "photo.gif",
    NEW + "photo.heic",
    NEW + "photo.png.html",
    NEW + "photo.html.png",
    NEW + "photo",
    NEW + ".png",
    NEW + ".photo.png",
    NEW + "-rf.png",
    NEW + "my photo.png",
    NEW + "photo.png ",
    NEW + "robots.txt",
    NEW + "_headers",
]
UNNAMED = [
    "Wet-Passport",
    "WET",
    "wet_passport",
    "wet--passport",
    "-wet",
    "wet-",
    "ab",
    "x" * 61,
    "wet passport",
    ".wet",
    "wet.",
    "wet.md",
    "~wet",
]
HOSTILE_NAMES = [
    b"$(touch pwned).png",
    b"`touch pwned`.png",
    b"a; touch pwned.png",
    b"a\ntouch pwned.png",
    b"a\n::error file=mkdocs.yml::pwned\n.png",
    b"a\r\n::set-output name=x::y.png",
    b"photo.png\n",
    b"\nphoto.png",
    b"::warning::.png",
    b'a".png',
    b"a'b.png",
    b"a\\b.png",
    b"a\tb.png",
    b"\x1b[31mred.png",
    b"\x07\x08\x7f.png",
    b"a%0Ab.png",
    b"${{ github.token }}.png",
    b"<script>alert(1)</script>.png",
    b"--output=pwned",
    b"*.png",
    b"C:evil.png",
    b"\xff\xfe.png",
    b"caf\xe9.png",
    b"\xed\xb2\x80.png",
    "café.png".encode(),
    "cafe\u0301.png".encode(),
    "gpj.\u202eotohp.png".encode(),
    "pho\u200bto.png".encode(),
    "\u212aelvin.png".encode(),
    "\u017f.png".encode(),
    "рhoto.png".encode(),
    "photo．png".encode(),
]
HOSTILE_FOLDERS = [
    b"a\nb",
    b"\xff\xfe",
    "wеt".encode(),
    "\u212aelvin".encode(),
    b"wet\n",
    b"wet\x00"[:3] + b"\r",
    "ﬁn".encode(),
    "１２３".encode(),
]


def test_a_story_claims_no_other_address(repository: Repository) -> None:
    problems = repository.judge({NEW + "story.md": story("aliases: [about-us/]\n")})
    assert [(problem.line, problem.field) for problem in problems] == [(11, "aliases")]


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_file_outside_the_stories_is_out_of_bounds(repository: Repository, path: str) -> None:
    problems = told(repository.judge({NEW + "story.md": STORY, path: "changed"}))
    assert list(problems) == [path]
    assert "touches nothing but docs/stories/" in problems[path]


@pytest.mark.parametrize("path", ["mkdocs.yml", "docs/index.md", "docs/topics/care.md"])
def test_a_deletion_outside_the_stories_is_out_of_bounds(repository: Repository, path: str) -> None:
    problems = told(repository.judge({NEW + "story.md": STORY.replace("tags: [care]\n", ""), path: None}))
    assert problems == {path: "a proposal with a story touches nothing but docs/stories/: a deleted file"}


@pytest.mark.parametrize("path", MISPLACED)
def test_a_file_that_is_neither_story_nor_picture_is_out_of_bounds(repository: Repository, path: str) -> None:
    files: Files = {path: "changed"}
    if not path.casefold().startswith(NEW + "story.md"):  # which would collide with it
        files[NEW + "story.md"] = STORY
    problems = told(repository.judge(files))
    assert list(problems) == [path]
    assert "a story is docs/stories/your-story-name/story.md" in problems[path]


@pytest.mark.parametrize("folder", UNNAMED)
def test_a_folder_is_named_in_small_letters_digits_and_hyphens(repository: Repository, folder: str) -> None:
    problems = told(repository.judge({f"docs/stories/{folder}/story.md": STORY}))
    assert list(problems) == [f"docs/stories/{folder}/story.md"]
    assert "3 to 60 small letters, digits and single hyphens" in problems[f"docs/stories/{folder}/story.md"]


@pytest.mark.parametrize("path", ["con/story.md", "aux/story.md", "com1/story.md", "wet-passport/nul.png", "wet-passport/LPT1.jpg"])
def test_a_name_that_windows_cannot_take_is_refused(repository: Repository, path: str) -> None:
    problems = told(repository.judge({NEW + "story.md": STORY, f"docs/stories/{path}": STORY}))
    assert list(problems) == [f"docs/stories/{path}"]
    assert "a name is one that every computer takes" in problems[f"docs/stories/{path}"]


def test_a_path_has_at_most_120_bytes(repository: Repository) -> None:
    folder = f"docs/stories/{'x' * 60}/"
    longest, longer = folder + "y" * (116 - len(folder)) + ".png", folder + "y" * (117 - len(folder)) + ".png"
    problems = told(repository.judge({folder + "story.md": STORY, longest: PNG, longer: PNG}))
    assert list(problems) == [longer]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_refused_and_prints_as_one_harmless_line(repository: Repository, name: bytes) -> None:
    problems = repository.judge({NEW + "story.md": STORY, NEW.encode() + name: PNG})
    assert len(problems) == 1
    assert_prints_safely(problems)


@pytest.mark.parametrize("folder", HOSTILE_FOLDERS)
def test_a_hostile_folder_is_refused_and_prints_as_one_harmless_line(repository: Repository, folder: bytes) -> None:
    problems = repository.judge({b"docs/stories/" + folder + b"/story.md": STORY})
    assert len(problems) == 1
    assert_prints_safely(problems)


@given(
    st.binary(min_size=1, max_size=40).filter(
        lambda name: not {b"", b".", b"..", b".git"} & set(name.lower().split(b"/")) and b"\0" not in name
    )
)
@settings(derandomize=True, max_examples=20, deadline=None)
def test_any_name_at_all_gets_a_verdict(repository: Repository, name: bytes) -> None:
    problems = repository.judge({NEW + "story.md": STORY, NEW.encode() + name: "text"})
    assert len(problems) == 1
    assert_prints_safely(problems)


def test_names_that_are_no_text_are_told_apart(repository: Repository) -> None:
    problems = repository.judge({NEW.encode() + b"\xfe.png": PNG, NEW.encode() + b"\xff.png": PNG})
    assert len(told(problems)) == 2


def assert_prints_safely(problems: list[Problem]) -> None:
    """Each format is UTF-8, with as many lines as it has problems and nothing that a terminal or forge would obey."""
    text, github, data = (FORMATS[form](problems).encode().decode() for form in ("text", "github", "json"))
    assert all(line.isprintable() for printed in (text, github, data) for line in printed.split("\n"))
    assert len(text.splitlines()) == 2 * len(problems)
    assert [line[:13] for line in github.splitlines()] == ["::error file="] * len(problems)
    assert len(json.loads(data)) == len(problems)


def test_every_file_out_of_bounds_is_told_at_once(repository: Repository) -> None:
    files: Files = {
        NEW + "story.md": story(text="\n<b>bold</b>\n"),
        "mkdocs.yml": "x",
        "hooks/a.py": "x",
        NEW + "a.svg": "x",
        NEW + "b.png": "x",
    }
    assert set(told(repository.judge(files))) == set(files)


def test_every_problem_has_a_repair(repository: Repository) -> None:
    files: Files = {
        NEW + "story.md": ("100755", b"x"),
        "mkdocs.yml": "x",
        NEW + "a.svg": "x",
        NEW + "b.png": "x",
        "docs/stories/A/story.md": STORY,
        "docs/stories/no-story/a.png": PNG,
        "docs/stories/old-story/story.md": None,
        "docs/stories/aux/story.md": STORY,
    }
    problems = repository.judge(files)
    assert len(problems) == len(files)
    assert all(problem.repair for problem in problems)


def test_a_file_out_of_bounds_has_no_say_in_how_a_story_is_judged(repository: Repository) -> None:
    topic = "---\ntitle: Mine\ndefinition: My own topic.\n---\n"
    files: Files = {NEW + "story.md": STORY.replace("[care]", "[mine]"), "docs/topics/mine.md": topic, "docs/topics/care.md": None}
    problems = told(repository.judge(files))
    assert set(problems) == set(files)
    assert "every tag has a topic" in problems[NEW + "story.md"]


def test_attributes_in_the_range_hide_nothing(repository: Repository) -> None:
    files: Files = {".gitattributes": "* -diff -text merge=ours export-ignore binary\n", "mkdocs.yml": "x", NEW + "story.md": "<b>"}
    assert set(told(repository.judge(files))) == set(files)


def test_a_submodule_is_seen_even_where_gitmodules_says_to_ignore_it(repository: Repository, tmp_path: Path) -> None:
    modules = '[submodule "x"]\n\tpath = vendor\n\turl = https://example.org/\n\tignore = all\n'
    base = repository.commit(repository.base, {".gitmodules": modules, "vendor": ("160000", b"1" * 40)})
    head = repository.commit(base, {NEW + "story.md": STORY, "vendor": ("160000", b"2" * 40)})
    repository.git("clone", "--quiet", "--branch", "made", str(repository.path), str(tmp_path / "checkout"))
    assert list(told(gate.judge(repository.path, base, head))) == ["vendor"]
    assert list(told(gate.judge(tmp_path / "checkout", base, head))) == ["vendor"]


# What kind of file


@pytest.mark.parametrize(
    "path", [NEW + "story.md", NEW + "photo.jpg", "docs/stories/old-story/story.md", "docs/stories/old-story/photo.jpg"]
)
@pytest.mark.parametrize(
    ("mode", "word"), [("120000", "a link to another file"), ("160000", "another repository"), ("100755", "marked as a program")]
)
def test_a_link_a_submodule_or_a_program_is_refused_in_words(repository: Repository, path: str, mode: str, word: str) -> None:
    content = repository.base.encode() if mode == "160000" else b"/etc/hostname" if mode == "120000" else JPEG
    files: Files = {NEW + "story.md": STORY}
    problems = told(repository.judge({**files, path: (mode, content)}))
    assert list(problems) == [path]
    assert word in problems[path]


def test_a_program_bit_alone_is_refused(repository: Repository) -> None:
    files: Files = {"docs/stories/other-story/story.md": ("100755", STORY.encode())}
    assert list(told(repository.judge(files))) == ["docs/stories/other-story/story.md"]


def test_the_target_of_a_link_is_never_read(repository: Repository, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("---\ntitle: SECRET\n---\n")
    problems = repository.judge({NEW + "story.md": ("120000", str(secret).encode())})
    assert len(problems) == 1
    assert "SECRET" not in FORMATS["json"](problems)


@pytest.mark.parametrize("path", ["docs", "docs/stories", "docs/stories/old-story"])
@pytest.mark.parametrize("mode", ["100644", "120000", "160000"])
def test_a_folder_turned_into_a_file_or_link_is_refused(repository: Repository, path: str, mode: str) -> None:
    content = repository.base.encode() if mode == "160000" else b"/etc"
    gone = [name for name in BASE if isinstance(name, str) and name.startswith(f"{path}/")]
    assert set(told(repository.judge({path: (mode, content)}))) == {path, *gone}


# What is there stays


@pytest.mark.parametrize(
    "files",
    [
        {"docs/stories/old-story/story.md": None},
        {"docs/stories/old-story/story.md": None, "docs/stories/old-story/photo.jpg": None},
        {"docs/stories/old-story/photo.jpg": None},
        {"docs/stories/old-story/photo.jpg": None, NEW + "story.md": STORY},
    ],
    ids=["a story", "a story and its picture", "a picture alone", "the picture of another story"],
)
def test_what_is_published_is_not_deleted(repository: Repository, files: Files) -> None:
    problems = told(repository.judge(files))
    assert set(problems) == {path for path, content in files.items() if content is None}
    assert all("what is published stays where it is" in message for message in problems.values())


def test_no_other_file_beside_a_changed_story_is_deleted(repository: Repository) -> None:
    base = repository.commit(repository.base, {"docs/stories/other-story/notes.txt": "Mine."})
    head = repository.commit(
        base, {"docs/stories/other-story/story.md": story(text="\nMore.\n"), "docs/stories/other-story/notes.txt": None}
    )
    assert list(told(gate.judge(repository.path, base, head))) == ["docs/stories/other-story/notes.txt"]


def test_a_renamed_story_is_a_deletion(repository: Repository) -> None:
    problems = told(repository.judge({"docs/stories/other-story/story.md": None, NEW + "story.md": STORY}))
    assert list(problems) == ["docs/stories/other-story/story.md"]


def test_a_picture_that_the_story_still_shows_is_missed(repository: Repository) -> None:
    changed = story(text="\nMore.\n") + PICTURE
    problems = told(repository.judge({"docs/stories/old-story/story.md": changed, "docs/stories/old-story/photo.jpg": None}))
    assert list(problems) == ["docs/stories/old-story/story.md"]
    assert "an image is there" in problems["docs/stories/old-story/story.md"]


@pytest.mark.parametrize(
    ("there", "new"),
    [
        ("docs/stories/Wet-Passport/story.md", NEW + "story.md"),
        ("docs/stories/Wet-Passport/notes.txt", NEW + "story.md"),
        ("docs/stories/old-story/IMG.jpg", "docs/stories/old-story/img.JPG"),
        ("docs/stories/old-story/STORY.MD", "docs/stories/old-story/story.md"),
    ],
)
def test_two_names_that_differ_in_capitals_only_are_refused(repository: Repository, there: str, new: str) -> None:
    base = repository.commit(repository.base, {there: JPEG})
    head = repository.commit(base, {new: JPEG if new.endswith("JPG") else story(text="\nNew.\n")})
    problems = told(gate.judge(repository.path, base, head))
    assert list(problems) == [new]
    assert "differ in capitals only" in problems[new]


# How much


@pytest.mark.parametrize(
    ("files", "path", "message"),
    [
        ({NEW + "story.md": STORY.ljust(LIMITS["story_bytes"] + 1, "\n")}, NEW + "story.md", "a story has at most 64 KiB: found 65 KiB"),
        ({NEW + "story.md": STORY + "\n" * (LIMITS["lines"] - STORY.count("\n"))}, NEW + "story.md", "at most 2000 lines: found 2001"),
        ({NEW + "story.md": STORY.ljust(60_000, "\r")}, NEW + "story.md", "at most 2000 lines"),
        ({NEW + "story.md": STORY + "\n" + "ä" * 4001}, NEW + "story.md", "a line has at most 4000 characters: found 4001"),
        ({NEW + "story.md": story("# " + "x" * 4096 + "\n")}, NEW + "story.md", "a line has at most"),
        ({NEW + "story.md": story(("# " + "x" * 3000 + "\n") * 2)}, NEW + "story.md", "front matter has at most 4 KiB"),
        ({NEW + "story.md": story(("# " + "x" * 3000 + "\n") * 2).replace("---\n\n", "--- \n\n")}, NEW + "story.md", "has at most 4 KiB"),
        ({NEW + "story.md": story(("# " + "x" * 3000 + "\n") * 2).replace("---\n\n", "...\n\n")}, NEW + "story.md", "has at most 4 KiB"),
        ({NEW + "story.md": story("# " + "äö" * 1024 + "\n")}, NEW + "story.md", "front matter has at most 4 KiB"),
        ({NEW + "story.md": "\ufeff" + story(("# " + "x" * 3000 + "\n") * 2)}, NEW + "story.md", "front matter has at most 4 KiB"),
        ({NEW + "story.md": story(("# " + "x" * 3000 + "\n") * 2).replace("\n", "\r")}, NEW + "story.md", "front matter has at most 4 KiB"),
        (
            {NEW + "story.md": STORY, NEW + "a.png": PNG.ljust(LIMITS["picture_bytes"] + 1)},
            NEW + "a.png",
            "at most 5120 KiB: found 5121 KiB",
        ),
        ({NEW + "story.md": STORY, **{f"{NEW}{n}.png": PNG for n in range(7)}}, NEW + "story.md", "at most 6 pictures: found 7"),
        ({f"docs/stories/old-story/{n}.png": PNG for n in range(6)}, "docs/stories/old-story/story.md", "at most 6 pictures: found 7"),
    ],
)
def test_each_limit_is_told_with_what_was_found(repository: Repository, files: Files, path: str, message: str) -> None:
    problems = repository.judge(files)
    assert {problem.path for problem in problems} == {path}
    assert any(message in problem.message for problem in problems)


def test_a_long_line_is_told_with_its_number(repository: Repository) -> None:
    (problem,) = repository.judge({NEW + "story.md": STORY + "\n\n" + "x" * 5000})
    assert problem.line == STORY.count("\n") + 3


# Pictures


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.jpeg", "a.webp", "a.PNG"])
@pytest.mark.parametrize(
    "data",
    [b"", b"<svg onload=alert(1)>", b"GIF89a", b"%PDF-1.7", b"\x89PNG", b"\xff\xd8", b"RIFF....WAVE", b" " + PNG, b"<!--" + JPEG],
    ids=["nothing", "svg", "gif", "pdf", "half a png", "half a jpeg", "a sound", "a space before", "html before"],
)
def test_a_picture_is_of_the_kind_that_its_name_says(repository: Repository, name: str, data: bytes) -> None:
    problems = told(repository.judge({NEW + "story.md": STORY, NEW + name: data}))
    assert list(problems) == [NEW + name]
    assert "a picture is of the kind that its name says" in problems[NEW + name]


@pytest.mark.parametrize(("name", "data"), [("a.png", JPEG), ("a.jpg", PNG), ("a.webp", PNG), ("a.jpeg", WEBP)])
def test_one_kind_of_picture_under_the_name_of_another_is_refused(repository: Repository, name: str, data: bytes) -> None:
    assert list(told(repository.judge({NEW + "story.md": STORY, NEW + name: data}))) == [NEW + name]


def test_a_picture_lies_beside_a_story(repository: Repository) -> None:
    problems = told(repository.judge({NEW + "photo.jpg": JPEG}))
    assert problems == {NEW + "photo.jpg": f"a picture lies beside its story: there is no {NEW}story.md"}


def test_a_story_is_not_told_that_a_refused_picture_is_missing(repository: Repository) -> None:
    assert list(told(repository.judge({NEW + "story.md": STORY + PICTURE, NEW + "photo.jpg": b"no picture"}))) == [NEW + "photo.jpg"]


# The words of a story


BAD_STORIES = {
    "nothing": "",
    "no front matter": "It had fallen into the harbour.",
    "no end of front matter": "---\ntitle: The wet passport\n",
    "no title": STORY.replace("title: The wet passport\n", ""),
    "no consent": STORY.replace("consent: true\n", ""),
    "no such day": STORY.replace("2026-11-01", "2026-13-01"),
    "a day to come": STORY.replace("2026-11-01", "2999-01-01"),
    "an unknown field": story("template: redirect.html\n"),
    "an unknown tag": STORY.replace("[care]", "[caer]"),
    "an unknown step": STORY.replace("#name-it", "#name-them"),
    "HTML": story(text="\n<script>alert(1)</script>\n"),
    "a link to another kind of place": story(text="\n[x](ftp://example.org/)\n"),
    "a link to nowhere": story(text="\n[x](nowhere.md)\n"),
    "a picture from elsewhere": story(text="\n![x](https://example.org/x.png)\n"),
    "a picture that is not there": STORY + PICTURE,
    "a heading of the page": story(text="\n# Mine\n"),
    "an alias bomb": story("x: &x [y, y]\nz: [*x, *x, *x]\n"),
    "a YAML tag": story("x: !!python/object/apply:os.system [id]\n"),
    "UTF-16": STORY.encode("utf-16"),
    "bytes that are no text": STORY.encode() + b"\xff",
    "a control character": story("role: a\x07b\n"),
}


@pytest.mark.parametrize("text", BAD_STORIES.values(), ids=BAD_STORIES)
def test_a_story_is_told_what_the_build_would_tell_it(repository: Repository, text: str | bytes) -> None:
    head = repository.commit(repository.base, {NEW + "story.md": text})
    library, problems = reading.read(tree.Revision(repository.path, head, "docs"))
    expected = sorted({problem for problem in [*problems, *rules.check(library)] if problem.path == NEW + "story.md"})
    assert expected
    assert gate.judge(repository.path, repository.base, head) == expected


@pytest.mark.parametrize("piece", ["[", "> ", "- ", "*", "`", "<", "![", "1. ", "_a", "&#", "| a ", "\u202e", "{#", "\\", "[[]("])
def test_a_text_of_nothing_but_markup_gets_a_verdict(repository: Repository, piece: str) -> None:
    line = (piece * 4000)[:3999] + "\n"
    problems = repository.judge({NEW + "story.md": story(text="\n" + line * 12)})
    assert {problem.path for problem in problems} <= {NEW + "story.md"}


@given(st.binary(max_size=300))
@settings(derandomize=True, max_examples=20, deadline=None)
def test_any_bytes_at_all_get_a_verdict(repository: Repository, data: bytes) -> None:
    problems = repository.judge({NEW + "story.md": b"---\n" + data})
    assert {problem.path for problem in problems} == {NEW + "story.md"}


# The range


def test_a_story_that_base_has_changed_too_is_told_in_plain_words(repository: Repository) -> None:
    path = "docs/stories/other-story/story.md"
    base = repository.commit(repository.base, {path: story(text="\nOurs.\n")})
    head = repository.commit(repository.base, {path: story(text="\nTheirs.\n"), "mkdocs.yml": "x"})
    problems = told(gate.judge(repository.path, base, head))
    assert set(problems) == {path, "mkdocs.yml"}
    assert "the site's own copy has changed since you began" in problems[path]


def test_a_story_that_base_has_changed_cannot_be_deleted(repository: Repository) -> None:
    path = "docs/stories/other-story/story.md"
    base = repository.commit(repository.base, {path: story(text="\nOurs.\n")})
    head = repository.commit(repository.base, {path: None})
    assert list(told(gate.judge(repository.path, base, head))) == [path]


def test_a_story_that_base_has_taken_down_cannot_be_changed(repository: Repository) -> None:
    path = "docs/stories/other-story/story.md"
    base = repository.commit(repository.base, {path: None})
    head = repository.commit(repository.base, {path: story(text="\nTheirs.\n")})
    assert list(told(gate.judge(repository.path, base, head))) == [path]


def test_an_empty_proposal_is_told_so(repository: Repository) -> None:
    later = repository.commit(repository.base, {"mkdocs.yml": "x"})
    story_of_two = repository.commit(repository.base, {NEW + "story.md": STORY})
    undone = repository.commit(story_of_two, {NEW + "story.md": None})
    for base, head in [(repository.base, repository.base), (later, repository.base), (repository.base, undone)]:
        assert told(gate.judge(repository.path, base, head)) == {
            "docs/stories/": "a proposal brings a story, new or changed: it changes nothing"
        }


@pytest.mark.parametrize("name", ["nowhere", "", "0" * 40, "--help", "--output=pwned", "-n", "made:docs", "a\nb", "a b", "$(touch pwned)"])
def test_an_unknown_revision_is_wrong_usage(repository: Repository, name: str) -> None:
    for base, head in [(name, repository.base), (repository.base, name)]:
        with pytest.raises(gate.WrongRangeError, match="there is no revision") as raised:
            gate.judge(repository.path, base, head)
        assert str(raised.value).isprintable()
    assert not list(repository.path.rglob("pwned"))


def test_a_range_without_common_history_is_wrong_usage(repository: Repository) -> None:
    stranger = repository.commit(None, {NEW + "story.md": STORY})
    with pytest.raises(gate.WrongRangeError, match="no common history: fetch both in full"):
        gate.judge(repository.path, repository.base, stranger)


def test_a_folder_that_is_no_repository_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(gate.WrongRangeError, match="not a git repository"):
        gate.judge(tmp_path, "main", "head")


def test_a_range_is_named_by_branches_and_tags_too(repository: Repository, tmp_path: Path) -> None:
    copy = Repository(tmp_path / "copy.git")
    copy.commit(copy.base, {NEW + "story.md": STORY})
    copy.git("tag", "v1", copy.base)
    assert gate.judge(copy.path, "v1", "made") == []
    shutil.rmtree(copy.path)


# The content of this project


def test_the_template_on_the_page_of_contributing_may_be_reviewed_once_it_is_filled_in(tmp_path: Path) -> None:
    docs = Path(__file__).parent.parent / "docs"
    template = (docs / "contribute.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    project: Files = {f"docs/{path}": data for path, data in tree.Folder(docs).items()}
    repository = Repository(tmp_path / "project.git")
    base = repository.commit(None, project)
    assert gate.judge(repository.path, base, repository.commit(base, {NEW + "story.md": template}))  # as it is, it is all gaps
    for name, gap in questions.GAPS.items():
        template = template.replace(str(gap), STORY.partition("---\n\n")[2] if name == "text" else "A night in the harbour")
    head = repository.commit(base, {NEW + "story.md": template})
    assert [problem for problem in gate.judge(repository.path, base, head) if problem.severity != "advice"] == []

"""Mending: one right answer is written down, everything else is left as it was, and what nobody committed is never lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import photos
import pytest
from folio import mending, pictures
from hypothesis import example, given, settings
from hypothesis import strategies as st
from photos import JPEG, PNG, exif, picture

HEAD = "---\ntitle: The wet passport\nkind: first-hand\n---\n\n"
STORY = HEAD + "It had fallen into the harbour – “all of it”, he said.\n"

MENDED = {
    "UTF-16": (STORY.encode("utf-16"), STORY),
    "UTF-16, the other way round": (b"\xfe\xff" + STORY.encode("utf-16-be"), STORY),
    "Windows-1252": (STORY.encode("cp1252"), STORY),
    "a byte-order mark": (STORY.encode("utf-8-sig"), STORY),
    "line ends of Windows": (STORY.replace("\n", "\r\n"), STORY),
    "line ends of an old Mac": (STORY.replace("\n", "\r"), STORY),
    "line ends of a web page": (HEAD + "One.\u2028Two.\u2029", HEAD + "One.\nTwo.\n"),
    "line ends of a word processor": (HEAD + "One.\x0bTwo.\n", HEAD + "One.\nTwo.\n"),
    "empty lines above it": ("\n\n" + STORY, STORY),
    "invisible characters": (HEAD + "wet\u200b pass\u00adport\ufeff\n", HEAD + "wet passport\n"),
    "characters that turn the text": (HEAD + "wet \u202eport\u202c\n", HEAD + "wet port\n"),
    "control characters": (HEAD + "wet\x07 passport\n", HEAD + "wet passport\n"),
    "invisible characters in a field": (STORY.replace("wet", "w\u200bet"), STORY),
    "bullets of a word processor": (HEAD + "\uf0b7 one\n\uf0b7\ttwo\n", HEAD + "- one\n- two\n"),
    "a colon in a value": ("---\ntitle: Tea: a story\n---\n\nx\n", '---\ntitle: "Tea: a story"\n---\n\nx\n'),
    "a colon at the end of a value": ("---\ntitle: He said:\n---\n\nx\n", '---\ntitle: "He said:"\n---\n\nx\n'),
    "a value that begins with a sign": ("---\nrole: @home\n---\n\nx\n", '---\nrole: "@home"\n---\n\nx\n'),
    "a value that begins with a percent sign": ("---\ncost: %5\n---\n\nx\n", '---\ncost: "%5"\n---\n\nx\n'),
    "a value that begins with a backtick": ("---\nrole: `x`\n---\n\nx\n", '---\nrole: "`x`"\n---\n\nx\n'),
    "an item that begins with a sign": ("---\ntags:\n  - @home\n---\n\nx\n", '---\ntags:\n  - "@home"\n---\n\nx\n'),
    "quotation marks of a word processor": ("---\ntitle: “Tea”\n---\n\nx\n", '---\ntitle: "Tea"\n---\n\nx\n'),
    "the same in a list": ("---\ntags: [“care”, “time”]\n---\n\nx\n", '---\ntags: ["care", "time"]\n---\n\nx\n'),
    "a capital in a field's name": ("---\nTitle: Tea\nKIND: retelling\n---\n\nx\n", "---\ntitle: Tea\nkind: retelling\n---\n\nx\n"),
    "an e-mail link": (HEAD + "[Ask](board@example.org).\n", HEAD + "[Ask](mailto:board@example.org).\n"),
    "a link to a website": (HEAD + "[It](www.example.org/a).\n", HEAD + "[It](https://www.example.org/a).\n"),
    "a link named below": (HEAD + "[It][1].\n\n[1]: www.example.org\n", HEAD + "[It][1].\n\n[1]: https://www.example.org\n"),
    "a heading of the page": (HEAD + "# Before\n\nWords.\n", HEAD + "## Before\n\nWords.\n"),
    "an underlined heading": (HEAD + "Before\n======\n\nWords.\n", HEAD + "Before\n------\n\nWords.\n"),
}
LEFT = {
    "a good story": STORY,
    "a family of one character": HEAD + "👩‍🚒 مرحبا\n",
    "quotation marks that are part of a title": "---\ntitle: “Tea” and “coffee”\n---\n\nx\n",
    "a value with a comment": "---\ntitle: Tea # he said: no\n---\n\nx\n",
    "a value of several lines": "---\ntitle: Tea\n  and: coffee\n---\n\nx\n",
    "a block of text": "---\nchange: >\n  Tea: yes\n---\n\nx\n",
    "a mapping": "---\nteller: {name: Sam, pseudonym: true}\n---\n\nx\n",
    "two names for a field": "---\nTitle: One\ntitle: Two\n---\n\nx\n",
    "an unknown field": "---\nColour: red\n---\n\nx\n",
    "code": HEAD + "```\n# [x](www.example.org)\n```\n\n`[x](www.example.org)`\n",
    "a number sign": HEAD + "#1 in town\n",
    "an address in plain words": HEAD + "Ask board@example.org or www.example.org.\n",
    "bytes of a picture": "\0\0\0",
}


def as_bytes(words: str | bytes) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


@pytest.mark.parametrize(("before", "after"), MENDED.values(), ids=MENDED)
def test_what_has_one_right_answer_is_mended(before: str | bytes, after: str) -> None:
    assert mending.mend(as_bytes(before)).decode() == after


@pytest.mark.parametrize("words", LEFT.values(), ids=LEFT)
def test_what_has_none_or_several_is_left(words: str) -> None:
    assert mending.mend(words.encode()) == words.encode()


PIECES = st.sampled_from(
    [*"#[]():@%`“”\"' \t\n-=*\u200b\u202e\uf0b7", "---\n", "title: ", "Title: ", "- ", "www.a.org", "a@b.org", "\r\n", "[x](", "x"]
)


@given(st.one_of(st.binary(max_size=80), st.lists(PIECES, max_size=40).map(lambda parts: ("---\n" + "".join(parts)).encode()),
                 st.lists(PIECES, max_size=40).map(lambda parts: (HEAD + "".join(parts)).encode())))  # fmt: skip
@settings(derandomize=True, max_examples=400, deadline=None)
@example(b"\xff\xfe\x00")
def test_mending_twice_changes_nothing_more_and_makes_no_new_mistake(data: bytes) -> None:
    mended = mending.mend(data)
    assert mending.mend(mended) == mended
    if mended != data and (words := mending._decoded(data)) is not None:
        assert mending._mistakes(mended.decode()) <= mending._mistakes(words)


# In a checkout


NEW = "docs/stories/wet-passport/"


class Checkout:
    """A small project with a proposal of one commit."""

    def __init__(self, path: Path, files: dict[str, bytes]) -> None:
        self.path = path
        path.mkdir()
        self.git("init", "--quiet", "--initial-branch", "main")
        self.write({"mkdocs.yml": b"site_name: x\n"})
        self.commit()
        self.git("switch", "--quiet", "--create", "story")
        self.write(files)
        self.commit()

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.org", "-c", "core.autocrlf=false")
        return subprocess.run(["git", *who, *arguments], cwd=self.path, check=True, capture_output=True, text=True).stdout

    def write(self, files: dict[str, bytes]) -> None:
        for name, data in files.items():
            (self.path / name).parent.mkdir(parents=True, exist_ok=True)
            (self.path / name).write_bytes(data)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")

    def fix(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        root = Path(mending.__file__).parents[2]
        command = [sys.executable, "-m", "hooks.folio", "gate", "--fix", "--repository", str(self.path), *map(str, arguments)]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()


WRONG = STORY.replace("title: The", "Title: The").replace("wet", "w\u200bet").encode()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    photo = picture("JPEG", exif=exif(gps=(52, 31, 12)))
    return Checkout(tmp_path / "checkout", {NEW + "story.md": WRONG, NEW + "photo.jpg": photo, NEW + "b.png": PNG})


def test_every_change_is_shown_and_what_is_left_is_told(checkout: Checkout) -> None:
    done = checkout.fix()
    assert done.returncode == 1
    assert "-Title: The w\\u200bet passport\n+title: The wet passport\n" in done.stdout
    assert f"{NEW}photo.jpg: made anew from its pixels" in done.stdout
    assert f"{NEW}story.md:1: consent:" in done.stdout
    assert "2 of 3 files mended" in done.stderr
    assert checkout.read(NEW + "story.md").decode() == STORY
    assert list(pictures.judge([checkout.read(NEW + "photo.jpg")])) == [[]]
    assert checkout.read(NEW + "b.png") == PNG
    checkout.commit()
    assert "0 of 3 files mended" in checkout.fix().stderr


def test_a_file_can_be_named(checkout: Checkout) -> None:
    done = checkout.fix(checkout.path / NEW / "photo.jpg")
    assert "1 of 1 file mended" in done.stderr
    assert checkout.read(NEW + "story.md") == WRONG


def test_a_change_that_nobody_committed_is_never_lost(checkout: Checkout) -> None:
    checkout.write({NEW + "story.md": WRONG + b"More.\n"})
    before = checkout.read(NEW + "photo.jpg")
    done = checkout.fix()
    assert (done.returncode, done.stdout) == (2, "")
    assert "commit them first" in done.stderr
    assert (checkout.read(NEW + "story.md"), checkout.read(NEW + "photo.jpg")) == (WRONG + b"More.\n", before)


@pytest.mark.parametrize(
    "name", ["mkdocs.yml", "docs/index.md", "docs/stories/wet-passport/notes.txt", "../outside.md", "docs/stories/x/../../../y"]
)
def test_nothing_outside_the_stories_is_mended(checkout: Checkout, name: str) -> None:
    done = checkout.fix(checkout.path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert "only those are mended" in done.stderr


def test_a_bare_repository_has_nothing_to_mend(checkout: Checkout, tmp_path: Path) -> None:
    checkout.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    done = checkout.fix("--repository", tmp_path / "bare.git", "--base", "main", "--head", "story")
    assert (done.returncode, done.stdout) == (2, "")
    assert "run this in a checkout" in done.stderr


@pytest.mark.parametrize("part", [NEW + "story.md", NEW.rstrip("/"), "docs/stories"])
def test_no_symbolic_link_is_followed(checkout: Checkout, tmp_path: Path, part: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (checkout.path / part).rename(elsewhere)
    (checkout.path / part).symlink_to(elsewhere)
    done = checkout.fix()
    assert (done.returncode, done.stdout) == (2, "")
    assert "no plain file here" in done.stderr
    assert not any(path.is_file() and path.read_bytes() == STORY.encode() for path in (elsewhere, *elsewhere.rglob("*")))


def test_a_story_that_cannot_be_taken_apart_stays_as_it_is_and_hides_no_other(tmp_path: Path) -> None:
    bomb = photos.bomb()
    checkout = Checkout(tmp_path / "checkout", {NEW + "story.md": WRONG, NEW + "a.jpg": JPEG[:50], NEW + "b.png": bomb})
    assert "1 of 3 files mended" in checkout.fix().stderr
    assert (checkout.read(NEW + "a.jpg"), checkout.read(NEW + "b.png")) == (JPEG[:50], bomb)

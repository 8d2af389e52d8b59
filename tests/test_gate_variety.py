"""The gate on honest proposals of every shape, and on one that asks for what is nobody's business."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from folio import gate, sandbox
from folio.problems import FORMATS
from folio.sandbox import Breach
from photos import exif, picture
from repositories import NEW, STORY, Files, Repository, story

CAMERAS = ["IMG_2031.JPG", "DSC00012.jpg", "PXL_20260301_101010123.jpg", "Screenshot_20260301-1010.png", "20260301_101010.jpeg",
           "photo-1.webp", "P1010001.JPEG", "a.PNG", "WA0007.jpg", "2.webp"]  # fmt: skip
KINDS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
MODES = {"PNG": ["1", "L", "LA", "P", "RGB", "RGBA"], "JPEG": ["L", "RGB", "CMYK"], "WEBP": ["RGB", "RGBA"]}
WORDS = [
    "It rained.",
    "Nobody asked.",
    "“Take the key,” she said.",
    "Äöü – 👩‍🚒 مرحبا",
    "- one\n- two",
    "> He nodded.",
    "## Later",
    "It cost £5.",
]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return Repository(tmp_path_factory.mktemp("variety") / "bare.git")


def shot(chance: random.Random, name: str) -> bytes:
    """A picture as some camera makes it, without a word of metadata but how to hold it."""
    form = KINDS[name.rpartition(".")[2].lower()]
    options = {"exif": exif(orientation=chance.randint(1, 8))} if chance.random() < 0.3 else {}
    size = (chance.randint(1, 300), chance.randint(1, 200))
    return picture(form, size, chance.choice(MODES[form]), **options)


def written(chance: random.Random, shows: list[str]) -> str:
    """A story of some length, which shows its pictures."""
    paragraphs = [chance.choice(WORDS) for _ in range(chance.randint(0, 30))] + [f"![What it shows]({name})" for name in shows]
    fields = "".join(
        chance.sample(["role: Night porter\n", "sector: Hotels\n", "country: Portugal\n", "names_changed: true\n"], chance.randint(0, 4))
    )
    text = story(fields, "\n" + "\n\n".join(paragraphs) + "\n")
    return text.replace("\n", "\r\n") if chance.random() < 0.2 else text


def proposed(repository: Repository, chance: random.Random) -> tuple[str, str]:
    """Base and head of an honest proposal."""
    base = head = repository.base
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        folder = chance.choice([NEW, "docs/stories/other-story/", f"docs/stories/story-{chance.randint(1, 99)}/"])
        shows = chance.sample(CAMERAS, chance.choice([0, 0, 1, 2, 6]))
        files: Files = {folder + name: shot(chance, name) for name in shows}
        if chance.random() < 0.3:  # pictures first, and then a slip
            head = repository.commit(head, files) if files else head
            head = repository.commit(head, {folder + "story.md": "I forgot the rest."})
        head = repository.commit(head, {**files, folder + "story.md": written(chance, shows)})
        if chance.random() < 0.2:
            base = repository.commit(
                base, {"README.md": str(chance.random()), "docs/stories/old-story/story.md": story(text=f"\n{chance.random()}\n")}
            )
        if chance.random() < 0.2 and base != repository.base:
            names = ("README.md", "docs/stories/old-story/story.md")
            news: Files = {name: (repository.git("show", f"{base}:{name}") + "\n" * name.endswith(".md")).encode() for name in names}
            news["README.md"] = repository.git("show", f"{base}:README.md")
            head = repository.commit(head, news, base)
    return base, head


@pytest.mark.parametrize("seed", range(60))
def test_an_honest_proposal_of_any_shape_may_be_reviewed(repository: Repository, seed: int) -> None:
    base, head = proposed(repository, random.Random(seed))  # noqa: S311
    told = gate.judge(repository.path, base, head)
    folders: dict[str, set[str]] = {}
    for path in repository.git("ls-tree", "-r", "--name-only", head, "docs/stories").splitlines():
        folders.setdefault(path.rpartition("/")[0], set()).add(path)
    crowded = {f"{folder}/story.md" for folder, files in folders.items() if len(files) > 7}
    assert [str(problem) for problem in told if problem.path not in crowded and problem.severity == "error"] == []


# What ends in the sandbox


def test_a_tangled_story_is_told_so_and_hides_no_other(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    other = "docs/stories/another/story.md"
    head = repository.commit(repository.base, {NEW + "story.md": STORY, other: STORY.replace("consent: true\n", "")})
    run = sandbox.run

    def tangled(function: str, inputs: Iterator[bytes], *more: int) -> Iterator[object]:
        yield from (
            Breach("time") if data == STORY.encode() else answer for data, answer in ((d, *run(function, [d], *more)) for d in inputs)
        )

    monkeypatch.setattr(sandbox, "run", tangled)
    told = {problem.path: problem.message for problem in gate.judge(repository.path, repository.base, head)}
    assert told == {
        NEW + "story.md": "a story can be read in seconds: this text is too tangled to be read in time",
        other: "a story told first-hand has the consent of those it tells of: found nothing",
    }


# What is nobody's business

SECRETS = {place: f"planted-{n}-in-{place}" for n, place in enumerate(["variable", "settings", "file", "server", "home"], 4711)}


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that says a secret, and remembers who asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRETS["server"].encode())

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/", asked
        listening.shutdown()


def test_no_secret_of_the_machine_gets_into_any_output(repository: Repository, tmp_path: Path, server: tuple[str, list[str]]) -> None:
    address, asked = server
    home, outside, checkout = tmp_path / "home", tmp_path / "outside.txt", tmp_path / "checkout"
    home.mkdir()
    (home / ".netrc").write_text(SECRETS["home"], encoding="utf-8")
    outside.write_text(SECRETS["file"], encoding="utf-8")
    greedy = [
        f"[x]({address})", f"![x]({address}x.png)", f"![x](file://{outside})", f"![x](../../../../{outside.name})",
        f'--8<-- "{outside}"',
        "--8<-- \".git/config\"", "{{ env.PLANTED }} {% include '/etc/passwd' %} ${PLANTED} $(cat ~/.netrc) %PLANTED%",
        f"<img src='{address}'>",
        "[x](~/.netrc)", "::: practice ../../../.git/config", f"[1]: {address}",
    ]  # fmt: skip
    fields = f'role: "!ENV PLANTED"\nsector: !ENV PLANTED\ncountry: {outside}\nsources: [{address}]\n'
    files: Files = {
        NEW + "story.md": story(fields, "\n" + "\n\n".join(greedy) + "\n"),
        NEW + "a.jpg": ("120000", str(outside).encode()),
        NEW + "b.png": ("120000", b"../../../.git/config"),
        NEW + "c.webp": ("120000", str(home / ".netrc").encode()),
        "docs/stories/a-link/story.md": ("120000", str(outside).encode()),
        ".gitmodules": f'[submodule "x"]\n\tpath = vendor\n\turl = {address}\n',
        "vendor": ("160000", b"1" * 40),
    }
    head = repository.commit(repository.base, files)
    repository.git("clone", "--quiet", "--branch", "made", "--no-checkout", str(repository.path), str(checkout))
    subprocess.run(["git", "-C", checkout, "config", "http.extraheader", SECRETS["settings"]], check=True)
    environment = {**os.environ, "PLANTED": SECRETS["variable"], "HOME": str(home), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "hooks.folio", "gate", "--repository", str(checkout), "--base", repository.base, "--head", head]
    for form in FORMATS:
        done = subprocess.run(
            [*command, "--format", form], cwd=Path(__file__).parent.parent, capture_output=True, text=True, env=environment
        )
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert [place for place, secret in SECRETS.items() if secret in done.stdout + done.stderr] == []
    assert asked == []


def test_the_base_is_the_main_branch_where_nobody_names_one(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "bare.git")
    head = repository.commit(repository.base, {NEW + "story.md": STORY})
    command = [sys.executable, "-m", "hooks.folio", "gate", "--repository", str(repository.path), "--head", head]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True)
    assert (done.returncode, "say what to merge into with --base" in done.stderr) == (2, True)
    repository.git("update-ref", "refs/heads/main", repository.base)
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no problems\n")
    repository.git("update-ref", "refs/remotes/origin/main", head)
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True)
    assert "it changes nothing" in done.stdout

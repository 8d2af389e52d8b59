"""Pictures of stories: which may be published, and what is wrong with the others. darkroom.py opens them, in the sandbox."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from . import sandbox
from .manuscript import LIMITS
from .problems import Problem, Severity
from .sandbox import Breach

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.(?P<extension>png|jpe?g|webp)", re.ASCII | re.IGNORECASE)
"""A picture's name as cameras and phones give it, with one extension."""
PLACE = re.compile(rf"stories/[^/]+/{NAME.pattern}", re.ASCII | re.IGNORECASE)
"""Where the pictures of stories lie, below docs/."""
MAGIC = {"PNG": rb"\x89PNG\r\n\x1a\n", "JPEG": rb"\xff\xd8\xff", "WEBP": rb"(?s:RIFF....WEBP)"}
"""How the bytes of each kind of picture begin."""
KINDS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
_ANSWER = 16 * 1024**2
"""Bytes of a picture that cannot be packed, as large as any that is published, in base64."""


class Fault(NamedTuple):
    """What may be wrong with a picture, in words."""

    rule: str
    found: str
    repair: str
    severity: Severity = "error"

    def problem(self, path: str, found: str = "") -> Problem:
        """The same, told of a file."""
        return Problem(path, 1, "image", self.rule, found or self.found, self.repair, self.severity)


_SAVE = "open it in a picture program and save it again as JPEG or PNG"
_BARE = "share it again without its location (in your phone's share sheet, under Options), or take a screenshot of it and send that"
_AGAIN = "take a screenshot of it and send that, or ask an editor to do it; on a computer: python -m hooks.folio gate --fix"
FAULTS = {
    "kind": Fault("a picture is of the kind that its name says", "it is no PNG, JPEG or WebP", _SAVE),
    "bytes": Fault(
        f"a picture has at most {LIMITS['picture_bytes'] // 1024} KiB", "it has more", "save the picture smaller, as JPEG",
    ),
    "side": Fault(
        f"a picture is at most {LIMITS['picture_side']} pixels wide and high", "it is larger", "save it smaller; 1600 are plenty",
    ),
    "pixels": Fault(
        f"a picture has at most {LIMITS['picture_pixels'] // 10**6} million pixels", "it has more", "save it smaller; 1600 are plenty",
    ),
    "still": Fault("a picture stands still", "it moves", "save one frame of it as JPEG or PNG"),
    "opens": Fault("a picture can be opened", "this picture cannot be opened", _SAVE),
    "end": Fault("a file holds one picture and nothing else", "more behind the picture's end, such as a film", _AGAIN),
    "inside": Fault("a file holds one picture and nothing else", "a page, a program or an archive in its comments", _AGAIN),
    "location": Fault(
        "a picture does not say where it was taken", "its location is in it",
        f"{_BARE}; or ask an editor to do it; on a computer: python -m hooks.folio gate --fix",
    ),
    "metadata": Fault(
        "a picture says nothing but what it shows", "the camera, the day or words are in it; the page shows it without them",
        "nothing need be done; who wants them out of the proposal as well sends a screenshot of it", "advice",
    ),
}  # fmt: skip


def kind(data: bytes) -> str | None:
    """The kind of picture that bytes begin as."""
    return next((name for name, magic in MAGIC.items() if re.match(magic, data)), None)


def is_named_rightly(path: str, data: bytes) -> bool:
    """Whether the bytes of a picture begin as its extension says."""
    return kind(data) == KINDS[path.rpartition(".")[2].lower()]


def judge(pictures: Iterable[bytes]) -> Iterator[list[str]]:
    """The names of the faults of each picture, found in the sandbox."""
    for faults in sandbox.run("darkroom:look", pictures):
        yield ["opens"] if isinstance(faults, Breach) else faults


class Album(NamedTuple):
    """The pictures of all stories, by their path below docs/, as visitors get them; and what is wrong with any."""

    files: dict[str, bytes]
    problems: list[Problem]


def album(files: Mapping[str, bytes], prefix: str, kept: Path | None = None) -> Album:
    """Judge the pictures of all stories and make them anew, in one sandbox; a folder may keep what was made, by its SHA-256."""
    pictures = {path: files[path] for path in files if PLACE.fullmatch(path)}
    digests = {path: hashlib.sha256(_recipe() + data).hexdigest() for path, data in pictures.items()}
    made = {digest: found for digest in digests.values() if kept and (found := _kept(kept / f"{digest}.json"))}
    new = {digest: path for path, digest in digests.items() if digest not in made}
    answers = sandbox.run("darkroom:publish", (pictures[path] for path in new.values()), _ANSWER)
    for digest, answer in zip(new, answers, strict=True):
        made[digest] = {"faults": ["opens"], "made": ""} if isinstance(answer, Breach) else answer
        if kept:
            _keep(kept / f"{digest}.json", made[digest])
    shown, problems = {}, []
    for path, digest in digests.items():
        faults = made[digest]["faults"] if is_named_rightly(path, pictures[path]) else ["kind"]
        problems += [FAULTS[name].problem(prefix + path) for name in faults]
        if not any(FAULTS[name].severity == "error" for name in faults):
            shown[path] = base64.b64decode(made[digest]["made"])
    return Album(shown, problems)


@cache
def _recipe() -> bytes:
    """By what pictures are judged and made: this code, the limits, and what reads and writes them. Another recipe, another picture."""
    from PIL import features  # most builds have no picture, and need not load what opens them

    codecs = [features.version(name) for name in ("pil", "jpg", "libjpeg_turbo", "webp", "zlib", "zlib_ng", "littlecms2")]
    code = b"".join(Path(__file__).with_name(f"{name}.py").read_bytes() for name in ("pictures", "darkroom"))
    return hashlib.sha256(code + json.dumps([LIMITS, codecs]).encode()).digest()


def _kept(path: Path) -> dict[str, Any] | None:
    """What was kept under a name; None where it was damaged, or is another picture's."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not (isinstance(found, dict) and set(found) == {"faults", "made", "seal"}) or found.pop("seal") != _seal(path, found):
        return None
    return found


def _keep(path: Path, found: dict[str, Any]) -> None:
    """Keep it whole or not at all: two builds may run side by side. A folder that cannot be written keeps nothing."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            json.dump({**found, "seal": _seal(path, found)}, file)
        Path(file.name).replace(path)


def _seal(path: Path, found: dict[str, Any]) -> str:
    """What makes sure that a file holds what was written under its name."""
    return hashlib.sha256(json.dumps([path.name, found["faults"], found["made"]]).encode()).hexdigest()

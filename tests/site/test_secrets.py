"""What the machine that builds knows is in no file of the site, whatever a story asks for."""

from __future__ import annotations

import gzip
import secrets
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import website

FRONT = {"title": "A test", "date": "2026-10-20", "kind": "first-hand", "teller": "Sam", "consent": "true", "licence": "CC BY 4.0"}
ASKING = (
    '--8<-- "{0}"',
    "--8<--\n{0}\n--8<--",
    ';--8<-- "{0}"',
    '{{% include "{0}" %}}',
    "{{% raw %}}{{{{ open('{0}').read() }}}}{{% endraw %}}",
    "{{{{ config }}}} {{{{ environ.PLANTED }}}} {{{{ self._TemplateReference__context }}}}",
    "!ENV PLANTED",
    "!include {0}",
    "$PLANTED ${{PLANTED}} %PLANTED% $(cat {0}) `cat {0}`",
    "@import {0}",
    "{{!{0}!}}",
    "<<[{0}]",
    "```{{.include}}\n{0}\n```",
    "```python exec\nprint(open('{0}').read())\n```",
    "::: {0}",
    "::: practice {0}",
)
"""How programs that make sites are asked to show a file or a value."""


@pytest.fixture
def loopback() -> Iterator[tuple[str, str, list[str]]]:
    """A server on this machine with a secret: its address, the secret, and who asked."""
    secret, asked = secrets.token_hex(16), []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(secret.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", secret, asked
    server.shutdown()
    server.server_close()


def test_five_planted_secrets_are_in_no_file_of_the_site(loopback: tuple[str, str, list[str]], tmp_path: Path) -> None:
    address, served, asked = loopback
    project = website.lay(tmp_path / "project")
    planted = {name: secrets.token_hex(16) for name in ("environment", ".git/config", "outside", "home")}
    files = {".git/config": project / ".git/config", "outside": tmp_path / "outside/secret.jpg", "home": tmp_path / "home/.netrc"}
    for name, path in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {planted[name]}\n---\n\n{planted[name]}\n", encoding="utf-8")
    wanted = [*map(str, files.values()), "../../../.git/config", ".git/config", "../../../../outside/secret.jpg", "~/.netrc", address]
    texts = [ask.format(place) for ask in ASKING for place in wanted if not ask.startswith(":::")]
    website.write(project, {f"stories/asks-{n}/story.md": website.page({**FRONT, "role": text}, f"{text}\n") for n, text in enumerate(texts)
                            if "\n" not in text and "`" not in text})  # fmt: skip
    website.write(project, {f"stories/tells-{n}/story.md": website.page(FRONT, f"{text}\n") for n, text in enumerate(texts)})
    links = project / "docs/stories/tells-0"
    for name, path in (("photo.jpg", files["outside"]), ("config.png", files[".git/config"]), ("home", tmp_path / "home")):
        (links / name).symlink_to(path, target_is_directory=path.is_dir())
    (project / "docs/stories/linked").symlink_to(tmp_path / "outside", target_is_directory=True)
    (project / "docs/stories/tells-1/story.md").unlink()
    (project / "docs/stories/tells-1/story.md").symlink_to(files["outside"])
    site = website.built(project, PLANTED=planted["environment"], HOME=str(tmp_path / "home"))
    assert len([url for url in site.pages if url.startswith(("stories/asks", "stories/tells"))]) > 100
    planted["loopback"] = served
    for path in site.root.rglob("*"):
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert not path.is_symlink()
            for name, secret in planted.items():
                assert secret.encode() not in data, f"{path} tells the secret of {name}"
    assert asked == [], "a build asks nobody"


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ({}, "![x](photo.jpg)"),
        ({}, "![x](../../../../outside/secret.jpg)"),
        ({}, "[x](file:///etc/passwd)"),
        ({}, "[x](../../../.git/config)"),
        ({}, "![x](http://127.0.0.1/secret.jpg)"),
        ({}, "::: practice ../../.git/config"),
        ({"template": "../.git/config"}, "Words."),
    ],
    ids=str,
)
def test_what_would_show_one_stops_the_build(front: dict[str, str], text: str, tmp_path: Path) -> None:
    project = website.lay(tmp_path / "project")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.jpg").write_text("secret", encoding="utf-8")
    website.write(project, {"stories/asks/story.md": website.page({**FRONT, **front}, f"{text}\n")})
    (project / "docs/stories/asks/photo.jpg").symlink_to(tmp_path / "outside/secret.jpg")
    done = website.build(project)
    assert done.returncode == 1
    assert "docs/stories/asks/story.md:" in done.stdout + done.stderr
    assert not (project / "site").exists()


def test_a_value_in_front_matter_that_asks_for_the_environment_stops_the_build(tmp_path: Path) -> None:
    project = website.lay(tmp_path)
    website.write(project, {"stories/asks/story.md": website.page(FRONT, "Words.\n").replace("title: A test", "title: !ENV PLANTED")})
    done = website.build(project, PLANTED="a secret")
    assert done.returncode == 1
    assert "a secret" not in done.stdout + done.stderr

"""Real git repositories for tests, made of any names, modes and bytes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from folio import gate
from folio.problems import Problem
from photos import JPEG

Files = dict[str | bytes, bytes | str | tuple[str, bytes] | None]
"""What a commit writes: bytes or text, a (mode, content), or None where it deletes."""

STORY = """---
title: The wet passport
date: 2026-11-01
kind: first-hand
teller: {name: Sam, pseudonym: true}
consent: true
licence: CC BY 4.0
tags: [care]
practices: [say-yes#name-it]
description: A passport dried on a radiator.
---

It had fallen into the harbour.
"""
PICTURE = "\n![A passport on a radiator](photo.jpg)\n"
BASE: Files = {
    "mkdocs.yml": "site_name: The Callback\n",
    "docs/index.md": "---\ntitle: The Callback\n---\nHello.\n",
    "docs/essays/.authors.yml": "authors:\n  sam: {name: Sam}\n",
    "docs/essays/posts/an-essay.md": "---\ntitle: One\ndate: 2026-01-05\nauthors: [sam]\npractices: [say-yes]\n---\nWords.\n",
    "docs/topics/care.md": "---\ntitle: Care\ndefinition: To mind what happens to a person.\n---\nIt matters.\n",
    "docs/practices/say-yes.md": "---\nid: say-yes\ntitle: Say yes\nsummary: One decision.\n---\n## Monday\n\n- [ ] Name it {#name-it}\n",
    "docs/stories/old-story/story.md": STORY + PICTURE,
    "docs/stories/old-story/photo.jpg": JPEG,
    "docs/stories/other-story/story.md": STORY,
}
NEW = "docs/stories/wet-passport/"


class Repository:
    """A bare repository whose commits are made of any names, modes and bytes, without a working tree."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.git("init", "--quiet", "--bare")
        self.base = self.commit(None, BASE)

    def git(self, *arguments: str, stdin: bytes = b"") -> str:
        who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.org")
        environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        self.path.mkdir(parents=True, exist_ok=True)
        command = ["git", "-C", str(self.path), *who, *arguments]
        return subprocess.run(command, input=stdin, env=environment, check=True, capture_output=True).stdout.decode().strip()

    def commit(self, parent: str | None, files: Files, *merged: str) -> str:
        stream = [b"commit refs/heads/made\ncommitter Sam <sam@example.org> 0 +0000\ndata 0\n"]
        stream += [b"from %s\n" % parent.encode()] if parent else [b""]
        stream += [b"merge %s\n" % other.encode() for other in merged]
        for path, content in files.items():
            name = b'"%s"' % b"".join(b"\\%03o" % byte for byte in (path.encode() if isinstance(path, str) else path))
            if content is None:
                stream.append(b"D %s\n" % name)
                continue
            mode, data = content if isinstance(content, tuple) else ("100644", content.encode() if isinstance(content, str) else content)
            if mode == "160000":
                stream.append(b"M 160000 %s %s\n" % (data, name))
            else:
                stream.append(b"M %s inline %s\ndata %d\n%s\n" % (mode.encode(), name, len(data), data))
        self.git("update-ref", "-d", "refs/heads/made")
        self.git("fast-import", "--quiet", "--force", stdin=b"".join(stream))
        return self.git("rev-parse", "refs/heads/made")

    def judge(self, files: Files) -> list[Problem]:
        """The verdict on one commit on top of base."""
        return gate.judge(self.path, self.base, self.commit(self.base, files))

    def tree(self, entries: list[tuple[str, bytes, str]]) -> str:
        """A tree object exactly as given: (mode, name, object) in any order and any number."""
        body = b"".join(b"%s %s\0%s" % (mode.encode(), name, bytes.fromhex(sha)) for mode, name, sha in entries)
        return self.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=body)

    def blob(self, data: bytes) -> str:
        """A blob."""
        return self.git("hash-object", "-w", "--stdin", stdin=data)

    def commit_tree(self, tree: str, *parents: str) -> str:
        """A commit of any tree, with any parents."""
        return self.git("commit-tree", tree, *(word for parent in parents for word in ("-p", parent)), "-m", "x")


def story(fields: str = "", text: str = "") -> str:
    """An honest story with more fields or text."""
    head, body = STORY.split("---\n\n")
    return f"{head}{fields}---\n\n{body}{text}"

"""A stand-in for GitHub's command line: `gh api`, as far as the workflows use it, on a bare repository on this machine.

It writes down every call, answers from a file, and does for real what makes branches and files, so that a test can look at
the outcome with git. Called as: gh.py STATE ORIGIN api … where STATE is a folder with answers.json, and calls.jsonl to be.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl


def main(state: Path, origin: Path, words: list[str]) -> int:
    """Carry out one call; the status is 1 where GitHub would answer with an error, 4 without a token."""
    if not os.environ.get("GH_TOKEN"):
        print("gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.", file=sys.stderr)
        return 4
    call = parsed(words)
    with (state / "calls.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(call) + "\n")
    answers = json.loads((state / "answers.json").read_text(encoding="utf-8"))
    found = answer(call, answers, origin)
    if found is None:
        print("gh: Not Found (HTTP 404)", file=sys.stderr)
        return 1
    if not call["silent"]:
        command = ["jq", "--raw-output", call["jq"] or "."]
        sys.stdout.write(subprocess.run(command, input=json.dumps(found), text=True, capture_output=True, check=True).stdout)
    return 0


def parsed(words: list[str]) -> dict[str, Any]:
    """A call as data: method, path, fields."""
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", choices=["api"])
    parser.add_argument("path")
    parser.add_argument("--method")
    parser.add_argument("--jq", default="")
    parser.add_argument("--input", choices=["-"])
    parser.add_argument("--silent", action="store_true")
    parser.add_argument("--paginate", action="store_true")
    parser.add_argument("--raw-field", action="append", default=[])
    parser.add_argument("--field", action="append", default=[])
    options = parser.parse_args(words)
    path, _, query = options.path.partition("?")
    fields: dict[str, Any] = dict(parse_qsl(query)) | dict(field.split("=", 1) for field in options.raw_field)
    fields |= {name: json.loads(value) for name, value in (field.split("=", 1) for field in options.field)}
    if options.input:
        fields |= json.load(sys.stdin)
    method = options.method or ("POST" if options.field or options.raw_field or options.input else "GET")
    return {"method": method, "path": path, "fields": fields, "jq": options.jq, "silent": options.silent}


def answer(call: dict[str, Any], answers: dict[str, Any], origin: Path) -> Any:
    """What GitHub answers; None for an error."""
    _repos, _owner, _name, *rest = call["path"].split("/")
    place = "/".join(rest)
    if call["method"] == "GET":
        if place.startswith("git/ref/"):
            return git(origin, "rev-parse", "--verify", f"refs/{place.removeprefix('git/ref/')}")
        return answers.get(call["path"])
    if call["path"] in answers.get("refused", ()):
        return None
    if call["method"] == "DELETE":
        return git(origin, "update-ref", "-d", f"refs/{place.removeprefix('git/refs/')}")
    if place == "git/refs":
        return git(origin, "update-ref", call["fields"]["ref"], call["fields"]["sha"], "0" * 40)
    if place.startswith("contents/"):
        return commit(origin, place.removeprefix("contents/"), call["fields"])
    return {}


def commit(origin: Path, path: str, fields: dict[str, Any]) -> str | None:
    """Add a file to a branch, as the interface for contents does; None where the file is there."""
    branch = f"refs/heads/{fields['branch']}"
    if git(origin, "cat-file", "-e", f"{branch}:{path}") is not None:
        return None
    index = origin / "index.contents"
    blob = git(origin, "hash-object", "-w", "--stdin", stdin=base64.b64decode(fields["content"], validate=True))
    git(origin, "read-tree", branch, index=index)
    git(origin, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", index=index)
    tree = git(origin, "write-tree", index=index)
    bot = ("-c", "user.name=github-actions[bot]", "-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com")
    made = git(origin, *bot, "commit-tree", "-p", branch, "-m", fields["message"], str(tree))
    return git(origin, "update-ref", branch, str(made))


def git(origin: Path, *words: str, stdin: bytes = b"", index: Path | None = None) -> str | None:
    """What git prints, or None where it says no."""
    environment = {**os.environ, **({"GIT_INDEX_FILE": str(index)} if index else {})}
    done = subprocess.run(["git", "-C", str(origin), *words], input=stdin, env=environment, capture_output=True, check=False)
    return done.stdout.decode().strip() if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))

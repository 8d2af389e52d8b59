"""A forge in a folder: a bare repository with a fork, and a machine that runs the jobs of our workflows as GitHub's would.

The scripts are those of .github/workflows, run by the same shell with the variables that GitHub sets; checking out is a
clone of the bare repository, `gh` is tests/tools/gh.py. Expressions are read as far as our workflows use them, and what is
not understood is an error.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

import website
import yaml

WORKFLOWS = website.PROJECT / ".github" / "workflows"
REPOSITORY = "somebody/the-callback"
TOKEN = "a-token-of-the-job"  # noqa: S105
"""What stands for the job's token: it must turn up in no log, output or commit."""
File = bytes | tuple[str, bytes] | None
"""What a commit writes: bytes, a (mode, bytes), or None where it deletes."""


class Forge:
    """A repository that holds the project as it is now, and a stranger's fork of it."""

    def __init__(self, root: Path) -> None:
        self.root, self.origin, self.fork = root, root / "origin.git", root / "fork.git"
        self.state = root / "state"
        self.state.mkdir(parents=True)
        self.answers: dict[str, Any] = {}
        (root / "home").mkdir()
        listed = website.run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=website.PROJECT).stdout
        files = {name: website.PROJECT / name for name in listed.split("\0")[:-1]}
        git(root, "init", "--quiet", "--bare", "--initial-branch=main", str(self.origin))
        self.base = self.commit(self.origin, None, {name: path.read_bytes() for name, path in files.items() if _is_file(path)})
        git(self.origin, "update-ref", "refs/heads/main", self.base)
        git(self.origin, "repack", "-adq")  # each job fetches all of it
        git(root, "clone", "--quiet", "--bare", str(self.origin), str(self.fork))

    def commit(self, repository: Path, parent: str | None, files: Mapping[str | bytes, File] | Mapping[str, bytes]) -> str:
        """A commit of any names, modes and bytes, without a working tree."""
        index = repository / "index.made"
        git(repository, "read-tree", *([parent] if parent else ["--empty"]), index=index)
        rows = []
        for name, content in files.items():
            path = name.encode() if isinstance(name, str) else name
            mode, data = content if isinstance(content, tuple) else ("0" if content is None else "100644", content or b"")
            blob = git(repository, "hash-object", "-w", "--stdin", stdin=data)
            rows.append(f"{mode} {blob}\t".encode() + path + b"\0")
        git(repository, "update-index", "-z", "--index-info", stdin=b"".join(rows), index=index)
        tree = git(repository, "write-tree", index=index)
        who = ("-c", "user.name=Stranger", "-c", "user.email=stranger@example.org")
        return git(repository, *who, "commit-tree", *(["-p", parent] if parent else []), "-m", "A proposal", tree)

    def propose(self, number: int, files: Mapping[str | bytes, File]) -> str:
        """A commit in the fork, and a pull request of it: the forge keeps that under refs/pull."""
        head = self.commit(self.fork, self.base, files)
        git(self.fork, "update-ref", "refs/heads/mine", head)
        git(self.origin, "fetch", "--quiet", str(self.fork), f"+refs/heads/mine:refs/pull/{number}/head")
        return head

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Every call of `gh` so far."""
        file = self.state / "calls.jsonl"
        return [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []

    def changes(self) -> list[dict[str, Any]]:
        """The calls that change something."""
        return [call for call in self.calls if call["method"] != "GET"]

    def run(self, workflow: str, event: Mapping[str, Any], name: str) -> dict[str, Job]:
        """Run the jobs of a workflow in their order, and return those that ran."""
        (self.state / "answers.json").write_text(json.dumps(self.answers), encoding="utf-8")
        wanted = yaml.safe_load((WORKFLOWS / workflow).read_text(encoding="utf-8"))
        assert wanted["defaults"]["run"]["shell"] == "bash"
        jobs: dict[str, Job] = {}
        for key, data in wanted["jobs"].items():
            context = {"github": _github(event), "needs": {name: {"outputs": job.outputs} for name, job in jobs.items()}}
            needed = jobs.get(data["needs"]) if "needs" in data else None
            alone = "cancelled()" in str(data.get("if"))
            if "needs" in data and (needed is None or (needed.failed and not alone)):
                continue
            if _truth(str(data.get("if", "true")), context):
                jobs[key] = Job(self, self.root / f"{name}-{key}", data, context, event)
        return jobs


@dataclass
class Job:
    """A job that has run: whether it failed, its log, summary and outputs."""

    forge: Forge
    place: Path
    data: dict[str, Any]
    context: dict[str, Any]
    event: Mapping[str, Any]
    failed: bool = False
    log: str = ""
    summary: str = ""
    artifacts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("workspace", "temp", "bin"):
            (self.place / name).mkdir(parents=True)
        (self.place / "event.json").write_text(json.dumps(self.event), encoding="utf-8")
        gh = [sys.executable, website.PROJECT / "tests" / "tools" / "gh.py", self.forge.state, self.forge.origin]
        (self.place / "bin" / "gh").write_text(f'#!/bin/sh\nexec {shlex.join(map(str, gh))} "$@"\n', encoding="utf-8")
        (self.place / "bin" / "gh").chmod(0o755)
        self.context["steps"] = {}
        for step in self.data["steps"]:
            if not self.failed and _truth(str(step.get("if", "true")), self.context):
                self._step(step)
        self.outputs = {name: _filled(value, self.context) for name, value in self.data.get("outputs", {}).items()}

    @property
    def workspace(self) -> Path:
        """The folder in which the job works."""
        return self.place / "workspace"

    def _step(self, step: dict[str, Any]) -> None:
        action = step.get("uses", "").partition("@")[0]
        if action == "actions/checkout":
            self._check_out(step["with"])
        elif action == "actions/upload-artifact":
            self.artifacts.append(step["with"]["path"])
        elif action:
            assert action == "actions/setup-python", action
        else:
            self._script(step)

    def _check_out(self, options: dict[str, Any]) -> None:
        """As actions/checkout does it: one commit unless asked for all, the forge's address as origin."""
        ref = _filled(options.get("ref", ""), self.context)
        git(self.workspace, "init", "--quiet")
        git(self.workspace, "remote", "add", "origin", self.forge.origin.as_uri())
        depth = [] if options.get("fetch-depth") == 0 else ["--depth=1"]
        git(self.workspace, "fetch", "--quiet", *depth, "origin", ref)
        git(self.workspace, "checkout", "--quiet", "--detach", "FETCH_HEAD")
        installed = Path(sys.executable).parent.parent
        (self.workspace / ".venv").mkdir()
        for part in ("bin", "lib", "pyvenv.cfg"):
            (self.workspace / ".venv" / part).symlink_to(installed / part)
        for stamp in (".python", ".site"):
            (self.workspace / ".venv" / stamp).touch()

    def _script(self, step: dict[str, Any]) -> None:
        files = {name: self.place / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        wanted = {**self.data.get("env", {}), **step.get("env", {})}
        script = self.place / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                "PATH": f"{self.place / 'bin'}:{os.environ['PATH']}",
                "HOME": str(self.forge.root / "home"),
                "LANG": "C.UTF-8",
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "GITHUB_REPOSITORY": REPOSITORY,
                "GITHUB_SERVER_URL": "https://github.example",
                "GITHUB_RUN_ID": "1",
                "GITHUB_EVENT_PATH": str(self.place / "event.json"),
                "RUNNER_TEMP": str(self.place / "temp"),
                **{name: str(file) for name, file in files.items()},
                **{name: _filled(str(value), self.context) for name, value in wanted.items()},
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=300,
        )
        self.log += done.stdout.decode("utf-8", "replace")
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        self.failed = done.returncode != 0
        if "id" in step:
            self.context["steps"][step["id"]] = {"outputs": _outputs(files["GITHUB_OUTPUT"].read_text(encoding="utf-8"))}

    def commands(self) -> list[str]:
        """The lines of the log that GitHub would take for commands."""
        told, word = [], ""
        for line in self.log.splitlines():
            if word:
                word = "" if line.strip() == f"::{word}::" else word
            elif stop := re.fullmatch(r"::stop-commands::(.+)", line.strip()):
                word = stop[1]
            elif line.lstrip().startswith("::") or "##[" in line:
                told.append(line)
        return told


def git(repository: Path, *words: str, stdin: bytes = b"", index: Path | None = None) -> str:
    """What git prints, with no configuration but the repository's."""
    clean = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    clean |= {"GIT_INDEX_FILE": str(index)} if index else {}
    done = subprocess.run(["git", "-C", str(repository), *words], input=stdin, env=clean, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode(errors="replace").strip()


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _github(event: Mapping[str, Any]) -> dict[str, Any]:
    return {"event": event, "token": TOKEN, "base_ref": "main"}


def _outputs(text: str) -> dict[str, str]:
    """What a step wrote to GITHUB_OUTPUT, as GitHub reads it; a line of another form is an error there, too."""
    outputs, rows = {}, iter(text.split("\n")[:-1])
    for row in rows:
        name, mark, value = re.split(r"(<<|=)", row, maxsplit=1)
        outputs[name] = value if mark == "=" else "\n".join(takewhile(value.__ne__, rows))
    return outputs


def _filled(text: str, context: Mapping[str, Any]) -> str:
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: str(_value(match[1], context)), text)


def _value(name: str, context: Mapping[str, Any]) -> Any:
    """A dotted name; like GitHub, nothing for one that is not there."""
    value: Any = context
    for part in name.split("."):
        assert re.fullmatch(r"[a-z_]+", part), name
        value = value.get(part, "") if isinstance(value, Mapping) else ""
    return value


def _truth(condition: str, context: Mapping[str, Any]) -> bool:
    """A condition of names and texts with ==, && and ||."""
    condition = re.sub(r"^\$\{\{ (.*) \}\}$", r"\1", condition)
    return any(all(_holds(part.strip(), context) for part in either.split("&&")) for either in condition.split("||"))


def _holds(part: str, context: Mapping[str, Any]) -> bool:
    if part in ("True", "true", "!cancelled()"):
        return True
    name, equal, text = part.partition(" == ")
    return str(_value(name, context)) == text.strip("'") if equal else bool(_value(name, context))

"""The workflows, run on a forge in a folder: strangers' stories are judged and told, and nothing of theirs is ever run.

The scripts are those of .github/workflows, taken out of them and run by bash. The tools that look for mistakes in workflows
have to be content as well.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import cmarkgfm
import forge
import letters_by_github
import pytest
import website
import yaml
from folio import gate, problems, questions
from forge import TOKEN, Forge, Job, git

NAMES = sorted(path.name for path in forge.WORKFLOWS.glob("*.yml"))
READ = {name: yaml.safe_load((forge.WORKFLOWS / name).read_text(encoding="utf-8")) for name in NAMES}
JOBS = {f"{name}: {key}": job for name, workflow in READ.items() for key, job in workflow["jobs"].items()}
STEPS = [(name, step) for name, job in JOBS.items() for step in job["steps"]]
ANSWERS = letters_by_github.ANSWERS
STORY = questions.compose(ANSWERS, dt.date(2026, 11, 1))
PLACE = "docs/stories/the-wet-passport/story.md"
PNG = b"\x89PNG\r\n\x1a\n no picture"


# What they are


def test_these_workflows_are_there() -> None:
    assert NAMES == ["ci.yml", "letter.yml", "publish.yml", "story.yml", "verdict.yml"]


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_may_do_nothing_but_what_a_job_asks_for_by_name(name: str) -> None:
    assert READ[name]["permissions"] == {}
    assert READ[name]["concurrency"]
    for job in READ[name]["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 30
        assert set(job["permissions"].values()) <= {"read", "write"}


def test_every_action_is_pinned_to_a_commit_with_its_version_in_a_comment() -> None:
    found: dict[str, set[str]] = {}
    for name in NAMES:
        rows = re.findall(r"\buses: (.*)", (forge.WORKFLOWS / name).read_text(encoding="utf-8"))
        for row in rows:
            pin = re.fullmatch(r"(actions/[a-z-]+)(?:/[a-z]+)?@([0-9a-f]{40}) # v\d+\.\d+\.\d+", row)
            assert pin, row
            found.setdefault(pin[1], set()).add(pin[2])
    assert all(len(commits) == 1 for commits in found.values()), "one version of an action everywhere"


def test_no_expression_stands_in_a_script() -> None:
    assert not [step["run"] for _, step in STEPS if "${{" in step.get("run", "")]


def test_no_checkout_keeps_the_token_and_only_publish_caches() -> None:
    harmless = {"", "actions/checkout", "actions/setup-python", "actions/upload-artifact"}
    caches = {"actions/cache/restore", "actions/cache/save", "actions/upload-pages-artifact"}
    more = {"publish.yml: build": caches, "publish.yml: deploy": {"actions/deploy-pages"}}
    for name, step in STEPS:
        action = step.get("uses", "").partition("@")[0]
        assert action in harmless | more.get(name, set()), name
        assert action != "actions/checkout" or step["with"]["persist-credentials"] is False, name
        assert "cache" not in step.get("with", {}), name
        assert not re.search(r"\bgh cache\b|ACTIONS_(?:CACHE|RUNTIME|RESULTS)", step.get("run", "")), name


def test_only_a_push_to_main_reads_or_writes_the_cache_and_none_of_it_may_publish() -> None:
    publish = READ["publish.yml"]
    assert publish[True] == {"push": {"branches": ["main"]}}, "YAML reads the word on as true"
    build, deploy = publish["jobs"]["build"], publish["jobs"]["deploy"]
    assert build["if"].startswith("github.ref == 'refs/heads/main' && ")
    assert build["permissions"] == {"contents": "read"}
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step.get("uses", "").partition("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]


def test_a_cache_is_of_one_system_python_and_requirements_and_is_never_changed() -> None:
    steps = {step.get("uses", "").partition("@")[0]: step for step in READ["publish.yml"]["jobs"]["build"]["steps"]}
    restore, save = steps["actions/cache/restore"], steps["actions/cache/save"]
    prefix = restore["with"]["restore-keys"].strip()
    assert restore["with"]["key"] == prefix + "${{ github.sha }}"
    for part in ("runner.os", "runner.arch", "python-version", "hashFiles('requirements.txt')"):
        assert part in prefix
    assert save["with"]["path"] == restore["with"]["path"]
    assert set(save["with"]["path"].split()) == {".cache/press", ".cache/cards", ".cache/pictures", "site"}
    order = list(steps)
    assert order.index("actions/cache/restore") < order.index("") < order.index("actions/cache/save"), "what fails to build is not kept"


def test_what_reads_strangers_bytes_cannot_write_and_what_writes_holds_none_of_our_code() -> None:
    writes = {name for name, job in JOBS.items() if "write" in job["permissions"].values()}
    assert writes == {"letter.yml: place", "letter.yml: answer", "verdict.yml: tell", "publish.yml: deploy"}
    for name, step in STEPS:
        done = re.sub(r"^actions/deploy-pages@.*", "", step.get("uses", "")) + step.get("run", "")
        assert name not in writes or not re.search(r"^actions/|\b(python|make|git )", done), name
        assert "GH_TOKEN" not in step.get("env", {}) or not re.search(r"\b(python|make|git )", step.get("run", "")), name


def test_only_the_default_branch_and_the_base_are_ever_checked_out_where_a_story_is_judged() -> None:
    refs = {
        step["with"].get("ref") for name, step in STEPS if "checkout" in step.get("uses", "") and not name.startswith(("ci", "publish"))
    }
    event = "${{ github.event.repository.default_branch }}"
    assert refs == {"${{ github.base_ref }}", "${{ needs.gate.outputs.base }}", event}


def tools(folder: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """What the tools that look for mistakes in workflows say of those below a folder."""
    files: list[str | Path] = sorted((folder / ".github/workflows").glob("*.yml"))
    commands: dict[str, list[str | Path]] = {"zizmor": ["--offline", "--persona", "auditor", folder], "actionlint": files}
    return {name: website.run(Path(sys.executable).with_name(name), *words, cwd=folder) for name, words in commands.items()}


def test_the_tools_that_look_for_mistakes_in_workflows_find_none(tmp_path: Path) -> None:
    shutil.copytree(forge.WORKFLOWS, tmp_path / ".github/workflows")
    for name, done in tools(tmp_path).items():
        assert done.returncode == 0, name + done.stdout + done.stderr


def test_the_tools_would_find_a_mistake(tmp_path: Path) -> None:
    broken = (forge.WORKFLOWS / "story.yml").read_text(encoding="utf-8").replace('"$NUMBER"', '"${{ github.event.pull_request.title }}"')
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/story.yml").write_text(broken, encoding="utf-8")
    for name, done in tools(tmp_path).items():
        assert done.returncode != 0, name
        assert re.search("injection|untrusted", done.stdout + done.stderr), name


# What they do


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    """A forge that the tests of this file share; each opens pull requests of its own."""
    return Forge(tmp_path_factory.mktemp("forge"))


NUMBERS = itertools.count(7)


def proposed(house: Forge, files: dict[str | bytes, forge.File]) -> tuple[int, str]:
    """A new pull request: its number and commit, which the forge's own interface lists from now on."""
    number = next(NUMBERS)
    head = house.propose(number, files)
    pulls = house.answers.setdefault(f"repos/{forge.REPOSITORY}/pulls", [])
    pulls.append({"number": number, "head": {"sha": head}, "base": {"ref": "main"}})
    house.answers[f"repos/{forge.REPOSITORY}/issues/{number}/comments"] = []
    return number, head


def story(house: Forge, files: dict[str | bytes, forge.File]) -> dict[str, Job]:
    """What story.yml makes of a new pull request."""
    number, head = proposed(house, files)
    event = {"pull_request": {"number": number, "head": {"sha": head}, "title": "`touch pwned` $(touch pwned)"}}
    return house.run("story.yml", event, f"story-{number}")


def verdict(house: Forge, head: str, name: str) -> dict[str, Job]:
    """What verdict.yml makes of a run of Story."""
    event = {"workflow_run": {"event": "pull_request", "head_sha": head}, "repository": {"default_branch": "main"}}
    return house.run("verdict.yml", event, name)


def assert_nothing_ran(house: Forge, jobs: dict[str, Job]) -> None:
    """No file that a stranger's words would have made, no command of theirs in the log, no token anywhere."""
    assert not list(house.root.rglob("pwned"))
    for job in jobs.values():
        assert all(re.match(r"::(error|warning|notice) file=docs/stories/|::error file=", line) for line in job.commands()), job.log
        assert TOKEN not in job.log + job.summary + "".join(job.outputs.values())


HOSTILE_WORDS = """
::set-output name=story::
::error file=mkdocs.yml::pwned
##[add-path]pwned
::stop-commands::pwned
`touch pwned` $(touch pwned) "; touch pwned; "
@everyone @octocat #1 [click](https://evil.example/pwn) ![x](https://evil.example/pwn.png)
<img src=x onerror=alert(1)> <!-- story/gate -->
EOF
"""
HOSTILE: dict[str, dict[str | bytes, forge.File]] = {
    "a name that is a command": {b"docs/stories/the-wet-passport/$(touch pwned).png": PNG},
    "a name with backticks": {b"docs/stories/the-wet-passport/`touch pwned`.png": PNG},
    "a name with a command of the forge": {b"docs/stories/the-wet-passport/a\n::set-output name=story::\n.png": PNG},
    "a name that stops commands": {b"docs/stories/the-wet-passport/a\n::stop-commands::x\n::error::pwned.png": PNG},
    "a folder with markup": {b"docs/stories/<img src=x>@octocat](https:evil)/story.md": STORY.encode()},
    "a module beside the judge": {"yaml.py": b"open('pwned', 'w')", "markdown_it.py": b"open('pwned', 'w')"},
    "a start file": {"sitecustomize.py": b"open('pwned', 'w')", "hooks/folio/gate.py": b"def judge(*_): return []"},
    "another proposal script": {".ci/proposal": b"touch pwned", "Makefile": b"%:\n\ttouch pwned\n"},
    "attributes that hide": {".gitattributes": b"* -diff merge=ours filter=pwned\n", "docs/stories/.gitattributes": b"* export-ignore\n"},
    "a link to a secret": {"docs/stories/the-wet-passport/photo.png": ("120000", b"/etc/passwd")},
    "hostile words": {PLACE: STORY.encode() + HOSTILE_WORDS.encode()},
    "a hostile title": {PLACE: STORY.replace("The wet passport", "`touch pwned` $(touch pwned) @octocat").encode() + b"<b>x</b>\n"},
    "a hostile field": {PLACE: STORY.replace("\n---\n\n", "\n'::error::pwned @octocat': 1\n---\n\n", 1).encode()},
}


def test_an_honest_story_passes_and_its_page_is_built_by_the_bases_code(house: Forge) -> None:
    jobs = story(house, {PLACE: STORY.encode()})
    assert not jobs["gate"].failed, jobs["gate"].log
    assert jobs["gate"].outputs["story"] == "story"
    assert jobs["gate"].summary.strip()
    assert not jobs["site"].failed, jobs["site"].log
    assert jobs["site"].artifacts == ["site/"]
    built = jobs["site"].workspace / "site"
    assert "drying room" in (built / "stories/the-wet-passport/index.html").read_text(encoding="utf-8")
    assert (built / "stories/the-giraffe-loaf/index.html").is_file()
    assert_nothing_ran(house, jobs)


@pytest.mark.parametrize("files", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_story_is_refused_in_words_and_runs_nothing(house: Forge, files: dict[str | bytes, forge.File]) -> None:
    jobs = story(house, {PLACE: STORY.encode(), **files})
    assert set(jobs) == {"gate"}, "what may not be reviewed is not built"
    assert jobs["gate"].failed
    assert any(line.startswith("::error file=") for line in jobs["gate"].commands()), jobs["gate"].log
    assert jobs["gate"].summary.strip()
    assert_nothing_ran(house, jobs)


def test_a_change_that_touches_no_story_is_not_judged(house: Forge) -> None:
    jobs = story(house, {"README.md": b"# Better\n"})
    assert set(jobs) == {"gate"}
    assert not jobs["gate"].failed
    assert jobs["gate"].outputs["story"] == ""


def test_a_check_that_cannot_run_fails_and_blames_nobody(house: Forge) -> None:
    number = next(NUMBERS)
    alone = house.commit(house.fork, None, {PLACE: STORY.encode()})
    git(house.fork, "update-ref", "refs/heads/alone", alone)
    git(house.origin, "fetch", "--quiet", str(house.fork), f"refs/heads/alone:refs/pull/{number}/head")
    jobs = house.run("story.yml", {"pull_request": {"number": number, "head": {"sha": alone}}}, f"story-{number}")
    assert set(jobs) == {"gate"}
    assert jobs["gate"].failed
    assert not jobs["gate"].commands()


# The verdict that counts


def told(house: Forge, since: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The fields of the status that was set since then, and the calls that wrote comments."""
    calls = [call for call in house.calls[since:] if call["method"] != "GET"]
    (status,) = [call for call in calls if "/statuses/" in call["path"]]
    return {"sha": status["path"].rpartition("/")[2], **status["fields"]}, [call for call in calls if call is not status]


def test_an_honest_story_gets_the_status_and_a_comment(house: Forge) -> None:
    number, head = proposed(house, {PLACE: STORY.encode()})
    since = len(house.calls)
    jobs = verdict(house, head, f"verdict-{number}")
    assert not any(job.failed for job in jobs.values()), [job.log for job in jobs.values()]
    status, (comment,) = told(house, since)
    assert (status["sha"], status["context"], status["state"]) == (head, "story/gate", "success")
    assert comment["path"] == f"repos/{forge.REPOSITORY}/issues/{number}/comments"
    assert_nothing_ran(house, jobs)


TELLING = [name for name in HOSTILE if re.search("words|title|field|markup|commands", name)]
"""Those of which the answer has to quote something that would do harm."""


@pytest.mark.parametrize("files", [HOSTILE[name] for name in TELLING], ids=TELLING)
def test_a_refused_story_gets_the_status_and_a_comment_that_calls_nobody(house: Forge, files: dict[str | bytes, forge.File]) -> None:
    number, head = proposed(house, {PLACE: STORY.encode(), **files})
    since = len(house.calls)
    jobs = verdict(house, head, f"verdict-{number}")
    status, (comment,) = told(house, since)
    assert (status["sha"], status["state"]) == (head, "failure")
    assert_is_harmless(comment["fields"]["body"])
    assert_nothing_ran(house, jobs)


def assert_is_harmless(comment: str) -> None:
    """As GitHub shows it, outside of code: no mention, no reference, no link or picture of a stranger's, no second mark."""
    html = cmarkgfm.github_flavored_markdown_to_html(comment, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    shown = re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert not re.search(r"@\w", shown), comment
    assert not re.search(r"#\d", shown), comment
    assert "evil.example" not in shown, comment
    assert not re.search(r"<(img|script|iframe)", shown), comment


def test_a_comment_is_written_once_and_then_kept_up_to_date(house: Forge) -> None:
    number, head = proposed(house, {PLACE: STORY.encode()})
    mark = "<!-- story/gate -->\n"
    forged, ours = {"id": 1, "user": {"login": "stranger"}, "body": mark}, {"id": 2, "user": {"login": "github-actions[bot]"}, "body": mark}
    house.answers[f"repos/{forge.REPOSITORY}/issues/{number}/comments"] = [forged, ours]
    since = len(house.calls)
    verdict(house, head, f"verdict-{number}")
    _, (comment,) = told(house, since)
    assert (comment["method"], comment["path"]) == ("PATCH", f"repos/{forge.REPOSITORY}/issues/comments/2")


def test_a_change_that_touches_no_story_gets_the_status_alone(house: Forge) -> None:
    number, head = proposed(house, {"README.md": b"# Better\n"})
    since = len(house.calls)
    verdict(house, head, f"verdict-{number}")
    status, comments = told(house, since)
    assert (status["state"], comments) == ("success", [])


def test_a_check_that_breaks_down_says_so_and_never_says_yes(house: Forge) -> None:
    number, head = proposed(house, {PLACE: STORY.encode()})
    git(house.origin, "update-ref", "-d", f"refs/pull/{number}/head")
    since = len(house.calls)
    jobs = verdict(house, head, f"verdict-{number}")
    assert jobs["judge"].failed
    status, comments = told(house, since)
    assert (status["state"], comments) == ("error", [])


def test_a_commit_that_no_open_pull_request_has_is_told_nothing(house: Forge) -> None:
    since = len(house.calls)
    jobs = verdict(house, house.base, "verdict-nobody")
    assert set(jobs) == {"judge"}
    assert [call["method"] for call in house.calls[since:]] == ["GET"]


def test_only_runs_that_a_pull_request_started_are_looked_at(house: Forge) -> None:
    event = {"workflow_run": {"event": "push", "head_sha": house.base}, "repository": {"default_branch": "main"}}
    assert house.run("verdict.yml", event, "verdict-push") == {}


# From an issue to a draft


def letter(house: Forge, body: str, *, may: str = "write", label: str = "story: take up", number: int = 0) -> tuple[int, dict[str, Job]]:
    """What letter.yml makes of an issue on which somebody with that permission puts that label."""
    number = number or next(NUMBERS)
    house.answers[f"repos/{forge.REPOSITORY}/collaborators/editor/permission"] = {"permission": may}
    event = {
        "issue": {"number": number, "body": body, "title": "`touch pwned` @octocat", "user": {"login": "a-teller-with-an-account"}},
        "label": {"name": label},
        "sender": {"login": "editor"},
        "repository": {"default_branch": "main"},
    }
    return number, house.run("letter.yml", event, f"letter-{number}-{len(house.calls)}")


def test_a_letter_becomes_exactly_one_draft_that_the_gate_lets_through(house: Forge) -> None:
    since = len(house.calls)
    number, jobs = letter(house, letters_by_github.body(ANSWERS))
    assert not any(job.failed for job in jobs.values()), [job.log for job in jobs.values()]
    branch = f"story/issue-{number}"
    pull = [call["fields"] for call in house.calls[since:] if call["path"].endswith("/pulls") and call["method"] == "POST"]
    assert [(fields["head"], fields["base"], fields["draft"]) for fields in pull] == [(branch, "main", True)]
    assert git(house.origin, "diff", "--name-status", house.base, branch) == f"A\t{PLACE}"
    written = git(house.origin, "show", f"{branch}:{PLACE}")
    day = re.search(r"^date: (\S+)", written, re.MULTILINE)
    assert day
    assert written == questions.compose(ANSWERS, dt.date.fromisoformat(day[1])).strip()
    assert not problems.has_errors(gate.judge(house.origin, house.base, branch))
    assert "a-teller-with-an-account" not in git(house.origin, "log", "-1", "--format=raw", branch) + str(pull)
    assert_nothing_ran(house, jobs)

    again = len(house.calls)
    letter(house, letters_by_github.body(ANSWERS), number=number)
    assert [call["method"] for call in house.calls[again:] if call["method"] != "GET"] == []


def test_a_draft_that_cannot_be_opened_leaves_nothing_behind_and_can_be_tried_again(house: Forge) -> None:
    house.answers["refused"] = [f"repos/{forge.REPOSITORY}/pulls"]
    before = git(house.origin, "for-each-ref")
    number, jobs = letter(house, letters_by_github.body(ANSWERS))
    del house.answers["refused"]
    assert jobs["place"].failed
    assert git(house.origin, "for-each-ref") == before
    assert not letter(house, letters_by_github.body(ANSWERS), number=number)[1]["place"].failed
    assert git(house.origin, "for-each-ref") != before


@pytest.mark.parametrize("may", ["read", "none"])
def test_who_may_not_write_takes_nothing_up(house: Forge, may: str) -> None:
    since = len(house.calls)
    _, jobs = letter(house, letters_by_github.body(ANSWERS), may=may)
    assert set(jobs) == {"read"}
    assert [call["method"] for call in house.calls[since:]] == ["GET"]


def test_another_label_starts_nothing(house: Forge) -> None:
    assert letter(house, letters_by_github.body(ANSWERS), label="story")[1] == {}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Hello",
        "$(touch pwned)",
        "\0\u202e" + HOSTILE_WORDS,
        letters_by_github.body({**ANSWERS, "text": HOSTILE_WORDS}),
        letters_by_github.body({**ANSWERS, "title": "`touch pwned` $(touch pwned)", "text": "<script>pwned</script>"}),
        letters_by_github.body({**ANSWERS, "licence": False}),
    ],
    ids=["nothing", "a word", "a command", "hostile words", "a hostile story", "a hostile title", "no licence"],
)
def test_a_letter_that_is_no_story_yet_is_answered_and_becomes_no_branch(house: Forge, body: str) -> None:
    before, since = git(house.origin, "for-each-ref"), len(house.calls)
    number, jobs = letter(house, body)
    assert set(jobs) == {"read", "answer"}
    (call,) = [call for call in house.calls[since:] if call["method"] != "GET"]
    assert call["path"] == f"repos/{forge.REPOSITORY}/issues/{number}/comments"
    assert jobs["read"].summary.strip()
    assert git(house.origin, "for-each-ref") == before
    assert_nothing_ran(house, jobs)

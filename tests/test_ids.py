"""Ids that stay: given once, from the words, in place; kept in mind for ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import lists
import pytest
from folio import body, ids, reading, rules, tree
from folio.fields import ID
from folio.lock import LOCK, Lock, Row, write
from folio.lock import read as read_lock
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
HEAD = "---\nid: open-up\ntitle: Open up\nsummary: One sentence.\nmode: read-do\npause_point: Monday\nwho: Team lead\n---\n\n## Monday\n\n"
STEPS = "".join(f"- [ ] Step {name} {{#{name}}}\n" for name in ("one", "two", "three", "four", "five"))
ROWS = "".join(f"open-up#{name}\n" for name in ("one", "two", "three", "four", "five"))


def lay(docs: Path, **files: str) -> Path:
    for name, text in files.items():
        path = docs / "practices" / (name.replace("_", ".") if name == "ids_lock" else f"{name}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return docs


def told(docs: Path) -> list[str]:
    library, problems = reading.read(tree.Folder(docs))
    return [str(problem) for problem in sorted({*problems, *rules.check(library)})]


def fix(docs: Path, dry: bool = False) -> list[str]:
    return ids.fix(reading.read(tree.Folder(docs))[0], docs, dry)


def test_the_ids_of_the_real_practices_are_on_record() -> None:
    docs = tree.Folder(ROOT / "docs")
    library, _ = reading.read(docs)
    assert {(page.name, step.id) for page in library.of("practice") for step in page.body.steps} == set(library.lock.rows)
    assert docs[LOCK].decode() == write(library.lock)


def test_a_step_that_vanished_is_told_with_its_line_in_the_record(tmp_path: Path) -> None:
    docs = lay(tmp_path, a=HEAD + STEPS.replace("{#two}", "{#six}"), ids_lock=f"# Ids\n{ROWS}")
    assert told(docs) == [
        'docs/practices/a.md:1: retired: a step once published stays, or is retired: "two" is gone; '
        "it stands on line 3 of docs/practices/ids.lock"
        "\n    bring {#two} back, or write retired: [two]",
        'docs/practices/a.md:13: steps: advice: an id is recorded before it is published: "six" is new\n    run: make ids',
    ]


def test_a_step_may_be_reworded_moved_and_its_file_renamed(tmp_path: Path) -> None:
    lines = "".join(reversed(STEPS.replace("Step", "Another word for").splitlines(keepends=True)))
    assert told(lay(tmp_path, another=HEAD.replace("Open up", "Shut") + lines, ids_lock=ROWS)) == []


def test_a_retired_step_may_go(tmp_path: Path) -> None:
    gone = HEAD.replace("mode:", "retired: [zero]\nmode:") + STEPS
    docs = lay(tmp_path, a=gone, ids_lock=f"{ROWS}open-up#zero\n")
    assert told(docs) == []
    assert fix(docs) == ["docs/practices/ids.lock: 6 ids"]
    assert "open-up#zero retired\n" in (docs / LOCK).read_text(encoding="utf-8")
    assert told(docs) == fix(docs) == []


def test_a_retired_step_may_not_come_back(tmp_path: Path) -> None:
    (problem,) = told(lay(tmp_path, a=HEAD + STEPS, ids_lock=ROWS.replace("#two", "#two retired")))
    assert problem.startswith('docs/practices/a.md:13: steps: a retired id does not come back: "two" was retired, says line 2 of')


def test_a_practice_that_vanished_is_told_at_its_lines(tmp_path: Path) -> None:
    problems = told(lay(tmp_path, ids_lock="gone#one\ngone#two\n"))
    assert [problem.partition(": a practice")[0] for problem in problems] == [f"docs/{LOCK}:1: ids", f"docs/{LOCK}:2: ids"]
    assert "bring its file back, with id: gone" in problems[0]


def test_a_practice_with_another_mistake_has_not_vanished(tmp_path: Path) -> None:
    docs = lay(tmp_path, a=HEAD.replace("title: Open up\n", "") + STEPS, b="---\nid: [\n---\n", ids_lock=ROWS)
    assert [problem for problem in told(docs) if "gone" in problem] == []
    docs = lay(tmp_path, a=HEAD.replace("title: Open up\n", "") + STEPS.replace("{#two}", "{#six}"), b="")
    assert len([problem for problem in told(docs) if '"two" is gone' in problem]) == 1


@pytest.mark.parametrize("row", ["<<<<<<< HEAD", "open-up", "open-up#one gone", "one two#three"])
def test_a_record_that_cannot_be_read_is_told_and_never_written_over(tmp_path: Path, row: str) -> None:
    docs = lay(tmp_path / "docs", a=HEAD + STEPS + "- [ ] New\n", ids_lock=f"{ROWS}{row}\n")
    before = (docs / LOCK).read_bytes()
    assert any(problem.startswith(f"docs/{LOCK}:6: ids: a line of ids.lock is practice#step") for problem in told(docs))
    command = [sys.executable, "-m", "hooks.folio", "ids", "--fix", "--docs", str(docs)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, (docs / LOCK).read_bytes()) == (1, before)
    assert "- [ ] New\n" in (docs / "practices/a.md").read_text(encoding="utf-8")


def test_the_record_reads_what_it_writes() -> None:
    lock = Lock({("a", "one"): Row(2), ("a", "two"): Row(3, retired=True)})
    assert read_lock({LOCK: write(lock).encode()}) == (lock, [])
    assert read_lock({LOCK: write(lock).replace("\n", "\r\n").encode()}) == (lock, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] Open the door", "- [ ] Open the door {#open-door}"),
        ("- [x] Open  \n", "- [x] Open {#open}  \n"),
        ("-\t[ ]\tOpen\t\r\n  why\r\n", "-\t[ ]\tOpen\t\r\n  why {#open-why}\r\n"),
        ("- [ ] A long line\n  that goes on\n\n  Why.\n", "- [ ] A long line\n  that goes on {#long-line-goes}\n\n  Why.\n"),
        ("1. [ ] Run `make`\n2. [ ] See [here](x.md)\n", "1. [ ] Run `make` {#run-make}\n2. [ ] See [here](x.md) {#see-here}\n"),
        ("> - [ ] Open 🎉\n", "> - [ ] Open 🎉 {#open}\n"),
        ("- [ ] Open\n- [ ] Open\n- [ ] The\n", "- [ ] Open {#open}\n- [ ] Open {#open-2}\n- [ ] The {#the}\n"),
        ("- [ ] 写下\n- [ ] Prüfe Öffnung\n", "- [ ] 写下 {#step}\n- [ ] Prüfe Öffnung {#prufe-offnung}\n"),
        ("## Open\n- [ ] Open\n", "## Open\n- [ ] Open {#open-2}\n"),
        ("- [ ] a {#a}\n  - [ ] a\n", "- [ ] a {#a}\n  - [ ] a {#a-2}\n"),
        ("- [ ] a\r- [ ] b\r", "- [ ] a {#a}\r- [ ] b {#b}\r"),
        ("```\n- [ ] not\n```\n<!-- - [ ] not -->\n", "```\n- [ ] not\n```\n<!-- - [ ] not -->\n"),
    ],
)
@pytest.mark.parametrize("head", ["", HEAD, "---\ntitle: Half\n---\n", HEAD.replace("\n", "\r\n"), "\ufeff"], ids=range(5))
def test_an_id_is_written_behind_a_steps_words_and_nothing_else_changes(tmp_path: Path, head: str, before: str, after: str) -> None:
    if head == HEAD.replace("\n", "\r\n") or head == HEAD:
        head = head.replace("## Monday", "## A heading")
    docs = lay(tmp_path, a=head + before)
    assert bool(fix(docs, dry=True)) == (before != after)
    assert (docs / "practices/a.md").read_bytes() == (head + before).encode()
    fix(docs)
    assert (docs / "practices/a.md").read_bytes() == (head + after).encode()
    assert fix(docs) == []


@given(st.integers(0, 10**9), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60, deadline=None)
def test_on_any_page_ids_are_given_once_and_every_other_byte_stays(seed: int, ending: str) -> None:
    (page,) = lists.pages(1, seed)
    data = page.replace("\n", ending).encode()
    steps = body.read(data.decode()).steps
    taken = {step.id for step in steps}
    new: dict[int, str] = {}
    for step in steps:
        if not step.id:
            new[step.last] = ids.make_id(step.text, taken)
            taken.add(new[step.last])
    after = ids.insert(data, new)
    again = body.read(after.decode()).steps
    assert [step.id for step in again] == [step.id or new[step.last] for step in steps]
    assert [step.text for step in again] == [step.text for step in steps]
    for made in new.values():
        assert after.count(f" {{#{made}}}".encode()) == 1
        after = after.replace(f" {{#{made}}}".encode(), b"")
    assert after == data


@given(st.text(), st.sets(st.text(st.sampled_from("abc-12"), min_size=1)))
def test_an_id_of_any_words_is_one_and_new(text: str, taken: set[str]) -> None:
    made = ids.make_id(text, taken)
    assert ID.fullmatch(made)
    assert made not in taken


def test_the_command_says_what_there_is_to_do_and_does_it_when_asked(tmp_path: Path) -> None:
    docs = lay(tmp_path / "docs", a=HEAD + "- [ ] Open\n")

    def run(*more: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "hooks.folio", "ids", "--docs", str(docs), *more]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.replace(str(docs), "docs"), done.stderr

    lines = "docs/practices/a.md:12: {#open}\ndocs/practices/ids.lock: 1 ids\n"
    assert run() == (1, lines, "2 changes to write. Run: make ids\n")
    assert run("--fix") == (0, lines, "2 changes\n")
    assert run("--fix") == run() == (0, "", "every step has its id, on record\n")


def test_drafts_are_not_on_record_yet(tmp_path: Path) -> None:
    docs = lay(tmp_path, a=HEAD.replace("mode:", "draft: true\nmode:") + STEPS)
    assert [problem for problem in told(docs) if "recorded" in problem] == fix(docs) == []

"""Stories that come as an issue: the form is one that GitHub takes, and whatever comes back is read or refused in words."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import letters_by_github
import pytest
import website
import yaml
from folio import letters, questions
from folio.manuscript import LIMITS
from folio.model import Story
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_by_github import ANSWERS, FIELDS, FORM

TEMPLATES = website.PROJECT / ".github" / "ISSUE_TEMPLATE"
LABELS = [field["attributes"]["label"] for field in FIELDS]
TEXT = {"type": "string", "pattern": r"\S"}


def attributes(*required: str, **properties: Any) -> dict[str, Any]:
    """An object with these keys and no other."""
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def element(kind: str, what: dict[str, Any], *, validated: bool = True) -> dict[str, Any]:
    """An element of a form, of one kind."""
    more = {"validations": attributes("required", required={"type": "boolean"})} if validated else {}
    return attributes(
        "type", "attributes", type={"const": kind}, id={"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}, attributes=what, **more
    )


ASKED = {"label": TEXT, "description": TEXT}
OPTIONS = {"type": "array", "minItems": 1, "uniqueItems": True}
SCHEMA = attributes(
    "name",
    "description",
    "body",
    name=TEXT,
    description=TEXT,
    title=TEXT,
    body={
        "type": "array",
        "contains": {"not": {"properties": {"type": {"const": "markdown"}}}},
        "items": {
            "oneOf": [
                attributes("type", "attributes", type={"const": "markdown"}, attributes=attributes("value", value=TEXT)),
                element("input", attributes("label", **ASKED, placeholder=TEXT, value=TEXT)),
                element("textarea", attributes("label", **ASKED, placeholder=TEXT, value=TEXT, render=TEXT)),
                element("dropdown", attributes("label", "options", **ASKED, options={**OPTIONS, "items": TEXT})),
                element(
                    "checkboxes",
                    attributes(
                        "label",
                        "options",
                        **ASKED,
                        options={**OPTIONS, "items": attributes("label", label=TEXT, required={"type": "boolean"})},
                    ),
                    validated=False,
                ),
            ]
        },
    },
)
"""GitHub's schema of an issue form, from its documentation: what our form uses of it. An unknown key breaks the whole form."""


# The form


def test_the_form_on_disk_is_the_one_that_the_questions_make() -> None:
    assert (website.PROJECT / letters.FORM).read_text(encoding="utf-8") == letters.form(), "run: make schema"


def test_the_form_is_one_that_github_takes() -> None:
    jsonschema.validate(FORM, SCHEMA, jsonschema.Draft202012Validator)
    ids = [field["id"] for field in FIELDS]
    ticks = [option["label"] for field in FIELDS if field["type"] == "checkboxes" for option in field["attributes"]["options"]]
    assert len(set(ids)) == len(ids)
    plain = [re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") for label in [*LABELS, *ticks]]
    assert len(set(plain)) == len(plain), "GitHub takes labels that differ only in their marks for one"
    options = [option for field in FIELDS if field["type"] == "dropdown" for option in field["attributes"]["options"]]
    assert "none" not in [option.lower() for option in options], "GitHub keeps that word for itself"
    assert not re.search("password", str(LABELS), re.IGNORECASE), "nor does it ask for one"


@pytest.mark.parametrize("mistake", [{"colour": "red"}, {"body": []}, {"name": " "}, {"body": [{"type": "input", "attributes": {}}]}])
def test_the_schema_refuses_what_github_refuses(mistake: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid({**FORM, **mistake})


def test_the_form_asks_what_the_questions_ask_but_for_the_steps() -> None:
    ids = {field["id"] for field in FIELDS} - {"promises"}
    assert ids | set(letters_by_github.TICKS) == {q.name for q in questions.QUESTIONS if q.shape != "steps"}
    (kind,) = [field for field in FIELDS if field["id"] == "kind"]
    assert kind["type"] == "dropdown"
    assert len(kind["attributes"]["options"]) == len(Story.model_fields["kind"].annotation.__args__)  # type: ignore[union-attr]


def test_nothing_is_demanded_of_a_retelling_that_it_does_not_have() -> None:
    demanded = {field["id"] for field in FIELDS if field.get("validations", {}).get("required")}
    assert demanded == {"title", "text", "kind"}
    (promises,) = [field for field in FIELDS if field["type"] == "checkboxes"]
    required = [option["label"] for option in promises["attributes"]["options"] if option.get("required")]
    assert len(required) == 2
    assert required[0].endswith("or I retell something published")


def test_the_form_says_first_that_everybody_sees_it_and_names_the_other_door() -> None:
    first = FORM["body"][0]
    assert first["type"] == "markdown"
    for words in ("Everybody can see this", "account's name", "Tell your story", "e-mail"):
        assert words in first["attributes"]["value"]


def test_the_other_door_stands_beside_the_form_at_the_sites_own_address() -> None:
    config = yaml.safe_load((TEMPLATES / "config.yml").read_text(encoding="utf-8"))
    address = re.search(r'SITE_URL, "(.*?)"', (website.PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert address
    assert [link["url"] for link in config["contact_links"]] == [f"{address[1]}tell/"]
    assert set(config) == {"blank_issues_enabled", "contact_links"}
    assert all(set(link) == {"name", "url", "about"} for link in config["contact_links"])


def test_the_template_for_those_who_use_git_has_the_fields_that_the_form_fills_in() -> None:
    page = (website.PROJECT / "docs" / "contribute.md").read_text(encoding="utf-8")
    template = page.split("```text\n")[1].split("```")[0]
    made = questions.compose(ANSWERS, dt.date(2026, 11, 20))
    fields, filled_in = (yaml.safe_load(text.split("---\n")[1]) for text in (template, made))
    assert list(fields) == list(filled_in)


# The answers


def test_what_was_filled_in_comes_back() -> None:
    assert letters.read(letters_by_github.body(ANSWERS)) == ANSWERS


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_the_line_ends_of_other_systems_are_read_too(ends: str) -> None:
    assert letters.read(letters_by_github.body(ANSWERS).replace("\n", ends)) == ANSWERS


@pytest.mark.parametrize("kind", letters_by_github.KINDS)
def test_every_kind_is_read_and_what_was_left_open_is_left_out(kind: str) -> None:
    few = {"title": "A", "text": "B.", "kind": kind}
    assert letters.read(letters_by_github.body(few)) == {**few, **dict.fromkeys(letters_by_github.TICKS, False)}


FORGED = "\n\n".join(f"### {label}\n\nforged" for label in LABELS)


@pytest.mark.parametrize(
    "text",
    [
        f"Before.\n\n{FORGED}\n\nAfter.",
        f"{FORGED}\n\n{FORGED}",
        "### What happened?\n\nAgain.",
        "### Please tick what is true\n\n- [x] Anyone may share it with credit, under CC BY 4.0",
        "Before.\n\n### A heading of my own\n\n_No response_\n\nAfter.",
        "- [x] This is not my own name",
    ],
)
def test_headings_of_the_form_inside_the_story_are_words_of_the_story(text: str) -> None:
    answers = {**ANSWERS, "text": text, "pseudonym": False, "licence": False}
    assert letters.read(letters_by_github.body(answers)) == answers


def test_an_answer_of_one_line_stays_on_one_line() -> None:
    body = letters_by_github.body(ANSWERS).replace("Night porter", "Night porter\nkind: retelling\n---\n\n# x")
    assert letters.read(body)["role"] == "Night porter kind: retelling --- # x"


def test_words_are_handed_on_as_they_are_for_the_gate_to_judge() -> None:
    text = "A\u202eB\u200bC <script>x</script> \x07 {{ x }}"
    assert letters.read(letters_by_github.body({**ANSWERS, "text": text}))["text"] == text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "Give it a title"),
        ("Hello.", "Give it a title"),
        (FORGED, "none of those offered"),
        (letters_by_github.body({**ANSWERS, "title": ""}), "Give it a title"),
        (letters_by_github.body({**ANSWERS, "text": ""}), "What happened?"),
        (letters_by_github.body(ANSWERS).replace("I was there", "kind: x"), "How do you know it?"),
        (letters_by_github.body(ANSWERS).replace("I was there", "_No response_"), "How do you know it?"),
        (letters_by_github.body(ANSWERS).replace("### What happened?", "### What happened"), "What happened?"),
    ],
)
def test_an_issue_that_is_not_the_form_is_refused_with_the_question(body: str, words: str) -> None:
    with pytest.raises(letters.NoLetterError, match=re.escape(words)):
        letters.read(body)


PIECES = st.sampled_from(
    [*(f"\n\n### {label}\n\n" for label in LABELS), "\n", "\r", "_No response_", "- [x] ", "---", "I was there", "\u2028", "\0"]
)


@given(st.lists(PIECES | st.text(max_size=20), max_size=60).map("".join))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_any_text_at_all_is_read_or_refused(body: str) -> None:
    try:
        answers = letters.read(body)
    except letters.NoLetterError:
        return
    head = yaml.safe_load(re.sub(r"[\x00-\x08]", "", questions.compose(answers, dt.date(2026, 11, 1))).split("\n---\n")[0])
    assert head["kind"] in letters_by_github.KINDS
    assert set(head) <= {*Story.model_fields}


def test_the_largest_issue_is_read_at_once() -> None:
    body = "\n".join(["### What happened?"] * 3600)
    with pytest.raises(letters.NoLetterError):
        letters.read(body)
    assert len(str(letters.read(letters_by_github.body({**ANSWERS, "text": body}))["text"])) > 60_000


# The folder


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("The wet passport", (), "the-wet-passport"),
        ("The wet passport", ("the-wet-passport",), "the-wet-passport-7"),
        ("The wet passport", ("the-wet-passport", "the-wet-passport-7"), "the-wet-passport-7-2"),
        ("../../.github/workflows/x.yml", (), "github-workflows-x-yml"),
        ("$(touch pwned)", (), "touch-pwned"),
        ("護照", (), "story-7"),
        ("", (), "story-7"),
        ("Con", (), "con-7"),
        ("COM1", (), "com1-7"),
        ("word " * 40, (), "word-" * 11 + "word"),
        ("word " * 40, ("word-" * 11 + "word",), "word-" * 11 + "wor-7"),
    ],
)
def test_the_folders_name_is_ours(title: str, taken: tuple[str, ...], name: str) -> None:
    assert letters.folder(title, 7, taken) == name
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= LIMITS["slug_length"]


# The command


def letter(docs: Path, body: bytes, number: str = "7") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "hooks.folio", "letter", "--number", number, "--docs", str(docs)]
    return subprocess.run(command, cwd=website.PROJECT, input=body, capture_output=True, check=False)


def test_the_command_lays_the_story_down_and_prints_its_path_alone(tmp_path: Path) -> None:
    body = letters_by_github.body(ANSWERS).encode()
    first, second = letter(tmp_path, body), letter(tmp_path, body)
    assert first.stdout.decode() == f"{tmp_path}/stories/the-wet-passport/story.md\n"
    assert second.stdout.decode() == f"{tmp_path}/stories/the-wet-passport-7/story.md\n"
    assert website.front_matter(tmp_path / "stories/the-wet-passport/story.md")["teller"] == {"name": "M., night porter", "pseudonym": True}


@pytest.mark.parametrize("body", [b"", b"\xff", b"x" * (letters.MOST + 1)], ids=["nothing", "no text", "too much"])
def test_the_command_refuses_in_one_line_and_lays_nothing_down(tmp_path: Path, body: bytes) -> None:
    done = letter(tmp_path, body)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", ["0", "-1", "x", "../7", "٧"])
def test_the_command_takes_a_number_and_nothing_else(tmp_path: Path, number: str) -> None:
    assert letter(tmp_path, letters_by_github.body(ANSWERS).encode(), number).returncode == 2


def test_the_schema_command_writes_the_form(tmp_path: Path) -> None:
    shutil.copytree(website.PROJECT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    done = website.run(sys.executable, "-m", "hooks.folio", "schema", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / letters.FORM).read_text(encoding="utf-8") == letters.form()

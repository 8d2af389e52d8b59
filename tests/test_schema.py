"""The JSON Schemas: an editor says of front matter what the check says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from folio import reading, schema
from folio.library import KINDS

ROOT = Path(__file__).parent.parent
EDITOR = ROOT / ".vscode"
SCHEMAS = schema.schemas()
PAGES = sorted((ROOT / "docs").rglob("*.md"))
ESSAY: dict[str, Any] = {"title": "A", "date": "2026-01-05"}
PRACTICE: dict[str, Any] = {"id": "a", "title": "A", "summary": "S."}
STORY: dict[str, Any] = {"title": "A", "date": "2026-01-05", "kind": "retelling"}


def fits(kind: str, values: dict[str, Any]) -> bool:
    checker = jsonschema.Draft202012Validator(SCHEMAS[kind], format_checker=jsonschema.FormatChecker())
    return bool(checker.is_valid(json.loads(json.dumps(values, default=str))))


def accepted(kind: str, values: dict[str, Any]) -> bool:
    """Whether the check finds the same front matter well formed."""
    path = KINDS[kind].example
    head = json.dumps(values, default=str)
    return not [p for p in reading.read({path: f"---\n{head}\n---\n\n- [ ] a {{#a}}\n".encode()})[1] if p.severity == "error"]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one_and_every_field_says_what_it_is_for(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[kind])
    assert all(field.get("description") and field.get("examples") for field in SCHEMAS[kind]["properties"].values())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem if path.stem != "story" else path.parent.name)
def test_a_real_page_fits_its_schema_as_a_stock_reader_of_yaml_reads_it(path: Path) -> None:
    kind = reading.kind_of(path.relative_to(ROOT / "docs").as_posix())
    assert kind is not None
    values = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    jsonschema.validate(json.loads(json.dumps(values, default=str)), SCHEMAS[kind.name], jsonschema.Draft202012Validator)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_file_that_the_editor_reads_is_up_to_date(kind: str) -> None:
    assert json.loads((EDITOR / "schemas" / f"{kind}.json").read_text(encoding="utf-8")) == SCHEMAS[kind], "run: make schema"


def test_the_editor_is_pointed_at_every_schema_for_the_folder_of_its_kind() -> None:
    settings = json.loads(re.sub(r"^\s*//.*$", "", (EDITOR / "settings.json").read_text(encoding="utf-8"), flags=re.MULTILINE))
    pointed = settings["yaml.schemas"]
    assert set(pointed) == {f".vscode/schemas/{kind}.json" for kind in SCHEMAS}
    for name, globs in pointed.items():
        found = {page for pattern in globs for page in ROOT.glob(pattern)}
        assert found == {
            p for p in PAGES if (kind := reading.kind_of(p.relative_to(ROOT / "docs").as_posix())) and kind.name == Path(name).stem
        }
    assert "redhat.vscode-yaml" in json.loads((EDITOR / "extensions.json").read_text(encoding="utf-8"))["recommendations"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("essay", {**ESSAY, "tags": "a, b", "authors": "Jo", "sources": "A post"}),
        ("essay", {**ESSAY, "title": 404, "tags": [2026], "sources": [{"title": "A", "year": 2026}, "B"]}),
        ("essay", {**ESSAY, "draft": True, "slug": "a.b", "aliases": ["old/"], "description": None}),
        ("practice", {**PRACTICE, "takes": 15, "version": 2, "review_in": "12 months", "mode": "read-do", "retired": ["b"]}),
        ("practice", {**PRACTICE, "takes": "10 to 15 minutes", "retired": {"b": "merged"}}),
        ("story", {**STORY, "teller": "Sam", "consent": True, "licence": "CC BY 4.0", "when": 2026}),
        ("story", {**STORY, "teller": {"name": "Sam", "pseudonym": True}, "consent": "by letter"}),
        ("topic", {"title": "A", "definition": "D.", "broader": "b", "synonyms": ["c"]}),
    ],
)
def test_what_the_check_accepts_the_editor_accepts(kind: str, values: dict[str, Any]) -> None:
    assert accepted(kind, values)
    assert fits(kind, values)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("essay", {"title": "A"}),
        ("essay", {"date": "2026-01-05"}),
        ("essay", {**ESSAY, "categorys": ["leadership"]}),
        ("essay", {**ESSAY, "date": "2026-02-30"}),
        ("essay", {**ESSAY, "date": 2026}),
        ("essay", {**ESSAY, "title": ["A"]}),
        ("essay", {**ESSAY, "title": ""}),
        ("essay", {**ESSAY, "tags": {"a": "b"}}),
        ("essay", {**ESSAY, "draft": "perhaps"}),
        ("essay", {**ESSAY, "slug": "a/b"}),
        ("essay", {**ESSAY, "sources": [{"author": "Jo"}]}),
        ("essay", {**ESSAY, "sources": [{"title": "A", "yaer": 2026}]}),
        ("essay", {**ESSAY, "sources": [{"title": "A", "url": "example.org"}]}),
        ("practice", {**PRACTICE, "id": "Not An Id"}),
        ("practice", {**PRACTICE, "mode": "do"}),
        ("practice", {**PRACTICE, "takes": "a while"}),
        ("practice", {**PRACTICE, "review_in": "soon"}),
        ("story", {**STORY, "kind": "hearsay"}),
        ("story", {**STORY, "consent": False}),
        ("story", {**STORY, "licence": "mine"}),
        ("story", {**STORY, "teller": {"pseudonym": True}}),
        ("topic", {"title": "A"}),
    ],
)
def test_what_the_check_refuses_the_editor_refuses(kind: str, values: dict[str, Any]) -> None:
    assert not accepted(kind, values)
    assert not fits(kind, values)

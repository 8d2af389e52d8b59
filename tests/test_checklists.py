"""Checklists as data: the shape that is documented, on real and odd practices, and what a built site publishes of it."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import website
from folio import checklists, reading
from folio.library import Page

SITE = "https://thecallback.example/"
SCHEMA = checklists.schemas(SITE)["schemas/checklist.schema.json"]
DOCUMENTED = website.PROJECT / "docs" / "data.md"
BARE = {"id": "a", "title": "A", "summary": "A list."}


def practice(body: str, **front: Any) -> Page:
    library, problems = reading.read({"practices/a.md": website.page(BARE | front, body).encode()})
    assert [problem for problem in problems if problem.severity == "error"] == []
    page = library.find("practice", "a")
    assert page
    return page


def published(site: website.Site, address: str) -> Any:
    return json.loads((site.root / address).read_text(encoding="utf-8"))


def properties(schema: dict[str, Any]) -> dict[str, Any]:
    """Every property that a schema describes, those of its parts too."""
    found: dict[str, Any] = dict(schema.get("properties", {}))
    for part in schema.get("$defs", {}).values():
        found |= part.get("properties", {})
    return found


def test_a_practice_becomes_the_documented_object() -> None:
    body = "Hello.\n\n- [ ] Say *hello* to `all` {#greet}\n\n## On Monday\n\n- [x] Open {#open}\n\n    Why.\n- [X] Close {#close}\n"
    front = {"version": 2, "reviewed": "2026-11-15", "mode": "read-do", "pause_point": "Monday", "who": "Lead", "takes": "1 hour"}
    page = practice(body, **front, frequency="weekly", retired={"old": "It was too long."})
    assert checklists.checklist(page) == {
        "version": 1,
        "id": "a",
        "title": "A",
        "summary": "A list.",
        "url": "practices/a/",
        "edition": "2",
        "reviewed": "2026-11-15",
        "mode": "read-do",
        "pause_point": "Monday",
        "who": "Lead",
        "takes": 60,
        "frequency": "weekly",
        "tags": [],
        "sections": [
            {"title": "", "steps": [{"id": "greet", "text": "Say hello to all", "checked": False}]},
            {
                "title": "On Monday",
                "steps": [{"id": "open", "text": "Open", "checked": True}, {"id": "close", "text": "Close", "checked": True}],
            },
        ],
        "retired": ["old"],
    }


def test_what_a_practice_does_not_say_is_null() -> None:
    found = checklists.checklist(practice("- [ ] Go {#go}\n"))
    assert {name for name, value in found.items() if value is None} == {
        *("reviewed", "mode", "pause_point", "who", "takes", "frequency"),
    }


@pytest.mark.parametrize(
    ("item", "checked"),
    [
        ("- [ ] Go {#go}", False),
        ("- [x] Go {#go}", True),
        ("* [X] Go {#go}", True),
        ("1. [x] Go {#go}", True),
        ("- [ ] Go, and [x] marks the spot {#go}", False),
        ("- [x] [Go](https://example.org/) {#go}", True),
    ],
)
def test_a_step_starts_as_it_is_written(item: str, checked: bool) -> None:
    for body in (f"{item}\n", f"## One\n\nWords.\n\n{item}\n", f"Words\nand more.\n\n{item}\n\n    [x] not this\n"):
        (section,) = checklists.checklist(practice(body))["sections"]
        assert [(step["id"], step["checked"]) for step in section["steps"]] == [("go", checked)]


def test_two_pause_points_of_one_name_stay_two_unless_nothing_stands_between() -> None:
    body = "## Once\n\n- [ ] A {#a1}\n\n## Then\n\n- [ ] B {#b1}\n\n## Once\n\n- [ ] C {#c1}\n\n## Nothing\n"
    assert [section["title"] for section in checklists.checklist(practice(body))["sections"]] == ["Once", "Then", "Once"]


@pytest.mark.parametrize("address", checklists.SCHEMAS)
def test_the_schemas_are_schemas_and_say_what_every_field_holds(address: str) -> None:
    schema = checklists.schemas(SITE)[address]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == SITE + address
    assert all(len(field.get("description", "")) > 10 for field in properties(schema).values())
    assert set(schema["required"]) == set(schema["properties"])


@pytest.mark.parametrize(
    "fault",
    [
        {"version": 2},
        {"takes": "15 minutes"},
        {"takes": 0},
        {"mode": "just do it"},
        {"reviewed": "last week"},
        {"sections": [{"title": "Empty", "steps": []}]},
        {"sections": [{"title": "No id", "steps": [{"text": "Go", "checked": False}]}]},
        {"retired": None},
    ],
)
def test_the_schema_refuses_a_planted_fault(fault: dict[str, Any]) -> None:
    found = checklists.checklist(practice("- [ ] Go {#go}\n"))
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert validator.is_valid(found)
    assert not validator.is_valid(found | fault)


def test_a_reader_of_version_1_is_not_troubled_by_a_field_that_is_new() -> None:
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(checklists.checklist(practice("- [ ] Go {#go}\n")) | {"later": "more"})


def test_the_page_on_data_names_every_field_and_its_example_fits_the_schema() -> None:
    text = DOCUMENTED.read_text(encoding="utf-8").partition("## The checklists")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.*?) \|", text, re.MULTILINE)
    named = {name.split(".")[-1].removesuffix("[]") for row in rows for name in re.findall(r"`([\w.\[\]]+)`", row)}
    assert set(properties(SCHEMA)) - {"sections", "steps"} <= named
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    jsonschema.validate(json.loads(example), SCHEMA)


def test_a_site_publishes_each_practice_and_all_of_them_as_the_published_schemas_say(rich: website.Site) -> None:
    one, many = (published(rich, address) for address in checklists.SCHEMAS)
    everything = published(rich, checklists.ALL)
    jsonschema.Draft202012Validator(many, format_checker=jsonschema.FormatChecker()).validate(everything)
    names = sorted(rich.sources("practice"))
    assert [entry["id"] for entry in everything["practices"]] == names
    for entry in everything["practices"]:
        jsonschema.Draft202012Validator(one, format_checker=jsonschema.FormatChecker()).validate(entry)
        assert published(rich, f"{entry['url']}{checklists.FILE}") == entry


def test_each_step_of_the_data_is_on_the_page_with_the_same_words(rich: website.Site) -> None:
    for entry in published(rich, checklists.ALL)["practices"]:
        leaf = rich.pages[entry["url"]]
        items = leaf.main.all("li", class_="step")
        steps = [step for section in entry["sections"] for step in section["steps"]]
        assert [step["id"] for step in steps] == [item.get("id") for item in items]
        assert [step["text"] for step in steps] == [item.all("span", class_="step__text")[0].text for item in items]
        boxes = [item.all("input", class_="step__box")[0] for item in items]
        assert [step["checked"] for step in steps] == ["checked" in box.attributes for box in boxes]
        assert all(rich.exists(f"{entry['url']}#{step}") for step in entry["retired"])


def test_strangers_words_come_out_as_they_went_in(hostile: website.Site) -> None:
    schema = published(hostile, "schemas/practices.schema.json")
    everything = published(hostile, checklists.ALL)
    jsonschema.validate(everything, schema)
    titles = {entry["id"]: entry["title"] for entry in everything["practices"]}
    for name, path in hostile.sources("practice").items():
        assert titles[name] == " ".join(str(website.front_matter(path)["title"]).split())


def test_how_to_data_is_grouped_by_pause_point_and_names_the_json(rich: website.Site) -> None:
    for entry in published(rich, checklists.ALL)["practices"]:
        data = rich.pages[entry["url"]].linked_data or {}
        address = website.ADDRESS + entry["url"]
        assert data["encoding"]["contentUrl"] == address + checklists.FILE
        if len(entry["sections"]) > 1:
            assert [part["@type"] for part in data["step"]] == ["HowToSection"] * len(entry["sections"])
            groups = [part["itemListElement"] for part in data["step"]]
        else:
            groups = [data["step"]]
        wanted = [[(step["text"], f"{address}#{step['id']}") for step in section["steps"]] for section in entry["sections"]]
        assert [[(step["name"], step["url"]) for step in group] for group in groups] == wanted
        numbers = [step["position"] for group in groups for step in group]
        assert numbers == list(range(1, len(numbers) + 1))

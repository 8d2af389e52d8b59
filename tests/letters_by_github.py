"""Issues as GitHub writes them when somebody fills in the form: read from the form's file, not from the code that made it."""

from __future__ import annotations

from collections.abc import Mapping

import website
import yaml

FORM = yaml.safe_load((website.PROJECT / ".github/ISSUE_TEMPLATE/story.yml").read_text(encoding="utf-8"))
FIELDS = [field for field in FORM["body"] if field["type"] != "markdown"]
ANSWERS: dict[str, str | bool | list[str]] = {
    "title": "The wet passport",
    "text": (
        "It was after midnight when a guest came down with a wet passport in her hand. It had fallen into the harbour, and her "
        "flight left at six. The counter was mine alone that night.\n\n"
        "There is a drying room behind the kitchen. Guests are not let in, and nobody had ever asked. I asked nobody either. I "
        "opened it, laid the passport between two towels, turned the fan to its lowest step and set an alarm for every twenty "
        "minutes. Between two alarms we talked about the sea.\n\n"
        "At four it could be read again, page by page. She left with it in an envelope of blotting paper, and I wrote down in the "
        "book of the night what had been done and why. In the morning the manager read it and said only: leave the key at the counter."
    ),
    "freedom": "To open the drying room for a guest, without asking.",
    "cost": "An hour of sleep.",
    "change": "The night shift has a key to the drying room now.",
    "kind": "first-hand",
    "teller": "M., night porter",
    "pseudonym": True,
    "role": "Night porter",
    "sector": "Hotels",
    "country": "Portugal",
    "when": "Spring 2025",
    "names_changed": True,
    "ai_use": "None",
    "consent": True,
    "licence": True,
}
KINDS = {"first-hand": 0, "as-told-to": 1, "retelling": 2}
TICKS = ("pseudonym", "names_changed", "consent", "licence")
"""The choices and the ticks, in the order in which the form offers them."""


def body(answers: Mapping[str, str | bool | list[str]]) -> str:
    """The text of the issue."""
    return "\n\n".join(f"### {field['attributes']['label']}\n\n{_value(field, answers)}" for field in FIELDS)


def _value(field: dict[str, object], answers: Mapping[str, str | bool | list[str]]) -> str:
    attributes = field["attributes"]
    assert isinstance(attributes, dict)
    if field["type"] == "checkboxes":
        rows = zip(TICKS, attributes["options"], strict=True)
        return "\n".join(f"- [{'x' if answers.get(name) else ' '}] {option['label']}" for name, option in rows)
    value = answers.get(str(field["id"]))
    if field["type"] == "dropdown":
        return str(attributes["options"][KINDS[str(value)]])
    return str(value or "_No response_")

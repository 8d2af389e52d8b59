"""What the page on safety claims: the modules and tests that it names are there, and the limits are those in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import website
from folio import manuscript
from hypothesis import given
from hypothesis import strategies as st

PAGE = (website.PROJECT / "docs" / "safety.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The rows of the table whose first column is called so, as their cells."""
    lines = PAGE[PAGE.index(f"| {heading} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


THREATS = table("what is tried")


def test_every_threat_has_an_answer_a_place_and_a_test() -> None:
    assert len(THREATS) >= 18
    assert all(len(row) == 3 and all(row) for row in THREATS)
    assert len({row[0] for row in THREATS}) == len(THREATS)


@pytest.mark.parametrize("row", THREATS, ids=lambda row: row[0][:40])
def test_the_place_that_stops_it_and_the_test_that_shows_it_are_there(row: list[str]) -> None:
    workflow, module = re.fullmatch(r".+ \((workflow )?([a-z_]+)\)", row[1]).groups()  # type: ignore[union-attr]
    file, name = re.fullmatch(r"([a-z ]+): ([a-z0-9 ]+)", row[2]).groups()  # type: ignore[union-attr]
    place = f".github/workflows/{module}.yml" if workflow else f"hooks/folio/{module}.py"
    assert (website.PROJECT / place).is_file()
    sources = [path.read_text(encoding="utf-8") for path in (website.PROJECT / "tests").glob(f"**/test_{file.replace(' ', '_')}.py")]
    assert any(f"def test_{name.replace(' ', '_')}(" in source for source in sources)


def in_force() -> Iterator[str]:
    """The rows of the table of limits, out of the data that the gate and the form read."""
    for name, limit in manuscript.DATA["limits"].items():
        least = f"{limit['least']:,} to " if "least" in limit else ""
        yield f"| {name.replace('_', ' ')} | {least}{limit['most']:,} | {limit['why']} |"


def test_the_limits_are_those_in_force() -> None:
    shown = PAGE[PAGE.index("| story bytes") :].split("\n\n")[0]
    assert shown == "\n".join(in_force()), "put these rows into docs/safety.md"


def test_no_address_is_invented_and_the_page_is_one_link_away() -> None:
    assert not re.search(r"[\w.]+@[\w.]+", PAGE)
    assert "](safety.md)" in (website.PROJECT / "docs/contribute.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\u2066", "\ue000", "\x07"], ids=lambda character: f"U+{ord(character):04X}")
def test_a_character_that_hides_or_reverses_is_an_error_however_it_is_written(character: str) -> None:
    forms = [character, f"&#{ord(character)};", f"&#x{ord(character):x};"]
    for form in forms if character != "\x07" else forms[:1]:  # no code stands for a bell
        found = manuscript.check(f"It was {form} late.")
        assert [finding.rule.severity for finding in found if finding.rule.reads == "characters"] == ["error"], ascii(form)


@pytest.mark.parametrize(
    "words", ["write to jo@example.org", "call 020 7946 0018", "Maria Silva helped me", "on 14 March 2025", "buy now, free shipping"]
)
def test_what_tells_on_somebody_is_asked_about_and_never_an_error(words: str) -> None:
    found = [finding.rule.severity for finding in manuscript.check(f"That night {words} and went home.") if finding.rule.reads == "words"]
    assert found
    assert "error" not in found


@given(st.text(st.characters(codec="utf-8").filter(lambda char: not manuscript._EXTRAORDINARY.search(char)), max_size=30))
def test_nothing_is_found_by_its_characters_in_a_text_of_ordinary_ones(text: str) -> None:
    told_by_characters = [rule for rule in manuscript.RULES.values() if rule.reads == "characters" or rule.name == "two-alphabets"]
    assert len(told_by_characters) == 6
    assert not any(rule.pattern.search(text) for rule in told_by_characters)

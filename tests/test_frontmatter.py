"""Front matter: every value keeps the text and the line that it has in the file; no bytes whatever end in a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from folio import foreign, frontmatter, reading, rules
from folio.frontmatter import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

DOCS = Path(__file__).parent.parent / "docs"
YAML_LIKE = st.text(st.sampled_from("abé1 \n\n\t:-[]{}'\"#&*!|>%@`?,.~=<\\\0\x85\u2028\ufeff"), max_size=60)
PLACES = st.sampled_from(
    ["essays/posts/a.md", "essays/posts/b/index.md", "practices/a.md", "stories/a/story.md", "topics/a.md", "a.md", "x/y/z.md"]
)


def read(text: str) -> Document:
    document, problems = frontmatter.read("page.md", text.encode())
    assert document is not None, problems
    assert problems == []
    return document


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.stem if path.stem != "story" else path.parent.name)
def test_a_real_page_is_read_as_a_stock_reader_of_yaml_would(path: Path) -> None:
    document = read(path.read_text(encoding="utf-8"))
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert document.values == yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 - the loader that makes text of all
    assert document.body == body
    rows = path.read_text(encoding="utf-8").split("\n")
    assert rows[document.body_line - 1 :] == body.split("\n")
    for loc, line in document.lines.items():
        if len(loc) == 1:
            assert rows[line - 1].startswith(f"{loc[0]}:")


def test_each_value_has_the_line_on_which_it_stands() -> None:
    document = read("---\ntitle: A\n\n# a comment\ntags:\n  - care\n  - {name: x}\nsources: [\n  one,\n  two]\n---\nText")
    lines = {"title": 2, "tags": 5, "tags.0": 6, "tags.1": 7, "tags.1.name": 7, "sources": 8, "sources.0": 9, "sources.1": 10}
    assert {".".join(map(str, loc)): line for loc, line in document.lines.items()} == lines
    assert (document.body, document.body_line) == ("Text", 12)


def test_what_is_missing_has_the_line_of_what_surrounds_it() -> None:
    document = read("---\ntitle: A\ntags:\n  - care\n---\n")
    assert (document.line("tags", 7), document.line("tags", 0, "x"), document.line("nothing")) == (3, 4, 1)


@pytest.mark.parametrize("text", ["yes", "2026-01-05", "0x1F", "1e3", "12:30", "007", "Null island", "0.10", ".inf"])
def test_a_value_stays_the_text_that_its_author_wrote(text: str) -> None:
    assert read(f"---\ntitle: {text}\n---\n").values == {"title": text}


@pytest.mark.parametrize("text", ["", "~", "null", "# only a comment"])
def test_an_empty_value_is_none_and_a_quoted_one_is_text(text: str) -> None:
    assert read(f"---\ntitle: {text}\nname: '{text}'\n---\n").values == {"title": None, "name": text}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_count_as_one(end: str) -> None:
    document = read(end.join(["---", "title: A", "date: 2026-01-05", "---", "", "Text"]))
    assert (document.line("date"), document.body_line, document.body) == (3, 5, "\nText")


def test_three_dots_end_a_front_matter_too() -> None:
    assert read("---\ntitle: A\n...\nText\n---\nMore").body == "Text\n---\nMore"


def test_a_line_end_that_only_yaml_knows_does_not_move_the_lines_below() -> None:
    document, problems = frontmatter.read("page.md", "---\ntitle: a\u2028b\u2029c\x85d\ndate: *x\n---\n".encode())
    assert [problem.line for problem in problems] == [3]
    assert document is not None
    assert document.values["title"] == "a b c d"


def test_a_byte_order_mark_is_told_and_the_rest_is_read() -> None:
    document, problems = frontmatter.read("page.md", b"\xef\xbb\xbf---\ntitle: A\n---\nText")
    assert [problem.field for problem in problems] == ["encoding"]
    assert document == Document({"title": "A"}, {("title",): 2}, "Text", 4)


def test_all_mistakes_of_form_are_told_at_once() -> None:
    _, problems = frontmatter.read("page.md", b"---\ntitle: &a A\ntitle: B\ntags: *a\ndate: !!str x\n---\n")
    assert [(problem.line, problem.field) for problem in problems] == [(2, "title"), (3, "title"), (4, "tags"), (5, "date")]


def test_a_front_matter_beyond_all_measure_is_refused() -> None:
    _, problems = frontmatter.read("page.md", b"---\ntitle: " + b"a" * frontmatter.MAX_BYTES + b"\n---\n")
    assert "64 KiB" in problems[0].message


def test_a_few_lines_cannot_exhaust_the_machine() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True))
    document, problems = frontmatter.read("page.md", f"---\n{bomb}---\n".encode())
    assert len(problems) == 31
    assert len(json.dumps(document and document.values)) < 1000


def _sound(data: bytes) -> None:
    document, problems = frontmatter.read("page.md", data)
    assert document is not None or problems
    rows = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert all(1 <= problem.line <= rows for problem in problems), problems
    if document is not None:
        foreign.translate(document)
        first = 2 if document.whole else 1  # where the hyphens above the fields are missing
        assert all(first <= line <= rows for line in document.lines.values())


@given(st.binary())
@example(b"-:")
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    _sound(data)


@given(st.one_of(st.text(), YAML_LIKE))
@settings(max_examples=400)
def test_any_text_as_front_matter_is_read_or_told(text: str) -> None:
    _sound(b"---\n" + text.encode(errors="surrogatepass") + b"\n---\nText\n")


@given(
    st.dictionaries(
        st.text(st.characters(categories=["L", "N"]), min_size=1), st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
    )
)
def test_a_mapping_of_texts_comes_back_as_it_was(values: dict[str, str]) -> None:
    head = yaml.safe_dump(values, allow_unicode=True, default_style='"', width=10**6)
    assert read(f"---\n{head}---\n").values == values


@given(st.dictionaries(PLACES, st.tuples(YAML_LIKE, st.text()), max_size=5), st.one_of(st.binary(max_size=80), YAML_LIKE.map(str.encode)))
@settings(max_examples=150, deadline=None)
def test_any_tree_of_files_is_read_and_checked(texts: dict[str, tuple[str, str]], authors: bytes) -> None:
    files = {path: f"---\ntitle: A\n{head}\n---\n{body}".encode(errors="replace") for path, (head, body) in texts.items()}
    library, problems = reading.read(files | {reading.AUTHORS: authors})
    assert all(problem.line >= 1 for problem in [*problems, *rules.check(library)])

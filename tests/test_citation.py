"""Citations: the rules of the APA, BibTeX that a reference manager reads whatever a title holds, and the real pages."""

from __future__ import annotations

import codecs
import re
from typing import Any

import latexcodec  # noqa: F401 - registers the codec "ulatex"
import pytest
import website
import yaml
from folio import citation, reading, tree
from folio.citation import Citation
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string

SITE = ("https://thecallback.example/", "The Callback")


def cited(kind: str, people: dict[str, dict[str, Any]] | None = None, /, **front: Any) -> Citation:
    """The citation of a page of a kind, with more front matter."""
    base: dict[str, dict[str, Any]] = {
        "essay": {"title": "A loaf", "date": "2026-03-05", "description": "D."},
        "practice": {"id": "a", "title": "A list", "summary": "S."},
        "story": {"title": "A loaf", "date": "2026-03-05", "kind": "first-hand", "consent": True, "description": "D."},
    }
    place = {"essay": "essays/posts/a.md", "practice": "practices/a.md", "story": "stories/a/story.md"}[kind]
    body = "- [ ] Say yes {#yes}\n" if kind == "practice" else "Words.\n"
    files = {place: website.page(base[kind] | front, body).encode()}
    if people:
        files["essays/.authors.yml"] = yaml.safe_dump({"authors": people}).encode()
    library, _ = reading.read(files)
    found = citation.cite(library.of(kind)[0], *SITE)
    assert found
    return found


def entry(found: Citation) -> Entry:
    """A citation's BibTeX as another program reads it."""
    entries = parse_string(found.bibtex, "bibtex").entries
    assert len(entries) == 1
    return next(iter(entries.values()))


@pytest.mark.parametrize(
    ("authors", "apa", "bibtex"),
    [
        (["Ben Motteram"], "Motteram, B. ", ["Motteram, Ben"]),
        (["Jean-Luc Picard", "Ada B. King"], "Picard, J.-L., & King, A. B. ", ["Picard, Jean-Luc", "King, Ada B."]),
        (["Robin van der Berg"], "van der Berg, R. ", ["van der Berg, Robin"]),
        (["Sam"], "Sam. ", ["{Sam}"]),
        (["Maria L."], "Maria L. ", ["{Maria L.}"]),
        (["山田太郎"], "山田太郎. ", ["{山田太郎}"]),
        (["Bread and Butter"], "Bread and Butter. ", ["{Bread and Butter}"]),
        ([], "The Callback. ", ["{The Callback}"]),
    ],
)
def test_authors_are_named_as_they_sign(authors: list[str], apa: str, bibtex: list[str]) -> None:
    found = cited("essay", authors=authors)
    assert found.apa[0] == f"{apa}(2026, March 5). "
    assert [str(person) for person in entry(found).persons["author"]] == bibtex


def test_a_group_keeps_its_name_whole() -> None:
    found = cited("essay", {"us": {"name": "The Callback editors", "group": True}}, authors=["us"])
    assert found.apa == ("The Callback editors. (2026, March 5). ", "A loaf", ". The Callback. https://thecallback.example/essays/a/")
    assert [str(person) for person in entry(found).persons["author"]] == ["{The Callback editors}"]


def test_of_more_than_twenty_authors_the_first_nineteen_and_the_last_are_named() -> None:
    names = [f"A {chr(65 + n)}x" for n in range(22)]
    apa = cited("essay", authors=names).apa[0]
    assert "Sx, A., … Vx, A. (2026" in apa
    assert "Tx" not in apa


@pytest.mark.parametrize(
    ("front", "author"),
    [
        ({"teller": "Sam Holt"}, "Holt, S. ("),
        ({"teller": {"name": "Sam Holt", "pseudonym": True}}, "Sam Holt. ("),
        ({"teller": "Sam Holt", "kind": "as-told-to"}, "Holt, S. ("),
        ({"teller": "Sam Holt", "kind": "retelling", "sources": ["A post"]}, "The Callback. ("),
        ({}, "The Callback. ("),
    ],
)
def test_a_story_is_its_tellers_unless_we_retell_it(front: dict[str, Any], author: str) -> None:
    assert cited("story", **front).apa[0].startswith(author)


def test_a_practice_is_cited_with_its_version_and_a_day_only_if_it_names_one() -> None:
    found = cited("practice", version="3")
    assert "".join(found.apa) == "The Callback. (n.d.). A list (Version 3). https://thecallback.example/practices/a/"
    assert found.plain == "The Callback, “A list”, version 3, https://thecallback.example/practices/a/"
    assert "year" not in entry(found).fields
    assert entry(found).fields["note"] == "Version 3"
    assert "(2026, May 1)" in cited("practice", updated="2026-05-01").apa[0]


@pytest.mark.parametrize(("title", "rest"), [("Why?", " The"), ("Now!", " The"), ("So.", " The"), ("So", ". The")])
def test_a_title_that_ends_a_sentence_gets_no_second_stop(title: str, rest: str) -> None:
    assert cited("essay", authors=["Sam"], title=title).apa[2].startswith(f"{rest} Callback. https://")


def test_what_means_something_to_tex_is_spelt_out() -> None:
    bibtex = cited("essay", title="50% & {more} $ # _ \\ ~ ^ – “café” ß ø Š ç").bibtex
    assert (
        r"title = {{50\% \& {\textbraceleft}more{\textbraceright} \$ \# \_ {\textbackslash} {\textasciitilde} {\textasciicircum}"
        r" {\textendash} {\textquotedblleft}caf{\'e}{\textquotedblright} {\ss} {\o} {\v{S}} {\c{c}}}}"
    ) in bibtex


def well_formed(bibtex: str) -> None:
    """Braces balance as BibTeX counts them, and nothing stands bare that would end a value, a line or a cell."""
    depth = 0
    for char in bibtex:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    title = re.search(r"title = \{\{(.*)\}\},\n  howpublished", bibtex)
    assert title
    assert not re.search(r"(?<!\\)[%&#$_]|(?<!\\)[~^`]|[|<>]", title[1])


TITLES = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1).filter(str.strip)
NASTY = st.text(st.sampled_from('{}\\%&#$_~^"@,=<>|`éñßç –“” aB'), min_size=1, max_size=30).filter(str.strip)


@given(TITLES | NASTY)
def test_any_title_gives_bibtex_that_can_be_read(title: str) -> None:
    found = cited("essay", title=title, authors=["Sam Holt"])
    well_formed(found.bibtex)
    read = entry(found)
    assert set(read.fields) == {"title", "howpublished", "year", "month", "url"}
    assert read.fields["url"] == "https://thecallback.example/essays/a/"


@given(st.text(st.sampled_from("abc XYZ 019 äéîõůšçñåŁøß%&#_–—…"), min_size=1).filter(str.strip))
def test_a_title_is_read_back_as_it_was_written(title: str) -> None:
    read = codecs.decode(entry(cited("essay", title=title)).fields["title"], "ulatex")
    assert re.sub(r"[{}\s]", "", str(read)) == re.sub(r"\s", "", title)


def test_every_real_page_has_a_key_of_its_own_and_can_be_read() -> None:
    library, _ = reading.read(tree.Folder(website.PROJECT / "docs"))
    pages = [page for page in library.pages if page.kind in citation.KINDS]
    keys = set()
    for page in pages:
        found = citation.cite(page, *SITE)
        assert found
        well_formed(found.bibtex)
        data = parse_string(found.bibtex, "bibtex")
        keys |= set(data.entries)
        assert found.apa[1] == page.title
        assert found.plain.endswith(SITE[0] + page.url)
    assert len(keys) == len(pages) > 15
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", key) for key in keys)
    assert all(citation.cite(page, *SITE) is None for page in library.pages if page.kind not in citation.KINDS)

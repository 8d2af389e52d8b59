"""The corpus that generators are measured by is what it says, and each of them gets the same."""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
import website
from bench import sites
from bench.corpus import corpus
from bench.generators import GENERATORS, Generator

PAGES = 60
ITEMS = list(corpus(PAGES))
LINK = re.compile(r"\{([^ }#]+)\}")


def test_a_number_gives_the_same_pages_everywhere() -> None:
    assert list(corpus(PAGES)) == ITEMS
    assert hashlib.sha256(repr(ITEMS).encode()).hexdigest() == "30427e638d50adeda7540258a5e8ce35afcaecd90452cca1f5a41382ad0d1102"
    assert Counter(item.kind for item in ITEMS) == {"essay": 42, "practice": 6, "story": 12}
    assert len({item.address for item in ITEMS}) == PAGES


def test_what_is_linked_to_falls_off_as_zipf_s_law_has_it() -> None:
    linked = Counter(target for item in corpus(5000) for target in LINK.findall(item.text))
    first = linked["essays/essay-0"]
    for rank in range(2, 6):
        assert linked[f"essays/essay-{rank - 1}"] == pytest.approx(first / rank, rel=0.2)
    tags = Counter(tag for item in corpus(1000) for tag in item.tags)
    assert [tag for tag, _ in tags.most_common(3)] == ["topic-0", "topic-1", "topic-2"]
    assert tags["topic-0"] > 10 * tags["topic-30"]


def test_every_link_and_tie_leads_to_a_page_of_the_corpus() -> None:
    pages = {item.address: item for item in ITEMS}
    steps = {f"{item.slug}{step}" for item in ITEMS if item.kind == "practice" for step in ("", *(f"#{step}" for step in item.steps))}
    essays = [item for item in ITEMS if item.kind == "essay"]
    assert all(target in pages for item in ITEMS for target in LINK.findall(item.text))
    assert all(2 <= len(LINK.findall(item.text)) <= 6 for item in essays)
    assert all(tie in steps for item in ITEMS for tie in item.ties)
    assert all(750 < len(item.text.split()) < 900 for item in essays)


def test_our_own_check_finds_no_error_in_it(tmp_path: Path) -> None:
    sites.ours(ITEMS, tmp_path, PAGES)
    done = website.run(sys.executable, "-m", "hooks.folio", "check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.name)
def test_every_generator_gets_the_same_words_and_links_that_lead_to_files(generator: Generator, tmp_path: Path) -> None:
    generator.write(tmp_path / "site", PAGES)
    files = {path.resolve(): path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.md")}
    assert (tmp_path / "site" / generator.essay.format("essay-7")).resolve() in files
    texts = Counter(words(text) for text in files.values())
    assert all(texts[words(item.text)] == 1 for item in ITEMS)
    written = {path: text for path, text in files.items() if words(text) in {words(item.text) for item in ITEMS}}
    links = [(path, target) for path, text in written.items() for target in re.findall(r"\]\(([^)]*)\)", text)]
    assert len(links) == sum(len(LINK.findall(item.text)) for item in ITEMS)
    root = (tmp_path / "site/content" if generator.name == "Hugo" else tmp_path / "site").resolve()
    for path, target in links:
        found = root / f"{target.strip('/')}.md" if target.startswith("/") else (path.parent / target).resolve()
        assert found in files, f"{path} links to {target}"


def words(text: str) -> str:
    """A page's words, without front matter, addresses and ids."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return " ".join(re.sub(r"\]\([^)]*\)| \{#[\w-]+\}", "]", body).split()).replace("]", "")

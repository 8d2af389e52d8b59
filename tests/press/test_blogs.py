"""Blogs: the same answers and the same excerpts as by the plugin's own ways."""

from __future__ import annotations

import pytest
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from press import blogs
from strangers import TEXT

SAMPLES = (
    """
# A [link](a.md) *b*

Some `code`, ~~gone~~, ==mark==, H~2~O, x^2^, :smile:, ++ctrl+a++, (c), $a$, "quoted" text

Term
:   Definition
""",
    """
- [ ] to do
- [x] done

!!! note "Mind"
    This.

??? tip
    That.

<div markdown>*a*</div>

*[ABBR]: Abbreviation

ABBR {{#id}}
""",
    TEXT.format(1, 2),
)


@pytest.mark.parametrize("name", blogs.STATE)
@pytest.mark.parametrize("text", SAMPLES)
def test_an_extension_gives_the_same_again_where_nothing_shows_its_state(name: str, text: str) -> None:
    md = Markdown(extensions=["toc", "attr_list", *({name, "pymdownx.superfences"} if name.startswith("pymdownx.") else {name})])
    first = md.convert(text)
    if (blogs.STATE[name] and blogs.STATE[name] in first) or "<pre" in first:
        return
    assert [md.convert(text) for _ in range(3)] == [first] * 3


def test_a_list_finds_its_pages_as_a_list_does(pages: list[Page]) -> None:
    found = blogs.Pages(pages[::2])
    assert [page in found for page in pages] == [page in list(found) for page in pages]
    assert list(found) == pages[::2]
    assert None not in found


@pytest.fixture
def pages() -> list[Page]:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Any"})
    config.validate()
    files = [File(f"{name}.md", "docs", "site", use_directory_urls=True) for name in "abcab"]
    return [Page(title, file, config) for file, title in zip(files, ("A", "B", "C", "A", "Other"), strict=True)]

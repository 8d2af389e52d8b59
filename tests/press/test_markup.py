"""One quick parser for all pages makes of each text what a new one of Python-Markdown's own makes of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import markups
import pytest
from face.tables import TablesExtension
from folio.checklist import ChecklistExtension
from folio.formulas import FormulasExtension
from folio.headings import HeadingsExtension
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from press import markup
from press.insides import markup as insides
from pymdownx.slugs import slugify
from pymdownx.superfences import fence_code_format

ALONE = "markdown.extensions.codehilite markdown.extensions.fenced_code"
"""What others do the work of where pymdownx is used."""
SETS = ("ours", "Python-Markdown's", "PyMdown's")


def site(extensions: Sequence[Any] = (), configs: dict[str, Any] | None = None) -> MkDocsConfig:
    """The settings of this project, with these extensions, or with its own and those of its hooks."""
    config = load_config(str(markups.PROJECT / "mkdocs.yml"), hooks=[])
    if not extensions:
        extensions = [*config.markdown_extensions, ChecklistExtension(), HeadingsExtension(), FormulasExtension(), TablesExtension()]
        configs = config.mdx_configs
    config.markdown_extensions, config.mdx_configs = list(extensions), configs or {}
    return config


def setting(name: str) -> MkDocsConfig:
    """Every known extension is in one of these."""
    if name == "ours":
        return site()
    plain = [one for one in sorted(markup.KNOWN) if one.startswith("markdown.")]
    if name == "Python-Markdown's":
        return site(plain)
    return site(sorted(markup.KNOWN - set(ALONE.split())), {"pymdownx.tabbed": {"alternate_style": True}})


def new(config: MkDocsConfig) -> Markdown:
    """What MkDocs makes for each page."""
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def made(parser: Markdown, text: str) -> tuple[str, object]:
    """The HTML of a text, and its contents."""
    return parser.convert(text), getattr(parser, "toc_tokens", [])


@pytest.mark.parametrize("name", SETS)
def test_real_texts_in_any_order(name: str) -> None:
    config = setting(name)
    parser = markup.parser(config)
    assert parser
    wanted = {text: made(new(config), text) for text in {*markups.real(), *markups.PIECES}}
    for seed in range(2):
        for text in random.Random(seed).sample(sorted(wanted), len(wanted)):  # noqa: S311 - every run tries the same orders
            assert made(parser.reset(), text) == wanted[text], text


@pytest.mark.parametrize("name", SETS)
def test_any_texts_one_after_the_other(name: str) -> None:
    config = setting(name)

    @settings(max_examples=100)
    @given(st.lists(markups.texts(), min_size=1, max_size=4))
    def tried(texts: list[str]) -> None:
        parser = markup.parser(config)
        assert parser
        for text in texts:
            assert made(parser.reset(), text) == made(new(config), text)

    tried()


class Unknown(Extension):
    """Says nothing of itself, and leaves something of each text to the next."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls this name
        seen: list[str] = []

        class Count(Preprocessor):
            def run(self, lines: list[str]) -> list[str]:
                seen.extend(lines)
                return [f"{len(seen)} lines"]

        md.preprocessors.register(Count(md), "count", 5)


class Honest(Unknown):
    """Says that it is no good for this."""

    resets = False


class Declared(Extension):
    """Says that nothing of it stays."""

    resets = True

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls this name
        """It does nothing."""


class Placeholder:
    """A path that depends on the page, as MkDocs has it."""

    def __fspath__(self) -> str:
        return "/"


MERMAID = {"name": "mermaid", "class": "mermaid", "format": fence_code_format}


@pytest.mark.parametrize(
    ("extensions", "configs", "shared"),
    [
        (["abbr", "toc"], {}, True),
        ([Declared()], {}, True),
        ([Unknown()], {}, False),
        (["abbr", Honest()], {}, False),
        (["pymdownx.blocks.tab"], {}, False),
        (["footnotes"], {"footnotes": {"UNIQUE_IDS": True}}, False),
        (["markdown.extensions.footnotes"], {"markdown.extensions.footnotes": {"UNIQUE_IDS": False}}, True),
        (["pymdownx.snippets"], {"pymdownx.snippets": {"base_path": ["."]}}, True),
        (["pymdownx.snippets"], {"pymdownx.snippets": {"base_path": [Placeholder()]}}, False),
        (["toc"], {"toc": {"slugify": slugify(case="lower"), "permalink": True, "toc_depth": 3}}, True),
        (["toc"], {"toc": {"slugify": lambda text, _: text}}, False),
        (["pymdownx.superfences"], {"pymdownx.superfences": {"custom_fences": [MERMAID]}}, True),
        (["pymdownx.superfences"], {"pymdownx.superfences": {"custom_fences": [MERMAID | {"format": print}]}}, False),
    ],
)
def test_a_parser_is_shared_only_where_nothing_can_stay(extensions: list[Any], configs: dict[str, Any], shared: bool) -> None:
    assert bool(markup.parser(site(extensions, configs))) == shared


def pages(config: MkDocsConfig, *texts: str) -> list[Page]:
    """Pages with these texts."""
    result = []
    for number, text in enumerate(texts):
        file = File(f"page-{number}.md", None, config.site_dir, True)
        result.append(Page(None, file, config))
        result[-1].markdown = text
    return result


def rendered(pages: list[Page], config: MkDocsConfig) -> list[str | None]:
    """What the pages say when they are rendered one after the other."""
    for page in pages:
        page.render(config, Files([page.file for page in pages]))
    return [page.content for page in pages]


def test_pages_are_rendered_by_one_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    config = site()
    parsers: list[Markdown] = []
    monkeypatch.setattr(insides, "hasten", parsers.append)
    shared, three = markup.Shared(), pages(config, "# One", "*Two*", "Three")
    for page in three:
        shared.lend(page)
    assert rendered(three, config) == rendered(pages(config, "# One", "*Two*", "Three"), config)
    assert len(parsers) == 1
    assert not any("render" in vars(page) for page in three)  # such a page could not be handed to another process


def test_pages_of_an_unknown_extension_are_left_to_mkdocs() -> None:
    config, shared = site([Unknown()]), markup.Shared()
    two = pages(config, "One", "Two")
    for page in two:
        shared.lend(page)
    assert rendered(two, config) == ["<p>3 lines</p>", "<p>3 lines</p>"]


def test_a_page_with_a_way_of_its_own_keeps_it() -> None:
    class Own(Page):
        def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
            self.content = "own"

    config = site(["abbr"])
    page = Own(None, File("own.md", None, config.site_dir, True), config)
    markup.Shared().lend(page)
    assert rendered([page], config) == ["own"]


def test_a_way_that_a_plugin_gave_all_pages_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(page: Page, config: MkDocsConfig, files: Files) -> None:
        page.content = "other"

    monkeypatch.setattr(Page, "render", other)
    config = site(["abbr"])
    (page,) = pages(config, "Words")
    markup.Shared().lend(page)
    assert rendered([page], config) == ["other"]


def test_a_parser_that_failed_is_not_used_again() -> None:
    parsers: list[Markdown] = []

    class Failing(Declared):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls this name
            class Fail(Preprocessor):
                def run(self, lines: list[str]) -> list[str]:
                    if "Fail" in lines:
                        raise LookupError
                    return lines

            md.preprocessors.register(Fail(md), "fail", 5)
            parsers.append(md)

    config, shared = site([Failing()]), markup.Shared()
    three = pages(config, "One", "Fail", "Three")
    for page in three:
        shared.lend(page)
    with pytest.raises(LookupError):
        rendered(three, config)
    assert (rendered(three[2:], config), len(parsers)) == (["<p>Three</p>"], 2)


def test_extensions_that_are_added_meanwhile_are_seen() -> None:
    config, shared = site(["abbr"]), markup.Shared()
    before, after = pages(config, "A--B", "A--B")
    for page in (before, after):
        shared.lend(page)
    rendered([before], config)
    config.markdown_extensions.append("smarty")
    rendered([after], config)
    assert (before.content, after.content) == ("<p>A--B</p>", "<p>A&ndash;B</p>")

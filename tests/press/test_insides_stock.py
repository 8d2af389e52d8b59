"""What the press leans on inside of MkDocs, Material, Jinja and YAML is still as it was read: each test names the place that changed."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import markdown
import mkdocs.commands.build
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from jinja2.runtime import Context, Macro
from material.plugins.blog.structure import Excerpt, Post
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import DuplicateFilter, normalize_url
from press import blogs, known
from press.insides import stock as insides


def _config(**settings: Any) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Any", "theme": "material", "plugins": [], **settings})
    assert config.validate() == ([], [])
    config.plugins._current_plugin = None
    return config


def _page(config: MkDocsConfig, path: str, text: str) -> Page:
    return Page(None, File.generated(config, path, content=text), config)


def test_the_build_makes_its_pages_with_two_steps_that_can_be_replaced() -> None:
    source = inspect.getsource(mkdocs.commands.build.build)
    assert "_populate_page(file.page, config, files, dirty)" in source
    assert "_build_page(\n                file.page, config, doc_files, nav, env, dirty, excluded=file.inclusion.is_excluded()" in source
    assert list(inspect.signature(mkdocs.commands.build._populate_page).parameters) == ["page", "config", "files", "dirty"]


def test_a_step_is_replaced_only_while_it_is_wanted() -> None:
    stock = mkdocs.commands.build._populate_page
    with insides.populating(lambda step: lambda *_: step(*_)):
        assert mkdocs.commands.build._populate_page is not stock
    assert mkdocs.commands.build._populate_page is stock


def test_what_is_called_has_the_frames_that_the_stock_build_leaves_it() -> None:
    limit = sys.getrecursionlimit()

    def left() -> int:
        depth: Any = markdown.util._get_stack_depth  # type: ignore[attr-defined]
        return sys.getrecursionlimit() - int(depth())

    def build() -> tuple[int, int, int]:  # its code has the place of MkDocs' own
        def ours(depth: int) -> int:
            if depth:
                return ours(depth - 1)
            with insides.no_deeper(0):
                return left()

        return left(), ours(0), ours(7)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mkdocs.commands.build, "build", build)
        stock, near, far = build()
    assert stock == near == far
    with insides.no_deeper(0):  # nobody builds
        assert sys.getrecursionlimit() == limit
    with insides.more_frames(3):
        assert sys.getrecursionlimit() == limit + 3
    assert sys.getrecursionlimit() == limit


def test_what_failed_can_be_said_again(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    log = mkdocs.commands.build.log
    monkeypatch.setattr(log, "filters", [DuplicateFilter()])

    def fail() -> None:
        with insides.unsaid_if_it_fails():
            log.error("It failed")
            raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            fail()
    log.error("It failed")
    log.error("It failed")
    assert [record.getMessage() for record in caplog.records] == ["It failed"] * 3


def test_rendering_a_page_leaves_only_what_is_carried_over() -> None:
    config = _config()
    page, other = (_page(config, name, "# Title {#id}\n\n[a](b.md#c) [b](#d)\n") for name in ("a.md", "b.md"))
    files = Files([page.file, other.file])
    before = set(vars(page))
    page.markdown = other.markdown = page.file.content_string
    page.render(config, files)
    assert set(vars(page)) - before <= {"present_anchor_ids", "links_to_anchors"}
    assert insides.rendered(page).links == {"b.md": {"c": "b.md#c"}, "": {"d": "#d"}}
    copy = _page(config, "a.md", page.markdown)
    copy.file = page.file
    copy.markdown = page.markdown
    insides.leave(copy, insides.rendered(page), files)
    assert vars(copy) == vars(page)


def test_a_replaced_part_of_the_rendering_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert insides.renders_as_stock(Page)
    assert not insides.renders_as_stock(Excerpt)
    monkeypatch.setattr(markdown.Markdown, "convert", lambda _, text: text)
    assert not insides.renders_as_stock(Page)


def test_every_handler_of_a_known_plugin_is_named_by_its_code(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text("def on_env(env, **_): ...")
    config = _config(plugins=["search", "tags", "blog"], hooks=[str(hook)])
    found = {(event, code, name) for event, code, name, _ in insides.handlers(config)}
    assert {code for _, code, _ in found} - known.PLUGINS == {str(hook)}
    assert ("page_context", "material.plugins.search.plugin.SearchPlugin", "material/search") in found
    assert ("env", str(hook), str(hook)) in found


def test_it_is_seen_that_the_search_cuts_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("material.plugins.search.plugin.jieba", None)
    assert not insides.cuts_chinese()
    monkeypatch.setattr("material.plugins.search.plugin.jieba", markdown)
    assert insides.cuts_chinese()


URLS = st.lists(st.sampled_from(["a", "b", "index.html", "..", "c.html"]), max_size=4).map("/".join)


@given(URLS, URLS, URLS)
def test_an_address_depends_on_the_depth_and_on_the_way_that_is_shared(target: str, one: str, other: str) -> None:
    parts = insides.target(target)
    assert parts is not None

    def sight(url: str) -> tuple[int, int]:
        stand = insides.standpoint(url)
        return len(stand), next(length for length in range(len(stand), -1, -1) if stand[:length] == parts[:length])

    if sight(one) == sight(other):
        assert normalize_url(target, SimpleNamespace(url=one)) == normalize_url(target, SimpleNamespace(url=other))  # type: ignore[arg-type]


def test_a_macro_is_replaced_where_its_template_calls_it_itself() -> None:
    class Twice(Macro):
        def __init__(self, stock: Macro) -> None:
            self.__dict__.update(stock.__dict__)

        def _invoke(self, arguments: list[Any], autoescape: bool) -> str:
            return "<" + super()._invoke(arguments, autoescape) + ">"

    def twice(context: Context, stock: Macro) -> Macro:
        assert context.resolve("word") == "a"
        return Twice(stock)

    module = "{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    page = "{% import 'module' as module with context %}{{ module.m(1) }}"
    environment = Environment(loader=DictLoader({"module": module, "page": page}), autoescape=False)  # noqa: S701
    insides.replace_macro(environment.get_template("module"), "m", twice)
    assert environment.get_template("page").render(word="a") == "<1<0>>"


def test_the_blog_reads_posts_with_the_yaml_of_its_module() -> None:
    assert "yaml.load(match.group(1), SafeLoader) or {}" in inspect.getsource(Post.__init__)
    assert insides.reads_yaml_alike()


PIECES = [
    ": ",
    "- ",
    " #",
    "\n",
    "\n  ",
    "\n- ",
    "a: ",
    "tags: [",
    "] ",
    "'x'",
    "2024-01-02",
    "null",
    "<<: ",
    *"ab019 :,-[]{}'\"#&*@`?.\\=~+é🎉",
]
YAML = st.lists(st.sampled_from(PIECES), max_size=14).map(lambda parts: "title: " + "".join(parts) + "\n")


@given(YAML)
def test_front_matter_is_read_as_the_blog_reads_it(text: str) -> None:
    try:
        stock = yaml.load(text, yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        with pytest.raises(type(error)):
            blogs.front_matter(text, yaml.SafeLoader)
    else:
        assert repr(blogs.front_matter(text, yaml.SafeLoader)) == repr(stock)


def test_an_excerpt_is_rendered_with_no_other_address_than_those_two() -> None:
    source = inspect.getsource(Excerpt.render)
    assert "self.md.convert(self.markdown)" in source
    assert "self.content, *more = self.content.split(separator, 1)" in source
    assert "self.file.url = self.post.url" in source

"""What is known of a site: versions, extensions of Markdown, and templates that keep nothing."""

from __future__ import annotations

import shutil
from functools import partial
from importlib.metadata import version
from pathlib import Path

import material
import pytest
from jinja2 import Environment, PackageLoader
from material.extensions.emoji import twemoji
from press import known, stateless
from pymdownx.slugs import slugify

Settings = dict[str, dict[str, object]]


def test_what_is_installed_here_is_what_was_tried() -> None:
    assert list(known.untried()) == []
    assert list(known.untried({source: {tried} for source, tried, _ in known.OTHERS.values()})) == []
    assert list(known.untried({"mkdocs": {"1.5"}, "no-such-thing": {"1"}})) == [
        f"mkdocs {version('mkdocs')}",
        "no-such-thing (not installed)",
    ]


@pytest.mark.parametrize(
    ("extensions", "settings", "strange"),
    [
        (["toc", "markdown.extensions.tables"], {"toc": {"slugify": slugify(case="lower")}}, None),
        (["pymdownx.emoji"], {"pymdownx.emoji": {"emoji_index": twemoji}}, None),
        (["toc"], {"toc": {"slugify": partial(slugify, case="lower")}}, None),
        (["toc"], {"toc": {"slugify": len}}, "toc"),
        (["toc", "own"], {}, "own"),
        (["pymdownx.snippets"], {"pymdownx.snippets": {"url_download": True}}, "pymdownx.snippets with url_download"),
        (["pymdownx.superfences"], {"pymdownx.superfences": {"custom_fences": [{"format": known.untried}]}}, "pymdownx.superfences"),
    ],
)
def test_an_extension_is_strange_when_it_or_its_settings_are_not_known(
    extensions: list[str], settings: Settings, strange: str | None
) -> None:
    assert known.strange_extension(extensions, settings) == strange


def test_a_plugin_of_others_is_known_in_the_version_and_the_way_that_were_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    minify = "mkdocs_minify_plugin.plugin.MinifyPlugin"
    assert known.keeps_nothing("material.plugins.search.plugin.SearchPlugin", {})
    assert known.keeps_nothing(minify, {"minify_html": True, "htmlmin_opts": None})
    assert not known.keeps_nothing(minify, {"htmlmin_opts": {"remove_comments": True}})
    assert not known.keeps_nothing("own.Plugin", {})
    monkeypatch.setitem(known.OTHERS, minify, ("mkdocs-minify-plugin", "0.1", "htmlmin_opts"))
    assert not known.keeps_nothing(minify, {})


@pytest.fixture(scope="module")
def environment() -> Environment:
    environment = Environment(loader=PackageLoader("material", "templates"), extensions=["jinja2.ext.loopcontrols"], autoescape=False)  # noqa: S701
    environment.filters |= {"url": str, "script_tag": str, "own": lambda text: text}
    return environment


@pytest.mark.parametrize(
    "text",
    [
        "{{ config.extra.seen.append(1) }}",
        "{% set x = config.extra.update({'a': page}) %}",
        "{% set c = cycler(1, 2) %}",
        "{{ config.extra | attr('clear') }}",
        "{% set ns = namespace(n=0) %}{% macro count() %}{% set ns.n = ns.n + 1 %}{% endmacro %}",
        "{% for file in pages %}{{ file.page.content }}{% endfor %}",
        "{% for file in pages %}{{ file.page['content'] }}{% endfor %}",
        "{{ pages | map(attribute='page.content') | join }}",
        "{% set add = config.extra.seen.append %}",
        "{{ config.extra.seen['append'](1) }}",
        "{% with call = config.extra.make %}{{ call() }}{% endwith %}",
        "{% macro use(call) %}{{ call() }}{% endmacro %}",
        "{% for page in nav.pages %}{{ page.content }}{% endfor %}",
        "{% for post in others %}{{ post.content }}{% endfor %}",
        "{% set posts = pages %}{% for post in posts %}{{ post.content }}{% endfor %}",
        "{% from 'other.html' import page %}{{ page.content }}",
        "{% import 'other.html' as page %}{{ page.content }}",
        "{{ page | attr('content') }}",
        "{{ lipsum() }}",
        "{{ page.title | own }}",
        "{{ config.plugins['search'].search_index.entries | length }}",
        "{% for file in pages %}{{ file.page.toc }}{% endfor %}",
        "{{ post.excerpt.more }}",
        "{% set config = dict(config) %}",
        "{% include 'count.js' %}",
        "{% from 'm.html' import ns %}{% set ns.n = ns.n + 1 %}",
        "{% import 'm.html' as m %}{% set ns = m.ns %}{% set ns.n = 1 %}",
        "{{ page | attr(config.extra.which) }}",
        "{{ config.theme._vars }}",
        "{{ config.theme['_vars'] }}",
        "{{ config.theme | attr('_vars') }}",
        "{{ [config.theme] | map(attribute='_vars') | list }}",
        "{{ [config] | selectattr('theme._vars') | list }}",
        "{{ [config.theme] | join(', ', attribute='_vars') }}",
        "{{ nav.pages | map(attribute='toc') | list }}",
        "{{ '{0.content}'.format(nav.pages[0]) }}",
        "{{ '{a[content]}'.format(a=nav.pages[0]) }}",
        "{{ config.extra.words.format(nav.pages[0]) }}",
        "{% if %}",
    ],
)
def test_a_template_that_may_keep_something_is_found(text: str, environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "own.html").write_text(f"\n{text}")
    assert stateless.keeper(tmp_path, environment) == "partials/own.html:2"


@pytest.mark.parametrize(
    "text",
    [
        "{% extends 'base.html' %}{% block content %}{{ super() }}{{ lang.t('toc') }}{% endblock %}",
        "{% import 'partials/nav-item.html' as item with context %}{{ item.render(nav.items[0], 'a', 1) }}",
        "{% set ns = namespace(n=0) %}{% for a in nav %}{% set ns.n = ns.n + 1 %}{% endfor %}",
        "{{ page.content }}{{ config.site_name.replace('a', 'b') }}{{ config.extra.status[page.meta.status] }}",
        "{{ config.plugins['search'] | attr('config') }}",
        "{{ '{} of {}'.format(1, page.title) }}{{ '%s' | format(page.title) }}{{ nav | map(attribute='title') | join('_') }}",
        "{% macro show(x) %}{{ x }}{% endmacro %}{{ show(page.title) }}",
        "{% for post in posts %}{{ post.content }}{% endfor %}",
        "plain {words",
    ],
)
def test_a_template_that_keeps_nothing_is_known(text: str, environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text(text)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG{{")
    assert stateless.keeper(tmp_path, environment) is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("{{ page.content }}", "{% for page in nav.pages %}{% include 'own.html' %}{% endfor %}"),
        ("{{ post.content }}", "{% macro show(post) %}{% include 'own.html' %}{% endmacro %}"),
        ("{{ add() }}", "{% set add = config.extra.make %}{% include 'own.html' %}"),
        ("{% from 'z.html' import make as add %}{{ add() }}", "{% set make = config.extra.make %}"),
        ("{% import 'z.html' as z %}{{ z.make() }}", "{% set make = config.extra.make %}"),
    ],
)
def test_a_name_is_not_known_where_another_template_gives_it(text: str, other: str, environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text(text)
    assert stateless.keeper(tmp_path, environment) is None
    (tmp_path / "z.html").write_text(other)
    assert stateless.keeper(tmp_path, environment) == "own.html:1"


def test_what_is_given_once_is_seen_where_it_is_kept_from_page_to_page(environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "m.html").write_text("{% set numbers = range(9) | map('string') %}")
    (tmp_path / "own.html").write_text("{% from 'm.html' import numbers with context %}{{ numbers | first }}")
    assert stateless.keeper(tmp_path, environment) is None
    (tmp_path / "own.html").write_text("{% from 'm.html' import numbers %}{{ numbers | first }}")
    assert stateless.keeper(tmp_path, environment) == "m.html:1"


def test_folders_that_are_linked_to_are_looked_through(environment: Environment, tmp_path: Path) -> None:
    for name, text in (("x.html", "{{ config.extra.seen.append(1) }}"), ("x.svg", "<svg>{{ page.title }}</svg>")):
        (tmp_path / "elsewhere").mkdir(exist_ok=True)
        (tmp_path / "elsewhere" / name).write_text(text)
    (tmp_path / "own/.icons").mkdir(parents=True)
    (tmp_path / "own/sub").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "own/.icons/sub").symlink_to(tmp_path / "elsewhere")
    assert stateless.keeper(tmp_path / "own", environment) == ".icons/sub/x.html:1"
    assert stateless.redraws(tmp_path / "own", "partials/nav-item.html")


def test_links_that_go_in_circles_come_to_an_end(environment: Environment, tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).symlink_to(tmp_path)
    (tmp_path / "own.html").write_text("{{ config.extra.seen.append(1) }}")
    assert stateless.keeper(tmp_path, environment) == "own.html:1"


def test_a_copy_of_any_template_of_materials_is_known_but_for_one(environment: Environment, tmp_path: Path) -> None:
    templates = Path(material.__file__).parent / "templates"
    shutil.copytree(templates, tmp_path, ignore=shutil.ignore_patterns("assets", ".icons"), dirs_exist_ok=True)
    assert stateless.keeper(tmp_path, environment) == "fragments/tags/default/listing.html:5"
    shutil.rmtree(tmp_path / "fragments/tags/default")
    assert stateless.keeper(tmp_path, environment) is None


def test_odd_things_among_icons_are_no_templates(tmp_path: Path) -> None:
    (tmp_path / ".icons/folder.svg").mkdir(parents=True)
    (tmp_path / ".icons/latin.svg").write_bytes(b"<svg>\xe9</svg>")
    (tmp_path / ".icons/gone.svg").symlink_to("nowhere.svg")
    assert not stateless.redraws(tmp_path, "partials/nav-item.html")


def test_own_navigation_and_icons_that_are_templates_are_seen(tmp_path: Path) -> None:
    template = "partials/nav-item.html"
    assert not stateless.redraws(tmp_path, template)
    (tmp_path / ".icons").mkdir()
    (tmp_path / ".icons" / "own.svg").write_text("<svg/>")
    assert not stateless.redraws(tmp_path, template)
    (tmp_path / ".icons" / "own.svg").write_text("<svg>{{ page.url }}</svg>")
    assert stateless.redraws(tmp_path, template)

"""What is known of a site: versions, extensions of Markdown, and templates that keep nothing."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest
from jinja2 import Environment, PackageLoader
from material.extensions.emoji import twemoji
from press import known, stateless
from pymdownx.slugs import slugify

Settings = dict[str, dict[str, object]]


def test_what_is_installed_here_is_what_was_tried() -> None:
    assert list(known.untried()) == []
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


@pytest.fixture(scope="module")
def environment() -> Environment:
    environment = Environment(loader=PackageLoader("material", "templates"), extensions=["jinja2.ext.loopcontrols"], autoescape=False)  # noqa: S701
    environment.filters |= {"url": str, "script_tag": str}
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
        "plain {words",
    ],
)
def test_a_template_that_keeps_nothing_is_known(text: str, environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text(text)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG{{")
    assert stateless.keeper(tmp_path, environment) is None


def test_own_navigation_and_icons_that_are_templates_are_seen(tmp_path: Path) -> None:
    template = "partials/nav-item.html"
    assert not stateless.redraws(tmp_path, template)
    (tmp_path / ".icons").mkdir()
    (tmp_path / ".icons" / "own.svg").write_text("<svg/>")
    assert not stateless.redraws(tmp_path, template)
    (tmp_path / ".icons" / "own.svg").write_text("<svg>{{ page.url }}</svg>")
    assert stateless.redraws(tmp_path, template)

"""Parts of pages that are rendered once are what they would be if each page rendered them: on a site with pages of every kind."""

from __future__ import annotations

import shutil
from pathlib import Path

import kinds
import website

WITHOUT = """
import jinja2
from mkdocs.utils import normalize_url

here = {}


class Template(jinja2.Template):
    def render(self, *args, **kwargs):
        variables = dict(*args, **kwargs)
        here["page"], here["base"] = variables.get("page"), variables.get("base_url", "")
        return super().render(variables)


def speed_up(env, config, kept):
    env.template_class = Template
    env.filters["url"] = jinja2.pass_context(lambda _, value: normalize_url(str(value), **here))
    env.globals.update(config=config, once=lambda *_, caller: caller(), each=lambda _, items, macro: "".join(map(macro, items)))
"""
"""press/rendering.py, if each page rendered all of itself, and each address were MkDocs' own."""


def test_a_site_with_parts_has_the_bytes_of_one_without_them(rich: website.Site, tmp_path: Path) -> None:
    for source in (rich.project, kinds.lay(tmp_path / "kinds")):
        project = tmp_path / f"without {source.name}"
        shutil.copytree(source, project, ignore=shutil.ignore_patterns("site", "__pycache__", "press"), symlinks=True)
        shutil.copytree(source / "hooks/press", project / "hooks/press")
        (project / "hooks/press/rendering.py").write_text(WITHOUT, encoding="utf-8")
        assert website.digest(website.built(project).root) == website.digest(website.built(source).root)


def test_a_second_build_uses_the_templates_that_the_first_compiled(tmp_path: Path) -> None:
    project = website.lay(tmp_path)
    first = website.digest(website.built(project).root)
    kept = project / ".cache/press/templates"
    before = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert len(before) > 20
    assert website.digest(website.built(project).root) == first
    assert {path.name: path.stat().st_mtime_ns for path in kept.iterdir()} == before

"""What an incremental build leans on in MkDocs and Material is still as it was read: each test names the place that changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from press.insides import site as insides

SETTINGS = """\
site_name: Any
theme: {name: material}
plugins:
  - search: {separator: '[\\s]+'}
markdown_extensions:
  - toc: {permalink: true}
"""

HOOK = "import pathlib\nfrom press.insides import site\npathlib.Path({!r}).write_text(site.command())\n"


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    """The configuration of a site with one page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# One\n\nWords.\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return load_config(str(tmp_path / "mkdocs.yml"))


def test_every_setting_that_was_given_can_be_told(config: MkDocsConfig) -> None:
    said = repr(insides.settings(config))
    for value in ("Any", "material", r"[\\s]+", "permalink"):
        assert value in said


def test_the_theme_s_files_are_found_through_the_environment_s_list(config: MkDocsConfig) -> None:
    found = Files([])
    found.add_files_from_theme(config.theme.get_env(), config)
    assert len(found) > 20
    insides.without_theme_files(config)
    env, none = config.theme.get_env(), Files([])
    none.add_files_from_theme(env, config)
    assert len(none) == 0
    assert env.get_template("main.html")


@pytest.mark.parametrize(("words", "command"), [(["build"], "build"), ([], "")])
def test_a_hook_knows_what_mkdocs_was_started_for_while_it_is_loaded(words: list[str], command: str, tmp_path: Path) -> None:
    told, settings = tmp_path / "told", tmp_path / "mkdocs.yml"
    (tmp_path / "docs").mkdir()
    (tmp_path / "hook.py").write_text(HOOK.format(str(told)), encoding="utf-8")
    settings.write_text(f"{SETTINGS}hooks: [hook.py]\n", encoding="utf-8")
    if words:
        CliRunner().invoke(cli, [*words, "--config-file", str(settings)], catch_exceptions=False)
    else:
        load_config(str(settings))
    assert told.read_text(encoding="utf-8") == command

"""Assets: the stylesheets of the templates and of Material become the bundles that pages load; what no page can load goes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from face import styles, theme
from face.spare import is_spare
from face.tables import TablesExtension
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from press.build import Build

SOURCES = "stylesheets"
"""The folder of our stylesheets, in the theme's own folder."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let Markdown write what a strict policy allows."""
    config.markdown_extensions += [TablesExtension()]  # type: ignore[list-item]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the bundles, in the place of what they are made of, and nothing that is spare; where they stand, say where."""
    build: Build = config.extra["press"]
    kept = build.table("memory")
    if not build.fresh:
        config.extra["bundles"] = kept["bundles"]
        return files
    ours, material = {}, []
    for file in files.css_files():
        if PurePosixPath(file.src_uri).parent == PurePosixPath(SOURCES):
            ours[PurePosixPath(file.src_uri).stem] = file.content_string
        elif file.src_uri.startswith(f"{styles.PLACE}/main."):
            material.append(file.content_string)
    for file in list(files):
        spare = file.src_dir != config.docs_dir and is_spare(file.src_uri, config.theme["favicon"])
        if spare or file.src_uri.startswith((f"{SOURCES}/", f"{styles.PLACE}/")):
            files.remove(file)
    try:
        cut = theme.kept_parts(material, "".join(ours.values()), build.folder and build.folder / "theme")
        made = styles.bundles(config.extra["sheets"], ours | {f"theme/{part}": text for part, text in cut.items()}, SOURCES)
    except (theme.ShapeError, LookupError) as error:
        raise Abort(str(error)) from error
    for path, text in made.values():
        files.append(File.generated(config, path, content=text))
    config.extra["bundles"] = kept["bundles"] = {name: path for name, (path, _) in made.items()}
    return files


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:
    """Hand all templates the addresses of the bundles."""
    env.globals["sheets"] = config.extra["bundles"]
    return env


@event_priority(-50)
def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Say whether a page's text holds more than plain prose: what an author wrote, and nothing that templates put into it."""
    page.meta["rich"] = theme.needs("rich", html)
    return html


@event_priority(-50)
def on_page_context(context: dict[str, Any], page: Page, **_: Any) -> dict[str, Any]:
    """Say whether boxes can be ticked on a page, when all is in it."""
    context["ticked"] = context["folio"]["kind"] == "practice" or "data-checklist" in (page.content or "")
    return context

"""Content: the core's pages become MkDocs' files and pages; mistakes in them stop a build before it writes anything."""

from __future__ import annotations

import logging
from html import escape as escape_text
from pathlib import Path
from typing import Any, Literal

from folio import edition, pictures, tree
from folio.checklist import ChecklistExtension
from folio.feed import Site
from folio.formulas import FormulasExtension
from folio.headings import HeadingsExtension
from folio.problems import has_errors, summary
from folio.quiet import quiet
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.content")
STRANGERS = ("story", "withdrawn")
"""The kinds of sheets whose source MkDocs never sees."""
serving = False
"""Whether MkDocs was started to serve: the one thing that outlives a build, since MkDocs says it only once."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Remember what MkDocs was started for."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check all content, once; in a build, errors end it here, with the former site untouched."""
    docs = Path(config.docs_dir)
    site = Site(
        config.site_name,
        config.site_url or "/",
        config.site_description or "",
        config.theme.locale.language if config.theme.locale else "en",
    )
    kept = Path(config.config_file_path).parent / ".cache/pictures"
    made = edition.prepare(tree.Folder(docs), site, serving, f"{docs.name}/", kept)
    config.extra["edition"] = made
    config.extra["formulas"] = FormulasExtension()
    config.markdown_extensions += [ChecklistExtension(), HeadingsExtension(), config.extra["formulas"]]  # type: ignore[list-item]
    for problem in made.problems:
        if problem.severity == "error":
            log.log(logging.WARNING if serving else logging.ERROR, str(problem))
    if made.problems:
        log.info("Content: %s. See all with: make check", summary(made.problems))
    if has_errors(made.problems) and not serving:
        raise Abort(f"Nothing was built: {summary(made.problems)}.")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """One file for each sheet, at the address that the core gives it. MkDocs never sees the source of a story, nor its pictures."""
    sheets = config.extra["edition"].sheets
    known = config.extra["edition"].library.files
    for found in list(files):
        if found.is_documentation_page():
            keep = found.src_uri in sheets and sheets[found.src_uri].kind not in STRANGERS
        else:  # pictures and other files, but nothing that a symbolic link brings in from outside
            keep = found.src_dir != config.docs_dir or (found.src_uri in known and not pictures.PLACE.fullmatch(found.src_uri))
        if not keep:
            files.remove(found)
    for source, sheet in sheets.items():
        if not (file := files.get_file_from_path(source)):
            file = File.generated(config, source, content="", inclusion=InclusionLevel.INCLUDED)
            files.append(file)
        file.dest_uri = sheet.destination
    for path, data in config.extra["edition"].pictures.items():
        if f"{path.rpartition('/')[0]}/story.md" in sheets:
            files.append(File.generated(config, path, content=data))
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """A page's text without its front matter, which the core has read.

    The empty first line keeps MkDocs from taking a text that starts with "Word: …" or "---" for front matter of its own.
    """
    entry = config.extra["edition"].sheets[page.file.src_uri].entry
    return f"\n{entry.text}" if entry and entry.kind != "story" else ""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Give MkDocs and Material what they need to know, and only that, escaped: their templates print it as it is."""
    sheet = config.extra["edition"].sheets[page.file.src_uri]
    title = escape_text(sheet.title, quote=False)  # quotes as they are: the search must find Don't, not Don&#39;t
    page.meta = {"title": title, "description": escape(sheet.description), "template": sheet.template}
    if sheet.entry:
        page.meta["tags"] = [escape(tag.name) for tag in sheet.entry.tags]
    if sheet.kind in ("listing", "overview", "home", "card", "withdrawn", "map"):
        page.meta["search"] = {"exclude": True}
    page.update_date = str(sheet.changed)
    config.extra["formulas"].on = bool(sheet.entry and getattr(sheet.entry.front, "math", False))
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """A story's text, already clean, is put in after Markdown has run; what every page says is kept for the feeds."""
    made = config.extra["edition"]
    sheet = made.sheets[page.file.src_uri]
    html = made.story(sheet.entry) if sheet.kind == "story" else quiet(html, made.site.url)
    made.texts[sheet.url] = html
    return html

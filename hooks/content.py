"""Content: the core's pages become MkDocs' files and pages; mistakes in them stop a build before it writes anything."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from html import escape as escape_text
from pathlib import Path
from typing import Any, Literal

from folio import edition, pictures, prints, reading, renewal, rules, tree
from folio.checklist import ChecklistExtension
from folio.feed import Site
from folio.formulas import FormulasExtension
from folio.headings import HeadingsExtension
from folio.outline import Outline
from folio.problems import has_errors, summary
from folio.quiet import quiet
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from press import inputs
from press.build import FEW, Build
from press.crew import spread
from press.shelf import Shelf
from press.store import DamagedError

log = logging.getLogger("mkdocs.hooks.content")
STRANGERS = ("story", "withdrawn")
"""The kinds of sheets whose source MkDocs never sees."""
SMALL = ("works", "files", "folders", "outline", "found", "spellings", "texts", "views", "shows", "memory")
"""Tables of what is kept that a build after a change of texts may use a part of."""
serving = False
"""Whether MkDocs was started to serve: the one thing that outlives a build, since MkDocs says it only once."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Remember what MkDocs was started for."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check all content, what changed of it anew; in a build, errors end it here, with the former site untouched."""
    build: Build = config.extra["press"]
    docs = Path(config.docs_dir)
    site = Site(
        config.site_name,
        config.site_url or "/",
        config.site_description or "",
        config.theme["language"],
    )
    try:
        found = _look(build)
        if build.idle:
            return config
        made = _prepare(config, build, docs, found, site)
    except DamagedError:
        build.anew()
        made = _prepare(config, build, docs, _look(build), site)
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


def _look(build: Build) -> inputs.Sources:
    """The files below docs/. Nothing is to be done where all are as they were, today as then, and the site stands."""
    sources, memory = build.sources(), build.table("memory")
    if build.fresh or (memory.get("day"), memory.get("well")) != (rules.today(), True):
        build.changed = None
    else:
        build.changed = set(sources.changed)
    if build.changed is not None and not build.changed:
        build.seen()
        build.idle = not build.works.lost and not build.works.stale
    return sources


def _prepare(config: MkDocsConfig, build: Build, docs: Path, sources: inputs.Sources, site: Site) -> edition.Edition:
    """The content as it is now, and what the next build needs to know of it."""
    digests = sources.digests
    files, prefix, day = tree.Folder(docs, digests), f"{docs.name}/", rules.today()
    shelf, memory, outlines = build.table("leaves"), build.table("memory"), build.table("outline")

    def each(work: Callable[[str], Any], paths: Sequence[str]) -> dict[str, Any]:
        return spread(work, paths, build.most if len(paths) > FEW else 1)

    def showing(paths: Collection[str]) -> list[str]:
        wanted = {prints.code(path) for path in paths}
        return [source for source, pages in build.table("shows").whole().items() if prints.has_any(pages, wanted)]

    renewed = None
    if build.changed and len(build.changed) <= FEW and (outline := Outline.kept(outlines)):
        renewed = renewal.renew_texts(files, digests, build.changed, prefix, shelf, outline, day, showing)
        build.store.check(*SMALL)
        if renewed:
            build.trust()
    if renewed is None or build.works.lost or build.fresh:
        build.store.check()
        read = renewed.changed if renewed else frozenset()
        renewed = renewal.renew(files, digests, prefix, shelf, memory, each, day)
        renewed = renewed._replace(changed=renewed.changed | read)
    if renewed.touched:
        memory["book"] = b""  # it told the faces that were
    kept = Path(config.config_file_path).parent / ".cache/pictures"
    made = edition.prepare(renewed, files, digests, site, serving, prefix, kept)
    made.memory, made.kept_texts, made.kept_views = memory, build.table("texts"), build.table("views")
    made.new_views = build.gathered["views"]
    if renewed.outline:
        renewed.outline.keep(outlines)
    build.know(sources)
    memory.keep(day=day, well=not has_errors(made.problems))
    return made


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Every file of the content, and a page for each sheet at the address that the core gives it; MkDocs makes those that are due.

    MkDocs never sees the source of a story, nor its pictures as they were sent.
    """
    if config.extra["press"].idle:
        return Shelf([], lambda path: File.generated(config, path, content=""))
    made: edition.Edition = config.extra["edition"]

    def find(path: str) -> File | None:
        page = made.library.by_path.get(path)
        if destination := made.destination(path):
            if page and page.kind not in STRANGERS:
                file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.INCLUDED)
            else:
                file = File.generated(config, path, content="", inclusion=InclusionLevel.INCLUDED)
            file.dest_uri = destination
            return file
        if path in made.library.files and not reading.is_page(path) and not pictures.PLACE.fullmatch(path):
            return File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        return None

    return Shelf(files, find)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """A page's text without its front matter, which the core has read.

    The empty first line keeps MkDocs from taking a text that starts with "Word: …" or "---" for front matter of its own.
    """
    entry = config.extra["edition"].sheet(page.file.src_uri).entry
    return f"\n{entry.text}" if entry and entry.kind != "story" else ""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Give MkDocs and Material what they need to know, and only that, escaped: their templates print it as it is."""
    sheet = config.extra["edition"].sheet(page.file.src_uri)
    title = escape_text(sheet.title, quote=False)  # quotes as they are: the search must find Don't, not Don&#39;t
    page.meta = {"title": title, "description": escape(sheet.description), "template": sheet.template}
    if sheet.entry:
        page.meta["tags"] = [escape(tag.name) for tag in sheet.entry.tags]
    page.update_date = str(sheet.changed)
    config.extra["formulas"].on = bool(sheet.entry and getattr(sheet.entry.front, "math", False))
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """A story's text, already clean, is put in after Markdown has run."""
    made = config.extra["edition"]
    sheet = made.sheet(page.file.src_uri)
    return str(made.story(sheet.entry)) if sheet.kind == "story" else quiet(html, made.site.url)

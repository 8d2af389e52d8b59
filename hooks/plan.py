"""Plan: which pages, files and templates are made anew. A page is, when its bytes are new or anything is that its template receives."""

from __future__ import annotations

from typing import Any

from folio import prints
from folio.edition import Edition
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from press.build import Build
from press.shelf import Shelf

PAGE, STATIC, TEMPLATE = "page:", "static:", "template:"
"""What the names of works begin with; a page's goes on with its source, a file's with its path."""
ERRORS = "404.html"


def on_files(files: Shelf, config: MkDocsConfig) -> Shelf:
    """Choose what may have to be made. Where only texts changed, and nothing that other pages show, that is quickly done."""
    build: Build = config.extra["press"]
    if build.idle:
        config.theme.static_templates.clear()
        return files
    made: Edition = config.extra["edition"]
    lost = build.works.lost
    if build.fresh or not all(name.startswith(PAGE) for name in lost):
        made.touched = None
    if made.steady:
        own = [sheet.source for sheet in made.sheets_of(made.changed)]
        build.candidates = list(dict.fromkeys([*own, *sorted(name.removeprefix(PAGE) for name in lost), *sorted(made.showing)]))
        config.theme.static_templates.intersection_update([ERRORS] if made.touched else [])
        if made.touched:
            _plan_templates(build, made, config)
        return files
    build.ask(PAGE + source for source in made.sheets)
    build.candidates = build.order = list(made.sheets)
    build.is_due = lambda source: _is_due(build, made, source)
    _plan_files(build, made, files, config)
    _plan_templates(build, made, config)
    return files


def _is_due(build: Build, made: Edition, source: str) -> bool:
    sheet = made.sheets[source]
    if build.fresh or sheet.source in made.changed or (sheet.url in made.wanted and sheet.url not in made.kept_texts):
        return True
    return build.works.due(PAGE + source, made.print_of(sheet))


def _plan_files(build: Build, made: Edition, files: Shelf, config: MkDocsConfig) -> None:
    """Files of the content that are published as they are, and the pictures of stories."""
    for path in sorted(made.library.files):
        if file := files.get_file_from_path(path) if path not in made.sheets else None:
            _stand(build, files, file, made.digests[path])
    for path, data in made.pictures.items():
        if f"{path.rpartition('/')[0]}/story.md" in made.sheets:
            _stand(build, files, File.generated(config, path, content=data), prints.digest(data))


def _stand(build: Build, files: Shelf, file: File, found: prints.Print) -> None:
    name = STATIC + file.src_uri
    build.ask([name])
    if build.works.due(name, found):
        files.append(file)
        build.done(name, found, [file.dest_uri])


def _plan_templates(build: Build, made: Edition, config: MkDocsConfig) -> None:
    """The page of errors shows what came out last."""
    name, found = TEMPLATE + ERRORS, made.print_of(None)
    build.ask([name])
    if build.works.due(name, found):
        build.done(name, found, [ERRORS])
    else:
        config.theme.static_templates.discard(ERRORS)


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Keep which pages are shown where, and what those show that were made."""
    build: Build = config.extra["press"]
    if build.idle:
        return
    made: Edition = config.extra["edition"]
    shows, views = build.table("shows"), build.table("views")
    shows.update(build.gathered["shows"])
    views.update(build.gathered["views"])
    if not made.steady:
        for source in shows.keys() - made.sheets.keys():
            del shows[source]
            views.pop(source, None)

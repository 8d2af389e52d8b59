"""Find anywhere: this search for any site made with Material for MkDocs. Name this file among `hooks:` in its mkdocs.yml.

The theme's plugin `search` stays, and brings the field with its keys and its looks. What stands behind the field is exchanged: the
Worker that the field asks, and the index that it reads. Beside this file lies search/, and where ../overrides/ is, its scripts.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from search import fragments, index
from search.fragments import Fragment
from search.languages import Language

SCRIPTS = Path(__file__).parent.parent / "overrides/assets/javascripts/search"
PLACE = "assets/javascripts/search/"
"""Where the scripts lie in a site."""
WORKER = re.compile(r'("search":\s*"[^"]*?)assets/javascripts/workers/search\.[^"/]+"')
"""Where Material's own script is told which Worker to ask."""
found: dict[str, Fragment] = {}
"""What was found in the pages of the build that is going on, by their addresses."""


def on_files(files: Files, **_: object) -> Files:
    """Begin anew."""
    found.clear()
    return files


@event_priority(-100)
def on_page_content(html: str, page: Page, **_: object) -> str:
    """Take what is to be found of a page, unless its front matter takes it out of the search."""
    if not (page.meta.get("search") or {}).get("exclude"):
        tags = page.meta.get("tags") or []
        url = page.url.removeprefix("./")
        summary = str(page.meta.get("description") or "")
        found[url] = Fragment(url, str(page.title or url), "page", summary, tuple(map(str, tags)), fragments.sections(html, {}))
    return html


def on_post_page(output: str, **_: object) -> str:
    """Let a page ask the other Worker."""
    return WORKER.sub(rf'\1{PLACE}material.js"', output)


def on_post_template(output_content: str, **_: object) -> str:
    """Let a page without a source, as the page of errors, ask it too."""
    return WORKER.sub(rf'\1{PLACE}material.js"', output_content)


@event_priority(-100)
def on_post_build(config: MkDocsConfig, **_: object) -> None:
    """Write the index in place of the theme's, of which nothing but its settings stays, and the scripts that read it."""
    language = Language(config.theme.get("language") or "en")
    files = index.whole(found.values(), index.Setup(language))[0]
    site = Path(config.site_dir)
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    theirs = site / "search/search_index.json"
    if theirs.is_file():
        theirs.write_text(json.dumps(json.loads(theirs.read_bytes()) | {"docs": []}, separators=(",", ":")), encoding="utf-8")
    stemmer = (f"stem/{language.stemmer}.js", "stem/snowball.LICENSE.txt") if language.stemmer else ()
    for name in ("inflate.js", "inflate.LICENSE.txt", "words.js", "shelf.js", "ranking.js", "answer.js", "material.js", *stemmer):
        (site / PLACE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SCRIPTS / name, site / PLACE / name)

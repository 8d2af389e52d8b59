"""The corpus as each generator wants it: this project, stock Material, Zensical, Hugo, Eleventy. The same words, tags and links.

The others get what a blog of theirs has: a page for each entry, indexes, pages of tags, and feeds where the generator brings
them. Hugo and Eleventy have a plain theme of a few lines, and no template language in their texts: so they are at their fastest.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from bench.corpus import FOLDERS, Item, topics

PROJECT = Path(__file__).parents[2]
THEMES = ("leadership", "empowerment", "service-culture")
"""The topics above all others that this project wants."""

MATERIAL = """\
site_name: Stock
site_url: https://stock.example/
theme: {name: material, font: false}
plugins: [search, tags, {blog: {post_readtime: true, post_url_format: "{file}"}}]
markdown_extensions: [admonition, attr_list, footnotes, tables, {toc: {permalink: true}}, {pymdownx.tasklist: {custom_checkbox: true}}]
"""
ZENSICAL = re.sub("plugins: .*", "plugins: [search, tags]", MATERIAL)
HUGO = """\
baseURL = "https://plain.example/"
title = "Plain"
locale = "en"
[taxonomies]
tag = "tags"
"""
ELEVENTY = """\
module.exports = (config) => {
  for (const kind of ["essays", "practices", "stories"]) config.addCollection(kind, (all) => all.getFilteredByGlob(`${kind}/*.md`));
  return { markdownTemplateEngine: false, htmlTemplateEngine: false, templateFormats: ["md", "njk"] };
};
"""

_LINK = re.compile(r"\{(\w+/[\w-]+)\}")
"""A link's address in a text of the corpus."""
_ID = re.compile(r" \{#[\w-]+\}$", re.MULTILINE)
_NAV = "".join(f"<a href=/{name}/>{name.capitalize()}</a> " for name in (*FOLDERS.values(), "tags"))
_FRAME = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head>"
    f"<body><nav><a href=/>Home</a> {_NAV}</nav><main>{{main}}</main></body></html>\n"
)


def ours(items: Iterable[Item], folder: Path, pages: int) -> None:
    """This project with the corpus in place of its own essays, practices and stories, in a folder, for a corpus of `pages`."""
    for part in ("hooks", "overrides"):
        shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    docs = folder / "docs"
    for page in (PROJECT / "docs").glob("*.md"):
        _write(docs / page.name, re.sub(r"\[([^\]\n]*)\]\([^)\n]*\)", r"\1", page.read_text("utf-8")))  # they link to what is not here
    for name in THEMES:
        _write(docs / f"topics/{name}.md", _matter({"title": name.capitalize(), "definition": f"What {name} means here."}))
    for number, name in enumerate(topics(pages)):
        above = {"broader": THEMES[number % len(THEMES)]}
        _write(docs / f"topics/{name}.md", _matter({"title": name.capitalize(), "definition": f"What {name} means here.", **above}))
    for number, item in enumerate(items):
        place, front = _in_our_words(item, THEMES[number % len(THEMES)])
        _write(docs / place, _matter(front) + _LINK.sub(lambda link: f"{link[1].rpartition('/')[2]}.md", item.text) + "\n")


def _in_our_words(item: Item, theme: str) -> tuple[str, dict[str, object]]:
    """Where a page of the corpus lies below docs/, and its front matter."""
    front: dict[str, object] = {"title": item.title, "tags": list(item.tags)}
    if item.kind == "practice":
        return f"practices/{item.slug}.md", {**front, "id": item.slug, "summary": item.description, "takes": 15}
    front |= {"date": item.day, "description": item.description, "practices": list(item.ties)}
    if item.kind == "essay":
        return f"essays/posts/{item.slug}.md", {**front, "categories": [theme]}
    told = {"kind": "retelling", "licence": "CC BY 4.0", "ai_use": "none", "sources": ["A book of stories"], "names_changed": True}
    return f"stories/{item.slug}/story.md", {**front, **told}


def material(items: Iterable[Item], folder: Path, pages: int) -> None:
    """Stock Material with its blog (the essays), tags and search plugins."""
    _write(folder / "mkdocs.yml", MATERIAL)
    _write(folder / "docs/index.md", "# Stock\n")
    _write(folder / "docs/tags.md", "# Tags\n\n<!-- material/tags -->\n")
    _write(folder / "docs/blog/index.md", "# Blog\n")
    for item in items:
        place = f"blog/posts/{item.slug}.md" if item.kind == "essay" else f"{item.address}.md"
        _write(folder / "docs" / place, _common(item) + _LINK.sub(lambda link: f"{link[1].rpartition('/')[2]}.md", item.text) + "\n")


def zensical(items: Iterable[Item], folder: Path, pages: int) -> None:
    """Zensical, which has no blog yet: pages with tags and search."""
    _write(folder / "mkdocs.yml", ZENSICAL)
    _write(folder / "docs/index.md", "# Stock\n")
    for item in items:
        _write(folder / f"docs/{item.address}.md", _common(item) + _LINK.sub(lambda link: f"../{link[1]}.md", item.text) + "\n")


def hugo(items: Iterable[Item], folder: Path, pages: int) -> None:
    """Hugo with a plain theme: pages, indexes and tags ten a page, and its feeds."""
    _write(folder / "hugo.toml", HUGO)
    tags = '{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}'
    one = f'<h1>{{{{ .Title }}}}</h1><p>{{{{ .Date.Format "2 January 2006" }}}}</p>{{{{ .Content }}}}<p>{tags}</p>'
    rows = '{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.description }}</li>{{ end }}'
    older = '{{ with .Paginator.Next }}<a href="{{ .URL }}">Older</a>{{ end }}'
    many = f"<h1>{{{{ .Title }}}}</h1><ul>{rows}</ul>{older}"
    for name, main in {"_default/single": one, "_default/list": many, "index": many}.items():
        _write(folder / f"layouts/{name}.html", _FRAME.format(title="{{ .Title }}", main=main))
    for item in items:
        _write(folder / f"content/{item.address}.md", _common(item) + _plain(item))


def eleventy(items: Iterable[Item], folder: Path, pages: int) -> None:
    """Eleventy with a plain layout: pages, indexes ten a page, tags, and a feed of the newest ten essays."""
    _write(folder / "eleventy.config.cjs", ELEVENTY)
    tags = "{% for tag in tags %}<a href='/tags/{{ tag }}/'>{{ tag }}</a> {% endfor %}"
    one = f"<h1>{{{{ title }}}}</h1>{{{{ content | safe }}}}<p>{tags}</p>"
    _write(folder / "_includes/page.njk", _FRAME.format(title="{{ title }}", main=one))
    row = "<li><a href='{{ page.url }}'>{{ page.data.title }}</a> {{ page.data.description }}</li>"
    for name in FOLDERS.values():
        shown = {"pagination": {"data": f"collections.{name}", "size": 10, "alias": "shown", "reverse": True}}
        address = f"/{name}/{{% if pagination.pageNumber %}}page/{{{{ pagination.pageNumber + 1 }}}}/{{% endif %}}"
        main = f"<ul>{{% for page in shown %}}{row}{{% endfor %}}</ul>"
        _write(folder / f"{name}.njk", _matter({**shown, "permalink": address}) + _FRAME.format(title=name, main=main))
    kinds = ["all", *FOLDERS.values()]
    each = {"pagination": {"data": "collections", "size": 1, "alias": "tag", "filter": kinds}, "permalink": "/tags/{{ tag }}/"}
    main = f"<h1>{{{{ tag }}}}</h1><ul>{{% for page in collections[tag] %}}{row}{{% endfor %}}</ul>"
    _write(folder / "tags.njk", _matter(each) + _FRAME.format(title="{{ tag }}", main=main))
    _write(folder / "index.njk", _FRAME.format(title="Plain", main="<p>Welcome.</p>"))
    entry = "<entry><title>{{ page.data.title }}</title><id>https://plain.example{{ page.url }}</id>"
    whole = "<content type='html'>{{ page.templateContent }}</content></entry>"
    last = "{% for page in collections.essays | reverse %}{% if loop.index <= 10 %}" + entry + whole + "{% endif %}{% endfor %}"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Plain</title>{last}</feed>\n'
    _write(folder / "feed.njk", _matter({"permalink": "/feed.xml"}) + feed)
    for item in items:
        _write(folder / f"{item.address}.md", _matter({**_fields(item), "layout": "page.njk"}) + _plain(item))


def _fields(item: Item) -> dict[str, object]:
    return {"title": item.title, "date": item.day, "description": item.description, "tags": list(item.tags)}


def _common(item: Item) -> str:
    return _matter(_fields(item))


def _plain(item: Item) -> str:
    """The text with links as addresses, and without the ids that only some Markdown knows."""
    return _ID.sub("", _LINK.sub(lambda link: f"/{link[1]}/", item.text)) + "\n"


def _matter(front: Mapping[str, object]) -> str:
    """Front matter. JSON is YAML; a date stands bare, as generators want it."""
    lines = (f"{name}: {value if name == 'date' else json.dumps(value)}" for name, value in front.items())
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

"""Sites of strangers, as `mkdocs.yml` and files to be built: of known parts, of strange ones, and such as do not end well."""

from __future__ import annotations

from typing import Any

Docs = dict[str, str]
"""The text of files by their paths below docs/, or below the project for overrides/, installed/ and hooks/."""


TEXT = """
Some words on **{0}** with `code` and a [link](page-1.md#second-part-1), a note[^1] and ==a mark==.

## First part {0}

- [ ] to do
- [x] done

!!! note "Mind"
    This is *noted*.

=== "One"

    ``` py hl_lines="1"
    print("{0}")
    ```

=== "Two"

    | a | b |
    | - | - |
    | 1 | 2 |

<!-- more -->

## Second part {0} {{ data-search-exclude }}

:material-account: and [another](sub/page-{1}.md), ![picture](picture.png), <a id="raw-{0}"></a> HTML, an ABBR.

*[ABBR]: Abbreviation
[^1]: With a note on {0}.
"""
EXTENSIONS: list[Any] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    {"toc": {"permalink": True}},
    "pymdownx.details",
    {
        "pymdownx.emoji": {
            "emoji_index": "!!python/name:material.extensions.emoji.twemoji",
            "emoji_generator": "!!python/name:material.extensions.emoji.to_svg",
        }
    },
    {"pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span"}},
    "pymdownx.inlinehilite",
    "pymdownx.mark",
    "pymdownx.snippets",
    {
        "pymdownx.superfences": {
            "custom_fences": [{"name": "mermaid", "class": "mermaid", "format": "!!python/name:pymdownx.superfences.fence_code_format"}]
        }
    },
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.tasklist": {"custom_checkbox": True}},
]


def pages(count: int = 12, **front: str) -> Docs:
    """Pages in two folders that link to each other, with all that an author uses."""
    head = "".join(f"{key}: {value}\n" for key, value in front.items())
    docs = {"index.md": "# Welcome\n\nSee [one](page-1.md).\n", "picture.png": "no picture", "sub/index.md": "# Below\n"}
    for number in range(count):
        text = TEXT.format(number, (number + 1) % count)
        docs[f"page-{number}.md"] = f"---\n{head}tags: [odd {number % 3}, all]\n---\n# Page {number}\n{text}"
        docs[f"sub/page-{number}.md"] = (
            f"# Below {number}\n{text}".replace("(page", "(../page").replace("sub/", "").replace("(picture", "(../picture")
        )
    return docs


def posts(count: int = 14, folder: str = "blog") -> Docs:
    """A blog with authors, categories, pinned and hidden posts, and links from one to another."""
    docs = {
        f"{folder}/.authors.yml": "authors:\n  ann: {name: Ann, description: Writes, avatar: https://a.example/a.png}\n",
        f"{folder}/index.md": "# Blog\n",
    }
    for number in range(count):
        text = (
            TEXT.format(number, 1)
            .replace("(page-1.md#second-part-1", f"(post-{(number + 1) % count}.md")
            .replace("sub/", "../../sub/")
            .replace("(picture", "(../../picture")
        )
        front = f"date: 20{10 + number % 4}-01-{number + 1:02}\ncategories: [Cat {number % 3}, 'All & sundry']\nauthors: [ann]\n"
        front += f"tags: [all, 'post?']\npin: {str(number == 5).lower()}\ndraft: {str(number == 7).lower()}\nslug: slug-{number}\n"
        heading = f"# Post {number}\n" if number % 2 else ""
        docs[f"{folder}/posts/post-{number}.md"] = (
            f"---\ntitle: What, {number}?\n{front}links: [page-1.md, index.md]\n---\n{heading}{text if number % 3 else 'Short.'}"
        )
    return docs


def _deep(number: int) -> str:
    """Quotes in each other, deeper than Python's stack has room for, in some lists: each of both takes another number of its frames."""
    lists = "".join(f"{'    ' * depth}- item\n\n" for depth in range(number % 4))
    return f"\n\nWords.\n\n{lists}{'    ' * (number % 4)}{'>' * 400} deep\n\nWords."


NAV: list[Any] = [
    "index.md",
    {"Pages": [f"page-{number}.md" for number in range(6)]},
    {
        "More": [
            "sub/index.md",
            {"Deeper": [*(f"sub/page-{number}.md" for number in range(12)), {"Away": "https://away.example/"}]},
            "page-7.md",
        ]
    },
    {"Twice": "page-1.md"},
    "page-8.md",
]
ALL = [
    "navigation.tabs",
    "navigation.sections",
    "navigation.indexes",
    "navigation.expand",
    "navigation.path",
    "navigation.top",
    "navigation.footer",
    "toc.follow",
    "content.code.copy",
]
BLOG = {"blog": {"pagination_per_page": 3, "authors_profiles": True, "blog_toc": True, "archive_toc": True}}
PRESSED: dict[str, tuple[dict[str, Any], Docs]] = {
    "plain": ({}, pages()),
    "extensions": ({"markdown_extensions": EXTENSIONS}, pages()),
    "nav": ({"nav": NAV, "markdown_extensions": EXTENSIONS}, pages()),
    "all features": ({"nav": NAV, "theme": {"features": ALL}}, pages(icon="material/account", status="new", subtitle="Under")),
    "prune": (
        {"nav": NAV, "theme": {"features": ["navigation.prune", "navigation.tabs", "navigation.instant", "toc.integrate"]}},
        pages(),
    ),
    "indexes and sections": ({"nav": NAV, "theme": {"features": ["navigation.indexes", "navigation.sections"]}}, pages()),
    "blog": ({"plugins": ["search", "tags", BLOG], "markdown_extensions": EXTENSIONS, "theme": {"features": ALL}}, pages() | posts()),
    "blog alone": (
        {"plugins": [{"blog": {"blog_dir": ".", "pagination_per_page": 2, "pagination_keep_content": True}}]},
        pages() | posts(folder="."),
    ),
    "two blogs": ({"plugins": ["search", BLOG, {"blog": {"blog_dir": "news", "archive": False}}]}, pages() | posts() | posts(9, "news")),
    "tags": (
        {"plugins": ["search", {"tags": {"tags_hierarchy": True, "shadow": True, "shadow_tags": ["all"], "export": True}}]},
        pages()
        | {
            "tags.md": "# Tags\n\n<!-- material/tags -->\n\n## Odd\n\n<!-- material/tags { include: [odd 1], toc: false } -->\n",
            "sub/tags.md": "<!-- material/tags { scope: true } -->\n",
        },
    ),
    "search": (
        {"plugins": [{"search": {"separator": "[ -]", "lang": ["de", "en"]}}]},
        pages(search="{boost: 2}") | {"no.md": "---\nsearch: {exclude: true}\n---\n# No"},
    ),
    "no search": ({"plugins": []}, pages()),
    "meta": (
        {"plugins": ["meta", BLOG, "tags"]},
        pages() | posts() | {"sub/.meta.yml": "tags: [below]\nhide: [toc]\n", "blog/posts/.meta.yml": "categories: [Every]\n"},
    ),
    "offline and typeset": ({"plugins": ["search", "offline", "typeset"], "markdown_extensions": EXTENSIONS}, pages()),
    "group": ({"plugins": [{"group": {"enabled": True, "plugins": ["search", "tags", BLOG]}}]}, pages() | posts()),
    "files": ({"use_directory_urls": False, "nav": NAV, "plugins": ["search", BLOG]}, pages() | posts()),
    "language": ({"theme": {"language": "de"}, "extra": {"alternate": [{"name": "English", "link": "/en/", "lang": "en"}]}}, pages()),
    "repository": (
        {"repo_url": "https://github.com/a/b", "edit_uri": "edit/main/docs/", "theme": {"features": ["content.action.edit"]}},
        pages(),
    ),
    "snippets": ({"markdown_extensions": ["pymdownx.snippets"]}, pages() | {"with.md": '--8<-- "docs/index.md"\n'}),
    "drafts": ({"draft_docs": "page-1.md\n", "exclude_docs": "page-2.md\n", "not_in_nav": "page-3.md\nsub/\n", "nav": NAV}, pages()),
    "no address": ({"site_url": ""}, pages()),
    "overrides": (
        {"theme": {"custom_dir": "overrides"}},
        pages(template="own.html")
        | {
            "overrides/own.html": '{% extends "main.html" %}{% macro m(x) %}{% set ns = namespace(a=1) %}{% set ns.a = 2 %}{{ x.upper() }}'
            '{{ ns.a }}{% endmacro %}{% block content %}{{ super() }}{{ m(page.title) }}{{ pages | length }}{{ lang.t("a") }}{% endblock %}'
        },
    ),
    "overrides of a blog": (
        {"theme": {"custom_dir": "overrides"}, "plugins": ["search", BLOG]},
        pages()
        | posts()
        | {
            "overrides/blog.html": '{% extends "main.html" %}{% block container %}{{ page.content }}'
            "{% for post in posts %}{{ post.content }}{% endfor %}{{ config.plugins['material/search'] | attr('config') }}{% endblock %}"
        },
    ),
    "quotes in quotes": (
        {"plugins": ["search", {"blog": {"pagination_per_page": 20}}]},
        {name: f"{text}\n\n{_deep(number)}" for number, (name, text) in enumerate(pages().items())}
        | {name: text.replace("<!-- more -->", f"{_deep(number)}\n\n<!-- more -->") for number, (name, text) in enumerate(posts().items())},
    ),
    "navigation by others": (
        {"plugins": ["search", "awesome-nav", {"exclude": {"glob": "sub/page-1*"}}], "markdown_extensions": EXTENSIONS},
        pages() | {"sub/.nav.yml": "title: Down\nnav:\n  - page-3.md\n  - First: page-0.md\n  - '*'\n"},
    ),
    "navigation by folders": (
        {"plugins": ["search", {"awesome-pages": {"collapse_single_pages": True}}], "theme": {"features": ALL}},
        pages() | {"sub/.pages": "title: Down\nnav:\n  - page-3.md\n  - ...\n", ".pages": "order: desc\n", "alone/page.md": "# Alone\n"},
    ),
    "navigation in words": (
        {"plugins": ["search", "literate-nav", {"glightbox": {"auto_caption": True}}], "markdown_extensions": EXTENSIONS},
        pages() | {"SUMMARY.md": "- [Home](index.md)\n- Pages\n    - [One](page-1.md)\n    - *.md\n- [Below](sub/)\n"},
    ),
    "plugins of others": (
        {
            "plugins": [
                "search",
                {"redirects": {"redirect_maps": {"old.md": "page-1.md#second-part-1", "sub/old.md": "index.md"}}},
                {"minify": {"minify_html": True, "minify_js": True, "js_files": ["own.js"]}},
            ],
            "extra_javascript": ["own.js"],
            "markdown_extensions": EXTENSIONS,
        },
        pages() | {"own.js": "let  one  =  1;\n"},
    ),
}
"""Sites of known parts."""


ONE_BY_ONE = "the Markdown of pages is read one by one, since "
IN_ORDER = "pages are written one after the other, since "
COUNTING = "seen = []\ndef {0}:\n    seen.append(1)\n    {1}\n"
STRANGE: dict[str, tuple[dict[str, Any], Docs, list[str]]] = {
    "a hook that counts pages": (
        {"hooks": ["hooks/count.py"]},
        {"hooks/count.py": COUNTING.format("on_post_page(output, **_)", "return output + str(len(seen))")},
        [IN_ORDER + "the hook hooks/count.py may keep what it has seen of them."],
    ),
    "a hook that changes texts": (
        {"hooks": ["hooks/count.py"]},
        {"hooks/count.py": COUNTING.format("on_page_markdown(markdown, **_)", "return markdown + str(len(seen))")},
        [
            ONE_BY_ONE + "the hook hooks/count.py may change their text.",
            IN_ORDER + "the hook hooks/count.py may keep what it has seen of them.",
        ],
    ),
    "a hook that moves a page after its links were made": (
        {"hooks": ["hooks/move.py"]},
        {
            "hooks/move.py": COUNTING.format(
                "on_page_content(html, page, config, files)", "files.get_file_from_path('page-1.md').url = f'moved-{len(seen)}/'"
            )
        },
        [IN_ORDER + "the hook hooks/move.py may keep what it has seen of them."],
    ),
    "a plugin that counts pages": (
        {"plugins": ["search", "counting"]},
        {
            "installed/counting.py": """
from mkdocs.plugins import BasePlugin
class Counting(BasePlugin):
    seen = 0
    def on_page_context(self, context, page, **_):
        self.seen += 1
        page.meta["description"] = f"number {self.seen}"
""",
            "installed/counting-1.dist-info/entry_points.txt": "[mkdocs.plugins]\ncounting = counting:Counting\n",
            "installed/counting-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: counting\nVersion: 1\n",
        },
        [IN_ORDER + "the plugin counting may keep what it has seen of them."],
    ),
    "a template that counts pages": (
        {"theme": {"custom_dir": "overrides"}, "extra": {"seen": []}},
        {
            "overrides/main.html": '{% extends "base.html" %}\n{% block content %}'
            "{{ config.extra.seen.append(1) or config.extra.seen | length }}{% endblock %}"
        },
        [IN_ORDER + "the template main.html:2 may keep what it has seen of them."],
    ),
    "a template that counts pages by another name": (
        {"theme": {"custom_dir": "overrides"}, "extra": {"seen": []}},
        {
            "overrides/main.html": '{% extends "base.html" %}\n{% block content %}{% set add = config.extra.seen.append %}'
            "{{ add(1) or config.extra.seen | length }}{% endblock %}"
        },
        [IN_ORDER + "the template main.html:2 may keep what it has seen of them."],
    ),
    "a template that shows all pages": (
        {"theme": {"custom_dir": "overrides"}, "markdown_extensions": ["attr_list"]},
        {
            "overrides/main.html": '{% extends "base.html" %}\n{% block content %}'
            "{% for page in nav.pages %}{{ page.content }}{% endfor %}{% endblock %}"
        },
        [IN_ORDER + "the template main.html:2 may keep what it has seen of them."],
    ),
    "a template that is too deep": (
        {"theme": {"custom_dir": "overrides"}},
        {"overrides/deep.html": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}"},
        [IN_ORDER + "it cannot be told what they depend on (RecursionError)."],
    ),
    "a plugin that speaks of its settings": (
        {"plugins": ["search", {"minify": {"minify_html": True, "htmlmin_opts": {"no_such_option": True}}}]},
        {},
        [IN_ORDER + "the plugin minify may keep what it has seen of them."],
    ),
    "a hook without events that counts pages": (
        {"hooks": ["hooks/count.py"], "theme": {"custom_dir": "overrides"}},
        {
            "hooks/count.py": "from jinja2 import defaults\n"
            "seen = []\ndef number(text):\n    seen.append(1)\n    return str(len(seen))\ndefaults.DEFAULT_FILTERS['number'] = number\n",
            "overrides/main.html": '{% extends "base.html" %}\n{% block content %}{{ page.title | number }}{% endblock %}',
        },
        [IN_ORDER + "the template main.html:2 may keep what it has seen of them."],
    ),
    "two pages for one address": (
        {},
        {"page-1/index.md": "# Short\n", "page-1.md": "# Long\n" + "Words. " * 5000},
        [IN_ORDER + "page-1/index.html is written twice."],
    ),
    "a machine without room for temporary files": (
        {"hooks": ["hooks/full.py"]},
        {"hooks/full.py": "import tempfile\ntempfile.tempdir, tempfile._candidate_tempdir_list = None, list\n"},
        [ONE_BY_ONE + "no folder takes temporary files.", IN_ORDER + "no folder takes temporary files."],
    ),
    "a hook that changes what is said": (
        {"hooks": ["hooks/say.py"]},
        {
            "hooks/say.py": "import logging\n"
            "def change(record):\n    record.msg = f'[docs] {record.msg}'\n    return True\n"
            "log = logging.getLogger('mkdocs.structure.pages')\nlog.filters[:] = [change]\n",
            "page-2.md": "[a](no.md)\n",
        },
        [
            ONE_BY_ONE + "somebody listens to what mkdocs.structure.pages says.",
            IN_ORDER + "somebody listens to what mkdocs.structure.pages says.",
        ],
    ),
    "an extension of Markdown that counts pages": (
        {"markdown_extensions": ["counter"]},
        {
            "installed/counter.py": """
import itertools
from markdown import Extension, postprocessors
numbers = itertools.count()
class Number(postprocessors.Postprocessor):
    def run(self, text):
        return text + str(next(numbers))
class Counter(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Number(md), "n", 1)
def makeExtension(**_):
    return Counter()
"""
        },
        [ONE_BY_ONE + "it is not known what the Markdown extension counter keeps of them."],
    ),
}
"""Sites with something strange, and what the press says of it."""


FEW = ONE_BY_ONE + "there are so few."
ENDS: dict[str, tuple[dict[str, Any], Docs, list[str], list[str] | None]] = {
    "nothing": ({}, {}, [], []),
    "one page": ({}, {"index.md": "# Only\n"}, [], [FEW]),
    "broken links": (
        {"validation": {"links": {"anchors": "warn"}}},
        pages() | {"page-3.md": "[a](no.md) [b](page-1.md#no)\n", "page-5.md": "[a](no-2.md) [b](#no)\n"},
        ["--strict"],
        [],
    ),
    "broken links on every page": (
        {"validation": {"links": {"absolute_links": "info", "unrecognized_links": "warn"}}},
        {name: f"{text}\n[a](no.md) [b](/{name}) [c](nowhere) [d](index.mdx)\n" for name, text in pages().items() if name.endswith(".md")},
        [],
        [],
    ),
    "pages that cannot be written": (
        {},
        pages() | {f"page-{number}.md": f"---\ntemplate: no-{number}.html\n---\n" for number in (3, 4, 9)},
        [],
        [],
    ),
    "a page that cannot be written": ({}, pages() | {"page-3.md": "---\ntemplate: no.html\n---\n", "z/far/down.md": "# Down\n"}, [], []),
    "a page that cannot be read": (
        {"markdown_extensions": [{"pymdownx.snippets": {"check_paths": True}}]},
        pages() | {"page-3.md": '--8<-- "no.md"\n'},
        [],
        [],
    ),
    "a post that cannot be read": (
        {"plugins": [BLOG]},
        pages() | posts() | {"blog/posts/post-3.md": "---\ndate: 2024-01-01\ntags: [a\n---\n"},
        [],
        [],
    ),
    "a post without a date": ({"plugins": [BLOG]}, pages() | posts() | {"blog/posts/post-3.md": "---\ntitle: What?\n---\n"}, [], []),
    "an empty page": (
        {"theme": {"custom_dir": "overrides"}},
        pages() | {"overrides/no.html": "", **{f"page-{number}.md": "---\ntemplate: no.html\n---\n" for number in (7, 2, 4)}},
        [],
        [],
    ),
    "everything said": ({}, pages(), ["--verbose"], None),
    "dirty": ({}, pages(), ["--dirty"], None),
}
"""Sites whose build ends early or says something, options of the build, and what the press says: None for that it stands aside."""

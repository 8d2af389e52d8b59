"""Known: what was read and tried, and keeps the bytes of a build when the press makes it faster. Whatever else a site uses is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any

VERSIONS = {
    "mkdocs": {"1.6.1"},
    "mkdocs-material": {"9.8.1"},
    "jinja2": {"3.1.6"},
    "markdown": {"3.11.3"},
    "pymdown-extensions": {"13.1"},
}
"""The versions that the press was tried with."""

PLUGINS = frozenset(
    f"material.plugins.{name}"
    for name in """
        blog.plugin.BlogPlugin group.plugin.GroupPlugin info.plugin.InfoPlugin meta.plugin.MetaPlugin offline.plugin.OfflinePlugin
        search.plugin.SearchPlugin tags.plugin.TagsPlugin typeset.plugin.TypesetPlugin
    """.split()
)
"""The plugins that keep nothing of a page while it is written; but for the search's entries, which the press puts together."""
OTHERS = {
    "mkdocs_awesome_nav.plugin.AwesomeNavPlugin": ("mkdocs-awesome-nav", "3.3.0", ""),
    "mkdocs_awesome_pages_plugin.plugin.AwesomePagesPlugin": ("mkdocs-awesome-pages-plugin", "2.10.1", ""),
    "mkdocs_exclude.plugin.Exclude": ("mkdocs-exclude", "1.0.2", ""),
    "mkdocs_git_revision_date_localized_plugin.plugin.GitRevisionDateLocalizedPlugin": (
        "mkdocs-git-revision-date-localized-plugin",
        "1.6.3",
        "",
    ),
    "mkdocs_glightbox.plugin.LightboxPlugin": ("mkdocs-glightbox", "0.5.3", ""),
    "mkdocs_literate_nav.plugin.LiterateNavPlugin": ("mkdocs-literate-nav", "0.6.2", ""),
    "mkdocs_minify_plugin.plugin.MinifyPlugin": ("mkdocs-minify-plugin", "0.8.0", "htmlmin_opts"),
    "mkdocs_redirects.plugin.RedirectPlugin": ("mkdocs-redirects", "1.2.2", ""),
}
"""Plugins of others that keep nothing either: where each comes from, in which version, and where one setting is not used."""

TEXT_EVENTS = frozenset({"pre_page", "page_read_source", "page_markdown"})
"""The events that decide which text a page's HTML is made of."""
QUIET_EVENTS = frozenset({"startup", "shutdown", "serve", "build_error"})
"""The events that lie outside of a build."""

EXTENSIONS = frozenset(
    """
    abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta nl2br sane_lists
    smarty tables toc wikilinks
    pymdownx.arithmatex pymdownx.b64 pymdownx.betterem pymdownx.blocks.admonition pymdownx.blocks.caption pymdownx.blocks.definition
    pymdownx.blocks.details pymdownx.blocks.html pymdownx.blocks.tab pymdownx.caret pymdownx.critic pymdownx.details pymdownx.emoji
    pymdownx.escapeall pymdownx.extra pymdownx.fancylists pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.magiclink
    pymdownx.mark pymdownx.pathconverter pymdownx.progressbar pymdownx.quotes pymdownx.saneheaders pymdownx.smartsymbols
    pymdownx.snippets pymdownx.striphtml pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde
    """.split()
)
"""The extensions of Markdown that make a page's HTML of its text alone, and of files that no build changes."""
MAKERS = ("markdown.", "pymdownx.", "material.extensions.", "materialx.", "mkdocs.utils.yaml")
"""Where functions and objects among the extensions' settings may come from."""


def untried(wanted: Mapping[str, set[str]] = VERSIONS) -> Iterator[str]:
    """What is installed here in a version that the press was not tried with, each as "name version"."""
    for name, tried in wanted.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "(not installed)"
        if installed not in tried:
            yield f"{name} {installed}"


def keeps_nothing(code: str, settings: Mapping[str, Any]) -> bool:
    """Whether a plugin, by where its code is and how it is set, is known to keep nothing of a page while it is written."""
    if code not in OTHERS:
        return code in PLUGINS
    source, tried, unused = OTHERS[code]
    return not any(untried({source: {tried}})) and not settings.get(unused)


def strange_extension(extensions: list[Any], settings: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The name of an extension of Markdown that is not known, or is set to something that is not; None when all are."""
    for extension in extensions:
        name = extension.removeprefix("markdown.extensions.") if isinstance(extension, str) else type(extension).__module__
        if not isinstance(extension, str) or name not in EXTENSIONS or not _plain(settings.get(extension) or {}):
            return name
        if name == "pymdownx.snippets" and (settings.get(extension) or {}).get("url_download"):
            return f"{name} with url_download"
    return None


def _plain(value: Any) -> bool:
    """Whether a setting is data, or something of a known extension's own."""
    if isinstance(value, dict):
        return all(map(_plain, value)) and all(map(_plain, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_plain, value))
    if isinstance(value, partial):
        return _plain(value.func) and _plain(value.args) and _plain(value.keywords)
    if value is None or isinstance(value, (str, int, float, re.Pattern)):
        return True
    module = getattr(value, "__module__", None) or type(value).__module__
    return f"{module}.".startswith(MAKERS)

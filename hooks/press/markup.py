"""Markup: one Markdown parser for all pages of a build, where MkDocs makes one for each, and quicker than it comes.

A parser is shared only where every extension is known to leave nothing of one text to the next: those of `KNOWN`, whose
tests convert texts in many orders, and those that say so of themselves by an attribute `resets = True`. Any other
extension leaves the site's pages to MkDocs, as do settings that may hold something of a page: a function that nobody knows,
or a path that MkDocs reads anew for each page (its `!relative`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from .insides import markup as insides

_KNOWN = {
    "markdown.extensions": """
        abbr admonition attr_list codehilite def_list fenced_code footnotes md_in_html meta nl2br sane_lists smarty tables toc wikilinks
    """,
    "pymdownx": """
        _bypassnorm arithmatex betterem caret critic details emoji escapeall highlight inlinehilite keys magiclink mark progressbar
        saneheaders smartsymbols snippets striphtml superfences tabbed tasklist tilde
    """,
}
KNOWN = frozenset(f"{package}.{name}" for package, names in _KNOWN.items() for name in names.split())
"""Modules of extensions that were read and tested for it."""
PACKAGES = {"markdown", "material", "pymdownx"}
"""Whose functions, in settings, keep nothing: for emoji, slugs and fences."""


class Shared:
    """The parser of one build, made when its first page is rendered."""

    def __init__(self) -> None:
        self._idle: list[Markdown] = []
        self._extensions: list[Any] | None = None
        self._allowed = False

    def lend(self, page: Page) -> None:
        """Let a page render itself by this parser, once; one that has a way of its own keeps it."""
        if type(page).render.__module__ == Page.__module__ and "render" not in vars(page):
            page.render = partial(self._render, page)  # type: ignore[method-assign]

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        del page.render  # from here on the page is as MkDocs made it
        if self._extensions != config.markdown_extensions:
            self._extensions = list(config.markdown_extensions)
            first = parser(config)
            self._allowed, self._idle = first is not None, [first] if first else []
        md = (self._idle.pop() if self._idle else parser(config)) if self._allowed else None
        if md is None:
            page.render(config, files)
            return
        insides.render(page, config, files, md)
        self._idle.append(md)  # one that failed on its way is not used again


def parser(config: MkDocsConfig) -> Markdown | None:
    """A quick parser with a site's extensions, for many texts with `reset()` before each; None where that may not be safe."""
    md = _Attentive(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
    given = [one for one in config.markdown_extensions if isinstance(one, Extension)]
    if not (_is_plain(config.mdx_configs) and all(_resets(one) for one in (*given, *md.built))):
        return None
    insides.hasten(md)
    return md


class _Attentive(Markdown):
    """Keeps the extensions that it makes, those too that others ask for."""

    def __init__(self, **options: Any) -> None:
        self.built: list[Extension] = []
        super().__init__(**options)

    def build_extension(self, ext_name: str, configs: Mapping[str, Any]) -> Extension:
        self.built.append(super().build_extension(ext_name, configs))
        return self.built[-1]


def _resets(extension: Extension) -> bool:
    """Whether nothing of one text is left to the next. Footnotes that count pages are not so."""
    declared = getattr(extension, "resets", None)
    known = type(extension).__module__ in KNOWN and not (
        type(extension).__name__ == "FootnoteExtension" and extension.getConfig("UNIQUE_IDS")
    )
    return known if declared is None else bool(declared)


def _is_plain(value: Any) -> bool:
    """Whether settings are data, and functions of packages that we know."""
    if isinstance(value, Mapping):
        return all(_is_plain(one) for one in value.values())
    if isinstance(value, (list, tuple)):
        return all(_is_plain(one) for one in value)
    if isinstance(value, partial):
        return _is_plain((value.func, *value.args, value.keywords))
    if callable(value):
        return getattr(value, "__module__", "").partition(".")[0] in PACKAGES
    return value is None or isinstance(value, (str, int, float))

"""Stateless: whether a site's own templates render each page without regard to those that were rendered before.

Jinja's own means do: only what is called in a template, or a namespace that a macro finds outside of itself, can keep anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

METHODS = frozenset(
    """
    capitalize casefold center count endswith find format get index isalnum isalpha isdigit islower isnumeric isspace istitle isupper
    items join keys ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split
    splitlines startswith strip swapcase t title upper values zfill date isoformat strftime total_seconds
    """.split()
)
"""Methods of Python's own types that change nothing; and `t`, Material's word for a key."""
NO_TEMPLATES = (".css", ".js", ".py")
KEEPERS = frozenset({"cycler", "joiner"})
"""What Jinja offers to keep something from one call to the next."""


def keeper(folder: Path, environment: Environment) -> str | None:
    """Where, in a folder of templates, something may be kept from page to page, as "file:line"; None when nowhere."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in NO_TEMPLATES:
            name = path.relative_to(folder).as_posix()
            try:
                source = path.read_text(encoding="utf-8")
                tree = environment.parse(source) if "{%" in source or "{{" in source else None
            except UnicodeDecodeError:
                continue
            except TemplateSyntaxError as error:
                return f"{name}:{error.lineno}"
            for node in _keeping(tree) if tree else ():
                return f"{name}:{node.lineno}"
    return None


def redraws(folder: Path, template: str) -> bool:
    """Whether a folder of templates has one of its own in the place of this one, or icons that are not plain pictures."""
    icons = (path.read_text(encoding="utf-8") for path in folder.glob(".icons/**/*.svg"))
    return (folder / template).exists() or any("{{" in icon or "{%" in icon for icon in icons)


def _keeping(tree: nodes.Template) -> Iterator[nodes.Node]:
    """What in a template may keep something."""
    modules = {node.target for node in tree.find_all(nodes.Import)} | {"self", "loop"}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            if call.node.name in KEEPERS:
                yield call
        elif not isinstance(call.node, nodes.Getattr) or not (
            call.node.attr in METHODS or (isinstance(call.node.node, nodes.Name) and call.node.node.name in modules)
        ):
            yield call
    for use in tree.find_all(nodes.Filter):
        if use.name in {"attr", "random"}:
            yield use
    for read in tree.find_all(nodes.Getattr):
        if read.attr == "content" and not (isinstance(read.node, nodes.Name) and read.node.name in {"page", "post"}):
            yield read  # a page's content changes while it is written
    for name in tree.find_all(nodes.Const):
        if name.value == "content" or str(name.value).endswith(".content"):
            yield name
    for macro in tree.find_all((nodes.Macro, nodes.CallBlock)):
        own = {node.name for node in macro.find_all(nodes.Name) if node.ctx == "store"}
        for node in macro.find_all(nodes.NSRef):
            if node.name not in own:
                yield node

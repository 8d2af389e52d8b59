"""Stateless: whether a site's own templates render each page without regard to those that were rendered before.

Jinja's own means do, but for what is called in a template, a namespace or a filter's values that templates share, and what of pages and
of the search changes while pages are written.
"""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Set
from itertools import chain
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

METHODS = frozenset(
    """
    capitalize casefold center count endswith find get index isalnum isalpha isdigit islower isnumeric isspace istitle isupper
    items join keys ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split
    splitlines startswith strip swapcase t title upper values zfill date isoformat strftime total_seconds
    """.split()
)
"""Methods of Python's own types that change nothing; and `t`, Material's word for a key."""
CHANGERS = frozenset(name for kind in (deque, dict, list, set) for name in dir(kind) if name[0] != "_") - METHODS
"""Methods of Python's own types that may change something: no template needs one, not even without calling it at once."""
NO_TEMPLATES = (".css", ".js", ".py")
KEEPERS = frozenset({"cycler", "joiner", "lipsum"})
"""What Jinja offers to keep something from one call to the next, or to say something else at each."""
LAZY = frozenset({"batch", "items", "map", "reject", "rejectattr", "select", "selectattr", "slice"})
"""Filters that give one thing after the other, each once."""
READERS = frozenset({"groupby", "join", "map", "max", "min", "rejectattr", "selectattr", "sort", "sum", "unique"})
"""Filters that are told what to read of each thing."""
CHANGING = frozenset({"content", "entries", "excerpt", "more", "toc"})
"""What of a page, or of the search, changes while pages are written."""
PARTS = re.compile(r"\{[^{}]*[.\[]")
"""What in a text to be formatted reads a part of what it is given."""
SETTINGS = "mdx_configs"
"""Where a name of those is an extension of Markdown."""
MAKERS = frozenset({"builtins", "jinja2", "markupsafe", "material", "mkdocs"})
"""Whose filters and tests keep nothing."""


def keeper(folder: Path, environment: Environment) -> str | None:
    """Where, in a folder of templates, something may be kept from page to page, as "file:line"; None when nowhere."""
    trees = {}
    for path in sorted(_below(folder)):
        if path.is_file() and path.suffix not in NO_TEMPLATES:
            name = path.relative_to(folder).as_posix()
            try:
                source = path.read_text(encoding="utf-8")
                if "{%" in source or "{{" in source:
                    trees[name] = environment.parse(source)
            except UnicodeDecodeError:
                continue
            except TemplateSyntaxError as error:
                return f"{name}:{error.lineno}"
    own = _Own(trees.values())
    uses = [*environment.filters.items(), *environment.tests.items()]
    strange = {name for name, made in uses if getattr(made, "__module__", "").partition(".")[0] not in MAKERS}
    for name, tree in trees.items():
        for node in chain(_lazy(tree) if name in own.alone else (), _keeping(tree, own, strange)):
            return f"{name}:{node.lineno}"
    return None


def redraws(folder: Path, template: str) -> bool:
    """Whether a folder of templates has one of its own in the place of this one, or icons that are not plain pictures."""
    icons = (path.read_bytes() for path in _below(folder / ".icons") if path.suffix == ".svg" and path.is_file())
    return (folder / template).exists() or any(b"{{" in icon or b"{%" in icon for icon in icons)


def _below(folder: Path) -> Iterator[Path]:
    """All files below a folder, and below folders that it links to, as a loader of templates finds them. Each folder is looked at once."""
    seen: set[str] = set()
    for root, folders, names in os.walk(folder, followlinks=True):
        if (real := os.path.realpath(root)) in seen:
            folders.clear()
        else:
            seen.add(real)
            yield from (Path(root) / name for name in names)


class _Own:
    """What templates give names to themselves. It is looked at for all of them together, since one includes another.

    `given` are names that may stand for anything; `pages` are those under which a template finds the page that is written, or, in a view
    of a blog, its posts; `alone` are the templates that others import without their context: Jinja keeps what they make.
    """

    def __init__(self, trees: Iterable[nodes.Template]) -> None:
        named: Counter[str] = Counter()
        imported: dict[str, str] = {}
        self.alone: set[str] = set()
        posts = 0
        for tree in trees:
            named += _named(tree)
            posts += sum(_goes_through_posts(loop) for loop in tree.find_all(nodes.For))
            modules, parts = [*tree.find_all(nodes.Import)], [*tree.find_all(nodes.FromImport)]
            wanted = [use.template for use in modules if not use.with_context] + [use.template for use in parts if not use.with_context]
            self.alone.update(str(one.value) for one in wanted if isinstance(one, nodes.Const))
            imported.update((use.target, "") for use in modules)
            pairs = (pair for use in parts for pair in use.names)
            imported.update((pair, pair) if isinstance(pair, str) else (pair[1], pair[0]) for pair in pairs)
        self.given = set(named).union(name for name, origin in imported.items() if origin in named)
        self.pages = {"page"}.difference(named, imported)
        if named["post"] == posts and not {"post", "posts"} & {*imported} and "posts" not in named:
            self.pages.add("post")


def _named(tree: nodes.Template) -> Counter[str]:
    """The names that a template gives, and how often."""
    return Counter(node.name for node in tree.find_all(nodes.Name) if node.ctx != "load")


def _goes_through_posts(loop: nodes.For) -> bool:
    one, all_ = loop.target, loop.iter
    return isinstance(one, nodes.Name) and isinstance(all_, nodes.Name) and (one.name, all_.name) == ("post", "posts")


def _keeping(tree: nodes.Template, own: _Own, strange: Set[str]) -> Iterator[nodes.Node]:
    """What in a template may keep something. `strange` are the names of filters and tests of which nothing is known."""
    named = _named(tree)
    yield from _calls(tree, own, named)
    yield from _reads(tree, own)
    yield from _spaces(tree, named)
    for use in tree.find_all((nodes.Filter, nodes.Test)):
        if use.name in strange | {"random"} or (isinstance(use, nodes.Filter) and use.name == "attr" and not _is_plain(use)):
            yield use
    for other in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        wanted: nodes.Expr = other.template  # type: ignore[attr-defined]
        if isinstance(wanted, nodes.Const) and str(wanted.value).endswith(NO_TEMPLATES):
            yield other
    for given in tree.find_all(nodes.Name):
        if given.name == "config" and given.ctx != "load":
            yield given  # the navigation is drawn by it


def _calls(tree: nodes.Template, own: _Own, named: Counter[str]) -> Iterator[nodes.Node]:
    """What is called in a template, and may be anything."""
    modules = {node.target for node in tree.find_all(nodes.Import)}.union({"self", "loop"}).difference(named)
    for call in tree.find_all(nodes.Call):
        called, known = call.node, False
        if isinstance(called, nodes.Name):
            known = called.name not in KEEPERS | own.given
        elif isinstance(called, nodes.Getattr):
            theirs = _is_named(called.node, modules) and called.attr not in own.given
            known = theirs or called.attr in METHODS or (called.attr == "format" and _says_its_fields(called.node))
        if not known:
            yield call


def _reads(tree: nodes.Template, own: _Own) -> Iterator[nodes.Node]:
    """What a template reads, and is another thing at another time, or would change something if it were called."""
    for read in tree.find_all(nodes.Getattr):
        setting = isinstance(read.node, nodes.Getattr) and read.node.attr == SETTINGS
        if _may_change(read.attr) or (read.attr in CHANGING and not setting and not _is_named(read.node, own.pages)):
            yield read
    for use in tree.find_all(nodes.Filter):
        told = [*use.args[use.name == "join" :], *(given.value for given in use.kwargs)]  # the first of `join` is what it puts between
        parts = {part for one in told if isinstance(one, nodes.Const) for part in str(one.value).split(".")}
        if use.name in READERS and (parts & CHANGING or any(map(_may_change, parts))):
            yield use
    for name in tree.find_all(nodes.Const):
        if name.value == "content" or str(name.value).endswith(tuple(f".{part}" for part in CHANGING)):
            yield name
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and _may_change(item.arg.value):
            yield item


def _spaces(tree: nodes.Template, named: Counter[str]) -> Iterator[nodes.Node]:
    """What is put into namespaces that a template did not make itself, or a macro did not: Jinja keeps what it imports without context."""
    made = Counter(node.target.name for node in tree.find_all(nodes.Assign) if isinstance(node.target, nodes.Name) and _is_space(node.node))
    for use in tree.find_all(nodes.NSRef):
        if not made[use.name] or made[use.name] != named[use.name]:
            yield use
    for macro in tree.find_all((nodes.Macro, nodes.CallBlock)):
        within = {node.name for node in macro.find_all(nodes.Name) if node.ctx == "store"}
        yield from (node for node in macro.find_all(nodes.NSRef) if node.name not in within)


def _lazy(tree: nodes.Template) -> Iterator[nodes.Node]:
    """What a template names for others and gives to the first who asks, and to nobody after."""
    for node in tree.body:
        if isinstance(node, nodes.Assign) and isinstance(node.node, nodes.Filter) and node.node.name in LAZY:
            yield node


def _is_named(node: nodes.Node, names: Set[str]) -> bool:
    return isinstance(node, nodes.Name) and node.name in names


def _is_space(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and _is_named(node.node, {"namespace"})


def _is_plain(use: nodes.Filter) -> bool:
    """Whether it is said which attribute the filter `attr` reads, and that is none that changes something."""
    return len(use.args) == 1 and isinstance(use.args[0], nodes.Const) and not _may_change(use.args[0].value)


def _may_change(name: object) -> bool:
    """Whether an attribute of this name may be a method that changes something, or something that its maker keeps for himself."""
    return name in CHANGERS or str(name).startswith("_")


def _says_its_fields(text: nodes.Node) -> bool:
    """Whether a text stands in the template, and takes what it is given as it is: the fields of another may read anything of it."""
    return isinstance(text, nodes.Const) and not PARTS.search(str(text.value))

"""Stateless: whether a site's own templates render each page without regard to those that were rendered before.

Jinja's own means do: only what is called in a template, or a namespace that a macro finds outside of itself, can keep anything.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
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
CHANGERS = frozenset(name for kind in (deque, dict, list, set) for name in dir(kind) if name[0] != "_") - METHODS
"""Methods of Python's own types that may change something: no template needs one, not even without calling it at once."""
NO_TEMPLATES = (".css", ".js", ".py")
KEEPERS = frozenset({"cycler", "joiner"})
"""What Jinja offers to keep something from one call to the next."""
CHANGING = "content"
"""What of a page changes while it is written."""


def keeper(folder: Path, environment: Environment) -> str | None:
    """Where, in a folder of templates, something may be kept from page to page, as "file:line"; None when nowhere."""
    trees = {}
    for path in sorted(folder.rglob("*")):
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
    for name, tree in trees.items():
        for node in _keeping(tree, own):
            return f"{name}:{node.lineno}"
    return None


def redraws(folder: Path, template: str) -> bool:
    """Whether a folder of templates has one of its own in the place of this one, or icons that are not plain pictures."""
    icons = (path.read_bytes() for path in folder.glob(".icons/**/*.svg") if path.is_file())
    return (folder / template).exists() or any(b"{{" in icon or b"{%" in icon for icon in icons)


class _Own:
    """What templates give names to themselves. It is looked at for all of them together, since one includes another.

    `given` are names that may stand for anything; `pages` are those under which a template finds the page that is written, or, in a view
    of a blog, its posts.
    """

    def __init__(self, trees: Iterable[nodes.Template]) -> None:
        named: Counter[str] = Counter()
        imported: dict[str, str] = {}
        posts = 0
        for tree in trees:
            named.update(node.name for node in tree.find_all(nodes.Name) if node.ctx != "load")
            posts += sum(_goes_through_posts(loop) for loop in tree.find_all(nodes.For))
            imported.update((node.target, "") for node in tree.find_all(nodes.Import))
            pairs = (pair for node in tree.find_all(nodes.FromImport) for pair in node.names)
            imported.update((pair, pair) if isinstance(pair, str) else (pair[1], pair[0]) for pair in pairs)
        self.given = set(named).union(name for name, origin in imported.items() if origin in named)
        self.pages = {"page"}.difference(named, imported)
        if named["post"] == posts and not {"post", "posts"} & {*imported} and "posts" not in named:
            self.pages.add("post")


def _goes_through_posts(loop: nodes.For) -> bool:
    one, all_ = loop.target, loop.iter
    return isinstance(one, nodes.Name) and isinstance(all_, nodes.Name) and (one.name, all_.name) == ("post", "posts")


def _keeping(tree: nodes.Template, own: _Own) -> Iterator[nodes.Node]:
    """What in a template may keep something."""
    modules = {node.target for node in tree.find_all(nodes.Import)} | {"self", "loop"}
    modules -= {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            if call.node.name in KEEPERS | own.given:
                yield call
        elif not isinstance(call.node, nodes.Getattr) or not (
            call.node.attr in METHODS
            or (isinstance(call.node.node, nodes.Name) and call.node.node.name in modules and call.node.attr not in own.given)
        ):
            yield call
    for use in tree.find_all(nodes.Filter):
        if use.name == "random" or (use.name == "attr" and not _is_plain(use)):
            yield use
    for read in tree.find_all(nodes.Getattr):
        if read.attr in CHANGERS:
            yield read
        if read.attr == CHANGING and not (isinstance(read.node, nodes.Name) and read.node.name in own.pages):
            yield read
    for name in tree.find_all(nodes.Const):
        if name.value == CHANGING or str(name.value).endswith(f".{CHANGING}"):
            yield name
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and item.arg.value in CHANGERS:
            yield item
    for macro in tree.find_all((nodes.Macro, nodes.CallBlock)):
        within = {node.name for node in macro.find_all(nodes.Name) if node.ctx == "store"}
        for node in macro.find_all(nodes.NSRef):
            if node.name not in within:
                yield node


def _is_plain(use: nodes.Filter) -> bool:
    """Whether it is said which attribute the filter `attr` reads, and that is none that changes something."""
    return len(use.args) == 1 and isinstance(use.args[0], nodes.Const) and use.args[0].value not in CHANGERS

"""The core stands by itself: no MkDocs, no Material, and imports that run only downwards. So does what draws the face."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import face
import folio
import pytest

CORE = Path(folio.__file__ or "").parent
FACE = Path(face.__file__ or "").parent
LAYERS = (
    "policy",
    "sandbox scan doors likeness affinity paper",
    "problems encoding blocks qr pocket quiet",
    "frontmatter fields tree headings checklist formulas lock manuscript",
    "model body questions pictures proposal",
    "foreign library letters mending preface",
    "reading links schema starter graph",
    "reminder maturity facets ids craft echoes steps citation",
    "checklists",
    "listings",
    "feed texts telling atlas",
    "rules views jsonld chapters",
    "gate reach",
    "desk",
    "edition",
    "__main__",
)
"""From the bottom up; modules of one layer do not know each other. The picture in folio/__init__.py is this."""
LEVEL = {module: level for level, row in enumerate(LAYERS) for module in row.split()}
FOREIGN = {"mkdocs", "material", "jinja2"}


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """What a module imports: how many dots stand in front, and the module's name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.level, node.module
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.level, alias.name) for alias in node.names)


def test_every_module_has_a_layer() -> None:
    assert {path.stem for path in CORE.glob("*.py")} == {*LEVEL, "__init__"}


@pytest.mark.parametrize("module", LEVEL)
def test_a_module_imports_only_what_lies_below_it(module: str) -> None:
    for dots, name in _imports(CORE / f"{module}.py"):
        assert (dots, name.partition(".")[0]) not in {(0, other) for other in {*FOREIGN, "folio", "hooks"}}
        assert dots == 0 or (dots == 1 and LEVEL[name] < LEVEL[module]), f"{module} imports {name}"


def test_the_picture_in_the_package_names_the_layers_in_their_order() -> None:
    picture = (folio.__doc__ or "").split("\n\n")[2].splitlines()
    assert tuple(" ".join(line.split(" · ")[0].split()) for line in picture if line.strip()) == LAYERS


def test_what_draws_knows_neither_the_core_nor_the_engine() -> None:
    for path in FACE.glob("*.py"):
        tops = {name.partition(".")[0] for dots, name in _imports(path) if not dots}
        assert not tops & {*FOREIGN, "folio", "hooks"}, path.name

"""The core stands by itself: no MkDocs, no Material, and imports that run only downwards. So does what draws the face."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import face
import folio
import press
import pytest
import search

CORE = Path(folio.__file__ or "").parent
FACE = Path(face.__file__ or "").parent
PRESS = Path(press.__file__ or "").parent
SEARCH = Path(search.__file__ or "").parent
LAYERS = (
    "policy",
    "sandbox scan doors likeness affinity paper",
    "problems encoding blocks qr pocket quiet",
    "frontmatter fields tree headings checklist formulas lock manuscript",
    "model body questions pictures proposal",
    "foreign library letters darkroom preface",
    "reading links schema starter graph mending",
    "reminder maturity facets ids craft echoes steps citation related prints recall",
    "checklists findable outline",
    "listings",
    "feed texts telling atlas",
    "rules views jsonld chapters sheets",
    "gate reach",
    "desk renewal",
    "edition",
    "__main__",
)
"""From the bottom up; modules of one layer do not know each other. The picture in folio/__init__.py is this."""
PRESSES = (
    "crew inputs store triggers shelf again",
    "insides turns known stateless",
    "key place",
    "works",
    "markup addresses compiled changes lookout",
    "parts pages ahead branches blogs",
    "build rendering live anywhere",
)
"""The same for press/, from the bottom up."""
SEARCHES = (
    "grammar",
    "languages packing",
    "fragments",
    "postings",
    "spellings",
    "index",
    "renewal shelf",
    "question",
    "ranking",
    "report",
)
"""The same for search/."""
LEVELS = {
    package: {module: level for level, row in enumerate(layers) for module in row.split()}
    for package, layers in ((CORE, LAYERS), (PRESS, PRESSES), (SEARCH, SEARCHES))
}
LEVEL = LEVELS[CORE]
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


@pytest.mark.parametrize("package", LEVELS)
def test_every_module_has_a_layer(package: Path) -> None:
    rooms = [*package.glob("*.py"), *(path.parent for path in package.glob("*/__init__.py"))]
    assert {path.stem for path in rooms} == {*LEVELS[package], "__init__"}


@pytest.mark.parametrize("module", LEVEL)
def test_a_module_imports_only_what_lies_below_it(module: str) -> None:
    for dots, name in _imports(CORE / f"{module}.py"):
        assert (dots, name.partition(".")[0]) not in {(0, other) for other in {*FOREIGN, "folio", "hooks"}}
        assert dots == 0 or (dots == 1 and LEVEL[name] < LEVEL[module]), f"{module} imports {name}"


@pytest.mark.parametrize("module", LEVELS[PRESS])
def test_the_press_knows_nothing_of_what_a_site_is_about(module: str) -> None:
    alone = PRESS / f"{module}.py"
    for path in [alone] if alone.exists() else (PRESS / module).glob("*.py"):
        for dots, name in _imports(path):
            top = name.partition(".")[0]
            assert (dots, top) not in {(0, other) for other in ("folio", "face", "hooks", "press", "search")}
            below = dots - (path != alone)  # 1 leads to a room of the press
            assert dots == 0 or (below == 1 and LEVELS[PRESS][top] < LEVELS[PRESS][module]), f"{path} imports {name}"


@pytest.mark.parametrize("module", LEVELS[SEARCH])
def test_the_search_knows_neither_mkdocs_nor_what_a_site_is_about(module: str) -> None:
    for dots, name in _imports(SEARCH / f"{module}.py"):
        assert (dots, name.partition(".")[0]) not in {(0, other) for other in {*FOREIGN, "folio", "face", "press", "search", "hooks"}}
        assert dots == 0 or (dots == 1 and LEVELS[SEARCH][name] < LEVELS[SEARCH][module]), f"{module} imports {name}"


@pytest.mark.parametrize(("package", "layers"), [(folio, LAYERS), (press, PRESSES), (search, SEARCHES)])
def test_the_picture_in_the_package_names_the_layers_in_their_order(package: ModuleType, layers: tuple[str, ...]) -> None:
    picture = (package.__doc__ or "").split("\n\n")[2].splitlines()
    assert tuple(" ".join(line.split(" · ")[0].split()) for line in picture if line.strip()) == layers


def test_what_draws_knows_neither_the_core_nor_the_engine() -> None:
    for path in FACE.glob("*.py"):
        tops = {name.partition(".")[0] for dots, name in _imports(path) if not dots}
        assert not tops & {*FOREIGN, "folio", "hooks"}, path.name

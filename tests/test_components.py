"""One stylesheet and one template, partial or script for each component, named alike; and no rule for what nobody writes."""

from __future__ import annotations

import re

import website

OVERRIDES = website.PROJECT / "overrides"
SHEETS = sorted((OVERRIDES / "stylesheets").glob("*.css"))
FRAME = {"fonts", "tokens", "frame", "prose", "button", "print"}
"""What is no component: the values, the page around all, what writers write, the one look of a button, paper."""
MAKERS = {
    "checklist": "hooks/folio/checklist.py",
    "ask": "overrides/assets/javascripts/practice/say.js",
    "notice": "overrides/assets/javascripts/practice/say.js",
    "pocket": "overrides/card.html",
    "menu": "overrides/assets/javascripts/practice/tools.js",
    "reading": "overrides/assets/javascripts/comforts/settings.js",
    "how-far": "overrides/essay.html",
    "results": "overrides/assets/javascripts/search/box.js",
    "finds": "overrides/search.html",
    "formula": "hooks/folio/formulas.py",
    **dict.fromkeys(
        ("table", "code", "note", "tabs", "rich-button", "annotation", "footnote"), "tests/site/content/essays/posts/everything.md"
    ),
}
"""Components whose markup is made under another name: by Markdown, by the script that speaks, as a sheet of paper."""
THEMES = {
    "focus-visible",
    "admonition",
    "admonition-title",
    "footnote",
    "footnote-backref",
    "headerlink",
    "tabbed-set",
    "tabbed-labels",
    "align-left",
}
"""Classes that Material's scripts, Python-Markdown and the maker of formulas write."""


def test_a_stylesheet_is_named_like_what_makes_its_markup() -> None:
    parts = {path.stem for path in OVERRIDES.rglob("*.html")} | {path.stem for path in (OVERRIDES / "assets/javascripts").rglob("*.js")}
    assert {path.stem for path in SHEETS} - parts - FRAME - set(MAKERS) == set()
    for sheet, maker in MAKERS.items():
        assert (website.PROJECT / maker).is_file(), sheet


def test_no_stylesheet_has_a_rule_for_a_class_that_nothing_writes() -> None:
    files = [*OVERRIDES.rglob("*.html"), *OVERRIDES.rglob("*.js"), *(website.PROJECT / "hooks").rglob("*.py")]
    words = set(re.findall(r"[\w-]+", " ".join(path.read_text(encoding="utf-8") for path in files if "vendor" not in path.parts)))
    modified = {word.partition("--")[0] + "--" for word in words if "--" in word}  # as in `cover--{{ number }}`
    assert SHEETS
    for path in SHEETS:
        selectors = re.sub(r"""/\*.*?\*/|"[^"]*"|\{[^{}]*\}""", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        named = {name for name in re.findall(r"\.([a-z][\w-]*)", selectors) if not name.startswith("md-")}
        assert {name for name in named - words - THEMES if name.partition("--")[0] + "--" not in modified} == set(), path.name

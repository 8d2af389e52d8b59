"""Theme: Material's stylesheet, cut into the parts that our pages use.

Its 137 KB hold navigation, blogs, consent and languages that this site has not, and what it has is needed on few pages.
So every class in it is written down below with the part that it belongs to, and a rule goes into the last part that one
of its words asks for, or nowhere. A class that is not written down, or is no longer there, stops the build: on an upgrade
somebody must look.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from fnmatch import translate
from functools import cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from . import kept

PARTS = {
    # What stands on every page: plain prose and the header with its closed search field. A card of ours asks for nothing.
    "site": """
        .card .md-typeset .headerlink .no-js .md-icon .md-container .md-header .md-toggle .md-option
        .md-search .md-search__form .md-search__icon .md-search__inner .md-search__input .md-search__options .md-search__overlay
    """,
    # What authors may write beyond plain prose (mkdocs.yml, markdown_extensions), and what Material's script adds to it.
    "rich": """
        table tbody tr th td pre dl dd details summary kbd abbr del ins small
        .admonition .admonition-title .abstract .bug .danger .example .failure .info .note .question .quote .success .tip .warning
        .highlight .hll .filename .result [data-linenos] .bp .c .c1 .ch .cm .cp .cpf .cs .gd .ge .gh .gi .go .gp .gr .gs .gt .gu .il
        .k .kc .kd .kn .kp .kr .kt .l .m .mb .mf .mh .mi .mo .n .na .nb .nc .nd .ne .nf .ni .nl .nn .no .nt .nv .o .ow .p .s .s1 .s2
        .sb .sc .sd .se .sh .si .sr .ss .sx .vc .vg .vi
        .md-clipboard* .md-code__* .md-annotation* .md-tooltip .md-tooltip__* .md-tooltip--* .md-tooltip2* .md-dialog*
        .md-typeset__scrollwrap .md-typeset__table .tabbed-* .js .footnote* .grid .cards .inline .end .md-button*
    """,
    # What the search shows once it is used.
    "search": ".md-search__output .md-search__scrollwrap .md-search-result* [data-md-toggle=search] .md-tag .md-tags",
}
"""Words of selectors: classes, elements and attributes. An element or attribute that is not named counts for nothing."""

OWN = {"rich": "math"}
"""What asks for a part beside the words of Material's."""

UNUSED = """
    [dir=rtl] [for=__toc] [for=__drawer] [data-md-toggle=drawer] [role=columnheader] [role=dialog] [data-preview] [data-md-scrolllock]
    [id=__comments] iframe video fieldset mjx-container mjx-assistive-mml ::-webkit-scrollbar ::-webkit-scrollbar-thumb ::-ms-clear
    .md-nav* .md-source* .md-version* .md-tabs* .md-post* .md-content* .md-select* .md-feedback* .md-consent* .md-author* .md-sidebar*
    .md-banner* .md-footer* .md-path* .md-pagination* .md-social* .md-status* .md-profile* .md-copyright* .md-header_* .md-header--*
    .md-draft .md-ellipsis .md-grid .md-input* .md-logo .md-main* .md-meta* .md-overlay .md-pin .md-progress .md-skip
    .md-search__suggest .md-tag-* .md-toggle--* .md-top
    .task-list-* .keys .key-* .critic .block .comment .highlighttable .linenos .linenodiv .code
    .arithmatex .katex-html .emojione .gemoji .twemoji .lg .xl .xxl .xxxl .middle .giscus .mermaid
"""
"""What no page of ours holds: a rule that asks for it is left out. Scrollbars are styled by scrollbar-color where they can be."""

PREFIXED = ("-webkit-mask", "-ms-")
"""Declarations for browsers older than light-dark(), which all our colours need."""

EVERYWHERE = (":root", "[data-md-color-scheme=default]")
"""Selectors of rules whose variables may be set by whichever part needs them: the whole page is under them."""


class ShapeError(Exception):
    """Material's stylesheet is not the one that this module was written for."""


class Rule(NamedTuple):
    """One rule: the at-rule around it ("@media print") or "", its selectors, its declarations as names and values."""

    around: str
    selectors: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]

    @property
    def everywhere(self) -> bool:
        """Whether it only sets variables for the whole page."""
        return all(selector in EVERYWHERE for selector in self.selectors)


def parts(found: list[str], ours: str) -> dict[str, str]:
    """Material's stylesheet as one stylesheet for each part, its rules in their order.

    `found` are Material's files of the name that the one has, main.*.css; `ours` is all CSS of ours. A variable of Material's
    that ours sets is ours; one that nobody uses is left out, and each other is set in the first part that uses it. Raises
    ShapeError, which says what to do.
    """
    import tinycss2  # most builds cut nothing

    if len(found) != 1:
        raise ShapeError(f"Material has {len(found)} stylesheets main.*.css, and hooks/assets.py reads one: look what is new.")
    text = found[0].replace(".focus-visible", ":focus-visible")  # a class that Material's script would give
    sheet = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    rules = list(_rules(sheet, ""))
    _check({word for rule in rules for selector in rule.selectors for word in _words(selector)})
    cut = {part: [kept for rule in rules if (kept := _cut(rule, part))] for part in PARTS}
    variables = _variables(rules, cut, ours)
    frames = {rule.prelude[1].value: rule.serialize() for rule in sheet if rule.type == "at-rule" and rule.at_keyword == "keyframes"}
    return {part: _text(rules, part, variables, frames) for part in PARTS}


def kept_parts(found: list[str], ours: str, folder: Path | None) -> dict[str, str]:
    """The same parts, cut only where a folder keeps none that were cut of the same by the same. Raises ShapeError."""
    if folder is None:
        return parts(found, ours)
    makers = [Path(__file__).read_text(encoding="utf-8"), version("tinycss2"), *found, ours]
    file = folder / hashlib.sha256(json.dumps(makers).encode()).hexdigest()
    if data := kept.read(file):
        return dict(json.loads(data))
    cut = parts(found, ours)
    kept.write(file, json.dumps(cut).encode())
    return cut


def needs(part: str, html: str) -> bool:
    """Whether a fragment of HTML holds an element or a class of a part."""
    words = f"{PARTS[part]} {OWN.get(part, '')}"
    tags = {tag[0]: tag for tag in _TAG.finditer(html)}  # most are alike
    return any(_is(words, word) for word in {word for tag in tags.values() for word in _tag_words(tag)})


_TAG = re.compile(r'<([a-z][a-z0-9]*)\b(?:[^>"]|"[^"]*")*')
_CLASS = re.compile(r'\sclass="([^"]*)"')
_FUNCTION = re.compile(r":[a-z-]+\([^()]*\)")
_WORD = re.compile(r"\.[\w-]+|\[[^\]]*\]|::[\w-]+|(?<![\w:#.-])[a-z][a-z0-9-]*")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_SETS = re.compile(r"(--[\w-]+)\s*:([^;}]*)")


def _tag_words(tag: re.Match[str]) -> Iterator[str]:
    """The element of a start tag, and its classes."""
    yield tag[1]
    if classes := _CLASS.search(tag[0]):
        yield from (f".{name}" for name in classes[1].split())


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """What matches any of these words, in which * stands for anything."""
    return re.compile("|".join(translate(word.replace("[", "[[]", 1)) for word in words.split()))


@cache
def _is(words: str, word: str) -> bool:
    """Whether a word is one of these."""
    return _pattern(words).match(word) is not None


def _words(selector: str) -> list[str]:
    """The words of a selector that must occur on a page for it to match: what stands in :not() need not."""
    return _WORD.findall(_FUNCTION.sub("", selector).replace('"', ""))


def _check(found: set[str]) -> None:
    """Raise where Material's stylesheet holds a class that is not written down, or lacks a word that is."""
    known = " ".join((*PARTS.values(), UNUSED))
    new = sorted(word for word in found if word.startswith(".") and not _is(known, word))
    gone = sorted(word for word in known.split() if not any(_is(word, one) for one in found))
    if new or gone:
        raise ShapeError(
            "Material's stylesheet has changed. In hooks/face/theme.py, "
            + "; ".join(
                f"{what} {' '.join(words)}"
                for what, words in (("write down what part needs, or that none does:", new), ("take out, since it is gone:", gone))
                if words
            )
        )


def _rules(nodes: Iterable[Any], around: str) -> Iterator[Rule]:
    """All rules, also those in at-rules, in their order. What a declaration names for old browsers only is left out."""
    import tinycss2

    for node in nodes:
        if node.type == "at-rule" and node.at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, f"{around}@{node.at_keyword}{tinycss2.serialize(node.prelude)}")
        elif node.type == "qualified-rule":
            found = tinycss2.parse_declaration_list(node.content, skip_comments=True, skip_whitespace=True)
            said = ((one.name, tinycss2.serialize(one.value) + "!important" * one.important) for one in found)
            yield Rule(around, tuple(_selectors(node.prelude)), tuple(pair for pair in said if not pair[0].startswith(PREFIXED)))


def _selectors(prelude: list[Any]) -> Iterator[str]:
    """The selectors of a list: commas within parentheses are nodes of their own."""
    import tinycss2

    for comma, nodes in groupby(prelude, lambda node: node == ","):
        if not comma:
            yield tinycss2.serialize(list(nodes)).strip()


def _part(selector: str) -> str | None:
    """The part that a selector belongs to: the last that one of its words asks for; None where no page holds them all."""
    words = _words(selector)
    if any(_is(UNUSED, word) for word in words):
        return None
    return next((part for part in reversed(PARTS) if any(_is(PARTS[part], word) for word in words)), "site")


def _cut(rule: Rule, part: str) -> Rule | None:
    """A rule with the selectors of one part; None without any."""
    selectors = tuple(selector for selector in rule.selectors if _part(selector) == part)
    return Rule(rule.around, selectors, rule.declarations) if selectors and rule.declarations else None


def _variables(rules: list[Rule], cut: dict[str, list[Rule]], ours: str) -> dict[str, set[str]]:
    """The variables of Material's that each part sets for the whole page, so that each stands once, where it is first needed."""
    leads = dict.fromkeys((name for rule in rules for name, _ in rule.declarations if name.startswith("--")), "")
    for name, value in [pair for rule in rules for pair in rule.declarations if pair[0] in leads] + _SETS.findall(ours):
        leads[name] = leads.get(name, "") + value
    settled = {name for name, _ in _SETS.findall(ours)}
    found = {}
    used = set(_VARIABLE.findall(ours))
    for part, there in cut.items():
        new = used | {name for rule in there for key, value in rule.declarations if key not in leads for name in _VARIABLE.findall(value)}
        used = set()
        while new:
            used |= new
            new = {name for one in new for name in _VARIABLE.findall(leads.get(one, ""))} - used
        found[part] = used - settled
        settled |= used
    return found


def _text(rules: list[Rule], part: str, variables: dict[str, set[str]], frames: dict[str, str]) -> str:
    """The stylesheet of one part."""
    used = set().union(*variables.values())
    texts = []
    for rule in rules:
        kept = rule if rule.everywhere else _cut(rule, part)
        wanted = variables[part] if rule.everywhere else used
        said = [f"{name}:{value}" for name, value in kept.declarations if not name.startswith("--") or name in wanted] if kept else []
        if kept and said and (part == "site" or not rule.everywhere or any(one.startswith("--") for one in said)):
            texts.append((rule.around, f"{','.join(kept.selectors)}{{{';'.join(said)}}}"))
    css = "".join(
        f"{around}{{{body}}}" if around else body
        for around, group in groupby(texts, lambda pair: pair[0])
        for body in ["".join(text for _, text in group)]
    )
    return "".join(text for name, text in frames.items() if re.search(rf"\b{name}\b", css)) + css

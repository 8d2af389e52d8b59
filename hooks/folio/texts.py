"""What a text must hold: links that lead somewhere, and images that are there and can be told in words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from .body import Image, Link
from .formulas import faults
from .library import Library, Page
from .links import relative, resolve
from .manuscript import is_picture, leads_out
from .problems import Problem, Severity, did_you_mean, nearest, quote
from .quiet import quiet
from .scan import DOUBT, scan

FORGIVING = frozenset({"essay", "page"})
"""Kinds written by authors of the house, often brought from elsewhere: what only looks odd is worth advice there."""
MADE_ANCHORS = ("fn", "__", ":~:", "top")
"""Anchors that Markdown or the browser makes by itself: footnotes, tabs, text fragments, the top."""
SECTION = re.compile(r"<!\[(?![A-Za-z])")
ADDRESS = re.compile(
    r"www\.[^/\s]|(?:[\w-]{1,63}\.){1,6}(?!(?:md|markdown|html?|pdf|docx?|txt|json|xml|ya?ml|csv|png|jpe?g|gif|webp|svg)(?:[/?#:]|$))[a-z]{2,24}(?:[/?#:]|$)",
    re.IGNORECASE,
)
"""A website's address without its https://."""
MARKDOWN = re.compile(r"""\smarkdown(?:=(?:"[^"]*"|'[^']*'|\w+))?(?=[\s>])""")
"""The attribute that asks for Markdown inside HTML, which is gone when the page is finished."""
RUNNING = ("javascript:", "vbscript:", "data:", "file:")
"""Addresses that would run something, or show what only the author has: an error even in an essay."""


def check(library: Library, page: Page, places: frozenset[str]) -> Iterator[Problem]:
    """Every link leads to something, and every image is there and has words for those who cannot see it.

    What a story's links and images look like is told by manuscript.py; here, whether there is what they name.
    """
    if page.kind == "story":  # MkDocs never sees those
        yield from _story_holds(library, page, places)
        return
    yield from _markup_can_be_read(library, page)
    yield from _markup_is_quiet(library, page)
    yield from _formulas_can_be_read(library, page)
    for link in page.body.links:
        yield from _link_holds(library, page, places, link)
    for image in page.body.images:
        yield from _image_holds(library, page, places, image)


def _story_holds(library: Library, page: Page, places: frozenset[str]) -> Iterator[Problem]:
    for link in page.body.links:
        if not leads_out(link.target):
            yield from _link_holds(library, page, places, link)
    for image in page.body.images:
        if is_picture(image.source) and resolve(library, places, page, image.source).way != "file":
            repair = "add the picture to the story's folder, or take it out of the text"
            yield Problem(library.prefix + page.path, image.line, "image", "an image is there", f"found {quote(image.source)}", repair)


def _markup_can_be_read(library: Library, page: Page) -> Iterator[Problem]:
    """`<![` begins a section of SGML: MkDocs' reader of HTML stops with a traceback where no name follows."""
    for number, line in enumerate(page.text.split("\n"), page.document.body_line):
        if SECTION.search(line):
            rule, repair = "<![ stands only before a name, as in <![CDATA[", "write &lt;![ in place of it"
            yield Problem(library.prefix + page.path, number, "text", rule, f"found {quote(line.strip())}", repair)


def _markup_is_quiet(library: Library, page: Page) -> Iterator[Problem]:
    """HTML of an author's own holds nothing that runs or loads from elsewhere.

    In an essay what can be shown as a link, or without its style, is; and that is worth a word. A piece that is odd by itself
    may be well in its place, which the last look at the finished page tells.
    """
    for html in page.body.html:
        content = MARKDOWN.sub("", html.content)
        if not content.startswith("</") and scan(content):
            grave = page.kind not in FORGIVING or any(DOUBT not in words for words in scan(quiet(content)))
            rule, repair = "a page holds nothing that runs, or that comes from elsewhere", "take it out, or link to it in words"
            found = f"found {quote(html.content.strip())}"
            yield Problem(library.prefix + page.path, html.line, "text", rule, found, repair, "error" if grave else "advice")


def _formulas_can_be_read(library: Library, page: Page) -> Iterator[Problem]:
    """A formula is LaTeX that can be read, on a page that has any."""
    if getattr(page.front, "math", False):
        for line, formula, why in faults(page.text, page.document.body_line):
            rule, repair = "a formula is LaTeX that can be read", f"correct it: {why}"
            yield Problem(library.prefix + page.path, line, "text", rule, f"found {quote(formula)}", repair)


def _link_holds(library: Library, page: Page, places: frozenset[str], link: Link) -> Iterator[Problem]:
    path = library.prefix + page.path
    target = resolve(library, places, page, link.target)
    if target.way == "unsafe":
        severity: Severity = "error" if page.kind not in FORGIVING or link.target.lower().startswith(RUNNING) else "advice"
        rule = "a link starts with https:, http:, mailto: or tel:"
        yield Problem(path, link.line, "link", rule, f"found {quote(link.target)}", "correct the address", severity)
    elif target.way == "template":
        rule, repair = "a link is an address", "write the path of the file it means, such as other-page.md, or take the link out"
        severity = "advice" if page.kind in FORGIVING else "error"
        yield Problem(path, link.line, "link", rule, f"another generator's template, {quote(link.target)}", repair, severity)
    elif (target.page and library.is_withdrawn(target.page)) or library.lies_withdrawn(target.path):
        yield _withdrawn(path, link.line, "link", link.target)
    elif target.way == "nowhere":
        rule = "a link leads to a page or file of this site"
        if "@" in link.target and "/" not in link.target:
            rule, repair = "an e-mail link starts with mailto:", f"write mailto:{link.target}"
        elif ADDRESS.match(link.target):
            repair = f"write https://{link.target}"
        else:
            repair = _nearest_file(library, page, places, target.path)
        yield Problem(path, link.line, "link", rule, f"found {quote(link.target)}", repair)
    elif target.page and target.page.draft and not page.draft:
        yield Problem(
            path,
            link.line,
            "link",
            "a published page links to published pages",
            f"{quote(link.target)} is a draft",
            "publish it first, or take the link out",
        )
    elif target.page and target.anchor and not target.anchor.startswith(MADE_ANCHORS):
        anchors = target.page.body.anchors | set(getattr(target.page.front, "retired", ()))
        if target.anchor not in anchors:
            repair = did_you_mean(target.anchor, sorted(anchors), f"its anchors are {', '.join(sorted(anchors)[:12]) or 'none'}")
            yield Problem(
                path, link.line, "link", "an anchor is a heading or step of the page it names", f"found {quote(link.target)}", repair
            )


def _image_holds(library: Library, page: Page, places: frozenset[str], image: Image) -> Iterator[Problem]:
    path = library.prefix + page.path
    target = resolve(library, places, page, image.source)
    if target.way in ("elsewhere", "unsafe"):
        shown = page.kind in FORGIVING and target.way == "elsewhere"
        rule, found = "a page loads nothing from elsewhere", f"found {quote(image.source)}"
        repair = f"put the picture beside the page{'; until then a link stands in its place' if shown else ''}"
        yield Problem(path, image.line, "image", rule, found, repair, "advice" if shown else "error")
    elif library.lies_withdrawn(target.path):
        yield _withdrawn(path, image.line, "image", image.source)
    elif target.way != "file":
        known = target.way == "template" and page.kind in FORGIVING
        yield Problem(path, image.line, "image", "an image is there", f"found {quote(image.source)}",
                      _nearest_file(library, page, places, target.path), "advice" if known else "error")  # fmt: skip
    if image.alt is None:
        repair = f"say what it shows: ![what it shows]({image.source})"
        yield Problem(
            path, image.line, "image", "an image has words for those who cannot see it", f"found none for {quote(image.source)}", repair
        )


def _withdrawn(path: str, line: int, field: str, found: str) -> Problem:
    repair = "take it out when you can; who follows it is told no more than that"
    return Problem(path, line, field, "a page shows what is there to be read", f"{quote(found)} was withdrawn", repair, "advice")


def _nearest_file(library: Library, page: Page, places: frozenset[str], path: str) -> str:
    """The file or address that a broken link probably meant, as this page would write it."""
    if path in places:  # it has no source file: the link must start from the page's address
        return f'did you mean "{relative(path, page.url)}"?'
    name = posixpath.basename(path.rstrip("/"))
    guess = library.by_name.get(name) or library.by_name.get(nearest(name, library.by_name) or "")
    if not guess:
        return "correct the path, or take it out"
    return f'did you mean "{posixpath.relpath(guess, posixpath.dirname(page.path) or ".")}"?'

"""What is wrong with a finished page: anything in it that runs, loads from elsewhere or leads away by itself.

The last look at what is published, whoever wrote it. What a page may hold is listed, and all else is refused: an element
that is not listed, an attribute that is not listed, an address that a browser runs, a script that stands in the page.
A page is read as a browser reads it, one tag at a time; what leaves a doubt how a browser reads it is refused as well.
Pages of one site are made of the same tags: what was found harmless once is known, and a page of known parts passes at a look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from xml.etree import ElementTree as ET

from .policy import ENGINE, POLICY

FORMULAS = frozenset(
    """
    math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle msub msup msubsup munder mover munderover mmultiscripts mprescripts
    mtable mtr mtd mpadded mphantom menclose
    """.split()
)
"""Elements of MathML that only show something."""
ELEMENTS = FORMULAS | frozenset(
    """
    html head title meta link script body noscript template
    header footer main nav article section aside hgroup search address div p hr pre blockquote
    ol ul menu li dl dt dd figure figcaption h1 h2 h3 h4 h5 h6
    a abbr b bdi bdo big br cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike strong sub sup
    time tt u var wbr center acronym nobr
    table caption colgroup col thead tbody tfoot tr td th
    img picture source audio video track map area
    details summary dialog form fieldset legend label input button select optgroup option datalist textarea output meter progress
    svg g path circle ellipse line polyline polygon rect text tspan defs desc lineargradient radialgradient stop
    """.split()
)
"""Elements that show something, or tell a machine what is shown."""

ATTRIBUTES = frozenset(
    """
    id class title lang dir hidden role tabindex translate spellcheck draggable accesskey autofocus itemid itemprop itemscope itemtype
    href hreflang rel target download type media src srcset sizes alt width height loading decoding fetchpriority usemap shape coords
    charset name content property http-equiv as crossorigin integrity async defer nomodule color cite datetime value
    start reversed colspan rowspan headers scope align valign bgcolor border cellpadding cellspacing face size span summary clear compact
    controls muted loop autoplay playsinline preload poster kind srclang label default
    open for placeholder required checked disabled readonly multiple maxlength minlength min max step pattern rows cols wrap list low high
    optimum autocomplete autocapitalize autocorrect enterkeyhint inputmode accept form novalidate selected action method
    xmlns viewbox preserveaspectratio focusable d cx cy r rx ry x y x1 y1 x2 y2 dx dy points transform offset opacity
    fill fill-opacity fill-rule clip-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray stroke-opacity stop-color
    stop-opacity shape-rendering text-anchor font-size font-family font-weight gradientunits gradienttransform vector-effect
    display displaystyle scriptlevel mathvariant stretchy symmetric lspace rspace accent accentunder linethickness fence separator
    largeop movablelimits minsize maxsize notation columnspan depth voffset
    """.split()
)
"""Attributes that neither run anything nor load anything, or whose addresses are looked at below."""
FAMILIES = ("aria-", "data-")
"""Beginnings of further such attributes."""

LOADED = {"src", "srcset", "poster", "action"}
"""Attributes whose address is asked for, or sent to, without a word: always ours, but for the search engine of a form."""
LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
"""Relations of a <link> whose address is loaded."""
NAMED = {"canonical", "alternate", "prev", "next", "license", "author", "me", "help", "search", "edit", "index", "up"}
"""Relations of a <link> that only name an address."""
META = {"viewport", "description", "generator", "robots", "author", "color-scheme", "theme-color", "referrer", "keywords", "date"}
"""What a <meta name> may be; one with `property` only describes the page."""
INPUTS = {"checkbox", "radio", "text", "search", "email", "tel", "url", "number", "date", "month", "week", "time", "datetime-local",
          "range", "color", "file", "hidden", "reset", "submit", "button"}  # fmt: skip
"""Types of <input>: all but those that ask for a password or load a picture."""
DATA = {"application/json", "application/ld+json"}
"""Types of <script> that hold data: nothing in them runs."""
DOUBT = "browsers read in different ways"
"""What is said of markup that leaves a doubt."""
RUNNING = {"javascript", "vbscript", "livescript", "data", "blob", "file", "filesystem", "view-source", "about", "jar", "mhtml"}
"""Schemes that a browser itself runs or shows as a page; any other it hands to another program, after asking."""

_S = r"[ \t\n\r\f]"
_NAME = r"[A-Za-z_:][A-Za-z0-9_:.-]*"
_VALUE = rf"""{_S}*={_S}*(?:"([^"<]*)"|'([^'<]*)'|([^ \t\n\r\f"'=<>`]+))"""
ATTRIBUTE = re.compile(rf"{_S}+({_NAME})(?:{_VALUE})?")
TAG = re.compile(rf"<([A-Za-z][A-Za-z0-9-]*)((?:{_S}+{_NAME}(?:{_VALUE})?)*){_S}*/?>")
_END = re.compile(rf"</([A-Za-z][A-Za-z0-9-]*){_S}*>")
_INSIDE = rf"""(?:{_S}(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?/?"""
_COMMENT = r"<!--(?!-?>)(?:[^-<]|-(?!-!?>)|<(?!/noscript))*"
_TOKEN = re.compile(
    rf"{_COMMENT}-->"  # a comment, as every browser ends it
    rf"|(<script{_INSIDE}>)((?:[^<]|<(?![a-z/!]))*)(?=</script{_S}*>)"  # a script, and what it says
    rf"|(<(?:title|textarea){_INSIDE}>)[^<]*(?=</(?:title|textarea){_S}*>)"  # elements in which a tag is text
    rf"|(<(?!script|title|textarea)/?[a-z][a-z0-9-]*{_INSIDE}>|</(?:script|title|textarea){_S}*>|<!doctype html>)"
    rf"|({_COMMENT}|<[^>]{{0,60}})",  # what none of the above can read; a comment without an end is read once, or reading takes for ever
    re.IGNORECASE | re.ASCII,
)
_PART = re.compile(rf"<(?:(?:script|title|textarea)[^<>]*>[^<]*</[a-z]+{_S}*>|[^<>]*>?)", re.IGNORECASE | re.ASCII)
"""From one < to before the next, without the words after its first >; a script, title or text field with all that it holds.

A part in which `_named` finds nothing is one or two tokens to it, of which the last ends with the part: whatever stands around
the part, they are read in the same way. So what is made of such parts is as harmless as they are.
"""
_MOST_KNOWN = 50_000
"""Parts; far more than are common to many pages."""
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OUR_SCRIPT = re.compile(r"(?:(?:\.\.?/)*|/(?:[\w%~-]+/)*)assets/(?:[\w-]+/)*[\w.-]+\.js")
_THEMES_OWN = re.compile(r"__(?:config|search|drawer)")
_FORWARD = re.compile(r"0; ?url=(.*)", re.DOTALL)


def scan(html: str, site: str = "", forward: bool = False) -> list[str]:
    """What is wrong with some finished HTML, in words; nothing for a page that may be published.

    `site` is the address below which files are ours, and `forward` says that the page leads to another of ours.
    """
    if "<" not in html:
        return []
    known = _known(site, forward)
    new = set(_PART.findall(html)) - known
    if any(_named(part, site, forward) for part in new):
        return _named(html, site, forward)
    if len(known) > _MOST_KNOWN:
        known.clear()
    known |= new
    return []


@lru_cache(maxsize=4)
def _known(_site: str, _forward: bool) -> set[str]:
    """Parts of pages that were found harmless, in pages of a site that lead on or do not."""
    return set()


def _named(html: str, site: str, forward: bool) -> list[str]:
    """What is wrong with some HTML, each tag read in its place."""
    found: dict[str, None] = {}
    tags: set[str] = set()
    for opening, content, text, tag, doubt in _TOKEN.findall(html):
        if doubt:
            found[f"markup that {DOUBT}: {_short(doubt)}"] = None
        elif opening:
            tags.add(opening)
            found |= dict.fromkeys(_says(opening, content))
        elif tag or text:
            tags.add(tag or text)
    for tag in sorted(tags):
        found |= dict.fromkeys(f"{complaint} in {_short(tag)}" for complaint in _complaints(tag, site, forward))
    return list(found)


def fragments(name: str, data: bytes) -> Iterator[str]:
    """The HTML in a published file, by the file's name: a page, the texts in a feed."""
    if name.endswith(".html"):
        yield data.decode()
    elif name.endswith("feed.json"):
        yield from (item["content_html"] for item in json.loads(data)["items"])
    elif name.endswith(("atom.xml", "rss.xml")):
        tree = ET.fromstring(data)  # noqa: S314 - our own file
        yield from (found.text or "" for found in tree.iter() if found.tag.endswith(("}content", "}encoded")))


def _says(opening: str, content: str) -> Iterator[str]:
    """What is wrong with what a script says: data says no tag, and of a script that runs the words stand in its own file."""
    shape = TAG.fullmatch(opening)
    given = dict(attributes(shape[2])) if shape else {}
    if given.get("type", "").lower() in DATA:
        if "<" in content:
            yield f"data with a < in it, which may end it: {_short(content[content.index('<') :])}"
    elif "src" not in given:
        yield f"a script that stands in the page: {_short(content)}"
    elif content.strip():
        yield f"a script with an address and words: {_short(content)}"


def _complaints(tag: str, site: str, forward: bool) -> Iterator[str]:
    if tag.lower() == "<!doctype html>":
        return
    shape = _END.fullmatch(tag) or TAG.fullmatch(tag)
    if not shape:
        yield f"a tag that {DOUBT}"
        return
    name = shape[1].lower()
    if name not in ELEMENTS:
        yield f"an element that no page of ours has, <{name}>"
        return
    given = list(attributes(shape[2])) if shape.re is TAG else []
    values = dict(reversed(given))  # of two with one name a browser takes the first
    if len(values) < len(given):
        yield "an attribute that stands twice"
    for attribute, value in given:
        if attribute not in ATTRIBUTES and not attribute.startswith(FAMILIES):
            yield f"an attribute that no page of ours has, {attribute}"
        elif attribute in LOADED:
            for address in _candidates(value) if attribute == "srcset" else [value]:
                if not is_ours(address, site) and (attribute, address) != ("action", ENGINE):
                    yield f"the address {_short(address)}, which is loaded from elsewhere or runs,"
        elif attribute in ("href", "cite") and name != "link" and _scheme(value) in RUNNING:
            yield f"the address {_short(value)}, which a browser runs,"
        elif attribute.startswith(("fill", "stroke", "stop")) and re.search(r"url\((?!#)", value):
            yield "a picture's colour that loads something"
        elif attribute == "name" and name in ("img", "form"):
            yield f"a name that takes the place of what scripts need, {_short(value)},"
        elif attribute in ("id", "name") and name not in ("input", "script") and _THEMES_OWN.fullmatch(value):
            yield f"an id that belongs to the theme, {_short(value)},"
    own = _OWN.get(name)
    if own and shape.re is TAG:
        yield from own(values, site, forward)


def _script(values: dict[str, str], _site: str, _forward: bool) -> Iterator[str]:
    kind = values.get("type", "").lower()
    if kind not in {"", "module", "text/javascript", *DATA}:
        yield f"a script of the type {_short(kind)}"
    if "src" in values and not _OUR_SCRIPT.fullmatch(values["src"]):
        yield f"a script that is not among our assets, {_short(values['src'])},"


def _link(values: dict[str, str], site: str, _forward: bool) -> Iterator[str]:
    for relation in values.get("rel", "").lower().split() or ["none"]:
        if relation not in LINKS | NAMED:
            yield f"a link of the kind {_short(relation)}"
        elif relation in LINKS and not is_ours(values.get("href", ""), site) and (relation, values.get("href")) != ("icon", "data:,"):
            yield f"the address {_short(values.get('href', ''))}, which is loaded from elsewhere or runs,"
        elif _scheme(values.get("href", "")) in RUNNING - {"data"}:
            yield f"the address {_short(values['href'])}, which a browser runs,"


def _meta(values: dict[str, str], site: str, forward: bool) -> Iterator[str]:
    if order := values.get("http-equiv", "").lower():
        if (order, values.get("content")) == ("content-security-policy", POLICY):
            return
        target = _FORWARD.fullmatch(values.get("content", ""))
        if not (order == "refresh" and forward and target and is_ours(target[1], site)):
            yield f"an order to the browser, {_short(order)},"
    elif "name" in values and values["name"].lower() not in META and not values["name"].startswith("twitter:"):
        yield f"a <meta> of the name {_short(values['name'])}"
    elif values.get("charset", "utf-8").lower() != "utf-8":
        yield f"the character set {_short(values['charset'])}"


def _input(values: dict[str, str], _site: str, _forward: bool) -> Iterator[str]:
    if values.get("type", "text").lower() not in INPUTS:
        yield f"a field of the type {_short(values['type'])}"


_OWN = {"script": _script, "link": _link, "meta": _meta, "input": _input}


def is_ours(address: str, site: str) -> bool:
    """Whether what stands at an address is a file of this site, as a browser reads the address; `site` ends with a slash."""
    flat = _UNSEEN.sub("", address).replace("\\", "/")
    if site and flat.startswith(site):
        return True
    return not _SCHEME.match(flat) and not flat.startswith("//")


def _scheme(address: str) -> str:
    match = _SCHEME.match(_UNSEEN.sub("", address))
    return match[1].lower() if match else ""


def _candidates(srcset: str) -> list[str]:
    return [candidate.split()[0] for candidate in srcset.split(",") if candidate.strip()]


def attributes(text: str) -> Iterator[tuple[str, str]]:
    """The attributes of a tag, decoded as a browser decodes them."""
    for name, *values in ATTRIBUTE.findall(text):
        yield name.lower(), unescape("".join(values))


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"

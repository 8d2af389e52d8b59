"""The policy: every page carries it, nothing on a page needs more, and nothing is published that no page can ask for."""

from __future__ import annotations

import re

import website

NOT_ASKED_FOR = {
    "assets/fonts/OFL.txt": "the licence of the fonts, which asks to go along with them",
    "assets/javascripts/vendor/markdown-it.LICENSE.txt": "the licence of that library, likewise",
    "assets/javascripts/search/stem/snowball.LICENSE.txt": "the licence of the stemmer, likewise",
    "assets/javascripts/search/inflate.LICENSE.txt": "the licence of what unpacks the search's files, likewise",
    "assets/javascripts/search/stem/en.js": "the stemmer of the language that the search's index names",
}
"""Files below assets/ that no page loads, and why they are published."""
NAMES = re.compile(r"""["'`](?:\$\{\w+\})?((?:\.{1,2}/)*[\w/-]+(?:\.min)?\.js)["'`]""")
"""What a script says of the scripts that it brings."""
WORKERS = ("tell/worker.js", "search/worker.js", "search/finder.js")
"""Scripts that must not lie below assets/: each serves its own folder."""


def policy(leaf: website.Leaf) -> str:
    """What a page says to its browser right after the character set, before anything can be loaded."""
    said = re.search(r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]+)">', leaf.html)
    assert said, leaf.url
    return said[1]


def test_every_page_carries_one_strict_policy_before_anything_else(rich: website.Site) -> None:
    policies = {policy(leaf) for leaf in rich.all.values()}
    assert len(policies) == 1
    allowed = dict(directive.split(" ", 1) for directive in policies.pop().split("; "))
    assert (allowed["default-src"], allowed["script-src"], allowed["style-src"]) == ("'none'", "'self'", "'self'")
    assert {word for words in allowed.values() for word in words.split()} == {"'none'", "'self'", "data:", "https://duckduckgo.com/"}
    assert [directive for directive, words in allowed.items() if "data:" in words] == ["img-src"]
    assert [directive for directive, words in allowed.items() if "https" in words] == ["form-action"]


def test_no_page_holds_a_script_or_a_style_of_its_own(rich: website.Site) -> None:
    for url, leaf in rich.all.items():
        for element in leaf.tree.walk():
            assert element.tag != "style", url
            assert not [name for name in element.attributes if name == "style" or name.startswith("on")], f"{url}: {element.attributes}"
            if element.tag == "script":
                assert bool(element.get("src")) != (element.get("type") in ("application/json", "application/ld+json")), url
                assert not (element.get("src") and element.raw.strip()), url


def test_hosts_that_ask_are_told_what_a_page_cannot_say(site: website.Site) -> None:
    said = (site.root / "_headers").read_text(encoding="utf-8")
    assert said.startswith("/*\n")
    assert "  Content-Security-Policy: frame-ancestors 'self'\n" in said


def test_every_file_below_assets_is_asked_for_by_a_page_or_named_with_its_reason(rich: website.Site) -> None:
    files = {path.relative_to(rich.root).as_posix(): path for path in (rich.root / "assets").rglob("*") if path.is_file()}
    asked = set(NOT_ASKED_FOR)
    for leaf in rich.all.values():
        words = {value for element in leaf.tree.walk() for name in ("href", "src") if (value := element.get(name))}
        words |= {word for data in leaf.tree.all("script", id="__config") for word in re.findall(r'"([^"]*assets/[^"]+)"', data.raw)}
        asked |= {target for word in words if (target := leaf.resolve(word))}
    for worker in WORKERS:
        asked |= named(rich, worker)
    while new := {name for one in asked & files.keys() for name in named(rich, one)} - asked:
        asked |= new
    assert sorted(files.keys() - asked) == []
    assert sorted(NOT_ASKED_FOR.keys() - files.keys()) == []


def named(site: website.Site, file: str) -> set[str]:
    """The files that a stylesheet or a module asks for."""
    if not file.endswith((".css", ".js")) or ".min." in file:
        return set()
    text = (site.root / file).read_text(encoding="utf-8")
    words = re.findall(r"""url\(["']?([^"')]+)""", text) if file.endswith(".css") else NAMES.findall(text)
    leaf = website.Leaf(file, "")
    return {target for word in words if not word.startswith("data:") and (target := leaf.resolve(word))}

"""What a page says to those who do not see it: its order, its headings, its landmarks, and names that mean something by themselves."""

from __future__ import annotations

import re

import website

EMPTY = re.compile(
    r"(?:click |read |tap )?(?:here|more|this|link|this (?:page|link)|learn more|continue(?: reading)?|https?://\S+)\W*", re.IGNORECASE
)
"""Names of links that say nothing when they are read one after the other."""


def ours(site: website.Site) -> dict[str, website.Leaf]:
    """The pages with the frame of the site: not the redirects, and not the cards, which are for a printer."""
    return {url: leaf for url, leaf in site.all.items() if not leaf.forward and not url.endswith("/card/")}


def name(element: website.Element) -> str:
    """What a link, an image or a landmark is called."""
    said = element.get("aria-label") or element.text
    return said or " ".join(image.get("alt") for image in element.all("img")) or element.get("title")


def test_a_page_begins_with_the_way_past_its_header_then_come_header_text_and_footer(site: website.Site) -> None:
    for url, leaf in ours(site).items():
        body = leaf.tree.one("body")
        first = next(element for element in body.walk() if element.tag == "a")
        assert (first.text, first.get("href")) == ("Skip to content", "#content"), url
        marks = [element.tag for element in body.walk() if element in (first, leaf.main) or element.tag in ("header", "footer")]
        outer = [tag for tag in marks if tag != "header"] if marks.count("header") > 1 else marks
        assert outer[:1] == ["a"], url
        top = [element for element in body.walk() if element.tag in ("header", "main", "footer") and not element.inside("main")]
        assert [element.tag for element in top] == ["header", "main", "footer"], url
        assert leaf.main.get("id") == "content", url


def test_headings_go_down_one_level_at_a_time_and_the_first_is_the_page(rich: website.Site) -> None:
    for url, leaf in ours(rich).items():
        levels = [int(element.tag[1]) for element in leaf.main.walk() if re.fullmatch("h[1-6]", element.tag)]
        assert levels[0] == 1, url
        assert [levels[n : n + 2] for n in range(len(levels) - 1) if levels[n + 1] > levels[n] + 1] == [], url
        assert all(element.text for element in leaf.main.walk() if re.fullmatch("h[1-6]", element.tag)), url


def test_every_navigation_and_every_aside_has_a_name_of_its_own(rich: website.Site) -> None:
    for url, leaf in ours(rich).items():
        landmarks = [element for element in leaf.tree.walk() if element.tag in ("nav", "aside")]
        names = [_called(leaf, element) for element in landmarks]
        assert all(names), url
        assert len(set(names)) == len(names), f"{url}: {names}"


def _called(leaf: website.Leaf, element: website.Element) -> str:
    by = element.get("aria-labelledby")
    return element.get("aria-label") or " ".join(one.text for one in leaf.tree.walk() if by and one.get("id") in by.split())


def test_a_link_says_where_it_leads(site: website.Site) -> None:
    for url, leaf in site.all.items():
        for link in leaf.tree.all("a"):
            assert name(link), f"{url}: {link.attributes}"
            assert leaf.forward or not EMPTY.fullmatch(name(link)), f"{url}: {name(link)}"


def test_an_image_is_told_in_words_or_tells_nothing(rich: website.Site) -> None:
    for url, leaf in ours(rich).items():
        for image in leaf.tree.all("img"):
            assert not re.search(r"\.(?:png|jpe?g|webp|svg)$", image.get("alt"), re.IGNORECASE), f"{url}: {image.attributes}"
            link = image.inside("a")
            assert link is None or name(link), f"{url}: a link of nothing but an image"
        for drawing in leaf.tree.all("svg"):
            told = drawing.get("aria-label") or drawing.get("aria-labelledby") or drawing.all("title")
            assert drawing.get("aria-hidden") == "true" or told or _inside_hidden(drawing), f"{url}: {drawing.attributes}"


def _inside_hidden(element: website.Element) -> bool:
    """Whether it stands in something that is named by itself, or is not told at all."""
    return any(element.inside(tag) for tag in ("label", "button")) or element.inside("span", **{"aria-hidden": "true"}) is not None

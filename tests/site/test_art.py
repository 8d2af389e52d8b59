"""Covers and cards in the built site: every page has its own, names it, and shows those of others where it lists them."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import website
from face.card import Press
from face.pictures import pictures
from PIL import Image


def meta(leaf: website.Leaf) -> dict[str, str]:
    """What a page says of itself to other sites."""
    return {meta.get("property") or meta.get("name"): meta.get("content") for meta in leaf.tree.all("meta")}


def beside(url: str) -> str:
    """The page whose pictures a page wears: its own, but for a part of a listing and the card of a practice."""
    return url.partition("page/")[0] if "/page/" in url else url.removesuffix("card/") if url.count("/") == 3 else url


def test_every_page_names_a_picture_that_is_there_and_is_as_large_as_it_says(rich: website.Site) -> None:
    for url, leaf in rich.all.items():
        if leaf.forward:
            continue
        said = meta(leaf)
        address = said["og:image"]
        assert address.startswith(website.ADDRESS), url
        with Image.open(rich.root / unquote(address.removeprefix(website.ADDRESS))) as image:
            assert (
                (image.format, image.size) == ("PNG", (int(said["og:image:width"]), int(said["og:image:height"]))) == ("PNG", (1200, 630))
            )
        assert said["twitter:card"] == "summary_large_image"
        assert said["og:image:alt"].strip() == said["og:title"].strip() != ""


def test_a_page_wears_its_own_picture_and_a_part_of_a_page_the_whole_ones(rich: website.Site) -> None:
    worn = {url: meta(leaf)["og:image"].removeprefix(website.ADDRESS) for url, leaf in rich.all.items() if not leaf.forward}
    for url, picture in worn.items():
        assert picture == ("cover.card.png" if url == "404.html" else f"{beside(url)}cover.card.png"), url
    assert any("/page/" in url for url in worn)
    assert any(url.endswith("/card/") for url in worn)


def test_pictures_lie_beside_the_pages_that_wear_them_and_nowhere_else(rich: website.Site) -> None:
    worn = {meta(leaf)["og:image"].removeprefix(website.ADDRESS) for leaf in rich.all.values() if not leaf.forward}
    for name in ("cover.card.png", "cover.svg"):
        made = {path.relative_to(rich.root).parent.as_posix() for path in rich.root.rglob(name)}
        assert made == {unquote(picture).removesuffix("cover.card.png").rstrip("/") or "." for picture in worn}


def test_covers_and_cards_are_small_and_differ_from_page_to_page(rich: website.Site) -> None:
    for name, most in (("cover.svg", 3), ("cover.card.png", 60)):
        found = [path.read_bytes() for path in rich.root.rglob(name)]
        assert max(map(len, found)) <= most * 1024
        assert len(set(found)) == len(found)


def test_a_list_shows_the_covers_of_its_pages_lightly(rich: website.Site) -> None:
    shown = 0
    for url, leaf in rich.pages.items():
        for image in leaf.tree.all("img", class_="cover"):
            assert (image.get("alt"), image.get("loading"), image.get("decoding")) == ("", "lazy", "async")
            assert image.get("width")
            assert image.get("height")
            source = leaf.resolve(image.get("src")) or ""
            assert rich.exists(source), f"{url}: {source}"
            if item := image.inside("li", class_="item"):
                (link,) = item.all("h2") + item.all("h3")
                assert source == urljoin(str(leaf.resolve(link.one("a").get("href"))), "cover.svg")
                shown += 1
    assert shown > 50


def test_what_is_published_is_what_is_drawn_without_anything_kept(rich: website.Site) -> None:
    press = Press("The Callback")
    for node in rich.graph["nodes"]:
        if node["kind"] in ("essay", "practice", "story", "topic"):
            slug = unquote(node["url"]).rstrip("/").rpartition("/")[2]
            drawn = pictures(press, node["title"], node["kind"].capitalize(), slug, node["kind"])
            folder = rich.root / unquote(node["url"])
            assert ((folder / "cover.svg").read_bytes(), (folder / "cover.card.png").read_bytes()) == drawn, node["url"]

"""Every page: valid, one heading, a title and description of its own, nothing from another host."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import website

CHECKER = Path(__file__).parent.parent / "tools/node_modules/vnu-jar/build/dist/vnu.jar"
LOADING = {"link": ["href"], "script": ["src"], "img": ["src", "srcset"], "source": ["src", "srcset"], "iframe": ["src"], "use": ["href"]}


def test_the_nu_html_checker_finds_no_error_on_any_page(rich: website.Site, tmp_path: Path) -> None:
    planted = tmp_path / "planted.html"
    planted.write_text("<!doctype html><html lang=en><title>x</title><p><div></p>", encoding="utf-8")
    options = ("--errors-only", "--skip-non-html", "--format", "json", "--stdout")
    done = website.run("java", "-jar", CHECKER, *options, rich.root, planted, cwd=tmp_path)
    errors = json.loads(done.stdout)["messages"]
    assert [error for error in errors if "planted" in error["url"]], "the checker finds not even a planted error"
    assert [f"{error['url']}: {error['message']}" for error in errors if "planted" not in error["url"]] == []


def test_a_page_has_one_h1_and_skips_no_level_before_its_text(rich: website.Site) -> None:
    for url, leaf in rich.all.items():
        headings = [element for element in leaf.tree.walk() if re.fullmatch("h[1-6]", element.tag)]
        assert [heading.tag for heading in headings].count("h1") == 1, url
        assert leaf.tree.one("h1").text, url


def test_no_two_pages_have_one_title(rich: website.Site) -> None:
    titles = Counter(leaf.tree.one("head").one("title").text for leaf in rich.pages.values())
    assert [title for title, number in titles.items() if number > 1 or not title] == []


def test_the_title_of_a_page_is_its_heading_and_the_sites_name(rich: website.Site) -> None:
    for url, leaf in rich.pages.items():
        if url:
            assert leaf.tree.one("head").one("title").text == f"{leaf.tree.one('h1').text} - The Callback", url


def test_a_page_says_what_it_is_in_which_language_and_where_it_lives(rich: website.Site) -> None:
    for url, leaf in rich.pages.items():
        assert leaf.tree.one("meta", name="description").get("content").strip(), url
        assert leaf.tree.one("html").get("lang") == "en"
        assert leaf.tree.one("link", rel="canonical").get("href") == website.ADDRESS + url
        assert "viewport" in {meta.get("name") for meta in leaf.tree.all("meta")}
    lost = rich.all["404.html"].tree
    assert lost.one("meta", name="robots").get("content") == "noindex"
    assert lost.one("link", rel="canonical").get("href") == f"{website.ADDRESS}404.html"


def test_open_graph_says_the_same_as_the_page(rich: website.Site) -> None:
    for url, leaf in rich.pages.items():
        found = {meta.get("property"): meta.get("content") for meta in leaf.tree.all("meta") if meta.get("property")}
        assert found["og:url"] == website.ADDRESS + url
        assert found["og:description"] == leaf.tree.one("meta", name="description").get("content")
        assert found["og:title"]
        assert leaf.tree.one("title").text.startswith(found["og:title"].strip())
        article = url.count("/") > 1 and url.split("/")[0] in ("essays", "practices", "stories") and "page" not in url
        assert found["og:type"] == "article" or not article or leaf.linked_data is None


def test_nothing_on_any_page_comes_from_another_host(rich: website.Site) -> None:
    for url, leaf in rich.all.items():
        for element in leaf.tree.walk():
            if element.tag == "link" and element.get("rel") == "canonical":
                continue
            for attribute in LOADING.get(element.tag, ()):
                assert not re.match(r"(?:https?:)?//", element.get(attribute)), f"{url}: {element.tag} {element.attributes}"
            assert "url(" not in element.get("style"), url
    for path in [*rich.root.rglob("*.css"), *rich.root.rglob("*.svg")]:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import|href=['\"]https?:", text), path


def test_every_image_has_a_text_alternative_and_every_field_a_name(rich: website.Site) -> None:
    for url, leaf in rich.all.items():
        assert all("alt" in image.attributes for image in leaf.tree.all("img")), url
        for box in leaf.tree.all("input", type="checkbox", class_="step__box"):
            label = box.inside("label")
            assert label is not None
            assert label.text, url


def test_ids_on_a_page_are_unique(rich: website.Site) -> None:
    for url, leaf in rich.all.items():
        ids = Counter(element.get("id") for element in leaf.tree.walk() if element.get("id"))
        assert [name for name, number in ids.items() if number > 1] == [], url


def test_headings_nest_and_landmarks_of_a_kind_have_names_of_their_own(site: website.Site) -> None:
    for url, leaf in site.pages.items():
        levels = [int(element.tag[1]) for element in leaf.tree.walk() if re.fullmatch("h[1-6]", element.tag)]
        assert all(below <= above + 1 for above, below in zip([0, *levels], levels, strict=False)), f"{url}: {levels}"
        for tag in ("nav", "aside"):
            marks = [element for element in leaf.tree.all(tag) if not element.get("role")]
            names = [element.get("aria-label") or element.get("aria-labelledby") for element in marks]
            assert all(names), url
            assert len(names) == len(set(names)), f"{url}: {names}"

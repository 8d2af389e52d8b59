"""What machines read of a page: JSON-LD by kind, permanent addresses and their redirects."""

from __future__ import annotations

import website

TYPES = {"essay": "BlogPosting", "practice": "HowTo", "story": "Article", "topic": "DefinedTerm"}


def test_a_page_of_each_kind_says_what_it_is_in_json_ld(rich: website.Site) -> None:
    for node in rich.graph["nodes"]:
        data = rich.pages[node["url"]].linked_data
        assert data is not None
        assert data["@context"] == "https://schema.org"
        assert data["@type"] == TYPES.get(node["kind"], data["@type"])
        assert data["url"] == website.ADDRESS + node["url"]
        assert node["title"] in (data.get("headline"), data.get("name"))
        if node["kind"] == "person":
            assert data["@type"] in ("Person", "Organization")


def test_essays_and_stories_name_their_dates_words_and_authors(site: website.Site) -> None:
    for kind in ("essay", "story"):
        for name, path in site.sources(kind).items():
            data = site.leaf(f"{kind}:{name}").linked_data or {}
            front = website.front_matter(path)
            assert data["datePublished"] == str(front["date"])
            assert data["description"] == front["description"]
            assert data["image"] == f"{data['url']}cover.card.png"
            assert data["wordCount"] > 150
            assert kind == "story" or [author["name"] for author in data["author"]] == ["The Callback editors"]


def test_a_retelling_says_what_it_is_based_on(site: website.Site) -> None:
    for name, path in site.sources("story").items():
        front = website.front_matter(path)
        assert front["kind"] == "retelling"
        works = (site.leaf(f"story:{name}").linked_data or {})["isBasedOn"]
        titles = [source if isinstance(source, str) else source["title"] for source in front["sources"]]
        assert [work["name"] for work in works] == titles
        assert all(work["@type"] == "CreativeWork" for work in works)


def test_each_step_of_a_how_to_has_an_address_that_is_there(rich: website.Site) -> None:
    for name in rich.sources("practice"):
        leaf = rich.leaf(name)
        parts = (leaf.linked_data or {})["step"]  # grouped where there are several pause points
        steps = [step for part in parts for step in part.get("itemListElement", [part])]
        on_page = leaf.main.all("li", class_="step")
        assert [step["url"] for step in steps] == [f"{website.ADDRESS}{leaf.url}#{item.get('id')}" for item in on_page]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert [step["name"] for step in steps] == [item.all("span", class_="step__text")[0].text for item in on_page]


def test_an_old_address_leads_to_the_page_without_script(rich: website.Site) -> None:
    wanted = {
        "old/monday/": "essays/part-one/",
        "old-monday.html": "essays/part-one/",
        "archiv/%C3%B6lig/": "essays/part-one/",
        "2024/03/04/from-jekyll.html": "essays/from-jekyll/",
    }
    assert {url for url, leaf in rich.all.items() if leaf.forward} == set(wanted)
    for old, new in wanted.items():
        leaf = rich.all[old]
        assert leaf.tree.one("link", rel="canonical").get("href") == website.ADDRESS + new
        delay, _, href = leaf.tree.one("meta", **{"http-equiv": "refresh"}).get("content").partition("; url=")
        assert delay == "0"
        assert leaf.resolve(href) == new
        assert [leaf.resolve(link.get("href")) for link in leaf.tree.all("a")] == [new]
        assert leaf.tree.one("meta", name="robots").get("content") == "noindex"
        assert leaf.tree.one("html").get("lang") == "en"
        assert not leaf.tree.all("script")

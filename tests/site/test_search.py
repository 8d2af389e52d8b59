"""The page of results is found by those who ask, and by nobody else; without a script every page leads to it, and it leads on."""

from __future__ import annotations

import website

SEARCH = "search/"


def test_no_list_of_pages_names_it(site: website.Site) -> None:
    leaf = site.pages[SEARCH]
    assert leaf.tree.one("meta", name="robots").get("content") == "noindex"
    assert f"{website.ADDRESS}{SEARCH}" not in (site.root / "sitemap.xml").read_text(encoding="utf-8")
    assert SEARCH not in {node["url"] for node in site.graph["nodes"]}
    assert all(SEARCH not in file.read_text(encoding="utf-8") for file in site.root.rglob("feed.json"))


def test_every_page_leads_there_by_a_form_and_by_a_link(rich: website.Site) -> None:
    for url, leaf in rich.all.items():
        forms = [form for form in leaf.tree.all("form") if leaf.resolve(form.get("action")) == SEARCH]
        assert leaf.forward or url.endswith("/card/") or forms, url
        assert all(form.get("method") in ("", "get") and form.all("input", name="q") for form in forms), url
        assert not forms or url == SEARCH or SEARCH in leaf.links(leaf.tree.one("header", **{"data-md-component": "header"})), url


def test_without_a_script_it_leads_to_the_lists_and_names_this_site_to_a_search_engine(site: website.Site) -> None:
    leaf = site.pages[SEARCH]
    assert {"topics/", "essays/", "practices/", "stories/"} <= leaf.links(leaf.main)
    form = leaf.main.one("noscript").one("form")
    assert form.get("action") == "https://duckduckgo.com/"
    assert {field.get("name"): field.get("value") for field in form.all("input")} == {"sites": "thecallback.example", "q": ""}

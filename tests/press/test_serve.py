"""`mkdocs serve` shows whatever is changed, by whatever hand, and the browser with it; it outlives mistakes in all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import serving
import website
from playwright.sync_api import Browser, Page, expect
from press import again

pytestmark = pytest.mark.xdist_group("serve")  # one server for all of them
BROKEN = "The last change could not be built"
FRONT = {"title": "A page of its own", "date": "2026-02-03", "description": "Words.", "tags": ["care"]}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Live]:
    """A copy of the project, served. Each test uses pages of its own."""
    project = website.lay(tmp_path_factory.mktemp("serve") / "project")
    essays = ("seen", "named", "going", "moving", "burst", "while", "mended")
    website.write(project, {f"essays/posts/{slug}.md": website.page(FRONT | {"title": f"The {slug} one"}) for slug in essays})
    with serving.serving(project) as live:
        live.shows("essays/", "The seen one")
        yield live


def test_an_edit_comes_to_the_open_page_by_itself(live: serving.Live, page: Page) -> None:
    page.goto(f"{live.address}essays/seen/")
    for words in ("First thoughts.", "Second thoughts."):
        (live.project / "docs/essays/posts/seen.md").write_text(website.page(FRONT | {"title": "The seen one"}, words), encoding="utf-8")
        expect(page.locator("main")).to_contain_text(words)


def test_a_new_title_stands_on_each_page_that_names_it(live: serving.Live) -> None:
    live.edit("docs/essays/posts/named.md", "The named one", "The renowned one")
    for url in ("essays/named/", "essays/", "topics/care/"):
        live.shows(url, "The renowned one", without="The named one")


def test_a_page_comes_moves_and_goes(live: serving.Live) -> None:
    posts = live.project / "docs/essays/posts"
    website.write(live.project, {"essays/posts/coming.md": website.page(FRONT | {"title": "The coming one"})})
    live.shows("essays/coming/", "The coming one")
    live.shows("essays/", "The coming one")
    (posts / "moving.md").rename(posts / "moved.md")
    live.shows("essays/moved/", "The moving one")
    live.shows("essays/moving/", "<title>", without="The moving one")
    (posts / "going.md").unlink()
    live.shows("essays/going/", "<title>", without="The going one")
    live.shows("essays/", "The moving one", without="The going one")


def test_a_page_that_is_missing_is_shown_as_soon_as_it_is_there(live: serving.Live, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{live.address}essays/awaited/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("The awaited one")
    website.write(live.project, {"essays/posts/awaited.md": website.page(FRONT | {"title": "The awaited one"})})
    expect(page.get_by_role("heading", level=1)).to_have_text("The awaited one")
    page.close()


def test_a_mistake_in_front_matter_is_told_on_every_page_and_to_readers_without_javascript(
    live: serving.Live, visitor: website.Visitor
) -> None:
    page = visitor.window(java_script_enabled=False)
    live.edit("docs/essays/posts/mended.md", "---\n", "---\ndraft: maybe\n")
    for url in ("essays/", "about/"):
        live.shows(url, "The content has problems")
        page.goto(live.address + url)
        expect(page.get_by_label("Problems in the content")).to_contain_text("docs/essays/posts/mended.md:2")
    live.edit("docs/essays/posts/mended.md", "draft: maybe\n", "")
    live.shows("essays/mended/", "The mended one", without="The content has problems")


def test_templates_styles_and_settings_are_shown(live: serving.Live) -> None:
    live.edit("overrides/partials/footer.html", "<footer", "<p>From the template</p><footer")
    live.shows("about/", "From the template")
    before = _styles(live)
    live.edit("overrides/stylesheets/footer.css", "{", "{ --new: 1;")
    live.shows("about/", "stylesheet", without=before)
    assert _styles(live) in live.page("")
    live.edit("mkdocs.yml", "copyright: Text", "copyright: All the text")
    live.shows("about/", "All the text")


def _styles(live: serving.Live) -> str:
    """The address of the stylesheet of every page."""
    leaf = website.parse(live.page("about/"))
    return next(link.get("href") for link in leaf.all("link", rel="stylesheet") if "/site." in link.get("href")).rpartition("/")[2]


def test_a_burst_of_saves_ends_in_the_last(live: serving.Live) -> None:
    page = live.project / "docs/essays/posts/burst.md"
    for turn in range(50):
        other = page.with_suffix(".new")
        other.write_text(website.page(FRONT | {"title": "The burst one"}, f"Turn {turn}."), encoding="utf-8")
        other.replace(page)
    live.shows("essays/burst/", "Turn 49.")


def test_what_is_saved_while_a_build_runs_is_built_next(live: serving.Live) -> None:
    page = live.project / "docs/essays/posts/while.md"
    builds = live.log.read_text("utf-8").count("Building documentation")
    for turn in range(3):
        page.write_text(website.page(FRONT | {"title": "The while one"}, f"Turn {turn}."), encoding="utf-8")
        live.says("Building documentation", builds + min(turn + 1, 2))
    live.shows("essays/while/", "Turn 2.")


def test_what_cannot_be_built_is_said_on_the_pages_until_it_is_mended(live: serving.Live, visitor: website.Visitor) -> None:
    """The words stand on a page that was open before, without JavaScript too, and the page is loaded again when all is well."""
    open_page = visitor.window()
    open_page.goto(f"{live.address}about/")
    live.edit("overrides/topic.html", "{% block content %}", "{% block content %}{% if <b> %}")
    expect(open_page.get_by_text(BROKEN)).to_be_visible()
    html = live.shows("about/", BROKEN)
    assert "overrides/topic.html:" in html
    assert "unexpected &#39;&lt;&#39;" in html
    plain = visitor.window(java_script_enabled=False)
    plain.goto(f"{live.address}about/")
    expect(plain.get_by_text(BROKEN)).to_be_visible()
    live.edit("overrides/topic.html", "{% if <b> %}", "")
    expect(open_page.get_by_text(BROKEN)).to_have_count(0)
    live.shows("topics/care/", "<h1>", without=BROKEN)

    live.edit("mkdocs.yml", "docs_dir: docs", "docs_dir: nowhere")
    live.shows("about/", BROKEN)
    live.edit("mkdocs.yml", "docs_dir: nowhere", "docs_dir: docs")
    live.shows("about/", "<h1>", without=BROKEN)


@pytest.mark.skipif(not again.possible(), reason="no program can take another's place here: its user is asked to")
def test_changed_hooks_are_loaded_and_mistakes_in_them_survived(tmp_path: Path) -> None:
    with serving.serving(website.lay(tmp_path / "project")) as live:
        live.shows("about/", "<h1>")
        hook = "\n\ndef on_post_page(output, **_):\n    return output.replace('</footer>', '<p>From {}</p></footer>')\n"
        pages = live.project / "hooks/pages.py"
        text = pages.read_text(encoding="utf-8")
        pages.write_text(text + hook.format("the hook"), encoding="utf-8")
        live.shows("about/", "From the hook")
        live.says("hooks/pages.py changed: starting again.")

        (live.project / "hooks/folio/again.py").write_text("A module that Python cannot read\n", encoding="utf-8")
        html = live.shows("about/", BROKEN)
        assert "hooks/folio/again.py:1: invalid syntax" in html
        assert "From the hook" in html
        live.edit("docs/about.md", "\n---\n", "\n---\n\nAn edit meanwhile.\n")
        live.says("Not built: ", 2)
        (live.project / "hooks/folio/again.py").unlink()

        pages.write_text(text + hook.format("the mended hook") + "\n\nraise LookupError('What is this?')\n", encoding="utf-8")
        live.says("LookupError: What is this?")
        live.says("The server could not start again.")
        pages.write_text(text + hook.format("the mended hook"), encoding="utf-8")
        assert "An edit meanwhile." in live.shows("about/", "From the mended hook", without=BROKEN)

        live.edit("docs/about.md", "\n---\n", "\n---\n\nEdits are shown as before.\n")
        live.shows("about/", "Edits are shown as before.")

"""A page looks the same with the bundles as with Material's whole stylesheet and all of ours."""

from __future__ import annotations

from pathlib import Path

import material
import pytest
import website
import yaml
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.xdist_group("browser")

KINDS = [
    "",
    "essays/everything/",
    "practices/room-to-say-yes/",
    "tell/",
    "stories/the-giraffe-loaf/",
    "topics/empowerment/",
    "authors/editors/",
    "essays/",
    "practices/",
    "topics/",
    "contribute/",
    "my-practices/",
    "404.html",
]
COMPARE = """async () => {
  const parts = [null, "::before", "::after", "::placeholder"];
  const still = new CSSStyleSheet();
  still.replaceSync("::placeholder { transition: none !important }");
  document.adoptedStyleSheets = [still];
  const passed = "script, noscript, template, .md-dialog, .md-dialog *, .md-tooltip, .md-tooltip *, .md-search__output *";
  const all = [...document.querySelectorAll(`html, body, body *:not(${passed})`)];
  const looks = () => all.map((element) => parts.map((part) => {
    const style = getComputedStyle(element, part);
    if (style.display === "none") return ["hidden"];
    if (part && (part === "::placeholder" ? element.tagName !== "INPUT" : style.content === "none")) return [];
    const box = element.getBoundingClientRect();
    return [...names.map((name) => style.getPropertyValue(name)), [box.x, box.y, box.width, box.height].join(" ")];
  }));
  const skipped = /^(--|margin|inset|perspective-origin|transform-origin|scroll-)|(block|inline|start|end)/; // the box says them, or twins
  const names = [...getComputedStyle(document.documentElement)].filter((name) => !skipped.test(name));
  const ready = () => Promise.all([...document.fonts].map((face) => face.load().catch(() => null)));
  await ready();
  const before = looks();
  await Promise.all([...document.querySelectorAll("link[rel=stylesheet]:not([disabled])")].map((link) => new Promise((done) => {
    link.addEventListener("load", done);
    link.href += "?whole";
  })));
  await ready();
  const after = looks();
  return all.flatMap((element, row) => !element.isConnected ? [] : parts.flatMap((part, column) => {
    const name = element.tagName + [...element.classList].map((one) => "." + one).join("") + (part ?? "");
    const [cut, whole] = [before[row][column], after[row][column]];
    const found = [...names, "box"].flatMap((one, at) => cut[at] === whole[at] ? [] : [`${one}: ${cut[at]} / ${whole[at]}`]);
    return found.length ? [`${name} { ${found.join("; ")} }`] : [];
  }));
}"""
"""Looks at every element, then again with whole stylesheets, and says what is different: cut / whole.

Not looked at: what is hidden, and boxes that Material's script fills and moves.
"""


def whole(site: website.Site) -> dict[str, str]:
    """What would be published without bundles: Material's whole stylesheet and all of ours in their order, by the bundles' names."""
    settings = yaml.load((site.project / "mkdocs.yml").read_text(encoding="utf-8"), _Loose)["extra"]["sheets"]  # noqa: S506 - ours
    (theme,) = (Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.min.css")
    ours = {
        name: "".join(
            (site.project / f"overrides/stylesheets/{one}.css").read_text(encoding="utf-8").replace("../assets/", "../")
            for one in wanted
            if "/" not in one
        )
        for name, wanted in settings.items()
    }
    text = theme.read_text(encoding="utf-8").replace(".focus-visible", ":focus-visible")
    return ours | {"search": "", "rich": "", "site": text + ours["search"] + ours["rich"] + ours["site"]}


class _Loose(yaml.SafeLoader):
    """Reads mkdocs.yml without its environment."""


_Loose.add_constructor("!ENV", lambda _loader, _node: None)


@pytest.mark.parametrize("look", ["desk", "phone", "dark", "print"])
def test_a_page_looks_as_with_whole_stylesheets(visitor: website.Visitor, rich: website.Site, rich_server: str, look: str) -> None:
    page = window(visitor, rich, look)
    found = {}
    for url in KINDS if look == "desk" else KINDS[:4]:
        page.goto(rich_server + url, wait_until="networkidle" if "everything" in url else "load")  # what scripts bring is there
        found[url] = page.evaluate(COMPARE)
    assert not any(found.values()), found


def window(visitor: website.Visitor, site: website.Site, look: str) -> Page:
    """A window in which a stylesheet that is asked for with "?whole" is one."""
    texts = whole(site)

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2].partition(".")[0]
        route.fulfill(body=texts[name], content_type="text/css")

    size = {"width": 390 if look == "phone" else 1280, "height": 900}
    page = visitor.window(viewport=size, color_scheme="dark" if look == "dark" else "light", reduced_motion="reduce")
    page.emulate_media(media="print" if look == "print" else "screen")
    page.route("**/*.css?whole", answer)
    return page


# What authors may write, on the page that has all of it


@pytest.fixture
def everything(page: Page, rich_server: str) -> Page:
    """A window at the page of every element."""
    page.goto(f"{rich_server}essays/everything/")
    return page


def test_no_style_stands_in_a_page(rich: website.Site) -> None:
    for url, leaf in rich.all.items():
        assert not leaf.tree.all("style"), url
        assert [element.tag for element in leaf.tree.walk() if "style" in element.attributes] == [], url


def test_a_page_links_the_sheets_that_it_needs_and_no_other(rich: website.Site) -> None:
    def sheets(url: str) -> list[str]:
        links = rich.all[url].tree.one("head").all("link", rel="stylesheet")
        return [link.get("href").rpartition("/")[2].partition(".")[0] for link in links if "disabled" not in link.attributes]

    assert sheets("essays/everything/")[-2:] == ["rich", "site"]
    assert sheets("practices/room-to-say-yes/")[-2:] == ["site", "tools"]
    assert sheets("tell/")[-2:] == ["site", "tell"]
    for url in ("", "stories/the-giraffe-loaf/", "topics/empowerment/", "essays/", "404.html"):
        assert sheets(url)[-1] == "site"
        assert "rich" not in sheets(url), url
    published = {path.name.partition(".")[0] for path in rich.root.rglob("*.css*")}
    assert published == {"site", "rich", "comforts", "search", "finds", "tools", "tell", "map", "pocket"}


def test_tabs_are_switched_by_keyboard_also_one_in_another(everything: Page) -> None:
    outer, inner = everything.locator(".tabbed-set").nth(0), everything.locator(".tabbed-set .tabbed-set")
    assert inner.get_by_text("Nested words.").is_visible()
    inner.get_by_role("radio").nth(0).focus()
    everything.keyboard.press("ArrowRight")
    assert inner.get_by_text("Words nested, too.").is_visible()
    assert not inner.get_by_text("Nested words.").is_visible()
    label = inner.locator(".tabbed-labels > label").nth(1)
    assert label.evaluate("label => getComputedStyle(label).outlineStyle") == "solid", "the focus is not seen"
    assert label.evaluate("label => getComputedStyle(label).boxShadow") != "none", "the open tab is not marked"
    outer.get_by_role("radio").nth(0).focus()
    everything.keyboard.press("ArrowRight")
    assert outer.get_by_text("Second words.").is_visible()
    assert not inner.is_visible()


def test_details_open_by_keyboard(everything: Page) -> None:
    everything.get_by_text("Folded", exact=True).focus()
    everything.keyboard.press("Enter")
    assert everything.get_by_text("Inside.", exact=True).is_visible()
    assert not everything.get_by_text("Deep inside.").is_visible()


def test_annotations_open_in_words_and_in_code(everything: Page) -> None:
    for n, words in enumerate(("An annotation of a line of code.", "What the annotation says.")):
        everything.get_by_role("link", name="Note 1").nth(n).focus()
        shown = everything.locator(".md-tooltip--active", has_text=words)
        shown.wait_for()
        box = shown.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1280
        everything.keyboard.press("Escape")


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off(visitor: website.Visitor, rich_server: str, width: int) -> None:
    page = visitor.window(viewport={"width": width, "height": 900})
    page.goto(f"{rich_server}essays/everything/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    clipped = "element => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible'"
    assert page.evaluate(f"[...document.querySelectorAll('.prose *')].filter({clipped}).map(element => element.outerHTML)") == []


def test_columns_are_aligned(everything: Page) -> None:
    cells = everything.locator(".prose tbody tr").nth(0).locator("td")
    assert cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell).textAlign)") == ["left", "center", "right", "left"]


def test_every_note_and_code_is_seen_in_forced_colours_and_on_paper(visitor: website.Visitor, rich_server: str) -> None:
    page = visitor.window(forced_colors="active")
    page.goto(f"{rich_server}essays/everything/")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        for note in page.locator(".prose > .admonition").all():
            assert note.is_visible()
            assert note.evaluate("note => getComputedStyle(note).borderTopStyle") == "solid"
        assert page.get_by_text("print(").first.is_visible()

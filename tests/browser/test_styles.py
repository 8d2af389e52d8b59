"""A page looks the same with the bundles as with Material's whole stylesheet and all of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
import website
import yaml
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.xdist_group("browser")

KINDS = [
    "",
    "essays/everything/",
    "practices/room-to-say-yes/",
    "stories/the-giraffe-loaf/",
    "topics/empowerment/",
    "authors/editors/",
    "essays/",
    "practices/",
    "topics/",
    "contribute/",
    "my-practices/",
    "tell/",
    "404.html",
]
COMPARE = """async () => {
  const parts = [null, "::before", "::after", "::placeholder"];
  const still = new CSSStyleSheet();
  still.replaceSync("::placeholder { transition: none !important } .tabbed-labels::before { display: none !important }");
  document.adoptedStyleSheets = [still];
  const all = [...document.querySelectorAll("html, body, body *:not(script, noscript, template, .md-dialog, .md-dialog *, .md-search__output *)")];
  const looks = () => all.map((element) => parts.map((part) => {
    const style = getComputedStyle(element, part);
    if (style.display === "none") return ["hidden"];
    if (part && (part === "::placeholder" ? element.tagName !== "INPUT" : style.content === "none")) return [];
    const box = element.getBoundingClientRect();
    return [...names.map((name) => style.getPropertyValue(name)), [box.x, box.y, box.width, box.height].join(" ")];
  }));
  const skipped = /^(--|margin|inset|perspective-origin|transform-origin|scroll-)|(block|inline|start|end)/; // the box says them, or twins
  const names = [...getComputedStyle(document.documentElement)].filter((name) => !skipped.test(name));
  const ready = () => Promise.all([...document.fonts].map((face) => face.load()));
  await ready();
  const before = looks();
  await Promise.all([...document.querySelectorAll("link[rel=stylesheet]")].map((link) => new Promise((done) => {
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

Not looked at: what is hidden, the line under the open tab, which a script moves, and the box for messages of Material's script, which is empty until the script writes into it.
"""


def whole(site: website.Site) -> dict[str, str]:
    """What would be published without bundles: Material's whole stylesheet and all of ours in their order, by the bundles' names."""
    settings = yaml.load((site.project / "mkdocs.yml").read_text(encoding="utf-8"), _Loose)["extra"]["sheets"]
    import material

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


_Loose.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node))


@pytest.mark.parametrize("look", ["desk", "phone", "dark", "print"])
def test_a_page_looks_as_with_whole_stylesheets(visitor: website.Visitor, rich: website.Site, rich_server: str, look: str) -> None:
    page = window(visitor, rich, look)
    found = {}
    for url in KINDS:
        page.goto(rich_server + url)
        found[url] = page.evaluate(COMPARE)
    assert found == dict.fromkeys(KINDS, [])


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

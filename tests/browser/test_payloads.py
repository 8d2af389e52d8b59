"""Public payloads in every place of a story: each is refused, or shown as text on every page that shows it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import oddities
import photos
import pytest
import website
from folio import reading, rules, tree

CORPUS = website.PROJECT.parent / "shared/corpora/xss/dompurify.jsonl"
TOLD = {
    "date": "2026-01-01",
    "kind": "first-hand",
    "consent": "true",
    "licence": "CC BY 4.0",
    "tags": ["care"],
    "practices": ["room-to-say-yes#tell-one-yes"],
}
FREE = ("title", "description", "role", "sector", "country", "when", "ai_use", "freedom", "cost", "change")
PLACES = ("{}", "I said {} to her.", "[go]({})", "[go](<{}>)", '[go](https://example.org/ "{}")', "[{}](https://example.org/)", "<{}>",
          "`{}`", "![{}](photo.jpg)", "![words]({})", "## {}", "[go][1]\n\n[1]: {}", "::: practice room-to-say-yes {}")  # fmt: skip
"""Where a text may hold a stranger's words."""
LOOK = """([urls, known]) => Promise.all(urls.map(url => new Promise(done => {
    const frame = document.createElement('iframe');
    frame.onload = () => setTimeout(() => {
        const odd = [...frame.contentDocument.querySelectorAll('*')].flatMap(element =>
            [element.localName, ...element.getAttributeNames().map(name => `${element.localName} ${name}`)]
                .filter(kind => !known.includes(kind)).map(kind => `${url}: ${kind}: ${element.outerHTML.slice(0, 200)}`));
        if (frame.contentWindow.location.href !== url) odd.push(`${url} leads to ${frame.contentWindow.location.href}`);
        frame.remove();
        done(odd);
    }, 20);
    frame.src = url;
    document.body.append(frame);
}))).then(found => found.flat())"""
"""Opens pages beside each other, and says what stands in them that is not known, and which have led away."""
KINDS = """() => [...document.querySelectorAll('*')].flatMap(element =>
    [element.localName, ...element.getAttributeNames().map(name => `${element.localName} ${name}`)])"""
TRAP = "for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = () => console.error('it runs')"
PLAIN = "Words **of** *a* [story](https://example.org/ 'words') `as`\n\n## It\n\nis. ![words](photo.jpg)\n\n::: practice room-to-say-yes\n"


def _payloads() -> list[str]:
    """Ours, and every third of the public ones where they are: each is opened on many pages."""
    rows = CORPUS.read_text(encoding="utf-8").splitlines() if CORPUS.is_file() else []
    return list(dict.fromkeys([*oddities.HOSTILE, *(json.loads(row)["payload"] for row in rows[::3])]))


def _fields(payload: str) -> dict[str, Any]:
    """Front matter that says a payload in every field that is free."""
    source = {"title": payload, "author": payload, "publisher": payload, "year": payload}
    return {**TOLD, **dict.fromkeys(FREE, payload), "teller": {"name": payload, "pseudonym": "true"}, "sources": [source, payload]}


def _sound(stories: dict[str, str]) -> set[str]:
    """The paths of those stories in which the checks find no mistake."""
    files = {**tree.Folder(website.PROJECT / "docs"), **{path: text.encode(errors="surrogatepass") for path, text in stories.items()}}
    files |= {path.replace("story.md", "photo.jpg"): b"" for path in stories}
    library, problems = reading.read(files)
    return stories.keys() - {
        problem.path.removeprefix("docs/") for problem in (*problems, *rules.check(library)) if problem.severity == "error"
    }


def _accepted(payloads: list[str]) -> dict[str, str]:
    """For each payload a story that says it wherever the checks let it pass."""
    fields = {f"stories/odd-{n}/story.md": website.page(_fields(payload)) for n, payload in enumerate(payloads)}
    places = {
        f"stories/odd-{n}-{place}/story.md": website.page(
            {**TOLD, "title": "A test", "teller": "Sam"}, text.replace("{}", payload) + "\n\nand\n"
        )
        for n, payload in enumerate(payloads)
        for place, text in enumerate(PLACES)
    }
    said, told = _sound(fields), _sound(places)
    assert len(payloads) < len(told) < len(places), "some are refused, and some are shown as text"
    result = {}
    for n, payload in enumerate(payloads):
        front = _fields(payload) if f"stories/odd-{n}/story.md" in said else {**TOLD, "title": "A test", "teller": "Sam"}
        texts = [text.replace("{}", payload) for place, text in enumerate(PLACES) if f"stories/odd-{n}-{place}/story.md" in told]
        result[f"stories/odd-{n}/story.md"] = website.page(front, "\n\nand\n\n".join(["Words.", *texts]) + "\n")
    return {path: text for path, text in result.items() if path in _sound(result)}


@pytest.mark.xdist_group("hostile")
def test_every_payload_is_refused_or_shown_as_text(visitor: website.Visitor, tmp_path: Path) -> None:
    shown = _accepted(_payloads())
    assert len(shown) > len(oddities.HOSTILE) / 2
    plain = website.page({**TOLD, **dict.fromkeys(FREE, "words " * 12), "teller": "Sam", "sources": ["words"]}, PLAIN)
    project = website.write(website.lay(tmp_path), {**shown, "stories/plain/story.md": plain})
    for path in (*shown, "stories/plain/story.md"):
        (project / "docs" / path).with_name("photo.jpg").write_bytes(photos.JPEG)
    site = website.built(project)
    page = visitor.window(bypass_csp=True)  # the first lock must hold without the second
    page.add_init_script(TRAP)
    page.route(
        "**/photo.jpg",
        lambda route: route.fulfill(status=200, content_type="image/svg+xml", body="<svg xmlns='http://www.w3.org/2000/svg'/>"),
    )
    with website.served(site.root) as server:
        known: set[str] = set()
        for url in ("", "stories/", "stories/page/2/", "stories/plain/", "topics/care/", "topics/", "practices/",
                    "practices/room-to-say-yes/",
                    "practices/room-to-say-yes/card/", "about/", "data/", "my-practices/", "essays/the-loaf-and-the-letter/"):  # fmt: skip
            page.goto(server + url)
            known |= set(page.evaluate(KINDS))
        lists = re.compile(r"|(?:stories|topics|practices)/(?!archive|theme).*|404.html")
        urls = [server + url for url in site.pages if lists.fullmatch(url)]
        assert len(urls) > len(shown)
        for start in range(0, len(urls), 12):
            assert page.evaluate(LOOK, [urls[start : start + 12], sorted(known)]) == []
        assert visitor.complaints == []

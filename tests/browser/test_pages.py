"""How pages are set: what stands beside a text, how long its lines are, what a kind looks like, and that nothing overlaps."""

from __future__ import annotations

import pytest
import website
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")

ESSAYS = ["essays/the-loaf-and-the-letter/", "essays/your-champion-already-works-here/", "essays/why-anyone-works-that-weekend/"]
"""One with a practice in its middle and one embedded, one with three practices in its last paragraph, one with two in a row."""

BOXES = """() => {
    const place = (e) => {
        const {left, right, top, bottom} = e.getBoundingClientRect();
        return {left, right, top, bottom, text: e.textContent.trim().slice(0, 40)};
    };
    const shown = (e) => e.checkVisibility();
    const before = (e) => { while (e.matches('.beside')) e = e.previousElementSibling; return e; };
    const notes = [...document.querySelectorAll('.prose > .beside')].filter(shown);
    const text = document.querySelectorAll('.has-margin > header, .has-margin > .sources, .prose > :not(.beside)');
    return {
        beside: [...document.querySelectorAll('.has-margin .beside')].filter(shown).map(place),
        notes: notes.map((e) => ({...place(e), links: [...e.querySelectorAll('.card__title a')].map((a) => a.href), to: place(before(e)),
            leads: [...before(e).querySelectorAll('a')].map((a) => a.href.split('#')[0])})),
        text: [...text].filter(shown).map(place),
        end: document.querySelector('.trail').getBoundingClientRect().top,
    };
}"""


@pytest.mark.parametrize("url", ESSAYS)
def test_a_practice_stands_beside_the_paragraph_that_leads_to_it_and_nothing_overlaps(
    visitor: website.Visitor, server: str, url: str
) -> None:
    page = visitor.window()
    page.goto(server + url)
    for width in (960, 1000, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(BOXES)
        assert found["notes"]
        boxes = [*found["beside"], *found["text"]]
        for n, one in enumerate(boxes):
            assert one["bottom"] <= found["end"], f"{one['text']} reaches below the text at {width}"
            for other in boxes[n + 1 :]:
                aside = one["right"] <= other["left"] + 0.5 or other["right"] <= one["left"] + 0.5
                assert aside or one["bottom"] <= other["top"] + 0.5 or other["bottom"] <= one["top"] + 0.5, (
                    f"{one} lies on {other} at {width}"
                )
        floor = max(box["bottom"] for box in found["beside"][: len(found["beside"]) - len(found["notes"])])
        for note in found["notes"]:
            assert set(note["links"]) <= set(note["leads"]), note["text"]
            assert note["left"] > note["to"]["right"]
            wanted = max(note["to"]["top"], floor)  # at the paragraph's top, or as near as the box above lets it
            assert wanted <= note["top"] <= wanted + 40, f"{note['text']} at {width}"
            floor = note["bottom"]


def test_on_a_phone_the_text_is_not_broken_by_what_stands_beside_it(visitor: website.Visitor, server: str) -> None:
    page = visitor.window(viewport={"width": 390, "height": 844})
    page.goto(server + ESSAYS[0])
    assert page.locator(".beside").count() >= 2
    assert page.locator(".beside:visible").count() == 0
    assert page.get_by_role("region", name="Where to go next").get_by_role("link", name="The room to say yes").is_visible()


LINES = """() => {
    const counts = [];
    for (const p of document.querySelectorAll('.prose > p')) {
        const range = document.createRange(), lines = new Map();
        const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());)
            for (let n = 0; n < node.length; n++) {
                range.setStart(node, n); range.setEnd(node, n + 1);
                const {top, width} = range.getBoundingClientRect();
                if (width) lines.set(Math.round(top / 8), (lines.get(Math.round(top / 8)) ?? 0) + 1);
            }
        const full = [...lines.values()].slice(0, -1); // the last line ends where the words do
        if (full.length > 2) counts.push(...full);
    }
    return counts.sort((a, b) => a - b);
}"""


@pytest.mark.parametrize("url", [ESSAYS[0], "stories/the-giraffe-loaf/"])
def test_a_line_of_prose_has_about_66_characters(visitor: website.Visitor, server: str, url: str) -> None:
    page = visitor.window()
    page.goto(server + url)
    for width in (1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        lines = page.evaluate(LINES)
        middle = lines[len(lines) // 2]
        assert 60 <= middle <= 72, f"{middle} at {width}"
        assert lines[int(len(lines) * 0.95)] <= 78, f"{lines[-5:]} at {width}"


SIGNS = """() => Object.fromEntries([...document.querySelectorAll('.kind[data-kind]')].map((e) => {
    const sign = getComputedStyle(e, '::before');
    const paper = getComputedStyle(document.body).backgroundColor;
    return [e.dataset.kind, {shape: sign.clipPath, width: parseFloat(sign.width), colour: sign.backgroundColor, paper}];
}))"""


@pytest.mark.parametrize("forced", ["none", "active"])
def test_each_kind_has_a_sign_of_its_own_besides_its_colour(visitor: website.Visitor, server: str, forced: str) -> None:
    page = visitor.window(forced_colors=forced)
    page.goto(server + "topics/empowerment/")
    signs = page.evaluate(SIGNS)
    assert set(signs) >= {"essay", "practice", "story", "topic"}
    assert len({sign["shape"] for sign in signs.values()}) == len(signs)
    for kind, sign in signs.items():
        assert sign["width"] >= 10, kind
        assert sign["colour"] not in (sign["paper"], "rgba(0, 0, 0, 0)"), kind


def test_the_search_stands_at_the_right_and_shows_its_words_whole(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server)
    for width in (1152, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        fits, gap = page.evaluate("""() => {
            const field = document.querySelector('.site-header input[name=q]'), style = getComputedStyle(field);
            const pen = Object.assign(document.createElement('canvas').getContext('2d'), {font: style.font});
            const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            const tell = document.querySelector('.site-header__tell').getBoundingClientRect();
            return [room - pen.measureText(field.placeholder).width, tell.left - field.closest('form').getBoundingClientRect().right];
        }""")
        assert fits >= 0, f"{-fits} px of the placeholder are cut at {width}"
        assert 0 < gap < 120, width


def test_the_columns_of_the_first_page_end_at_about_the_same_height(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server)
    left, right = page.evaluate(
        "[...document.querySelector('.columns').children].map(e => e.lastElementChild.getBoundingClientRect().bottom)"
    )
    top = page.locator(".columns").bounding_box()
    assert top is not None
    assert 0.75 < (right - top["y"]) / (left - top["y"]) < 1.3


STATES = {"name-decisions": "done", "set-limit": "na", "tell-one-yes": "done"}
RECORD = {"format": 1, "id": "room-to-say-yes", "steps": {step: {"at": 1, "state": state} for step, state in STATES.items()}, "runs": {}}


@pytest.mark.parametrize("url", [ESSAYS[0], "stories/the-giraffe-loaf/"])
def test_a_card_shows_how_far_a_practice_has_come_on_this_device(visitor: website.Visitor, server: str, url: str) -> None:
    page = visitor.window()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + url)
    assert page.locator(".card__done:visible").count() == 0
    assert not [address for address in asked if "glance" in address], "nothing is asked for where nothing is ticked"
    page.evaluate("record => localStorage.setItem('callback:practice:room-to-say-yes', JSON.stringify(record))", RECORD)
    page.reload()
    done = page.locator(".card__done[data-glance=room-to-say-yes]")
    expect(done).to_have_text("2 of 7 done on this device")
    shown = done.locator("+ .card__steps a")
    named = {str(link.get_attribute("href")).partition("#")[2]: link.get_attribute("aria-label") for link in shown.all()}
    assert {step for step, label in named.items() if label} == {step for step in named if STATES.get(step) == "done"} != set()
    assert page.locator(".card__done:visible").count() == 1, "of the others this device knows nothing"


def test_what_cannot_be_read_tells_nothing_of_a_practice(visitor: website.Visitor, server: str) -> None:
    page = visitor.window()
    page.goto(server + ESSAYS[0])
    for kept in ("not JSON", "null", "[]", '{"steps": 3}', '{"steps": {"name-decisions": null}}'):
        page.evaluate("text => localStorage.setItem('callback:practice:room-to-say-yes', text)", kept)
        with page.expect_response("**/glance.js"):
            page.reload()
        expect(page.locator(".card__done[data-glance=room-to-say-yes]")).to_be_hidden()

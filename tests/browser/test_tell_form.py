"""The form for a story: what it asks, what it says before one sends, what it shows, and by which doors a story leaves."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import tellers
import website
from folio import questions, reading, rules, tree
from playwright.sync_api import Page, Request, expect
from tellers import complete, findings, question

pytestmark = pytest.mark.xdist_group("tell")

DOCS = dict(tree.Folder(website.PROJECT / "docs"))


def today() -> str:
    """The day that the form writes."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def problems(file: str, name: str = "the-wet-passport") -> list[str]:
    """What the gate's rules say of a file that the form made, at once with all pages of the site."""
    path = f"stories/{name}/story.md"
    library, found = reading.read({**DOCS, path: file.encode()})
    return [str(one) for one in (*found, *rules.check(library)) if one.path.endswith(path)]


def errors(file: str) -> list[str]:
    """Of those the errors."""
    return [one for one in problems(file) if not re.match(r"\S+: .*?: (?:question|advice): ", one)]


def downloaded(page: Page) -> tuple[str, str]:
    """The name and the text of the file that the button gives."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download file").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text(encoding="utf-8")


def test_a_complete_story_has_nothing_to_mend_and_its_file_passes_the_gate(page: Page, telling_server: str) -> None:
    page.goto(telling_server + tellers.TELL)
    complete(page)
    question(page, "practices").first.select_option("room-to-say-yes#name-decisions")
    expect(findings(page, "missing")).to_have_count(0)
    expect(findings(page, "error")).to_have_count(0)
    expect(findings(page, "question")).to_have_count(0)
    expect(findings(page, "well")).to_have_text(
        ["✓Well: 156 words: a good length", re.compile("No e-mail address"), re.compile("full name")]
    )
    name, file = downloaded(page)
    assert name == "the-wet-passport.md"
    assert problems(file) == []
    ticks = dict.fromkeys(("names_changed", "consent", "licence", "pseudonym"), True)
    answers: questions.Answers = {**tellers.COMPLETE, **ticks, "kind": "first-hand", "practices": ["room-to-say-yes#name-decisions"]}
    assert file == questions.compose(answers, dt.date.fromisoformat(today()))


def test_the_form_asks_all_questions_in_their_order_each_with_its_words(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    shown = page.locator("[data-question]").evaluate_all("found => found.map(one => one.dataset.question)")
    assert shown == [asked.name for asked in sorted(questions.QUESTIONS, key=lambda one: ["The story", "You", "Your word"].index(one.part))]
    page.get_by_label("I retell something published").check()
    for asked in questions.QUESTIONS:
        box = page.locator(f"[data-question={asked.name}]")
        expect(box).to_be_visible(visible=not asked.only or "retelling" in asked.only)
        if not box.is_visible():
            continue
        control = (
            box.get_by_role("group" if asked.shape == "steps" else "radiogroup")
            if asked.shape in ("steps", "choice")
            else question(page, asked.name)
        )
        expect(control).to_have_accessible_name(re.compile(re.escape(asked.label)))
        if asked.help:
            expect(control).to_have_accessible_description(re.compile(re.escape(asked.help)))
        assert (control.get_attribute("aria-required") == "true") is asked.required, asked.name


def test_a_kind_of_story_is_asked_only_what_it_needs(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    for kind, label in {"first-hand": "I was there", "as-told-to": "Somebody told me", "retelling": "I retell"}.items():
        page.get_by_label(label).check()
        for name in ("teller", "pseudonym", "consent"):
            expect(page.locator(f"[data-question={name}]")).to_be_visible(visible=kind != "retelling")
        expect(page.locator("[data-question=sources]")).to_be_visible(visible=kind == "retelling")


def test_what_is_missing_is_listed_and_leads_to_its_question(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    needed = [asked.label for asked in questions.QUESTIONS if asked.required and "retelling" not in asked.only]
    expect(findings(page, "missing")).to_have_count(len(needed))
    for label in needed:
        expect(findings(page, "missing").filter(has_text=label)).to_have_count(1)
    page.get_by_role("button", name="Answer: How should we name you?").click()
    expect(question(page, "teller")).to_be_focused()
    page.keyboard.type("M.")
    expect(findings(page, "missing")).to_have_count(len(needed) - 1)


def test_a_finding_quotes_the_words_and_leads_to_them(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    text = "It rained.\n\n" + "And it rained on. " * 200 + "\n\nThen Samantha Ortiz came in, <b>wet</b>.\n"
    question(page, "text").fill(text)
    name = findings(page, "question").filter(has_text="Samantha Ortiz")
    expect(name).to_contain_text('Line 5: a story names people by their first name only: found "Samantha Ortiz"')
    expect(name).to_contain_text("A first name is enough")
    expect(findings(page, "error").filter(has_text="Line 5")).to_have_count(1)
    name.get_by_role("button").click()
    field = question(page, "text")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "Samantha Ortiz"
    assert field.evaluate("field => field.scrollTop") > 500
    question(page, "names_changed").check()
    expect(name).to_have_count(0)


def test_the_other_answers_are_read_too(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    question(page, "when").fill("On 12 May 2025")
    question(page, "role").fill("Ask porter@hotel.example")
    question(page, "teller").fill("Samantha Ortiz")
    question(page, "title").fill("wet " * 30)
    question(page, "freedom").fill("long " * 900)
    expect(findings(page, "advice").filter(has_text="Roughly when was it?")).to_contain_text("12 May 2025")
    expect(findings(page, "question")).to_have_count(1)
    expect(findings(page, "question")).to_contain_text("What is your work?: a story gives away nobody's e-mail address")
    expect(findings(page, "advice").filter(has_text="a title has at most 90 characters")).to_have_count(1)
    expect(findings(page, "error").filter(has_text="together at most 4096 bytes")).to_have_count(1)
    page.get_by_role("button", name=re.compile("Show: What is your work")).click()
    assert question(page, "role").evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "porter@hotel.example"


@pytest.mark.parametrize(
    "line",
    [
        "[our page](example.org/page)",
        "[us](editor@example.org)",
        "[nothing]()",
        "::: practice no-such-list",
        "::: practice room-to-say-yes no-such-step",
        "<b>wet</b>",
        "# A title",
        "![wet](https://example.org/wet.jpg)",
        "[x](javascript:alert(1))",
        "[x](https://127.0.0.1/)",
        "The total was \u202e012.",
    ],
)
def test_what_the_gate_refuses_the_form_refuses(page: Page, server: str, line: str) -> None:
    page.goto(server + tellers.TELL)
    complete(page, text=f"{tellers.TEXT}\n{line}\n")
    expect(findings(page, "error")).not_to_have_count(0)
    assert errors(downloaded(page)[1]) != []


@pytest.mark.parametrize(
    "line",
    [
        "[our page](https://example.org/page)",
        "[us](mailto:editor@example.org)",
        "::: practice room-to-say-yes name-decisions",
        "## Later",
        "| a | b |\n| - | - |",
    ],
)
def test_what_the_form_lets_pass_the_gate_lets_pass(page: Page, server: str, line: str) -> None:
    page.goto(server + tellers.TELL)
    complete(page, text=f"{tellers.TEXT}\n{line}\n")
    expect(findings(page, "well")).not_to_have_count(0)
    expect(findings(page, "error")).to_have_count(0)
    assert errors(downloaded(page)[1]) == []


def test_a_title_without_letters_of_a_to_z_gives_the_file_the_day(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    question(page, "title").fill("東京の夜")
    assert downloaded(page)[0] == f"story-{today()}.md"


def test_up_to_three_steps_can_be_chosen(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    choosers = question(page, "practices")
    steps = choosers.first.locator("option").evaluate_all("found => found.map(one => one.value).filter(Boolean)")
    library, _ = reading.read(DOCS)
    assert sorted(steps) == sorted(f"{practice.name}#{step.id}" for practice in library.of("practice") for step in practice.body.steps)
    assert choosers.first.locator("optgroup").count() == len(library.of("practice"))
    expect(choosers.nth(1)).to_be_hidden()
    for n in range(questions.MOST_STEPS):
        choosers.nth(n).select_option(steps[n])
    assert [f'  - "{step}"' for step in steps[:3]] == re.findall(r'^  - ".*"$', downloaded(page)[1], re.MULTILINE)
    page.reload()
    for n in range(questions.MOST_STEPS):
        expect(choosers.nth(n)).to_have_value(steps[n])


def test_the_preview_is_the_letter_as_the_site_shows_it(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    text = "Very **wet**.\n\n- one\n- two\n\n> said she\n\n## Later\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n3. three\n\n"
    text += "[us](https://example.org/) `code` <i>tag</i>"
    complete(page, text=text)
    preview = page.locator("[data-preview]")
    expect(preview.get_by_role("heading", name="The wet passport")).to_be_visible()
    expect(preview).to_contain_text("M., night porter (name changed)")
    expect(preview).to_contain_text("What it cost")
    html = re.sub(r"\s*\n\s*", "", preview.locator(".prose").inner_html())
    link = '<a href="https://example.org/" target="_blank" rel="nofollow noopener noreferrer">us</a>'
    assert html == (
        "<p>Very <strong>wet</strong>.</p><ul><li>one</li><li>two</li></ul><blockquote><p>said she</p></blockquote><h2>Later</h2>"
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
        f'<ol start="3"><li>three</li></ol><p>{link} <code>code</code> &lt;i&gt;tag&lt;/i&gt;</p>'
    )


def test_the_forges_editor_opens_with_the_file_in_it(page: Page, telling_server: str) -> None:
    page.goto(telling_server + tellers.TELL)
    complete(page)
    door, text = page.get_by_role("link", name="Open in GitHub"), downloaded(page)[1]
    page.wait_for_function("text => new URL(document.querySelector('a[data-forge]').href).searchParams.get('value') === text", arg=text)
    expect(page.locator("[data-bytes]")).to_have_text(re.compile(r"^1,\d\d\d of 8,192 bytes of an address$"))
    address = urlsplit(door.get_attribute("href") or "")
    asked = parse_qs(address.query, strict_parsing=True)
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://github.com/example/callback/new/main"
    assert asked == {"filename": ["docs/stories/the-wet-passport/story.md"], "value": [text]}
    assert door.get_attribute("target") == "_blank"
    assert "noopener" in (door.get_attribute("rel") or "")


def test_a_story_that_no_address_can_carry_is_copied(page: Page, telling_server: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.context.route("https://github.com/**", lambda route: route.fulfill(body="an empty file"))
    page.goto(telling_server + tellers.TELL)
    complete(page, text="“Wet”, said the passport.\n\n" * 300)
    expect(page.locator("[data-bytes]")).to_contain_text("too long, so GitHub opens an empty file and your story is copied")
    with page.context.expect_page() as waiting:
        page.get_by_role("link", name="Open in GitHub").click()
    assert waiting.value.url == "https://github.com/example/callback/new/main?filename=docs%2Fstories%2Fthe-wet-passport%2Fstory.md"
    waiting.value.close()
    expect(page.get_by_role("status").filter(has_text="Your story is copied. Paste it into the large box")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == downloaded(page)[1]


def test_the_editor_gets_a_letter_or_a_note_where_the_story_is(page: Page, telling_server: str) -> None:
    page.goto(telling_server + tellers.TELL)
    complete(page, text="It was wet, and then it was dry.")
    door = page.get_by_role("link", name="Write to the editor")
    expect(door).to_have_attribute("href", re.compile("then%20it%20was%20dry"))
    address = urlsplit(door.get_attribute("href") or "")
    asked = parse_qs(address.query)
    assert (address.scheme, unquote(address.path)) == ("mailto", "editor@thecallback.example")
    assert asked["subject"] == ["A story: The wet passport"]
    assert asked["body"][0].replace("\r\n", "\n") == downloaded(page)[1]
    question(page, "text").fill(tellers.TEXT * 3)
    expect(door).to_have_attribute("href", re.compile("My%20story%20is%20copied"))


def test_with_something_to_mend_doors_explain_and_download_and_copy_work(page: Page, telling_server: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(telling_server + tellers.TELL)
    question(page, "title").fill("Half a story")
    for name in ("Open in GitHub", "Write to the editor"):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("status").filter(has_text="Not yet: 5 things are still to do")).to_be_visible()
        expect(page.get_by_role("button", name="Answer: What happened?")).to_be_focused()
    assert len(page.context.pages) == 1
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Copied: the whole file")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == downloaded(page)[1]


def test_a_door_that_is_not_configured_is_not_there(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    complete(page)
    expect(page.get_by_role("button", name="Download file")).to_be_enabled()
    expect(page.locator("[data-tell] a[data-forge], [data-tell] a[data-email], meter")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("Download the file, or copy it, and give it to whoever edits this site.")


def test_a_question_or_advice_closes_no_door(page: Page, telling_server: str) -> None:
    page.context.route("https://github.com/**", lambda route: route.fulfill(body="the editor"))
    page.goto(telling_server + tellers.TELL)
    complete(page, text=tellers.TEXT + "\nWrite to porter@hotel.example about her mother.\n")
    expect(findings(page, "question")).to_have_count(1)
    expect(findings(page, "advice")).to_have_count(1)
    with page.context.expect_page() as waiting:
        page.get_by_role("link", name="Open in GitHub").click()
    assert "porter%40hotel.example" in waiting.value.url
    waiting.value.close()


def test_what_is_said_aloud_waits_for_a_rest(page: Page, server: str) -> None:
    page.goto(server + tellers.TELL)
    status = page.locator("[data-status]")
    question(page, "title").press_sequentially("The wet passport", delay=40)
    expect(status).to_be_empty()
    expect(status).to_have_text("Before you send: 5 answers are missing.")
    complete(page)
    expect(status).to_have_text("Ready to send.")


def test_nothing_leaves_the_page_while_one_writes(page: Page, telling_server: str) -> None:
    page.goto(telling_server + tellers.TELL)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_load_state("networkidle")
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))
    complete(page, text=tellers.TEXT + "![x](https://example.org/x.png) <img src=https://example.org/y.png>")
    expect(findings(page, "error")).not_to_have_count(0)
    page.get_by_role("button", name="Copy", exact=True).click()
    downloaded(page)
    page.wait_for_load_state("networkidle")
    assert [one.url for one in asked if not one.url.startswith("blob:")] == []


def test_every_invitation_leads_to_the_form(site: website.Site) -> None:
    for url in ("", "essays/", "practices/room-to-say-yes/", "stories/the-giraffe-loaf/", "topics/", "404.html"):
        links = [link for link in site.all[url].tree.all("a") if "ell your story" in link.text or "Your story" in link.text]
        assert links, url
        assert {site.all[url].resolve(link.get("href")) for link in links} == {tellers.TELL}, url
    assert "contribute/" in site.pages[tellers.TELL].links(site.pages[tellers.TELL].main)

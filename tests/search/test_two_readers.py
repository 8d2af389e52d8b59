"""The browser and Python read one index alike: the same words and stems, and for each question the same pages in the same order."""

from __future__ import annotations

import json
import random
import re
import string
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import finding
import oddities
import pytest
import website
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from search import ranking
from search.index import Files
from search.languages import Language, distance, fold
from search.shelf import Shelf

pytestmark = pytest.mark.xdist_group("browser")

ENGLISH = Language("en")
split, spans = ENGLISH.split, ENGLISH.spans
LANGUAGE = "(globalThis.english ??= finder.language('en', 'en', []))"
ASK = """async ([root, questions]) => {
    const search = finder.open(root), answers = [];
    for (const question of questions) {
        const { total, corrected, results, facets } = await search.ask(question);
        const places = (each) => each.sections.map(({ anchor, title }) => [anchor, title]);
        answers.push([total, corrected, results.map((each) => [each.url, each.score, places(each)]), facets]);
    }
    return answers;
}"""
ASSIGNED = [char for char in map(chr, range(0x110000)) if unicodedata.category(char) not in ("Cn", "Cs", "Co")]


@pytest.fixture(scope="module")
def index() -> Files:
    """The search of real pages, and some strange ones."""
    return finding.files(finding.pages())


@pytest.fixture(scope="module")
def window(browser: Browser, index: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that may ask it, and has all of the search's scripts at hand."""
    folder = tmp_path_factory.mktemp("found")
    finding.lay(folder, index)
    somebody = website.Visitor(browser)
    with website.served(folder) as address:
        page = somebody.window()
        page.goto(address)
        for name in ("words.js", "shelf.js", "stem/en.js"):
            page.add_script_tag(url=f"{address}{finding.SCRIPTS}/{name}")
        yield page
        somebody.leave()


def each(page: Page, function: str, values: Any) -> Any:
    """What a function of the browser gives for each of some values, which go there and back as text: lists take Playwright long."""
    return json.loads(page.evaluate(f"text => JSON.stringify(JSON.parse(text).map({function}))", json.dumps(values)))


def questions() -> list[dict[str, Any]]:
    """Some hundred questions: words, beginnings, slips, sentences, foreign scripts, attacks."""
    chance = random.Random(7)  # noqa: S311
    texts = [fragment.summary + " " + fragment.sections[0].text for fragment in finding.pages()]
    sentences = [line for text in texts for line in re.split(r"(?<=[.?!])\s+|\n", text) if len(line) > 20]
    words = sorted({word for text in texts for word in split(text)})
    asked = ["", " ", "a", "the", "to be or not to be", "'", "go team go", "we " * 100, "callback " * 40, "x" * 1000]
    asked += chance.sample(words, 50)
    asked += [" ".join(chance.sample(words, chance.randint(2, 6))) for _ in range(30)]
    asked += [word[: chance.randint(1, len(word))] for word in chance.sample(words, 40)]
    asked += [slip(word, chance) for word in chance.sample([word for word in words if len(word) > 3], 50)]
    asked += chance.sample(sentences, 30)
    asked += ["calling back an agent", "return call", "front line errors", "reps", "guests", "mistak"]
    asked += finding.STRANGERS
    asked += [word for line in finding.STRANGERS for word in line.split()]
    asked += oddities.HOSTILE
    chosen: tuple[dict[str, list[str]], ...] = (
        {"kind": ["part", "stranger"]},
        {"topic": ["mistakes"]},
        {"kind": ["essays", "practices"], "topic": ["care", "nowhere"]},
        {"x": ["y"]},
        {"kind": []},
    )
    some = [{"text": text, "typing": bool(number % 2), "facets": number % 5 == 0} for number, text in enumerate(asked)]
    some += [
        {"text": text, "typing": True, "filters": filters, "facets": True}
        for filters in chosen
        for text in ("customer", "the mistakes", "callbak")
    ]
    some += [
        {"text": "customer call", "typing": False, "first": first, "count": count}
        for first, count in ((0, 3), (5, 10), (10, 10), (15, 100), (500, 10))
    ]
    return some


def slip(word: str, chance: random.Random) -> str:
    """A word with a letter or two gone, changed, doubled or swapped."""
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(word) - 1)
        letter = chance.choice(string.ascii_lowercase)
        word = chance.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
    return word


def answered(shelf: Shelf, question: dict[str, Any]) -> list[Any]:
    """Python's answer, as the browser gives it."""
    answer = ranking.search(shelf, **question)
    results = [
        [
            result.fragment.url,
            pytest.approx(result.score, abs=1e-6),
            [[place.section.anchor, place.section.title] for place in result.places],
        ]
        for result in answer.results
    ]
    counts = {name: sorted(values.items()) for name, values in answer.facets.items()} if question.get("facets") else None
    return [answer.total, answer.corrected, results, counts]


def test_both_find_the_same(window: Page, index: Files) -> None:
    asked = questions()
    shelf = Shelf(index.__getitem__)
    found = 0
    for question, answer in zip(asked, window.evaluate(ASK, [window.url, asked]), strict=True):
        if answer[3] is not None:
            answer[3] = {name: sorted(map(tuple, values)) for name, values in answer[3].items() if values}
        assert answer == answered(shelf, question), question
        found += bool(answer[2])
    assert found > len(asked) / 2


def test_every_letter_is_folded_and_ends_a_word_alike(window: Page) -> None:
    texts = [f"Ab{char}Σ{char}'s c{char}" for char in ASSIGNED]
    theirs = each(window, f"(text) => [finder.fold(text), {LANGUAGE}.split(text)]", texts)
    differ = [
        char for char, text, (folded, words) in zip(ASSIGNED, texts, theirs, strict=True) if [folded, words] != [fold(text), split(text)]
    ]
    assert differ == []


TEXT = st.text(st.sampled_from("aEİsẞΣςﬁ½é\u0301'’ -_.9٣字カ\U0001d4d2\U00010400🙂\u200d") | st.sampled_from(ASSIGNED), max_size=60)


@given(st.lists(TEXT, min_size=50, max_size=200))
@settings(max_examples=8)
def test_texts_are_split_alike(window: Page, texts: list[str]) -> None:
    theirs = each(
        window, f"(text) => [{LANGUAGE}.split(text), {LANGUAGE}.spans(text).map(([from, to, own]) => [text.slice(from, to), own])]", texts
    )
    for text, (words, parts) in zip(texts, theirs, strict=True):
        assert words == split(text)
        assert parts == [[text[start:end], own] for start, end, own in spans(text)]


@given(st.lists(st.tuples(st.text("abcé𐐨", max_size=12), st.text("abcé𐐨", max_size=12), st.integers(0, 3)), min_size=100, max_size=300))
@settings(max_examples=5)
def test_letters_are_counted_alike(window: Page, pairs: list[tuple[str, str, int]]) -> None:
    theirs = each(window, "([one, other, most]) => finder.distance(finder.letters(one), finder.letters(other), most)", pairs)
    assert theirs == [distance(*pair) for pair in pairs]


def test_words_have_the_same_stems(window: Page) -> None:
    words = vocabulary()
    theirs = each(window, f"{LANGUAGE}.stem", words)
    assert [(word, mine, other) for word, other in zip(words, theirs, strict=True) if (mine := ENGLISH.stem(word)) != other] == []


def vocabulary() -> list[str]:
    """Words of our texts and of the libraries', with every ending that English has, and syllables put together."""
    sources = [*(website.PROJECT / "docs").rglob("*.md"), *Path(random.__file__).parent.glob("*.py")]
    real = {word for path in sources for word in split(path.read_text(encoding="utf-8"))}
    endings = (
        "s es ed eed ing ingly edly ly er ational ance able ible ment ness ful fulness ous iveness izer "
        "ization ator alism logist ative ical ion y ies ied ying"
    )
    heads = random.Random(7).sample(sorted(real), 4000)  # noqa: S311
    syllables = [a + b + c for a in "aybst" for b in "eiou" for c in ("l", "nt", "ss", "yy", "wx", "kst")]
    return sorted(
        real
        | {head + ending for head in [*heads, *syllables] for ending in endings.split()}
        | {"skis", "internal", "international", "Иvan", "straßeing"}
    )

"""Languages: the browser cuts words as Python does, in each language that has a stemmer, and searches in any that has none."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from pathlib import Path

import finding
import indexes
import pytest
import Stemmer
import website
from playwright.sync_api import Browser
from search import grammar, ranking
from search.index import Setup
from search.languages import LONGEST, Language
from search.shelf import Shelf

pytestmark = pytest.mark.xdist_group("browser")
STEM = website.PROJECT / "overrides" / finding.SCRIPTS / "stem"
CODES = sorted(grammar.STEMMED)
ASK = """async ([root, questions]) => {
    const search = finder.open(root), found = [];
    for (const text of questions) found.push((await search.ask({ text })).results.map(({ url }) => url));
    return found;
}"""
CUT = """async ([here, texts]) => {
    await import(`${here}/words.js`);
    for (const [, stemmer] of texts) await import(`${here}/stem/${stemmer}.js`);
    return JSON.stringify(texts.map(([code, stemmer, lines]) => {
        const { split, spans, stem } = finder.language(code, stemmer, []);
        return lines.map((line) => [split(line).map((word) => [word, stem(word)]), spans(line).map(([from, to]) => line.slice(from, to))]);
    }));
}"""
"""What the browser makes of lines in each language: words and stems, and where they stand."""
FORMS = {
    "ca": ["organització organitzacions", "l'home homes"],
    "da": ["kunder kunderne", "løftet løfter"],
    "de": ["Kunde Kunden", "Haus Häuser HÄUSERN hauser", "Straße STRASSEN", "groß GROẞ gross", "Beschwerde Beschwerden"],
    "en": ["promise promised promises"],
    "es": ["reclamación reclamaciones RECLAMACION", "cliente clientes"],
    "fi": ["talossa talosta", "metsässä metsästä"],
    "fr": [
        "l'amour amours d’amour",
        "réclamation réclamations reclamation",
        "donnée donnés donner",
        "qualité qualités qualite",
        "cœur coeurs CŒUR",
    ],
    "hu": ["házban házból", "ügyfél ügyfélnek"],
    "it": ["dell'amico l’amico amici", "un'offerta offerte"],
    "nl": ["klant klanten", "foto's foto"],
    "nb": ["kunder kundene", "huset husene"],
    "pl": ["Kennedy Kennedy'ego", "klient klientem"],
    "pt": ["organização organizações organizacao", "questão questoes QUESTÕES", "cliente clientes"],
    "ro": ["clienți clienţi", "promisiune promisiuni"],
    "ru": ["новый новая новые", "обещание обещания"],
    "sv": ["kunder kunderna", "löfte löften"],
    "tr": ["IŞIK ışık Işık", "İstanbul İstanbul'da İstanbul’un"],
}
"""Words of which one finds the others."""
APART = {"sv": "här har", "fi": "näin nain", "hu": "kör kor", "tr": "kış kıs", "ru": "война воина", "de": "Kunde Kind"}
"""Words that only their own letters tell apart, or that have nothing in common."""


def lines(code: str) -> list[str]:
    """Some thousand words as the language's stemmer has to judge them, and as people write them: ends that its script knows, one or two
    of them behind any letters, in capitals, with marks that are letters of their own, and with apostrophes before and behind."""
    chance = random.Random(code)  # noqa: S311
    known = grammar.SAME.get(code, code)
    ends = sorted({end for end in re.findall(r'"([^"]*)"', (STEM / f"{known}.js").read_text(encoding="utf-8")) if end.isalpha()})
    ends += [each for pair in grammar.MARKED.get(known, {}).items() for each in pair]
    letters = sorted({letter for letter in "".join(ends) if letter.isalpha()} | set(grammar.OWN.get(known, "e")))
    heads = ["".join(chance.choices(letters, k=chance.randint(1, 7))) for _ in range(400)]
    words = [head + chance.choice(["", *ends]) + end for end in ends for head in chance.sample(heads, 1 + 3000 // len(ends))]
    words += grammar.STOP[known].split() + " ".join(FORMS.get(code, ())).split()
    before = [*re.findall("[a-z]+", grammar.CUT.get(known, "")), "o", "xyz"]
    written = [
        *(word.upper() for word in words[::7]),
        *(word.title() for word in words[1::7]),
        *(unicodedata.normalize("NFD", word) for word in words[2::7]),
        *(f"{start}{mark}{word}" for start in before for mark in "'’" for word in words[: len(before)]),
        *(f"{word}{mark}{end}" for end in before for mark in "'’" for word in words[: len(before)]),
        *finding.STRANGERS,
    ]
    return words + written


def test_words_are_cut_alike_in_every_language(browser: Browser, tmp_path: Path) -> None:
    texts = [(Language(code), lines(code)) for code in [*CODES, *grammar.SAME]]
    finding.lay(tmp_path, {})
    somebody = website.Visitor(browser)
    with website.served(tmp_path) as address:
        page = somebody.window()
        page.goto(address)
        theirs = json.loads(
            page.evaluate(CUT, [f"{address}{finding.SCRIPTS}", [[tongue.short, tongue.stemmer, said] for tongue, said in texts]])
        )
        somebody.leave()
    for (language, said), found in zip(texts, theirs, strict=True):
        assert len(said) > 3000
        for line, (words, places) in zip(said, found, strict=True):
            assert words == [[word, language.stem(word)] for word in language.split(line)], (language.code, line)
            assert places == [line[start:end] for start, end, _ in language.spans(line)], (language.code, line)


def test_there_is_a_stemmer_of_one_version_for_each_language_that_python_stems() -> None:
    assert {path.stem for path in STEM.glob("*.js")} == grammar.STEMMED
    for path in STEM.glob("*.js"):
        assert "as Snowball 3.1.1 writes it" in path.read_text(encoding="utf-8").partition("\n")[0], path
    assert Stemmer.version().startswith("3.1.")
    assert grammar.STOP.keys() == grammar.STEMMED
    assert {*grammar.OWN, *grammar.MARKED, *grammar.AS, *grammar.SAME.values(), *filter(None, grammar.CUT)} <= grammar.STEMMED


@pytest.mark.parametrize("code", CODES)
def test_words_that_tell_nothing_are_few_and_written_as_they_are_looked_up(code: str) -> None:
    language = Language(code)
    said = grammar.STOP[code].split()
    assert 40 <= len(said) == len(set(said)) <= 85
    assert [word for word in said if language.split(word) != [word]] == []


@pytest.mark.parametrize("code", FORMS)
def test_forms_of_a_word_are_one(code: str) -> None:
    for line in FORMS[code]:
        assert len(set(Language(code).stems(line))) == 1, line


@pytest.mark.parametrize("code", APART)
def test_other_words_are_others(code: str) -> None:
    assert len(set(Language(code).stems(APART[code]))) == 2


@pytest.mark.parametrize("code", CODES)
def test_no_word_loses_all_of_its_letters(code: str) -> None:
    language = Language(code)
    for line in lines(code)[::5]:
        assert all(0 < len(word) <= LONGEST and language.stem(word) for word in language.split(line)), line


def test_a_language_without_a_stemmer_is_searched_by_its_words_as_they_are(browser: Browser, tmp_path: Path) -> None:
    setup = Setup(Language("uk"))
    pages = [indexes.page("Обіцянка клієнту", "Ми передзвонимо.", url="one/"), indexes.page("Помилки", "І ще щось.", url="two/")]
    index = indexes.written(pages, setup)[0]
    finding.lay(tmp_path, index)
    for path in (tmp_path / finding.SCRIPTS / "stem").iterdir():
        path.unlink()
    questions = ["клієнту", "клінету", "передзв", "обіцянка"]
    somebody = website.Visitor(browser)
    with website.served(tmp_path) as address:
        page = somebody.window()
        page.goto(address)
        found = page.evaluate(ASK, [address, questions])
        somebody.leave()
    assert found == [["one/"]] * 4
    shelf = Shelf(index.__getitem__)
    assert shelf.index["stemmer"] is None
    assert [[result.fragment.url for result in ranking.search(shelf, text, True).results] for text in questions] == found

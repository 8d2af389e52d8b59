"""What is asked: questions made of the corpus itself, by chance with a seed, before anything is tuned on them.

Nine classes, as readers ask who know what they look for: the title; words from it; a title that is half typed; one with a typing mistake;
one word with one; words in another form than the title's; a heading; words of the summary; words from the text. And real questions:
headings that end in a question mark. Each has one page that it is about: no other has the same title, or all of the words there.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bench.searching.pages import Page

CLASSES = ("title", "words", "prefix", "typo", "one-word typo", "morphology", "heading", "summary", "body")
"""Those that count for the means; "question" is told beside them."""
EACH = 50
"""Questions of a class in a set."""
COMMON = frozenset(
    (
        "a about after all also an and any are as at be been before but by can could did do does for from get had has have how i "
        "if in into is it its may me more most my no not of on one only or other our out over should so some such than that the "
        "their them then there these they this those to under up us use used using was we were what when where which while who "
        "why will with would you your new"
    ).split()
)
"""Words that nobody would look for."""
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|[A-Za-z]*\d\w*")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Question:
    """What is typed, the page that it is about, and its section where it is about one. `typing` while its last word is not finished."""

    kind: str
    text: str
    url: str
    anchor: str | None = None
    typing: bool = False


def made(pages: list[Page], seed: str) -> list[Question]:
    """A set of questions about pages."""
    maker = _Maker(pages, random.Random(seed))  # noqa: S311 - seeded, so that every run asks the same
    return [question for kind in (*CLASSES, "question") for question in maker.some(kind)]


def content(text: str) -> list[str]:
    """The words of a text for which one might look, in lower case."""
    return [word for word in (found.lower() for found in _WORD.findall(text)) if word not in COMMON and len(word) > 2]


class _Places:
    """Which texts of one kind have a word."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.having: defaultdict[str, set[int]] = defaultdict(set)
        for number, text in enumerate(texts):
            for word in set(content(text)):
                self.having[word].add(number)

    def all_of(self, words: Iterable[str]) -> set[int]:
        """The texts that have all of some words."""
        return set.intersection(*(self.having[word] for word in words))


class _Maker:
    def __init__(self, pages: list[Page], chance: random.Random) -> None:
        self.pages, self.chance = pages, chance
        self.titles = _Places(page.title for page in pages)
        self.summaries = _Places(page.summary for page in pages)
        self.sections = [(page, part) for page in pages for part in page.sections]
        self.parts = _Places(f"{part.title} {part.text}" for _, part in self.sections)
        self.same_title = Counter(_key(page.title) for page in pages)
        self.same_heading = Counter(_key(part.title) for _, part in self.sections)

    def some(self, kind: str) -> Iterator[Question]:
        """As many questions of a class as there are to be, or as can be made."""
        make: Callable[[Page], Question | None] = getattr(self, "_" + kind.replace(" ", "_").replace("-", "_"))
        found = 0
        for page in self.chance.sample(self.pages, len(self.pages)):
            if found < EACH and self.same_title[_key(page.title)] == 1 and (question := make(page)):
                found += 1
                yield question

    def _title(self, page: Page) -> Question | None:
        return Question("title", page.title, page.url) if 2 <= len(content(page.title)) <= 8 else None

    def _words(self, page: Page) -> Question | None:
        words = self._from_title(page)
        return Question("words", " ".join(words), page.url) if words else None

    def _from_title(self, page: Page) -> list[str]:
        """Two or three of the words of a title with more, in any order, that only it has together."""
        words = list(dict.fromkeys(content(page.title)))
        if len(words) < 3:
            return []
        picked = self.chance.sample(words, self.chance.choice((2, 3)))
        return picked if len(self.titles.all_of(picked)) == 1 else []

    def _prefix(self, page: Page) -> Question | None:
        words = content(page.title)[: self.chance.choice((2, 3))]
        if len(words) < 2 or len(words[-1]) < 5:
            return None
        cut = words[-1][: self.chance.randrange(3, len(words[-1]))]
        others = set().union(*(self.titles.having[word] for word in self.titles.having if word.startswith(cut)))
        alone = len(self.titles.all_of(words[:-1]) & others) == 1
        return Question("prefix", " ".join([*words[:-1], cut]), page.url, typing=True) if alone else None

    def _typo(self, page: Page) -> Question | None:
        words = content(page.title)[:4]
        long = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
        if len(words) < 2 or not long or len(self.titles.all_of(words)) > 1:
            return None
        place = self.chance.choice(long)
        return Question("typo", " ".join([*words[:place], self._wrong(words[place]), *words[place + 1 :]]), page.url)

    def _one_word_typo(self, page: Page) -> Question | None:
        words = [word for word in content(page.title) if len(word) >= 6 and word.isalpha() and len(self.titles.having[word]) == 1]
        return Question("one-word typo", self._wrong(self.chance.choice(words)), page.url) if words else None

    def _wrong(self, word: str) -> str:
        """A word with one letter missing, too many, wrong, or swapped with the next; never its first, and no word that there is."""
        while True:
            place = self.chance.randrange(1, len(word) - 1)
            other = self.chance.choice(_LETTERS)
            wrong = self.chance.choice(
                (
                    word[:place] + word[place + 1 :],
                    word[:place] + other + word[place:],
                    word[:place] + other + word[place + 1 :],
                    word[:place] + word[place + 1] + word[place] + word[place + 2 :],
                )
            )
            if wrong != word and wrong not in self.parts.having and wrong not in self.titles.having:
                return wrong

    def _morphology(self, page: Page) -> Question | None:
        words = self._from_title(page)
        others = [self._inflected(word) for word in words]
        return Question("morphology", " ".join(others), page.url) if others != words else None

    def _inflected(self, word: str) -> str:
        """The same word in another form that the corpus has; itself where it has none."""
        forms = [form for form in _forms(word) if len(self.parts.having.get(form, ())) > 1]
        return self.chance.choice(forms) if forms else word

    def _heading(self, page: Page) -> Question | None:
        parts = [part for part in page.sections if self.same_heading[_key(part.title)] == 1 and 2 <= len(content(part.title)) <= 8]
        part = self.chance.choice(parts) if parts else None
        return Question("heading", part.title, page.url, part.anchor) if part else None

    def _question(self, page: Page) -> Question | None:
        parts = [part for part in page.sections if part.title.endswith("?") and self.same_heading[_key(part.title)] == 1]
        parts = [part for part in parts if len(content(part.title)) >= 3]
        part = self.chance.choice(parts) if parts else None
        return Question("question", part.title, page.url, part.anchor) if part else None

    def _summary(self, page: Page) -> Question | None:
        words = self._picked(page.summary, 4)
        return Question("summary", " ".join(words), page.url) if words and len(self.summaries.all_of(words)) == 1 else None

    def _body(self, page: Page) -> Question | None:
        part = self.chance.choice(page.sections)
        words = self._picked(self.chance.choice(re.split(r"[.!?]\s", part.text)), 4)
        alone = words and len(self.parts.all_of(words)) == 1
        return Question("body", " ".join(words), page.url, part.anchor or None) if alone else None

    def _picked(self, text: str, count: int) -> list[str]:
        """Some words of a text, in their order, of those that tell something: they are in fewer than one section of twenty. None of a
        short text."""
        telling = [
            word for word in dict.fromkeys(content(text)) if word.isalpha() and len(self.parts.having[word]) < len(self.sections) / 20
        ]
        if len(telling) < 1.5 * count:
            return []
        return [telling[place] for place in sorted(self.chance.sample(range(len(telling)), count))]


def _key(title: str) -> str:
    return " ".join(title.lower().split())


def _forms(word: str) -> list[str]:
    """What English makes of a word by its endings, right or wrong; the corpus tells which are words."""
    forms = []
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            bare = word[: -len(ending)]
            forms += [bare, bare + "e", *(bare + other for other in ("ing", "ed", "s") if other != ending)]
    if word.endswith("ies"):
        forms = [word[:-3] + "y"]
    if not forms:
        bare = word.removesuffix("e")
        plural = word[:-1] + "ies" if re.search("[^aeiou]y$", word) else word + "s"
        forms = [plural, bare + "ing", bare + "ed"]
    return [form for form in dict.fromkeys(forms) if form != word]

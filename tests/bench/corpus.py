"""A seeded corpus: essays, practices and stories, tied to one another as ours are, in any number.

The same number gives the same pages, everywhere. Seven in ten are essays of about 800 words, one is a practice, two are
stories. How often a topic is used falls off as Zipf's law has it, and so does how often a page is linked to: a few are
linked from everywhere, most from hardly anywhere. The words of words.txt are those of this site's own pages about itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

SEED = 1986
FOLDERS = {"essay": "essays", "practice": "practices", "story": "stories"}
WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True)
class Item:
    """One page: its kind, slug, front matter in common words, and its text, in which {folder/slug} is a link's address."""

    kind: str
    slug: str
    title: str
    day: str
    description: str
    tags: tuple[str, ...]
    text: str
    steps: tuple[str, ...] = ()
    """A practice's ids of steps."""
    ties: tuple[str, ...] = ()
    """What an essay or a story is tied to: ids of practices, with #step or without."""

    @property
    def address(self) -> str:
        """Its address below the site's root, without slashes around it."""
        return f"{FOLDERS[self.kind]}/{self.slug}"


def topics(pages: int) -> tuple[str, ...]:
    """Topics grow with the square root of the pages, and are 12 at least."""
    return tuple(f"topic-{number}" for number in range(max(12, int(pages**0.5))))


def corpus(pages: int) -> Iterator[Item]:
    """That many pages, practices first, so that others can be tied to them."""
    author = _Author(pages)
    practices: list[Item] = []
    for number in range(pages // 10):
        practices.append(author.practice(number))
        yield practices[-1]
    for number in range(pages // 5):
        yield author.story(number, practices)
    essays = pages - pages // 10 - pages // 5
    for number in range(essays):
        yield author.essay(number, essays, practices)


class _Author:
    """Writes the pages of one corpus, one after the other."""

    def __init__(self, pages: int) -> None:
        self.chance = random.Random(f"{SEED} {pages}")  # noqa: S311 - seeded, so that every run measures the same pages
        self.topics = topics(pages)

    def essay(self, number: int, essays: int, practices: list[Item]) -> Item:
        linked = [f"essays/essay-{self.rank(essays)}" for _ in range(self.chance.randrange(2, 7))]
        parts = [self.words(60)]
        for section in range(4):
            parts.append(f"## {self.phrase(4)}")
            parts += [f"{self.words(60)}{self.link(linked, 4 * section + part)}" for part in range(3)]
        ties = self.ties(practices, self.chance.randrange(3), with_step=0.3)
        return self.item("essay", number, "\n\n".join(parts), ties=ties)

    def practice(self, number: int) -> Item:
        steps = tuple(f"step-{step}" for step in range(self.chance.randrange(5, 10)))
        lines = [f"- [ ] {self.phrase(6)} {{#{step}}}\n\n    {self.words(20)}" for step in steps]
        return self.item("practice", number, "\n\n".join([self.words(25), "## Before the week starts", *lines]), steps=steps)

    def story(self, number: int, practices: list[Item]) -> Item:
        text = "\n\n".join(self.words(55) for _ in range(6))
        return self.item("story", number, text, ties=self.ties(practices, self.chance.randrange(1, 4), with_step=1))

    def item(self, kind: str, number: int, text: str, steps: tuple[str, ...] = (), ties: tuple[str, ...] = ()) -> Item:
        title = f"{self.phrase(5)} {number}"
        day = f"{2016 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
        tags = tuple(sorted({self.topics[self.rank(len(self.topics))] for _ in range(4)}))
        return Item(kind, f"{kind}-{number}", title, day, self.words(14), tags, text, steps, ties)

    def ties(self, practices: list[Item], count: int, with_step: float) -> tuple[str, ...]:
        """At most that many practices; with this chance, a step of one."""
        found = []
        for _ in range(count if practices else 0):
            practice = practices[self.rank(len(practices))]
            found.append(f"{practice.slug}#{self.chance.choice(practice.steps)}" if self.chance.random() < with_step else practice.slug)
        return tuple(dict.fromkeys(found))

    def link(self, linked: list[str], number: int) -> str:
        return f" See [{self.phrase(3)}]({{{linked[number]}}})." if number < len(linked) else ""

    def rank(self, of: int) -> int:
        """A number below `of`: the first twice as often as the second, thrice as often as the third."""
        return self.chance.choices(range(of), cum_weights=_zipf(of))[0]

    def phrase(self, count: int) -> str:
        return self.words(count).rstrip(".")

    def words(self, count: int) -> str:
        """A sentence or more of that many words, a full stop after each twelve."""
        words = self.chance.choices(WORDS, k=count)
        return " ".join(f"{' '.join(words[start : start + 12]).capitalize()}." for start in range(0, count, 12))


@cache
def _zipf(of: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 1) for rank in range(of)))

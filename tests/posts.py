"""Posts as other generators' authors write them, made from a seed: what is correct, and what has one fault on a known line.

The shapes and their shares are those counted in 19 public Markdown sites.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

WORDS = (
    "the customer who waits has a name and a reason the team that answers may decide what is fair before the form is filled "
    "a promise kept on a wet Tuesday is worth more than a poster in the hall listening takes time nobody planned for"
).split()
TITLES = (
    "What a queue taught us",
    "Release notes: the autumn edition",
    "Où est passé le service client ?",
    "Über das Zuhören",
    "窓口の仕事",
    "404",
    "Yes",
    "Why the second apology is the one that people remember, and what the first one is for when nobody listens",
    "Don't say “policy”",
    "C# at the counter & other <strong> opinions",
)
TAGS = ("Customer Service", "customer service", "Feedback", "feedback", "UX", "2019", "c++", "how-to", "team-work", "Öffentlich")
NAMES = ("Jo Kim", "María-José Núñez", "sam", "O'Brien, Pat", "李雷")
THEMES = ("Engineering", "news", "Leadership", "Service Culture")


@dataclass(frozen=True)
class Post:
    """A file below essays/posts/, and for a planted fault the line, the field and a word of what must be told."""

    name: str
    text: bytes
    fault: tuple[int, str, str] | None = None

    @property
    def path(self) -> str:
        """Its path below docs/."""
        return f"essays/posts/{self.name}"


def correct(count: int, seed: int = 1, words: int = 120) -> Iterator[Post]:
    """Posts without a mistake, in the shapes of all generators by turns."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret comes of it
    for number in range(count):
        shape = SHAPES[number % len(SHAPES)]
        name, fields = shape(chance, number)
        yield Post(name, _file(chance, fields, _body(chance, words)))


def faulty(count: int, seed: int = 2) -> Iterator[Post]:
    """Posts with one mistake each; the line is that of the mistake."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret comes of it
    for number in range(count):
        line, field, word, fields, body = FAULTS[number % len(FAULTS)]
        yield Post(f"fault-{number}.md", _file(chance, fields, body), (line, field, word))


def _file(chance: random.Random, fields: list[str], body: str) -> bytes:
    text = "\n".join(["---", *fields, "---", "", body, ""])
    return (text.replace("\n", "\r\n") if chance.random() < 0.22 else text).encode()


def _body(chance: random.Random, words: int) -> str:
    paragraphs = [" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(max(1, words // 60))]
    paragraphs.insert(1, "<!-- more -->")
    extras = (
        "A footnote[^1] with a [link back](#fnref:1).\n\n[^1]: Ibid.",
        "See [the handbook](https://example.org/handbook) or <https://example.org>.",
        '{{< figure src="photo.jpg" >}} and {% include note.html %} and [there]({{< ref "other.md" >}}).',
        "Back to [that post]({{ site.baseurl }}{% post_url 2019-01-01-queue %}) or [this one]({{site.url}}/x/).",
        "## A heading {#own-id}\n\nBack [up](#own-id) and to the [top](#top).",
        "```yaml\ntitle: [not, front, matter\n```",
        "    an indented block\n\n| a | b |\n| - | - |\n| 1 | 2 |",
        "![A photo](https://example.org/photo.jpg){.wide}",
        '<img src="https://example.org/x.png" alt="">\n\n<a name="here"></a> [here](#here)',
        "!!! note\n    Write to [us](mailto:us@example.org).",
        "* a list\n* of [things](ftp://example.org/things)\n\n---\n\nAnd a rule.",
    )
    return "\n\n".join([*paragraphs, *chance.sample(extras, 3)])


def _title(chance: random.Random, key: str = "title") -> str:
    title = chance.choice(TITLES)
    return f'{key}: "{title}"' if ":" in title or "#" in title or chance.random() < 0.3 else f"{key}: {title}"


def _tags(chance: random.Random) -> list[str]:
    tags = chance.sample(TAGS, 3)
    return chance.choice(
        (["tags: [" + ", ".join(tags) + "]"], ["tags: " + ", ".join(tags)], ["tags:", *(f"  - {t}" for t in tags)], ["tags:"])
    )


def _author(chance: random.Random) -> list[str]:
    a, b = chance.sample(NAMES, 2)
    return chance.choice(
        (
            [f'author: "{a}"'],
            ["authors:", f'  - "{a}"', f'  - "{b}"'],
            ["author:", f'  name: "{a}"', "  url: https://example.org/"],
            ["authors:", f'  - name: "{a}"', "    title: Writer", f'  - name: "{b}"'],
            [],
        )
    )


def _summary(chance: random.Random) -> list[str]:
    key = chance.choice(("excerpt", "description", "summary", "teaser", "deck"))
    return [f"{key}: >-", "  Two lines of", "  one thought."] if chance.random() < 0.3 else [f"{key}: One thought, kept short."]


def _day(number: int) -> str:
    return f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}"


def _jekyll(chance: random.Random, number: int) -> tuple[str, list[str]]:
    name = f"{_day(number)}-post-{number}.md"
    dated = [] if chance.random() < 0.4 else [f"date: {_day(number)} 10:00:00 +0000"]
    old = ["redirect_from:", f"  - /old/{number}/", f"  - /old/{number}.html"] if chance.random() < 0.5 else []
    return name, ["layout: post", _title(chance), *dated, *_author(chance), *_tags(chance), *_summary(chance), "comments: true", *old]


def _hugo(chance: random.Random, number: int) -> tuple[str, list[str]]:
    fields = [_title(chance), f"date: {_day(number)}T08:30:00+02:00", f"lastmod: {_day(number)}", 'draft: "false"', "weight: 10"]
    fields += [*_tags(chance), f"categories: [{chance.choice(THEMES)}]", f"aliases: [/hugo/{number}/]", 'series: ["Mondays"]']
    return (f"hugo-{number}/index.md" if number % 2 else f"hugo-{number}.md"), fields


def _astro(chance: random.Random, number: int) -> tuple[str, list[str]]:
    date = chance.choice(('"Jul 08 2022"', "2022-07-08T00:00:00.000Z", "'July 8, 2022'", "Fri, 08 Jul 2022 10:00:00 GMT"))
    fields = [_title(chance), f"pubDate: {date}", "updatedDate: 2023-01-02", "heroImage: /hero.jpg", *_summary(chance), *_tags(chance)]
    return f"astro-{number}.md", [*fields, *_author(chance)]


def _eleventy(chance: random.Random, number: int) -> tuple[str, list[str]]:
    fields = [_title(chance), f"date: {_day(number)}", "layout: layouts/post.njk", "templateEngineOverride: njk", *_tags(chance)]
    return f"eleventy-{number}.md", [*fields, f'permalink: "/blog/{number}/"', "eleventyExcludeFromCollections: true", *_summary(chance)]


def _material(chance: random.Random, number: int) -> tuple[str, list[str]]:
    fields = [_title(chance), "date:", f"  created: {_day(number)}", "  updated: 2026-01-02", "authors: [jo, sam]", "readtime: 4"]
    return f"material-{number}.md", [
        *fields,
        f"categories:\n  - {chance.choice(THEMES)}",
        "pin: true",
        "links: [index.md]",
        f"slug: m.{number}",
    ]


def _own(chance: random.Random, number: int) -> tuple[str, list[str]]:
    fields = [
        _title(chance),
        f"published: {_day(number)}",
        "series_part: 3",
        f"lastUpdated: {_day(number)}",
        "unlisted: false",
        *_tags(chance),
    ]
    return f"own-{number}.md", [*fields, *_author(chance), "# a comment", f"old_wordpress_score: {number}"]


SHAPES: tuple[Callable[[random.Random, int], tuple[str, list[str]]], ...] = (_jekyll, _hugo, _astro, _eleventy, _material, _own)

PROSE = "Some words about service."
FAULTS: tuple[tuple[int, str, str, list[str], str], ...] = (
    (2, "title", "colon", ["title: Release: the autumn", "date: 2020-01-01"], PROSE),
    (3, "date", "no such day", ["title: A", "date: 2020-13-01"], PROSE),
    (4, "tags", "not closed", ["title: A", "date: 2020-01-01", "tags: [a, b", "layout: post"], PROSE),
    (3, "descripton", "description", ["title: A", "descripton: b", "date: 2020-01-01"], PROSE),
    (1, "title", "nothing", ["date: 2020-01-01", "layout: post"], PROSE),
    (8, "link", "gone.md", ["title: A", "date: 2020-01-01", "layout: post"], f"{PROSE}\n[gone](gone.md)"),
    (7, "link", "nowhere", ["title: A", "date: 2020-01-01"], f"{PROSE} [x](#nowhere)\n{PROSE}".replace(PROSE, f"{PROSE}\nMore.", 1)),
    (6, "image", "words", ["title: A", "date: 2020-01-01"], "![](https://example.org/x.png){.class}"),
    (4, "draft", "true or false", ["title: A", "date: 2020-01-01", "draft: perhaps"], PROSE),
    (2, "title", "quotation mark", ['title: "A', "date: 2020-01-01", 'excerpt: "b"'], PROSE),
)

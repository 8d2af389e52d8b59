"""What is kept of a reading is what would be read anew: the same pages, ties and mistakes, whatever changed in between."""

from __future__ import annotations

import datetime as dt
import pickle
import random
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from folio import prints, reading, renewal, tree
from folio.library import Page
from folio.outline import Outline
from folio.renewal import Leaf, Renewal

DOCS = Path(__file__).parents[1] / "docs"
DAY = dt.date(2030, 1, 1)

Files = dict[str, bytes]


class Author:
    """Somebody who edits files, and whose edits are read after each step."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files: Files = dict(files)
        self.shelf: dict[str, Leaf] = {}
        self.memory: dict[str, Any] = {}
        self.done: list[list[str]] = []

    def renew(self) -> Renewal:
        """Read what changed."""
        return self._renew(self.shelf, self.memory)

    def anew(self) -> Renewal:
        """Read everything, as if for the first time."""
        return self._renew({}, {})

    def _renew(self, shelf: dict[str, Leaf], memory: dict[str, Any]) -> Renewal:
        self.done = []

        def each(work: Callable[[str], Any], paths: Sequence[str]) -> dict[str, Any]:
            self.done.append(list(paths))
            return {path: work(path) for path in paths}

        files = dict(sorted(self.files.items()))
        digests = {path: prints.digest(data) for path, data in files.items()}
        return renewal.renew(files, digests, "docs/", shelf, memory, each, DAY)

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Change a file's text."""
        self.files[path] = change(self.files[path].decode("utf-8")).encode("utf-8")


@pytest.fixture(scope="module")
def docs() -> Files:
    """Our own content."""
    return dict(tree.Folder(DOCS))


def told(renewed: Renewal, texts: Collection[str] | None = None) -> object:
    """All that can be said of a reading; of texts only those of some pages."""
    library = renewed.library
    pages = [
        (page.path, page.url, page.title, page.front, page.text if texts is None or page.path in texts else "")
        for page in library.pages
        if page.path
    ]
    ties = [([(tag.name, tag.url) for tag in page.tags], [one.title for one in page.authors]) for page in library.pages]
    edges = [(edge.source.id, edge.target.id, edge.type, edge.step) for edge in library.edges]
    faces = {(page.kind, page.url): face for page, face in renewed.faces.items()}
    gone = [page.path for page in library.withdrawn]
    return [pages, ties, edges, faces, renewed.problems, sorted(library.files), gone]


ESSAY, PRACTICE, TOPIC = re.compile(r"essays/posts/.+\.md"), re.compile(r"practices/.+\.md"), re.compile(r"topics/.+\.md")


def _pick(files: Files, chance: random.Random, place: re.Pattern[str]) -> str:
    return chance.choice(sorted(path for path in files if place.fullmatch(path)))


def _words(author: Author, chance: random.Random) -> None:
    author.edit(_pick(author.files, chance, ESSAY), lambda text: f"{text}\nMore words, {chance.random()}.\n")


def _paragraph(author: Author, chance: random.Random) -> None:
    author.edit(_pick(author.files, chance, ESSAY), lambda text: text + f"\nMore words, {chance.random()}.\n" * 99)


def _description(author: Author, chance: random.Random) -> None:
    path = _pick(author.files, chance, ESSAY)
    author.edit(path, lambda text: re.sub(r"(?m)^description: .*", f'description: "About {chance.random()}"', text, count=1))


def _title(author: Author, chance: random.Random) -> None:
    path = _pick(author.files, chance, re.compile(f"{ESSAY.pattern}|{TOPIC.pattern}"))
    author.edit(path, lambda text: re.sub(r"(?m)^title: .*", f'title: "Title {chance.random()}"', text, count=1))


def _longer_title(author: Author, chance: random.Random) -> None:
    path = _pick(author.files, chance, ESSAY)
    author.edit(path, lambda text: re.sub(r'(?m)^title: "?([^"\n]*)"?$', r'title: "\1, again"', text, count=1))


def _tags(author: Author, chance: random.Random) -> None:
    tags = chance.sample(["promises", "mistakes", "leadership", "nonsense", "front-line"], 2)
    author.edit(_pick(author.files, chance, ESSAY), lambda text: re.sub(r"(?m)^tags: .*", f"tags: [{', '.join(tags)}]", text, count=1))


def _heading(author: Author, chance: random.Random) -> None:
    author.edit(_pick(author.files, chance, ESSAY), lambda text: re.sub(r"(?m)^## .*", f"## Heading {chance.random()}", text, count=1))


def _step(author: Author, chance: random.Random) -> None:
    path = _pick(author.files, chance, PRACTICE)
    author.edit(path, lambda text: re.sub(r"\{#([\w-]+)\}", lambda match: f"{{#{match[1]}-2}}", text, count=1))


def _delete(author: Author, chance: random.Random) -> None:
    del author.files[_pick(author.files, chance, re.compile(f"{ESSAY.pattern}|{PRACTICE.pattern}|{TOPIC.pattern}"))]


def _rename(author: Author, chance: random.Random) -> None:
    path = _pick(author.files, chance, ESSAY)
    author.files[f"essays/posts/renamed-{chance.randrange(100)}.md"] = author.files.pop(path)


def _break(author: Author, chance: random.Random) -> None:
    author.edit(_pick(author.files, chance, ESSAY), lambda text: text.replace("title:", "titel:", 1))


def _people(author: Author, chance: random.Random) -> None:
    author.edit(reading.AUTHORS, lambda text: re.sub(r"(?m)^(\s+name: ).*", rf"\1Name {chance.randrange(100)}", text, count=1))


def _picture(author: Author, chance: random.Random) -> None:
    author.files[f"essays/picture-{chance.randrange(5)}.png"] = b"not looked at"


EDITS = [_words, _paragraph, _description, _title, _longer_title, _tags, _heading, _step, _delete, _rename, _break, _people, _picture]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_all_is_as_if_read_for_the_first_time(docs: Files, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which edits
    author = Author(docs)
    author.renew()
    for edit in chance.choices(EDITS, k=5):
        edit(author, chance)
        again, first = author.renew(), author.anew()
        assert told(again) == told(first), edit.__name__


def test_only_what_changed_is_read_again(docs: Files) -> None:
    author = Author(docs)
    author.renew()
    author.renew()
    assert author.done == [[], []]
    path = _pick(author.files, random.Random(1), ESSAY)  # noqa: S311
    author.edit(path, lambda text: f"{text}\nMore words.\n")
    assert author.renew().changed == {path}
    assert author.done == [[path], [path]]


@pytest.mark.parametrize(
    ("edit", "quiet"),
    [(_words, True), (_paragraph, False), (_title, False), (_heading, False), (_step, False), (_delete, False), (_people, False)],
)
def test_an_edit_is_quiet_when_nobody_else_shows_anything_of_it(
    docs: Files, edit: Callable[[Author, random.Random], None], quiet: bool
) -> None:
    author = Author(docs)
    author.renew()
    edit(author, random.Random(3))  # noqa: S311
    assert author.renew().touched == (frozenset() if quiet else None)


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_known_without_the_texts_of_others_is_right(docs: Files, edit: Callable[[Author, random.Random], None]) -> None:
    author = Author(docs)
    author.renew()
    outline, shelf = author.renew().outline, dict[str, Any]()
    for again in (False, True):  # what is known then is what the next edit begins with
        former = dict(author.files)
        edit(author, random.Random(3 + again))  # noqa: S311
        changed = {path for path in former.keys() | author.files.keys() if former.get(path) != author.files.get(path)}
        files = dict(sorted(author.files.items()))
        digests = {path: prints.digest(data) for path, data in files.items()}
        assert outline
        outline.keep(shelf)
        outline = Outline.kept(pickle.loads(pickle.dumps(shelf)))  # noqa: S301 - our own, as a store gives it back
        assert outline
        quick = renewal.renew_texts(files, digests, changed, "docs/", author.shelf, outline, DAY, lambda _: [])
        assert (quick is not None) is (edit in (_words, _paragraph, _description, _longer_title))
        if quick is None:
            break
        topics = {path for path in author.files if TOPIC.fullmatch(path)}  # other pages hold them, with their texts
        assert told(quick, changed | topics) == told(author.anew(), changed | topics)
        assert quick.changed == changed
        assert quick.touched == (frozenset() if edit is _words else changed)
        outline = quick.outline or outline


@pytest.mark.parametrize(("title", "stays"), [("Bread", True), ("Butter", True), ("Apples", False), ("Dates", False)])
def test_a_new_title_is_read_alone_where_its_page_stays_between_those_of_its_day(docs: Files, title: str, stays: bool) -> None:
    author = Author(docs)
    for name in ("Bananas", "Butter", "Cheese"):
        text = f"---\ntitle: {name}\ndate: 2020-02-02\ndescription: About food.\ntags: [promises]\n---\n\nWords.\n"
        author.files[f"essays/posts/food-{name.lower()}.md"] = text.encode()
    outline = author.renew().outline
    path = "essays/posts/food-butter.md"
    author.edit(path, lambda text: text.replace("Butter", title))
    files = dict(sorted(author.files.items()))
    digests = {path: prints.digest(data) for path, data in files.items()}
    assert outline
    quick = renewal.renew_texts(files, digests, {path}, "docs/", author.shelf, outline, DAY, lambda _: [])
    assert (quick is not None) is stays
    if quick:
        order = [page.path for page in quick.library.of("essay")]
        assert order == [page.path for page in author.anew().library.of("essay")]


def test_a_print_is_that_of_values_and_not_of_objects(docs: Files) -> None:
    library, _ = reading.read(docs)
    faces: dict[Page, bytes] = {page: page.url.encode() for page in library.pages}
    one, other = library.pages[:2]
    word = "".join(["wo", "rds"])
    assert prints.of([one, "words", "words"], faces) == prints.of([one, word, "words"], faces)
    assert prints.of([one], faces) != prints.of([other], faces)
    assert prints.of([one], faces) != prints.of([one], {**faces, one: b"other"})

"""Reading: a tree of files to one Library, and the Problems met on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote as percent_encode

from . import body as bodies
from . import foreign, frontmatter, manuscript, preface
from . import lock as locks
from .body import Body
from .encoding import decode
from .fields import slugify
from .frontmatter import Document
from .library import KINDS, PERSON, Kind, Library, Page, Tag, lies_below, topics_by_word
from .manuscript import LIMITS
from .model import Person, Story, in_part, validate
from .problems import Problem, Severity, did_you_mean, nearest, quote

AUTHORS = "essays/.authors.yml"
"""Material's file of authors, below docs/."""
SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What MkDocs takes for Markdown."""
DESCRIPTION_LENGTH = 155
"""Characters of a description that search engines and previews show."""
SHARED_FIELD = 5
"""From so many essays on, an unknown field is a blog's own custom and no slip."""

WITHDRAWN = "This story was withdrawn"
"""The title of every story that was: its own is gone with it."""

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")


@dataclass(frozen=True, eq=False)
class Draft:
    """What one page's file says by itself: it depends on nothing but the file and its path, and can be pickled.

    `page` is the page without what other files give it (authors, topics), or None where there is none to be had. `names` is what
    front matter may call it, if it is not there to be named; `slips` are its unknown fields, with the field each must have meant.
    """

    path: str
    page: Page | None
    problems: tuple[Problem, ...]
    names: tuple[tuple[str, str], ...] = ()
    slips: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def withdrawn(self) -> bool:
        """Whether it is a story that was taken back."""
        return bool(self.page and self.page.kind == "story" and self.page.front.withdrawn)


def read(files: Mapping[str, bytes], prefix: str = "docs/", outlined: Collection[str] = ()) -> tuple[Library, list[Problem]]:
    """Read every page below docs/ once.

    `files` maps paths below docs/ to bytes; `prefix` is what stands before them in messages. The texts of
    pages in `outlined` are kept, but not taken apart. Returns the Library of all pages that could be read, drafts among
    them, and the Problems met on the way.
    """
    drafts = {path: draft(path, files[path], prefix, path in outlined) for path in files if is_page(path)}
    return collect(files, drafts, prefix)


def is_page(path: str) -> bool:
    """Whether MkDocs takes a file for a page: it passes over names that begin with a dot."""
    return path.lower().endswith(SUFFIXES) and not any(part.startswith(".") for part in path.split("/"))


def draft(path: str, data: bytes, prefix: str = "docs/", outlined: bool = False) -> Draft:
    """Read one page's file, whatever stands in the others; `outlined` leaves its text as it is."""
    kind = kind_of(path)
    if kind and path.endswith(SUFFIXES):
        page, slips, problems = _read_page(kind, path, data, prefix, outlined)
    else:
        page, slips, problems = None, {}, [_misplaced(prefix, path)]
    return Draft(path, page, tuple(problems), tuple(_unread(path, page)), slips)


def _unread(path: str, page: Page | None) -> Iterator[tuple[str, str]]:
    """What front matter may call a page that is not there to be named: where nothing of it is known, a page of any kind."""
    if page is None:
        yield from ((kind.name, name) for kind in KINDS.values() for name in (_slug(kind, path, None), PurePosixPath(path).stem))
    elif page.wrong:
        yield from ((page.kind, name) for name in _names(page))


def collect(files: Mapping[str, bytes], drafts: Mapping[str, Draft], prefix: str = "docs/") -> tuple[Library, list[Problem]]:
    """The Library of all drafts, by path, in the order of `files`, and every Problem met on the way, theirs among them.

    Of the files themselves only the lists of authors and of ids are read here.
    """
    problems: list[Problem] = []
    people = _read_people(files, prefix, problems)
    found = [drafts[path] for path in files if path in drafts]
    problems += (problem for draft in found for problem in draft.problems)
    problems += _unknown_fields(found, prefix)
    there = [draft for draft in found if not draft.withdrawn]
    pages = _pages([draft.page for draft in there if draft.page], people)
    partial = [page for page in pages if page.wrong]
    unread = [name for draft in there for name in draft.names]
    withdrawn = {draft.path.rpartition("/")[0]: _tombstone(draft.page) for draft in found if draft.page and draft.withdrawn}
    kept = [path for path in files if not lies_below(withdrawn.keys(), path)] if withdrawn else files
    lock, told = locks.read(files, prefix)
    library = Library([page for page in pages if not page.wrong], kept, unread, prefix, partial, lock, withdrawn.values())
    return library, problems + told


def kind_of(path: str) -> Kind | None:
    """The kind that a file's place below docs/ gives it, or None where no page belongs."""
    return next((kind for kind in KINDS.values() if kind.place.fullmatch(path)), None)


def _misplaced(prefix: str, path: str) -> Problem:
    top = path.split("/")[0]
    if not path.endswith(SUFFIXES):
        suffix = PurePosixPath(path).suffix
        return Problem(prefix + path, 1, "folder", "a page's file ends with .md", f"found {quote(suffix)}", f"rename {suffix} to .md")
    kind = next((kind for kind in KINDS.values() if kind.plural == top), None)
    stem = slugify(PurePosixPath(path).stem) or "my-page"
    stem = slugify(PurePosixPath(path).parent.name) if kind and kind.name == "story" and path.count("/") > 1 else stem
    if kind is None:
        places = ", ".join(prefix + k.example.replace(f"my-{k.name}", stem) for k in KINDS.values())
        found, repair = f"found {quote(top + '/')}", f"move it to one of {places}"
        return Problem(prefix + path, 1, "folder", "a page lies in the folder of its kind", found, repair)
    place = kind.example.replace(f"my-{kind.name}", stem)
    return Problem(
        prefix + path,
        1,
        "folder",
        f"{_a(kind.name)} lies at {prefix}{kind.example}",
        f"found {quote(prefix + path)}",
        f"move it to {prefix}{place}",
    )


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _read_page(kind: Kind, path: str, data: bytes, prefix: str, outlined: bool) -> tuple[Page | None, dict[str, str | None], list[Problem]]:
    document, problems = (_story if kind.name == "story" else _authors_own)(prefix + path, data)
    if document is None:
        return None, {}, problems
    original = document
    if kind.name == "essay":
        document = foreign.translate(document)
    other = _better_kind(kind, original, document)
    if other:
        rule = f"{_a(kind.name)} has the fields of {_a(kind.name)}"
        repair = f"move the file to {prefix}{other.example.replace('my-' + other.name, slugify(PurePosixPath(path).stem))}"
        return None, {}, [*problems, Problem(prefix + path, 1, "folder", rule, f"found the fields of {_a(other.name)}", repair)]
    body = Body() if outlined else bodies.read(document.body, document.body_line, html=kind.name != "story")
    document, body, text = _own_title(kind, document, body)
    dated = _DATED.match(_stem(kind, path))
    if kind.name == "essay" and dated and "date" not in document.values:
        document = replace(document, values={**document.values, "date": dated[1]})
    told = {problem.field for problem in problems} | document.broken
    slips = _misspelt(kind, document)
    front, found = validate(kind.model, document, prefix + path)
    if kind.name == "story":
        found = [_with_its_line(document, problem) for problem in found]
    guesses = set(filter(None, slips.values()))
    meant = guesses if kind.name == "story" else frozenset()  # a field is there, under a name that has been told
    wrong = frozenset(told | {problem.field for problem in found} | meant) & kind.model.model_fields.keys()
    front = front or in_part(kind.model, document, wrong, title=PurePosixPath(path).stem, id=_slug(kind, path, None))
    problems += [problem for problem in found if problem.field not in told | guesses]
    return _page(kind, path, document, front, body, text, wrong), slips, problems


def _authors_own(path: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """A page that an author of the house wrote: without a proper front matter it is not read any further."""
    document, problems = frontmatter.read(path, data)
    return (document if document and document.whole else None), problems


def _story(path: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """A story, which anybody may send: nothing of it is parsed before it is small enough, and all of it is read that can be."""
    if (size := len(data)) > LIMITS["story_bytes"]:
        rule, repair = f"a story has at most {LIMITS['story_bytes'] // 1024} KiB", "shorten it"
        return None, [Problem(path, 1, "file", rule, f"found {-(-size // 1024)} KiB", repair)]
    text, fault = decode(data)
    problems = [frontmatter.wrong_encoding(path, fault)] if fault else []
    if text is None:
        return None, problems
    problems += [finding.problem(path) for finding in manuscript.sizes(text)]
    text = manuscript.tame(text)
    document, found = frontmatter.read_text(path, text, LIMITS["front_matter_bytes"])
    too_long = any(problem.rule.startswith(frontmatter.TOO_LONG) for problem in found)
    if not document.whole and not too_long and not set(document.values) & set(Story.model_fields):
        above = preface.above(text)
        rest = "\n".join(text.split("\n")[above.rows :])
        document = Document(body=rest, body_line=above.rows + 1, broken=frozenset(Story.model_fields), whole=False)
        found = [preface.missing(path, above, rest)]
    for place, problem in enumerate(found):
        if problem.field in preface.FIXED and problem.rule == frontmatter.READABLE:
            found[place] = problem._replace(repair=preface.repair(problem.field, document, line=problem.line))
    return document, problems + found


def _better_kind(kind: Kind, original: Document, document: Document) -> Kind | None:
    """Another kind that all fields fit as they stand, where this one's do not: the file lies in the wrong folder."""

    def fits(other: Kind) -> bool:
        return set(original.values) <= set(other.model.model_fields) and not validate(other.model, original, "")[1]

    known = set(kind.model.model_fields)
    if set(original.values) <= known or (set(document.values) <= known and not validate(kind.model, document, "")[1]):
        return None
    return next((other for other in KINDS.values() if other.name not in ("page", kind.name) and fits(other)), None)


def _with_its_line(document: Document, problem: Problem) -> Problem:
    """The same Problem of a field that a story must have, with the line to write unless its repair says what was meant."""
    if not Story.model_fields[problem.field].is_required() or problem.repair.startswith("did you mean"):
        return problem
    return problem._replace(repair=preface.repair(problem.field, document))


def _misspelt(kind: Kind, document: Document) -> dict[str, str | None]:
    """The unknown fields of a page, with the field that each must have meant if it is most probably a slip."""
    unknown = [name for name in document.values if name not in kind.model.model_fields]
    known = [name for name in kind.model.model_fields if name not in document.values] if unknown else []
    return {name: nearest(name, known) for name in unknown}


def _names(page: Page) -> set[str]:
    """Everything that front matter may call a page."""
    words = {page.name, page.slug, PurePosixPath(page.path).stem}
    return words | {slugify(word) for word in (page.title, *page.front.synonyms)} if page.kind == "topic" else words


def _own_title(kind: Kind, document: Document, body: Body) -> tuple[Document, Body, str]:
    """A text that opens with its title as a heading: the heading gives way to the page's own."""
    heading = body.headings[0] if body.headings else None
    if kind.name not in ("essay", "page") or not heading or heading.level != 1:
        return document, body, document.body
    lines = document.body.split("\n")
    first = next(n for n, line in enumerate(lines) if line.strip())
    if heading.line != document.body_line + first or not lines[first].startswith("# "):
        return document, body, document.body
    title = document.values.get("title")
    if isinstance(title, str) and slugify(title) != slugify(heading.text):
        return document, body, document.body
    lines[first] = ""
    if title is None:
        values = {**document.values, "title": heading.text}
        document = replace(document, values=values, lines={**document.lines, ("title",): heading.line})
    return document, replace(body, headings=body.headings[1:]), "\n".join(lines)


def _unknown_fields(drafts: Iterable[Draft], prefix: str) -> Iterator[Problem]:
    """A field is one that the kind knows. What many essays of a blog share is that blog's own, and only worth a word."""
    pages = [(draft.page, draft.slips) for draft in drafts if draft.page and draft.slips]
    shared = Counter(name for page, slips in pages if page.kind == "essay" for name in slips)
    for page, slips in pages:
        for name, guess in slips.items():
            own = page.kind == "essay" and shared[name] >= SHARED_FIELD and guess not in page.wrong
            yield _unknown_field(page, prefix, name, guess, "advice" if own else "error")


def _unknown_field(page: Page, prefix: str, name: str, guess: str | None, severity: Severity) -> Problem:
    rule = f"{_a(page.kind)} has only known fields"
    repair = f'did you mean "{guess}"?' if guess else f"delete it; the fields are {', '.join(KINDS[page.kind].model.model_fields)}"
    return Problem(prefix + page.path, page.document.line(name), name, rule, f"found {quote(name)}", repair, severity)


def _read_people(files: Mapping[str, bytes], prefix: str, problems: list[Problem]) -> dict[str, Person]:
    """The authors by their ids, from Material's file of authors."""
    if AUTHORS not in files:
        return {}
    document, found = frontmatter.read_yaml(prefix + AUTHORS, files[AUTHORS])
    problems += found
    if document is None:
        return {}
    entries = document.values.get("authors")
    if not isinstance(entries, dict):
        rule, repair = "the authors stand below authors:, each under an id", "write authors: and indent the ids below it"
        problems.append(Problem(prefix + AUTHORS, document.line("authors"), "authors", rule, "found none", repair))
        return {}
    people: dict[str, Person] = {}
    for name, values in entries.items():
        lines = {loc[2:]: line for loc, line in document.lines.items() if loc[:2] == ("authors", name)}
        entry = Document(values if isinstance(values, dict) else {}, lines)
        person, found = validate(Person, entry, prefix + AUTHORS)
        problems += found
        for slip in set(entry.values) - set(Person.model_fields):
            repair = did_you_mean(slip, list(Person.model_fields), f"delete it; the fields are {', '.join(Person.model_fields)}")
            rule = "an author has only known fields"
            problems.append(Problem(prefix + AUTHORS, entry.line(slip), slip, rule, f"found {quote(slip)}", repair))
        if person:
            people[name] = person
    return people


def _pages(read: Iterable[Page], people: dict[str, Person]) -> list[Page]:
    """The pages with what others give them: topics for their tags, tags for stories that have none, and their authors."""
    found = list(read)
    topics = [page for page in found if page.kind == "topic"]
    words = topics_by_word(topic for topic in topics if not topic.wrong)
    writers = _Writers(people)
    tags: dict[str, Tag] = {}
    pages = []
    for page in found:
        if page.kind != "topic":
            authors = tuple(writers.page(name) for name in getattr(page.front, "authors", ()))
            pages.append(replace(page, tags=_tags(page.front.tags, words, tags), authors=authors))
    practices = {page.name: page for page in pages if page.kind == "practice"}
    pages = [_with_inherited_tags(page, practices) for page in pages]
    return [*pages, *topics, *sorted(writers.pages.values(), key=lambda person: person.slug)]


def _tags(names: Iterable[str], topics: dict[str, Page], known: dict[str, Tag]) -> tuple[Tag, ...]:
    """The tags of some words, each once; `known` are those of words that have been asked for before."""
    tags: dict[str, Tag] = {}
    for name in names:
        if name not in known:
            slug = slugify(name) or "tag"
            topic = topics.get(slug)
            known[name] = Tag(topic.title, topic.slug, topic) if topic else Tag(name, slug)
        tags.setdefault(known[name].slug, known[name])
    return tuple(tags.values())


def _with_inherited_tags(page: Page, practices: dict[str, Page]) -> Page:
    """A story without tags of its own is about what its practices are about."""
    if page.kind != "story" or page.tags:
        return page
    named = [*(reference.partition("#")[0] for reference in page.front.practices), *(embed.practice for embed in page.body.embeds)]
    shown = [practices[name] for name in named if name in practices]
    return replace(page, tags=tuple(dict.fromkeys(tag for practice in shown for tag in practice.tags)))


class _Writers:
    """The pages of those who wrote something, by their slugs."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self.pages: dict[str, Page] = {}
        self._people = people
        self._ids: dict[str, str] = {}
        for key, person in people.items():
            self._ids.setdefault(person.name, key)
        self._known: dict[str, Page] = {}

    def page(self, name: str) -> Page:
        """The page of somebody whom front matter calls so, by the id or the name in the list of authors."""
        if name not in self._known:
            key = name if name in self._people else self._ids.get(name, name)
            person = self._people.get(key) or Person.model_validate({"name": name})
            slug = person.slug or slugify(key) or "author"
            path = AUTHORS if key in self._people else ""
            page = Page(PERSON, path, slug, f"authors/{percent_encode(slug)}/", person.name, person.description or "", person)
            self._known[name] = self.pages.setdefault(slug, page)
        return self._known[name]


def _page(kind: Kind, path: str, document: Document, front: Any, body: Body, text: str, wrong: frozenset[str]) -> Page:
    slug = _slug(kind, path, getattr(front, "slug", None))
    url = ("" if slug == "index" else f"{percent_encode(slug)}/") if kind.name == "page" else f"{kind.plural}/{percent_encode(slug)}/"
    described = front.description or getattr(front, "summary", None) or getattr(front, "definition", None) or body.lead or front.title
    return Page(
        kind.name, path, slug, url, front.title, shorten(described), front, body, text, document,
        getattr(front, "date", None) or getattr(front, "reviewed", None), wrong=wrong,
    )  # fmt: skip


def _tombstone(page: Page) -> Page:
    """What is left of a story that was withdrawn: its address."""
    front = Story.model_validate({"title": WITHDRAWN, "date": str(page.front.date), "kind": page.front.kind, "status": "withdrawn"})
    return Page(page.kind, page.path, page.slug, page.url, WITHDRAWN, "", front)


def _slug(kind: Kind, path: str, given: str | None) -> str:
    """The last part of an address: as front matter says, or from the name of the file or folder."""
    stem = _stem(kind, path)
    dated = _DATED.match(stem) if kind.name == "essay" else None
    return given or slugify(dated[2] if dated else stem) or "untitled"


def _stem(kind: Kind, path: str) -> str:
    """The name that a page's file has, or the folder that is its own."""
    place = PurePosixPath(path)
    own_folder = kind.name == "story" or (kind.name == "essay" and place.stem in ("index", "README") and path.count("/") > 2)
    return place.parent.name if own_folder else place.stem


def shorten(text: str, longest: int = DESCRIPTION_LENGTH) -> str:
    """A text of at most `longest` characters, cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest + 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"

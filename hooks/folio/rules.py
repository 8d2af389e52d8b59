"""What must hold beyond the types of fields: one generator of Problems for each rule, whose docstring is the rule.

The build, `python -m hooks.folio check` and the gate for pull requests all run `check`; nobody words a mistake twice.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from . import craft, echoes, feed, ids, manuscript, preface, questions, telling, texts
from .atlas import Atlas
from .fields import ID, LICENCE, slugify
from .fields import today as today
from .frontmatter import Loc, Value
from .library import KINDS, Library, Page, references
from .listings import Listings
from .manuscript import Circumstance
from .model import Story
from .problems import Problem, Severity, did_you_mean, has_errors, nearest, quote
from .reading import SUFFIXES
from .texts import FORGIVING

DATA_FILES = ("404.html", "graph.json", "sitemap.xml")
"""What a build writes at the site's root, beside its pages and feeds."""

SPOKEN = ("title", "description", "teller", "role", "sector", "country", "when", "freedom", "cost", "change", "ai_use")
"""The fields of a story that a teller fills in words of their own; what it says of its sources is public."""
NEEDED = frozenset({"title", "text", "teller"})
OWN_NAME = frozenset({"full-name", "surname"})
"""What tellers may give away of themselves."""


def check(library: Library, day: dt.date | None = None, only: Collection[str] | None = None) -> list[Problem]:
    """Every Problem of a Library, ordered by file and line. `day` stands for today.

    `only` are the paths of pages, below docs/, of which each is judged; of the others what they have in common is.
    """
    places = addresses(library)
    problems = set(across(library, places, only))
    for page in (*library.pages, *library.partial):
        if only is None or page.path in only:
            problems.update(of_page(library, page, places, day))
    return sorted(problems)


def across(library: Library, places: frozenset[str], only: Collection[str] | None = None) -> Iterator[Problem]:
    """What comes to light when pages are compared: names, addresses, words and ids that two claim, and stories told twice.

    `places` are the library's `addresses`; of stories only those in `only`, if given, are compared with other pages.
    """
    yield from clashes(library, places)
    yield from echoes.check(library, only)


def clashes(library: Library, places: frozenset[str]) -> Iterator[Problem]:
    """Of what comes to light when pages are compared, all but echoes.py, which reads their texts."""
    yield from unique_ids(library)
    yield from unique_addresses(library, places)
    yield from unique_words(library)
    yield from ids.check(library)


def of_page(
    library: Library, page: Page, places: frozenset[str], day: dt.date | None = None, unfit: Collection[Problem] | None = None
) -> Iterator[Problem]:
    """The Problems of one page: what does not hold in it, given all others. `places` are the library's `addresses`.

    `unfit` are those that `words` has found in it already: they hang on no other page.
    """
    if page.kind in KINDS:
        own = tuple(words(library.prefix, page)) if unfit is None else unfit
        yield from (problem for problem in _of_page(library, page, places, day or today(), own) if problem.field not in page.wrong)


def words(prefix: str, page: Page) -> Iterator[Problem]:
    """What the words of a page may not say, whatever other pages there are; a stranger's are looked at. `prefix` is the library's."""
    if page.kind == "story":
        yield from story_is_fit_to_print(prefix, page)


def _of_page(library: Library, page: Page, places: frozenset[str], day: dt.date, unfit: Collection[Problem]) -> Iterator[Problem]:
    yield from date_has_come(library, page, day)
    yield from references_hold(library, page)
    yield from tags_have_topics(library, page)
    yield from texts.check(library, page, places)
    yield from craft.check(library, page)
    if page.kind == "essay":
        yield from essay_is_described(library, page)
        yield from authors_are_known(library, page)
        yield from categories_are_themes(library, page)
    elif page.kind == "practice":
        yield from steps_have_ids(library, page)
    elif page.kind == "story":
        yield from story_has_provenance(library, page)
        yield from story_is_told(library, page)
        yield from story_has_no_gaps(library, page)
        yield from unfit
        if not has_errors(unfit):  # what comes of them in the end is no second mistake
            yield from telling.check(library, places, page)
    elif page.kind == "topic":
        yield from broader_ends(library, page)


def addresses(library: Library, listings: Listings | None = None, atlas: Atlas | None = None) -> frozenset[str]:
    """The site's addresses that are made rather than written: index pages, people, feeds, data, the map.

    `listings` and `atlas` are those of the library, where they have been made already.
    """
    return (listings or Listings(library)).urls.union(DATA_FILES, feed.addresses(library), (atlas or Atlas(library)).urls)


def _problem(
    library: Library, page: Page, loc: tuple[str | int, ...], rule: str, found: str, repair: str = "", severity: Severity = "error"
) -> Problem:
    return Problem(library.prefix + page.path, page.document.line(*loc), str(loc[0]), rule, found, repair, severity)


# Names and addresses


def unique_ids(library: Library) -> Iterator[Problem]:
    """No two practices have the same id."""
    owners: dict[str, Page] = {}
    for page in (*library.pages, *library.partial):
        if page.kind == "practice" and "id" not in page.wrong and (owner := owners.setdefault(page.name, page)) is not page:
            found = f"{quote(page.name)} is also that of {library.prefix}{owner.path}"
            yield _problem(library, page, ("id",), "no two practices share an id", found, f"give one of them another id: {page.name}-2")


def unique_addresses(library: Library, places: frozenset[str]) -> Iterator[Problem]:
    """Each address has one owner: no page and no alias claims what another has, nor what the site makes itself."""
    rule = "each address belongs to one page"
    owners = {_address(file): library.prefix + file for file in library.files if not file.endswith(SUFFIXES)}
    owners |= {_address(place): "a page that the site makes" for place in places}
    pages = [page for page in (*library.pages, *library.partial, *library.withdrawn) if page.kind in KINDS]
    for page in pages:
        owner = owners.setdefault(_address(page.url), path := library.prefix + page.path)
        if owner != path and "slug" not in page.wrong:
            repair = "rename the file, or give it a slug of its own" if page.kind == "essay" else "rename one of the two"
            yield _problem(library, page, ("slug",), rule, f"{quote('/' + page.url)} is also that of {owner}", repair)
    for page in pages:
        for item, alias in enumerate(page.front.aliases):
            owner = owners.setdefault(_address(alias), mine := f"{library.prefix}{page.path}, as alias {item + 1}")
            if owner != mine:
                yield _problem(library, page, ("aliases", item), rule, f"{quote('/' + alias)} is also that of {owner}", "delete the alias")


def _address(url: str) -> str:
    """An address as a file system without capitals sees it: `old` and `Old/` cannot both be made."""
    return unquote(url).rstrip("/").casefold()


def unique_words(library: Library) -> Iterator[Problem]:
    """A word means one topic: no title or synonym of a topic is another's."""
    owners: dict[str, Page] = {}
    for topic in library.of("topic"):
        owners.setdefault(slugify(topic.slug), topic)
    for topic in library.of("topic"):
        words = [(topic.title, ("title",)), *((word, ("synonyms", item)) for item, word in enumerate(topic.front.synonyms))]
        for word, loc in words:
            owner = owners.setdefault(slugify(word), topic)
            if owner is not topic:
                found = f"{quote(word)} is also {library.prefix}{owner.path}"
                yield _problem(library, topic, loc, "a word means one topic", found, "delete it from one of the two")


# Fields


def date_has_come(library: Library, page: Page, day: dt.date) -> Iterator[Problem]:
    """A published page is not dated in the future; `draft: true` keeps it back until then."""
    for name in ("date", "reviewed", "updated"):
        value = getattr(page.front, name, None)
        if value and value > day and not page.draft:
            yield _problem(library, page, (name,), f"{name} is not in the future", f"found {value}", "correct it, or add draft: true")


def references_hold(library: Library, page: Page) -> Iterator[Problem]:
    """A name in front matter is another page's, and a step is one of that practice."""
    for reference in references(page):
        loc = (reference.field, reference.item)
        target = library.find(reference.kind, reference.name)
        if target is None:
            if any((page.kind, page.name) == (reference.kind, reference.name) for page in library.withdrawn):
                found, repair = f"{quote(reference.name)} was withdrawn", "take it out when you can"
                yield _problem(library, page, loc, "a page names what is there to be read", found, repair, "advice")
            elif (reference.kind, reference.name) not in library.unread:
                known = library.names(reference.kind)
                otherwise = f"{_or_not(page)}{_choices(library, reference.kind)}"
                found, repair = f"found {quote(reference.name)}", did_you_mean(reference.name, known, otherwise)
                yield _problem(library, page, loc, f"{reference.field} names {KINDS[reference.kind].plural} that exist", found, repair)
            continue
        if target.draft and not page.draft:
            yield _problem(library, page, loc, "a published page names published pages", f"{quote(reference.name)} is a draft",
                           f"publish {library.prefix}{target.path} first, or take it out")  # fmt: skip
        steps = [step.id for step in target.body.steps if step.id]
        if reference.step and reference.step not in (*steps, *getattr(target.front, "retired", ())):
            found = f"{quote(reference.step)} is no step of {quote(reference.name)}"
            repair = did_you_mean(reference.step, steps, f"{_or_not(page)}its steps are {', '.join(steps) or 'none yet'}")
            yield _problem(library, page, loc, f"{reference.field} names steps that exist", found, repair)


def _or_not(page: Page) -> str:
    """What else to do about a name that leads nowhere: nobody who tells a story needs to know our checklists and topics."""
    return "take it out; " if page.kind == "story" else ""


def _choices(library: Library, kind: str) -> str:
    names = library.names(kind)
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"the {KINDS[kind].plural} are {shown}" if names else f"there are no {KINDS[kind].plural} yet: write one first"


def tags_have_topics(library: Library, page: Page) -> Iterator[Problem]:
    """Every tag has a topic that says what it means; in an essay that is advice, and the tag gets a plain list."""
    for item, name in enumerate(page.front.tags):
        if library.topic(name) or ("topic", slugify(name)) in library.unread:
            continue
        severity: Severity = "advice" if page.kind in FORGIVING else "error"
        known = [topic.slug for topic in library.of("topic")] + [word for topic in library.of("topic") for word in topic.front.synonyms]
        topics = ", ".join(library.names("topic"))
        write = f"use a topic, or write {library.prefix}topics/{slugify(name) or 'name'}.md"
        repair = did_you_mean(name, known, f"{_or_not(page)}the topics are {topics}" if page.kind == "story" else write)
        yield _problem(library, page, ("tags", item), "every tag has a topic", f"found {quote(name)}", repair, severity)


def essay_is_described(library: Library, page: Page) -> Iterator[Problem]:
    """An essay has a description for lists, feeds and search engines; without one its first lines stand there."""
    if not page.front.description:
        rule = "an essay has a description"
        yield _problem(library, page, ("description",), rule, "found nothing", "write description: and one sentence", "advice")


def authors_are_known(library: Library, page: Page) -> Iterator[Problem]:
    """An author stands in .authors.yml, which gives the name and a line about the person."""
    for item, author in enumerate(page.authors):
        if not author.path:
            known = [person.slug for person in library.of("person") if person.path]
            repair = did_you_mean(author.title, known, f"add the name to {library.prefix}essays/.authors.yml")
            yield _problem(
                library,
                page,
                ("authors", item),
                "an author stands in the list of authors",
                f"found {quote(author.title)}",
                repair,
                "advice",
            )


def categories_are_themes(library: Library, page: Page) -> Iterator[Problem]:
    """A category is one of the themes: a topic with none above it. A misspelt one is an error, another word advice."""
    for item, name in enumerate(page.front.categories):
        topic = library.find("topic", slugify(name))
        if not (topic and not topic.front.broader) and ("topic", slugify(name)) not in library.unread:
            themes = [theme.slug for theme in library.themes]
            guess = nearest(slugify(name), themes, likeness=0.85)
            repair = f'did you mean "{guess}"?' if guess else f"the themes are {', '.join(themes) or 'not written yet'}"
            severity: Severity = "error" if guess else "advice"
            yield _problem(library, page, ("categories", item), "a category is one of the themes", f"found {quote(name)}", repair, severity)


def broader_ends(library: Library, page: Page) -> Iterator[Problem]:
    """Going from topic to broader topic comes to an end: no topic stands above itself."""
    seen, above = {page}, [page]
    while above:
        names = [name for topic in above for name in topic.front.broader]
        above = [topic for name in names if (topic := library.topic(name))]
        if page in above:
            yield _problem(
                library, page, ("broader",), "no topic stands above itself", f"found {quote(', '.join(page.front.broader))}", "take it out"
            )
            return
        above = [topic for topic in above if topic not in seen]
        seen.update(above)


# Practices and stories


def steps_have_ids(library: Library, page: Page) -> Iterator[Problem]:
    """A practice has steps, and each has an id of its own that stays when its words change."""
    path = library.prefix + page.path
    if not page.body.steps:
        yield Problem(
            path, page.document.body_line, "steps", "a practice has steps", "found none", "write each as - [ ] What to do {#its-id}"
        )
    for line in page.body.slips:
        yield Problem(path, line, "steps", "a step begins with - [ ] and a space", "found almost that", "write - [ ] What to do {#its-id}")
    seen = {heading.anchor: heading.line for heading in page.body.headings}
    for step in page.body.steps:
        if not step.id:
            repair = f"end the line with {{#{ids.make_id(step.text, set(seen))}}}, or run: make ids"
            yield Problem(path, step.line, "steps", "a step has an id", f"found none in {quote(step.text)}", repair)
        elif not ID.fullmatch(step.id):
            yield Problem(
                path,
                step.line,
                "steps",
                "an id has small letters, digits and hyphens",
                f"found {quote(step.id)}",
                f"write {{#{slugify(step.id)}}}",
            )
        elif step.id in seen:
            yield Problem(
                path,
                step.line,
                "steps",
                "an id stands once",
                f"{quote(step.id)} is also on line {seen[step.id]}",
                "give this step an id of its own",
            )
        elif step.id in page.front.retired:
            yield Problem(path, step.line, "steps", "a retired id does not come back", f"found {quote(step.id)}", "give this step a new id")
        seen.setdefault(step.id, step.line)


def story_has_provenance(library: Library, page: Page) -> Iterator[Problem]:
    """A story has a licence and says where it comes from: a retelling names its sources, any other its teller, and has consent."""
    front: Story = page.front
    wanted: dict[str, tuple[object, str, str]] = {
        "licence": (front.licence, "a story has a licence", f", so that others may share it with credit under {LICENCE}")
    }
    kind = preface.kind(page.document)
    if kind == "retelling":
        wanted["sources"] = (front.sources, "a retelling names its sources", ", with the title and its author or publisher")
    else:
        told = f"a story told {kind}"
        wanted["teller"] = (front.teller, f"{told} names its teller", f", with the name to show in place of {preface.ANONYMOUS}")
        agreed = ", if the people in it agreed, or nobody could recognise them"
        wanted["consent"] = (front.consent, f"{told} has the consent of those it tells of", agreed)
    for name, (value, rule, because) in wanted.items():
        if not value:
            yield _problem(library, page, (name,), rule, "found nothing", preface.repair(name, page.document, because))


def story_is_told(library: Library, page: Page) -> Iterator[Problem]:
    """A story is told in words, and its folder's name is its address."""
    path = library.prefix + page.path
    folder = posixpath.dirname(page.path).rsplit("/", 1)[-1]
    if not ID.fullmatch(folder):
        rule, repair = "a story's folder is named in small letters, digits and hyphens", f"rename it to {slugify(folder)}"
        yield Problem(path, 1, "folder", rule, f"found {quote(folder)}", repair)
    if not page.text.strip():
        yield Problem(path, page.document.body_line, "text", "a story is told", "found no text", "tell it below the second ---")


def story_has_no_gaps(library: Library, page: Page) -> Iterator[Problem]:
    """Nothing of the file to fill in is left: each question is answered, or its line is gone."""
    left = [name for name, gap in questions.GAPS.items() if gap in (page.document.values.get(name), page.text.strip())]
    teller = page.document.values.get("teller")
    left += ["teller"] if isinstance(teller, dict) and teller.get("name") == questions.GAPS["teller"] else []
    for name in left:
        gap, repair = quote(questions.GAPS[name]), "write your answer in its place" + (", or delete the line" if name not in NEEDED else "")
        line = page.document.body_line if name == "text" else page.document.line(name)
        yield Problem(library.prefix + page.path, line, name, "every gap is filled in", f"found {gap}", repair, "question")


def story_is_fit_to_print(prefix: str, page: Page) -> Iterator[Problem]:
    """A story and what stands in its fields hold nothing that manuscript.py refuses or asks about."""
    path, front, lines = prefix + page.path, page.front, page.document.line
    retold: tuple[Circumstance, ...] = ("retelling",) if front.kind == "retelling" else ()
    circumstances = (*retold, "names_changed") if front.names_changed else retold
    for finding in manuscript.content(page.text, page.document.body_line, circumstances):
        if page.text.strip():
            yield finding.problem(path)
    for loc, text in _strings(page.document.values):
        spoken = manuscript.spoken(text, lines(*loc), circumstances) if loc[0] in SPOKEN else manuscript.characters(text, lines(*loc))
        for finding in spoken:
            if not (loc[0] == "teller" and finding.rule.name in OWN_NAME):
                yield finding.problem(path, str(loc[0]))


def _strings(value: Value, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text in a front matter, and where it stands."""
    if isinstance(value, str):
        yield loc, " ".join(value.split("\n"))
    elif value is not None:
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(child, (*loc, key))

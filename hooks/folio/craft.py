"""How a good checklist is written: rules that are advice, each with its reason; and what a text may show of a practice.

Two books stand behind them. *Manifesto*: Atul Gawande, The Checklist Manifesto (Metropolitan Books, 2009), chapter 6,
where Daniel Boorman of Boeing tells how checklists for pilots are made. *WHO*: World Health Organization, Implementation
Manual: WHO Surgical Safety Checklist (2009), with its section on modifying the checklist (focused, brief, actionable,
verbal).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import pocket
from .body import Step
from .library import Library, Page
from .problems import Problem, did_you_mean, quote

FEWEST, MOST = 5, 9
"""Steps to a pause point."""
LONGEST = 12
"""Words of a step: what can be read out in one breath."""
LINES_OF_A_PAGE = 62
"""Lines of an A4 page as the site prints it, title and facts left out (2.5 cm margins, 11 point)."""
LETTERS_OF_A_LINE = 92
"""Letters of such a line."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+(?=[A-Z\"“(])")
_SHORT = re.compile(r"\b(?:e\.g|i\.e|etc|vs|Mr|Mrs|Ms|Dr|No|St)\.$")


def check(library: Library, page: Page) -> Iterator[Problem]:
    """What holds for a page of any kind."""
    yield from embeds_hold(library, page)
    if page.kind == "practice":
        yield from steps_have_words(library, page)
        yield from pause_points_are_short(library, page)
        yield from steps_are_single(library, page)
        yield from list_is_called(library, page)
        yield from list_fits_a_page(library, page)
        yield from list_fits_a_card(library, page)


def embeds_hold(library: Library, page: Page) -> Iterator[Problem]:
    """A line `::: practice id step …` names a practice that exists, and steps of it."""
    path, rule = library.prefix + page.path, "::: practice names a practice and its steps"
    names = library.names("practice")
    for embed in page.body.embeds:
        if page.kind == "practice":
            found = f"{quote(embed.practice)} in a practice"
            yield Problem(
                path, embed.line, "embed", "essays, stories and pages show practices", found, "link to it in place of ::: practice"
            )
            continue
        target = library.find("practice", embed.practice)
        if target is None:
            if ("practice", embed.practice) not in library.unread or not embed.practice:
                found = f"found {quote(embed.practice)}" if embed.practice else "found no name"
                repair = did_you_mean(embed.practice, names, f"the practices are {', '.join(names[:12]) or 'not written yet'}")
                yield Problem(path, embed.line, "embed", rule, found, repair)
            continue
        if target.draft and not page.draft:
            rule_, repair = "a published page names published pages", f"publish {library.prefix}{target.path} first, or take it out"
            yield Problem(path, embed.line, "embed", rule_, f"{quote(embed.practice)} is a draft", repair)
        steps = [step.id for step in target.body.steps if step.id]
        for step in embed.steps:
            if step in target.front.retired:
                found = f"{quote(step)} is retired in {quote(embed.practice)}"
                yield Problem(path, embed.line, "embed", rule, found, f"take it out, or name another: {', '.join(steps)}")
            elif step not in steps:
                repair = did_you_mean(step, steps, f"its steps are {', '.join(steps) or 'not written yet'}")
                yield Problem(path, embed.line, "embed", rule, f"{quote(step)} is no step of {quote(embed.practice)}", repair)


def steps_have_words(library: Library, page: Page) -> Iterator[Problem]:
    """A step says something: a box without words cannot be read out, nor named by a screen reader (WCAG 2.2, 4.1.2)."""
    for step in page.body.steps:
        if not step.text:
            yield Problem(
                library.prefix + page.path, step.line, "steps", "a step has words", "found none", "write - [ ] What to do {#its-id}"
            )


def pause_points_are_short(library: Library, page: Page) -> Iterator[Problem]:
    """A pause point has 5 to 9 steps (Manifesto: "between five and nine items, the limit of working memory"; WHO: five to nine)."""
    rule = f"a pause point has {FEWEST} to {MOST} steps, which people can hold in mind"
    for title, steps in page.body.sections:
        if len(steps) > MOST:
            repair = "take out what nobody forgets, or pause twice: a heading starts a new pause point"
            yield _advice(library, page, steps[0], rule, f"{len(steps)} in {quote(title)}", repair)
        elif len(steps) < FEWEST:
            repair = "join it with another pause point, or add what is forgotten when it matters"
            yield _advice(library, page, steps[0], rule, f"{len(steps)} in {quote(title)}", repair)


def steps_are_single(library: Library, page: Page) -> Iterator[Problem]:
    """A step is one action that can be seen or said (WHO: "actionable", "verbal"; Manifesto: simple, exact wording).

    What a program can see of that: not two sentences, and no more than twelve words. Whether "and" joins two actions or two
    names for one, it cannot see, and does not guess.
    """
    for step in page.body.steps:
        parts = [part for part in _SENTENCE_END.split(step.text) if part.strip()]
        if len(parts) > 1 and not _SHORT.search(step.text[: len(parts[0]) + 1]):
            repair = "make two steps of it, or indent the second sentence below: it says why and how"
            yield _advice(library, page, step, "a step is one action", f"{len(parts)} sentences in {quote(step.text)}", repair)
        elif (words := len(step.text.split())) > LONGEST:
            repair = "say the action, and indent the rest below: it says why and how"
            yield _advice(library, page, step, f"a step has at most {LONGEST} words", f"{words} in {quote(step.text)}", repair)


def list_is_called(library: Library, page: Page) -> Iterator[Problem]:
    """A list says when it is called for, who calls it, and whether it is read and done or done and confirmed.

    Manifesto: "you must define a clear pause point" and "decide whether you want a DO-CONFIRM checklist or a READ-DO
    checklist". WHO: a single person is responsible for the checks.
    """
    wanted = {
        "mode": ("whether it is done and confirmed, or read and done", "do-confirm"),
        "pause_point": ("when it is called for", "Monday, before the doors open"),
        "who": ("who calls it", "Team lead"),
    }
    for name, (words, example) in wanted.items():
        if not getattr(page.front, name) and name not in page.wrong:
            path, line = library.prefix + page.path, page.document.line(name)
            yield Problem(path, line, name, f"a practice says {words}", "found nothing", f"write for example {name}: {example}", "advice")


def list_fits_a_page(library: Library, page: Page) -> Iterator[Problem]:
    """A list fits one page (Manifesto: "ideally, it should fit on one page"). A rough count: the printer has the last word."""
    lines = sum(1 + len(row) // LETTERS_OF_A_LINE for row in page.text.split("\n") if row.strip())
    lines += 2 * sum(heading.level > 1 for heading in page.body.headings)
    if lines > LINES_OF_A_PAGE and page.body.steps:
        found = f"about {lines} lines, and a page has {LINES_OF_A_PAGE}"
        yield _advice(
            library, page, page.body.steps[0], "a practice fits on one A4 page", found, "shorten the whys, or make two practices of it"
        )


def list_fits_a_card(library: Library, page: Page) -> Iterator[Problem]:
    """A list fits a pocket card, folded to A6, at a size that can be read (pocket.py); a longer one is printed unfolded."""
    sections = [{"title": title, "steps": [{"text": step.text} for step in steps]} for title, steps in page.body.sections]
    if sections and pocket.layout(sections).size is None:
        found, repair = f"{len(page.body.steps)} steps are too much for one", "shorten the steps, or make two practices of it"
        yield _advice(library, page, page.body.steps[0], "a practice fits on a pocket card", found, repair)


def _advice(library: Library, page: Page, step: Step, rule: str, found: str, repair: str) -> Problem:
    return Problem(library.prefix + page.path, step.line, "steps", rule, found, repair, "advice")

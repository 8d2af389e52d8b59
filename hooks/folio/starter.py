"""Starting to write: a new file with its fields in place and its gaps to fill, and what to do next."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

from .fields import ID, short, slugify
from .library import KINDS

_PLAIN = re.compile(r"[^\W\d_][\w ,.’'!?()-]*")
_WORDS_OF_YAML = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})

ESSAY = """\
---
title: {title}
date: {today}
authors: [editors]
description:            # one sentence of at most 155 characters, for lists and feeds
categories: []          # one theme: leadership, empowerment or service-culture
tags: []                # three to five topics; their names are the files in docs/topics/
practices: []           # the practices that do what you argue: [room-to-say-yes]
stories: []             # the stories that show it: [the-giraffe-loaf]
sources: []             # where your facts come from, one line of text each
---

"""
PRACTICE = """\
---
id: {slug}
title: {title}
summary:                # one sentence: what the team does, and what for
version: 1
reviewed: {today}
review_in: 12 months
mode: do-confirm        # do-confirm: do, then confirm together; read-do: read aloud and do
pause_point:            # when the list is called for, such as: Monday, before the doors open
who:                    # who calls it
takes: 15 minutes
frequency: weekly
tags: []                # two to four topics; their names are the files in docs/topics/
essays: []              # the essays that argue for it
based_on: []            # where it comes from, one line of text each
---

## Before you start

"""
STORY = """\
---
title: {title}
date: {today}
kind:                   # first-hand, as-told-to or retelling
teller: {{name: , pseudonym: true}}   # a name to show; delete this line in a retelling
role:                   # what the person does at work
sector:                 # what kind of work it is
country:
when:                   # roughly, such as: spring 2025
names_changed: true
consent:                # true once everyone told of agrees; delete this line in a retelling
licence: CC BY 4.0
ai_use: none            # or in plain words what a language model did
sources: []             # for a retelling: who published it, one line of text each
tags: []                # two to four topics; their names are the files in docs/topics/
practices: []           # the steps that somebody takes: [room-to-say-yes#name-decisions]
freedom:                # what the person was free to do
cost:                   # what it cost
change:                 # what changed
---

"""
TEMPLATES = {"essay": ESSAY, "practice": PRACTICE, "story": STORY}
NEXT = {
    "essay": "Fill in the fields, write below the second --- with headings that start at ##, then run: make check",
    "practice": "Fill in the fields, write each step as  - [ ] What to do  and indent the why below, then run: make ids, and: make check",
    "story": "Fill in the fields, tell it below the second --- in 200 to 500 words, then run: make check",
}


def start(kind: str, title: str, docs: Path, day: dt.date) -> Path:
    """Lay down a new essay, practice or story and return its path.

    Raises ValueError for a title without letters or digits, FileExistsError when there is a page of that name.
    """
    title = "".join(c for c in " ".join(title.split()) if c.isprintable())
    slug = short(slugify(title))
    if not slug or (not ID.fullmatch(slug) and kind != "essay"):
        raise ValueError(f"a title has letters of a to z or digits from which an address can be made: found {title!r}")
    path = docs / KINDS[kind].example.replace(f"my-{kind}", slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(TEMPLATES[kind].format(title=_scalar(title), slug=_scalar(slug), today=day))
    return path


def _scalar(text: str) -> str:
    """A text as a YAML value: plain where that is safe, else in quotes (JSON's are YAML's)."""
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ") and text.lower() not in _WORDS_OF_YAML
    return text if plain else json.dumps(text, ensure_ascii=False)

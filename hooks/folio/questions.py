"""What a teller is asked, in plain words: the one list behind the form, the issue form, the template and `make story`.

Which fields there are, which must be filled and what may be chosen comes from model.Story; here stand the words, the order
and the way from answers to a file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Literal, NamedTuple

from .fields import LICENCE, short, slugify

Answer = str | bool | list[str]
Answers = Mapping[str, Answer]
"""What was answered, by the name of the question; a tick is true or false."""

Shape = Literal["line", "text", "choice", "tick", "steps"]
PUBLISHED_UNDER = "https://creativecommons.org/licenses/by/4.0/"

Part = Literal["The story", "You", "Your word"]
"""Under which heading a question stands."""

MOST_STEPS = 3
"""Steps that a story is told to show: more, and none of them stands out."""


class Question(NamedTuple):
    """A question: the field that its answer fills ("text" is the story itself), its words, and how it is answered.

    `only` are the kinds of story that are asked it, none meaning all; `choices` maps what is written to what is read.
    """

    name: str
    label: str
    help: str = ""
    shape: Shape = "line"
    required: bool = False
    example: str = ""
    choices: Mapping[str, str] | None = None
    only: tuple[str, ...] = ()
    part: Part = "You"


TOLD = ("as-told-to", "first-hand")
RETOLD = ("retelling",)
FILE = "story.md"
"""A story's file, and the one to fill in by hand that lies beside the form."""
QUESTIONS = (
    Question("title", "Give it a title", "A few words that make somebody want to read on.", required=True, example="The wet passport",
             part="The story"),
    Question("text", "What happened?", "Tell it as you would tell a friend. Begin with the moment itself; 200 to 500 words are plenty. "
             "An empty line begins a new paragraph.", "text", required=True, part="The story"),
    Question("freedom", "What were you free to do?", "You, or the person you tell of. One sentence is enough.",
             example="To open the drying room for a guest, without asking.", part="The story"),
    Question("cost", "What did it cost?", "Money, time or nerves, as far as you know.", example="An hour of sleep.", part="The story"),
    Question("change", "What changed?", "However little.", example="The night shift has a key to the drying room now.", part="The story"),
    Question("practices", "Which step did you see someone take?", "The steps of our checklists. Leave it open if none fits.", "steps",
             part="The story"),
    Question("kind", "How do you know it?", "", "choice", required=True, choices={
        "first-hand": "I was there", "as-told-to": "Somebody told me, and I may pass it on", "retelling": "I retell something published"}),
    Question("sources", "Where was it published?", "Who wrote it, what it is called, and where it stands.", required=True,
             example="Ben Motteram, A piece on a contact centre manager, CXpert", only=RETOLD),
    Question("teller", "How should we name you?", "A first name, initials or a made-up name. It stands beside your story.",
             required=True, example="M., night porter", only=TOLD),
    Question("pseudonym", "This is not my own name", "", "tick", only=TOLD),
    Question("role", "What is your work?", "Or that of the person you tell of.", example="Night porter"),
    Question("sector", "In what trade?", "", example="Hotels"),
    Question("country", "In which country?", "", example="Portugal"),
    Question("when", "Roughly when was it?", "An exact day can show who it was.", example="Spring 2025"),
    Question("names_changed", "I changed the names of customers and colleagues, or named nobody", "", "tick", part="Your word"),
    Question("consent", "The people in it agreed that I tell it, or nobody could recognise them", "", "tick", required=True, only=TOLD,
             part="Your word"),
    Question("licence", f"Anyone may share it with credit, under {LICENCE}",
             "You cannot take that back, though you can have the story taken off this site.", "tick", required=True, part="Your word"),
    Question("ai_use", "Did a program help you to write?", "Write none, or in plain words what it did. Both are welcome.", example="None",
             part="Your word"),
)  # fmt: skip
KINDS = frozenset(next(question for question in QUESTIONS if question.name == "kind").choices or ())
TO_TELL = """\
WRITE YOUR STORY HERE, in your own words. Begin with the moment itself.

Leave an empty line between paragraphs. Plain text is all you need."""


def file_name(title: str, otherwise: str) -> str:
    """The name of a story's folder, from its title; `otherwise` where the title has no letters of a to z."""
    slug = slugify(title)
    slug = short(slug) if slug.isascii() else ""
    return slug if len(slug) > 2 else otherwise


def compose(answers: Answers, day: dt.date) -> str:
    """The file of a story from its answers; what was not answered is left out. Values are JSON strings, which YAML reads too.

    The form on the page makes the same file (story/questions.js), letter for letter.
    """

    def said(name: str) -> str:
        return " ".join(str(answers.get(name) or "").split())

    def ticked(name: str) -> bool:
        return answers.get(name) in (True, "true")

    kind = said("kind") or "first-hand"
    told = kind != "retelling"
    rows = [f"title: {_scalar(said('title'))}", f"date: {day}", f"kind: {kind if kind in KINDS else _scalar(kind)}"]
    if told and said("teller"):
        rows.append(f"teller: {{name: {_scalar(said('teller'))}, pseudonym: {_tick(ticked('pseudonym'))}}}")
    rows += [f"{name}: {_scalar(said(name))}" for name in ("role", "sector", "country", "when") if said(name)]
    rows.append(f"names_changed: {_tick(ticked('names_changed'))}")
    if told and ticked("consent"):
        rows.append("consent: true")
    if ticked("licence"):
        rows.append(f"licence: {LICENCE}")
    if said("ai_use"):
        rows.append(f"ai_use: {_scalar(said('ai_use'))}")
    if not told and said("sources"):
        rows += ["sources:", f"  - {_scalar(said('sources'))}"]
    practices = answers.get("practices") or []
    if isinstance(practices, list) and practices:
        rows += ["practices:", *(f"  - {_scalar(step)}" for step in practices)]
    rows += [f"{name}: {_scalar(said(name))}" for name in ("freedom", "cost", "change") if said(name)]
    text = str(answers.get("text") or "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return "---\n" + "\n".join(rows) + f"\n---\n\n{text}\n"


GAPS: dict[str, Answer] = {
    **{question.name: f"{question.label} For example: {question.example}".upper() for question in QUESTIONS if question.example},
    "title": "YOUR TITLE",
    "text": TO_TELL,
}
"""What stands in the file to fill in, by the name of the question, until somebody answers it."""


def template(day: dt.date) -> str:
    """The file of a story that nobody has told yet: every gap in capitals, for those who fill it in by hand."""
    ticks: dict[str, Answer] = {question.name: True for question in QUESTIONS if question.shape == "tick"}
    return compose({**GAPS, **ticks, "kind": "first-hand"}, day)


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _tick(answer: bool) -> str:
    return "true" if answer else "false"

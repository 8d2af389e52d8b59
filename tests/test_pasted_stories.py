"""Stories in the shapes in which people paste them: whoever does literally what the messages say, once, has a valid story."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from folio import encoding, reading, rules, tree
from folio.problems import Problem

REAL = dict(tree.Folder(Path(__file__).parent.parent / "docs"))
PATH = "stories/a-pasted-story/story.md"

KEY = """The key was in the wrong coat.

It was twenty past eleven at night and the couple in 12 could not get into their room. The lock had swallowed the card and the
locksmith wanted two hours. I was alone at the desk. “You may spend what you need to get a guest into a bed,” my manager had told
me in the first week – so I gave them the empty suite, made two pots of tea and wrote on a card what would happen next… In the
morning the man came down and asked who had decided that. I said: I had. He laughed and shook my hand. Since then the night desk
has its own list of rooms it may give away, and nobody rings the manager after ten any more.
"""
BREAD = """She came in every day at five to six, and on that Tuesday the loaf she always takes was gone.

I work in a small bakery next to a tram stop. We close at six. I could have said sorry, and I had said sorry to three people already.
But we had been told that any of us may open a bag of the next day’s order if somebody needs it, so I went to the back and cut her a
loaf that was meant for a café. She wanted to pay double. I charged what it says on the shelf, €3.40. The café got a phone call and a
free tray of rolls, which cost us about 6 euros. What changed is small. We bake two more of that loaf now, and she says hello first.
"""
BUS = """The 7:40 was full, and the boy in the wheelchair had let two buses pass.

I drive the third one. The rule says that a driver does not move passengers. The other rule, which we wrote ourselves last winter in
the depot, says that a driver may hold a bus for three minutes and say why. So I switched off the engine, stood up and told everybody
what was going on. Nobody groaned. Four people got off by themselves and walked to the next stop. It cost three minutes, which I had
made up again by the hospital. The dispatcher asked about the gap, I told her, and she wrote it down. There is a second low bus at
7:40 now, on school days.
"""
FIELDS = """title: The key in the wrong coat
date: 2026-10-01
kind: first-hand
teller: {name: M., pseudonym: true}
consent: true
licence: CC BY 4.0
"""


def front(text: str = KEY, fields: str = FIELDS) -> str:
    return f"---\n{fields}---\n\n{text}"


def without(name: str) -> str:
    return "".join(row for row in FIELDS.splitlines(keepends=True) if not row.startswith(f"{name}:"))


def put(old: str, new: str) -> str:
    assert old in FIELDS
    return front(fields=FIELDS.replace(old, new))


PASTED: dict[str, str | bytes] = {
    "nothing but the text": KEY,
    "in the encoding of Windows": KEY.encode("cp1252"),
    "in the encoding of Windows, with fields": front(BREAD).encode("cp1252"),
    "in UTF-16 as Notepad calls Unicode": KEY.encode("utf-16"),
    "in UTF-16 without its mark": front(BUS).encode("utf-16-le"),
    "in UTF-8 with a byte-order mark": KEY.encode("utf-8-sig"),
    "with fields and a byte-order mark": front().encode("utf-8-sig"),
    "with line ends of Windows": BREAD.replace("\n", "\r\n"),
    "with line ends of an old Macintosh": BUS.replace("\n", "\r"),
    "with fields and line ends of Windows": front(BUS).replace("\n", "\r\n"),
    "with a title as a heading": "# The key in the wrong coat\n\n" + KEY,
    "with an underlined title": "The key in the wrong coat\n=========================\n\n" + KEY,
    "with a bold title": "**The key in the wrong coat**\n\n" + KEY,
    "with a title by itself": "The key in the wrong coat\n\n" + KEY,
    "with a title in quotation marks": "“The key in the wrong coat”\n\n" + KEY,
    "with fields in words of their own": "Title: The key in the wrong coat\nDate: 3 March 2025\nBy: M.\nCountry: Portugal\n\n" + KEY,
    "with bold fields": "**Title:** The key in the wrong coat\n**Role:** Night porter\n**Sector:** Hotels\n\n" + KEY,
    "with fields as a list": "- Title: The key\n- Name: M.\n- Role: Night porter\n\n" + KEY,
    "with fields as a list between hyphens": "---\n- title: The key\n- teller: M.\n---\n\n" + KEY,
    "with bullets of a word processor": "• Title: The key\n• Role: Night porter\n\n" + KEY,
    "with fields below a title": "# The key\n\nWhen: spring 2025\nRole: Night porter\n\n" + KEY,
    "with one hyphen made of three": front().replace("---", "—"),
    "with four hyphens": front().replace("---", "----"),
    "with fields and no hyphens at all": FIELDS + "\n" + KEY,
    "with fields and only the second hyphens": FIELDS + "---\n\n" + KEY,
    "with fields and only the first hyphens": "---\n" + FIELDS + "\n" + KEY,
    "with empty lines above the fields": "\n\n" + front(),
    "with fields in a fence": "```yaml\n" + FIELDS + "```\n\n" + KEY,
    "with keys in capitals": put("title:", "Title:").replace("date:", "Date:"),
    "with spaces before the colons": put("title:", "title :").replace("kind:", "kind :"),
    "with smart quotation marks": put("The key in the wrong coat", "“The key in the wrong coat”").replace(
        "consent: true", "consent: “true”"
    ),
    "with a smart quotation mark around a tick": front(fields=FIELDS + "names_changed: “true”\n"),
    "with a colon in its title": put("title: The key in the wrong coat", "title: The key: a night in a hotel"),
    "with an open quotation mark": put("title: The key", 'title: "The key'),
    "with words behind a quotation mark": put("title: The key in the wrong coat", 'title: "The key" in the wrong coat'),
    "with a bracket in its title": put("title: The key", "title: [Draft] The key"),
    "with a tab before a field": put("kind:", "\tkind:"),
    "with a space before a field": put("kind:", " kind:"),
    "with a date in words": put("2026-10-01", "1st October 2026"),
    "with a date with dots": put("2026-10-01", "01.10.2026"),
    "with a date that is none": put("2026-10-01", "last summer"),
    "with a date to come": put("2026-10-01", "2199-01-01"),
    "with a kind that is none": put("first-hand", "true story"),
    "with a kind misspelt": put("first-hand", "first hand"),
    "with consent refused": put("consent: true", "consent: no"),
    "with another licence": put("CC BY 4.0", "all rights reserved"),
    "with a field that nobody knows": front(fields=FIELDS + "mood: cheerful\n"),
    "with a field misspelt": put("teller:", "teler:"),
    "with a field twice": front(fields=FIELDS + "title: Another\n"),
    "with a topic that nobody knows": front(fields=FIELDS + "tags: [care, night-shifts]\n"),
    "with a step that nobody knows": front(fields=FIELDS + "practices: [be-nice#always]\n"),
    "with no title": front(fields=without("title")),
    "with no date": front(fields=without("date")),
    "with no consent and no licence": front(fields=without("consent").replace("licence: CC BY 4.0\n", "")),
    "with a title alone": front(fields="title: The key\n"),
    "with gaps": front(fields="title: The key\ndate:\nkind:\nteller:\nconsent:\nlicence:\n"),
    "with empty fields": front(fields=""),
    "with a retelling that names no source": front(fields=FIELDS.replace("first-hand", "retelling")),
    "with several mistakes of form": front(
        fields='title: The key: a night\ndate: never\nteller: "M.\nconsent: [true\nlicense: CC BY 4.0\n'
    ),
    "from a web page": '<h1>The key</h1>\n<p>The key was in the wrong coat.</p>\n\n<div class="post">\n'
    "<p>It was late, and <b>nobody</b> knew.<br>\n"
    "I gave them the suite.</p>\n</div>\n\n" + KEY,
    "from a web page, with fields": front("<p>The key was in the wrong coat.</p>\n<!-- more -->\n\n" + KEY + '\n<img src="key.jpg">\n'),
    "with bullets in the text": front(KEY + "\n• a key\n• a coat\n\uf0b7 a suite\n"),
    "with soft hyphens and no-break spaces": front(KEY.replace("manager", "mana\u00adger").replace("the room", "the\u00a0room")),
    "with zero-width spaces": front(KEY.replace("key", "\u200bkey") + "\ufeffMore.\n"),
    "with a line separator": front(KEY + "One line.\u2028Another.\n"),
    "with a mark of direction": front(KEY + "\u200eShalom\u200f.\n"),
    "with the signature of an e-mail": BUS + "\n-- \nMaria\nSent from my phone\nmaria@example.org\n+351 912 345 678\n",
    "with the head of an e-mail": "From: Maria\nSubject: The key in the wrong coat\n\n" + KEY,
    "with a line of underscores": front(KEY + "\n" + "_" * 90 + "\nThe end\n"),
    "with a line of equals signs": "The key\n" + "=" * 80 + "\n\n" + KEY,
    "with links without a scheme": front(
        KEY + "\nSee [the hotel](www.example.org/hotel) and [more](example.com), or [write](me@example.org).\n"
    ),
    "with www in the text": front(KEY + "\nSee www.example.org for more.\n"),
    "with a link to a file of its own": front(KEY + "\nSee [this](file:///C:/key.docx) and [that](key.docx).\n"),
    "with headings of the first level": front("# The night\n\n" + KEY + "\n# The morning\n\nIt was good.\n\nThe end\n=======\n"),
    "with a heading of the fifth level": front(KEY + "\n##### After that\n\nNothing.\n"),
    "with a picture from elsewhere": front(KEY + "\n![a key](https://example.org/key.jpg)\n"),
    "with a picture without words": front(KEY + "\n![](key.jpg)\n"),
    "with trailing spaces": "\n".join(f"{row}   " for row in front(BREAD).split("\n")),
    "in one very long line": front(" ".join((KEY + BREAD + BUS).split()) + " " + "And so it went on for a long while. " * 90),
    "in one very long line with nothing above": " ".join((KEY + BREAD + BUS).split()) + " " + "And so it went on for a long while. " * 90,
    "in German": "Der Schlüssel war im falschen Mantel – „wie immer“, sagte sie.\n\n" + KEY,
    "with emoji": front(KEY + "\nThank you 👩\u200d🚒 ❤\ufe0f 1\ufe0f\u20e3\n"),
    "in Persian": front(KEY + "\nمی\u200cخواهم\n"),
    "all in italics": "\n\n".join(f"*{part.strip()}*" for part in KEY.split("\n\n")),
    "as a quotation": "\n".join(f"> {row}" for row in KEY.splitlines()),
}


@pytest.mark.parametrize("pasted", PASTED.values(), ids=PASTED)
def test_who_follows_the_messages_literally_once_has_a_valid_story(pasted: str | bytes) -> None:
    data = pasted if isinstance(pasted, bytes) else pasted.encode()
    problems = judged(data)
    mended = followed(data, problems)
    left = [str(problem) for problem in judged(mended) if problem.severity == "error"]
    assert left == [], f"\n{''.join(map(str, problems))}\n--- became\n{mended.decode()}"


@pytest.mark.parametrize(
    "name", ["nothing but the text", "in UTF-16 as Notepad calls Unicode", "as a quotation", "with fields in words of their own"]
)
def test_no_word_of_the_story_is_lost_on_the_way(name: str) -> None:
    pasted = PASTED[name]
    data = pasted if isinstance(pasted, bytes) else pasted.encode()
    page = reading.read(REAL | {PATH: followed(data, judged(data))})[0].by_path[PATH]
    assert [word for word in KEY.split() if word not in page.text] == []


def judged(data: bytes) -> list[Problem]:
    """What is said of a story among the real content."""
    library, problems = reading.read(REAL | {PATH: data})
    return [problem for problem in sorted({*problems, *rules.check(library)}) if problem.path == f"docs/{PATH}"]


# The literal follower: somebody who does what it says, and no more


def followed(data: bytes, problems: list[Problem]) -> bytes:
    """The story after each error's repair was carried out once, from the last line to the first, and saved as UTF-8."""
    rows: list[str | None] = list((encoding.decode(data)[0] or "").split("\n"))
    above: list[str] = []
    for problem in sorted(problems, key=lambda problem: -problem.line):
        if problem.severity == "error" and problem.field != "encoding":
            follow(rows, above, problem)
    return "\n".join([*above, *(row for row in rows if row is not None)]).encode()


def follow(rows: list[str | None], above: list[str], problem: Problem) -> None:
    """Carry out one repair: the first of these ways to read it that fits."""
    for words, way in WAYS.items():
        if match := re.search(words, problem.repair, re.DOTALL):
            way(rows, above, problem, match)
            return
    raise AssertionError(f"nobody can follow this literally: {problem}")


Way = Callable[[list[str | None], list[str], Problem, re.Match[str]], None]


def at(rows: list[str | None], number: int, change: Callable[[str], str | None]) -> None:
    row = rows[number - 1]
    rows[number - 1] = None if row is None else change(row)


def paste_above(rows: list[str | None], above: list[str], _: Problem, match: re.Match[str]) -> None:
    for number in range(1, int(match["last"] or 0) + 1):
        rows[number - 1] = None
    above[:0] = match["lines"].split("\n")


def write_line(rows: list[str | None], above: list[str], _: Problem, match: re.Match[str]) -> None:
    if match["line"]:
        rows[int(match["line"]) - 1] = match["lines"]
        return
    first = next((n for n, row in enumerate(rows) if row is not None and row.startswith("---")), None)
    if first is None:
        above.append(match["lines"])
    else:
        rows[first] = f"{rows[first]}\n{match['lines']}"


def write_example(rows: list[str | None], above: list[str], problem: Problem, match: re.Match[str]) -> None:
    at(rows, problem.line, lambda _: match["line"])


def write_hyphens(rows: list[str | None], above: list[str], _: Problem, match: re.Match[str]) -> None:
    if match["below"]:
        at(rows, int(match["below"]), lambda row: f"{row}\n---")
    if match["above"]:
        at(rows, int(match["above"]), lambda row: f"---\n{row}")


def meant(rows: list[str | None], above: list[str], problem: Problem, match: re.Match[str]) -> None:
    wrong = re.search(r'"(.*?)"', problem.found)
    assert wrong
    at(rows, problem.line, lambda row: row.replace(wrong[1], match["word"], 1))


def in_quotes(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    def quoted(row: str) -> str:
        name, _, value = row.partition(":")
        return f"{name}: {json.dumps(value.strip(), ensure_ascii=False)}"

    at(rows, problem.line, quoted)


def close(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    row = rows[problem.line - 1] or ""
    signs = {'"': '"', "'": "'", "[": "]", "{": "}"}
    last = next(sign for sign in reversed(row) if sign in signs)
    at(rows, problem.line, lambda row: row + signs[last])


def delete_character(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    code = re.search(r"U\+([0-9A-F]{4,6})", problem.found)
    assert code
    instead = "-" if "hyphen" in problem.repair else ""
    at(rows, problem.line, lambda row: row.replace(chr(int(code[1], 16)), instead))


def delete_row(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    at(rows, problem.line, lambda _: None)


def delete_rows_above(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    for number in range(1, problem.line):
        rows[number - 1] = None


def delete_tags(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    at(rows, problem.line, lambda row: re.sub(r"<[^<>]*>", "", row))


def heading(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    if not (rows[problem.line - 1] or "").startswith("#"):
        rows[problem.line] = None  # what underlines it
    at(rows, problem.line, lambda row: f"## {row.lstrip('# ')}")


def address(rows: list[str | None], above: list[str], problem: Problem, match: re.Match[str]) -> None:
    wrong = re.search(r'"(.*?)"', problem.found)
    assert wrong
    at(rows, problem.line, lambda row: row.replace(f"({wrong[1]})", f"({match['address']})"))


def take_out(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    wrong = re.search(r'"(.*?)"', problem.found)
    assert wrong
    link = re.compile(rf"!?\[([^\]]*)\]\({re.escape(wrong[1])}\)")
    item = re.compile(rf",? ?{re.escape(wrong[1])}[^,\]]*")
    at(rows, problem.line, lambda row: link.sub(r"\1", row) if link.search(row) else item.sub("", row))


def press_enter(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    at(rows, problem.line, lambda row: re.sub(r"(.{1,800}[.!?]) ", r"\1\n\n", row))


def words_for_picture(rows: list[str | None], above: list[str], problem: Problem, match: re.Match[str]) -> None:
    at(rows, problem.line, lambda row: row.replace("![]", "![what it shows]"))


def add_line(rows: list[str | None], above: list[str], problem: Problem, match: re.Match[str]) -> None:
    at(rows, problem.line, lambda row: f"{row}\n{match['line']}")


def spaces_for_tab(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    at(rows, problem.line, lambda row: row.replace("\t", "  "))


def first_column(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    at(rows, problem.line, str.strip)


def fewer_marks(rows: list[str | None], above: list[str], problem: Problem, _: re.Match[str]) -> None:
    at(rows, problem.line, lambda row: re.sub(r"([^A-Za-z0-9\s])\1{20,}", lambda run: run[1] * 20, row))


WAYS: dict[str, Way] = {
    r"^put this (?:above the first line|in the place of lines? (?:1 to )?(?P<last>\d+)).*?:\n(?P<lines>---\n.*)$": paste_above,
    r"^write this (?:in the place of line (?P<line>\d+)|as a line).*?:\n(?P<lines>.*)$": write_line,
    r"^(?:write for example|write|ask .* then write:?) (?P<line>[a-z_]+: .+)$": write_example,
    r"^put a line --- above line (?P<above>\d+)(?:, and another below line (?P<below>\d+).*)?$": write_hyphens,
    r"^(?P<above>)add a line --- below line (?P<below>\d+)": write_hyphens,
    r"^did you mean \"(?P<word>[^\"]+)\"\?$": meant,
    r"quot[^\n]*:\n(?P<line>[a-z_]+: .*)$": write_example,
    r"^(?:close it|open and close)": close,
    r"spaces in place of the tab": spaces_for_tab,
    r"begin every field in the same column": first_column,
    r"in quotes|in the other kind": in_quotes,
    r"^delete the lines above": delete_rows_above,
    r"^delete it from each <": delete_tags,
    r"^delete some of them": fewer_marks,
    r"^(?:delete it; if you cannot|put an ordinary letter or a hyphen)": delete_character,
    r"^(?:delete it|keep one of the two)": delete_row,
    r"^write ## in place": heading,
    r"^write (?P<address>(?:https://|mailto:)\S+)$": address,
    r"take (?:it|the link) out": take_out,
    r"^press Enter twice": press_enter,
    r"^say between the square brackets": words_for_picture,
    r"^correct it, or add (?P<line>[a-z]+: \w+)$": add_line,
}
"""How the words of a repair are read by somebody who takes them literally."""

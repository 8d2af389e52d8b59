"""A hamlet: a small site laid out like this one, whose pages know each other by name.

It is written as authors write: front matter, relative links, a file of authors, the memory of step ids. Whatever is renamed,
moved or deleted, the pages that name it follow, so every hamlet builds without a warning.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import photos
import website
import yaml

WORDS = (
    "a customer waits longest when the person in front of them has to ask someone else and nobody says why so give one decision away "
    "to whoever faces the day the queue the letter the call and hear what was missing before you solve it"
).split()
NAMED = re.compile(r"\{(essay|practice|story|topic|page):([\w-]+)(?:#([\w-]+))?\}")
"""How a text names another page, and perhaps one of its steps; a link is made of it where it is written down."""
REFERENCES = {"practices": "practice", "stories": "story", "essays": "essay", "tags": "topic", "categories": "topic", "broader": "topic"}
"""The fields that name other pages."""
LAMP = "essays/posts/lamp.png"
"""A picture of the house's own; a text shows it as `{lamp}`."""
RICH = (website.CONTENT / "essays/posts/everything.md").read_text(encoding="utf-8").split("---\n", 2)[2]
RICH = RICH.replace("../../about.md", "{page:about}").replace("lamp.png", "{lamp}")
"""A text with all that Markdown has."""
LOCK = "practices/ids.lock"
PEOPLE = "essays/.authors.yml"


def chance(seed: object) -> Random:
    """Chance that always falls the same for the same seed."""
    return Random(str(seed))  # noqa: S311 - it only has to be various


@dataclass(eq=False)
class Page:
    """A page: `name` is its file's or its folder's, `folder` where an essay lies; `steps` are a practice's ids with their words."""

    kind: str
    name: str
    front: dict[str, Any]
    text: list[str]
    steps: list[tuple[str, str]] = field(default_factory=list)
    folder: str = ""

    @property
    def path(self) -> str:
        """Where it lies, below docs/."""
        if self.kind == "essay":
            return f"essays/posts/{self.folder}{self.name}.md"
        plural = {"practice": "practices/", "story": "stories/", "topic": "topics/", "page": ""}[self.kind]
        return f"{plural}{self.name}{'/story' if self.kind == 'story' else ''}.md"

    @property
    def shown(self) -> bool:
        """Whether others may name it."""
        return not self.front.get("draft") and self.front.get("status") != "withdrawn"


class Hamlet:
    """The site in a folder of its own. `write` brings the folder to what the pages say; a file that stays the same is not touched."""

    def __init__(self, root: Path, chance: Random) -> None:
        self.root = root
        self.chance = chance
        self.pages: list[Page] = []
        self.people: dict[str, dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        """What is no page, by its path below docs/."""
        self.recorded: set[tuple[str, str]] = set()
        self.variables: dict[str, str] = {}
        """What the environment says to a build."""
        self.days = 0
        """How many days after today a build is made."""
        self.seconds = 1.0
        """How long the last build took."""
        self.former: list[Path] = []
        """Folders with what was built before."""
        self._written: dict[str, bytes] = {}
        self._made = 0

    # Asking

    def of(self, *kinds: str) -> list[Page]:
        """The pages of some kinds that others may name."""
        return [page for page in self.pages if page.kind in kinds and page.shown]

    def one(self, *kinds: str) -> Page:
        """Any of them."""
        return self.chance.choice(self.of(*kinds))

    def themes(self) -> list[str]:
        """The names of topics with none above them."""
        return [topic.name for topic in self.of("topic") if not topic.front.get("broader")]

    def words(self, least: int = 6, most: int = 14) -> str:
        """Words that no other page has, since a number stands among them."""
        said = self.chance.choices(WORDS, k=self.chance.randint(least, most))
        return " ".join([*said, str(self.number())]).capitalize()

    def number(self) -> int:
        """A number that was not used before."""
        self._made += 1
        return self._made

    def paragraph(self) -> str:
        """A paragraph, now and then with a link."""
        said = ". ".join(self.words(12, 30) for _ in range(self.chance.randint(1, 3)))
        return f"{said}{self.chance.choice(['.', f', says {self.link()}.', '.'])}"

    def link(self) -> str:
        """A link to any page, of which there are some."""
        pages = self.of("essay", "practice", "story", "topic", "page")
        if not pages:
            return "nobody"
        page = self.chance.choice(pages)
        step = f"#{self.chance.choice(page.steps)[0]}" if page.steps and self.chance.random() < 0.5 else ""
        return f"[{self.chance.choice(['one', 'another', 'this'])}]({{{page.kind}:{page.name}{step}}})"

    # Changing

    def add(self, kind: str, **front: Any) -> Page:
        """A new page of a kind, tied by chance to those that are there."""
        number = self.number()
        page = Page(kind, f"{kind}-{number}", {"title": self.words(2, 6)}, [])
        page.text = [self.paragraph() for _ in range(self.chance.randint(2, 4))]
        if kind == "practice":
            page.front |= {"id": page.name, "summary": self.words(), "reviewed": self._day(), "takes": "5 minutes"}
            page.front |= {
                "review_in": self.chance.choice(["3 months", "50 years"]),
                "frequency": self.chance.choice(["weekly", "monthly"]),
            }
            page.steps = [(f"step-{self.number()}", self.words(3, 7)) for _ in range(self.chance.randint(3, 5))]
        elif kind == "topic":
            page.front |= {"definition": self.words(), "synonyms": [f"word {number}", f"other word {number}"]}
            if len(self.themes()) > 1:
                page.front["broader"] = self.chance.choice(self.themes())
        elif kind == "story":
            page.front |= {"date": self._day(), "kind": "retelling", "description": self.words(), "licence": "CC BY 4.0"}
            page.front |= {"sources": [self.source()], "practices": self.steps(2), "sector": self.chance.choice(["Retail", "Care"])}
        elif kind == "essay":
            page.front |= {"date": self._day(), "description": self.words(), "authors": self.some(list(self.people), 1, 2)}
            page.front |= {"practices": self.steps(2), "stories": self.names("story", 1), "sources": [self.source()]}
            page.text.insert(1, f"## {self.words(2, 4)}")
        if kind not in ("topic", "page"):
            page.front["tags"] = self.names("topic", 3)
        page.front |= front
        self.pages.append(page)
        return page

    def some(self, values: list[str], least: int, most: int) -> list[str]:
        """A few of some values."""
        return self.chance.sample(values, min(len(values), self.chance.randint(least, most)))

    def names(self, kind: str, most: int) -> list[str]:
        """A few names of pages of a kind."""
        return self.some([page.name for page in self.of(kind)], 1, most)

    def steps(self, most: int) -> list[str]:
        """A few practices, some with a step."""
        named = []
        for name in self.names("practice", most):
            (practice,) = (page for page in self.of("practice") if page.name == name)
            named.append(f"{name}#{self.chance.choice(practice.steps)[0]}" if self.chance.random() < 0.7 else name)
        return named

    def source(self) -> dict[str, str]:
        """Where something comes from."""
        return {"author": f"Author {self.chance.randint(1, 4)}", "title": f"Book {self.chance.randint(1, 4)}"}

    def forget(self, page: Page) -> None:
        """Let nobody name a page any more."""
        for other in self.pages:
            for key, kind in REFERENCES.items():
                if kind != page.kind or key not in other.front:
                    continue
                value = other.front[key]
                if isinstance(value, str):
                    if value == page.name:
                        del other.front[key]
                else:
                    other.front[key] = [name for name in value if name.partition("#")[0] != page.name]
            other.text = [part for part in other.text if not self._names(part, page)]
            if not other.text:
                other.text = [f"{self.words(12, 20)}."]

    def remove(self, page: Page) -> None:
        """Delete a page, with what lies beside it."""
        self.forget(page)
        self.pages.remove(page)
        if page.kind == "story":
            self.files = {path: data for path, data in self.files.items() if not path.startswith(f"stories/{page.name}/")}
        self.recorded = {(name, step) for name, step in self.recorded if page.kind != "practice" or name != page.name}

    def rename(self, page: Page, name: str) -> None:
        """Give a page another name, by which all who named it call it from now on. A practice keeps its id: only its file moves."""
        old, page.name = page.name, name
        for other in self.pages:
            for key, kind in REFERENCES.items():
                if kind == page.kind and key in other.front:
                    value = other.front[key]
                    other.front[key] = (
                        name if value == old else value if isinstance(value, str) else [name if v == old else v for v in value]
                    )
            other.text = [part.replace(f"{{{page.kind}:{old}", f"{{{page.kind}:{name}") for part in other.text]
        if page.kind == "story":
            moved = {path: path.replace(f"stories/{old}/", f"stories/{name}/") for path in self.files}
            self.files = {moved[path]: data for path, data in self.files.items()}

    def retire(self, practice: Page, step: str) -> None:
        """Take a step out of a practice. Its id stays for ever, so those who name it may go on."""
        practice.steps = [found for found in practice.steps if found[0] != step]
        practice.front["retired"] = [*practice.front.get("retired", []), step]

    # Writing

    def write(self) -> list[str]:
        """Write what has changed; returns the paths, below docs/, of what was written or deleted."""
        wanted = dict(self._sources())
        changed = [path for path in {**wanted, **self._written} if wanted.get(path) != self._written.get(path)]
        docs = self.root / "docs"
        for path in changed:
            if path not in wanted:
                (docs / path).unlink(missing_ok=True)
                self._clear((docs / path).parent)
        for path in changed:
            if path in wanted:
                (docs / path).parent.mkdir(parents=True, exist_ok=True)
                (docs / path).write_bytes(wanted[path])
        self._written = wanted
        return sorted(changed)

    def _clear(self, folder: Path) -> None:
        while folder != self.root / "docs" and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def _sources(self) -> Iterator[tuple[str, bytes]]:
        for page in self.pages:
            yield page.path, self._page(page).encode()
            if page.kind == "practice" and page.shown:
                self.recorded |= {(page.front["id"], step) for step, _ in page.steps}
        yield from self.files.items()
        retired = {(page.front["id"], step) for page in self.pages if page.kind == "practice" for step in page.front.get("retired", ())}
        rows = [f"{name}#{step}{' retired' if (name, step) in retired else ''}\n" for name, step in sorted(self.recorded)]
        yield LOCK, "".join(["# Every step id ever published.\n", *rows]).encode()
        yield PEOPLE, yaml.safe_dump({"authors": self.people}, sort_keys=False).encode()

    def _page(self, page: Page) -> str:
        front = {key: value for key, value in page.front.items() if value not in ([], None)}
        if "essays" in front:
            front["essays"] = [name.lower() for name in front["essays"]]  # as their addresses are
        parts = list(page.text)
        if page.steps:
            parts[1:1] = ["## Steps", *(f"- [ ] {words} {{#{step}}}\n\n    {words}, again." for step, words in page.steps)]
        return website.page(front, "\n\n".join(self._linked(part, page) for part in parts) + "\n")

    def _linked(self, part: str, page: Page) -> str:
        def path(match: re.Match[str]) -> str:
            (target,) = (other for other in self.pages if (other.kind, other.name) == (match[1], match[2]))
            return posixpath.relpath(target.path, posixpath.dirname(page.path) or ".") + (f"#{match[3]}" if match[3] else "")

        return NAMED.sub(path, part).replace("{lamp}", posixpath.relpath(LAMP, posixpath.dirname(page.path) or "."))

    @staticmethod
    def _names(part: str, page: Page) -> bool:
        shown = page.kind == "practice" and part.startswith(f"::: practice {page.front['id']}")
        return shown or any((match[1], match[2]) == (page.kind, page.name) for match in NAMED.finditer(part))

    def _day(self) -> str:
        return f"{self.chance.randint(2023, 2025)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"


def settle(root: Path, seed: object) -> Hamlet:
    """A hamlet of some thirty pages with this project's templates, settings and machine, in a new folder."""
    for part in ("hooks", "overrides"):
        shutil.copytree(website.PROJECT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(website.PROJECT / "mkdocs.yml", root)
    hamlet = Hamlet(root, chance(seed))
    hamlet.people = {name: {"name": name.capitalize(), "description": hamlet.words()} for name in ("ada", "ben", "cleo")}
    for name in ("index", "about", "contribute", "data"):
        hamlet.pages.append(Page("page", name, {"title": hamlet.words(2, 5)}, [hamlet.paragraph()]))
    for name in ("my-practices", "tell"):
        hamlet.pages.append(Page("page", name, {"title": hamlet.words(2, 5), "template": f"{name}.html"}, [hamlet.paragraph()]))
    for kind, count in (("topic", 6), ("practice", 4), ("story", 4), ("essay", 7)):
        for _ in range(count):
            hamlet.add(kind)
    rich = hamlet.add("essay", math=True, series="Mondays")
    rich.text = [RICH]
    hamlet.files[LAMP] = photos.PNG
    hamlet.add("essay", draft=True)
    hamlet.add("story", status="withdrawn")
    for number, essay in enumerate(hamlet.of("essay")[:2]):
        essay.front |= {"series": "Mondays", "categories": hamlet.themes()[:1], "aliases": [f"old/place-{number}/"]}
    story = hamlet.one("story")
    hamlet.files[f"stories/{story.name}/lamp.jpg"] = photos.JPEG
    story.text.append("![A lamp](lamp.jpg)")
    hamlet.write()
    return hamlet

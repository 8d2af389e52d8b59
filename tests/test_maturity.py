"""How far a practice has come: by the numbers that are declared, on both sides of each."""

from __future__ import annotations

import pytest
import website
from folio import maturity, reading, tree
from folio.library import Library, Page

ESSAY = {"title": "E", "date": "2026-10-01", "description": "E."}
STORY = {"date": "2026-10-01", "kind": "first-hand", "teller": "Sam", "consent": True, "description": "S."}
STEPS = ("one", "two", "three", "four", "five")


def content(essays: int, stories: list[list[str]], retired: tuple[str, ...] = ()) -> tuple[Library, Page]:
    """A practice of five steps, with so many essays, and a story for each list of the steps that it shows."""
    body = "".join(f"- [ ] Take step {step} {{#{step}}}\n" for step in STEPS)
    files = {"practices/a.md": website.page({"id": "a", "title": "A", "summary": "A.", "retired": list(retired)}, body)}
    files |= {f"essays/posts/e{n}.md": website.page(ESSAY | {"title": f"E {n}", "practices": ["a"]}) for n in range(essays)}
    for n, steps in enumerate(stories):
        named = [f"a#{step}" for step in steps] or ["a"]
        files[f"stories/story-{n}/story.md"] = website.page(STORY | {"title": f"Story {n}", "practices": named})
    library, _ = reading.read({path: text.encode() for path, text in files.items()})
    page = library.find("practice", "a")
    assert page
    return library, page


@pytest.mark.parametrize(
    ("essays", "stories", "name"),
    [
        (0, [], "new"),
        (1, [], "argued"),
        (9, [], "argued"),
        (0, [["one"]], "tried"),
        (0, [[]], "tried"),
        (1, [["one"], ["two"]], "tried"),
        (1, [list(STEPS), list(STEPS)], "tried"),
        (1, [["one"], ["two"], ["one", "two"]], "tried"),
        (1, [["one"], ["two"], ["three"]], "proven"),
        (0, [["one", "two", "three"], [], []], "proven"),
    ],
)
def test_a_practice_has_the_highest_level_whose_numbers_it_reaches(essays: int, stories: list[list[str]], name: str) -> None:
    found = maturity.maturity(*content(essays, stories))
    assert (found.name, found.essays, found.stories, found.steps) == (name, essays, len(stories), 5)
    assert found.seen == len({step for steps in stories for step in steps})
    assert found.meaning


def test_a_retired_step_is_none_to_be_seen() -> None:
    found = maturity.maturity(*content(1, [["one"], ["two"], ["gone"]], ("gone",)))
    assert (found.seen, found.name) == (2, "tried")


def test_the_numbers_grow_from_level_to_level() -> None:
    assert [level.name for level in maturity.LEVELS] == ["argued", "tried", "proven"]
    assert [(level.stories, level.share) for level in maturity.LEVELS] == sorted((level.stories, level.share) for level in maturity.LEVELS)


def test_page_and_index_say_the_level_in_words(rich: website.Site) -> None:
    library, _ = reading.read(tree.Folder(rich.project / "docs"))
    for name in rich.sources("practice"):
        page = library.find("practice", name)
        assert page
        found = maturity.maturity(library.public(), page)
        said = rich.leaf(name).main.one("p", class_="maturity")
        assert said.one("strong").text == found.name.capitalize()
        assert found.meaning in said.text
    items = [item for url in rich.pages if url.startswith("practices/") for item in rich.pages[url].main.all("li", class_="item")]
    marked = [item for item in items if item.get("data-practice")]
    assert {item.get("data-practice") for item in marked} == set(rich.sources("practice"))
    assert all(any(word in item.text for word in ("new", "argued", "tried", "proven")) for item in marked)


def test_each_step_says_who_took_it_and_who_argues_it(site: website.Site) -> None:
    """By front matter alone: essays and stories name steps as practice#step."""
    checked = 0
    for kind in ("essay", "story"):
        for name, path in site.sources(kind).items():
            address = site.leaf(f"{kind}:{name}").url
            for practice, _, step in (tie.partition("#") for tie in website.front_matter(path).get("practices", [])):
                if step:
                    (item,) = site.leaf(practice).main.all("li", id=step)
                    evidence = item.one("details", class_="evidence")
                    assert address in site.leaf(practice).links(evidence)
                    assert ("argued in" if kind == "essay" else "seen in") in evidence.one("summary").text
                    checked += 1
    assert checked >= 20

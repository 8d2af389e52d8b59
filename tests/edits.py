"""Edits of a hamlet's content, as authors make them between two builds. After each, it builds without a warning.

An edit takes a hamlet, which says what chance chooses, and returns in words what it did, or None where there is nothing to do it to.
"""

from __future__ import annotations

from collections.abc import Callable

import photos
from hamlet import LAMP, RICH, Hamlet

Edit = Callable[[Hamlet], str | None]
EDITS: dict[str, dict[str, Edit]] = {group: {} for group in ("content", "files", "face", "settings", "code")}
"""Every edit by its name, in groups: what one of the last three changes may be every page, and hides what a build forgot."""


def edit(group: str) -> Callable[[Edit], Edit]:
    """Count a function among the edits of a group."""

    def count(function: Edit) -> Edit:
        EDITS[group][function.__name__.replace("_", " ")] = function
        return function

    return count


# Words


@edit("content")
def rewrite_a_paragraph(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "practice", "story", "topic", "page")
    page.text[hamlet.chance.randrange(len(page.text))] = f"{hamlet.words(12, 30)}."
    return page.path


@edit("content")
def write_more(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "practice", "story", "topic", "page")
    page.text.append(hamlet.paragraph())
    return page.path


@edit("content")
def write_at_length(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "practice", "story", "page")
    page.text += [f"{hamlet.words(60, 90)}." for _ in range(6)]
    return page.path


@edit("content")
def begin_otherwise(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "story", "page")
    page.text.insert(0, f"{hamlet.words(12, 30)}.")
    return page.path


@edit("content")
def add_a_heading_and_a_footnote(hamlet: Hamlet) -> str:
    page, number = hamlet.one("essay", "page"), hamlet.number()
    page.text += [f"## {hamlet.words(2, 4)}", f"{hamlet.words()}[^{number}]", f"[^{number}]: {hamlet.words()}"]
    return page.path


@edit("content")
def change_a_title(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "practice", "story", "topic", "page")
    page.front["title"] = hamlet.words(2, 6)
    return page.path


@edit("content")
def describe_otherwise(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "practice", "story", "topic", "page")
    page.front[{"practice": "summary", "topic": "definition"}.get(page.kind, "description")] = hamlet.words()
    return page.path


@edit("content")
def use_all_of_markdown(hamlet: Hamlet) -> str:
    page = hamlet.one("essay")
    page.text = [RICH, f"{hamlet.words()}."]
    page.front["math"] = hamlet.chance.random() < 0.7
    return page.path


# Pages


@edit("content")
def add_a_page(hamlet: Hamlet) -> str:
    return hamlet.add(hamlet.chance.choice(["essay", "practice", "story", "topic", "page"])).path


@edit("content")
def add_many_essays(hamlet: Hamlet) -> str | None:
    if any(page.folder == "heap/" for page in hamlet.pages):
        return None
    for _ in range(15):
        hamlet.add("essay", practices=[], stories=[]).folder = "heap/"
    return "essays/posts/heap/"


@edit("content")
def delete_a_folder(hamlet: Hamlet) -> str | None:
    folder = next((page.folder for page in hamlet.pages if page.folder), None)
    for page in [page for page in hamlet.pages if folder and page.folder == folder]:
        hamlet.remove(page)
    return folder


@edit("content")
def delete_a_page(hamlet: Hamlet) -> str | None:
    kind = hamlet.chance.choice(["essay", "practice", "story", "topic"])
    if len(hamlet.of(kind)) < 4:
        return None
    page = hamlet.one(kind)
    hamlet.remove(page)
    return page.path


@edit("content")
def rename_a_page(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "story", "topic")
    old, name = page.path, f"renamed-{hamlet.number()}"
    if hamlet.chance.random() < 0.5:
        page.front["aliases"] = [*page.front.get("aliases", []), f"{old.split('/')[0]}/{page.name}/"]
    hamlet.rename(page, name)
    return f"{old} becomes {page.path}"


@edit("content")
def change_the_case_of_a_name(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "topic")
    old = page.path
    hamlet.rename(page, page.name.swapcase())
    for key in ("tags", "categories"):  # names of topics are read without regard to case, and written in either
        for other in hamlet.pages:
            if page.kind == "topic" and key in other.front and hamlet.chance.random() < 0.5:
                other.front[key] = [name.lower() if name == page.name else name for name in other.front[key]]
    return f"{old} becomes {page.path}"


@edit("content")
def move_an_essay(hamlet: Hamlet) -> str:
    page = hamlet.one("essay")
    old, page.folder = page.path, hamlet.chance.choice([f"{hamlet.chance.choice('ab')}/", f"2024/{hamlet.number()}/"])
    return f"{old} becomes {page.path}"


@edit("content")
def rename_a_folder(hamlet: Hamlet) -> str | None:
    folders = sorted({page.folder for page in hamlet.pages if page.folder})
    if not folders:
        return None
    old, new = hamlet.chance.choice(folders), f"folder-{hamlet.number()}/"
    for page in hamlet.pages:
        if page.folder == old:
            page.folder = new
    return f"{old} becomes {new}"


@edit("content")
def keep_a_page_back(hamlet: Hamlet) -> str | None:
    kind = hamlet.chance.choice(["essay", "practice", "story", "topic"])
    if len(hamlet.of(kind)) < 4:
        return None
    page = hamlet.one(kind)
    hamlet.forget(page)
    page.front["draft"] = True
    return page.path


@edit("content")
def write_in_a_draft(hamlet: Hamlet) -> str | None:
    drafts = [page for page in hamlet.pages if page.front.get("draft")]
    if not drafts:
        return None
    page = hamlet.chance.choice(drafts)
    page.text.append(hamlet.paragraph())
    return page.path


@edit("content")
def publish_a_draft(hamlet: Hamlet) -> str | None:
    page = next((page for page in hamlet.pages if page.front.pop("draft", False)), None)
    return page.path if page else None


# Ties


@edit("content")
def tag_otherwise(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "practice", "story")
    page.front["tags"] = hamlet.names("topic", 3)
    if page.kind == "essay" and hamlet.chance.random() < 0.4:
        page.front["tags"].append(hamlet.chance.choice(["Untold", "waiting rooms", f"tag {hamlet.number()}"]))
    return f"{page.path}: {page.front['tags']}"


@edit("content")
def link_two_pages(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "practice", "story", "topic", "page")
    page.text.append(f"See {hamlet.link()} and {hamlet.link()}.")
    return page.path


@edit("content")
def unlink_a_page(hamlet: Hamlet) -> str | None:
    pages = [page for page in hamlet.pages if any("{" in part for part in page.text) and RICH not in page.text]
    if not pages:
        return None
    page = hamlet.chance.choice(pages)
    page.text = [part for part in page.text if "{" not in part] or [f"{hamlet.words()}."]
    return page.path


@edit("content")
def tie_to_practices(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "story")
    page.front["practices"] = hamlet.steps(3)
    return f"{page.path}: {page.front['practices']}"


@edit("content")
def tie_to_stories(hamlet: Hamlet) -> str:
    page = hamlet.one("essay")
    page.front["stories"] = hamlet.names("story", 2)
    return f"{page.path}: {page.front['stories']}"


@edit("content")
def tie_a_practice_to_essays(hamlet: Hamlet) -> str:
    page = hamlet.one("practice")
    page.front["essays"] = hamlet.names("essay", 2)
    return f"{page.path}: {page.front['essays']}"


@edit("content")
def show_steps_in_a_text(hamlet: Hamlet) -> str:
    page, practice = hamlet.one("essay", "page"), hamlet.one("practice")
    page.text.append(f"::: practice {practice.front['id']} {hamlet.chance.choice(practice.steps)[0]}")
    return f"{page.path} shows {practice.path}"


@edit("content")
def change_a_series(hamlet: Hamlet) -> str:
    page = hamlet.one("essay")
    page.front["series"] = None if page.front.get("series") else hamlet.chance.choice(["Mondays", "Mondays", hamlet.words(1, 2)])
    return f"{page.path}: {page.front['series']}"


@edit("content")
def change_sources(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "story", "practice")
    page.front["based_on" if page.kind == "practice" else "sources"] = [hamlet.source() for _ in range(hamlet.chance.randint(1, 3))]
    return page.path


@edit("content")
def change_a_day(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "practice", "story")
    key = hamlet.chance.choice(["reviewed" if page.kind == "practice" else "date", "updated"])
    page.front[key] = f"2026-0{hamlet.chance.randint(1, 9)}-{hamlet.chance.randint(10, 28)}"
    return f"{page.path}: {key} {page.front[key]}"


@edit("content")
def pin_an_essay(hamlet: Hamlet) -> str:
    page = hamlet.one("essay")
    page.front["pin"] = not page.front.get("pin")
    return page.path


@edit("content")
def change_aliases(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "practice", "topic")
    page.front["aliases"] = [] if page.front.get("aliases") else [f"before/{hamlet.number()}/", f"before-{hamlet.number()}.html"]
    return f"{page.path}: {page.front['aliases']}"


# People, topics, practices, stories


@edit("content")
def change_a_person(hamlet: Hamlet) -> str:
    name = hamlet.chance.choice(list(hamlet.people))
    hamlet.people[name][hamlet.chance.choice(["name", "description"])] = hamlet.words(2, 4)
    return name


@edit("content")
def add_a_person(hamlet: Hamlet) -> str:
    name, page = f"person-{hamlet.number()}", hamlet.one("essay")
    hamlet.people[name] = {"name": hamlet.words(1, 2), "description": hamlet.words()}
    page.front["authors"] = [name, *page.front["authors"][:1]]
    return f"{name} wrote {page.path}"


@edit("content")
def sign_otherwise(hamlet: Hamlet) -> str:
    page = hamlet.one("essay")
    page.front["authors"] = [*hamlet.some(list(hamlet.people), 1, 2), *(["A guest"] if hamlet.chance.random() < 0.3 else [])]
    return f"{page.path}: {page.front['authors']}"


@edit("content")
def change_a_topic_s_words(hamlet: Hamlet) -> str:
    topic = hamlet.one("topic")
    topic.front["synonyms"] = [f"word {hamlet.number()}" for _ in range(hamlet.chance.randint(0, 3))]
    return topic.path


@edit("content")
def tag_by_another_word(hamlet: Hamlet) -> str | None:
    topics = [topic for topic in hamlet.of("topic") if topic.front["synonyms"]]
    if not topics:
        return None
    topic, page = hamlet.chance.choice(topics), hamlet.one("essay")
    word = hamlet.words(1, 1)
    page.front["tags"] = [word]
    if hamlet.chance.random() < 0.5:
        topic.front["synonyms"] = [*topic.front["synonyms"], word]
    return f"{page.path}: {word}"


@edit("content")
def change_what_is_broader(hamlet: Hamlet) -> str | None:
    topic = hamlet.one("topic")
    themes = [name for name in hamlet.themes() if name != topic.name]
    if topic.front.pop("broader", None):
        return f"{topic.path}: none"
    if any(other.front.get("broader") == topic.name for other in hamlet.pages) or not themes:
        return None
    topic.front["broader"] = hamlet.chance.choice(themes)
    for page in hamlet.pages:  # it is no theme any more
        page.front["categories"] = [name for name in page.front.get("categories", []) if name != topic.name]
    return f"{topic.path}: {topic.front['broader']}"


@edit("content")
def reword_a_step(hamlet: Hamlet) -> str:
    practice = hamlet.one("practice")
    number = hamlet.chance.randrange(len(practice.steps))
    practice.steps[number] = (practice.steps[number][0], hamlet.words(3, 7))
    return practice.path


@edit("content")
def move_a_step(hamlet: Hamlet) -> str:
    practice = hamlet.one("practice")
    practice.steps.insert(hamlet.chance.randint(1, len(practice.steps) - 1) if practice.steps[1:] else 0, practice.steps.pop(0))
    return practice.path


@edit("content")
def add_a_step(hamlet: Hamlet) -> str:
    practice = hamlet.one("practice")
    practice.steps.insert(hamlet.chance.randint(0, len(practice.steps)), (f"step-{hamlet.number()}", hamlet.words(3, 7)))
    return practice.path


@edit("content")
def retire_a_step(hamlet: Hamlet) -> str | None:
    practice = hamlet.one("practice")
    if len(practice.steps) < 3:
        return None
    step = hamlet.chance.choice(practice.steps)[0]
    for page in hamlet.pages:  # what shows a step shows one that is there
        page.text = [part for part in page.text if not (part.startswith("::: ") and part.endswith(f" {step}"))] or [f"{hamlet.words()}."]
    hamlet.retire(practice, step)
    return f"{practice.path}#{step}"


@edit("content")
def withdraw_a_story(hamlet: Hamlet) -> str | None:
    if len(hamlet.of("story")) < 3:
        return None
    story = hamlet.one("story")
    hamlet.forget(story)
    story.front["status"] = "withdrawn"
    return story.path


@edit("content")
def bring_a_story_back(hamlet: Hamlet) -> str | None:
    story = next((page for page in hamlet.pages if page.front.get("status") == "withdrawn"), None)
    if story:
        del story.front["status"]
    return story.path if story else None


@edit("content")
def add_or_take_a_picture(hamlet: Hamlet) -> str:
    story = hamlet.one("story")
    path = f"stories/{story.name}/lamp.jpg"
    if hamlet.files.pop(path, None):
        story.text = [part for part in story.text if "(lamp.jpg)" not in part] or [f"{hamlet.words()}."]
    else:
        hamlet.files[path] = _picture(hamlet)
        story.text.append("![A lamp](lamp.jpg)")
    return path


@edit("content")
def change_a_picture(hamlet: Hamlet) -> str:
    path = hamlet.chance.choice(sorted(path for path in hamlet.files if path.endswith((".png", ".jpg"))))
    hamlet.files[path] = _picture(hamlet, "PNG" if path == LAMP else "JPEG")
    return path


@edit("content")
def publish_a_file(hamlet: Hamlet) -> str:
    path = f"files/{hamlet.chance.choice('abc')}.txt"
    hamlet.files[path] = hamlet.words().encode()
    return path


def _picture(hamlet: Hamlet, form: str = "JPEG") -> bytes:
    return photos.picture(form, (hamlet.chance.randint(8, 40), hamlet.chance.randint(8, 40)))

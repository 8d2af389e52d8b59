"""The words themselves: nothing to mend, and no page that leads nowhere."""

from __future__ import annotations

from pathlib import Path

from folio import reading, rules, tree

LIBRARY, PROBLEMS = reading.read(tree.Folder(Path(__file__).parent.parent / "docs"))


def test_no_page_has_a_problem_of_any_severity() -> None:
    assert [str(problem) for problem in [*PROBLEMS, *rules.check(LIBRARY)]] == []


def test_there_is_content_of_every_kind() -> None:
    assert len(LIBRARY.of("essay")) >= 5
    assert len(LIBRARY.of("practice")) >= 8
    assert len(LIBRARY.of("story")) >= 4
    assert {"index.md", "about.md", "contribute.md"} <= set(LIBRARY.by_path)


def test_every_tag_has_a_topic_and_every_topic_is_in_use() -> None:
    assert all(tag.topic for tag in LIBRARY.tags)
    used = {tag.topic for tag in LIBRARY.tags}
    assert [topic.slug for topic in LIBRARY.of("topic") if topic not in used] == []


def test_every_practice_is_argued_by_an_essay_and_shown_by_a_story() -> None:
    assert [page.id for page in LIBRARY.of("practice") if not LIBRARY.tied(page, "essay")] == []
    assert [page.id for page in LIBRARY.of("practice") if not LIBRARY.tied(page, "story")] == []


def test_every_essay_and_story_leads_to_a_practice_and_every_essay_has_a_theme() -> None:
    assert [page.id for kind in ("essay", "story") for page in LIBRARY.of(kind) if not LIBRARY.tied(page, "practice")] == []
    assert [page.id for page in LIBRARY.of("essay") if len(page.front.categories) != 1] == []


def test_every_topic_leads_to_a_theme() -> None:
    assert {theme.slug for theme in LIBRARY.themes} == {"leadership", "empowerment", "service-culture"}


def test_an_essay_is_worth_a_readers_time_and_a_story_is_short() -> None:
    assert [page.id for page in LIBRARY.of("essay") if not 600 <= page.body.words <= 1500] == []
    assert [page.id for page in LIBRARY.of("story") if not 180 <= page.body.words <= 550] == []


def test_every_retelling_is_told_as_one() -> None:
    assert [page.id for page in LIBRARY.of("story") if page.front.kind == "retelling" and not page.front.ai_use] == []

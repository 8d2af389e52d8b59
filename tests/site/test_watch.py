"""The last look at a site: what a careless template lets through is not published, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import website

STORY = {"title": "A test", "date": "2026-01-01", "kind": "first-hand", "consent": "true", "licence": "CC BY 4.0", "teller": "Sam"}
CARELESS = "{{ front.role | e }}", "{{ front.role }}"


def _careless(project: Path, role: str) -> Path:
    """A project whose template forgot to escape one field, and a story that says something in it."""
    template = project / "overrides/story.html"
    text = template.read_text(encoding="utf-8")
    assert CARELESS[0] in text
    template.write_text(text.replace(*CARELESS), encoding="utf-8")
    return website.write(project, {"stories/a-test/story.md": website.page({**STORY, "role": role}, "Words.\n" * 60)})


def test_what_a_careless_template_lets_through_stops_the_build_and_the_former_site_stays(tmp_path: Path) -> None:
    project = website.lay(tmp_path)
    website.built(project)
    before = website.digest(project / "site")
    done = website.build(_careless(project, "<img src=x onerror=alert(1)>"))
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "stories/a-test/index.html, made from stories/a-test/story.md" in said
    assert "onerror in <img src=x onerror=alert(1)>" in said
    assert "Nothing was published: 1 file holds" in said
    assert "Traceback" not in said
    assert website.digest(project / "site") == before
    assert not (project / ".site").exists()


def test_words_that_only_look_so_are_published_even_by_a_careless_template(tmp_path: Path) -> None:
    project = _careless(website.lay(tmp_path), "&lt;img src=x onerror=alert(1)&gt;")
    assert website.built(project).pages["stories/a-test/"]
    assert not (project / ".site").exists()


def test_what_stops_a_build_in_its_middle_leaves_the_former_site(tmp_path: Path) -> None:
    project = website.lay(tmp_path)
    website.built(project)
    before = website.digest(project / "site")
    (project / "overrides/story.html").write_text("{{ nothing.of.this }}", encoding="utf-8")
    assert website.build(project).returncode == 1
    assert website.digest(project / "site") == before
    assert not (project / ".site").exists()


def test_hidden_files_beside_the_site_stay_and_others_go(tmp_path: Path) -> None:
    project = website.lay(tmp_path)
    for name in (".git", "old/index.html", "old.txt"):
        (project / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "site" / name).write_text("words", encoding="utf-8")
    root = website.built(project).root
    assert (root / ".git").is_file()
    assert not (root / "old").exists()
    assert not (root / "old.txt").exists()


def test_a_heading_takes_no_id_of_the_themes(tmp_path: Path) -> None:
    text = "## __config\n\nWords.\n\n### {} {#__search}\n\n## Mine {#my_own}\n\nWords.\n"
    project = website.write(website.lay(tmp_path), {"stories/a-test/story.md": website.page(STORY, text)})
    leaf = website.built(project).pages["stories/a-test/"]
    assert leaf.tree.one("script", id="__config").get("type") == "application/json"
    assert {"config", "search", "my_own"} <= leaf.anchors

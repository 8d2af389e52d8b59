"""A build: strict, whole or not at all, without drafts, and the same every time."""

from __future__ import annotations

import shutil
from pathlib import Path

import website


def test_a_strict_build_of_the_site_goes_without_a_warning(site: website.Site) -> None:
    assert (site.root / "index.html").is_file()
    assert all(len(site.sources(kind)) >= least for kind, least in (("essay", 5), ("practice", 8), ("story", 4), ("topic", 10)))


def test_every_published_source_has_its_page_and_its_node(site: website.Site, rich: website.Site) -> None:
    for built in (site, rich):
        for kind in website.KINDS:
            nodes = [node for node in built.nodes.values() if node["kind"] == kind]
            assert len(nodes) == len(built.sources(kind))
            assert all(node["url"] in built.pages for node in nodes)


def test_a_mistake_stops_the_build_and_leaves_the_former_site_as_it_was(tmp_path: Path) -> None:
    project = website.lay(tmp_path)
    website.built(project)
    before = website.digest(project / "site")
    website.write(
        project,
        {
            "essays/posts/one.md": "---\ntitle: One\ndate: 2026-13-01\n---\n\nWords.\n",
            "topics/two.md": "---\ntitle: Two\n---\n\n[nowhere](nowhere.md)\n",
        },
    )
    done = website.build(project)
    assert done.returncode == 1
    assert "docs/essays/posts/one.md:3: date:" in done.stdout + done.stderr
    assert "docs/topics/two.md:" in done.stdout + done.stderr, "one mistake hides another"
    assert "Traceback" not in done.stdout + done.stderr
    assert website.digest(project / "site") == before


def test_no_word_of_a_draft_is_in_the_site(rich: website.Site) -> None:
    source = (rich.project / "docs/essays/posts/unwritten.md").read_text(encoding="utf-8").lower()
    for word in ("zyzzyvaquill", "zyzzyvatag", "quillzyzzyva", "unzyzzyvaed"):
        assert word in source
        for path in rich.root.rglob("*"):
            assert word not in str(path.relative_to(rich.root)).lower()
            assert not path.is_file() or word.encode() not in path.read_bytes().lower(), f"{path} says {word}"


def test_no_source_file_is_published(rich: website.Site) -> None:
    strangers = [path for path in rich.root.rglob("*") if path.suffix in (".md", ".yml", ".py", ".jinja") or path.name.startswith(".")]
    assert strangers == [rich.root / "tell/story.md"]  # the file to fill in


def test_two_builds_of_the_same_content_give_the_same_bytes_wherever_they_run(rich: website.Site, tmp_path: Path) -> None:
    project = tmp_path / "another place" / "with a longer path"
    shutil.copytree(rich.project, project, ignore=shutil.ignore_patterns("site", "__pycache__"))
    again = website.built(project, TZ="Pacific/Kiritimati", LANG="C", PYTHONHASHSEED="7")
    assert website.digest(again.root) == website.digest(rich.root)
    assert str(rich.project) not in "".join(leaf.html for leaf in rich.all.values())


def test_a_site_without_any_date_or_any_essay_builds(tmp_path: Path) -> None:
    project = website.lay(tmp_path)
    for name in ("essays", "practices", "stories", "topics"):
        shutil.rmtree(project / "docs" / name)
    for name in ("index", "about", "contribute", "data"):
        website.write(project, {f"{name}.md": f"---\ntitle: {name}\n---\n\nWords.\n"})
    empty = website.built(project)
    assert {"", "about/", "essays/", "practices/", "stories/", "topics/"} <= set(empty.pages)
    assert all(not leaf.links(leaf.main) - {""} or all(map(empty.exists, leaf.links(leaf.main))) for leaf in empty.pages.values())

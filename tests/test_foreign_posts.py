"""Posts as authors of other blogs write them: read as they are, and refused only where there is a mistake."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import posts
import pytest
from folio import reading, rules, tree
from folio.library import Library
from folio.problems import Problem

ROOT = Path(__file__).parent.parent
REAL = dict(tree.Folder(ROOT / "docs"))


def _read(*added: posts.Post) -> tuple[Library, list[Problem]]:
    library, problems = reading.read(REAL | {post.path: post.text for post in added})
    return library, [*problems, *rules.check(library)]


def _errors(problems: list[Problem]) -> list[str]:
    return [str(problem) for problem in problems if problem.severity == "error"]


def test_four_hundred_correct_posts_have_no_error_and_are_all_read() -> None:
    added = list(posts.correct(400))
    library, problems = _read(*added)
    assert _errors(problems) == []
    assert {post.path for post in added} <= set(library.by_path)


def test_each_fault_among_correct_posts_is_told_once_at_its_line() -> None:
    faulty = list(posts.faulty(20))
    _, problems = _read(*posts.correct(380), *faulty)
    told = {p.path.removeprefix("docs/"): p for p in problems if p.severity == "error"}
    assert len(_errors(problems)) == len(told) == len(faulty)
    for post in faulty:
        line, field, word = post.fault or (0, "", "")
        found = told[post.path]
        assert (found.line, found.field) == (line, field), str(found)
        assert word in str(found)


def test_the_command_reads_them_from_a_folder_without_a_traceback(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for post in (*posts.correct(60), *posts.faulty(10)):
        path = tmp_path / "docs" / post.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(post.text)
    command = [sys.executable, "-m", "hooks.folio", "check", "--docs", str(tmp_path / "docs")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "10 errors" in run.stderr


def post(name: str, *fields: str, body: str = "Words.") -> posts.Post:
    return posts.Post(name, "\n".join(["---", *fields, "---", "", body]).encode())


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        (["date: 2019-01-01 10:00:00 +0000"], "date", "2019-01-01"),
        (["date: 2019-01-01T23:30:00-08:00"], "date", "2019-01-01"),
        (["pubDate: Jan 2nd, 2019"], "date", "2019-01-02"),
        (["pubDate: Wed, 02 Jan 2019 10:00:00 GMT"], "date", "2019-01-02"),
        (["publishDate: 2019/1/2"], "date", "2019-01-02"),
        (["published: 2019-01-02"], "date", "2019-01-02"),
        (["date:", "  created: 2019-01-02", "  updated: 2020-01-01"], "updated", "2020-01-01"),
        (["date: 2019-01-01", "lastUpdated: 2020-01-01"], "updated", "2020-01-01"),
        (["date: 2019-01-01", "published: false"], "draft", "True"),
        (["date: 2019-01-01", 'draft: "false"'], "draft", "False"),
        (["date: 2019-01-01", "tags:"], "tags", "()"),
        (["date: 2019-01-01", "tags: [2019, c++]"], "tags", "('2019', 'c++')"),
        (["date: 2019-01-01", "tags: Care, care , listening"], "tags", "('Care', 'care', 'listening')"),
        (["date: 2019-01-01", "author: {name: Jo Kim, url: https://example.org}"], "authors", "('Jo Kim',)"),
        (["date: 2019-01-01", "author: Jo Kim"], "authors", "('Jo Kim',)"),
        (["date: 2019-01-01", "teaser: One thought."], "description", "One thought."),
        (["date: 2019-01-01", "series: [Mondays]"], "series", "Mondays"),
        (["date: 2019-01-01", "redirect_from: /old/post/index.html"], "aliases", "('old/post/',)"),
        (["date: 2019-01-01", "category: Engineering"], "categories", "('Engineering',)"),
    ],
)
def test_a_field_is_understood_as_its_author_meant_it(fields: list[str], name: str, value: str) -> None:
    library, problems = _read(made := post("a-foreign-post.md", "title: 404", *fields))
    assert _errors(problems) == []
    assert str(getattr(library.by_path[made.path].front, name)) == value


def test_a_date_in_the_name_of_the_file_or_folder_counts_and_leaves_the_address() -> None:
    library, problems = _read(post("2019-01-02-a-queue.md", "title: A"), post("2019-01-03-a-line/index.md", "title: B"))
    assert _errors(problems) == []
    found = {page.url: str(page.date) for page in library.of("essay") if page.title in "AB"}
    assert found == {"essays/a-queue/": "2019-01-02", "essays/a-line/": "2019-01-03"}


def test_a_title_that_stands_only_as_a_heading_is_the_title() -> None:
    library, problems = _read(made := post("heading.md", "date: 2019-01-02", body="# A queue, told\n\nWords."))
    assert _errors(problems) == []
    assert library.by_path[made.path].title == "A queue, told"


def test_a_field_that_many_posts_share_is_the_blogs_own() -> None:
    many = [post(f"many-{n}.md", f"title: Many {n}", "date: 2019-01-02", "shelf_mark: b") for n in range(reading.SHARED_FIELD)]
    _, problems = _read(*many)
    assert _errors(problems) == []
    assert sum(problem.field == "shelf_mark" for problem in problems) == len(many)


def test_a_slip_that_many_posts_share_is_still_a_missing_title() -> None:
    many = [post(f"many-{n}.md", f"titel: Many {n}", "date: 2019-01-02") for n in range(reading.SHARED_FIELD)]
    _, problems = _read(*many)
    assert len(_errors(problems)) == len(many)


@pytest.mark.parametrize(
    "text",
    [
        "A note[^1].\n\n[^1]: Ibid.",
        "Back to [the text](#fnref:1) and [the top](#top).",
        '[A post]({{< ref "queue.md" >}}) and [another]({% post_url 2019-01-01-a %}).',
        "[Home]({{ site.url }}/) and [about]({{site.baseurl}}/about).",
        "```\n[code](nowhere.md)\n```\n\n`[code](nowhere.md)`",
        "{% highlight ruby %}\nputs 1\n{% endhighlight %}",
        "<!-- more -->\n\n<!-- [old](gone.md) -->",
        '<a id="here"></a>[Here](#here)',
        "## Wörter & Zeichen\n\n[There](#worter-zeichen)",
        "[Data](ftp://example.org/data) and [chat](irc://example.org/x).",
        "[About](/about/) and [about](../../about/)",
        "*[HTML]: Hyper Text\n\nHTML.",
    ],
)
def test_what_other_generators_write_in_a_text_is_no_error(text: str) -> None:
    _, problems = _read(post("body.md", "title: A", "date: 2019-01-02", body=text))
    assert _errors(problems) == []

"""Problems: one wording for people, forges and programs, and no stranger's character that steers any of them."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from folio.problems import Problem, as_github, as_json, as_markdown, as_text, did_you_mean, has_errors, nearest, summary
from hypothesis import given
from hypothesis import strategies as st

PROBLEM = Problem("docs/a.md", 3, "tags", "every tag has a topic", 'found "carre"', 'did you mean "care"?')
ADVICE = Problem("docs/b.md", 1, "title", "rule", "", "", "advice")
ANY = st.builds(
    Problem, st.text(), st.integers(1, 10**6), st.text(), st.text(), st.text(), st.text(), st.sampled_from(["error", "question", "advice"])
)


def test_a_problem_says_path_line_field_rule_and_what_was_found_then_the_repair() -> None:
    assert as_text([PROBLEM]) == 'docs/a.md:3: tags: every tag has a topic: found "carre"\n    did you mean "care"?\n'


def test_only_an_error_needs_no_name() -> None:
    assert as_text([ADVICE]) == "docs/b.md:1: title: advice: rule\n"


def test_as_data_a_problem_has_exactly_the_promised_keys() -> None:
    assert json.loads(as_json([PROBLEM])) == [
        {
            "path": "docs/a.md",
            "line": 3,
            "field": "tags",
            "severity": "error",
            "message": 'every tag has a topic: found "carre"',
            "repair": 'did you mean "care"?',
        }
    ]


def test_no_problems_are_no_text_and_an_empty_list() -> None:
    assert (as_text([]), as_github([]), json.loads(as_json([]))) == ("", "", [])


def test_a_forge_is_told_in_its_own_words() -> None:
    assert as_github([PROBLEM, ADVICE]) == (
        '::error file=docs/a.md,line=3,title=tags::tags: every tag has a topic: found "carre"%0Adid you mean "care"?\n'
        "::notice file=docs/b.md,line=1,title=title::title: rule\n"
    )


def test_a_file_name_cannot_end_an_annotation_or_begin_another() -> None:
    line = as_github([Problem("a,b:c%\n::error::x", 1, "f", "rule", "100%\n::warning::y")])
    assert line == "::error file=a%2Cb%3Ac%25\\n%3A%3Aerror%3A%3Ax,line=1,title=f::f: rule: 100%25\\n::warning::y\n"


def test_a_repair_of_several_lines_can_be_copied_from_a_summary() -> None:
    block = '---\ntitle: "</pre> & @all"\n---'
    html = shown([Problem("docs/a.md", 1, "front matter", "a rule", "none", f"put this at the top:\n{block}"), PROBLEM])
    copied = re.search(r"<pre>(.*?)</pre>", html)
    assert copied
    assert unescape(copied[1].replace("<br>", "\n")) == block
    assert html.count("<li>") == 2


@given(st.lists(ANY, max_size=4))
def test_any_problem_is_one_annotation_one_object_and_lines_that_can_be_printed(problems: list[Problem]) -> None:
    assert len(as_github(problems).splitlines()) == len(problems)
    assert len(as_text(problems).splitlines()) == len(problems) + sum(
        len(problem.repair.split("\n")) for problem in problems if problem.repair
    )
    as_text(problems).encode()
    as_github(problems).encode()
    assert [entry["line"] for entry in json.loads(as_json(problems).encode())] == [problem.line for problem in problems]


def test_a_file_name_that_is_no_utf_8_can_be_printed() -> None:
    name = b"gr\xfc.md".decode(errors="surrogateescape")
    assert as_text([Problem(name, 1, "f", "rule", "")]) == "gr\\udcfc.md:1: f: rule\n"
    assert json.loads(as_json([Problem(name, 1, "f", "rule", "")]).encode())[0]["path"] == name


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "no problems"),
        ([PROBLEM], "1 error in 1 file"),
        ([PROBLEM, ADVICE, ADVICE], "1 error and 2 pieces of advice in 2 files"),
    ],
)
def test_the_sum_is_said_in_words(problems: list[Problem], words: str) -> None:
    assert summary(problems) == words


def test_only_an_error_stops_a_build() -> None:
    assert has_errors([ADVICE, PROBLEM])
    assert not has_errors([ADVICE])


@pytest.mark.parametrize(
    ("word", "meant"),
    [("titel", "title"), ("Tags", "tags"), ("categorys", "categories"), ("descripton", "description"), ("colour", None), ("", None)],
)
def test_a_slip_is_recognised_and_another_word_is_not(word: str, meant: str | None) -> None:
    assert nearest(word, ["title", "tags", "categories", "description"]) == meant


def test_a_slip_is_recognised_among_thousands() -> None:
    known = [f"post-{n}-about-{'abcdefghij'[n % 10] * 3}" for n in range(3000)] + ["room-to-say-yes"]
    assert nearest("room-to-say-yess", known) == "room-to-say-yes"
    assert nearest("rom-to-say-yes", known) == "room-to-say-yes"


def test_without_a_guess_the_repair_says_what_there_is() -> None:
    assert did_you_mean("x", ["title"], "the fields are title") == "the fields are title"


# For the page of a pull request

HOSTILE = [
    "@everyone please approve",
    "see #1, GH-12 and owner/repo#3, and a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2",
    "[a link](https://evil.example/) and ![a picture](https://evil.example/x.png)",
    "https://evil.example/ www.evil.example sam@evil.example mailto:sam@evil.example xmpp:sam@evil.example <https://evil.example>",
    "<script>alert(1)</script><img src=x onerror=alert(1)><!-- --></code></details>",
    "```\n# A heading\n\n- [ ] a box\n> a quotation\n\n| a | b |\n|---|---|\n",
    "`code` **bold** _it_ ~~gone~~ $x$ \\ &lt;b&gt; &#64;here :tada: [^1] {#id}",
    "\u202e\u200b\x1b[31m\r\n---\r\n",
    "    indented\n\tcode\n~~~\n",
    "1. one\n2) two\n[x]: https://evil.example/\n[x]",
]


def shown(problems: list[Problem]) -> str:
    """A summary as a forge renders it, before its own cleaning."""
    return str(github_flavored_markdown_to_html(as_markdown(problems), Options.CMARK_OPT_UNSAFE))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_stranger_wrote_is_more_than_text_in_a_summary(text: str) -> None:
    told = [Problem(text, 3, text, f"a rule {text}", text, f"a repair {text}", severity) for severity in ("error", "question", "advice")]
    html = shown(told)
    tags = set(re.findall(r"<(/?[a-z0-9]+)[\s>]", html))
    assert tags <= {f"{end}{tag}" for end in ("", "/") for tag in ("p", "strong", "h3", "code", "pre", "ul", "li", "br")}, html
    assert html.count("<h3>") == 1
    assert html.count("<li>") == 3
    seen = re.sub(r"<(code|pre)>.*?</\1>", "", html)
    assert not set("@#`[]!") & set(re.sub(r"<!-- -->", "", seen))
    assert "evil" not in seen
    assert all(line.isprintable() for line in as_markdown(told).split("\n"))


@given(st.lists(ANY, max_size=4))
def test_any_problem_is_one_line_of_a_summary(problems: list[Problem]) -> None:
    html = shown(problems)
    assert html.count("<li>") == len(problems)
    assert "<a " not in html


def test_a_summary_groups_by_file_and_says_first_what_must_change() -> None:
    question = Problem("docs/a.md", 1, "text", "a rule", "x", "", "question")
    assert as_markdown([ADVICE, question, PROBLEM]).split("\n", 1)[1] == (
        "\n### <code>docs&#47;a&#46;md</code>\n\n"
        "- **must change** (line 3, <code>tags</code>): every tag has a topic: <code>found &#34;carre&#34;</code>"
        "<br>→ did you mean <code>&#34;care&#34;&#63;</code>\n"
        "- **a question** (line 1, <code>text</code>): a rule: <code>x</code>\n"
        "\n### <code>docs&#47;b&#46;md</code>\n\n"
        "- **advice** (line 1, <code>title</code>): rule\n"
    )


def test_a_summary_says_that_all_is_well() -> None:
    assert as_markdown([]) == "**No problems.** Thank you; an editor will read it.\n"


def test_a_long_summary_is_cut_and_says_how_much_is_missing() -> None:
    many = [Problem(f"docs/{n}.md", n, "f", "rule", "@" * 400, "repair") for n in range(1, 500)]
    text = as_markdown(many)
    assert 50_000 < len(text.encode()) < 65_536
    left = 499 - text.count("\n- ")
    assert text.endswith(f"\n… and {left} more, which are told once these are mended.\n")

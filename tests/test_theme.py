"""Material's stylesheet is cut to what pages use, and a change of it is noticed."""

from __future__ import annotations

from pathlib import Path

import material
import pytest
from face import styles, theme


@pytest.fixture(scope="module")
def whole() -> str:
    """Material's stylesheet."""
    (path,) = (Path(material.__file__).parent / "templates" / styles.PLACE).glob("main.*.css")
    return path.read_text(encoding="utf-8")


def test_every_part_has_its_rules_and_no_other(whole: str) -> None:
    parts = theme.parts([whole], "a { color: var(--md-code-hl-color) }")
    assert ".md-typeset blockquote" in parts["site"]
    assert ".admonition" not in parts["site"]
    assert ".md-typeset .admonition" in parts["rich"]
    assert ".md-search-result__link" in parts["search"]
    for text in parts.values():
        assert not any(word in text for word in ("[dir=rtl]", ".md-nav", ".md-consent", "-webkit-mask", ".focus-visible{"))
    assert "--md-code-hl-color:" in parts["site"], "a variable that ours uses"
    assert "--md-code-hl-color:" not in parts["rich"], "once is enough"
    assert "--md-footer-bg-color" not in "".join(parts.values()), "nobody uses it"


def test_a_variable_that_ours_sets_is_ours(whole: str) -> None:
    assert "--md-default-fg-color:" in theme.parts([whole], "")["site"]
    assert "--md-default-fg-color:" not in theme.parts([whole], ":root { --md-default-fg-color: red }")["site"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text + ".md-novelty{color:red}", r"write down what part needs, or that none does: \.md-novelty"),
        (lambda text: text.replace(".tabbed-labels", ".labels-of-tabs"), r"labels-of-tabs"),
        (lambda text: text.replace("md-dialog", "md-banner"), r"take out, since it is gone: \.md-dialog\*"),
    ],
)
def test_a_changed_stylesheet_stops_the_build_with_what_to_do(whole: str, change, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(theme.ShapeError, match=words):
        theme.parts([change(whole)], "")


def test_no_file_of_the_name_or_two_stop_it_too() -> None:
    with pytest.raises(theme.ShapeError, match="0 stylesheets"):
        theme.parts([], "")


@pytest.mark.parametrize(
    ("html", "rich"),
    [
        ("<p>Words <em>with</em> <a href='x'>links</a> and <code>code</code></p><blockquote></blockquote>", False),
        ('<p data-x="<table>">a word: details</p>', False),
        ("<table><tr><td>x</td></tr></table>", True),
        ('<div id="x" class="admonition note"></div>', True),
        ('<p class="annotate">x</p><sup><a class="footnote-ref" href="#x">1</a></sup>', True),
        ("<math></math>", True),
    ],
)
def test_what_needs_more_than_plain_prose(html: str, rich: bool) -> None:
    assert theme.needs("rich", html) is rich


def test_a_bundle_is_named_by_its_text_and_its_addresses_hold() -> None:
    made = styles.bundles({"one": ["b", "a"]}, {"a": "a { color: red; }", "b": 'b { src: url("../assets/x.woff2") }'}, "stylesheets")
    path, text = made["one"]
    assert text == "b{src:url(../x.woff2)}a{color:red}" or text == 'b{src:url("../x.woff2")}a{color:red}'
    assert path.startswith("assets/stylesheets/one.")
    assert styles.bundles({"one": ["a"]}, {"a": "a{}"}, "stylesheets")["one"][0] != path


def test_a_bundle_of_what_is_not_there_says_what_is() -> None:
    with pytest.raises(LookupError, match=r"extra\.sheets\.one: there is no stylesheet c\. There are: a, b\."):
        styles.bundles({"one": ["c"]}, {"b": "", "a": ""}, "stylesheets")


def test_parts_that_are_kept_are_those_that_would_be_cut(whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, other = theme.parts([whole], ""), theme.parts([whole], "a { color: var(--md-code-hl-color) }")
    assert theme.kept_parts([whole], "", None) == theme.kept_parts([whole], "", tmp_path) == fresh != other
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    for damaged in (b"", data[:-1], data[:50] + b"x" + data[51:], data + b" "):
        file.write_bytes(damaged)
        assert theme.kept_parts([whole], "", tmp_path) == fresh
        assert file.read_bytes() == data
    assert theme.kept_parts([whole], "a { color: var(--md-code-hl-color) }", tmp_path) == other
    monkeypatch.setattr(theme, "parts", None)
    assert theme.kept_parts([whole], "", tmp_path) == fresh

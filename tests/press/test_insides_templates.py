"""What the press leans on inside of others: where one of these fails, a new version of theirs has changed it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, pass_context, pass_environment, pass_eval_context
from press.insides import templates as insides

# Jinja

CALLS = """
{%- macro plain(a, b="two", c=none) %}[{{ a }} {{ b }} {{ c }}]{% endmacro %}
{%- macro frame(a="one") %}<{{ a }} {{ caller() }}>{% endmacro %}
{%- macro told(a="one", caller=none) %}<{{ a }} {{ caller("x") if caller else "nobody" }}>{% endmacro %}
{%- macro rest(a) %}{{ a }} {{ varargs }} {{ kwargs }}{% endmacro %}
{{- plain(1) }} {{ plain(1, 2, 3) }} {{ plain(c=1, a=2) }} {{ plain() }}
{% for n in range(2) %}{{ plain(n) }} {{ wants_context(n) }} {{ method("a") }} {{ made(1) }}{% endfor %}
{% call frame() %}inside {{ plain("deep") }}{% endcall %} {% call frame(2) %}inside{% endcall %}
{% call(x) told(2) %}{{ x }}{% endcall %} {{ told() }} {{ rest(1, 2, b=3) }}
{{ wants_environment() }} {{ wants_escaping() }} {{ named(key=1) }}
{% block words %}{% set word = "set" %}{{ wants_context(1) }} {{ plain(word) }}{% endblock %}"""


class Made:
    """What is called by its class."""

    def __call__(self, n: int) -> str:
        return f"made {n}"


def environment(source: str, **options: Any) -> Environment:
    env = Environment(loader=DictLoader({"page": source, "part": "{{ n }}"}), **options)  # noqa: S701 - as in MkDocs
    env.globals |= {
        "wants_context": pass_context(lambda context, n: f"{context.name} {sorted(context.get_all()['given'])} {n}"),
        "wants_environment": pass_environment(lambda env: type(env).__name__),
        "wants_escaping": pass_eval_context(lambda context: f"escapes {context.autoescape}"),
        "method": "b{}".format,
        "named": lambda key: f"key {key}",
        "made": Made(),
    }
    return env


@pytest.mark.parametrize("options", [{}, {"autoescape": True}])
def test_whatever_a_template_calls_gives_what_it_gave(options: dict[str, Any]) -> None:
    usual, quick = environment(CALLS, **options), environment(CALLS, **options)
    insides.call_quickly(quick)
    assert quick.get_template("page").render(given="ab") == usual.get_template("page").render(given="ab")


@pytest.mark.parametrize("call", ["plain(1, 2, 3, 4)", "plain(d=1)", "plain(1, caller=2)", "frame(1, 2)", "nothing()", "named(other=1)"])
def test_a_call_that_cannot_be_fails_as_it_failed(call: str) -> None:
    said = []
    for speed_up in (lambda _: None, insides.call_quickly):
        env = environment(f"{CALLS}{{{{ {call} }}}}")
        speed_up(env)
        with pytest.raises(Exception, match=r".") as caught:
            env.get_template("page").render(given="ab")
        said.append((caught.type, str(caught.value)))
    assert said[0] == said[1]


def test_a_macro_is_called_without_jinja_s_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    env = environment("{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}")
    insides.call_quickly(env)
    monkeypatch.setattr("jinja2.runtime.Context.call", None)
    monkeypatch.setattr("jinja2.runtime.Macro.__call__", None)
    assert env.get_template("page").render() == "12"


def test_each_whole_template_is_rendered_within_and_what_it_includes_is_not() -> None:
    seen: list[dict[str, Any]] = []

    @contextmanager
    def around(variables: dict[str, Any]) -> Iterator[None]:
        seen.append(variables)
        yield

    env = environment("{% include 'part' %}{% import 'part' as other %}")
    insides.render_within(env, around)
    assert env.get_template("page").render({"n": 1}) == "1"
    assert env.get_template("page").render(n=2) == "2"
    assert seen == [{"n": 1}, {"n": 2}]


def test_templates_are_kept_and_share_the_globals_of_their_environment() -> None:
    env = environment("{% include 'part' %}")
    insides.keep_templates(env)
    template = env.get_template("page")
    assert env.get_template("page") is template
    assert len(env.cache or ()) == 1
    env.globals["n"] = "a global"
    assert template.render() == "a global"
    assert env.from_string("{{ n }}{{ own }}", globals={"own": "!"}).render() == "a global!"
    assert "own" not in env.globals

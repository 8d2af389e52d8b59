"""Insides: every place where the press leans on what MkDocs, Material, Jinja or Python-Markdown keep to themselves.

tests/press/test_insides.py says of each what must stay true; it fails where a new version of theirs has changed it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro
from jinja2.utils import missing

# Jinja


def render_within(env: Environment, around: Callable[[dict[str, Any]], AbstractContextManager[None]]) -> None:
    """Render each whole template of an environment, not those that it includes or imports, within `around(variables)`."""

    class Within(Template):
        def render(self, *args: Any, **kwargs: Any) -> str:
            variables = dict(*args, **kwargs)
            with around(variables):
                return super().render(variables)

    env.template_class = Within


def keep_templates(env: Environment) -> None:
    """Keep every template, and the globals of all in the one dictionary.

    Jinja's own cache counts and locks at each use, for fear of more templates than a theme has. It lays a template's own globals
    over the environment's; MkDocs gives none.
    """
    env.cache = {}
    env.make_globals = lambda own: {**env.globals, **own} if own else env.globals  # type: ignore[assignment, method-assign]


def call_quickly(env: Environment) -> None:
    """Let templates call macros and plain functions without what Jinja finds out anew at each call, to the same effect.

    Jinja asks everything that is called whether it wants to know the context, and a macro how values are escaped. A function that
    wants something is marked, and nothing is escaped by itself in MkDocs. Whatever is called in a rarer way is called by Jinja.
    """

    class Quick(Context):
        def call(self, called: Any, /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **kwargs: Any) -> Any:
            kind = type(called)
            if kind is Macro:
                short = called._argument_count - len(args)
                rare = called.catch_kwargs or called.catch_varargs or called.explicit_caller or self.eval_ctx.autoescape
                if short >= 0 and not rare:
                    if not kwargs and not called.caller:
                        return called._func(*args, *[missing] * short)
                    if called.caller and len(kwargs) == 1 and "caller" in kwargs:
                        return called._func(*args, *[missing] * short, kwargs["caller"])
            elif (kind is FunctionType or kind is MethodType) and not hasattr(called, "jinja_pass_arg"):
                return called(*args, **kwargs)
            return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)

    env.context_class = Quick

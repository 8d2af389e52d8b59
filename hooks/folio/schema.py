"""JSON Schemas of front matter, out of the same models that check it, so that an editor completes and checks while one types."""

from __future__ import annotations

from typing import Any

from .library import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind's front matter by the kind's name."""
    return {
        kind.name: {"$schema": DIALECT, **kind.model.model_json_schema(mode="validation"), "title": kind.name.capitalize()}
        for kind in KINDS.values()
    }

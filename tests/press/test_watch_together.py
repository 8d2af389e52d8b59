"""What one process finds in its share of a build is not lost among what others found."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
import watch
from press.build import Build
from press.crew import Crew

MADE = SimpleNamespace(site=SimpleNamespace(url="https://callback.example/"), moved={})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked here")
@pytest.mark.parametrize("guilty", [0, 1, 2])
def test_a_harmful_page_is_found_whoever_made_it(tmp_path: Path, guilty: int) -> None:
    build = Build(None, tmp_path / "site")
    build.crew = Crew(3)
    number = build.crew.split()
    text = "<img src=x onerror=alert(1)>" if number == guilty else "<p>Words.</p>"
    build.make(f"{number}", b"", lambda: {f"{number}.html": text.encode()})
    watch._look_at_own(SimpleNamespace(extra={"press": build, "edition": MADE}))  # type: ignore[arg-type]
    build.gather()
    assert [name for name, words in build.gathered["looked"].items() if words] == [f"{guilty}.html"]
    build.close()

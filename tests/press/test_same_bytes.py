"""Same bytes: whatever is edited, lost, damaged or killed, the next build makes what a clean build of the same sources makes.

Eight scripts here; `make bytes` runs two hundred, in 25 chains. Both are the command alone, as a user has it, and know nothing of
what is inside. A failure names its chain and its steps; `python tests/chain.py` repeats it, and finds the fewest steps that fail.
"""

from __future__ import annotations

import os
from pathlib import Path

import builds
import chain
import hamlet as hamlets
import pytest
from chain import Chain
from edits import EDITS

FIRST = int(os.environ.get("CHAIN", "1"))
"""The seed of the first chain."""
CHAINS = -(-int(os.environ.get("SCRIPTS", "8")) // chain.SCRIPTS)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + CHAINS))
def test_a_build_after_any_edits_and_mishaps_equals_a_clean_one(seed: int, tmp_path: Path) -> None:
    made = Chain(seed)
    made.run(tmp_path)
    print(f"{made}\nAfter {made.changed} of {chain.SCRIPTS} scripts the site was another one.")
    assert made.changed > chain.SCRIPTS // 2, made


def test_a_build_after_what_changes_little_equals_a_clean_one(tmp_path: Path) -> None:
    """A build after one of these looks at less than all: it must not look at too little."""
    names = ("change a picture", "keep a page back", "write in a draft", "write at length", "begin otherwise", "describe otherwise")
    Chain(1).take_alone(tmp_path, names)


def test_an_edit_of_the_content_changes_a_source_and_none_spoils_the_hamlet(tmp_path: Path) -> None:
    place = hamlets.settle(tmp_path / "hamlet", 1)
    for name, edit in EDITS["content"].items():
        place.chance = hamlets.chance(name)
        done = next((done for _ in range(20) if (done := edit(place))), None)
        assert done, f"{name}: there was never anything to do"
        assert place.write(), f"{name}: {done}, and no source changed"
    for group in ("files", "face", "settings", "code"):
        for name, edit in EDITS[group].items():
            place.chance = hamlets.chance(name)
            assert edit(place), name
    built = builds.build(place)
    assert built.returncode == 0, built.stdout + built.stderr

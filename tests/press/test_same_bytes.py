"""Same bytes: whatever is edited, lost, damaged or killed, the next build makes what a clean build of the same sources makes.

Eight scripts here; `make bytes` runs two hundred, in 25 chains. Both are the command alone, as a user has it, and know nothing of
what is inside. A failure names its chain and its steps; `python tests/chain.py` repeats it, and finds the fewest steps that fail.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import builds
import chain
import hamlet as hamlets
import pytest
import website
from chain import Chain
from edits import EDITS
from press.crew import cores

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


def test_a_site_that_lost_a_file_beside_an_edit_is_built_again_with_both(tmp_path: Path) -> None:
    """A build that was begun by hand takes the site to stand before it knows: nothing of that is published where it does not."""
    place = hamlets.settle(tmp_path / "hamlet", 1)
    assert builds.build(place).returncode == 0
    essay = place.root / "docs" / next(page for page in place.of("essay") if page.shown).path
    for lost in ("index.html", "essays", "assets/stylesheets"):
        essay.write_text(essay.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
        target = place.root / "site" / lost
        shutil.rmtree(target) if target.is_dir() else target.unlink()
        built = builds.build(place)
        assert built.returncode == 0, built.stderr
        assert target.exists()
        if cores() > 1:
            assert built.stderr.count("Building it again") == 1
        clean = website.run(*builds.command(place), "--site-dir", str(tmp_path / "clean"), cwd=place.root, PRESS="off")
        assert clean.returncode == 0
        assert builds.tree(place.root / "site") == builds.tree(tmp_path / "clean")


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

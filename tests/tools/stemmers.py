"""Make the browser's stemmers again. Run by `make stemmers`; the same input gives the same bytes.

In: Snowball's algorithms and its compiler, from its repository, and the languages of hooks/search/grammar.py. Out:
overrides/assets/javascripts/search/stem/<code>.js, each a script that stands by itself, and Snowball's licence. Needs git, make, a
C compiler and npm. Python's side of it is PyStemmer of the same version (requirements.in); tests/search/test_tongues.py compares them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
OUT = PROJECT / "overrides/assets/javascripts/search/stem"
SOURCE = "https://github.com/snowballstem/snowball"
VERSION = "3.1.1"
ESBUILD = "esbuild@0.28.2"
OPTIONS = ("--bundle", "--minify", "--drop:console", "--target=es2022", "--charset=utf8")
MANGLED = r"^(limit|bra|ket|current|setCurrent|getCurrent|copy_from|insert|.*_.*)$"
"""Names of the stemmers' own, which may be short."""
HEAD = """\
// The {name} stemmer, as Snowball {version} writes it in JavaScript, which is under the BSD licence (snowball.LICENSE.txt). Made by
// `make stemmers` of its algorithms/{algorithm}.sbl; tests/tools/stemmers.py tells how.
"""
ENTRY = """\
import Stemmer from "./{code}-stemmer.js";
const stemmer = new Stemmer();
((globalThis.finder ??= {{}}).stemmers ??= {{}}).{code} = (word) => stemmer.stem(word);
"""


def main() -> None:
    """Write everything."""
    sys.path.insert(0, str(PROJECT / "hooks"))
    from search import grammar

    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "snowball"
        run("git", "clone", "--quiet", "--depth=1", "--branch", f"v{VERSION}", SOURCE, str(source))
        run("make", "--silent", "-C", str(source), "snowball")
        algorithms = by_code((source / "libstemmer/modules.txt").read_text(encoding="utf-8"))
        for old in OUT.glob("*.js"):
            old.unlink()
        for code in sorted(grammar.STEMMED):
            (OUT / f"{code}.js").write_text(made(source, code, algorithms[code]), encoding="utf-8")
        shutil.copyfile(source / "COPYING", OUT / "snowball.LICENSE.txt")


def by_code(modules: str) -> dict[str, str]:
    """The algorithm of each language, by the codes that Snowball's list has for it."""
    rows = [line.split() for line in modules.splitlines() if line and not line.startswith("#")]
    return {code: name for name, _, codes, *_ in rows for code in codes.split(",")}


def made(source: Path, code: str, algorithm: str) -> str:
    """The script of one language."""
    folder = source / "javascript"  # where base-stemmer.js lies, of which all are made
    run(str(source / "snowball"), str(source / f"algorithms/{algorithm}.sbl"), "-js", "-o", str(folder / f"{code}-stemmer"))
    entry = folder / f"{code}.mjs"
    entry.write_text(ENTRY.format(code=code), encoding="utf-8")
    script = run("npm", "exec", "--yes", "--", ESBUILD, str(entry), *OPTIONS, f"--mangle-props={MANGLED}")
    return HEAD.format(name=algorithm.title(), version=VERSION, algorithm=algorithm) + script


def run(*command: str) -> str:
    """What a command prints. Raises CalledProcessError when it fails."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


if __name__ == "__main__":
    main()

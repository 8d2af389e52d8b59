"""Make what unpacks the search's files in the browser again. Run by `make inflate`; the same input gives the same bytes.

In: fflate, from npm. Out: overrides/assets/javascripts/search/inflate.js, the part of it that unpacks DEFLATE, and its licence.

Browsers have a DecompressionStream of their own. But one for each of the dozen small files that a question reads, with all that
belongs to a stream, took ten megabytes more of a reader's memory, and more time.
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from pathlib import Path

from tools.stemmers import ESBUILD, PROJECT, run

OUT = PROJECT / "overrides/assets/javascripts/search"
PACKAGE = "fflate"
VERSION = "0.8.3"
OPTIONS = ("--bundle", "--minify", "--format=iife", "--target=es2022", "--charset=utf8")
HEAD = f"""\
// Unpacks DEFLATE: a part of {PACKAGE} {VERSION}, which is under the MIT licence (inflate.LICENSE.txt). Made by `make inflate`;
// tests/tools/inflate.py tells how, and what for.
"""
ENTRY = """\
import { inflateSync } from "./package/esm/browser.js";
(globalThis.finder ??= {}).inflate = inflateSync;
"""


def main() -> None:
    """Write both."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        run("npm", "pack", "--silent", f"{PACKAGE}@{VERSION}", f"--pack-destination={folder}")
        with tarfile.open(folder / f"{PACKAGE}-{VERSION}.tgz") as package:
            package.extractall(folder, filter="data")
        entry = folder / "entry.mjs"
        entry.write_text(ENTRY, encoding="utf-8")
        script = run("npm", "exec", "--yes", "--", ESBUILD, str(entry), *OPTIONS)
        (OUT / "inflate.js").write_text(HEAD + script, encoding="utf-8")
        shutil.copyfile(folder / "package/LICENSE", OUT / "inflate.LICENSE.txt")


if __name__ == "__main__":
    main()

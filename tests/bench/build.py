"""How long a build and a check take, beside stock Material with its blog, tags and search plugins, on the same seeded essays.

    .venv/bin/python tests/bench/build.py [--essays 500] [--runs 3]

Prints the median wall seconds of each command, and the ratios. The runs alternate, so that a machine whose speed drifts
drifts for all. Nothing is kept.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).parents[2]
TOPICS = sorted(path.stem for path in (PROJECT / "docs/topics").glob("*.md"))
WORDS = sorted(set(re.findall(r"[A-Za-z]+", (PROJECT / "docs/about.md").read_text(encoding="utf-8"))))
STOCK = """\
site_name: Stock
site_url: https://stock.example/
theme: {name: material, font: false}
plugins: [search, tags, {blog: {post_readtime: true}}]
markdown_extensions: [admonition, attr_list, footnotes, tables, {toc: {permalink: true}}]
"""


def essay(number: int, total: int, chance: random.Random) -> str:
    """One essay of about 800 words, with tags whose use falls off as Zipf's law has it, and links to three others."""
    tags = sorted({TOPICS[min(int(chance.paretovariate(1)) - 1, len(TOPICS) - 1)] for _ in range(4)})
    links = [f"[another](essay-{chance.randrange(total)}.md)" for _ in range(3)]
    parts = []
    for section in range(4):
        parts.append(f"## Part {section + 1}\n")
        parts += [f"{' '.join(chance.choices(WORDS, k=66))} {links[section % 3] if n == 0 else ''}\n" for n in range(3)]
    day = f"{2016 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    front = f"---\ntitle: Essay {number}\ndate: {day}\ndescription: The essay of number {number}.\ntags: [{', '.join(tags)}]\n---\n\n"
    return front + "\n".join(parts)


def lay_out(folder: Path, essays: int) -> tuple[Path, Path]:
    """The same essays as a copy of this project and as a stock Material blog; returns both folders."""
    ours, stock = folder / "ours", folder / "stock"
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(PROJECT / name, ours / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", ours)
    (stock / "docs/blog/posts").mkdir(parents=True)
    (stock / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    (stock / "docs/index.md").write_text("# Stock\n", encoding="utf-8")
    (stock / "docs/blog/index.md").write_text("# Blog\n", encoding="utf-8")
    chance = random.Random(1986)  # noqa: S311 - seeded, so that every run measures the same essays
    for number in range(essays):
        text = essay(number, essays, chance)
        for posts in (ours / "docs/essays/posts", stock / "docs/blog/posts"):
            (posts / f"essay-{number}.md").write_text(text, encoding="utf-8")
    return ours, stock


def seconds(command: Sequence[str], folder: Path) -> float:
    """Wall seconds of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=folder, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--essays", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = lay_out(Path(folder), options.essays)
        commands = {
            "stock build": (["-m", "mkdocs", "build"], stock),
            "our build": (["-m", "mkdocs", "build", "--strict"], ours),
            "our check": (["-m", "hooks.folio", "check"], ours),
        }
        runs: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(options.runs + 1):
            for name, (command, place) in commands.items():
                runs[name].append(seconds(command, place))
    medians = {name: statistics.median(times[1:]) for name, times in runs.items()}  # the first run warms the caches
    print(f"{options.essays} essays, {options.runs} runs of each, median wall seconds")
    for name, median in medians.items():
        print(f"  {name:12} {median:7.2f}   stock build / this = {medians['stock build'] / median:5.1f}")


if __name__ == "__main__":
    main()

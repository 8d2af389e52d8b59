"""What Lighthouse says of a page of each kind, on a slow telephone: four scores, and every audit that is not perfect.

    make lighthouse        or: .venv/bin/python tests/bench/lighthouse.py [--runs 3] [--site site] [page …]

Serves a built site (by default it builds one) with gzip, as most hosts do, and runs Lighthouse's own mobile settings, throttled
as it simulates them. The scores are medians of the runs. Let nothing else run beside it: the time of the page's scripts is the
machine's. Needs npm and Chromium; installs Lighthouse into tests/bench/node_modules once. Exit status: 0 all scores are 100.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import website  # noqa: E402

PAGES = {
    "home": "",
    "essay": "essays/the-loaf-and-the-letter/",
    "practice": "practices/room-to-say-yes/",
    "story": "stories/the-giraffe-loaf/",
    "topic": "topics/empowerment/",
    "form": "tell/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LIGHTHOUSE = HERE / "node_modules/.bin/lighthouse"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def install() -> None:
    """Install Lighthouse, once, without running any script of its packages."""
    if not LIGHTHOUSE.exists():
        print("Installing Lighthouse with npm into tests/bench/node_modules, once …", flush=True)
        quiet = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--loglevel=error")
        subprocess.run(["npm", "install", *quiet, "--prefix", str(HERE)], check=True)


def report(address: str, folder: Path) -> dict[str, Any]:
    """What Lighthouse finds at an address in one run."""
    chromium = shutil.which(os.environ.get("CHROMIUM", "")) or next(filter(None, map(shutil.which, CHROMIUM)))
    path = folder / "report.json"
    command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={path}", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def scores(reports: list[dict[str, Any]]) -> dict[str, int]:
    """The median score of each category."""
    return {name: round(100 * statistics.median(one["categories"][name]["score"] or 0 for one in reports)) for name in CATEGORIES}


def faults(reports: list[dict[str, Any]]) -> Iterator[str]:
    """Each audit that is not perfect in the run of the median performance, with what it found."""
    middle = sorted(reports, key=lambda one: one["categories"]["performance"]["score"] or 0)[len(reports) // 2]
    for name in CATEGORIES:
        for reference in middle["categories"][name]["auditRefs"]:
            audit = middle["audits"][reference["id"]]
            if audit["score"] is not None and audit["score"] < 1:
                counts = "" if reference["weight"] else " (does not count)"
                yield f"{name}: {audit['id']}: {audit['title']} {audit.get('displayValue', '')}".rstrip() + counts


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("pages", nargs="*", help=f"some of {', '.join(PAGES)}")
    options = parser.parse_args()
    install()
    found: dict[str, list[str]] = defaultdict(list)
    perfect = True
    with tempfile.TemporaryDirectory() as folder:
        root = options.site or website.built(website.lay(Path(folder) / "project")).root
        with website.served(root, compressed=True) as server:
            print(f"{'':10}" + "".join(f"{name:>16}" for name in CATEGORIES))
            for name in options.pages or PAGES:
                reports = [report(server + PAGES[name], Path(folder)) for _ in range(options.runs)]
                had = scores(reports)
                perfect = perfect and set(had.values()) == {100}
                print(f"{name:10}" + "".join(f"{score:16}" for score in had.values()), flush=True)
                for fault in faults(reports):
                    found[fault].append(name)
    for fault, names in sorted(found.items()):
        print(f"- {fault}: {', '.join(names)}")
    return 0 if perfect else 1


if __name__ == "__main__":
    sys.exit(main())

"""How well searches find, and what they take: this project's own beside what else a static site can have, on the same public pages.

    make findings                                                                     everything, about an hour on two cores
    .venv/bin/python tests/bench/search.py --pages 1000 --only "The Callback" --corpus development        while tuning

Brings some 60 public repositories once (searching/corpora.yml names them and their commits), 0.5 GB into .cache/corpora: with git from
GitHub, or out of clones that lie in one folder (--clones) as owner+name/<any name>. Makes questions of their pages, lays out each engine's
files, and asks them in headless Chromium. Nothing may be tuned on the corpus held out: measure it once, when all is settled.

Prints the report; --write puts it into search.md beside this file. Keeps every figure in .cache/search.json, from which --again makes the
report anew. Judges nothing: the exit status is 0 whatever was measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import fmean

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "hooks")]

import website  # noqa: E402
from bench.build import machine  # noqa: E402
from bench.searching import corpora, engines  # noqa: E402
from bench.searching.figures import OURS, Figures, Row, table  # noqa: E402
from bench.searching.pages import Page  # noqa: E402
from bench.searching.questions import Question, made  # noqa: E402
from bench.searching.scores import cisi, cranfield, ndcg, quality  # noqa: E402
from bench.searching.visits import host, visit  # noqa: E402
from bench.sites import PROJECT  # noqa: E402
from browsers import chromium  # noqa: E402

KEPT = PROJECT / ".cache/search.json"
EARLIER = "Some rows are of earlier runs, perhaps beside other work: their times and megabytes may be too large."
SETS = (1, 2)
"""Seeds of the sets of questions."""


def main() -> None:
    """Measure, and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", nargs="+", choices=corpora.NAMES, default=corpora.NAMES)
    parser.add_argument("--pages", type=int, nargs="+", default=corpora.SIZES, help="sizes of each corpus")
    parser.add_argument("--only", nargs="+", default=[one.name for one in engines.ENGINES], metavar="ENGINE", help="by their names")
    parser.add_argument("--clones", type=Path, help="a folder with clones of the repositories")
    parser.add_argument("--no-collections", action="store_true", help="leave out Cranfield and CISI")
    parser.add_argument("--add", action="store_true", help="keep what was measured before of other engines, corpora and sizes")
    parser.add_argument("--write", action="store_true", help="write search.md")
    parser.add_argument("--again", action="store_true", help="measure nothing: report the figures that were kept")
    options = parser.parse_args()
    figures = Figures.from_json(KEPT.read_text(encoding="utf-8")) if options.again else taken(options)
    report = table(figures)
    print(report)
    if options.write:
        (HERE / "search.md").write_text(report, encoding="utf-8")


def taken(options: argparse.Namespace) -> Figures:
    """The figures of everything that was asked for."""
    wanted = [one for one in engines.ENGINES if one.name in options.only]
    if any(one.name != OURS for one in wanted):
        engines.install()
    figures = Figures(machine(), engines.versions(), load=on_load())
    if options.add and KEPT.is_file():
        before = Figures.from_json(KEPT.read_text(encoding="utf-8"))
        figures = replace(before, machine=f"{figures.machine} {EARLIER}", versions=figures.versions, load=figures.load)
    for corpus in options.corpus:
        for size in options.pages:
            pages = corpora.pages(corpus, size, options.clones)
            figures.words[corpus] = max(figures.words.get(corpus, 0), corpora.words(pages))
            questions = [question for number in SETS for question in made(pages, f"{corpus} {size} {number}")]
            for engine in wanted:
                if size <= engine.most:
                    row = measured(engine, corpus, pages, questions)
                    figures.rows = [*(one for one in figures.rows if one.place != row.place), row]
                    keep(figures)
    if not options.no_collections:
        collect(figures, wanted, options.clones)
        keep(figures)
    return figures


def measured(engine: engines.Engine, corpus: str, pages: list[Page], questions: list[Question]) -> Row:
    """How well one engine finds, and what it takes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        build = engine.lay(pages, Path(folder))
        answers, cost = visit(engine, Path(folder), questions)
    row = Row(engine.name, corpus, len(pages), build, quality(questions, answers), cost)
    if not engine.sections:
        row.quality.section = None
    mrr, first = row.quality.means
    say(f"{len(pages):,} pages, {corpus}: {engine.name}: MRR@10 {mrr:.3f}, first {first:.3f}, {cost.first / 1000:.0f} KB")
    return row


def collect(figures: Figures, wanted: list[engines.Engine], clones: Path | None) -> None:
    """Ask the questions of the collections."""
    (source,) = corpora.sources("collections")
    folder = source.bring(clones)
    figures.empty |= {engine.name: 0 for engine in wanted}
    for collection in (cranfield(folder / source.folders[0]), cisi(folder / source.folders[1])):
        asked = [Question("question", text, "") for text in collection.questions]
        for engine in wanted:
            with tempfile.TemporaryDirectory(prefix="bench-") as place:
                engine.lay(collection.pages, Path(place))
                answers, _ = visit(engine, Path(place), asked)
            scores = [ndcg([url for url, _ in found], right) for found, right in zip(answers, collection.relevant, strict=True)]
            figures.collections.setdefault(collection.name, {})[engine.name] = fmean(scores)
            figures.empty[engine.name] += sum(not found for found in answers)
            say(f"{collection.name}: {engine.name}: nDCG@10 {fmean(scores):.3f}")


def on_load() -> int:
    """The bytes of our own search that the home page of this site brings when it loads."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        root = website.built(website.lay(Path(folder) / "project")).root
        with host(root) as server, chromium() as browser:
            page = browser.new_page()
            server.sizes.clear()
            page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
            page.wait_for_load_state("networkidle")
            return sum(size for path, size in server.sizes if "/search/" in path)


def keep(figures: Figures) -> None:
    """Keep what was found."""
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(figures.as_json(), encoding="utf-8")


def say(words: str) -> None:
    """Tell how far it is."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

"""The command line: python -m hooks.folio check | gate | desk | search | new | letter | ids | schema.

Exit status: 0 clean (or with advice only), 1 problems, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from . import desk, gate, ids, letters, mending, pictures, questions, reading, rules, schema, starter, tree
from .lock import LOCK
from .manuscript import LIMITS
from .problems import FORMATS, Problem, has_errors, summary

DOCS = Path("docs")
SCHEMAS = Path(".vscode/schemas")
SITE = Path("site")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; `arguments` are the words after the program's name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console that lacks a letter shows its code, and does not stop
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except _UsageError as error:
        print(error, file=sys.stderr)
        return 2
    return status


class _UsageError(Exception):
    """A command that cannot be carried out as it was given."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hooks.folio", description="The Callback's content: check it, judge a contribution, start a page."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    form = {
        "choices": FORMATS,
        "default": "text",
        "help": "how problems are printed: for people, for a forge's annotations, as data, for a forge's pages",
    }

    check = commands.add_parser("check", help="print every problem of the content")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="only of these files or folders")
    check.add_argument("--format", **form)  # type: ignore[arg-type]
    check.add_argument("--docs", type=Path, default=DOCS, help="the folder of the content (default: docs)")
    check.set_defaults(run=_check)

    judge = commands.add_parser("gate", help="say whether a range of commits is a story that may be reviewed")
    judge.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="with --fix: only these files")
    judge.add_argument("--base", metavar="REV", help="what the contribution would be merged into (default: origin/main, else main)")
    judge.add_argument("--head", default="HEAD", metavar="REV", help="the contribution (default: HEAD)")
    judge.add_argument("--repository", type=Path, default=Path(), help="the git repository (default: this folder)")
    judge.add_argument("--fix", action="store_true", help="mend what has one right answer, in the files of this checkout, and show it")
    judge.add_argument("--format", **form)  # type: ignore[arg-type]
    judge.set_defaults(run=_gate)

    read = commands.add_parser("desk", help="for the editor: what each story leaves to decide, is like, may show and changes")
    read.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="only of these stories (files or folders)")
    read.add_argument("--docs", type=Path, default=DOCS, help="the folder of the content (default: docs)")
    read.add_argument("--base", metavar="REV", help="of a pull request instead: what it would be merged into")
    read.add_argument("--head", default="HEAD", metavar="REV", help="the pull request (default: HEAD)")
    read.add_argument("--repository", type=Path, default=Path(), help="the git repository (default: this folder)")
    read.add_argument("--format", choices=desk.FORMATS, default="text", help="how it is printed: for people, or as data")
    read.set_defaults(run=_desk)

    find = commands.add_parser("search", help="say what a question finds on the built site, and why")
    find.add_argument("words", nargs="+", help="what a reader types")
    find.add_argument("--kind", action="append", default=[], help="only pages of this kind: essay, practice, story, topic …")
    find.add_argument("--count", type=_number, default=10, help="how many results (default: 10)")
    find.add_argument("--site", type=Path, default=SITE, help="the folder of the built site (default: site)")
    find.set_defaults(run=_search)

    new = commands.add_parser("new", help="lay down a new page")
    new.add_argument("kind", choices=starter.TEMPLATES)
    new.add_argument("--title", help="its title; asked for when missing")
    new.add_argument("--docs", type=Path, default=DOCS, help="the folder of the content (default: docs)")
    new.set_defaults(run=_new)

    letter = commands.add_parser("letter", help="lay down the story that an issue holds: its text comes in on standard input")
    letter.add_argument("--number", required=True, type=_number, help="the issue's number")
    letter.add_argument("--docs", type=Path, default=DOCS, help="the folder of the content (default: docs)")
    letter.set_defaults(run=_letter)

    name = commands.add_parser("ids", help="say which steps have no id yet, and which ids are not recorded")
    name.add_argument("--fix", action="store_true", help="give those steps ids made from their words, and record all ids")
    name.add_argument("--docs", type=Path, default=DOCS, help="the folder of the content (default: docs)")
    name.set_defaults(run=_ids)

    write = commands.add_parser("schema", help=f"write the JSON Schemas of front matter to {SCHEMAS}, and the issue form")
    write.set_defaults(run=_schema)
    return parser


def _check(options: argparse.Namespace) -> int:
    docs = _prefix(options.docs)
    wanted = [_below(options.docs, path) for path in options.paths]
    problems = _all_problems(options.docs, docs)
    return _print([p for p in problems if not wanted or any(_within(p.path, path) for path in wanted)], options.format)


def _ids(options: argparse.Namespace) -> int:
    """Status 1 while there is something to do, or the record cannot be read."""
    docs = _prefix(options.docs)
    library, problems = reading.read(tree.Folder(options.docs), docs)
    if broken := [problem for problem in problems if problem.path == library.prefix + LOCK]:  # what is not read would be lost
        return _print(broken, "text")
    done = ids.fix(library, options.docs, dry=not options.fix)
    sys.stdout.write("".join(f"{line}\n" for line in done))
    hint = "" if options.fix or not done else " to write. Run: make ids"
    print(f"{len(done)} {'change' if len(done) == 1 else 'changes'}{hint}" if done else "every step has its id, on record", file=sys.stderr)
    return 1 if done and not options.fix else 0


def _prefix(docs: Path) -> str:
    """What stands before the paths of a folder of content in messages."""
    if not docs.is_dir():
        raise _UsageError(f"there is no folder {docs}: run this where docs/ is, or name it with --docs")
    return f"{docs.as_posix().rstrip('/')}/"


def _below(docs: Path, path: Path) -> str:
    """A path on the command line as problems name it."""
    if not path.exists():
        raise _UsageError(f"there is no file or folder {path}")
    try:
        return (docs / path.resolve().relative_to(docs.resolve())).as_posix()
    except ValueError:
        raise _UsageError(f"{path} is not below {docs}: only content is checked") from None


def _within(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place.rstrip('/')}/")


def _print(problems: Sequence[Problem], form: str) -> int:
    problems = sorted(set(problems))
    sys.stdout.write(FORMATS[form](problems))
    print(summary(problems), file=sys.stderr)
    return 1 if has_errors(problems) else 0


def _gate(options: argparse.Namespace) -> int:
    if options.paths and not options.fix:
        raise _UsageError("files are named together with --fix: a proposal is judged as a whole")
    try:
        base = options.base if options.base is not None else gate.default_base(options.repository)
        if options.fix:
            return _fix(options, base)
        problems = gate.judge(options.repository, base, options.head)
    except gate.WrongRangeError as error:
        raise _UsageError(str(error)) from error
    return _print(problems, options.format)


def _fix(options: argparse.Namespace, base: str) -> int:
    """Mend, show each change, and say what is left in those files."""
    try:
        mended = mending.plan(options.repository, base, options.head, options.paths, LIMITS["files"])
    except mending.NoCheckoutError as error:
        raise _UsageError(str(error)) from error
    changed = [one for one in mended if one.before != one.after]
    for one in changed:
        one.write()
        sys.stdout.write(str(one))
    hint = "Read the changes, commit them, and run the gate again." if changed else "Nothing else has one right answer."
    print(
        f"{len(changed)} of {len(mended)} {'file' if len(mended) == 1 else 'files'} mended. {hint} What is left to do by hand:",
        file=sys.stderr,
    )
    paths = {one.path for one in mended}
    return _print(
        [problem for problem in _all_problems(mending.top(options.repository) / DOCS, "docs/") if problem.path in paths], options.format
    )


def _all_problems(docs: Path, prefix: str) -> list[Problem]:
    """What is wrong with the content below a folder, its pictures among it."""
    files = tree.Folder(docs)
    library, problems = reading.read(files, prefix)
    return [*problems, *rules.check(library), *pictures.album(files, prefix, docs.parent / ".cache/pictures").problems]


def _desk(options: argparse.Namespace) -> int:
    """Status 1 while anything stops a build or a merge; what is only to decide is no mistake."""
    if options.base:
        try:
            sheets, problems = desk.of_range(options.repository, options.base, options.head)
        except gate.WrongRangeError as error:
            raise _UsageError(str(error)) from error
        problems = [problem for problem in problems if problem.severity == "error"]
        sys.stderr.write(FORMATS["text"](problems))
    else:
        docs = _prefix(options.docs)
        sheets, problems = desk.of_folder(tree.Folder(options.docs), docs)
        if options.paths:
            wanted = [_below(options.docs, path) for path in options.paths]
            sheets = [sheet for sheet in sheets if any(_within(docs + sheet.story.path, place) for place in wanted)]
    sys.stdout.write(desk.FORMATS[options.format](sheets))
    count = sum(len(sheet.findings) for sheet in sheets)
    print(f"{len(sheets)} {'story' if len(sheets) == 1 else 'stories'}, {count} to decide", file=sys.stderr)
    return 1 if has_errors(problems) else 0


def _search(options: argparse.Namespace) -> int:
    packing, report, shelf = (
        import_module(f"..search.{name}", __package__) for name in ("packing", "report", "shelf")
    )  # only this asks it
    filters = {"kind": options.kind} if options.kind else {}
    try:
        for line in report.report(
            shelf.Shelf(lambda path: (options.site / path).read_bytes()), " ".join(options.words), filters, options.count
        ):
            print(line)
    except (OSError, packing.FormError) as error:
        raise _UsageError(f"{options.site} holds no index of this search ({error}): build the site first, with make site") from error
    return 0


def _new(options: argparse.Namespace) -> int:
    title = options.title if options.title is not None else _ask(f"Title of the {options.kind}: ")
    if not title.strip():
        raise _UsageError(f"a new {options.kind} needs a title: --title 'Its title'")
    try:
        path = starter.start(options.kind, title.strip(), options.docs, rules.today())
    except FileExistsError as error:
        raise _UsageError(f"{error.filename} is there already: choose another title, or edit that file") from error
    except ValueError as error:
        raise _UsageError(str(error)) from error
    print(f"{path} is laid down.\n{starter.NEXT[options.kind]}")
    return 0


def _letter(options: argparse.Namespace) -> int:
    """Print the path of the new file, and nothing else: a script reads it."""
    data = sys.stdin.buffer.read(letters.MOST + 1)
    try:
        if len(data) > letters.MOST:
            raise letters.NoLetterError(f"an issue has at most {letters.MOST // 1024} KiB")
        answers = letters.read(data.decode())
    except ValueError as error:  # no letter, or no UTF-8
        raise _UsageError(str(error)) from error
    stories = options.docs / "stories"
    taken = {path.name.casefold() for path in stories.iterdir()} if stories.is_dir() else set()
    path = stories / letters.folder(str(answers["title"]), options.number, taken) / "story.md"
    path.parent.mkdir(parents=True)
    path.write_text(questions.compose(answers, rules.today()), encoding="utf-8", newline="\n")
    print(path.as_posix())
    return 0


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"a number from 1 on, not {text!r}")
    return int(text)


def _ask(question: str) -> str:
    """The answer typed or piped in; nothing where nobody answers."""
    try:
        return input(question)
    except EOFError:
        return ""


def _schema(_: argparse.Namespace) -> int:
    SCHEMAS.mkdir(parents=True, exist_ok=True)
    for name, content in schema.schemas().items():
        (SCHEMAS / f"{name}.json").write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    form = Path(letters.FORM)
    form.parent.mkdir(parents=True, exist_ok=True)
    form.write_text(letters.form(), encoding="utf-8", newline="\n")
    print(f"{SCHEMAS} and {form} are up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())

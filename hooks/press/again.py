"""Again: `mkdocs serve`, started anew in its own place, since Python loads code only once.

Run as a program it is that server: again.py <what is watched> -- <the arguments of mkdocs>. A mistake that keeps the server from
starting is told, and the next change of something that is watched starts it once more.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path

INTERVAL = 0.5
"""Seconds between two looks for a repair."""


def possible() -> bool:
    """Whether a program can put another in its own place here: Windows starts it beside, and the terminal goes to neither."""
    return os.name == "posix"


def start_at_the_end(watched: Iterable[Path]) -> None:
    """When this process has cleared up and ends, start it again: same number, same terminal, same arguments.

    `watched` are the files and folders in which a repair can be looked for.
    """
    flags = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
    command = [sys.executable, *flags, __file__, *map(str, watched), "--", *sys.argv[1:]]

    def start() -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(sys.executable, command)  # noqa: S606 - no shell is wanted

    atexit.register(start)


def main() -> None:
    """Serve; when that fails, wait for a change and try again."""
    cut = sys.argv.index("--")
    watched = [Path(name) for name in sys.argv[1:cut]]
    sys.argv = ["mkdocs", *sys.argv[cut + 1 :]]
    sys.path[0] = str(Path.cwd())  # as `python -m mkdocs` has it; the modules beside this one are no programs' business
    before = _state(watched)
    try:
        from mkdocs.__main__ import cli

        cli()
    except SystemExit as end:
        if not end.code:
            raise
    except Exception:  # noqa: BLE001 - whatever it is, its author is at work on it
        traceback.print_exc()
    print("The server could not start again. It tries once more when something is saved; stop with Ctrl-C.", file=sys.stderr, flush=True)
    try:
        while _state(watched) == before:
            time.sleep(INTERVAL)
        start_at_the_end(watched)
    except KeyboardInterrupt:
        sys.exit(130)


def _state(watched: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """When each file was saved last, and how large it is."""
    state = {}
    for top in watched:
        for path in (top, *top.rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                found = path.stat()
                state[path] = found.st_mtime_ns, found.st_size
    return state


if __name__ == "__main__":
    main()

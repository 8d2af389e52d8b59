"""Sites of strangers: with the press they have the bytes, the words and the end of a stock build, and what is not done faster is said."""

from __future__ import annotations

import importlib
import os
import re
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.__main__ import cli
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugins
from strangers import ENDS, PRESSED, STRANGE, Docs, pages

HOOK = Path(__file__).parents[2] / "hooks" / "anywhere.py"
EPOCH = "1700000000"


@dataclass(frozen=True)
class Built:
    """A build: every file and its bytes, and every folder, what was said, and the exit code."""

    files: dict[str, bytes]
    said: list[str]
    code: int


def _run(project: Path, config: str, *options: str) -> tuple[int, str]:
    """Run `mkdocs build` in a process forked from this one, where all is imported: (exit code, what it said)."""
    said = project / f"{config}.said"
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.read_text()
    code: Any = 70
    try:
        with said.open("w") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
            sys.stdout, sys.stderr = out, out
            os.chdir(project)
            sys.path.insert(0, str(project / "installed"))
            importlib.invalidate_caches()
            dict(MkDocsConfig._schema)["plugins"].installed_plugins = get_plugins()  # type: ignore[attr-defined]
            for name in [name for name in sys.modules if name.partition(".")[0] == "press"]:
                del sys.modules[name]  # the site is to find none but its own
            os.environ |= {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
            os.sched_getaffinity = lambda _: {0, 1, 2}
            try:
                cli.main(["build", "-f", config, "-d", config.replace("yml", "site"), *options])
            except SystemExit as end:
                code = end.code or 0
            except BaseException:  # noqa: BLE001 - as the interpreter would
                traceback.print_exc()
                code = 1
    finally:
        os._exit(code)


def _built(project: Path, config: str, *options: str) -> Built:
    code, said = _run(project, config, *options)
    root = project / config.replace("yml", "site")
    files = {path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"" for path in root.rglob("*")}
    said = re.sub(r"built in .* seconds|pressed\.(?=site)|stock\.(?=site)|(?s:Traceback .*\n(?=\w))", "", said)
    return Built(files, [line for line in said.splitlines() if not line.startswith("DEBUG")], code)


def _lay(project: Path, docs: Docs) -> None:
    """Write the files of a site."""
    (project / "docs").mkdir(exist_ok=True)
    for name, text in docs.items():
        path = project / ("" if name.startswith(("overrides/", "installed/", "hooks/")) else "docs") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _both(project: Path, config: dict[str, Any], docs: Docs, *options: str) -> tuple[Built, list[str]]:
    """Build a site stock and pressed: the stock build, and what the press said. Fails unless all else is alike."""
    _lay(project, docs)
    config = {"site_name": "Strange", "site_url": "https://strange.example/there/", **config}
    config["theme"] = {"name": "material", "font": False, **config.get("theme", {})}
    (project / "stock.yml").write_text(_yaml(config), encoding="utf-8")
    (project / "pressed.yml").write_text(_yaml(config | {"hooks": [str(HOOK), *config.get("hooks", [])]}), encoding="utf-8")
    stock, pressed = _built(project, "stock.yml", *options), _built(project, "pressed.yml", *options)
    press = [line for line in pressed.said if "Press:" in line]
    assert [line for line in pressed.said if "Press:" not in line] == stock.said
    assert pressed.code == stock.code
    assert pressed.files.keys() == stock.files.keys()
    assert [name for name in stock.files if stock.files[name] != pressed.files[name]] == []
    return stock, [line.partition("Press: ")[2] for line in press]


def _yaml(config: dict[str, Any]) -> str:
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    return re.sub(r"'(!!python/\S+)'", r"\1 ''", text)


@pytest.mark.parametrize("name", PRESSED)
def test_a_site_of_known_parts_is_pressed_to_the_same_bytes(name: str, tmp_path: Path) -> None:
    config, docs = PRESSED[name]
    stock, said = _both(tmp_path, config, docs)
    assert stock.code == 0, stock.said
    assert len(stock.files) > 10
    assert said == []


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_not_known_is_left_to_the_stock_build_and_said(name: str, tmp_path: Path) -> None:
    config, docs, reasons = STRANGE[name]
    stock, said = _both(tmp_path, config, pages() | docs)
    assert stock.code == 0, stock.said
    assert said == reasons


@pytest.mark.parametrize("name", ENDS)
def test_a_build_ends_as_the_stock_build_does(name: str, tmp_path: Path) -> None:
    config, docs, options, reasons = ENDS[name]
    _, said = _both(tmp_path, config, docs, *options)
    if reasons is not None:
        assert said == reasons
    else:
        assert len(said) == 1
        assert said[0].startswith("this is the stock build, since ")


def test_dates_that_a_repository_tells_stand_where_they_stood(tmp_path: Path) -> None:
    docs = pages() | {"page-3.md": "# Dated\n\nOf {{ git_creation_date_localized }}, [and](no.md).\n"}
    _lay(tmp_path, docs)
    for words in (["init", "--quiet"], ["add", "docs"], ["commit", "--quiet", "--message=All"]):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@a.example", *words], cwd=tmp_path, check=True)
    dates = {"git-revision-date-localized": {"enable_creation_date": True, "type": "iso_date"}}
    stock, said = _both(tmp_path, {"plugins": ["search", dates]}, docs)
    assert stock.code == 0, stock.said
    assert b"git-revision-date-localized-plugin-iso_date" in stock.files["page-3/index.html"]
    assert said == []


def test_who_interrupts_a_build_hears_no_more_than_of_a_stock_one(tmp_path: Path) -> None:
    _lay(tmp_path, pages(60))
    config = {"site_name": "Strange", "theme": {"name": "material", "font": False}, "hooks": [str(HOOK)]}
    (tmp_path / "mkdocs.yml").write_text(_yaml(config), encoding="utf-8")
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # even where the tests were told to ignore it
    build = subprocess.Popen(
        [sys.executable, "-c", f"{heeding}\nfrom mkdocs.__main__ import cli\ncli(['build', '--quiet'])"],
        cwd=tmp_path,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    children = Path(f"/proc/{build.pid}/task/{build.pid}/children")
    while build.poll() is None and not children.read_text():
        time.sleep(0.001)
    os.killpg(build.pid, signal.SIGINT)  # as Ctrl-C does
    assert build.communicate(timeout=60)[1].split() == ["Aborted!"]
    assert build.returncode == 1
    end = time.monotonic() + 30
    while _is_there(build.pid) and time.monotonic() < end:
        time.sleep(0.01)
    assert not _is_there(build.pid)


def _is_there(group: int) -> bool:
    """Whether any process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_module_of_the_same_name_does_not_disturb(tmp_path: Path) -> None:
    hook = "import press\ndef on_env(env, **_):\n    assert press.OTHER\n"
    files = {"installed/press.py": "OTHER = 1\n", "installed/hooks.py": "OTHER = 1\n", "hooks/own.py": hook}
    stock, said = _both(tmp_path, {"hooks": ["hooks/own.py"]}, pages() | files)
    assert stock.code == 0, stock.said
    assert len(said) == 1


def test_who_tells_python_which_warnings_to_show_gets_the_stock_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "warnoptions", ["default"])
    _, said = _both(tmp_path, {}, pages())
    assert said == ["this is the stock build, since Python was told which warnings to show."]

"""Install what the tests need beside Python packages, and say what is missing where that cannot be done.

Run by `make test` before pytest, with the standard library only. Programs come through Debian's apt-get (as root, or with
a sudo that asks for no password), two packages through npm, into tests/tools/node_modules. When all is there it only looks.
Exit status: 0 all is there, 1 something is missing: tests that silently skip would be a lie.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Program:
    """A program that tests run: the names it goes by, Debian's package of it, and what it is for."""

    names: tuple[str, ...]
    package: str
    purpose: str
    needed: bool = True
    """Whether tests fail without it; else it is a comfort, installed where that can be done."""

    @property
    def path(self) -> str | None:
        """Where it is, or None."""
        return next((path for name in self.names if name and (path := shutil.which(name))), None)


FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


@dataclass(frozen=True)
class Font(Program):
    """A font that pages fall back to, under the names of its file."""

    @property
    def path(self) -> str | None:
        """Where it is on Linux; other systems have fonts of their own."""
        if sys.platform != "linux":
            return self.names[0]
        found = (path for folder in FONTS for name in self.names for path in Path(folder).expanduser().rglob(name))
        return next(map(str, found), None)


SHELL = "chromium-headless-shell"
"""The same engine in a program without windows: a page opens in it five times as fast."""
CHROMIUM = Program(
    (os.environ.get("CHROMIUM", ""), SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "chromium",
    "opens the site as a reader does (another one: CHROMIUM=/its/path make test)",
)
PROGRAMS = (
    CHROMIUM,
    Program((os.environ.get("CHROMIUM", ""), SHELL), SHELL, "halves the time of the tests in a browser", needed=False),
    Font(("LiberationSans-Regular.*",), "fonts-liberation", "has the letters that pages fall back to on Linux", needed=False),
    Program(("newsboat",), "newsboat", "reads the feeds as a subscriber does"),
    Program(("jq",), "jq", "reads a forge's answers, as the workflows do"),
    Program(("java",), "default-jre-headless", "runs the Nu HTML checker"),
    Program(("npm",), "npm", "fetches axe-core and the Nu HTML checker"),
)


def main() -> int:
    """Install what is missing; return the exit status."""
    install_programs([program for program in PROGRAMS if not program.path and (program.needed or is_offered(program))])
    missing = [program for program in PROGRAMS if program.needed and not program.path]
    for program in missing:
        print(f"Missing: {program.package}, which {program.purpose}. On Debian and Ubuntu: apt install {program.package}", file=sys.stderr)
    stale = [name for name, version in wanted().items() if installed(name) != version]
    if stale and PROGRAMS[-1].path:
        install_from_npm(stale)
    for name in [name for name, version in wanted().items() if installed(name) != version]:
        missing.append(PROGRAMS[-1])
        print(f"Missing: {name} {wanted()[name]}. With npm: npm install --no-save --prefix tests/tools", file=sys.stderr)
    return 1 if missing else 0


def install_programs(programs: list[Program]) -> None:
    """Install Debian packages, where this is Debian and we may."""
    if not programs:
        return
    prefix = as_root()
    if prefix is None or not shutil.which("apt-get"):
        print("Programs are missing, and apt-get cannot be run here without a password.", file=sys.stderr)
        return
    names = [program.package for program in programs]
    print(f"Installing with apt-get, once: {', '.join(names)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *names]):
        run([*prefix, "apt-get", "--quiet", "--quiet", *command], environment)


def is_offered(program: Program) -> bool:
    """Whether apt-get could install it here."""
    asked = ("apt-cache", "show", "--no-all-versions", program.package)
    return as_root() is not None and bool(shutil.which(asked[0])) and not subprocess.run(asked, capture_output=True).returncode


def as_root() -> list[str] | None:
    """What to put before a command that root must run; None where we may not."""
    if os.name == "posix" and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install_from_npm(names: list[str]) -> None:
    """Install the packages of package.json, without running any script of theirs."""
    print(f"Installing with npm into tests/tools/node_modules, once: {', '.join(names)} …", flush=True)
    quiet = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--loglevel=error")
    run([str(PROGRAMS[-1].path), "install", *quiet, "--prefix", str(HERE)], dict(os.environ))


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a command and show what it says only when it fails."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
    if done.returncode:
        print(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}", file=sys.stderr)


def wanted() -> dict[str, str]:
    """The npm packages and their versions."""
    versions: dict[str, str] = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return versions


def installed(name: str) -> str | None:
    """The version of an npm package that is there, or None."""
    manifest = HERE / "node_modules" / name / "package.json"
    return str(json.loads(manifest.read_text(encoding="utf-8"))["version"]) if manifest.is_file() else None


if __name__ == "__main__":
    sys.exit(main())

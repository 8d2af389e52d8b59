"""The doors by which a finished story leaves the page on which it was written, as the site is configured.

What each forge takes in an address was read in its own sources: GitHub, and Gitea since 1.15 (Forgejo with it), fill in
`filename` and `value`; GitLab `file_name` and `content`.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlsplit


class Forge(NamedTuple):
    """A kind of forge: what people call it, and the pages of a repository that take a proposal.

    `file` has gaps for branch, path and text of a new file; `issue` is a form that asks the same questions, if it knows such.
    """

    name: str
    file: str
    issue: str = ""


FORGES = {
    "github": Forge("GitHub", "/new/{branch}?filename={path}&value={text}", "/issues/new?template=story.yml"),
    "gitlab": Forge("GitLab", "/-/new/{branch}?file_name={path}&content={text}"),
    "gitea": Forge("Gitea", "/_new/{branch}/?filename={path}&value={text}"),
}


class Doors(NamedTuple):
    """Where a story may be sent; what is empty is no door.

    `forge` is the forge's name, `file` the address of its editor with gaps for path and text, `blank` the same without a text,
    `issue` that of its form; `email` is an editor's address.
    """

    forge: str = ""
    file: str = ""
    blank: str = ""
    issue: str = ""
    email: str = ""


def doors(repository: str | None, forge: str = "", branch: str = "", email: str = "") -> Doors:
    """The doors of a repository. A forge that is not named is guessed from the host, and none of the known is most probably Gitea's kin."""
    base = (repository or "").rstrip("/")
    if urlsplit(base).scheme not in ("http", "https"):
        return Doors(email=email)
    host = urlsplit(base).hostname or ""
    kind = FORGES.get(forge.lower()) or next((known for name, known in FORGES.items() if name in host), FORGES["gitea"])
    name = kind.name if kind is not FORGES["gitea"] or "gitea" in host else host
    file = base + kind.file.replace("{branch}", quote(branch or "main"))
    issue = base + kind.issue if kind.issue else ""
    return Doors(name, file, file.rpartition("&")[0], issue, email)

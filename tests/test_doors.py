"""Where a story may be sent: each forge by the address that it takes, and no door that nobody has opened."""

from __future__ import annotations

import pytest
from folio.doors import Doors, doors

FILLED = "filename={path}&value={text}"


@pytest.mark.parametrize(
    ("repository", "forge", "name", "file"),
    [
        ("https://github.com/a/b", "", "GitHub", f"https://github.com/a/b/new/main?{FILLED}"),
        ("https://gitlab.com/a/b/", "", "GitLab", "https://gitlab.com/a/b/-/new/main?file_name={path}&content={text}"),
        ("https://gitlab.example.org/a/b", "", "GitLab", "https://gitlab.example.org/a/b/-/new/main?file_name={path}&content={text}"),
        ("https://codeberg.org/a/b", "", "codeberg.org", f"https://codeberg.org/a/b/_new/main/?{FILLED}"),
        ("https://gitea.example.org/a/b", "", "Gitea", f"https://gitea.example.org/a/b/_new/main/?{FILLED}"),
        ("https://code.example.org/a/b", "GitLab", "GitLab", "https://code.example.org/a/b/-/new/main?file_name={path}&content={text}"),
        ("https://code.example.org/a/b", "github", "GitHub", f"https://code.example.org/a/b/new/main?{FILLED}"),
    ],
)
def test_a_forge_is_named_or_guessed_from_its_host(repository: str, forge: str, name: str, file: str) -> None:
    found = doors(repository, forge)
    assert (found.forge, found.file) == (name, file)
    assert found.blank == file.rpartition("&")[0]


def test_a_branch_stands_in_the_address_as_addresses_are_written() -> None:
    assert doors("https://github.com/a/b", branch="next & last").file == f"https://github.com/a/b/new/next%20%26%20last?{FILLED}"


@pytest.mark.parametrize("repository", [None, "", "javascript:alert(1)", "git@github.com:a/b"])
def test_without_a_repository_there_is_only_the_editor(repository: str | None) -> None:
    assert doors(repository) == Doors()
    assert doors(repository, email="editor@example.org") == Doors(email="editor@example.org")


def test_only_a_forge_that_knows_such_forms_is_offered_one() -> None:
    assert doors("https://github.com/a/b").issue == "https://github.com/a/b/issues/new?template=story.yml"
    assert doors("https://gitlab.com/a/b").issue == ""

"""What other processes made ahead is what MkDocs would have made now, and is said as it would have said it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.pages import Page
from press.ahead import Ahead

COUNT = 12
LINKS = "[a](no-{0}.md) [b](/away) [c](page-1.md) [d](index.mdx)\n"


def _site(folder: Path, text: str) -> tuple[MkDocsConfig, Files]:
    (folder / "docs").mkdir()
    for number in range(COUNT):
        (folder / "docs" / f"page-{number}.md").write_text(f"# Page {number}\n\n{text.format(number)}")
    (folder / "mkdocs.yml").write_text("site_name: Ahead\nplugins: []\n")
    config = load_config(str(folder / "mkdocs.yml"))
    return config, get_files(config)


def _pages(config: MkDocsConfig, files: Files) -> list[Page]:
    pages = [Page(None, file, config) for file in files.documentation_pages()]
    for page in pages:
        page.read_source(config)
    return pages


@pytest.mark.parametrize("size", [1, 2, 3])
def test_what_is_wrong_with_links_is_said_when_a_page_is_taken(size: int, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    config, files = _site(tmp_path, LINKS)
    config.validation.links.absolute_links = logging.INFO
    stock = _pages(config, files)
    for page in stock:
        page.render(config, files)
    wanted = [(record.name, record.levelno, record.getMessage()) for record in caplog.records]
    assert len(wanted) == 3 * COUNT
    caplog.clear()

    ahead = Ahead(config, files, size)
    assert caplog.records == []
    pages = _pages(config, files)
    assert all(ahead.take(page, config, files) for page in pages)
    assert [(record.name, record.levelno, record.getMessage()) for record in caplog.records] == wanted
    assert [page.content for page in pages] == [page.content for page in stock]


def test_a_page_of_which_more_is_said_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chatter.py").write_text(
        "import logging\nfrom markdown import Extension, preprocessors\n"
        "class Chat(preprocessors.Preprocessor):\n"
        "    def run(self, lines):\n"
        "        if 'Page 3' in lines[0]:\n            logging.getLogger('mkdocs.chatter').warning('once')\n"
        "        return lines\n"
        "class Chatter(Extension):\n"
        "    def extendMarkdown(self, md):\n        md.preprocessors.register(Chat(md), 'chat', 1)\n"
        "def makeExtension(**_):\n    return Chatter()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    config, files = _site(tmp_path, LINKS)
    config.markdown_extensions.append("chatter")
    ahead = Ahead(config, files, 2)
    assert [page.file.src_uri for page in _pages(config, files) if not ahead.take(page, config, files)] == ["page-3.md"]
    assert (ahead.wanted, ahead.taken) == (COUNT, COUNT - 1)


def test_a_page_is_not_taken_where_a_link_leads_elsewhere_by_now(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config, files = _site(tmp_path, LINKS)
    ahead = Ahead(config, files, 2)
    moved = files.get_file_from_path("page-1.md")
    assert moved
    moved.url = "moved/"
    caplog.clear()
    assert not any(ahead.take(page, config, files) for page in _pages(config, files))
    assert caplog.records == []

"""The search on a site that is none of ours: Material's field, keys and looks, and behind them our Worker and our index."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import website
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")
ROOT = Path(website.__file__).parent.parent
SETTINGS = """\
site_name: Any
theme: {{name: material, language: {language}, font: false, features: [search.highlight]}}
plugins: [search]
hooks: [{hook}]
"""
PAGES = {
    "index.md": "# Home\n\nWords of welcome.\n",
    "ovens/cleaning.md": "# Keeping an oven\n\n## Weekly\n\nCrumbs burn & <b>smell</b>.\n\n## Never use salt\n\nIt pits the steel.\n",
    "hidden.md": "---\nsearch: {exclude: true}\n---\n\n# Salted secrets\n",
}
FRENCH = {
    "index.md": "# Accueil\n\nBienvenue.\n",
    "livraison.md": "# Délais d’été\n\n## L'expédition\n\nNous avons répondu à chaque réclamation, donnée par écrit ou non.\n",
}
SOUGHT = {"reclamations": "réclamation", "donner": "donnée", "expeditoin": "L'expédition", "delai d'ete": "Délais"}
"""What is typed, and what is marked of it."""


def built(folder: Path, pages: dict[str, str], language: str = "en") -> Path:
    """A site of these pages, made with Material and our hook; all that the hook has is what lies beside it."""
    for part in ("hooks/search", "overrides/assets/javascripts/search"):
        shutil.copytree(ROOT / part, folder / "tools" / part)
    hook = shutil.copyfile(ROOT / "hooks/find_anywhere.py", folder / "tools/hooks/find_anywhere.py")
    (folder / "mkdocs.yml").write_text(SETTINGS.format(hook=hook, language=language), encoding="utf-8")
    for name, text in pages.items():
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "--strict"], cwd=folder, check=True)
    return folder / "site"


def test_material_s_field_finds_by_our_index(visitor: website.Visitor, tmp_path: Path) -> None:
    site = built(tmp_path, PAGES)
    assert json.loads((site / "search/search_index.json").read_bytes())["docs"] == []
    page = visitor.window()
    with website.served(site) as server:
        page.goto(f"{server}ovens/cleaning/")
        page.keyboard.press("/")
        page.keyboard.type("salts")
        results = page.locator(".md-search-result__item a")
        expect(results.nth(1)).to_have_attribute("href", f"{server}ovens/cleaning/?h=salt#never-use-salt")
        expect(results.nth(1).locator("mark").first).to_have_text("salt")
        assert results.count() == 2
        page.get_by_role("textbox").fill("")
        page.keyboard.type("crumz")
        expect(page.locator(".md-search-result__item a").first).to_contain_text("Keeping an oven")
        expect(page.locator(".md-search-result")).to_contain_text("Crumbs burn & smell.")


def test_a_french_site_finds_words_by_their_forms_slips_and_after_articles(visitor: website.Visitor, tmp_path: Path) -> None:
    site = built(tmp_path, FRENCH, "fr")
    assert {path.name for path in (site / "assets/javascripts/search/stem").iterdir()} == {"fr.js", "snowball.LICENSE.txt"}
    page = visitor.window()
    with website.served(site) as server:
        page.goto(server)
        page.keyboard.press("/")
        for text, marked in SOUGHT.items():
            page.get_by_role("textbox").fill("")
            page.keyboard.type(text)
            expect(page.locator(".md-search-result__item mark").filter(has_text=re.compile(f"^{marked}$")).first).to_be_attached()
            expect(page.locator(".md-search-result__item a").first).to_have_attribute("href", re.compile("livraison/"))

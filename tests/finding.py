"""What tests on the search share: pages to be found, and a folder that is served as a site with nothing but its search."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import indexes
import website
from folio.policy import POLICY
from search import index
from search.fragments import Fragment, Section
from search.languages import Language

SCRIPTS = "assets/javascripts/search"
SYNONYMS = (("agent", "rep", "front line"), ("callback", "calling back", "return call"), ("customer", "guest"), ("mistake", "error"))
STRANGERS = (
    "Η υπηρεσία προς τους πελάτες είναι ΟΔΟΣ και όχι τέλος, λένε οι ΣΟΦΟΣ",
    "Обещание, данное клиенту, надо держать; ёлка и йод тоже слова",
    "顧客の声を聞く。カスタマーサービス、そして約束を守る",
    "我们给客户回电话,这是承诺 1234567",
    "नमस्ते ग्राहक सेवा में आपका स्वागत है",
    "خدمة العملاء وعدٌ يُحفَظ",
    "고객에게 다시 전화하기로 한 약속",
    "naïve café crème brûlée Straße İstanbul ﬁne ﬀ ① ½ x² Ⅷ Ångström",
    "Don't say it's Anna's; rock'n'roll O’Neill’s ain’t the boss' 's 'tis",
    '<script>alert(1)</script> &amp; "quoted" `code` ${this} \\u0041 %00 ../../etc/passwd finder.take(',
    "🙂 👩‍👩‍👧 callbacks 🎉 𝒞𝒶𝓁𝓁𝒷𝒶𝒸𝓀 𐐀𐐁𐐂ing 𝟚𝟘𝟚𝟞",
    "supercalifragilisticexpialidociousandthensomemoreofthesame " + "x" * 90 + " constructor __proto__ toString hasOwnProperty",
)
"""Lines in which letters are not what they seem."""


def pages() -> list[Fragment]:
    """The project's own texts, each whole and each of its parts by itself, and a page for each of the strangers."""
    found = []
    for path in sorted((website.PROJECT / "docs").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        fields = dict(re.findall(r"^(title|summary|takes|who): *(.+)$", text, re.MULTILINE))
        tags = tuple(re.findall(r"[\w-]+", "".join(re.findall(r"^(?:tags|topics): *\[(.*)\]$", text, re.MULTILINE))))
        url = path.relative_to(website.PROJECT / "docs").with_suffix("").as_posix() + "/"
        parts = [
            _section(number, part) for number, part in enumerate(re.split(r"^##+ ", text.rpartition("\n---\n")[2], flags=re.MULTILINE))
        ]
        facets = {"topic": tags, "takes": (fields["takes"],) if "takes" in fields else ()}
        title, kind = fields.get("title", path.stem), url.partition("/")[0] if "/" in url[:-1] else "page"
        found.append(Fragment(url, title, kind, fields.get("summary", ""), tags, tuple(parts), facets))
        for number, part in enumerate(parts):
            found.append(Fragment(f"{url}{number}/", part.title or title, "part", part.text[:80], (), (part,), {"topic": tags[:1]}))
    for number, line in enumerate(STRANGERS):
        found.append(
            Fragment(
                f"stranger/{number}/", line, "stranger", line, (line[:12],), (Section("", "", line * 3), Section("a", line, line, True))
            )
        )
    return found


def _section(number: int, text: str) -> Section:
    if not number:
        return Section("", "", text)
    title, _, below = text.partition("\n")
    return Section(f"part-{number}", title.partition(" {")[0], below, number % 3 == 0)


def files(found: Iterable[Fragment]) -> index.Files:
    """The whole search of some pages."""
    return indexes.written(found, index.Setup(Language("en"), SYNONYMS))[0]


def lay(folder: Path, site: index.Files) -> None:
    """Put the search into a folder, as it is published: the scripts, the files, and a page that may do what the site's pages may."""
    for old in folder.glob("search/**/*.js"):
        old.unlink()
    for place in (SCRIPTS, "search"):
        shutil.copytree(website.PROJECT / "overrides" / place, folder / place, dirs_exist_ok=True)
    for path, data in site.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    policy = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    (folder / "index.html").write_text(
        f'<!doctype html>{policy}<link rel="icon" href="data:,"><title>Search</title><script src="{SCRIPTS}/client.js"></script>',
        encoding="utf-8",
    )

"""Edits of what a hamlet is made with: its files, whatever they say, its templates and styles, its settings, its machine.

They count among the edits of edits.py, in groups of their own.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import material
from edits import edit
from hamlet import Hamlet

MATERIAL = Path(material.__file__).parent / "templates"


# Files, whatever they say


def _source(hamlet: Hamlet) -> Path:
    """Any file that a page is made of."""
    parts = [hamlet.one("essay", "story", "topic", "page").path for _ in range(4)]
    found = [hamlet.root / "docs" / path for path in parts]
    found += [hamlet.root / "overrides/partials/footer.html", hamlet.root / "overrides/stylesheets/prose.css", hamlet.root / "mkdocs.yml"]
    return hamlet.chance.choice(found)


@edit("files")
def touch_a_file(hamlet: Hamlet) -> str:
    file = _source(hamlet)
    file.touch()
    return file.name


@edit("files")
def put_a_copy_in_a_file_s_place(hamlet: Hamlet) -> str:
    file = _source(hamlet)
    copy = file.with_name(f".{file.name}.new")
    shutil.copy2(file, copy)
    copy.replace(file)
    return file.name


@edit("files")
def date_files_elsewhere(hamlet: Hamlet) -> str:
    """As after a check-out, an unpacked archive, or on a machine whose clock was wrong."""
    days = hamlet.chance.choice([-4000, -1, 1, 4000])
    for file in [_source(hamlet) for _ in range(3)]:
        status = file.stat()
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + days * 86_400 * 10**9))
    return f"by {days} days"


@edit("files")
def change_a_page_but_neither_size_nor_time(hamlet: Hamlet) -> str:
    page = hamlet.one("essay", "story", "topic", "page")
    file = hamlet.root / "docs" / page.path
    number = hamlet.chance.choice([n for n, part in enumerate(page.text) if re.search(r"[a-z]{3}", part) and "{" not in part] or [0])
    part = page.text[number]
    hamlet.write()
    before = file.stat()
    page.text[number] = re.sub(r"[a-z]+(?= )", lambda match: match[0][::-1], part, count=3) if "{" not in part and "`" not in part else part
    hamlet.write()
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    return page.path


@edit("files")
def change_a_template_but_neither_size_nor_time(hamlet: Hamlet) -> str:
    file = hamlet.root / "overrides/partials/footer.html"
    before = file.stat()
    file.write_bytes(re.sub(rb"people who serve \w+", lambda match: match[0].swapcase(), file.read_bytes(), flags=re.IGNORECASE))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    return file.name


@edit("files")
def link_to_a_file_outside(hamlet: Hamlet) -> str:
    """What a symbolic link leads to is no page; a template it may be."""
    outside = hamlet.root / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "stranger.md").write_text(f"---\ntitle: {hamlet.words()}\ndate: 2026-01-01\n---\n\n{hamlet.words()}\n", encoding="utf-8")
    for link in ("essays/posts/stranger.md", "stranger.txt"):
        if not (hamlet.root / "docs" / link).is_symlink():
            (hamlet.root / "docs" / link).symlink_to(f"{'../' * (link.count('/') + 1)}outside/stranger.md")
    template = hamlet.root / "overrides/partials/title.html"
    if not template.is_symlink():
        template.rename(outside / "title.html")
        template.symlink_to("../../outside/title.html")
    said = (outside / "title.html").read_text(encoding="utf-8").rstrip("\n")
    (outside / "title.html").write_text(f"{said}<!-- {hamlet.words()} -->\n", encoding="utf-8")
    return "outside/title.html"


# Templates, styles, scripts


def _reword(hamlet: Hamlet, path: str, pattern: str, words: str | None = None) -> str:
    """Put other words in the place of those that a pattern finds once in a file; the pattern finds them again next time."""
    file = hamlet.root / path
    text = file.read_text(encoding="utf-8")
    assert len(re.findall(pattern, text)) == 1, f"{path} has no one place for {pattern}: name another"
    said = hamlet.words() if words is None else words
    file.write_text(re.sub(pattern, lambda match: match[1] + said + match[2], text), encoding="utf-8")
    return f"{path}: {said}"


FACE = (
    ("overrides/partials/footer.html", r"(site_name \| e \}\}: )[^<]*(</p>)"),
    ("overrides/partials/cite.html", r"(<summary>)[^<]*(</summary>)"),
    ("overrides/essay.html", r'(\{\{ cards\.invitation\(")[^"]*(")'),
    ("overrides/topic.html", r'(\{\{ cards\.invitation\("[^"]*", ")[^"]*(")'),
    ("overrides/story.html", r"(<span>Published )(?:[^{]*)(\{\{)"),
    ("overrides/partials/provenance.html", r'(\{% if front\.sources %\}<a href="#sources">)[^<]*(</a>)'),
    ("overrides/partials/evidence.html", r"(if stories %\})[^{]*(\{\{ words)"),
    ("overrides/redirect.html", r"(<h1>)[^<]*(</h1>)"),
    ("overrides/404.html", r"(<h1>)[^<]*(</h1>)"),
)
"""Where words stand in templates: of every page, of a kind of page, of parts that few pages have."""


@edit("face")
def change_a_template(hamlet: Hamlet) -> str:
    return _reword(hamlet, *hamlet.chance.choice(FACE))


@edit("face")
def change_the_frame(hamlet: Hamlet) -> str:
    return _reword(hamlet, "overrides/main.html", r"(\{% block footer %\}\n)[^{]*(\{% include)", f"  <p>{hamlet.words()}</p>\n  ")


@edit("face")
def put_a_template_over_material_s(hamlet: Hamlet) -> str:
    """A file that was not there before is found first now; or no longer."""
    file = hamlet.root / "overrides/partials/languages/en.html"
    if file.exists():
        shutil.rmtree(file.parent)
        return "no longer"
    file.parent.mkdir()
    ours = (MATERIAL / "partials/languages/en.html").read_text(encoding="utf-8")
    file.write_text(ours.replace("Copy to clipboard", hamlet.words()), encoding="utf-8")
    return file.name


@edit("face")
def change_a_stylesheet(hamlet: Hamlet) -> str:
    name = hamlet.chance.choice(["prose", "tokens", "essay", "tools", "map", "pocket", "fonts"])
    with (hamlet.root / f"overrides/stylesheets/{name}.css").open("a", encoding="utf-8") as file:
        file.write(f".edited-{hamlet.number()} {{ color: red; }}\n")
    return name


@edit("face")
def change_a_script(hamlet: Hamlet) -> str:
    name = hamlet.chance.choice(["site.js", "map.js", "practice/run.js", "story/page.js"])
    with (hamlet.root / "overrides/assets/javascripts" / name).open("a", encoding="utf-8") as file:
        file.write(f"// {hamlet.words()}\n")
    return name


@edit("face")
def add_or_delete_an_asset(hamlet: Hamlet) -> str:
    file = hamlet.root / f"overrides/assets/{hamlet.chance.choice('ab')}.svg"
    if file.exists():
        file.unlink()
    else:
        file.write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><!-- {hamlet.words()} --></svg>\n", encoding="utf-8")
    return file.name


# Settings


SETTINGS = (
    ("mkdocs.yml", r"(?m)(^site_name: ).*()$"),
    ("mkdocs.yml", r"(?m)(^copyright: ).*()$"),
    ("mkdocs.yml", r"(permalink_title: ).*()"),
)


@edit("settings")
def change_a_setting(hamlet: Hamlet) -> str:
    return _reword(hamlet, *hamlet.chance.choice(SETTINGS))


@edit("settings")
def inherit_a_setting(hamlet: Hamlet) -> str:
    """The description of the site, said in a file that the settings only name."""
    file = hamlet.root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    if "INHERIT" not in text:
        file.write_text(re.sub(r"(?m)^site_description: .*$", "INHERIT: base.yml", text), encoding="utf-8")
    (hamlet.root / "base.yml").write_text(f"site_description: {hamlet.words()}\n", encoding="utf-8")
    return "base.yml"


@edit("settings")
def change_how_markdown_is_read(hamlet: Hamlet) -> str:
    file = hamlet.root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    old, new = hamlet.chance.choice(
        [("  - abbr\n", ""), ("permalink: true", "permalink: ¶"), ("alternate_style: true", "alternate_style: false")]
    )
    assert (old in text) or (new in text), old
    file.write_text(text.replace(old, new) if old in text else text.replace(new, old) if new else text, encoding="utf-8")
    return f"{old!r} and {new!r}"


@edit("settings")
def change_how_words_are_searched(hamlet: Hamlet) -> str:
    file = hamlet.root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    old, new = ("language: en", "language: de") if "language: en" in text else ("language: de", "language: en")
    file.write_text(text.replace(old, new), encoding="utf-8")
    return new


@edit("settings")
def change_the_navigation(hamlet: Hamlet) -> str:
    file = hamlet.root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    (rows,) = re.findall(r"(?m)^nav:\n((?:  - .*\n)+)", text)
    nav = rows.splitlines(keepends=True)
    if hamlet.chance.random() < 0.5:
        hamlet.chance.shuffle(nav)
    else:
        number = hamlet.chance.randrange(len(nav))
        nav[number] = f"  - {hamlet.words(1, 2)}: {nav[number].rpartition(': ')[2]}"
    file.write_text(text.replace(rows, "".join(nav)), encoding="utf-8")
    return "".join(nav)


@edit("settings")
def change_the_order_of_styles(hamlet: Hamlet) -> str:
    file = hamlet.root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    (row,) = re.findall(r"    rich: \[(.*)\]\n", text)
    names = row.split(", ")
    hamlet.chance.shuffle(names)
    file.write_text(text.replace(row, ", ".join(names)), encoding="utf-8")
    return ", ".join(names)


VARIABLES = (
    {"SITE_URL": "https://one.example/"},
    {"SITE_URL": "https://two.example/deep/"},
    {"REPO_URL": "https://github.com/one/callback", "EDIT_URI": "edit/main/docs/"},
    {"REPO_URL": "https://code.example/two/callback", "FORGE": "gitea", "REPO_BRANCH": "trunk"},
    {"EDITOR_EMAIL": "editor@example.org"},
)


@edit("settings")
def set_variables(hamlet: Hamlet) -> str:
    chosen = hamlet.chance.choice(VARIABLES)
    taken_back = all(hamlet.variables.get(name) == value for name, value in chosen.items())
    for name in chosen:
        hamlet.variables.pop(name, None)
    hamlet.variables |= {} if taken_back else chosen
    return f"{chosen}{' no longer' if taken_back else ''}"


@edit("settings")
def set_what_no_page_shows(hamlet: Hamlet) -> str:
    hamlet.variables |= {"TZ": hamlet.chance.choice(["UTC", "Pacific/Kiritimati"]), "PYTHONHASHSEED": str(hamlet.number())}
    return "TZ, PYTHONHASHSEED"


@edit("settings")
def let_days_pass(hamlet: Hamlet) -> str:
    """A practice is due for review one day, though nobody has touched it."""
    hamlet.days = 0 if hamlet.days else 20_000
    return f"{hamlet.days} days from today"


# The machine


CODE = (
    ("hooks/folio/listings.py", r"(\nPAGE_SIZE = )\d+(\n)", range(3, 21)),
    ("hooks/folio/feed.py", r"(\nLENGTH = )\d+(\n)", range(2, 21)),
    ("hooks/folio/jsonld.py", r'(\nCONTEXT = "https://schema\.org)/*(")', ("", "/")),
    ("hooks/folio/reminder.py", r"(\nHOUR = dt\.time\()\d+(\))", range(6, 12)),
    ("hooks/folio/darkroom.py", r'("JPEG": \{"quality": )\d+(,)', range(60, 90)),
    ("hooks/face/cover.py", r'(\nMARMALADE = Colours\("#fbea)[0-9a-f]{2}(")', range(10, 99)),
    ("hooks/face/coat.py", r"(step = 58 \+ )\d+( \*)", range(40, 60)),
    ("hooks/face/card.py", r"(\nUNDER = )\d+(\n)", range(40, 56)),
    ("hooks/face/wrapping.py", r"(\n_UNKNOWN, _WIDE = 0\.)\d+(,)", range(60, 90)),
    ("hooks/folio/manuscript.json", r'("words": \{"least": )\d+(,)', range(60, 90)),
)
"""Where numbers stand in code, and in the data beside it, that pages, feeds, data and pictures are made by."""
ADAPTER = "hooks/pages.py"


@edit("code")
def change_the_core(hamlet: Hamlet) -> str:
    path, pattern, choices = hamlet.chance.choice(CODE)
    return _reword(hamlet, path, pattern, str(hamlet.chance.choice(choices)))


@edit("code")
def change_an_adapter(hamlet: Hamlet) -> str:
    with (hamlet.root / ADAPTER).open("a", encoding="utf-8") as file:
        said = f"<!-- {hamlet.words()} --></body>"
        file.write(f'\n\ndef on_post_page(output, **_):\n    return output.replace("</body>", "{said}")\n')
    return ADAPTER


@edit("code")
def change_a_font(hamlet: Hamlet) -> str:
    """Letters of titles on cards: files that code reads while it draws."""
    one, other = (hamlet.root / f"hooks/face/fonts/{name}.woff2" for name in ("figtree", "fraunces"))
    mine, its = one.read_bytes(), other.read_bytes()
    one.write_bytes(its)
    other.write_bytes(mine)
    return "figtree and fraunces change places"

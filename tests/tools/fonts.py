"""Cut the fonts down to what pages use, and write them with their stylesheet. Run by `make fonts`; the same input gives the same bytes.

In: two variable fonts from npm (tests/tools/package.json). Out: overrides/assets/fonts/*.woff2 and overrides/stylesheets/fonts.css.
Each font keeps the weights that the stylesheets ask for and is split in three, so that a browser fetches only what a page's
letters need: `base` for English, `latin` for the rest of Western Europe, `ext` for Latin Extended.

Until a font is there, another shows the text. So that nothing jumps then, each of those is scaled to take the room of ours:
size-adjust is the ratio of the mean widths of letters, and ascent, descent and line gap are ours in that scale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
SOURCES = HERE / "node_modules/@fontsource-variable"
OUT = HERE.parent.parent / "overrides"

BASE = frozenset(range(0x20, 0x7F)) | frozenset(map(ord, "\u00a0£§©¶·×½äéöü–—‘’“”•…€→"))
"""What an English page needs: ASCII, and the punctuation, signs and accents that are frequent on ours."""
FEATURES = ("kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum")
"""What of a font's rules is used: run.css asks for figures of one width, the others are on by themselves."""

LETTERS = {
    " ": 190, "e": 127, "t": 91, "a": 82, "o": 75, "i": 70, "n": 67, "s": 63, "h": 61, "r": 60, "d": 43, "l": 40, "u": 28, "c": 28,
    "m": 24, "f": 22, "w": 24, "y": 20, "p": 19, "v": 10, "b": 15, "g": 20, "k": 8, "j": 2, "q": 1, "x": 2, "z": 1,
}  # fmt: skip
"""How frequent letters are in English, in thousandths of its letters."""


@dataclass(frozen=True)
class Fallback:
    """Fonts of one width that a reader's system may have, the weights that they show, and the weight of ours that they are scaled to.

    `width` is the mean width of a letter in ems, weighed as ours is: measured on the Liberation fonts, which have the widths of
    Arial and Times; of the others by their ratio to Arial in Capsize's tables.
    """

    like: str
    names: tuple[str, ...]
    width: float
    usual: int
    weights: tuple[int, int] = (1, 999)


@dataclass(frozen=True)
class Family:
    """A font, its weights, and what stands in for it."""

    name: str
    weights: tuple[int, int]
    fallbacks: tuple[Fallback, ...]


SERIF = (
    Fallback("Georgia", ("Georgia", "Gelasio"), 0.4456, 560),
    Fallback("Times", ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman"), 0.4039, 560),
    Fallback("Noto Serif", ("Noto Serif",), 0.4808, 560),
)
SANS = (
    Fallback("Arial", ("Arial", "Liberation Sans", "Arimo"), 0.4456, 400, (1, 519)),
    Fallback("Arial", ("Arial Bold", "Liberation Sans Bold", "Arimo Bold"), 0.4824, 600, (520, 999)),
    Fallback("Roboto", ("Roboto",), 0.4446, 400),
)
FAMILIES = (Family("Fraunces", (500, 640), SERIF), Family("Figtree", (400, 640), SANS))


def main() -> None:
    """Write everything."""
    rules = []
    for family in FAMILIES:
        latin, ext = (load(family, subset) for subset in ("latin", "latin-ext"))
        letters = set(latin.getBestCmap())
        cuts = {"base": (latin, letters & BASE), "latin": (latin, letters - BASE), "ext": (ext, set(ext.getBestCmap()) - letters)}
        for name, (font, wanted) in cuts.items():
            file = f"{family.name.lower()}-{name}.woff2"
            (OUT / "assets/fonts" / file).write_bytes(cut(font, wanted))
            rules.append(face(family, file, wanted))
        rules += [stand_in(family, fallback, latin) for fallback in family.fallbacks]
    head = "/* Made by `make fonts`: the fonts, each in three files, and what stands in for them until they are there. */\n\n"
    (OUT / "stylesheets/fonts.css").write_text(head + "\n".join(rules) + "\n", encoding="utf-8")


def load(family: Family, subset: str) -> TTFont:
    """A font with no more weights than are used."""
    name = family.name.lower()
    font = TTFont(SOURCES / name / f"files/{name}-{subset}-wght-normal.woff2", recalcTimestamp=False)
    return instantiateVariableFont(font, {"wght": family.weights})


def cut(font: TTFont, letters: set[int]) -> bytes:
    """A font with some letters only, packed."""
    packed = BytesIO()
    font.save(packed)
    own = TTFont(BytesIO(packed.getvalue()), recalcTimestamp=False)
    options = Options(layout_features=list(FEATURES), hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 5, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(own)
    own.flavor = "woff2"
    result = BytesIO()
    own.save(result, reorderTables=True)
    return result.getvalue()


def face(family: Family, file: str, letters: set[int]) -> str:
    """The rule that lets a page load a file when it has one of its letters."""
    low, high = family.weights
    return (
        f'@font-face {{ font-family: {family.name}; src: url("../assets/fonts/{file}") format("woff2"); font-weight: {low} {high}; '
        f"font-display: swap; unicode-range: {ranges(letters)}; }}"
    )


def stand_in(family: Family, fallback: Fallback, font: TTFont) -> str:
    """The rule that scales fonts of the reader's system to the room that ours takes."""
    scale = width(font, fallback.usual) / fallback.width
    head, unit = font["hhea"], font["head"].unitsPerEm
    metrics = {"ascent": head.ascent, "descent": -head.descent, "line-gap": head.lineGap}
    said = "; ".join(f"{key}-override: {value / unit / scale:.2%}" for key, value in metrics.items())
    local = ", ".join(f'local("{one}")' for one in fallback.names)
    low, high = fallback.weights
    return (
        f'@font-face {{ font-family: "{family.name} as {fallback.like}"; src: {local}; font-weight: {low} {high}; '
        f"size-adjust: {scale:.2%}; {said}; }}"
    )


def width(font: Any, weight: int) -> float:
    """The mean width of a letter of English text at a weight, in ems."""
    packed = BytesIO()
    font.save(packed)
    still = instantiateVariableFont(TTFont(BytesIO(packed.getvalue())), {"wght": weight})
    names, widths = still.getBestCmap(), still["hmtx"]
    total = sum(widths[names[ord(letter)]][0] * share for letter, share in LETTERS.items())
    return float(total / sum(LETTERS.values()) / still["head"].unitsPerEm)


def ranges(letters: Iterable[int]) -> str:
    """Code points as CSS writes them: U+20-7E, U+A0."""
    found: list[list[int]] = []
    for letter in sorted(letters):
        if found and letter == found[-1][1] + 1:
            found[-1][1] = letter
        else:
            found.append([letter, letter])
    return ", ".join(f"U+{low:X}" + (f"-{high:X}" if high > low else "") for low, high in found)


if __name__ == "__main__":
    main()

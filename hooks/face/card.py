"""Card: the picture that other sites show of a page, 1200×630: its cover, its title, its kind, the site's name and bell.

Text stands on the wash of the kind at the left, the coat grows out of the right edge. Drawn in few colours, each blended
with the wash only, so that a pixel is an entry of a palette from the start. What cards share is drawn once, on paper that is
used again: a card takes some two milliseconds.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache, cached_property
from math import hypot
from pathlib import Path

import PIL
from PIL import Image, ImageDraw, features
from zlib_ng import zlib_ng

from .coat import HEIGHT, WIDTH, Coat
from .cover import MARMALADE, Colours, colours
from .lettering import LEADING, Typeface, fit
from .png import MARGIN, Paper
from .typecase import Case

SIZE = (1200, 630)
CODE = ("card", "coat", "cover", "lettering", "png", "typecase")
"""The modules that decide how pictures look: what was kept of other drawings is passed over."""
LIBRARIES = ("freetype2", "raqm", "harfbuzz")
"""What Pillow sets letters with, in the versions that are found here."""
INK = "#221c15"
LEFT, TOP = 72, 64
"""Where the text begins; it ends as far from the bottom."""
SIZES = {80: 4, 72: 4, 64: 4, 56: 5, 48: 6, 42: 7}
"""Of a title, in pixels, largest first, and how many lines of each there is room for."""
NAME = {38: 1, 32: 1, 26: 1}
"""The same of the site's name."""
UNDER = 48
"""How far below the kind a title begins."""
WIDE = 604
"""How wide a title may be."""
EDGE = 700
"""Nothing of the coat lies left of here, in pixels."""
FINE = 2
"""The coat is drawn so many times larger, and made smaller, for smooth edges."""
TONES = (4, 20, 28)
"""What a pixel of each tone counts in the large drawing: of four in a square, any number of one tone has a sum of its own."""
LEVELS = 8
"""Steps from the wash to the colour of a letter."""
LETTERS, LABEL, BELL = 32, 48, 64
"""Where the colours of title, kind and bell begin in the palette."""
FONTS = Path(__file__).with_name("fonts")
"""The fonts of pages before they are cut to what pages use: a card has all letters of one file, a page has them in three."""


class Press:
    """Draws the cards of one site, in its fonts."""

    def __init__(self, site: str, fonts: Path = FONTS) -> None:
        self.site = site
        self.heads = Typeface(fonts / "fraunces.woff2", 600)
        self.labels = Typeface(fonts / "figtree.woff2", 640)
        self._sheets: dict[tuple[str, str], Image.Image] = {}
        self._cases: dict[tuple[Typeface, int], Case] = {}
        self._paper = Paper(SIZE)
        self._fine = Image.new("L", ((SIZE[0] - EDGE) * FINE, SIZE[1] * FINE))

    def key(self, title: str, label: str, slug: str, kind: str) -> str:
        """A name for all that the pictures of a page are made of: the same name, the same bytes."""
        return hashlib.sha256(json.dumps([self._makers, title, label, slug, kind]).encode()).hexdigest()

    @cached_property
    def _makers(self) -> list[str]:
        """Of what every card is made besides words: this code, the fonts, and what draws them."""
        files = [*(Path(__file__).with_name(f"{name}.py") for name in CODE), self.heads.file, self.labels.file]
        made = hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()
        tools = [PIL.__version__, str(zlib_ng.ZLIBNG_RUNTIME_VERSION), *(f"{name} {features.version(name)}" for name in LIBRARIES)]
        return [self.site, made, *tools, str(self.heads.at(next(iter(SIZES))).layout_engine)]

    def card(self, title: str, label: str, kind: str, piece: Coat) -> bytes:
        """The card of a page as PNG. `label` is its kind in words, or nothing; what the fonts cannot say is left out."""
        sheet = self._paper.sheet
        sheet.paste(self._sheet(label, kind))
        size, lines = fit(self.heads.readable(title), self.heads, SIZES, WIDE)
        self._write(sheet, (LEFT, TOP + (UNDER if label else -8)), lines, self.heads, size)
        sheet.paste(_coat(piece, self._fine), (MARGIN + EDGE, 0))
        return self._paper.packed(_palette(colours(kind)))

    def _sheet(self, label: str, kind: str) -> Image.Image:
        """What all cards of a kind share: the ground, the kind in words, the site's bell and name."""
        if (label, kind) not in self._sheets:
            sheet = Image.new("L", self._paper.sheet.size)
            self._spaced(sheet, (LEFT, TOP), self.labels.readable(label.upper()), self.labels, 28)
            _bell(sheet, (LEFT, SIZE[1] - TOP - 46))
            size, lines = fit(self.heads.readable(self.site), self.heads, NAME, WIDE - 72)
            self._write(sheet, (LEFT + 72, SIZE[1] - TOP - 44), lines, self.heads, size)
            self._sheets[label, kind] = sheet
        return self._sheets[label, kind]

    def _write(self, sheet: Image.Image, at: tuple[int, int], lines: list[str], face: Typeface, size: int, colour: int = LETTERS) -> None:
        """Write lines, their upper left corner at a place, in a colour of the palette."""
        case = self._cases.setdefault((face, size), Case(face.at(size)))
        mask = Image.new("L", (EDGE - at[0], min(round((len(lines) + 1) * size * LEADING), SIZE[1] - at[1])))
        for nth, line in enumerate(lines):
            case.set(mask, round(nth * size * LEADING), line)
        _stamp(sheet, at, mask, colour)

    def _spaced(self, sheet: Image.Image, at: tuple[int, int], text: str, face: Typeface, size: int) -> None:
        """Write a line with its letters set apart, in the colour of a kind."""
        x: float = at[0]
        for letter in text:
            if x + size < EDGE:
                self._write(sheet, (round(x), at[1]), [letter], face, size, LABEL)
            x += face.at(size).getlength(letter) + size * 0.1


def _stamp(sheet: Image.Image, at: tuple[int, int], mask: Image.Image, colour: int) -> None:
    """Colour the pixels that a mask covers, each by how much of it is covered; the others stay as they are."""
    if box := mask.getbbox():
        part = mask.crop(box).point(_LEVELS[colour])
        left, top = MARGIN + at[0] + box[0], at[1] + box[1]
        bare = not sheet.crop((left, top, left + part.width, top + part.height)).getbbox()
        sheet.paste(part, (left, top), None if bare else part.point(_ANY))


def _bell(sheet: Image.Image, at: tuple[int, int]) -> None:
    """The site's sign, as in its header: a dome in marmalade; a foot and a knob in ink."""
    unit = 56 / 32 * 4  # drawn four times as large
    for colour, shapes in ((BELL, ((4, 11, 28, 35, 180),)), (LETTERS, ((2, 24.5, 30, 28, 0), (13.4, 6.4, 18.6, 11.6, 360)))):
        mask = Image.new("L", (56 * 4, 56 * 4))
        pen = ImageDraw.Draw(mask)
        for left, top, right, bottom, form in shapes:
            box = (left * unit, top * unit, right * unit, bottom * unit)
            if form == 180:
                pen.pieslice(box, 180, 360, fill=255)
            elif form:
                pen.ellipse(box, fill=255)
            else:
                pen.rounded_rectangle(box, 1.7 * unit, fill=255)
        _stamp(sheet, at, mask.reduce(4), colour)


def _coat(piece: Coat, fine: Image.Image) -> Image.Image:
    """The cover from EDGE to the right, its left patches left out, each pixel an entry of the palette. `fine` is drawn over."""
    scale = FINE * SIZE[1] / HEIGHT
    shift = fine.width - WIDTH * scale
    fine.paste(0, (0, 0, *fine.size))
    pen = ImageDraw.Draw(fine)
    for patch in piece.patches:
        if min(x for x, _ in patch.corners) - piece.round > -shift / scale:
            pen.polygon([(x * scale + shift, y * scale) for x, y in _outline(patch.corners, piece.round)], fill=TONES[patch.tone])
    return fine.reduce(FINE)


def _outline(corners: tuple[tuple[int, int], ...], radius: int) -> list[tuple[float, float]]:
    """Points round a patch: its corners moved outwards, each rounded by five points."""
    normals = []
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        length = hypot(bx - ax, by - ay)
        normals.append(((by - ay) / length, (ax - bx) / length))
    across, up = normals[-1]
    points = []
    for (x, y), normal in zip(corners, normals, strict=True):
        turn_across, turn_up = normal[0] - across, normal[1] - up
        for part in (0, 0.27, 0.5, 0.73, 1):
            dx, dy = across + turn_across * part, up + turn_up * part
            out = radius / hypot(dx, dy)
            points.append((x + dx * out, y + dy * out))
        across, up = normal
    return points


def _levels(start: int) -> list[int]:
    """From how much of a letter covers a pixel to the entry of the palette; none is the wash."""
    return [start + level if (level := round(value * LEVELS / 255)) else 0 for value in range(256)]


_LEVELS = {start: _levels(start) for start in (LETTERS, LABEL, BELL)}
_ANY = [0] + [255] * 255


@cache
def _palette(paint: Colours) -> bytes:
    """The colours of a card: the wash, and others in steps up from it."""
    shares = [
        (tone * part // FINE**2, colour, part / FINE**2)
        for tone, colour in zip(TONES, paint.tones, strict=True)
        for part in range(1, FINE**2 + 1)
    ]
    for start, colour in ((LETTERS, INK), (LABEL, paint.tones[2]), (BELL, MARMALADE.tones[2])):
        shares += [(start + level, colour, level / LEVELS) for level in range(1, LEVELS + 1)]
    ground = _mixed(paint.wash, paint.wash, 0)
    mixed = {entry: _mixed(paint.wash, colour, share) for entry, colour, share in shares}
    return bytes(value for entry in range(BELL + LEVELS + 1) for value in mixed.get(entry, ground))


def _mixed(ground: str, colour: str, share: float) -> tuple[int, ...]:
    """A colour laid over another, as red, green and blue."""
    pairs = zip(bytes.fromhex(ground[1:]), bytes.fromhex(colour[1:]), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)

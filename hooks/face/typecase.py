"""Type case: the letters of a font in one size, each drawn once and then only set, where Pillow would draw them in a line.

Letters that a font draws in another way beside each other, as a ligature or one over the other, are one piece of type.
"""

from __future__ import annotations

from functools import cache
from math import floor

from PIL import Image, ImageDraw, ImageFont


class Case:
    """The pieces of type of a font in one size."""

    def __init__(self, font: ImageFont.FreeTypeFont) -> None:
        self.font = font
        self._piece = cache(self._drawn)
        self._joined = cache(self._belong)
        self._step = cache(self._advance)

    def set(self, sheet: Image.Image, y: int, line: str) -> None:
        """Set a line where a grey sheet is empty, from its left edge on, as far below its upper edge as `y` says in pixels."""
        pieces: list[str] = []
        for letter in line:
            if pieces and self._joined(pieces[-1], letter):
                pieces[-1] += letter
            else:
                pieces.append(letter)
        self._put(sheet, y, pieces)

    def _put(self, sheet: Image.Image, y: int, pieces: list[str]) -> None:
        x, before = 0.0, ""
        for text in pieces:
            x += self._step(before, text)
            image, left, top = self._piece(text)
            sheet.paste(255, (floor(x + 0.5) + left, y + top), image)
            before = text

    def _drawn(self, text: str) -> tuple[Image.Image, int, int]:
        """A piece, and how far from where it begins its left and upper edges lie."""
        left, top, right, bottom = map(floor, self.font.getbbox(text))
        image = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
        ImageDraw.Draw(image).text((-left, -top), text, fill=255, font=self.font)
        return image, left, top

    def _advance(self, before: str, text: str) -> float:
        """From where a piece begins to where the next does, in pixels; a font counts in 64ths."""
        return self.font.getlength(before + text) - self.font.getlength(text)

    def _belong(self, text: str, letter: str) -> bool:
        """Whether a letter, set behind others, is another picture than the font draws."""
        _, _, right, bottom = self.font.getbbox(text + letter)
        size = (floor(right) + 1, floor(bottom) + 1)
        drawn, put = Image.new("L", size), Image.new("L", size)
        ImageDraw.Draw(drawn).text((0, 0), text + letter, fill=255, font=self.font)
        self._put(put, 0, [text, letter])
        return drawn.tobytes() != put.tobytes()

"""Cover: the picture of a page, a piece of giraffe coat in the colours of the page's kind, as SVG; the same for ever.

A wink at the loaf that was renamed because someone was free to say yes. The colours are those of tokens.css. An SVG that
is shown as a picture takes the scheme of the page around it; where its style may not act, it is light.
"""

from __future__ import annotations

from typing import NamedTuple

from .coat import HEIGHT, WIDTH, Coat, Patch, coat


class Colours(NamedTuple):
    """The ground of a cover and its patches, from the lightest to the darkest; then the same for dark pages."""

    wash: str
    tones: tuple[str, str, str]
    dark_wash: str
    dark_tones: tuple[str, str, str]


MARMALADE = Colours("#fbeadb", ("#e9a877", "#c9692f", "#a8480f"), "#3a2415", ("#86583a", "#b97b50", "#f0a06a"))
COLOURS = {
    "essay": MARMALADE,
    "practice": Colours("#e0f0ec", ("#8fc4bb", "#3f8d86", "#0f5c57"), "#12312e", ("#39716b", "#539c93", "#6fcabf")),
    "story": Colours("#f6e6f0", ("#d79fc3", "#a55a8b", "#74305f"), "#38192e", ("#7e506f", "#ae759a", "#e09cc8")),
    "home": MARMALADE,
}
SAND = Colours("#f1e8da", ("#d8c7ac", "#ab977c", "#6a5f52"), "#2a231c", ("#5a4e41", "#857767", "#b3a696"))
"""The colours of pages of no kind of their own."""


def colours(kind: str) -> Colours:
    """The colours of a kind of page."""
    return COLOURS.get(kind, SAND)


def cover(slug: str, kind: str) -> str:
    """The cover of a page, by its slug and kind: one or two KB of SVG."""
    return draw(coat(f"{kind}/{slug}"), kind)


def draw(piece: Coat, kind: str) -> str:
    """A piece of coat in the colours of a kind, as SVG."""
    paint = colours(kind)
    ground = f'<path fill="{paint.wash}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
    rules = [f"path{{fill:{paint.dark_wash}}}"]
    groups = []
    for tone, colour in enumerate(paint.tones):
        path = "".join(_path(patch) for patch in piece.patches if patch.tone == tone)
        groups.append(f'<path class="t{tone}" fill="{colour}" stroke="{colour}" d="{path}"/>')
        rules.append(f".t{tone}{{fill:{paint.dark_tones[tone]};stroke:{paint.dark_tones[tone]}}}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<style>@media(prefers-color-scheme:dark){{{''.join(rules)}}}</style>{ground}"
        f'<g stroke-width="{2 * piece.round}" stroke-linejoin="round">{"".join(groups)}</g></svg>\n'
    )


def _path(patch: Patch) -> str:
    """A patch as a path: from its first corner in steps, a space only where two numbers would run together."""
    steps = list(patch.corners[:1])
    steps += [(x - a, y - b) for (a, b), (x, y) in zip(patch.corners, patch.corners[1:], strict=False)]
    first, *rest = (f"{x}{'' if y < 0 else ' '}{y}" for x, y in steps)
    return f"M{first}l{rest[0]}" + "".join(step if step.startswith("-") else f" {step}" for step in rest[1:]) + "z"

"""Covers: the same for ever, different from page to page, small, and nothing but shapes; in the colours of the tokens."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from math import hypot
from xml.etree import ElementTree as ET

import pytest
import website
from face.coat import HEIGHT, TONES, WIDTH, Patch, coat
from face.cover import COLOURS, SAND, Colours, cover
from hypothesis import given, settings
from hypothesis import strategies as st

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {
    "svg": {"width", "height", "viewBox"},
    "style": set(),
    "g": {"stroke-width", "stroke-linejoin"},
    "path": {"class", "fill", "stroke", "d"},
}
RULE = r"(?:path\{fill:#[0-9a-f]{6}\}|\.t\d\{fill:#[0-9a-f]{6};stroke:#[0-9a-f]{6}\})"
PAGES = [
    ("room-to-say-yes", "practice"),
    ("the-giraffe-loaf", "story"),
    ("three-year-old", "essay"),
    ("", "home"),
    ("about/", "page"),
    ("ü", "topic"),
]


def test_a_cover_is_the_same_for_ever() -> None:
    """A change of the algorithm is a change of everybody's cover: who changes these lines means to do that."""
    known = {
        ("room-to-say-yes", "practice"): "e284ec9b87232836",
        ("the-giraffe-loaf", "story"): "f8f3cb1ee43b5acc",
        ("three-year-old", "essay"): "b300cdab26bc310a",
        ("", "home"): "c31775f885b761a7",
        ("about/", "page"): "be8119c4dd404267",
        ("ü", "topic"): "4d110bb834786844",
    }
    assert {page: hashlib.sha256(cover(*page).encode()).hexdigest()[:16] for page in PAGES} == known


@given(st.text(max_size=300), st.sampled_from([*COLOURS, "topic", "person", "anything"]))
def test_any_words_give_a_small_picture_of_nothing_but_shapes(slug: str, kind: str) -> None:
    drawn = cover(slug, kind)
    assert 700 < len(drawn.encode()) <= 3 * 1024
    for element in ET.fromstring(drawn).iter():  # noqa: S314 - our own picture
        allowed = SHAPES[element.tag.removeprefix(SVG)]
        assert set(element.attrib) <= allowed
        if element.tag == f"{SVG}style":
            assert re.fullmatch(rf"@media\(prefers-color-scheme:dark\)\{{{RULE}+\}}", element.text or "")
        else:
            assert not (element.text or "").strip()
            assert re.fullmatch(r"[MlhvHz \d-]*", element.get("d", ""))


@given(st.text(max_size=60))
def test_every_coat_has_patches_of_every_tone_and_covers_most_of_its_ground(words: str) -> None:
    piece = coat(words)
    assert {patch.tone for patch in piece.patches} == set(range(TONES))
    assert 8 <= len(piece.patches) <= 80
    assert 3 <= piece.round <= 20
    for patch in piece.patches:
        assert 3 <= len(patch.corners) <= 12
        assert all(-WIDTH < x < 2 * WIDTH and -HEIGHT < y < 2 * HEIGHT for x, y in patch.corners)


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_no_patch_touches_another(words: str) -> None:
    piece = coat(words)
    for nth, one in enumerate(piece.patches):
        for other in piece.patches[:nth]:
            assert max(_beyond(one, other), _beyond(other, one)) > 2 * piece.round or _apart(one, other) > 2 * piece.round


def _sides(patch: Patch) -> Iterator[tuple[int, int, int, int, float]]:
    """Each side of a patch: where it begins, how far it runs, its length."""
    for (ax, ay), (bx, by) in zip(patch.corners, patch.corners[1:] + patch.corners[:1], strict=True):
        yield ax, ay, bx - ax, by - ay, hypot(bx - ax, by - ay)


def _beyond(one: Patch, other: Patch) -> float:
    """How far off all of a patch lies at least, seen from a side of another: quick, and never too much."""
    return max(min((x - ax) * dy - (y - ay) * dx for x, y in other.corners) / length for ax, ay, dx, dy, length in _sides(one))


def _apart(one: Patch, other: Patch) -> float:
    """How far two patches are from each other: from a corner of either to a side of the other."""
    found = []
    for a, b in ((one, other), (other, one)):
        for ax, ay, dx, dy, length in _sides(a):
            for x, y in b.corners:
                along = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / length**2))
                found.append(hypot(x - ax - along * dx, y - ay - along * dy))
    return min(found)


def test_pages_have_covers_of_their_own() -> None:
    drawn = [cover(f"page-{n}", kind) for n in range(200) for kind in ("essay", "story")]
    assert len(set(drawn)) == len(drawn)
    counts = [len(coat(f"page-{n}").patches) for n in range(200)]
    assert max(counts) > 2 * min(counts), "some coats are fine, some are coarse"
    paths = {re.sub(r'(fill|stroke)(="|:)#\w+', "", cover("page", kind)) for kind in ("essay", "story")}
    assert len(paths) == 2, "one slug in two kinds is two pages"


@pytest.mark.parametrize("kind", ["essay", "practice", "story"])
def test_a_cover_wears_the_colours_of_the_tokens(kind: str) -> None:
    tokens = (website.PROJECT / "overrides/stylesheets/tokens.css").read_text(encoding="utf-8")
    found = {
        name: match.groups() for name in (kind, f"{kind}-wash") if (match := re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", tokens))
    }
    paint = COLOURS[kind]
    assert found == {kind: (paint.tones[-1], paint.dark_tones[-1]), f"{kind}-wash": (paint.wash, paint.dark_wash)}


@pytest.mark.parametrize("paint", [*COLOURS.values(), SAND])
def test_tones_run_from_near_the_wash_to_far_from_it(paint: Colours) -> None:
    for wash, tones in ((paint.wash, paint.tones), (paint.dark_wash, paint.dark_tones)):
        contrasts = [contrast(wash, tone) for tone in tones]
        assert contrasts == sorted(contrasts)
        assert contrasts[-1] >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [value / 255 for value in bytes.fromhex(colour[1:])]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

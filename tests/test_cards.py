"""Cards: pictures of the right size that say a page's title whatever stands in it, always in the same bytes, kept or not."""

from __future__ import annotations

import io
import itertools
import unicodedata
from pathlib import Path

import pytest
import website
from face.card import EDGE, INK, LEFT, SIZE, SIZES, WIDE, Press
from face.coat import coat
from face.cover import COLOURS, SAND, Colours, cover
from face.lettering import Typeface, fit
from face.pictures import pictures
from face.png import MARGIN, Paper
from face.typecase import Case
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, features
from test_cover import contrast

FONTS = website.PROJECT / "hooks/face/fonts"
TITLES = [
    "What a three-year-old taught a supermarket about authority",
    "Yes",
    "A title " * 60,
    "Donaudampfschifffahrtsgesellschaftskapitän" * 9,
    "<script>alert('x')</script> & \u202eback\u202c \x00\x1b[31m",
    "Jgpqy ÅÉÎ (§) “quoted”, dashed – and — so on…",
]
UNSAYABLE = ["顧客の声を聞く", "Το φλιτζάνι", "کارت", "Один ключ", "🦒🦒🦒", "", " \u200b\u2060 "]
"""Titles in letters that our fonts lack, or without any."""


@pytest.fixture(scope="module")
def press() -> Press:
    """What draws the cards of a site."""
    return Press("The Callback", FONTS)


def opened(card: bytes) -> Image.Image:
    """A card as a picture in full colours."""
    with Image.open(io.BytesIO(card), formats=["PNG"]) as image:
        image.verify()
    with Image.open(io.BytesIO(card)) as image:
        return image.convert("RGB")


def words(press: Press, title: str) -> tuple[int, int, int, int] | None:
    """The box round all that a title puts on a card."""
    with_title, without = (opened(press.card(text, "Story", "story", coat("story/one"))) for text in (title, ""))
    return ImageChops.difference(with_title, without).getbbox()


@pytest.mark.parametrize("title", TITLES + UNSAYABLE)
@pytest.mark.parametrize("kind", ["essay", "page"])
def test_a_card_is_a_small_png_of_the_size_that_other_sites_want(press: Press, title: str, kind: str) -> None:
    card = press.card(title, kind.capitalize(), kind, coat(title))
    assert opened(card).size == SIZE == (1200, 630)
    assert len(card) <= 60 * 1024


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stands_in_its_place_and_never_beyond_it(press: Press, title: str) -> None:
    box = words(press, title)
    assert box
    assert box[0] >= LEFT - 8
    assert box[2] <= LEFT + WIDE + 8 <= EDGE
    assert box[3] <= 520, "it runs into the site's name"


@pytest.mark.parametrize("title", UNSAYABLE)
def test_what_the_fonts_cannot_say_is_left_out_and_no_boxes_stand_there(press: Press, title: str) -> None:
    assert words(press, title) is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("A giraffe 🦒 at the till", "A giraffe at the till"),
        ("Łódź, Ljubičić, Lőrinc and Nguyễn", "Lódz, Ljubicic, Lorinc and Nguyen"),
        ("Cafe\u0301 \u202eolé\u202c\u200d", "Café olé"),
        ("one\n\ttwo\u00a0three\u2028four", "one two three four"),
    ],
)
def test_what_can_be_said_without_is_said_without(press: Press, written: str, said: str) -> None:
    assert press.heads.readable(written) == said
    assert press.card(written, "Story", "story", coat("x")) == press.card(said, "Story", "story", coat("x"))


@settings(max_examples=60)
@given(st.text(max_size=500))
def test_any_title_fits(title: str) -> None:
    face = _face()
    size, lines = fit(face.readable(title), face, SIZES, WIDE)
    assert len(lines) <= SIZES[size]
    assert all(face.at(size).getlength(line) <= WIDE * 1.01 for line in lines)
    assert all(line.strip() == line for line in lines)


def _face(made: list[Typeface] = []) -> Typeface:  # noqa: B006 - made once
    if not made:
        made.append(Typeface(FONTS / "fraunces.woff2", 600))
    return made[0]


def test_every_letter_there_is_can_stand_in_a_title(press: Press) -> None:
    """Ten letters have a name that says "with" of a letter that does not exist alone."""
    latin = [chr(code) for code in range(0x110000) if " WITH " in unicodedata.name(chr(code), "")]
    said = {letter: press.heads.readable(letter) for letter in latin}
    assert said["ł"] == "l"
    assert said["ƛ"] == ""
    assert all(len(short) <= 1 for short in said.values())


def test_a_title_that_fits_is_said_whole_and_set_as_large_as_it_can_be() -> None:
    face = _face()
    for count in range(1, 40):
        title = " ".join(itertools.islice(itertools.cycle("people who answer know what to do".split()), count))
        size, lines = fit(title, face, SIZES, WIDE)
        shown = " ".join(lines)
        assert shown == title or (size == min(SIZES) and shown.endswith("…") and title.startswith(shown[:-1].rstrip()))
    for count in range(1, 300, 7):
        size, lines = fit("m" * count, face, SIZES, WIDE)
        assert "".join(lines).rstrip("…") == "m" * min(count, len("".join(lines).rstrip("…")))
        assert len(lines) == SIZES[size] or "".join(lines) == "m" * count
    assert fit("Say yes", face, SIZES, WIDE)[0] == max(SIZES)


def test_every_part_of_a_card_shows(press: Press) -> None:
    piece = coat("story/one")
    card = press.card("Title", "Story", "story", piece)
    others = {
        "another title": press.card("Other", "Story", "story", piece),
        "another kind in words": press.card("Title", "Letter", "story", piece),
        "other colours": press.card("Title", "Story", "essay", piece),
        "another coat": press.card("Title", "Story", "story", coat("story/two")),
        "another site": Press("Another", FONTS).card("Title", "Story", "story", piece),
    }
    assert len({card, *others.values()}) == 1 + len(others)


def test_a_card_shows_the_patches_of_its_cover(press: Press) -> None:
    card = opened(press.card("", "", "essay", coat("essay/one")))
    shown = {colour for _, colour in card.crop((EDGE, 0, *SIZE)).getcolors(10_000) or ()}
    paint = COLOURS["essay"]
    assert {tuple(bytes.fromhex(colour[1:])) for colour in (paint.wash, *paint.tones)} <= shown


@pytest.mark.parametrize("paint", [*COLOURS.values(), SAND])
def test_words_on_a_card_can_be_read(paint: Colours) -> None:
    assert contrast(INK, paint.wash) >= 12
    assert contrast(paint.tones[-1], paint.wash) >= 4.5


def test_letters_have_the_full_colour_of_ink(press: Press) -> None:
    left = opened(press.card("Mmm", "", "story", coat("x"))).crop((0, 0, EDGE, 400))
    assert tuple(bytes.fromhex(INK[1:])) in {colour for count, colour in left.getcolors(10_000) or () if count > 500}


# Type and paper

CASES = {size: Case(Typeface(FONTS / "fraunces.woff2", 600).at(size)) for size in (80, 42)}


@pytest.mark.parametrize("size", CASES)
@given(line=st.text("abcdefghijklmnopqrstuvwxyz AVTWYJLQf'’“”.,–éÅø01479()", max_size=24))
@example(line="Offices affirm: fjord, waffle, fluffy")
@example(line="j")
def test_a_line_set_in_type_is_the_line_that_pillow_draws(size: int, line: str) -> None:
    drawn, put = Image.new("L", (1400, 120)), Image.new("L", (1400, 120))
    ImageDraw.Draw(drawn).text((0, 9), line, fill=255, font=CASES[size].font)
    CASES[size].set(put, 9, line)
    assert drawn.tobytes() == put.tobytes()


def test_paper_that_is_used_again_gives_what_is_on_it() -> None:
    paper = Paper((40, 30))
    palette = bytes(range(30))
    for entry in (0, 9, 5):
        paper.sheet.paste(entry, (MARGIN, 0, *paper.sheet.size))
        paper.sheet.paste(3, (MARGIN + 7, 4, MARGIN + 9, 5))
        with Image.open(io.BytesIO(paper.packed(palette))) as image:
            assert (image.mode, image.size) == ("P", (40, 30))
            assert sorted(image.getcolors() or ()) == sorted([(2, 3), (40 * 30 - 2, entry)])
            assert image.getpixel((7, 4)) == 3
            assert bytes(image.getpalette() or ())[:30] == palette


# Kept


def made(folder: Path | None, **other: str) -> tuple[bytes, bytes]:
    """The pictures of a page, by a press that has drawn nothing yet."""
    values = {"title": "One", "label": "Story", "slug": "one", "kind": "story", **other}
    return pictures(Press("The Callback", FONTS), **values, folder=folder)


def test_what_is_kept_is_what_is_drawn_and_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = made(None)
    assert fresh[0].decode() == cover("one", "story")
    assert made(tmp_path) == fresh
    monkeypatch.setattr(Press, "card", None)
    assert made(tmp_path) == fresh


@pytest.mark.parametrize("field", ["title", "label", "slug", "kind"])
def test_another_page_has_pictures_of_its_own(tmp_path: Path, field: str) -> None:
    made(tmp_path)
    other = {field: "essay" if field == "kind" else "Another"}
    assert made(tmp_path, **other) == made(None, **other) != made(None)
    assert len(list(tmp_path.iterdir())) == 2


def test_damaged_pictures_are_drawn_anew(tmp_path: Path) -> None:
    fresh = made(tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for damaged in (b"", whole[:10], whole[:-1], whole + b"x", whole[:40] + b"x" + whole[41:], whole[:-9] + b"x" + whole[-8:]):
        file.write_bytes(damaged)
        assert made(tmp_path) == fresh
        assert file.read_bytes() == whole


def test_pictures_under_another_page_s_name_are_drawn_anew(tmp_path: Path) -> None:
    fresh, other = made(tmp_path), made(tmp_path, slug="other")
    one, two = tmp_path.iterdir()
    data = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(data)
    assert (made(tmp_path), made(tmp_path, slug="other")) == (fresh, other)


def test_a_folder_that_keeps_nothing_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert made(tmp_path / "file") == made(None)


def test_a_key_names_the_code_and_the_fonts(tmp_path: Path) -> None:
    for font in FONTS.glob("*.woff2"):
        (tmp_path / font.name).write_bytes(font.read_bytes())
    same = Press("The Callback", tmp_path)
    page = ("One", "Story", "one", "story")
    assert same.key(*page) == Press("The Callback", FONTS).key(*page) != Press("Another", FONTS).key(*page)
    with (tmp_path / "figtree.woff2").open("ab") as font_file:
        font_file.write(b"\0")
    assert Press("The Callback", tmp_path).key(*page) != same.key(*page)


def test_a_key_names_what_draws_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    page = ("One", "Story", "one", "story")
    before = Press("The Callback", FONTS).key(*page)
    for library in ("freetype2", "raqm"):
        with monkeypatch.context() as other:
            other.setattr(features, "version", lambda name, library=library: "0" if name == library else "1")
            assert Press("The Callback", FONTS).key(*page) != before

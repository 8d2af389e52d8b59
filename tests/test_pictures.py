"""Pictures: what may be published passes whatever made it, all else is told in words, and what is published is pixels alone."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import photos
import pytest
from folio import darkroom, pictures, sandbox, tree
from folio.manuscript import LIMITS
from hypothesis import given, settings
from hypothesis import strategies as st
from photos import JPEG, PNG, WEBP, animated, commented, exif, gradient, picture, with_chunk
from PIL import Image, ImageCms
from website import build, built, lay

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
BERLIN = exif(gps=(52, 31, 12))
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="52,31N"/></rdf:RDF></x:xmpmeta>'

HONEST = {
    **{f"PNG {mode}": picture("PNG", mode=mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")},
    **{f"JPEG {mode}": picture("JPEG", mode=mode) for mode in ("L", "RGB", "CMYK")},
    **{f"WebP {mode}": picture("WEBP", mode=mode) for mode in ("RGB", "RGBA")},
    "a JPEG that appears in steps": picture("JPEG", progressive=True),
    "a JPEG with marks of restart": picture("JPEG", (400, 300), restart_marker_blocks=2),
    "a JPEG of low quality": picture("JPEG", quality=5),
    "a JPEG of full colour": picture("JPEG", subsampling=0, quality=100),
    "a WebP without loss": picture("WEBP", lossless=True),
    "a picture of one pixel": picture("PNG", (1, 1)),
    "a picture in sRGB": picture("JPEG", icc_profile=SRGB),
    "a PNG in sRGB": picture("PNG", icc_profile=SRGB),
    "a photo that lies on its side": picture("JPEG", exif=exif(orientation=6)),
    "a picture as wide as it may be": picture("PNG", (LIMITS["picture_side"], 2)),
    "a picture with a colour left out": picture("PNG", mode="P", transparency=3),
    "a camera that fills up with zeros": JPEG + bytes(4096),
}
TOLD = {
    "metadata": {
        "a camera's name": picture("JPEG", exif=exif(camera="Phone 9", taken="2025:03:02 10:00:00")),
        "a day in a PNG": picture("PNG", exif=exif(taken="2025:03:02 10:00:00")),
        "a comment in a JPEG": picture("JPEG", comment=b"Made by Sam"),
        "a comment in a PNG": commented("Made by Sam"),
    },
    "location": {
        "a place in a JPEG": picture("JPEG", exif=BERLIN),
        "a place in a PNG": picture("PNG", exif=BERLIN),
        "a place in a WebP": picture("WEBP", exif=BERLIN),
        "a place in XMP": picture("JPEG", xmp=XMP),
        "a place in XMP of a WebP": picture("WEBP", xmp=XMP),
        "a place in XMP of a PNG": with_chunk(PNG, b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
    },
    "still": {"an animated PNG": animated("PNG"), "an animated WebP": animated("WEBP")},
    "side": {"too wide": picture("PNG", (LIMITS["picture_side"] + 1, 1)), "a bomb": photos.bomb()},
    "pixels": {"too many pixels": photos.bomb(5_999, 5_999)},
    "bytes": {"too many bytes": PNG + bytes(LIMITS["picture_bytes"])},
    "kind": {"nothing": b"", "words": b"Hello", "GIF": picture("GIF", mode="P"), "TIFF": picture("TIFF"), "a page": b"<svg onload=a()>"},
    "end": {
        "a page behind a PNG": PNG + b"<script>alert(1)</script>",
        "a page behind a JPEG": JPEG + b"<script>alert(1)</script>",
        "a page behind a WebP": WEBP + b"<script>alert(1)</script>",
        "an archive behind a JPEG": JPEG + b"PK\x03\x04" + bytes(30),
        "a film behind a JPEG": JPEG + b"\0\0\0\x18ftypmp42" + bytes(30),
        "a film behind a map of light": JPEG + JPEG + b"\0\0\0\x18ftypmp42" + bytes(30),
        "one letter behind a PNG": PNG + b"x",
    },
    "inside": {
        "a page in a comment of a JPEG": picture("JPEG", comment=b"<script>alert(1)</script>"),
        "a page in a comment of a PNG": commented("<html onload=alert(1)>"),
        "an archive in a chunk": with_chunk(PNG, b"zzZz", b"PK\x03\x04" + bytes(30)),
        "a program in a comment": picture("JPEG", comment=b"<?php system('id'); ?>"),
    },
    "opens": {
        **{f"a {kind} cut at {end}": data[: len(data) * end // 100] for kind, data in (("PNG", PNG), ("JPEG", JPEG), ("WebP", WEBP))
           for end in (20, 50, 90)},
        "a PNG with a wrong length": PNG[:33] + b"\x7f\xff\xff\xff" + PNG[37:],
        "a PNG with a wrong sum": PNG[:60] + bytes([PNG[60] ^ 1]) + PNG[61:],
        "a JPEG without its end": JPEG[:-2],
        "a JPEG with a wrong length": JPEG[:4] + b"\xff\xff" + JPEG[6:],
        "a WebP that says it is longer": WEBP[:4] + b"\xff\xff\xff\x7f" + WEBP[8:],
        "a PNG of nothing": b"\x89PNG\r\n\x1a\n",
        "a JPEG of nothing": b"\xff\xd8\xff\xd9",
        "a WebP of nothing": b"RIFF\x04\0\0\0WEBP",
        "a sum that overflows": b"\x89PNG\r\n\x1a\n" + photos.chunk(b"IHDR", b"\xff" * 13),
    },
}  # fmt: skip


@pytest.mark.parametrize("data", HONEST.values(), ids=HONEST)
def test_an_honest_picture_passes(data: bytes) -> None:
    assert list(pictures.judge([data])) == [[]]


@pytest.mark.parametrize(("fault", "data"), [(fault, data) for fault, cases in TOLD.items() for data in cases.values()],
                         ids=[name for cases in TOLD.values() for name in cases])  # fmt: skip
def test_each_fault_is_found(fault: str, data: bytes) -> None:
    assert list(pictures.judge([data])) == [[fault]]


def test_one_picture_that_cannot_be_opened_hides_no_other() -> None:
    assert list(pictures.judge([JPEG, photos.bomb(), JPEG[:50], PNG])) == [[], ["side"], ["opens"], []]


@given(st.integers(0, len(JPEG) - 1), st.integers(0, 255), st.sampled_from([JPEG, PNG, WEBP]))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_a_damaged_picture_gets_a_verdict(place: int, byte: int, data: bytes) -> None:
    place %= len(data)
    assert set(darkroom.look(data[:place] + bytes([byte]) + data[place + 1 :])) <= set(pictures.FAULTS)


# What is published


@pytest.mark.parametrize("data", [*HONEST.values(), *TOLD["metadata"].values(), *TOLD["location"].values(), *TOLD["end"].values(),
                                  *TOLD["inside"].values()])  # fmt: skip
def test_a_clean_picture_has_nothing_but_its_pixels_and_is_made_the_same_every_time(data: bytes) -> None:
    clean = darkroom.clean(data)
    assert darkroom.clean(data) == clean
    assert pictures.kind(clean) == pictures.kind(data)
    assert list(pictures.judge([clean])) == [[]]
    with Image.open(io.BytesIO(clean)) as made:
        assert not set(made.info) - {"transparency", "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
                                     "loop", "background", "timestamp", "duration"}  # fmt: skip


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_lies_on_its_side_is_put_upright(form: str) -> None:
    with Image.open(io.BytesIO(darkroom.clean(picture(form, (40, 20), exif=exif(orientation=6))))) as made:
        assert made.size == (20, 40)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGB", "RGBA"])
def test_a_png_keeps_every_pixel(mode: str) -> None:
    with Image.open(io.BytesIO(darkroom.clean(picture("PNG", mode=mode)))) as made:
        assert made.convert("RGBA").tobytes() == gradient(mode=mode).convert("RGBA").tobytes()


def test_sixteen_bits_a_channel_become_eight() -> None:
    deep = Image.new("I;16", (2, 1))
    deep.putdata([0, 65535])
    out = io.BytesIO()
    deep.save(out, "PNG")
    with Image.open(io.BytesIO(darkroom.clean(out.getvalue()))) as made:
        assert (made.mode, list(made.getdata())) == ("L", [0, 255])


def test_colours_of_another_profile_are_those_of_every_screen() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    lab = ImageCms.profileToProfile(gradient(), ImageCms.createProfile("sRGB"), profile, outputMode="LAB")
    assert lab is not None
    grey = picture("PNG", mode="L", icc_profile=SRGB)  # a profile of colours on a picture without any: passed over
    assert pictures.kind(darkroom.clean(grey)) == "PNG"
    darker = with_chunk(picture("PNG", mode="L"), b"gAMA", (100_000).to_bytes(4, "big"))
    with Image.open(io.BytesIO(darkroom.clean(darker))) as made, Image.open(io.BytesIO(darker)) as before:
        assert made.getpixel((12, 8)) > before.getpixel((12, 8))  # type: ignore[operator]


def test_the_longest_side_is_at_most_what_was_asked_for() -> None:
    for mode in ("1", "P", "L", "RGB", "RGBA"):
        with Image.open(io.BytesIO(darkroom.clean(picture("PNG", (3200, 800), mode), 1600))) as made:
            assert made.size == (1600, 400)


# The build


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of content with a story and two pictures of it."""
    folder = tmp_path / "docs/stories/a-story"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(picture("JPEG", (3200, 1600), exif=exif(camera="Phone 9")))
    (folder / "b.PNG").write_bytes(PNG)
    (folder / "c.gif").write_bytes(b"GIF89a")
    return tmp_path / "docs"


def test_an_album_holds_the_pictures_of_stories_made_anew(docs: Path) -> None:
    album = pictures.album(tree.Folder(docs), "docs/")
    assert list(album.files) == ["stories/a-story/a.jpg", "stories/a-story/b.PNG"]
    assert [(problem.path, problem.severity) for problem in album.problems] == [("docs/stories/a-story/a.jpg", "advice")]
    with Image.open(io.BytesIO(album.files["stories/a-story/a.jpg"])) as made:
        assert made.size == (darkroom.SIDE, 800)


def test_what_was_made_is_kept_and_a_damaged_copy_is_made_again(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = pictures.album(tree.Folder(docs), "docs/", tmp_path / "kept")
    kept = sorted((tmp_path / "kept").iterdir())
    assert len(kept) == 2
    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "_Child", None)  # nothing is made
        assert pictures.album(tree.Folder(docs), "docs/", tmp_path / "kept") == first
    whole = [file.read_bytes() for file in kept]
    other_picture = json.dumps({**json.loads(whole[0]), "made": json.loads(whole[1])["made"]}).encode()
    for damaged in (b"{", b"", b"[" * 100_000, whole[0][:-9], whole[1], other_picture):
        kept[0].write_bytes(damaged)
        assert pictures.album(tree.Folder(docs), "docs/", tmp_path / "kept") == first
        assert kept[0].read_bytes() == whole[0]


def test_a_folder_that_cannot_be_written_costs_only_time(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way", encoding="utf-8")
    assert pictures.album(tree.Folder(docs), "docs/", tmp_path / "kept") == pictures.album(tree.Folder(docs), "docs/")


def test_another_recipe_makes_pictures_again(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures.album(tree.Folder(docs), "docs/", tmp_path / "kept")
    monkeypatch.setattr(pictures, "_recipe", lambda: b"another")
    pictures.album(tree.Folder(docs), "docs/", tmp_path / "kept")
    assert len(list((tmp_path / "kept").iterdir())) == 4


def test_a_picture_that_cannot_be_published_is_told_and_left_out(docs: Path) -> None:
    (docs / "stories/a-story/b.PNG").write_bytes(JPEG)
    (docs / "stories/a-story/a.jpg").write_bytes(picture("JPEG", exif=BERLIN))
    album = pictures.album(tree.Folder(docs), "docs/")
    assert album.files == {}
    assert [problem.found for problem in album.problems] == ["its location is in it", "it is no PNG, JPEG or WebP"]


STORY = "docs/stories/the-giraffe-loaf"


def test_a_built_site_has_the_pixels_of_a_picture_and_not_one_byte_of_its_own(tmp_path: Path) -> None:
    project = lay(tmp_path / "project")
    own = picture("JPEG", (2000, 1000), exif=exif(camera="Secret Phone 9"))
    (project / STORY / "loaf.jpg").write_bytes(own)
    with (project / STORY / "story.md").open("a", encoding="utf-8") as story:
        story.write("\n![A loaf with spots](loaf.jpg)\n")
    site = built(project)
    published = (site.root / "stories/the-giraffe-loaf/loaf.jpg").read_bytes()
    assert b"Secret" not in published
    with Image.open(io.BytesIO(published)) as made:
        assert made.size == (1600, 800)


def test_a_picture_that_cannot_be_made_anew_stops_the_build_with_its_problem(tmp_path: Path) -> None:
    project = lay(tmp_path / "project")
    (project / STORY / "loaf.jpg").write_bytes(JPEG[:-20])
    done = build(project)
    assert done.returncode != 0
    assert "docs/stories/the-giraffe-loaf/loaf.jpg:1: image: a picture can be opened" in done.stderr
    assert not (project / "site").exists()


def test_archives_and_compressed_pages_are_no_pictures() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("story.md", "x")
    for data in (archive.getvalue(), gzip.compress(b"x")):
        assert list(pictures.judge([data])) == [["kind"]]

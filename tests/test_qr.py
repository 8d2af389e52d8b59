"""QR codes: a phone reads from paper the address that stands beside it."""

from __future__ import annotations

import random
import re

import pytest
import segno
import website
import zxingcpp
from folio import qr
from folio.qr import QUIET, Code, code
from hypothesis import given
from hypothesis import strategies as st
from segno.encoder import evaluate_mask

SCALE = 4
ADDRESSES = ("https://a.example/", "https://example.org/sub/path/practices/%C3%BCber-uns/")


def read(found: Code) -> list[str]:
    """What a reader sees in a code, drawn as an SVG renderer draws its path."""
    side = found.size * SCALE
    picture = bytearray(b"\xff" * side * side)
    for x, y, length in (map(int, run) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", found.path)):
        for row in range(y * SCALE, (y + 1) * SCALE):
            start = row * side + x * SCALE
            picture[start : start + length * SCALE] = bytes(length * SCALE)
    return [barcode.text for barcode in zxingcpp.read_barcodes(memoryview(bytes(picture)).cast("B", shape=[side, side]))]


@pytest.mark.parametrize("address", [*ADDRESSES, f"https://x.example/{'a' * 300}"])
def test_a_reader_reads_the_address(address: str) -> None:
    assert read(code(address)) == [address]


@given(st.text("abcxyz019-/%", max_size=160))
def test_a_code_stands_under_the_mask_that_the_norm_wants(end: str) -> None:
    address = f"https://a.example/{end}"
    found, matrix = code(address), segno.make(address, error="m", boost_error=False, micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    runs = [(int(x), int(y), int(length)) for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", found.path)]
    assert {(x + n - QUIET, y - QUIET) for x, y, length in runs for n in range(length)} == dark


@given(st.integers(), st.sampled_from([21, 25, 29]))
def test_a_code_is_weighed_as_the_norm_says(seed: int, size: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    pieces = [bytes((1, 0, 1, 1, 1, 0, 1)), bytes((0, 1, 1, 1, 0, 1)), bytes(1), bytes(4), b"\1"]
    rows = [bytearray(b"".join(chance.choices(pieces, k=size))[:size]) for _ in range(size)]
    assert qr.penalty(qr._number(rows), size) == evaluate_mask(rows, size, size)  # type: ignore[no-untyped-call]


def test_its_margin_is_as_wide_as_the_norm_wants() -> None:
    found = code("https://a.example/")
    places = [(int(x), int(y), int(length)) for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", found.path)]
    assert min(x for x, _, _ in places) == min(y for _, y, _ in places) == QUIET
    assert max(x + length for x, _, length in places) == max(y + 1 for _, y, _ in places) == found.size - QUIET


def test_the_codes_of_a_site_lead_to_its_practices_from_page_and_card(rich: website.Site) -> None:
    for name in rich.sources("practice"):
        url = rich.leaf(name).url
        for leaf in (rich.pages[url], rich.pages[f"{url}card/"]):
            svg = leaf.main.one("svg", class_="qr")
            found = Code(int(svg.get("viewbox").split()[-1]), svg.one("path").get("d"))
            assert read(found) == [website.ADDRESS + url]
            assert "style" not in svg.attributes

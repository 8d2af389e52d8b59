"""QR codes: a phone reads from paper the address that stands beside it."""

from __future__ import annotations

import re

import pytest
import website
import zxingcpp
from folio.qr import QUIET, Code, code

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

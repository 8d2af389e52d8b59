"""Files of the search: a line that hands over data, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search.packing import FormError, pack, read_varint, unpack, varint


@given(st.from_regex(r"[a-z0-9/]{1,20}", fullmatch=True), st.binary())
def test_what_is_packed_is_unpacked(name: str, data: bytes) -> None:
    assert unpack(pack(name, data)) == (name, data)
    assert pack(name, data).count(b"\n") == 1


@pytest.mark.parametrize("file", [b"", b"alert(1)", b'finder.take("a","%");\n', b'finder.take("a","AAAA");\n', pack("a", b"words")[:-9]])
def test_anything_else_is_refused(file: bytes) -> None:
    with pytest.raises(FormError):
        unpack(file)


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    data, at = b"".join(map(varint, numbers)), 0
    for number in numbers:
        found, at = read_varint(data, at)
        assert found == number
    assert at == len(data)

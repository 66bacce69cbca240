"""Unpacking piece by piece gives what was packed, and never more than the limit."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import FetchFailed
from dateline.ingest.unpacking import Unpacker

LIMIT = 5_000_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "": lambda data: data,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate ": raw_deflate,
    "br": lambda data: brotli.compress(data, quality=2),
}


def unpack(coding: str, data: bytes, size: int, limit: int = LIMIT) -> bytes:
    unpacker = Unpacker(coding, limit)
    for start in range(0, len(data), size):
        unpacker.feed(data[start : start + size])
    return unpacker.finish()


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.sampled_from(sorted(PACKERS)),
    st.binary(max_size=300),
    st.integers(1, 700),
    st.integers(1, 90_000),
)
def test_what_was_packed_comes_back(coding: str, data: bytes, times: int, size: int) -> None:
    whole = data * times
    assert unpack(coding, PACKERS[coding](whole), size) == whole


def test_gzip_of_several_members() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0 and what is no part of it"
    assert unpack("gzip", packed, 7) == b"one two"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_left_before_it_goes_off(coding: str) -> None:
    bomb = PACKERS[coding](b"\0" * 20_000_000)
    unpacker = Unpacker(coding, 10**9)
    with pytest.raises(FetchFailed, match="more than 100 times its size"):
        unpacker.feed(bomb)
    assert sum(map(len, unpacker._parts)) < 2_500_000
    with pytest.raises(FetchFailed, match="larger than 1,000 bytes"):
        unpack(coding, bomb, 10**9, limit=1_000)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_damage(coding: str) -> None:
    packed = PACKERS[coding](b"a report of some length " * 9)
    with pytest.raises(FetchFailed, match="ends in the middle"):
        unpack(coding, packed[:-5], 11)
    with pytest.raises(FetchFailed, match=r"damaged|ends in the middle"):
        unpack(coding, b"\xff" + packed, 11)
    assert unpack(coding, b"", 1) == b""


@pytest.mark.parametrize("coding", ["zstd", "compress", "gzip, br", "x" * 900])
def test_codings_that_were_not_asked_for(coding: str) -> None:
    with pytest.raises(FetchFailed, match="not asked for") as caught:
        Unpacker(coding, LIMIT)
    assert len(str(caught.value)) < 120

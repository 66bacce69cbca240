"""Shards: each item in just one of them, whatever their number."""

from __future__ import annotations

import pytest

from dateline.batch.shards import Shard
from dateline.errors import InputError


@pytest.mark.parametrize("many", [0, 1, 7, 100])
@pytest.mark.parametrize("of", [1, 2, 3, 8])
def test_shards_are_the_whole(many: int, of: int) -> None:
    shards = [Shard(number, of) for number in range(1, of + 1)]
    parts = [list(shard.part(range(many))) for shard in shards]
    assert sorted(n for part in parts for n in part) == list(range(many))
    assert [len(part) for part in parts] == [shard.size(many) for shard in shards]
    assert all(part == sorted(part) for part in parts)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_how_a_shard_is_written() -> None:
    assert Shard.parse("3/8") == Shard(3, 8)
    assert str(Shard.parse("3/8")) == "3/8"
    assert Shard.parse(None) == Shard(1, 1)


@pytest.mark.parametrize(
    "text", ["", "3", "0/8", "9/8", "1/0", "-1/8", "1/8 ", "a/b", "1/2/3", "٣/8"]
)
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(InputError, match="--shard: not I/N"):
        Shard.parse(text)

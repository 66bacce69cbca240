"""The countries for a map: named, outlined, and a clear word where their file is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.resolve.lands import read_lands


def test_every_country_with_an_outline() -> None:
    lands = {land.iso3: land for land in read_lands()}
    assert len(lands) > 200
    assert list(lands) == sorted(lands)
    assert lands["GBR"].name == "United Kingdom"
    iraq = [point for ring in lands["IRQ"].rings for point in ring]
    assert 38 < min(lon for lon, _ in iraq) < max(lon for lon, _ in iraq) < 49
    assert 29 < min(lat for _, lat in iraq) < max(lat for _, lat in iraq) < 38
    for land in lands.values():
        assert land.name
        assert all(ring[0] == ring[-1] for ring in land.rings), land.iso3


def test_a_missing_or_damaged_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="missing"):
        read_lands(tmp_path / "no.sqlite")
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"not a database, not at all" * 100)
    with pytest.raises(DataError, match="cannot be read"):
        read_lands(damaged)

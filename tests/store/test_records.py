"""What an incident says of its reports' rival values."""

from __future__ import annotations

from dateline.records.incident import Rival, Rivals


def test_the_leading_value() -> None:
    rivals = (Rival("Basra", ("a", "b")), Rival("Mosul", ("c",)))
    assert Rivals("Nasiriyah", ("d",), rivals).leading == "Nasiriyah"
    assert Rivals(None, (), rivals).leading == "Basra"
    assert Rivals(None).leading is None

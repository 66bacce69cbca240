"""Names of dimensions, and questions that cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.aggregates import COLUMNS, DIMENSIONS, Question, aggregate, dimensions
from dateline.errors import InputError
from dateline.store import open_store

from .made import Held, counted


def names(by: Any) -> list[str]:
    return [one.name for one in dimensions(by)]


def test_units_bring_what_they_lie_in() -> None:
    assert names("admin1,month,acled_event_type") == ["country", "admin1", "month",
                                                      "acled_event_type"]  # fmt: skip
    assert names("month, admin2") == ["month", "country", "admin1", "admin2"]
    assert names(["admin1", "Country"]) == ["country", "admin1"]
    assert names("acled-event-type,,acled_event_type") == ["acled_event_type"]


@pytest.mark.parametrize(("by", "says"), [
    ("moth", "'moth' is no dimension (do you mean month?); there are country, admin1"),
    ("month;rm -rf", "is no dimension"),
    ("", "say what to count by; there are country"),
    (" , ", "say what to count by"),
    ("x" * 999, f"{'x' * 60!r} is no dimension"),
])  # fmt: skip
def test_unknown(by: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        dimensions(by)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(("by", "options", "says"), [
    ("month", {"places": "none"}, "'none' is neither seen nor all"),
    ("admin2", {"places": "all"}, "not all second-level ones"),
    ("plover,acled_event_type", {"types": "all"}, "not ACLED and PLOVER"),
])  # fmt: skip
def test_what_cannot_be_all(by: str, options: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        Question(dimensions(by), **options)


def test_every_column_is_explained() -> None:
    found = counted(Held(), ",".join(DIMENSIONS)).to_polars().columns
    assert set(found) == {*DIMENSIONS, *COLUMNS}
    assert all(one.says for one in DIMENSIONS.values())


def test_an_unknown_filter(tmp_path: Any) -> None:
    open_store(tmp_path / "s.sqlite").close()
    with pytest.raises(InputError, match="county"):
        aggregate(tmp_path / "s.sqlite", by="month", county="IRQ")
    with pytest.raises(InputError, match="no dimension"):
        aggregate(tmp_path / "none.sqlite", by="moons")

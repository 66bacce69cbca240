"""The example of docs/aggregates.md, from a store: a rise of coverage, and a rise of events."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline
from dateline.aggregates import COLUMNS, DIMENSIONS
from dateline.store import open_store

from .coverage import filled

DOCS = Path(__file__).parents[2] / "docs" / "aggregates.md"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("coverage") / "store.sqlite")


def test_the_table_of_the_docs(store: Path) -> None:
    rows = dateline.aggregate(store, by="country,year").to_polars().iter_rows(named=True)
    lines = [
        f"| {row['country']} | {row['year']} | {row['incidents']} | {row['articles']:,} "
        f"| {row['per_1000']:.0f} ({row['per_1000_low']:.0f}–{row['per_1000_high']:.0f}) "
        f"| {row['articles_on_country']} | {row['per_1000_on_country']:.0f} "
        f"({row['per_1000_on_country_low']:.0f}–{row['per_1000_on_country_high']:.0f}) |"
        for row in rows
    ]
    assert len(lines) == 4
    assert "\n".join(lines) in DOCS.read_text("utf-8")


def test_every_column_and_dimension_is_in_the_docs() -> None:
    said = DOCS.read_text("utf-8")
    for name in (*DIMENSIONS, *COLUMNS):
        assert f"| `{name}` |" in said, name


def test_ways_to_ask(store: Path) -> None:
    whole = dateline.aggregate(store, by="admin1,month", country="Iraq", since="2024")
    assert whole.incidents == 240
    assert len(whole) == 3 * 12
    with open_store(store) as opened:
        again = dateline.aggregate(opened, by=["admin1", "month"], country="IRQ", since="2024-01")
    assert again.csv() == whole.csv()
    assert whole.run == again.run == 1


def test_a_run_that_is_not(store: Path) -> None:
    with pytest.raises(dateline.DatelineError, match="no run 7"):
        dateline.aggregate(store, by="month", run="7")


def test_an_empty_store(tmp_path: Path) -> None:
    open_store(tmp_path / "s.sqlite").close()
    table = dateline.aggregate(tmp_path / "s.sqlite", by="month,country")
    assert (len(table), table.incidents, table.run) == (0, 0, None)


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(dateline.DatelineError, match="no store yet"):
        dateline.aggregate(tmp_path / "s.sqlite", by="month")

"""Which period an incident lies in: edges of years and weeks, vague dates, asked periods."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest

from dateline.aggregates import Question, dimensions
from dateline.aggregates.periods import every_period, label_of, last_of, start_of
from dateline.aggregates.question import MOST_ROWS
from dateline.store import Filter

from .made import Held, an_article, an_incident, cells, counted

UNITS = ("day", "week", "month", "quarter", "year")


def of_day(day: date, unit: str) -> tuple[str, date, date]:
    frame = pl.DataFrame({"day": [day]})
    start = start_of(unit, pl.col("day"))  # type: ignore[arg-type]
    found = frame.select(
        label_of(unit, start).alias("label"),  # type: ignore[arg-type]
        start.alias("start"),
        last_of(unit, start).alias("last"),  # type: ignore[arg-type]
    )
    label, first, last = found.row(0)
    return label, first, last


@pytest.mark.parametrize(("day", "labels"), [
    ("2020-12-31", "2020-12-31 2020-W53 2020-12 2020-Q4 2020"),
    ("2021-01-03", "2021-01-03 2020-W53 2021-01 2021-Q1 2021"),
    ("2021-01-04", "2021-01-04 2021-W01 2021-01 2021-Q1 2021"),
    ("2018-12-31", "2018-12-31 2019-W01 2018-12 2018-Q4 2018"),
    ("2024-02-29", "2024-02-29 2024-W09 2024-02 2024-Q1 2024"),
    ("2021-03-28", "2021-03-28 2021-W12 2021-03 2021-Q1 2021"),  # clocks change in Europe
    ("2021-10-31", "2021-10-31 2021-W43 2021-10 2021-Q4 2021"),
    ("0476-09-04", "0476-09-04 0476-W36 0476-09 0476-Q3 0476"),
    ("1969-12-31", "1969-12-31 1970-W01 1969-12 1969-Q4 1969"),
    ("9999-12-31", "9999-12-31 9999-W52 9999-12 9999-Q4 9999"),
    ("0001-01-01", "0001-01-01 0001-W01 0001-01 0001-Q1 0001"),
])  # fmt: skip
def test_labels(day: str, labels: str) -> None:
    found = [of_day(date.fromisoformat(day), unit) for unit in UNITS]
    assert " ".join(label for label, _, _ in found) == labels
    for _, first, last in found:
        assert first <= date.fromisoformat(day) <= last


@pytest.mark.parametrize("unit", UNITS)
def test_as_python_counts(unit: str) -> None:
    """Every day of some years lies in one period, whose ends meet those of the next."""
    day, ends = date(2019, 12, 1), set()
    while day < date(2021, 2, 1):
        label, first, last = of_day(day, unit)
        if unit == "week":
            year, week, _ = day.isocalendar()
            assert label == f"{year}-W{week:02}"
            assert (last - first).days == 6
        ends.add((first, last))
        day += timedelta(days=1)
    day_after = timedelta(days=1)
    assert all(later[0] == one[1] + day_after for one, later in pairwise(sorted(ends)))


@pytest.mark.parametrize(("when", "by", "period", "why"), [
    (("2020-08-01", "2020-08-31", "month"), "day", None, "date not so fine"),
    (("2020-08-01", "2020-08-31", "month"), "week", None, "date not so fine"),
    (("2020-08-01", "2020-08-31", "month"), "month", "2020-08", ""),
    (("2020-08-01", "2020-08-31", "month"), "year", "2020", ""),
    (("2020-08-24", "2020-08-30", "week"), "week", "2020-W35", ""),
    (("2020-08-24", "2020-08-30", "week"), "month", "2020-08", ""),
    (("2020-08-31", "2020-09-06", "week"), "month", None, "date not so fine"),
    (("2019-12-01", "2020-02-29", "season"), "quarter", None, "date not so fine"),
    (("2020-06-01", "2020-08-31", "season"), "year", "2020", ""),
    (("2020-01-01", "2020-12-31", "year"), "quarter", None, "date not so fine"),
    (("2020-08-30", "2020-09-02", "range"), "month", "2020-08", ""),
    (("2020-08-30", "2020-09-02", "day"), "day", "2020-08-30", ""),
    (None, "month", None, "no date"),
])  # fmt: skip
def test_vague_dates(when: tuple[str, str, str] | None, by: str, period: str | None,
                     why: str) -> None:  # fmt: skip
    held = Held([an_incident(when=when)])
    assert cells(counted(held, by), by, "remainder", "incidents") == [(period, why, 1)]


def test_of_two_units_each_says_what_it_can() -> None:
    held = Held([an_incident(when=("2020-01-01", "2020-12-31", "year")), an_incident(2)])
    table = counted(held, "year,month")
    assert cells(table, "year", "month", "remainder", "incidents") == [
        ("2020", "2020-08", "", 1), ("2020", None, "date not so fine", 1),
    ]  # fmt: skip
    assert cells(table, "first_day", "last_day") == [(date(2020, 8, 1), date(2020, 8, 31)),
                                                    (None, None)]  # fmt: skip


def test_asked_periods_bound_the_rows() -> None:
    where = Filter(since=date(2020, 8, 15), until=date(2020, 10, 10))
    held = Held(
        [an_incident(when=("2020-07-30", "2020-08-20", "range"))],
        [an_article(1, "2020-08-01"), an_article(2, "2020-08-15"), an_article(3, "2020-10-11")],
    )
    table = counted(held, "month", where=where)
    assert cells(table, "month", "incidents", "articles") == [
        ("2020-08", 1, 1), ("2020-09", 0, 0), ("2020-10", 0, 0),
    ]  # fmt: skip
    assert cells(table, "first_day", "last_day")[0] == (date(2020, 8, 15), date(2020, 8, 31))
    assert cells(table, "last_day")[2] == (date(2020, 10, 10),)


def test_all_periods_of_all_time() -> None:
    found = every_period(dimensions("year,week"), date(1, 1, 1), date(9999, 12, 31))
    assert len(found) < MOST_ROWS
    assert found["year"].n_unique() == 9999
    assert Question(dimensions("day")).most == MOST_ROWS

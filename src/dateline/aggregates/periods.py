"""Days, ISO weeks, months, quarters and years: which one an incident lies in, and all of them.

A date that is told as a day or as a stretch of days counts where it begins, or where the asked
period does if that is later. One that is only told as a week, a month, a season or a year counts
where the whole of it lies in one period of the table, and else in none.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from .dimensions import NOT_DATED, NOT_SO_FINE, Dimension, Unit

VAGUE = ("week", "month", "season", "year")
"""Precisions of dates that say no day."""
_EVERY: dict[Unit, str] = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}


def start_of(unit: Unit, day: pl.Expr) -> pl.Expr:
    """The first day of the period that a day lies in; weeks begin on Mondays (ISO 8601)."""
    if unit == "day":
        return day
    if unit == "quarter":  # which polars counts from a month of its own for years before 1
        return pl.date(day.dt.year(), day.dt.quarter().cast(pl.Int32) * 3 - 2, 1)
    return day.dt.truncate(_EVERY[unit])


def label_of(unit: Unit, start: pl.Expr) -> pl.Expr:
    """What a period is called, of its first day: 2020-08-24, 2020-W53, 2020-08, 2020-Q3, 2020."""
    year = start.dt.year().cast(pl.String).str.zfill(4)
    if unit == "day":
        return start.dt.strftime("%Y-%m-%d")
    if unit == "week":
        week = start.dt.week().cast(pl.String).str.zfill(2)
        return pl.concat_str(start.dt.iso_year().cast(pl.String).str.zfill(4), pl.lit("-W"), week)
    if unit == "month":
        return pl.concat_str(year, pl.lit("-"), start.dt.month().cast(pl.String).str.zfill(2))
    if unit == "quarter":
        return pl.concat_str(year, pl.lit("-Q"), start.dt.quarter().cast(pl.String))
    return year


def last_of(unit: Unit, start: pl.Expr) -> pl.Expr:
    """The last day of a period, of its first day; the calendar ends with the year 9999."""
    if unit == "day":
        return start
    after = start.dt.offset_by(_EVERY[unit])
    return pl.min_horizontal(after.dt.offset_by("-1d"), pl.lit(date.max))


def with_periods(
    frame: pl.DataFrame, by: tuple[Dimension, ...], since: date | None
) -> pl.DataFrame:
    """The frame with the first day of each incident's periods, and ``_when``: why there is none."""
    first = pl.col("first")
    begun = first if since is None else pl.max_horizontal(first, pl.lit(since))
    is_vague = pl.col("precision").is_in(VAGUE)
    keys: list[pl.Expr] = []
    for one in by:
        unit = unit_of(one)
        whole, end = start_of(unit, first), start_of(unit, pl.col("last"))
        told = pl.when(whole == end).then(whole)
        keys.append(pl.when(is_vague).then(told).otherwise(start_of(unit, begun)).alias(one.name))
    found = frame.with_columns(keys)
    without = pl.any_horizontal([pl.col(one.name).is_null() for one in by])
    why = pl.when(first.is_null()).then(pl.lit(NOT_DATED)).when(without).then(pl.lit(NOT_SO_FINE))
    return found.with_columns(why.otherwise(pl.lit("")).alias("_when"))


def every_period(by: tuple[Dimension, ...], first: date, last: date) -> pl.DataFrame:
    """All periods from the one of a day to the one of another, none left out."""
    days = pl.date_range(first, last, interval="1d", eager=True).alias("_day").to_frame()
    keys = [start_of(unit_of(one), pl.col("_day")).alias(one.name) for one in by]
    return days.select(keys).unique(maintain_order=True)


def bounds(frame: pl.DataFrame, by: tuple[Dimension, ...]) -> tuple[date, date] | None:
    """A day in the first and one in the last period that some incident lies in."""
    told = frame.select(one.name for one in by).drop_nulls()
    if not len(told):
        return None
    days = told.select(pl.max_horizontal(pl.all()).alias("_day"))["_day"]
    first, last = days.min(), days.max()
    if not isinstance(first, date) or not isinstance(last, date):
        raise AssertionError("periods are days")
    return first, last


def unit_of(one: Dimension) -> Unit:
    """The unit of a dimension of time."""
    unit: Unit = one.name  # type: ignore[assignment]
    return unit

"""Incidents counted under each value; those that have none are counted too, with the reason."""

from __future__ import annotations

import polars as pl

from .dimensions import NOT_DATED, NOT_PLACED, NOT_SO_FINE, Dimension
from .periods import with_periods
from .question import Question

MEASURES = (
    "incidents", "killed_low", "killed_high", "killed_open", "reports", "sources", "partisan_only",
    "disputed",
)  # fmt: skip
REMAINDER = "remainder"


def keyed(incidents: pl.DataFrame, question: Question) -> pl.DataFrame:
    """Incidents with a column for each dimension, and why they lack some of them.

    An incident of several values of a dimension stands in as many rows.
    """
    found, reasons = incidents, dict[str, pl.Expr]()
    times = question.of("time")
    if times:
        found = with_periods(found, times, question.where.since)
        for why in (NOT_DATED, NOT_SO_FINE):
            reasons[why] = pl.col("_when") == why
    for one in question.by:
        if one.family != "time":
            found = _with_values(found, one)
            for why, condition in _reasons(one).items():
                reasons[why] = reasons[why] | condition if why in reasons else condition
    told = [pl.when(condition).then(pl.lit(why)) for why, condition in reasons.items()]
    words = pl.concat_str(told, separator="; ", ignore_nulls=True) if told else pl.lit("")
    return found.with_columns(words.fill_null("").alias(REMAINDER))


def counted(keys: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """A row for each combination of values that some incident has."""
    grouped = keys.group_by([*names, REMAINDER]).agg(
        pl.len().cast(pl.Int64).alias("incidents"),
        *(pl.col(name).cast(pl.Int64).sum() for name in MEASURES[1:]),
    )
    words = [pl.col(name).cast(pl.String) for name in names if _is_word(grouped[name])]
    return grouped.with_columns(words)


def _is_word(column: pl.Series) -> bool:
    return bool(column.dtype == pl.Categorical)


def _with_values(frame: pl.DataFrame, one: Dimension) -> pl.DataFrame:
    """The frame with a column of the dimension's name."""
    if not one.many:
        return frame.with_columns(pl.col(one.column).alias(one.name))
    if one.name == "outlet":  # its own reports only
        named = frame.with_columns(
            pl.col("outlets").alias("outlet"), pl.col("outlet_reports").alias("reports")
        )
        return named.explode("outlet", "reports", empty_as_null=True)
    return frame.with_columns(pl.col(one.column).alias(one.name)).explode(
        one.name, empty_as_null=True
    )


def _reasons(one: Dimension) -> dict[str, pl.Expr]:
    """Why an incident has no value of a dimension."""
    is_missing = pl.col(one.name).is_null()
    if one.name == "country":
        has_place = pl.col("has_place")
        return {NOT_PLACED: is_missing & ~has_place, one.missing: is_missing & has_place}
    if one.family == "place":  # whose country says so already where it is missing
        return {one.missing: is_missing & pl.col("country").is_not_null()}
    return {one.missing: is_missing}

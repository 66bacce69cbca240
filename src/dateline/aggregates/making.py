"""The table of a question: counts, zeros, what is not told finely enough, articles and rates."""

from __future__ import annotations

from datetime import date

import polars as pl

from .counting import MEASURES, REMAINDER, counted, keyed
from .dimensions import Dimension
from .facts import Facts
from .grid import grid
from .periods import label_of, last_of, unit_of
from .question import Question
from .rates import with_rates
from .table import AggregateTable
from .volume import VOLUMES, published, with_volumes

FIRST, LAST = "first_day", "last_day"
RATE, RATE_ON = "per_1000", "per_1000_on_country"


def table_of(facts: Facts, question: Question, run: int | None = None) -> AggregateTable:
    """Count; ``facts`` are of the incidents that the question's filter lets through.

    Raises `InputError` where zero rows would be too many.
    """
    keys = keyed(facts.incidents, question)
    articles = published(facts, question.where)
    rows = counted(keys, question.names())
    if question.zeros:
        rows = _with_zeros(rows, keys, articles, question)
    rows = with_volumes(rows, facts, articles, question)
    rows = with_rates(rows, "articles", RATE)
    rows = with_rates(rows, "articles_on_country", RATE_ON)
    rows = _in_order(rows, question)
    return AggregateTable(
        by=question.names(),
        frame=_shown(rows, facts, question),
        incidents=len(facts.incidents),
        left_over=int(keys.filter(pl.col(REMAINDER) != "")["id"].n_unique()),
        run=run,
    )


def _with_zeros(
    rows: pl.DataFrame, keys: pl.DataFrame, articles: pl.DataFrame, question: Question
) -> pl.DataFrame:
    outlets = articles["outlet"].cast(pl.String).drop_nulls().unique()
    whole = grid(keys, outlets, question)
    if whole is None:
        return rows
    names = list(question.names())
    missing = whole.join(rows.filter(pl.col(REMAINDER) == ""), on=names, how="anti")
    zeros = [pl.lit(0, pl.Int64).alias(name) for name in MEASURES]
    filled = missing.with_columns(pl.lit("").alias(REMAINDER), *zeros)
    return pl.concat([rows, filled.select(rows.columns)])


def _in_order(rows: pl.DataFrame, question: Question) -> pl.DataFrame:
    """By the dimensions as they were named, the remainder at the end."""
    return rows.sort([pl.col(REMAINDER) != "", *question.names(), REMAINDER], nulls_last=True)


def _shown(rows: pl.DataFrame, facts: Facts, question: Question) -> pl.DataFrame:
    """With the names of outlets as they are written, and of periods; columns in their order."""
    times = question.of("time")
    ends = _ends(times, question.where.since, question.where.until) if times else []
    found = rows.with_columns(ends)
    if question.has("outlet"):
        names = {folded: one.name for folded, one in facts.outlets.items()}
        found = found.with_columns(pl.col("outlet").replace(names))
    labels = [label_of(unit_of(one), pl.col(one.name)).alias(one.name) for one in times]
    rates = [f"{name}{end}" for name in (RATE, RATE_ON) for end in ("", "_low", "_high")]
    return found.with_columns(labels).select(
        *question.names(), *([FIRST, LAST] if times else []), REMAINDER, *MEASURES, *VOLUMES,
        *rates,
    )  # fmt: skip


def _ends(times: tuple[Dimension, ...], since: date | None, until: date | None) -> list[pl.Expr]:
    """The first and last day that a row counts: of its periods, within the filter's days."""
    starts = [pl.col(one.name) for one in times]
    ends = [last_of(unit_of(one), pl.col(one.name)) for one in times]
    is_told = pl.all_horizontal([start.is_not_null() for start in starts])
    first = pl.max_horizontal(*starts, *([] if since is None else [pl.lit(since)]))
    last = pl.min_horizontal(*ends, *([] if until is None else [pl.lit(until)]))
    return [pl.when(is_told).then(first).alias(FIRST), pl.when(is_told).then(last).alias(LAST)]

"""How many articles were published, to hold counts of incidents against.

``articles`` are those that the run has coded and that are no copies of others; ``copies`` are
counted apart, once each. Where a row is of a period or an outlet, only its articles count; those
on a country are the ones that name some place in it, those from it the ones of its outlets.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from ..store.filters import Filter
from ..store.words import fold
from .facts import Facts
from .periods import start_of, unit_of
from .question import Question

VOLUMES = ("articles", "copies", "articles_on_country", "articles_from_country")
_OUTLET, _COUNTRY = "outlet", "country"


def published(facts: Facts, where: Filter) -> pl.DataFrame:
    """The articles that a filter's days and outlets let through; other filters say nothing here.

    ``since`` and ``until``, which are of events, hold for days of publication too: the rate of a
    period is by the articles of the same period.
    """
    day = pl.col("published")
    conditions = [pl.lit(True)]
    for bound in (where.since, where.published_since):
        conditions += [day >= bound] if bound is not None else []
    for bound in (where.until, where.published_until):
        conditions += [day <= bound] if bound is not None else []
    if where.outlets:
        names = sorted({fold(name) for name in where.outlets})
        conditions.append(pl.col("outlet").cast(pl.String).is_in(names))
    return facts.articles.filter(pl.all_horizontal(conditions).fill_null(value=False))


def with_volumes(
    table: pl.DataFrame, facts: Facts, articles: pl.DataFrame, question: Question
) -> pl.DataFrame:
    """The table with a column for each of `VOLUMES`.

    None where the row's own period, outlet or country is not told; 0 where there were none.
    """
    times, where = question.of("time"), question.where
    told = articles.with_columns(
        *(start_of(unit_of(one), pl.col("published")).alias(one.name) for one in times),
        pl.col("outlet").cast(pl.String),
        pl.col("outlet_country").cast(pl.String),
    )
    keys = [*question.names("time"), *([_OUTLET] if question.has(_OUTLET) else [])]
    originals = told.filter(~pl.col("is_copy"))
    naming = facts.naming.explode("countries").rename({"countries": _COUNTRY}).drop_nulls()
    on = originals.join(naming, on="number")
    by_outlets = originals.with_columns(pl.col("outlet_country").alias(_COUNTRY))
    by_country = [*keys, _COUNTRY]
    if not question.has(_COUNTRY):
        on, by_outlets, by_country = _of(on, where), _of(by_outlets, where), keys
    found = _joined(table, originals, keys, "articles")
    found = _joined(found, told.filter(pl.col("is_copy")), keys, "copies")
    found = _joined(found, on, by_country, "articles_on_country")
    return _joined(found, by_outlets, by_country, "articles_from_country")


def _of(articles: pl.DataFrame, where: Filter) -> pl.DataFrame:
    """Those of the filter's countries, or of any country at all, each once."""
    chosen = articles.drop_nulls(_COUNTRY)
    if where.countries:
        chosen = chosen.filter(pl.col(_COUNTRY).is_in(where.countries))
    return chosen.unique("number")


def _joined(
    table: pl.DataFrame, articles: pl.DataFrame, keys: Iterable[str], name: str
) -> pl.DataFrame:
    """The table with the number of articles of each row's keys."""
    names = list(keys)
    if not names:
        return table.with_columns(pl.lit(len(articles), pl.Int64).alias(name))
    counts = articles.group_by(names).agg(pl.len().cast(pl.Int64).alias(name))
    found = table.join(counts, on=names, how="left", maintain_order="left")
    is_told = pl.all_horizontal([pl.col(one).is_not_null() for one in names])
    return found.with_columns(pl.when(is_told).then(pl.col(name).fill_null(0)))

"""The options of ``dateline aggregate``; what it does is in `aggregate`, loaded late."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .filter_options import Words, with_filters
from .options import StorePlace
from .running import do


class TableFormat(StrEnum):
    """`dateline.aggregates.FORMATS`, which a test compares with these."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class Which(StrEnum):
    """`dateline.aggregates.Which`, which a test compares with these."""

    SEEN = "seen"
    ALL = "all"


@with_filters
def aggregate(
    filters: Words,
    by: Annotated[
        list[str],
        typer.Option(
            metavar="NAMES",
            help="What to count by, with commas between: country, admin1, admin2, day, week, "
            "month, quarter, year, event_type, disorder_type, acled_event_type, "
            "acled_sub_event_type, plover, quad_class, factuality, outlet, actor_sector, "
            "actor_country, target_sector, target_country.",
        ),
    ],
    no_zeros: Annotated[
        bool, typer.Option("--no-zeros", help="Leave out rows without any incident.")
    ] = False,
    places: Annotated[
        Which,
        typer.Option(
            metavar="|".join(Which),
            help="Zero rows for places that some incident has, or for all of the gazetteer: "
            "countries, or the first-level units of the filter's countries.",
        ),
    ] = Which.SEEN,
    types: Annotated[
        Which,
        typer.Option(
            metavar="|".join(Which),
            help="Zero rows for types that some incident has, or for all of the scheme.",
        ),
    ] = Which.SEEN,
    output_format: Annotated[
        TableFormat | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(TableFormat),
            help="How to write the rows. By default as -o's suffix says, else a table.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here instead of to the terminal."
        ),
    ] = None,
    store: StorePlace = None,
) -> None:
    """Count incidents by place, time and type, beside how many articles were published.

    There is a row for every place, period and type, with zeros where nothing was told. Incidents
    whose date or place is not told finely enough stand in rows of their own, so that all adds up.
    Rates are per 1,000 articles, with 95% intervals.
    """
    do(
        "aggregate",
        filters=filters,
        by=by,
        which=(not no_zeros, places.value, types.value),
        output_format=None if output_format is None else output_format.value,
        output=output,
        store=store,
    )

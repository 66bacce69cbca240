"""The options of ``dateline export``; what it does is in `export`, loaded late."""

from __future__ import annotations

from typing import Annotated

import typer

from .filter_options import Words, with_filters
from .options import Codebook, StorePlace
from .running import do


@with_filters
def export(
    filters: Words,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            help="A format that --formats lists. By default the one of -o's suffix.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here instead of to the terminal."
        ),
    ] = None,
    formats: Annotated[
        bool, typer.Option("--formats", help="Only list the formats, a line each.")
    ] = False,
    as_coded: Annotated[
        bool, typer.Option("--as-coded", help="Leave out what people have corrected.")
    ] = False,
    codebook: Codebook = None,
    store: StorePlace = None,
) -> None:
    """Write the incidents of the store in a format of other tools.

    All that the filters let through, with what people have corrected. A file is there when it is
    whole, or not at all; where nothing matches it is a valid one without rows.
    """
    if formats:
        do("export", "formats")
    do(
        "export",
        filters=filters,
        output_format=output_format,
        output=output,
        as_coded=as_coded,
        codebook=codebook,
        store=store,
    )

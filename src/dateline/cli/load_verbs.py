"""The options of ``dateline load``; what it does is in `load`, loaded late."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import StorePlace
from .running import do


def load(
    coded: Annotated[
        list[str],
        typer.Argument(
            metavar="CODED...",
            help="Folders of coded articles that `dateline code --ray` wrote, or .parquet files.",
            show_default=False,
        ),
    ],
    no_link: Annotated[
        bool,
        typer.Option("--no-link", help="Do not look for articles that copy one another."),
    ] = False,
    no_merge: Annotated[
        bool,
        typer.Option("--no-merge", help="Only keep what is coded; merge it with a later load."),
    ] = False,
    store: StorePlace = None,
) -> None:
    """Load coded articles into the store, link copies, and merge the reports into incidents.

    What is there already changes nothing, and a load that broke off is gone on with by the same
    command. A file that is damaged costs one line on standard error and exit code 2; the rest is
    loaded all the same.
    """
    do("load", coded=coded, store=store, link=not no_link, merge=not no_merge)

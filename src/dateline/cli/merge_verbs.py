"""The options of ``dateline merge``; what it does is in `merge`, loaded late."""

from __future__ import annotations

from typing import Annotated

import typer

from .running import do


def merge(
    coded: Annotated[
        list[str],
        typer.Argument(
            metavar="CODED",
            help="Folders of coded articles that `dateline code --ray` wrote, or .parquet files.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT.jsonl|OUT.parquet",
            help="Write the incidents here, in the form that the suffix says.",
        ),
    ],
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            help="So many processes, or with --ray so many processors. By default one process, or "
            "all processors of the cluster.",
            show_default=False,
        ),
    ] = None,
    ray: Annotated[
        str | None,
        typer.Option(
            "--ray",
            metavar="ADDRESS",
            help="Merge on the Ray cluster there; local starts one on this machine.",
            show_default=False,
        ),
    ] = None,
    work: Annotated[
        str | None,
        typer.Option(
            "--work",
            metavar="FOLDER",
            help="Where to put what is needed only meanwhile; with --ray all machines must see it. "
            "By default beside OUT.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Merge the reports of coded articles into incidents, without a store.

    They are the incidents that `dateline add` makes of the same articles in a fresh store, in
    order of their ids; the output is the same, whatever runs the merge. It is not all of the
    reports that must fit into memory.
    """
    do("merge", coded=coded, output=output, workers=workers, ray=ray, work=work)

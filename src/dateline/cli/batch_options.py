"""The options for coding many articles, as the command line gave them (nothing heavy here)."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import typer

Workers = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="Code in N processes, which share what is loaded.",
        show_default=False,
    ),
]  # fmt: skip
TimeLimit = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        min=0,
        help="Give an article up after so long, in proportion longer past 20,000 characters; 0 for "
        "no limit. With --workers 60, else none.",
        show_default=False,
    ),
]
ShardOf = Annotated[
    str | None,
    typer.Option(
        "--shard",
        metavar="I/N",
        help="Code only every N-th article, from the I-th on: N such runs code the whole.",
        show_default=False,
    ),
]
Restart = Annotated[
    bool,
    typer.Option(
        "--restart", help="Begin anew instead of going on where a run of this command broke off."
    ),
]
RayAt = Annotated[
    str | None,
    typer.Option(
        "--ray",
        metavar="ADDRESS",
        help="Code on a Ray cluster: HOST:PORT, auto, or local to start one here. IN: .jsonl, "
        ".parquet or .warc files, patterns or folders; -o: a folder that all machines share.",
        show_default=False,
    ),
]


class BatchOptions(NamedTuple):
    """How many articles are coded."""

    workers: int | None = None
    time_limit: float | None = None
    shard: str | None = None
    restart: bool = False
    ray: str | None = None

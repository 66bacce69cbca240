"""The options of ``dateline add`` and ``dateline watch``; what they do is in `add`, loaded late."""

from __future__ import annotations

from typing import Annotated

import typer

from .batch_options import Workers
from .options import (
    ActorOptions,
    Actors,
    Codebook,
    CoderOptions,
    Detector,
    GazetteerOptions,
    GivenOptions,
    Model,
    NoActors,
    NoPlaces,
    OtherGazetteer,
    OwnTypes,
    Parser,
    Places,
    Published,
    Source,
    StorePlace,
    Title,
    Url,
)
from .running import do

NoCode = Annotated[
    bool, typer.Option("--no-code", help="Only keep the articles; code and merge them later.")
]


def add(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...",
            help="Files (.txt, .html, .jsonl, .csv, .tsv, .xml, .warc, also .gz), folders, - for "
            "standard input, or addresses of pages and feeds. Without any, what is kept and not "
            "coded yet is coded.",
            show_default=False,
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=HEADER",
            help="Which column or key holds text, title, published, source, url or id.",
        ),
    ] = None,
    no_code: NoCode = False,
    store: StorePlace = None,
    published: Published = None,
    source: Source = None,
    title: Title = None,
    url: Url = None,
    parser: Parser = None,
    detector: Detector = "model",
    model: Model = None,
    codebook: Codebook = None,
    own_types: OwnTypes = None,
    gazetteer: OtherGazetteer = None,
    places: Places = None,
    no_places: NoPlaces = False,
    actors: Actors = None,
    no_actors: NoActors = False,
    workers: Workers = None,
) -> None:
    """Keep articles in the store, code them, and merge their reports into incidents.

    What is there already changes nothing, and an interrupted run is gone on with by the same
    command. A source that cannot be read costs one line on standard error and exit code 2; the
    rest is added all the same. Articles in other languages than English are kept, not coded.
    """
    do(
        "add",
        sources=sources or [],
        given=GivenOptions(published, source, title, url),
        columns=column or [],
        store=store,
        code=not no_code,
        coder=CoderOptions(
            parser,
            codebook,
            detector=detector,
            model=model,
            own_types=own_types,
            known=GazetteerOptions(gazetteer, places, no_places),
            own=ActorOptions(actors, no_actors),
        ),
        workers=workers,
    )


def watch(
    feeds: Annotated[
        str,
        typer.Argument(
            metavar="FEEDS.toml",
            help='[[feed]] tables with url and, if you like, name, outlet and every ("15m").',
        ),
    ],
    once: Annotated[
        bool, typer.Option("--once", help="Poll what is due once, instead of going on.")
    ] = False,
    no_code: NoCode = False,
    store: StorePlace = None,
    codebook: Codebook = None,
) -> None:
    """Poll feeds, and add what they list that is new, until interrupted.

    Where each feed stands is kept in the store: a restart polls and fetches nothing twice. A feed
    or page that cannot be had costs one line, is asked again later, and stands in the store's log.
    """
    do(
        "add",
        "watch",
        feeds=feeds,
        store=store,
        once=once,
        code=not no_code,
        coder=CoderOptions(None, codebook),
    )

"""The options that several verbs share, as the command line gave them (nothing heavy here)."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

import typer

DetectorName = Literal["model", "rules"]

Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Publication date, YYYY-MM-DD, of articles that do not state their own.",
    ),
]
Source = Annotated[
    str | None, typer.Option(metavar="NAME", help="Outlet of articles that do not state theirs.")
]
Title = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Title of articles that do not state theirs.")
]
Url = Annotated[
    str | None, typer.Option(metavar="URL", help="Address of articles that do not state theirs.")
]
Parser = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL", help="An installed spaCy model to parse with, such as en_core_web_lg."
    ),
]
Detector = Annotated[
    DetectorName,
    typer.Option(
        metavar="model|rules",
        help="What decides whether words report an event: the rules and the event model, or the "
        "rules alone.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER", help="Another event model than the shipped one, as `make train` writes."
    ),
]
Codebook = Annotated[
    str | None,
    typer.Option(
        metavar="FILE", help="Your own event types, added to or in place of the built-in."
    ),
]
OwnTypes = Annotated[
    str | None,
    typer.Option(
        metavar="FILE.npz", help="What `dateline train` learnt; needs --codebook with the types."
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Stop with a traceback at the first article that cannot be coded."
    ),
]
OtherGazetteer = Annotated[
    str | None,
    typer.Option(
        "--gazetteer",
        metavar="FILE",
        help="Another gazetteer than the shipped one, as `dateline gazetteer build` writes.",
    ),
]
Places = Annotated[
    str | None,
    typer.Option(
        metavar="FILE.csv",
        help="Your own places. By default those that `dateline gazetteer add` has kept.",
    ),
]
NoPlaces = Annotated[
    bool, typer.Option("--no-places", help="Leave out the places that you have added.")
]
StorePlace = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="FILE|URL",
        envvar="DATELINE_STORE",
        help="The store: a file, or the URL of a PostgreSQL database; by default store.sqlite in "
        "your data folder.",
    ),
]
Actors = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Your own actors, in the actor file's format. By default those that `dateline actors "
        "import` has kept.",
    ),
]
NoActors = Annotated[
    bool, typer.Option("--no-actors", help="Leave out the actors that you have imported.")
]


class GivenOptions(NamedTuple):
    """What the user says of articles that do not say it themselves."""

    published: str | None
    source: str | None
    title: str | None
    url: str | None


class GazetteerOptions(NamedTuple):
    """Which places are known."""

    gazetteer: str | None = None
    places: str | None = None
    no_places: bool = False


class ActorOptions(NamedTuple):
    """Which actors are known beside the shipped ones."""

    actors: str | None = None
    no_actors: bool = False


class CoderOptions(NamedTuple):
    """How to code."""

    parser: str | None
    codebook: str | None
    strict: bool = False
    detector: DetectorName = "model"
    model: str | None = None
    own_types: str | None = None
    known: GazetteerOptions = GazetteerOptions()
    own: ActorOptions = ActorOptions()

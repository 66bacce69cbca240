"""The options of ``dateline gazetteer``; what its verbs do is in `gazetteer`, loaded late."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import GazetteerOptions, NoPlaces, OtherGazetteer, Places
from .running import do

gazetteer_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@gazetteer_app.callback()
def _gazetteer() -> None:
    """Look up names of places, add places of your own, or build a fuller gazetteer."""


@gazetteer_app.command()
def lookup(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME", help='Names of places; quote one of several words: "Port Sudan".'
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, a list of names.")] = False,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Show the N likeliest of each name.")
    ] = None,
    gazetteer: OtherGazetteer = None,
    places: Places = None,
    no_places: NoPlaces = False,
) -> None:
    """Print each place that a name can mean, the likeliest first.

    A name that no place has costs one line on standard error and exit code 1.
    """
    known = GazetteerOptions(gazetteer, places, no_places)
    do("gazetteer", "lookup", names=names, as_json=as_json, limit=limit, known=known)


@gazetteer_app.command()
def add(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE.csv]",
            help="Places: columns name, country, lat, lon; if you like admin1, admin2, feature, "
            "population, aliases (; between them), geonames_id.",
            show_default=False,
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="Show the places added so far.")] = False,
    remove: Annotated[
        str | None, typer.Option(metavar="NAME", help="Take out the added places of this name.")
    ] = None,
) -> None:
    """Add places of your own, which are then known to `code`, `explain` and `evaluate`.

    A line that cannot be read costs one line on standard error and exit code 2; the rest is
    added all the same. A place of the same name, within 1 km, is replaced.
    """
    do("gazetteer", "add", file=file, show=show, remove=remove)


@gazetteer_app.command()
def build(
    geonames: Annotated[
        str,
        typer.Option(
            metavar="FILE.zip", help="GeoNames' allCountries.zip, or a country's, such as UA.zip."
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write here instead of to gazetteer-full.sqlite in your cache folder.",
        ),
    ] = None,
) -> None:
    """Build a fuller gazetteer from GeoNames' dump, for --gazetteer.

    The shipped places stay in it, with their names. Lines of the dump that cannot be read are
    counted and left out.
    """
    do("gazetteer", "build", geonames=geonames, output=output)

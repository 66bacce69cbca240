"""The options of ``dateline actors``; what its verbs do is in the modules beside, loaded late."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .options import ActorOptions, Actors, NoActors
from .running import do

actors_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


class ActorFormat(StrEnum):
    """``auto`` and the names of `dateline.resolve.actor_import.FORMATS`, as a test holds."""

    AUTO = "auto"
    ACTORS = "actors"
    CAMEO = "cameo"
    CSV = "csv"
    FTM = "ftm"


@actors_app.callback()
def _actors() -> None:
    """Look at the actors that are known, check phrases or files of yours, bring your own."""


@actors_app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words of a name, or an id.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, a list of entries.")] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Show the N likeliest.")] = 20,
    actors: Actors = None,
    no_actors: NoActors = False,
) -> None:
    """List the entries whose names have these words, the likeliest first.

    Case, accents and ways of writing Arabic or Russian names do not matter; near spellings come
    last. Where nothing is found that costs one line on standard error and exit code 1.
    """
    own = ActorOptions(actors, no_actors)
    do("actors", "search", words=words, as_json=as_json, limit=limit, own=own)


@actors_app.command()
def show(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="An entry's id, or a state's: BADR, IRN_GOV, NPL.")
    ],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what held on this day, YYYY-MM-DD.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, one object.")] = False,
    actors: Actors = None,
    no_actors: NoActors = False,
) -> None:
    """Show all that is known of one entry: names, country, sectors, offices and ties.

    Ties of others to it stand there too, each with its dates and where it is commonly stated.
    """
    own = ActorOptions(actors, no_actors)
    do("actors", "show", identity=identity, on=on, as_json=as_json, own=own)


@actors_app.command()
def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="Phrases: one a line, or .csv or .jsonl with the columns phrase, date, country. "
            "Or actors in the actor file's format.",
        ),
    ],
    column: Annotated[
        str, typer.Option(metavar="NAME", help="The column that has the phrases.")
    ] = "phrase",
    unresolved: Annotated[
        bool,
        typer.Option("--unresolved", help="List only what is ambiguous or does not resolve."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON lines.")] = False,
    actors: Actors = None,
    no_actors: NoActors = False,
) -> None:
    """Say whom each phrase of a file names, or what is wrong with a file of actors.

    A line that cannot be read, or an actor that cannot be meant, costs one line on standard error
    and exit code 2.
    """
    own = ActorOptions(actors, no_actors)
    do(
        "actors check",
        file=file,
        column=column,
        unresolved=unresolved,
        as_json=as_json,
        own=own,
    )


@actors_app.command(name="import")
def import_(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="CAMEO dictionaries, CSV tables, FollowTheMoney entities, actor files.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here, for --actors, and keep nothing."
        ),
    ] = None,
    form: Annotated[
        ActorFormat,
        typer.Option(
            "--format",
            metavar="|".join(ActorFormat),
            help="What the files are, if they do not tell it themselves.",
        ),
    ] = ActorFormat.AUTO,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="NAME=HEADER",
            help="The CSV header that has the values of name, country, sectors, ...; can be given "
            "several times.",
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="Show what has been imported.")] = False,
    remove: Annotated[
        str | None, typer.Option(metavar="NAME", help="Take out the import of this name.")
    ] = None,
) -> None:
    """Bring actors of your own, which are then known to `code`, `explain` and `evaluate`.

    A line that cannot be read costs one line on standard error and exit code 2; the rest is
    imported all the same. A file of the same name takes the place of the one imported before.
    """
    do(
        "actors import",
        files=files or [],
        output=output,
        form=form.value,
        columns=columns or [],
        show=show,
        remove=remove,
    )

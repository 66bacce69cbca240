"""The ``dateline`` command: its verbs and options. What a verb does is loaded late (`running`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .._version import __version__
from .actors_verbs import actors_app
from .add_verbs import add, watch
from .aggregate_verbs import aggregate
from .batch_options import BatchOptions, RayAt, Restart, ShardOf, TimeLimit, Workers
from .export_verbs import export
from .gazetteer_verbs import gazetteer_app
from .groups import DefaultGroup
from .load_verbs import load
from .merge_verbs import merge
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
    Strict,
    Title,
    Url,
)
from .reading_verbs import reading_app
from .running import OK, do
from .serve_verbs import demo, serve, users_app


class OutputFormat(StrEnum):
    """The names of `dateline.export.tables.EXPORTERS`, which a test compares with these."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    CSV = "csv"


class Part(StrEnum):
    """The names of `dateline.evaluate.PARTS`, which a test compares with these."""

    ALL = "all"
    TEST = "test"
    TRAINING = "training"


class FigureFormat(StrEnum):
    """How the figures of ``dateline evaluate`` are written."""

    TABLE = "table"
    JSON = "json"


app = typer.Typer(
    name="dateline",
    help="Read news reports and write political event data, every value tied to its words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit(OK)


@app.callback()
def _dateline(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_print_version,
            help="Print the version and stop.",
        ),
    ] = False,
) -> None:
    pass  # the verbs do the work


@app.command()
def code(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN",
            help="Text files, .jsonl files of articles, folders of both, or - for standard input.",
            show_default=False,
        ),
    ],
    published: Published = None,
    source: Source = None,
    title: Title = None,
    url: Url = None,
    output_format: Annotated[
        OutputFormat | None,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(OutputFormat),
            help="How to write the reports. By default as -o's suffix says, else a table.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write here instead of to the terminal."
        ),
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the articles' text out of json, jsonl, html.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Add to json and jsonl the candidates that were weighed."),
    ] = False,
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
    strict: Strict = False,
    workers: Workers = None,
    time_limit: TimeLimit = None,
    shard: ShardOf = None,
    restart: Restart = False,
    ray: RayAt = None,
) -> None:
    """Code articles: who did what to whom, where and when.

    Input that cannot be read costs one line on standard error and exit code 2; the rest is
    coded and written all the same. Where a run into a .jsonl file breaks off, the same command
    goes on from there.
    """
    do(
        "code" if ray is None else "code with ray",
        inputs=inputs,
        given=GivenOptions(published, source, title, url),
        output_format=None if output_format is None else output_format.value,
        output=output,
        with_text=not no_text,
        explain=explain,
        coder=CoderOptions(
            parser,
            codebook,
            strict,
            detector,
            model,
            own_types,
            GazetteerOptions(gazetteer, places, no_places),
            ActorOptions(actors, no_actors),
        ),
        batch=BatchOptions(workers, time_limit, shard, restart, ray),
    )


@app.command()
def explain(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="An article: a text or .jsonl file, or -.")
    ],
    at: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="Only reports whose trigger, or else whose sentence, holds these words.",
        ),
    ] = None,
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
) -> None:
    """Say how each value of a report came about.

    Which rule or link decided, which words it rests on, which candidates lost and why; and why
    a trigger that was passed over is no report.
    """
    do(
        "explain",
        file=file,
        at=at,
        given=GivenOptions(published, source, title, url),
        coder=CoderOptions(
            parser,
            codebook,
            detector=detector,
            model=model,
            own_types=own_types,
            known=GazetteerOptions(gazetteer, places, no_places),
            own=ActorOptions(actors, no_actors),
        ),
    )


codebook_app = typer.Typer(cls=DefaultGroup, rich_markup_mode=None)
app.add_typer(codebook_app, name="codebook")


@codebook_app.callback()
def _codebook() -> None:
    """List the event types, show one of them, or begin one of your own.

    `dateline codebook TYPE` is short for `dateline codebook show TYPE`.
    """


@codebook_app.command()
def show(
    event_type: Annotated[
        str | None,
        typer.Argument(metavar="[TYPE]", help="The id of one event type.", show_default=False),
    ] = None,
    codebook: Codebook = None,
) -> None:
    """List the event types, or show one of them.

    Of one type: its definition, examples, codes in other schemes and triggers.
    """
    do("codebook", event_type=event_type, codebook=codebook)


@codebook_app.command()
def new(
    event_type: Annotated[
        str, typer.Argument(metavar="TYPE", help="An id that is not taken, such as land_grab.")
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="Write into this folder."),
    ] = None,
) -> None:
    """Begin an event type of your own: TYPE.toml for the codebook, TYPE.txt for its lines.

    Both say what to write in them; `dateline train` learns the type from the lines.
    """
    do("codebook", "begin", event_type=event_type, output=output)


@app.command()
def evaluate(
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD",
            help="A corpus folder or file, coded articles as .jsonl, or a known gold .jsonl file.",
        ),
    ],
    part: Annotated[
        Part,
        typer.Option(metavar="|".join(Part), help="Which part of the corpus to code."),
    ] = Part.ALL,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Code only the first N records.")
    ] = None,
    output_format: Annotated[
        FigureFormat,
        typer.Option(
            "--format", "-f", metavar="|".join(FigureFormat), help="How to write the figures."
        ),
    ] = FigureFormat.TABLE,
    save: Annotated[
        str | None,
        typer.Option(metavar="RUN.json", help="Keep the figures and each text's scores here."),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="RUN.json", help="Show the texts gained and lost against this run."),
    ] = None,
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
    strict: Strict = False,
) -> None:
    """Measure how right the coder is on gold texts, each field apart.

    The form of the gold is told by the keys of its first record; a form that is not known
    costs one line on standard error and exit code 2.
    """
    do(
        "evaluate",
        gold=gold,
        part=part.value,
        limit=limit,
        output_format=output_format.value,
        save=save,
        compare=against,
        coder=CoderOptions(
            parser,
            codebook,
            strict,
            detector,
            model,
            own_types,
            GazetteerOptions(gazetteer, places, no_places),
            ActorOptions(actors, no_actors),
        ),
    )


@app.command()
def train(
    add: Annotated[
        list[str],
        typer.Option(
            metavar="LINES.txt", help="Marked lines of your own types; can be given several times."
        ),
    ],
    codebook: Annotated[
        str, typer.Option(metavar="FILE", help="Your codebook, which defines these types.")
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE.npz", help="Write what is learnt here.")
    ],
    parser: Parser = None,
    model: Model = None,
) -> None:
    """Learn event types of your own from marked lines, beside the shipped ones.

    The shipped model stays as it is. Says how well each type is found in lines held out.
    `dateline codebook new TYPE` begins the two files.
    """
    # The same lines give the same file anywhere.
    alone = GazetteerOptions(no_places=True), ActorOptions(no_actors=True)
    options = CoderOptions(parser, codebook, model=model, known=alone[0], own=alone[1])
    do("train", add=add, output=output, coder=options)


app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(actors_app, name="actors")
app.command()(add)
app.command()(watch)
app.add_typer(reading_app)
app.command()(load)
app.command()(merge)
app.command()(export)
app.command()(aggregate)
app.command()(serve)
app.command()(demo)
app.add_typer(users_app, name="users")


def run() -> None:
    """What the ``dateline`` script calls."""
    app()

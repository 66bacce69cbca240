"""The options of the verbs that read the store; what they do is in modules beside, loaded late."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .filter_options import Words, with_filters
from .options import StorePlace
from .running import do

reading_app = typer.Typer(rich_markup_mode=None)


class ListFormat(StrEnum):
    """The names of `dateline.export.list_formats.INCIDENTS`, which a test compares with these."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class ListOrder(StrEnum):
    """`dateline.store.Order`, which a test compares with these."""

    NEWEST = "newest"
    OLDEST = "oldest"
    PUBLISHED = "published"
    DEADLIEST = "deadliest"
    SOURCES = "sources"
    CHANGED = "changed"


class Facet(StrEnum):
    """`dateline.store.FacetField`, which a test compares with these."""

    TYPE = "type"
    PLOVER = "plover"
    ACLED = "acled"
    COUNTRY = "country"
    ADMIN1 = "admin1"
    ACTOR = "actor"
    OUTLET = "outlet"
    FACTUALITY = "factuality"
    FLAG = "flag"


class TextFormat(StrEnum):
    """For reading, or for programs."""

    TEXT = "text"
    JSON = "json"


OutputFormat = Annotated[
    ListFormat | None,
    typer.Option(
        "--format",
        "-f",
        metavar="|".join(ListFormat),
        help="How to write the list. By default as -o's suffix says, else a table.",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write here instead of to the terminal."),
]
Order = Annotated[ListOrder, typer.Option(metavar="|".join(ListOrder), help="What stands first.")]
Limit = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, help="At most N; by default 50 in a table, all in other formats."
    ),
]
After = Annotated[
    str | None, typer.Option(metavar="CURSOR", help="The next page: what the last one's foot says.")
]
AsText = Annotated[
    TextFormat, typer.Option("--format", "-f", metavar="|".join(TextFormat), help="How to write.")
]
Run = Annotated[
    int | None,
    typer.Option(metavar="NUMBER", min=1, help="What this run has coded; by default the last."),
]


@reading_app.command(name="list")
@with_filters
def list_(
    filters: Words,
    reports: Annotated[
        bool, typer.Option("--reports", help="List reports instead of incidents.")
    ] = False,
    order: Order = ListOrder.NEWEST,
    limit: Limit = None,
    after: After = None,
    output_format: OutputFormat = None,
    output: Output = None,
    count: Annotated[bool, typer.Option("--count", help="Only say how many there are.")] = False,
    facets: Annotated[
        Facet | None,
        typer.Option(
            metavar="FIELD",
            help=f"Count the incidents that have each value of a field: {', '.join(Facet)}.",
        ),
    ] = None,
    store: StorePlace = None,
) -> None:
    """List the incidents of the store, or its reports, that all filters let through.

    Several values of one filter are joined by "or". Incidents are filtered by what their reports
    agree on, else by what most of them say.
    """
    if count:
        do("list", "count", filters=filters, of_reports=reports, store=store)
    name = None if output_format is None else output_format.value
    if facets is not None:
        do(
            "list",
            "facets",
            filters=filters,
            field=facets.value,
            of_reports=reports,
            limit=limit,
            output_format=name,
            output=output,
            store=store,
        )
    do(
        "list",
        filters=filters,
        of_reports=reports,
        wanted=(order.value, limit, after),
        output_format=name,
        output=output,
        store=store,
    )


@reading_app.command()
@with_filters
def search(
    filters: Words,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS", help="Words to find; '\"tear gas\"' is a phrase.", show_default=False
        ),
    ],
    articles: Annotated[
        bool,
        typer.Option(
            "--articles", help="List articles whose title or text has the words, the best first."
        ),
    ] = False,
    order: Order = ListOrder.NEWEST,
    limit: Limit = None,
    after: After = None,
    output_format: OutputFormat = None,
    output: Output = None,
    store: StorePlace = None,
) -> None:
    """Find incidents, or articles, that have all the words.

    Of an incident's reports the article's title, the sentence and the names of participants and
    places are looked through. Of articles other filters than dates of publication and outlets let
    through those that have a report which they let through.
    """
    do(
        "search",
        filters=filters,
        words=words,
        of_articles=articles,
        wanted=(order.value, limit, after),
        output_format=None if output_format is None else output_format.value,
        output=output,
        store=store,
    )


@reading_app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of an incident, the key of a report, an article's hash."
        ),
    ],
    run: Run = None,
    output_format: AsText = TextFormat.TEXT,
    store: StorePlace = None,
) -> None:
    """Show all there is of an incident, a report or an article.

    Of an incident: what its reports agree on, every other value with those who say so, who tells
    of it, what cannot both hold, and each report with its words.
    """
    do("show", name=name, number=run, output_format=output_format.value, store=store)


@reading_app.command()
def runs(output_format: AsText = TextFormat.TEXT, store: StorePlace = None) -> None:
    """List the coding runs of the store: what coded, and how much.

    The last one is what other commands mean where no --run is given.
    """
    do("runs", output_format=output_format.value, store=store)


@reading_app.command()
def diff(
    old: Annotated[int, typer.Argument(metavar="RUN", min=1, help="The number of a run.")],
    new: Annotated[int, typer.Argument(metavar="RUN", min=1, help="Another to compare with it.")],
    summary: Annotated[
        bool, typer.Option("--summary", help="Only count, by kind and by field.")
    ] = False,
    output_format: AsText = TextFormat.TEXT,
    store: StorePlace = None,
) -> None:
    """Say how two runs differ on the articles that both have coded.

    Reports gained and lost, and of those that both have each field that differs.
    """
    do(
        "diff",
        old=old,
        new=new,
        only_summary=summary,
        output_format=output_format.value,
        store=store,
    )


@reading_app.command()
def changes(
    since: Annotated[
        str,
        typer.Option(
            metavar="WHEN", help="A day or time (UTC): 2020-08-24 or 2020-08-24T12:00:00Z."
        ),
    ],
    run: Run = None,
    output_format: AsText = TextFormat.TEXT,
    store: StorePlace = None,
) -> None:
    """List the incidents that were added, changed or withdrawn after a time, in order of time.

    A withdrawn incident that others were merged into leads there.
    """
    do("changes", since=since, number=run, output_format=output_format.value, store=store)


@reading_app.command()
@with_filters
def releases(
    filters: Words,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="What the data set is called and cited as.")
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FOLDER", help="A folder that is not there yet."),
    ],
    no_text: Annotated[
        bool,
        typer.Option(
            "--no-text",
            help="Leave the articles' words out: of spans only offsets and SHA-256 are given.",
        ),
    ] = False,
    redact_persons: Annotated[
        bool,
        typer.Option(
            "--redact-persons",
            help="Write roles in place of private persons' names, as far as they are recognised.",
        ),
    ] = False,
    licence: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The licence, as the data card states it.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of the release; by default today.")
    ] = None,
    store: StorePlace = None,
) -> None:
    """Freeze incidents, their reports and articles as a data set that can be cited.

    Writes incidents, reports and articles as Parquet and CSV, a data card, the codebook and
    SHA-256 sums. The same store, options and date give the same bytes.
    """
    do(
        "releases",
        filters=filters,
        name=name,
        output=output,
        no_text=no_text,
        redact_persons=redact_persons,
        licence=licence,
        date=date,
        store=store,
    )

"""The filters as options: one visible table, whose names are those of `dateline.store.PARAMETERS`.

What their words mean says `dateline.store.filters.parse_filter`, here as in Python and on the web.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, cast

import typer

Words = Mapping[str, Sequence[str]]
"""The words given for each filter, as `parse_filter` takes them."""


@dataclass(frozen=True, slots=True)
class FilterOption:
    """One filter: its name, what stands for its value in help, what it says, how often it may be
    given.

    Without a ``metavar`` it is a flag.
    """

    name: str
    metavar: str
    help: str
    several: bool = True


FILTERS = (
    FilterOption("type", "TYPE", "Event types of the codebook, such as armed_clash."),
    FilterOption("plover", "CATEGORY", "PLOVER categories, such as ASSAULT."),
    FilterOption("acled", "TYPE", "ACLED event types or sub-event types, such as Riots."),
    FilterOption("country", "COUNTRY", "Countries of the event: IRQ, IQ or Iraq."),
    FilterOption("admin1", "NAME", "First-level units, such as Basra."),
    FilterOption("bbox", "S,W,N,E", "Places inside these degrees.", several=False),
    FilterOption("since", "DATE", "Events on this day or later: 2020-08-24, 2020-08 or 2020.",
                 several=False),
    FilterOption("until", "DATE", "Events on this day, or in this month or year, or earlier.",
                 several=False),
    FilterOption("published_since", "DATE", "Published on this day or later.", several=False),
    FilterOption("published_until", "DATE", "Published on this day or earlier.", several=False),
    FilterOption("actor", "NAME", "Actors or targets: an id, or words of a name."),
    FilterOption("outlet", "NAME", "Who published."),
    FilterOption("factuality", "VALUE", "asserted, alleged, denied, negated, planned, demanded, "
                 "threatened or hypothetical."),
    FilterOption("flag", "FLAG", "Flags, such as partisan_source."),
    FilterOption("text", "WORDS", 'Words and "phrases" that title, sentence or names all have.'),
    FilterOption("run", "NUMBER", "What this run has coded; by default the one opened last.",
                 several=False),
    FilterOption("copies", "", "With reports by copies of other articles.", several=False),
)  # fmt: skip
"""What the options of ``dateline list`` are; a blank in a name is a ``-`` on the command line."""

_SEVERAL = " Can be given several times."


def with_filters(verb: Callable[..., None]) -> Callable[..., None]:
    """The verb with an option for each filter; it is given their words as ``filters``."""

    @wraps(verb)
    def command(**options: Any) -> None:
        given = {one.name: _words(options.pop(one.name)) for one in FILTERS}
        verb(filters=given, **options)

    own = inspect.signature(verb, eval_str=True).parameters.values()
    kept = [one for one in own if one.name != "filters"]
    parameters = [*kept, *(_parameter(one) for one in FILTERS)]
    typed = cast("Any", command)
    typed.__signature__ = inspect.Signature(parameters)
    typed.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def _parameter(one: FilterOption) -> inspect.Parameter:
    option = f"--{one.name.replace('_', '-')}"
    if one.metavar:
        says = one.help + (_SEVERAL if one.several else "")
        # A list also where one value is meant: `parse_filter` says so where several are given.
        annotation: Any = Annotated[
            list[str] | None, typer.Option(option, metavar=one.metavar, help=says)
        ]
        default: object = None
    else:
        annotation = Annotated[bool, typer.Option(option, help=one.help)]
        default = False
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(one.name, kind, default=default, annotation=annotation)


def _words(given: Sequence[str] | bool | None) -> Sequence[str]:
    if isinstance(given, bool):
        return ("yes",) if given else ()
    return tuple(given or ())

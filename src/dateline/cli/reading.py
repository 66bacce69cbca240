"""What the verbs that read a store share: opening it, filters, runs, when, how wide."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ..errors import InputError
from ..export.options import ExportOptions
from ..export.report_lines import many
from ..resolve.gazetteer import Gazetteer
from ..store.contract import Store
from ..store.filters import Filter, parse_filter
from ..store.known_types import known_types
from ..store.opening import open_store
from .filter_options import Words

_PIPED_WIDTH = 120


def opened(place: str | None) -> Store:
    """The store of a file or URL, the user's own where none is given; never a new one.

    Raises `StoreError` where there is none.
    """
    return open_store(place, create=False)


def filter_of(words: Words, store: Store) -> Filter:
    """A filter from the options of a verb; countries may be given by name.

    Types of a codebook of one's own are known where the store has some of them.
    """
    return parse_filter(words, types=known_types(words, store), country=country_named)


def country_named(name: str) -> str | None:
    """The alpha-3 code of a country's name, nationality or two letters."""
    return _gazetteer().country_code(name) or _gazetteer().country(name)


def emptiness(store: Store, where: Filter) -> str:
    """Why a list of this filter shows nothing: one line."""
    runs = store.runs()
    if not runs:
        return f"{store.place}: nothing has been coded into this store yet"
    run = next((one for one in runs if one.number == where.run), runs[-1])
    if not run.reports:
        return f"{store.place}: run {run.number} has no reports"
    if not run.incidents:
        reports = many(run.reports, "report")
        return f"{store.place}: run {run.number} has {reports}, not merged into incidents"
    return f"{store.place}: nothing in run {run.number} matches"


def moment(words: str, name: str) -> datetime:
    """A day (its beginning, UTC) or a time, in UTC unless it says otherwise.

    Raises `InputError`.
    """
    try:
        found = datetime.fromisoformat(words.strip())
    except ValueError:
        raise InputError(
            f"{name}: {words!r} is not a day or time such as 2020-08-24 or 2020-08-24T12:00:00Z"
        ) from None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def check_output(output: str | None, store: Store) -> None:
    """Refuse to write over the store that is being read: `InputError`."""
    if output is None or "://" in store.place:  # a database is no file
        return
    if Path(output).resolve() == Path(store.place).resolve():
        raise InputError(f"{output}: this is the store itself; choose another file")


def options_for(output: str | None) -> ExportOptions:
    """How wide and colourful to write: as the terminal is, or plainly into a file or pipe."""
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    here = output is None or output == "-"
    width = shutil.get_terminal_size((_PIPED_WIDTH, 24)).columns if here else _PIPED_WIDTH
    return ExportOptions(width=width, colour=here and sys.stdout.isatty() and not plain)


def complain(line: str) -> None:
    """One line on standard error."""
    print(f"dateline: {line}", file=sys.stderr)  # noqa: T201


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()

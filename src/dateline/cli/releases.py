"""``dateline releases``: a frozen, citable data set out of the store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from ..errors import BadDate, InputError
from ..export import wording
from ..export.release.card import Labels
from ..export.release.gathering import gather
from ..export.release.writing import check_free, write_release
from ..ingest import parse_day
from .filter_options import Words
from .reading import filter_of, opened
from .running import OK
from .screen import Screen
from .sink import sink


def run(
    *,
    filters: Words,
    name: str,
    output: str,
    no_text: bool,
    redact_persons: bool,
    licence: str | None,
    date: str | None,
    store: str | None,
) -> int:
    """Write the release and return the exit code."""
    if not wording.plain(name):
        raise InputError("NAME: a data set needs a name to be cited by")
    folder = Path(output)
    check_free(folder)
    labels = Labels(
        name=name,
        day=_day(date),
        licence=licence,
        selection=filters,
        with_text=not no_text,
        redact_persons=redact_persons,
    )
    with opened(store) as kept, Screen(None) as screen:
        release = gather(
            kept,
            filter_of(filters, kept),
            with_text=labels.with_text,
            redact_persons=labels.redact_persons,
            step=screen.step,
        )
    rows = write_release(release, labels, folder)
    with sink(None, grows=True) as write:
        for file, many in rows.items():
            write(f"{folder / file}{'' if many is None else f': {many:,} rows'}\n")
    return OK


def _day(words: str | None) -> date:
    if words is None:
        return datetime.now(UTC).date()
    try:
        return parse_day(words)
    except BadDate as error:
        raise BadDate(f"--date: {error}") from None

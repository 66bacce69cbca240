"""``dateline aggregate``: incidents counted by place, time and type, beside article volume."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import cast

from ..aggregates import FORMATS, AggregateTable, Question, Which, dimensions, of_store
from ..aggregates.text import text
from ..errors import InputError
from ..export.report_lines import many
from .filter_options import Words
from .reading import check_output, complain, emptiness, filter_of, opened
from .running import OK
from .sink import sink

_BINARY = "parquet"


def run(
    *,
    filters: Words,
    by: Iterable[str],
    which: tuple[bool, str, str],
    output_format: str | None,
    output: str | None,
    store: str | None,
) -> int:
    """Write the table and return the exit code; ``which`` are zeros, places and types."""
    chosen = dimensions(by)
    form = _form(output_format, output)
    zeros, places, types = which
    with opened(store) as kept:
        check_output(output, kept)
        where = filter_of(filters, kept)
        question = Question(chosen, where, zeros, cast("Which", places), cast("Which", types))
        table = of_store(kept, question)
        if not table.incidents:
            complain(emptiness(kept, where))
    _write(table, form, output)
    if table.left_over:
        complain(f"{many(table.left_over, 'incident')} of {table.incidents:,} lack a value of some "
                 "dimension: the rows with a remainder")  # fmt: skip
    return OK


def _form(name: str | None, output: str | None) -> str:
    """The format asked for, else the one of the output's suffix, else a table.

    Raises `InputError` for one that there is not, and for bytes on a terminal.
    """
    suffix = "" if output is None else output.rpartition(".")[2].lower()
    form = name or (suffix if suffix in FORMATS else "table")
    if form not in FORMATS:
        raise InputError(f"--format: {form[:40]!r} is none of {', '.join(FORMATS)}")
    if form == _BINARY and output in (None, "-") and sys.stdout.isatty():
        raise InputError("--format: parquet is not for a terminal; give a file with -o")
    return form


def _write(table: AggregateTable, form: str, output: str | None) -> None:
    with sink(output, grows=False) as write:
        if form == _BINARY:
            write(table.parquet())
        elif form == "table":
            for line in text(table):
                write(line)
        else:
            write(table.csv() if form == "csv" else table.json())

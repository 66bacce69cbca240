"""``dateline evaluate``: how right the coder is on gold texts."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable

from ..evaluate import (
    Evaluation,
    Figure,
    Table,
    against,
    as_json,
    check_form,
    read_gold,
    read_run,
    save_run,
)
from ..evaluate.figures import Cell
from ..export.wording import plain
from .options import CoderOptions
from .request import coder_of
from .running import OK
from .screen import Screen
from .sink import sink

_PIPED_WIDTH = 120
_ROWS = 25
"""Rows of a long table that the screen shows; ``--format json`` has all."""
_NO_FIGURE = "-"


def run(
    *,
    gold: str,
    part: str,
    limit: int | None,
    output_format: str,
    save: str | None,
    compare: str | None,
    coder: CoderOptions,
) -> int:
    """Evaluate, print the figures and return the exit code."""
    before = None if compare is None else read_run(Path(compare))
    wanted = read_gold(Path(gold), part=part, limit=limit)
    if before is not None:
        check_form(wanted.form, before)
    with Screen(wanted.size) as screen:
        found = wanted.evaluate(coder_of(coder), lambda: screen.step("coding"))
    changes = () if before is None else against(found, before)
    if save is not None:
        save_run(found, Path(save))
    if output_format == "json":
        _write_json(found, changes)
    else:
        _write_tables(found, changes)
    return OK


def _write_json(found: Evaluation, changes: tuple[Table, ...]) -> None:
    whole = Evaluation(
        found.form, found.texts, found.figures, (*found.tables, *changes), found.notes
    )
    with sink(None, grows=True) as write:
        write(json.dumps(as_json(whole), ensure_ascii=False, indent=2) + "\n")


def _write_tables(found: Evaluation, changes: tuple[Table, ...]) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPED_WIDTH
    console = Console(width=width, highlight=False, markup=False, record=False)
    with console.capture() as captured:
        console.print(_figure_table(found.figures), end="\n\n")
        for table in (*found.tables, *changes):
            if table.shown and table.rows:
                console.print(_table(table))
                console.print(_rest(table))
        for note in found.notes:
            console.print(plain(note))
    with sink(None, grows=True) as write:
        write("\n".join(line.rstrip() for line in captured.get().split("\n")))


def _figure_table(figures: tuple[Figure, ...]) -> RichTable:
    table = _empty("Figures", ("figure", "value", "95% interval", "precision", "recall", "of"))
    for figure in figures:
        tally = figure.tally
        split = tally is not None and not figure.share
        interval = figure.interval
        table.add_row(
            figure.name,
            _cell(figure.value),
            _NO_FIGURE if interval is None else f"{interval[0]:.3f}-{interval[1]:.3f}",
            _cell(tally.precision if tally and split else None),
            _cell(tally.recall if tally and split else None),
            "" if tally is None else _counts(figure),
        )
    return table


def _counts(figure: Figure) -> str:
    tally = figure.tally
    assert tally is not None
    if figure.share:
        return f"{tally.right} of {tally.expected}"
    return f"{tally.right} right, {tally.given} given, {tally.expected} expected"


def _table(table: Table) -> RichTable:
    shown = _empty(table.title, table.columns)
    for row in table.rows[:_ROWS] if _is_long(table) else table.rows:
        shown.add_row(*(_cell(cell) for cell in row))
    return shown


def _rest(table: Table) -> str:
    """A line on the rows that are not shown."""
    left = len(table.rows) - _ROWS if _is_long(table) else 0
    return f"({left} more rows with --format json)\n" if left > 0 else ""


def _is_long(table: Table) -> bool:
    """Lists that go on and on, as against one row a type."""
    return "precision" not in table.columns and "change" not in table.columns


def _empty(title: str, columns: tuple[str, ...]) -> RichTable:
    table = RichTable(title=title, title_justify="left", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right", overflow="fold")
    return table


def _cell(cell: Cell) -> str:
    if cell is None:
        return _NO_FIGURE
    return f"{cell:.3f}" if isinstance(cell, float) else plain(str(cell))

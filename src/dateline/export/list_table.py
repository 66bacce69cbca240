"""What the terminal tables of lists share: the console they are drawn on, and their cells."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from rich.box import Box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from .options import ExportOptions

MISSING = "dim italic"
_LINES = Box("    \n    \n ── \n    \n ── \n ── \n    \n    \n")
"""A line under the header and between rows, none around: a row is several lines high."""
_NARROWEST = 60

Line = tuple[str, str]
"""Words and their style."""


def drawn(what: RenderableType, options: ExportOptions) -> str:
    """What `rich` draws, as text of the options' width, without blanks at the ends of lines."""
    written = io.StringIO()
    console = Console(
        file=written,
        width=max(options.width, _NARROWEST),
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    console.print(what)
    return "\n".join(line.rstrip() for line in written.getvalue().split("\n"))


def table(
    columns: Sequence[tuple[str, int | None, int | None]], rows: Iterable[Sequence[Text]]
) -> Table:
    """A table of columns (title, share of the width, else characters) and their cells."""
    found = Table(box=_LINES, show_lines=True, pad_edge=False, expand=True, header_style="bold")
    for title, ratio, width in columns:
        found.add_column(title, ratio=ratio, width=width, overflow="fold")
    for row in rows:
        found.add_row(*row)
    return found


def stack(*lines: Line) -> Text:
    """A cell of several lines; those without words are left out."""
    return Text("\n").join(Text(words, style=style) for words, style in lines if words)


def or_missing(words: str, missing: str, style: str = "") -> Line:
    """The words, or what says that there are none."""
    return (words, style) if words else (missing, MISSING)

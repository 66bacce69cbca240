"""``dateline export``: the incidents of the store in a format of other tools."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator

from ..codebook import load_codebook
from ..errors import InputError
from ..export.event_formats import EVENT_FORMATS
from ..export.told import EventFormat, ToldIncident
from ..exporting import event_options, told_incidents
from .filter_options import Words
from .paths import codebook_file
from .reading import check_output, complain, emptiness, filter_of, opened
from .running import OK
from .screen import Screen
from .sink import sink

STDOUT = "-"


def run(
    *,
    filters: Words,
    output_format: str | None,
    output: str | None,
    as_coded: bool,
    codebook: str | None,
    store: str | None,
) -> int:
    """Write the incidents and return the exit code."""
    chosen = format_of(output_format, output)
    if chosen.binary and output in (None, STDOUT) and sys.stdout.isatty():
        raise InputError("--format: this one is not for a terminal; give a file with -o")
    book = load_codebook(codebook_file(codebook))
    with opened(store) as kept:
        check_output(output, kept)
        where = filter_of(filters, kept)
        options = event_options(kept, where, as_coded=as_coded, codebook=book)
        total = kept.count(where)
        if not total:
            complain(emptiness(kept, where))
        told = told_incidents(kept, where, as_coded=as_coded, codebook=book)
        with Screen(total) as screen, sink(output, grows=False) as write:
            for piece in chosen.write(_counted(told, screen), options):
                with screen.aside():
                    write(piece)
    return OK


def formats() -> int:
    """Write a line for each format and return the exit code."""
    width = max(map(len, EVENT_FORMATS))
    suffixes = max(len(one.suffix) for one in EVENT_FORMATS.values())
    with sink(None, grows=True) as write:
        for name, one in EVENT_FORMATS.items():
            says = f"{one.says.rstrip('.')} (a row: {one.row})"
            write(f"{name:<{width}}  {one.suffix:<{suffixes}}  {says}\n")
    return OK


def format_of(name: str | None, output: str | None) -> EventFormat:
    """The format of a name, or else the only one of the output's suffix.

    Raises `InputError` for a name that none has, and where it is not clear which is meant.
    """
    if name is not None:
        if name not in EVENT_FORMATS:
            raise InputError(f"--format: no format {name[:40]!r}{_instead(name)}; {_names()}")
        return EVENT_FORMATS[name]
    if output in (None, STDOUT):
        raise InputError(f"--format: give one; {_names()}")
    found = _of_suffix(str(output).lower())
    if len(found) > 1:
        raise InputError(f"--format: {output} may be any of {', '.join(found)}; give one")
    if not found:
        raise InputError(f"--format: {output} does not tell which; {_names()}")
    return EVENT_FORMATS[found[0]]


def _of_suffix(output: str) -> list[str]:
    """The formats of the longest suffix: ``.reports.csv`` is meant before ``.csv``."""
    fitting = {name: one.suffix for name, one in EVENT_FORMATS.items()
               if output.endswith(one.suffix)}  # fmt: skip
    longest = max(map(len, fitting.values()), default=0)
    return sorted(name for name, suffix in fitting.items() if len(suffix) == longest)


def _instead(name: str) -> str:
    close = difflib.get_close_matches(name.lower(), EVENT_FORMATS, n=1, cutoff=0.6)
    return f" (do you mean {close[0]}?)" if close else ""


def _names() -> str:
    return f"there are {', '.join(sorted(EVENT_FORMATS))}"


def _counted(told: Iterable[ToldIncident], screen: Screen) -> Iterator[ToldIncident]:
    for one in told:
        yield one
        screen.step("writing incidents")

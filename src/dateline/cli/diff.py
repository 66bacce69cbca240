"""``dateline diff``: how two runs differ on the articles that both have coded."""

from __future__ import annotations

from ..errors import InputError
from ..export.difference_text import Tally, difference_json, difference_lines
from ..export.json_records import encode
from ..export.run_text import run_json, run_line
from ..store.contract import KnownRun, Store
from .reading import opened
from .running import OK
from .sink import Write, sink


def run(*, old: int, new: int, only_summary: bool, output_format: str, store: str | None) -> int:
    """Write the differences and their counts, and return the exit code."""
    with opened(store) as kept, sink(None, grows=True) as write:
        pair = _known(kept, old), _known(kept, new)
        if output_format == "json":
            _json(kept, pair, write, only_summary=only_summary)
        else:
            _text(kept, pair, write, only_summary=only_summary)
    return OK


def _known(store: Store, number: int) -> KnownRun:
    known = {one.number: one for one in store.runs()}
    if number not in known:
        numbers = ", ".join(map(str, known)) or "none"
        raise InputError(f"{store.place}: there is no run {number}; its runs are {numbers}")
    return known[number]


def _text(
    store: Store, pair: tuple[KnownRun, KnownRun], write: Write, *, only_summary: bool
) -> None:
    write(f"{run_line(pair[0])}\n{run_line(pair[1])}\n\n")
    tally = Tally()
    for found in store.diff(pair[0].number, pair[1].number):
        tally.add(found)
        if not only_summary:
            write("\n".join([*difference_lines(found), "", ""]))
    write("\n".join([*tally.lines(), ""]))


def _json(
    store: Store, pair: tuple[KnownRun, KnownRun], write: Write, *, only_summary: bool
) -> None:
    """One object, written as it goes; the summary, which is known last, stands last."""
    old, new = (encode(run_json(one)) for one in pair)
    write(f'{{"old": {old},\n"new": {new},\n"differences": [')
    tally = Tally()
    before = "\n"
    for found in store.diff(pair[0].number, pair[1].number):
        tally.add(found)
        if not only_summary:
            write(before + encode(difference_json(found)))
            before = ",\n"
    write(f'\n],\n"summary": {encode(tally.to_json())}}}\n')

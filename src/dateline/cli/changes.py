"""``dateline changes``: incidents added, changed and withdrawn after a time."""

from __future__ import annotations

from datetime import datetime

from ..export.changes_text import change_json, change_line
from ..export.json_records import encode
from ..store.contract import Change, Store
from .reading import complain, moment, opened
from .running import OK
from .sink import Write, sink


def run(*, since: str, number: int | None, output_format: str, store: str | None) -> int:
    """Write the last word on each incident, in order of time, and return the exit code."""
    when = moment(since, "--since")
    with opened(store) as kept:
        found = tuple(kept.changes_since(when, number))
        with sink(None, grows=True) as write:
            if output_format == "json":
                _json(found, when, write)
            else:
                _text(kept, found, number, write)
    if not found and output_format != "json":
        complain(f"no incident has changed since {when.isoformat()}")
    return OK


def _json(found: tuple[Change, ...], when: datetime, write: Write) -> None:
    """One object; ``next`` is the time to ask with next."""
    last = found[-1].at if found else when
    before = '{"changes": [\n'
    for change in found:
        write(before + encode(change_json(change)))
        before = ",\n"
    write(("" if found else before) + f'\n], "next": "{last.isoformat()}"}}\n')


def _text(store: Store, found: tuple[Change, ...], number: int | None, write: Write) -> None:
    for change in found:
        incident = None if change.kind == "withdrawn" else store.incident(change.id, number)
        write(change_line(change, incident) + "\n")
    if found:
        kinds = {kind: sum(c.kind == kind for c in found) for kind in ("added", "changed",
                                                                      "withdrawn")}  # fmt: skip
        tally = ", ".join(f"{many:,} {kind}" for kind, many in kinds.items())
        write(f"{tally}; next time: --since {found[-1].at.isoformat()}\n")

"""``dateline runs``: the coding runs of the store."""

from __future__ import annotations

import msgspec

from ..export.json_records import encode
from ..export.run_text import run_json, run_text
from .reading import complain, opened
from .running import OK
from .sink import sink


def run(*, output_format: str, store: str | None) -> int:
    """Write the runs, the one opened last at the end, and return the exit code."""
    with opened(store) as kept:
        known = kept.runs()
        if not known:
            complain(f"{kept.place}: nothing has been coded into this store yet")
    with sink(None, grows=True) as write:
        if output_format == "json":
            listed = {"runs": [run_json(one) for one in known]}
            write(msgspec.json.format(encode(listed), indent=2) + "\n")
        for number, one in enumerate(known, start=1):
            if output_format != "json":
                write(run_text(one, is_meant=number == len(known)))
    return OK

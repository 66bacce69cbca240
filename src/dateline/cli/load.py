"""``dateline load``: coded articles out of Parquet files into the store, linked and merged."""

from __future__ import annotations

from pathlib import Path

from ..batch.coded_files import count_coded
from ..batch.loading import Loaded, Loader
from ..batch.merging import coded_files_of
from ..errors import InputError, StoreError
from ..store.contract import Store
from ..store.opening import open_store
from .running import BAD_INPUT, OK
from .screen import Screen


def run(*, coded: list[str], store: str | None, link: bool, merge: bool) -> int:
    """Load files into the store; return the exit code."""
    files = coded_files_of(coded)
    total = sum(map(_count, files))
    with open_store(store) as opened, Screen(total) as screen:
        loader = Loader(opened, screen.complain, link=link)
        for path in files:
            for amount in loader.load(path):
                screen.step(f"loading, {loader.tally.articles:,} new", amount)
        if merge:
            screen.step("merging", 0)
            for _ in loader.merge():
                screen.step("merging", 0)
        screen.complain(_summary(loader.tally, opened, merged=merge))
        return BAD_INPUT if loader.tally.refused else OK


def _count(path: Path) -> int:
    """For the progress bar: what is wrong with a file is said when it is read."""
    try:
        return count_coded(path)
    except (InputError, StoreError):
        return 0


def _summary(tally: Loaded, store: Store, *, merged: bool) -> str:
    parts = [
        (tally.articles, "articles added"),
        (tally.seen - tally.articles, "known already"),
        (tally.coded, "codings added"),
        (tally.copies, "copies of another"),
        (tally.refused, "could not be read"),
    ]
    lines = ", ".join(f"{number:,} {words}" for number, words in parts if number) or "nothing new"
    if merged:
        lines += f"; {tally.incidents:,} incidents added or changed"
    return f"{lines} ({store.place})"

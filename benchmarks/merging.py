"""How merging grows: seconds and memory for 1,000, 10,000 and 100,000 synthetic reports.

    python benchmarks/merging.py [--least 1000] [--most 100000] [--blocked [--workers N]]

The reports are those of ``tests/cases/clusters.jsonl`` (coded once, kept in build/merging by
``python -m training.merging code``), told again in other weeks, places and rare words: each round
is a news month of its own that shares its common words with all the others. ``--blocked`` merges
them by blocks, as ``dateline merge`` does, in this process or in N of them; what finds copies and
makes the incidents is no part of what is measured, as it is not without.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from itertools import groupby
from pathlib import Path

import msgspec

from dateline.merge.blocked import BlockedMerge
from dateline.merge.blocked_sheets import ArticleRead
from dateline.merge.blocked_tasks import in_processes, one_by_one
from dateline.merge.blocked_work import Work
from dateline.merge.engine import Group, merged
from dateline.merge.likeness import load_weights
from dateline.merge.tellings import Setting, Telling, tellings_of
from dateline.records.entity import EventDate, Place
from dateline.records.event import CodedArticle

KEPT = Path(__file__).parents[1] / "build" / "merging" / "coded.jsonl"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
DAYS, DEGREES = 45, 3.0
TURNS_A_BLOCK = 4


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--least", type=int, default=SIZES[0])
    options.add_argument("--most", type=int, default=100_000)
    options.add_argument("--blocked", action="store_true")
    options.add_argument("--workers", type=int, default=1)
    given = options.parse_args()
    heads = ("seconds", "CPU s", "incidents", "peak MB", "disk MB")
    print(f"{'reports':>9}" + "".join(f"{head:>11}" for head in heads))
    for size in SIZES:
        if not given.least <= size <= given.most:
            continue
        started, before = time.perf_counter(), _worked()
        groups, disk = _blocked(size, given.workers) if given.blocked else (_at_once(size), 0)
        took, worked = time.perf_counter() - started, _worked() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:9,}{took:11.1f}{worked:11.1f}{len(groups):11,}{peak:11,.0f}{disk:11,}")
        if given.workers > 1:
            most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"{'':9}the largest of {given.workers} processes: {most:,.0f} MB")
    return 0


def _worked() -> float:
    """Seconds of processor so far, of this process and of those that have ended."""
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def _at_once(size: int) -> tuple[Group, ...]:
    return merged(list(_many(_base(), size)), load_weights())


def _blocked(size: int, workers: int) -> tuple[tuple[Group, ...], int]:
    """The groups, and the megabytes that the work folder took."""
    block = TURNS_A_BLOCK * len(_base())
    starts = range(0, size, block)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        run_all = one_by_one if workers == 1 else stack.enter_context(in_processes(workers))
        groups = BlockedMerge(Work(folder), run_all).groups(
            starts, partial(_articles, size=size, block=block)
        )
        return groups, sum(file.stat().st_size for file in folder.iterdir()) >> 20


def _articles(start: int, *, size: int, block: int) -> Iterator[ArticleRead]:
    """The articles of a block: whole rounds, so that no article is in two of them."""
    numbers = range(start, min(size, start + block))
    tellings = (_numbered(_base(), number) for number in numbers)
    for _, found in groupby(tellings, key=lambda telling: telling.setting.article):
        told = tuple(found)
        yield ArticleRead(told[0].setting, told)


@cache
def _base() -> list[Telling]:
    kept = msgspec.json.Decoder(CodedArticle).decode_lines(KEPT.read_bytes())
    return [telling for coded in kept for telling in tellings_of(coded)]


def _many(base: list[Telling], size: int) -> Iterator[Telling]:
    return (_numbered(base, number) for number in range(size))


def _numbered(base: list[Telling], number: int) -> Telling:
    turn, place = divmod(number, len(base))
    return _again(base[place], turn) if turn else base[place]


def _again(telling: Telling, turn: int) -> Telling:
    """The same report in another month, place and rare words."""
    return replace(
        telling,
        key=f"{telling.key}~{turn}",
        setting=_setting(telling.setting, turn),
        place=_moved(telling.place, turn),
        when=_later(telling.when, turn),
    )


def _setting(setting: Setting, turn: int) -> Setting:
    day = setting.published
    text = {
        word if n % 3 else f"{word}{turn}": w for n, (word, w) in enumerate(setting.text.items())
    }
    return replace(
        setting,
        article=f"{setting.article}~{turn}",
        copy_of=None if setting.copy_of is None else f"{setting.copy_of}~{turn}",
        published=None if day is None else day + timedelta(days=DAYS * turn),
        text=text,
        towns=tuple(p for town in setting.towns if (p := _moved(town, turn)) is not None),
        days=tuple(d for when in setting.days if (d := _later(when, turn)) is not None),
    )


def _moved(place: Place | None, turn: int) -> Place | None:
    if place is None or place.lat is None or place.lon is None:
        return place
    lon = (place.lon + DEGREES * turn + 180) % 360 - 180
    return replace(place, name=f"{place.name} {turn}", lon=lon, geonames_id=None)


def _later(when: EventDate | None, turn: int) -> EventDate | None:
    if when is None:
        return None
    shift = timedelta(days=DAYS * turn)
    try:
        return replace(when, start=when.start + shift, end=when.end + shift)
    except OverflowError:
        return when


if __name__ == "__main__":
    sys.exit(main())

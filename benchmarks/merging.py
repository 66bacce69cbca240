"""How merging grows: seconds and memory for 1,000, 10,000 and 100,000 synthetic reports.

    python benchmarks/merging.py [--most 100000]

The reports are those of ``tests/cases/clusters.jsonl`` (coded once, kept in build/merging by
``python -m training.merging code``), told again in other weeks, places and rare words: each round
is a news month of its own that shares its common words with all the others.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec

from dateline.merge.engine import merged
from dateline.merge.likeness import load_weights
from dateline.merge.tellings import Setting, Telling, tellings_of
from dateline.records.entity import EventDate, Place
from dateline.records.event import CodedArticle

KEPT = Path(__file__).parents[1] / "build" / "merging" / "coded.jsonl"
SIZES = (1_000, 10_000, 100_000)
DAYS, DEGREES = 45, 3.0


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--most", type=int, default=SIZES[-1])
    given = options.parse_args()
    kept = msgspec.json.Decoder(CodedArticle).decode_lines(KEPT.read_bytes())
    base = [telling for coded in kept for telling in tellings_of(coded)]
    print(f"{'reports':>9}{'seconds':>9}{'per 1,000':>11}{'incidents':>11}{'peak MB':>9}")
    for size in SIZES:
        if size > given.most:
            break
        tellings = list(_many(base, size))
        started = time.perf_counter()
        groups = merged(tellings, load_weights())
        took = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:9,}{took:9.1f}{1000 * took / size:11.2f}{len(groups):11,}{peak:9,.0f}")
    return 0


def _many(base: list[Telling], size: int) -> Iterator[Telling]:
    for number in range(size):
        turn, place = divmod(number, len(base))
        yield _again(base[place], turn) if turn else base[place]


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

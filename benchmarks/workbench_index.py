"""Speed of the workbench's index: all that the explore page asks, over made-up incidents.

    python benchmarks/workbench_index.py [--incidents N ...] [--times N] [--check] [--drawn]

For each filter everything is asked for at once: totals, the period before, eleven facets, the
timeline, the circles of the map and a page of the table. Nothing of it is kept from one time to
the next (``Snapshot.select`` itself would keep it). With ``--drawn`` the chart is drawn too. With
``--check`` the exit code is 1 where a filter takes more than 30 ms over 100,000 incidents, or a
second over 1,000,000, at p95. The text search and names of actors are looked up in the store,
which benchmarks/store.py measures: here they are answered from a table. Times are of one core,
so that other work on the machine makes little difference.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import accumulate
from typing import Any, get_args

from dateline.codebook import load_codebook, load_schemes
from dateline.store import Box, Filter
from dateline.store.answers import IncidentRow
from dateline.web.charts import timeline_chart
from dateline.web.index import FacetName, Named, Selection, Snapshot, TableOrder
from dateline.web.index.building import Builder
from dateline.web.index.columns import Columns
from dateline.web.index.derived import Derived
from dateline.web.index.matching import matched

LIMITS_MS = {100_000: 30.0, 1_000_000: 1_000.0}
FIRST = date(2016, 1, 1).toordinal()
DAYS = 3650
ACTORS, OUTLETS, PLACES = 30_000, 800, 20_000
COUNTRIES = [a + b + "X" for a in "ABCDEFGH" for b in "ABCDEFGHIJKL"]
FACTUALITY = ("asserted", "alleged", "denied", "planned", "negated")
SUBS = tuple(load_schemes().acled.items())
TYPES = tuple(sorted(load_codebook().types))
PRECISIONS = ("exact", "exact", "exact", "near", "admin1", "country")


class Uneven:
    """Numbers below a limit, of which the n-th comes about 1/n as often as the first."""

    def __init__(self, dice: random.Random, many: int, drawn: int = 200_000) -> None:
        weights = list(accumulate(1 / n for n in range(1, many + 1)))
        self._drawn = dice.choices(range(many), cum_weights=weights, k=drawn)
        self._at = 0

    def __call__(self) -> int:
        self._at = (self._at + 7919) % len(self._drawn)
        return self._drawn[self._at]


def rows(many: int) -> Iterator[IncidentRow]:
    """The same made-up incidents each time."""
    dice = random.Random(1)
    actor, outlet, place = (Uneven(dice, n) for n in (ACTORS, OUTLETS, PLACES))
    kind, sub = Uneven(dice, len(TYPES)), Uneven(dice, len(SUBS))
    where = [(dice.choice(COUNTRIES), dice.gauss(15, 20) % 90, dice.uniform(-120, 150))
             for _ in range(PLACES)]  # fmt: skip
    for number in range(many):
        at = place()
        country, lat, lon = where[at]
        acled = SUBS[sub()] if number % 4 else (None, None)
        day = FIRST + dice.randrange(DAYS) if number % 20 else 0
        yield IncidentRow(
            id=f"i{dice.getrandbits(48):012x}", event_type=TYPES[kind()],
            plover="PROTEST" if at % 2 else "ASSAULT", acled_type=acled[1], acled_sub=acled[0],
            country=country, admin1=f"Region {at % 400}", admin1_folded=f"region {at % 400}",
            lat=lat, lon=lon, place_name=f"Town {at}", place_precision=PRECISIONS[at % 6],
            first_day=day, last_day=day, first_published=FIRST + number % DAYS,
            last_published=FIRST + number % DAYS + number % 3, killed=at % 5, sources=1 + at % 4,
            revision=1, actors=((actor(), "actor"), (actor(), "target")),
            outlets=tuple({outlet() for _ in range(1 + at % 3)}),
            factualities=(FACTUALITY[at % 5],), flags=("partisan_source",) if at % 12 == 0 else (),
            number=number + 1,
        )  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Stands for the store's two look-ups."""

    ids: tuple[str, ...]
    numbers: tuple[int, ...]

    def incident_ids(self, where: Filter) -> tuple[str, ...]:
        return self.ids

    def incidents_saying(self, text: str) -> tuple[int, ...]:
        return self.numbers


def filters() -> dict[str, tuple[Filter, TableOrder]]:
    """Common and rare values, alone and together, in several orders."""
    year: dict[str, Any] = {"since": date(2020, 1, 1), "until": date(2020, 12, 31)}
    return {
        "everything": (Filter(), "newest"),
        "everything, by country": (Filter(), "country"),
        "a common type": (Filter(types=(TYPES[0],)), "newest"),
        "a rare type": (Filter(types=(TYPES[-1],)), "deadliest"),
        "three ACLED types": (Filter(acled=("Battles", "Riots", "Protests")), "newest"),
        "a country": (Filter(countries=(COUNTRIES[3],)), "oldest"),
        "a year": (Filter(**year), "newest"),
        "a year, a box, a type": (Filter(**year, types=TYPES[:1], bbox=Box(0, -20, 40, 60)),
                                  "sources"),
        "across the antimeridian": (Filter(bbox=Box(-40, 100, 60, -100)), "published"),
        "outlet and flag": (Filter(outlets=("Outlet 0",), flags=("partisan_source",)), "newest"),
        "an actor": (Filter(actors=("somebody",)), "newest"),
        "a text, half of all": (Filter(text="words"), "newest"),
        "a text, a country, a year": (Filter(text="words", countries=(COUNTRIES[5],), **year),
                                      "deadliest"),
    }  # fmt: skip


def ask(snapshot: Snapshot, where: Filter, order: TableOrder, *, drawn: bool) -> int:
    """Everything for one view; nothing of it kept from before."""
    found = matched(snapshot.derived.columns, snapshot, where)
    selection = Selection(snapshot, where, found)
    selection.totals()
    selection.compared()
    for name in get_args(FacetName):
        selection.facet(name)
    line = selection.timeline(whole=True)
    selection.clusters(zoom=3)
    selection.page(order=order)
    if drawn:
        timeline_chart(line, link=lambda first, last: f"?since={first}&until={last}")
    return len(selection)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of one core, and what came of it."""
    start = time.thread_time()
    found = work()
    return (time.thread_time() - start) * 1000, found


def build(many: int) -> Snapshot:
    """A snapshot of made-up incidents; says how long each part took."""
    ms, made = timed(lambda: list(rows(many)))
    print(f"\n{many:,} incidents (made up in {ms / 1000:.1f} s)")
    columns: Columns
    ms, columns = timed(partial(Builder().columns, iter(made)))
    print(f"  columns from rows          {ms:9.1f} ms")
    changed = [row._replace(killed=99, revision=2) for row in made[:: max(1, many // 50)]]
    ms, columns = timed(partial(Builder(columns).columns, changed, gone=[made[1].id]))
    print(f"  columns, 50 rows changed   {ms:9.1f} ms")
    actors = {n: Named(n, f"Actor {n * 7919 % ACTORS}", f"A{n}") for n in range(ACTORS)}
    outlets = {n: Named(n, f"Outlet {n}") for n in range(OUTLETS)}
    derived = Derived(columns, actors, outlets)
    ms, _ = timed(derived.warm)
    print(f"  order, places, names       {ms:9.1f} ms")
    some = Table(tuple(row.id for row in made[::11]), tuple(row.number for row in made[::2]))
    return Snapshot(1, "1", derived, some, {})


def measure(snapshot: Snapshot, *, times: int, drawn: bool) -> float:
    """Print a line a filter; the slowest p95, in ms."""
    print(f"  {'filter':28} {'found':>9} {'first':>9} {'p50':>9} {'p95':>9}  ms")
    slowest = 0.0
    for name, (where, order) in filters().items():
        work = partial(ask, snapshot, where, order, drawn=drawn)
        first, found = timed(work)
        again = sorted(timed(work)[0] for _ in range(times))
        p50, p95 = statistics.median(again), again[min(times - 1, int(0.95 * times))]
        print(f"  {name:28} {found:9,} {first:9.1f} {p50:9.1f} {p95:9.1f}")
        slowest = max(slowest, p95)
    return slowest


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--drawn", action="store_true")
    options = parser.parse_args()
    slow = False
    for many in options.incidents:
        snapshot = build(many)
        gc.collect()
        gc.freeze()  # the made-up rows are not the index's
        slowest = measure(snapshot, times=options.times, drawn=options.drawn)
        slow |= slowest > LIMITS_MS.get(many, float("inf"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmemory at most {peak:,.0f} MB (with the made-up rows)")
    return 1 if slow and options.check else 0


if __name__ == "__main__":
    sys.exit(main())

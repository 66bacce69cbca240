"""Speed of the store's lists over 100,000 made-up incidents.

    python benchmarks/store.py [--incidents N] [--store PLACE | --postgres] [--times K] [--check]

Reports of invented events are saved through the store's own methods (values are drawn unevenly,
as in the news: a few countries, types and outlets have most of them), then lists are asked for.
Each question is asked on a store opened anew (first), then again (p50 and p95). With ``--store``
the store is kept there, in a file or at a URL, and used again next time. With ``--postgres`` a
PostgreSQL server is started for it, from Debian's packages, that flushes to the disk as others do.
With ``--times`` the incidents in PostgreSQL are copied there, so that there are K times as many.
With ``--check`` the exit code is 1 where a list takes more than 100 ms at p95.
"""

from __future__ import annotations

import argparse
import importlib
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, get_args

from sqlalchemy import create_engine

from dateline.codebook import load_codebook
from dateline.errors import StoreError
from dateline.records.article import Article, Source
from dateline.records.claim import FactualityJudgement
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Actor, CountRange, EventDate, Place
from dateline.records.event import (
    CodedArticle,
    Codes,
    CodingRun,
    CountPhrase,
    Participant,
    Phrase,
    Report,
)
from dateline.records.incident import Counts, Incident, Rivals
from dateline.records.text import Quote
from dateline.store import EVERYTHING, Box, FacetField, Filter, Order, Store, open_store
from dateline.web.index import IncidentIndex

LIMIT_MS = 100.0
SERVER = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "autovacuum": "on",
    "max_wal_size": "4GB",
}
"""What the server is told that ``--postgres`` starts; the rest is PostgreSQL's default."""
TIMES = 25
MOST_PAGES = 40
"""So many pages of 2,000 rows lie before a deep page at most."""
BATCH = 500
RUN = CodingRun("0", "none", "none", "none", "none", "none", "none")
FIRST = date(2016, 1, 1)
DAYS = 3650
COUNTRIES = (
    "IRQ SYR UKR YEM SDN NGA MEX COL IND PAK AFG MLI BFA SOM COD ETH MMR PHL BRA HTI LBN ISR PSE "
    "EGY LBY TUN DZA MAR TUR IRN SAU FRA DEU GBR ESP ITA GRC POL SRB RUS GEO ARM AZE KAZ UZB CHN "
    "JPN KOR THA IDN MYS BGD LKA NPL KEN UGA RWA BDI TZA MOZ ZAF ZWE USA CAN PER ECU VEN BOL CHL"
).split()
FACTUALITY = (("asserted", 82), ("alleged", 8), ("denied", 2), ("negated", 1), ("planned", 3),
              ("demanded", 2), ("threatened", 1), ("hypothetical", 1))  # fmt: skip
TYPES = tuple(sorted(load_codebook().types))
SYLLABLES = "ba ko ri ta me lu sha den or vi ne ga pol is ha mu ra ti se no".split()


class Uneven:
    """Draws values so that the n-th comes about 1/n as often as the first."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values
        self.weights = list(accumulate(1 / n for n in range(1, len(values) + 1)))

    def draw(self, dice: random.Random, many: int = 1) -> list[Any]:
        return dice.choices(self.values, cum_weights=self.weights, k=many)


@dataclass(frozen=True)
class World:
    """What the made-up news are about."""

    dice: random.Random
    words: Uneven
    actors: Uneven
    outlets: Uneven
    places: Uneven
    types: Uneven

    @classmethod
    def of(cls, seed: int) -> World:
        """The same world for the same seed."""
        dice = random.Random(seed)
        made = dict.fromkeys("".join(dice.choices(SYLLABLES, k=3)) for _ in range(12_000))
        words = ["police", "protesters", "killed", "tear", "gas", "mosque", "market", *made]
        actors = [_actor(dice, words, number) for number in range(6_000)]
        outlets = [Source(f"The {w.title()} Post", "private") for w in dice.sample(words, 400)]
        places = [_place(dice, words, number) for number in range(5_000)]
        types = dice.sample(TYPES, len(TYPES))
        return cls(dice, *map(Uneven, (words, actors, outlets, places, types)))

    def event(self) -> Report:
        """A report of an event; others of the same event are made of it."""
        dice = self.dice
        (kind,), (place,) = self.types.draw(dice), self.places.draw(dice)
        actors, targets = self.actors.draw(dice), self.actors.draw(dice)
        first = FIRST + timedelta(days=dice.randrange(DAYS))
        when = EventDate(first, first + timedelta(days=dice.choice((0, 0, 0, 1, 6))), "day")
        killed = dice.choice((0, 0, 0, 0, 1, 2, 5, 12))
        return Report(
            key="",
            event_type=Coded(kind),
            score=0.5,
            codes=Codes("PROTEST" if len(kind) % 2 else "ASSAULT", (), (), None, None,
                        "Protests" if len(kind) % 2 else "Battles",
                        "Peaceful protest" if len(kind) % 2 else "Armed clash", 4),
            trigger=Quote(0, 3, "abc"),
            sentence=Quote(0, 3, "abc"),
            actors=tuple(map(_participant, actors)),
            targets=tuple(map(_participant, targets)),
            place=Coded(place),
            date=Coded(when) if dice.random() > 0.05 else Coded.missing(Reason.NOT_STATED),
            counts=(CountPhrase("killed", CountRange(killed, killed), Quote(0, 3, "abc")),),
            weapon=None,
            attribution=(),
            factuality=FactualityJudgement("asserted"),
        )  # fmt: skip


def _actor(dice: random.Random, words: list[str], number: int) -> Actor:
    name = " ".join(word.title() for word in dice.sample(words, 3))
    return Actor(name, f"ACTOR_{number}" if number % 3 else None, dice.choice(COUNTRIES))


def _place(dice: random.Random, words: list[str], number: int) -> Place:
    country = COUNTRIES[min(int(dice.paretovariate(0.8)) - 1, len(COUNTRIES) - 1)]
    lat, lon = dice.uniform(-40, 60), dice.uniform(-120, 140)
    return Place(dice.choice(words).title(), country, f"Region {number % 40}", None, lat, lon)


def _participant(actor: Actor) -> Participant:
    return Participant(Phrase(Quote(0, 3, "abc"), 0), Coded(actor))


# -- filling -------------------------------------------------------------------------------


def fill(store: Store, incidents: int) -> None:
    """Save so many incidents, two reports each on average."""
    world, run = World.of(1), store.open_run(RUN)
    made = _stories(world, incidents)
    for start in range(0, incidents, BATCH):
        with store.batch():
            some = [next(made) for _ in range(min(BATCH, incidents - start))]
            store.add_coded(run, [coded for articles, _ in some for coded in articles])
            store.save_incidents(run, [incident for _, incident in some])
    store.settle()


def _stories(world: World, many: int) -> Iterator[tuple[list[CodedArticle], Incident]]:
    dice = world.dice
    for number in range(many):
        event = world.event()
        told = dice.choice((1, 1, 1, 1, 2, 2, 3, 5))
        articles = [_told(world, event, f"{number:012x}{i:04x}") for i in range(told)]
        yield articles, _incident(event, articles, f"i{number:09x}")


def _told(world: World, event: Report, digest: str) -> CodedArticle:
    dice = world.dice
    title = " ".join(world.words.draw(dice, 7))
    sentence = " ".join(world.words.draw(dice, 22))
    text = sentence + "\n" + " ".join(world.words.draw(dice, 120))
    factuality, weights = zip(*FACTUALITY, strict=True)
    (source,) = world.outlets.draw(dice)
    day = event.date.value.start if event.date.value else FIRST
    report = replace(
        event,
        key=f"{digest}:0-3",
        sentence=Quote(0, len(sentence), sentence),
        factuality=FactualityJudgement(dice.choices(factuality, weights)[0]),
        flags=("partisan_source",) if dice.random() < 0.08 else (),
    )
    article = Article(text, digest, digest, title, source, None, day + timedelta(days=1))
    return CodedArticle(article, RUN, (report,))


def _incident(event: Report, articles: list[CodedArticle], id: str) -> Incident:
    published = [coded.article.published for coded in articles if coded.article.published]
    killed = event.counts[0].value
    return Incident(
        id=id,
        reports=tuple(coded.reports[0].key for coded in articles),
        event_type=Rivals(event.event_type.value),
        codes=Rivals(event.codes),
        actors=Rivals(tuple(p.actor.value for p in event.actors if p.actor.value)),
        targets=Rivals(tuple(p.actor.value for p in event.targets if p.actor.value)),
        place=Rivals(event.place.value),
        date=Rivals(event.date.value),
        counts=Rivals(Counts(killed=killed)),
        factuality=Rivals(articles[0].reports[0].factuality.value),
        independent_sources=len(articles),
        partisan_sources=0,
        first_published=min(published),
        last_published=max(published),
        killed_low=killed.low,
        killed_high=killed.high,
    )


_COPIES = """
SET session_replication_role = replica;
INSERT INTO report SELECT number + {by}, run, article, ordinal + {times} * 10, key || '-{nth}',
    event_type, plover, acled_type, acled_sub, country, admin1, admin1_folded, lat, lon,
    CASE first_day WHEN 0 THEN 0 ELSE first_day + {nth} END,
    CASE last_day WHEN 0 THEN 0 ELSE last_day + {nth} END,
    first_published + {nth}, last_published + {nth}, killed, outlet, factuality, is_copy
    FROM report WHERE number <= {by};
INSERT INTO incident SELECT number + {by}, run, id || '-{nth}', event_type, plover, acled_type,
    acled_sub, country, admin1, admin1_folded, lat, lon,
    CASE first_day WHEN 0 THEN 0 ELSE first_day + {nth} END,
    CASE last_day WHEN 0 THEN 0 ELSE last_day + {nth} END,
    first_published + {nth}, last_published + {nth}, killed, sources, revision, added, changed,
    place_name, place_precision FROM incident WHERE number <= {by};
INSERT INTO incident_record SELECT incident + {by}, record, words FROM incident_record
    WHERE incident <= {by};
INSERT INTO incident_text SELECT number + {by}, folded, lexemes FROM incident_text
    WHERE number <= {by};
INSERT INTO incident_report SELECT report + {by}, incident + {by} FROM incident_report
    WHERE incident <= {by};
INSERT INTO incident_actor SELECT actor, incident + {by}, role FROM incident_actor
    WHERE incident <= {by};
INSERT INTO incident_outlet SELECT outlet, incident + {by} FROM incident_outlet
    WHERE incident <= {by};
INSERT INTO incident_factuality SELECT factuality, incident + {by} FROM incident_factuality
    WHERE incident <= {by};
INSERT INTO incident_flag SELECT flag, incident + {by} FROM incident_flag WHERE incident <= {by};
"""
"""A copy of all incidents and their reports a few days later; articles stay as many as they are."""


def multiply(place: str, times: int) -> None:
    """Copy the incidents of a PostgreSQL database: a million of them is soon made so."""
    engine = create_engine(place.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        both = "(SELECT max(number) FROM incident), (SELECT max(number) FROM report)"
        last = connection.exec_driver_sql(f"SELECT greatest({both})").scalar_one()
        connection.exec_driver_sql("DROP INDEX ix_incident_text_lexemes")
        for nth in range(1, times):
            script = _COPIES.replace("{by}", str(last)).replace("+ " + str(last), f"+ {last * nth}")
            connection.exec_driver_sql(script.format(nth=nth, times=nth))
            print(f"copied {nth} times", flush=True)
        connection.exec_driver_sql(
            "CREATE INDEX ix_incident_text_lexemes ON incident_text USING gin (lexemes)"
        )
    with open_store(place) as store:
        store.settle()


# -- asking --------------------------------------------------------------------------------


def questions() -> dict[str, tuple[Filter, Order]]:
    """Lists to ask for: common and rare values, alone and together, in several orders."""
    world = World.of(1)
    common, rare = world.types.values[0], world.types.values[-1]
    outlets, actors = world.outlets.values, world.actors.values
    june = date(2020, 6, 1), date(2020, 6, 30)
    return {
        "everything": (Filter(), "newest"),
        "everything, deadliest": (Filter(), "deadliest"),
        "common type": (Filter(types=(common,)), "newest"),
        "rare type": (Filter(types=(rare,)), "newest"),
        "common type, deadliest": (Filter(types=(common,)), "deadliest"),
        "PLOVER": (Filter(plover=("PROTEST",)), "newest"),
        "ACLED, sources": (Filter(acled=("Armed clash",)), "sources"),
        "common country": (Filter(countries=("IRQ",)), "newest"),
        "rare countries": (Filter(countries=("CHL", "BOL")), "newest"),
        "country, unit, published": (Filter(countries=("SYR",), admin1=("region 7",)), "published"),
        "box": (Filter(bbox=Box(30, 40, 35, 50)), "newest"),
        "box over the antimeridian": (Filter(bbox=Box(-20, 139, -10, -119)), "newest"),
        "a month": (Filter(since=june[0], until=june[1]), "newest"),
        "a month, deadliest": (Filter(since=june[0], until=june[1]), "deadliest"),
        "common actor": (Filter(actors=(actors[1].id,)), "newest"),
        "rare actor": (Filter(actors=(actors[-2].name,)), "newest"),
        "actor by one common word": (Filter(actors=(actors[0].name.split()[0],)), "newest"),
        "common outlet": (Filter(outlets=(outlets[0].name,)), "newest"),
        "rare outlet": (Filter(outlets=(outlets[-1].name,)), "newest"),
        "outlet, rare type": (Filter(outlets=(outlets[0].name,), types=(rare,)), "newest"),
        "asserted": (Filter(factuality=("asserted",)), "newest"),
        "denied, rare type": (Filter(factuality=("denied",), types=(rare,)), "newest"),
        "flag": (Filter(flags=("partisan_source",)), "deadliest"),
        "common word": (Filter(text="police"), "newest"),
        "common words, deadliest": (Filter(text="police protesters"), "deadliest"),
        "common words, rare type": (Filter(text="police protesters", types=(rare,)), "newest"),
        "phrase": (Filter(text='"tear gas"'), "newest"),
        "all at once": (
            Filter(types=(common,), countries=("IRQ",), since=date(2018, 1, 1),
                   factuality=("asserted",), text="police"), "newest"),
        "common flag, outlet, word": (
            Filter(flags=("partisan_source",), outlets=(outlets[0].name,), text="police",
                   factuality=("alleged",)), "published"),
    }  # fmt: skip


def milliseconds(ask: Callable[[], object]) -> float:
    """How long an answer takes."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def measured(ask: Callable[[], object]) -> tuple[float, float]:
    """p50 and p95 of `TIMES` answers, in ms."""
    times = sorted(milliseconds(ask) for _ in range(TIMES))
    return statistics.median(times), times[int(TIMES * 0.95)]


def deep(store: Store, where: Filter, order: Order, pages: int) -> str | None:
    """The cursor of a page far behind the first."""
    after = None
    for _ in range(pages):
        after = store.incidents(where, order=order, after=after, limit=2_000).next
        if after is None:
            return None
    return after


def ask_all(place: str) -> bool:
    """Ask everything and print how long it takes; whether each list was quick enough."""
    slow = []
    print(f"{'ms':32}{'rows':>8}{'first':>8}{'p50':>8}{'p95':>8}{'count':>8}{'deep p95':>10}")
    for name, (where, order) in questions().items():
        with open_store(place) as store:
            listing = partial(store.incidents, where, order=order)
            store.version()  # connected
            first = milliseconds(listing)
            middle, high = measured(listing)
            rows = store.count(where)
            counting = measured(partial(store.count, where))[0]
            after = deep(store, where, order, min(rows // 2_000 * 8 // 10, MOST_PAGES))
            far = measured(partial(listing, after=after))[1]
        print(f"{name:32}{rows:8,}{first:8.1f}{middle:8.1f}{high:8.1f}{counting:8.1f}{far:10.1f}")
        if max(high, far) > LIMIT_MS:
            slow.append(name)
    print(f"\nover {LIMIT_MS:.0f} ms: {', '.join(slow) or 'none'}\n")
    return not slow


def ask_more(place: str) -> None:
    """What is asked less often: facets, the columns of the workbench, the search of articles."""
    with open_store(place) as store:
        more: dict[str, Callable[[], object]] = {
            f"facet {field}": partial(store.facets, EVERYTHING, field)
            for field in get_args(FacetField)
        }
        more["version"] = store.version
        for words in ("police", '"tear gas"', "police tear gas mosque"):
            more[f"search {words}"] = partial(store.search, words)
            more[f"incidents saying {words}"] = partial(store.incidents_saying, words)
        for name, ask in more.items():
            middle, high = measured(ask)
            print(f"{name:48}{middle:8.1f}{high:8.1f}")
        reading = milliseconds(lambda: sum(1 for _ in store.incident_rows()))
        print(f"{'all rows for the workbench, s':48}{reading / 1000:8.1f}")


def load_index(place: str) -> None:
    """How long the workbench takes to load its index from the store, and to answer from it."""
    with open_store(place) as store:
        index = IncidentIndex(store)
        loading = milliseconds(index.snapshot)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{'the index of the workbench, s':48}{loading / 1000:8.1f}{memory:8.0f} MB at most")
        for name, (where, _) in questions().items():
            if not where.text:
                asking = milliseconds(lambda where=where: index.snapshot().select(where).totals())
                print(f"{'index: ' + name:48}{asking:8.1f}")
        index.close()


@contextmanager
def a_place(given: argparse.Namespace) -> Iterator[str]:
    """Where the store is to be."""
    with tempfile.TemporaryDirectory() as folder:
        if given.store:
            yield given.store
        elif not given.postgres:
            yield str(Path(folder) / "store.sqlite")
        else:
            sys.path.insert(0, str(Path(__file__).parents[1]))
            starting = importlib.import_module("tests.store.postgres_server")
            server = starting.Server(starting.programs(), SERVER)
            try:
                yield server.empty("dateline")
            finally:
                server.stop()


def is_filled(place: str) -> bool:
    """Whether there is a store already that has incidents."""
    try:
        with open_store(place, create=False) as store:
            return store.count() > 0
    except StoreError:
        return False


def main() -> int:
    """Fill a store unless it is there, then ask."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--incidents", type=int, default=100_000)
    options.add_argument("--store", "--file", metavar="PLACE")
    options.add_argument("--postgres", action="store_true")
    options.add_argument("--times", type=int, default=1)
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    with a_place(given) as place:
        if not is_filled(place):
            start = time.perf_counter()
            with open_store(place) as store:
                fill(store, given.incidents)
            took = time.perf_counter() - start
            print(f"{given.incidents:,} incidents saved in {took:,.0f} s\n", flush=True)
            if given.times > 1:
                multiply(place, given.times)
        met = ask_all(place)
        ask_more(place)
        load_index(place)
        return int(given.check and not met)


if __name__ == "__main__":
    sys.exit(main())

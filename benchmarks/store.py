"""Speed of the store's lists over 100,000 made-up incidents.

    python benchmarks/store.py [--incidents N] [--file FILE] [--check]

Reports of invented events are saved through the store's own methods (values are drawn unevenly,
as in the news: a few countries, types and outlets have most of them), then lists are asked for.
Each question is asked on a store opened anew (first), then again (p50 and p95). With ``--file``
the store is kept there, and used again next time. With ``--check`` the exit code is 1 where a
list takes more than 100 ms at p95.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, get_args

from dateline.codebook import load_codebook
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

LIMIT_MS = 100.0
TIMES = 25
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
            kept = []
            for articles, incident in (next(made) for _ in range(min(BATCH, incidents - start))):
                for coded in articles:
                    store.add_article(coded.article)
                    store.save_coded(run, coded)
                kept.append(incident)
            store.save_incidents(run, kept)


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


def ask_all(path: Path) -> bool:
    """Ask everything and print how long it takes; whether each list was quick enough."""
    slow = []
    print(f"{'ms':32}{'rows':>8}{'first':>8}{'p50':>8}{'p95':>8}{'count':>8}{'deep p95':>10}")
    for name, (where, order) in questions().items():
        with open_store(path) as store:
            listing = partial(store.incidents, where, order=order)
            first = milliseconds(listing)
            middle, high = measured(listing)
            rows = store.count(where)
            counting = measured(partial(store.count, where))[0]
            after = deep(store, where, order, rows // 2_000 * 8 // 10)
            far = measured(partial(listing, after=after))[1]
        print(f"{name:32}{rows:8,}{first:8.1f}{middle:8.1f}{high:8.1f}{counting:8.1f}{far:10.1f}")
        if max(high, far) > LIMIT_MS:
            slow.append(name)
    with open_store(path) as store:
        for field in get_args(FacetField):
            middle, high = measured(partial(store.facets, EVERYTHING, field))
            print(f"{'facet ' + field:48}{middle:8.1f}{high:8.1f}")
    print(f"\nover {LIMIT_MS:.0f} ms: {', '.join(slow) or 'none'}")
    return not slow


def main() -> int:
    """Fill a store unless it is there, then ask."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--incidents", type=int, default=100_000)
    options.add_argument("--file", type=Path)
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "store.sqlite"
        if not path.exists():
            start = time.perf_counter()
            with open_store(path) as store:
                fill(store, given.incidents)
            took = time.perf_counter() - start
            print(f"{given.incidents:,} incidents saved in {took:,.0f} s, "
                  f"{path.stat().st_size / 2**20:,.0f} MB\n")  # fmt: skip
        met = ask_all(path)
        return int(given.check and not met)


if __name__ == "__main__":
    sys.exit(main())

"""Two years of made-up coverage: an outlet joins half-way, and a rise that is none in the rate.

In Iraq about as much happens all the time, but from January 2024 on a second outlet is read too,
which publishes three times as much: twice the incidents are counted. In Peru as little is
published as ever, and protests do become more frequent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.records.article import Article, Source
from dateline.records.coded import Coded
from dateline.records.entity import EventDate, Place
from dateline.records.event import CodedArticle, Codes, NamedPlace
from dateline.records.text import Quote
from dateline.store import Store, open_store

from ..store.building import RUN, a_report, an_article, an_incident, codes, killed

PAPER, DAILY = Source("The Paper", "private", country="IRQ"), Source("Daily", country="IRQ")
ANDES = Source("Andes Wire", "wire", country="PER")
PLACES = {
    "IRQ": [("Basra", "Basra"), ("Baghdad", "Baghdad"), ("Mosul", "Nineveh")],
    "PER": [("Cusco", "Cusco"), ("Nazca", "Ica")],
}
TYPES = [
    ("protest", "PROTEST", "Protests", "Peaceful protest"),
    ("armed_clash", "ASSAULT", "Battles", "Armed clash"),
    ("protest", "PROTEST", "Protests", "Peaceful protest"),
    ("violent_demonstration", "PROTEST", "Riots", "Violent demonstration"),
]
MONTHS = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(24)]


@dataclass(frozen=True, slots=True)
class Telling:
    """An article of a month, and what it tells: nothing, or one event."""

    source: Source
    month: date
    country: str
    number: int
    tells: bool


def tellings() -> Iterator[Telling]:
    """All articles, month by month."""
    for place, month in enumerate(MONTHS):
        outlets = [(PAPER, 20, 5)] + ([(DAILY, 60, 16)] if month.year == 2024 else [])
        for source, articles, events in outlets:
            for number in range(articles):
                yield Telling(source, month, "IRQ", number, number < events - place % 2)
        for number in range(15):
            yield Telling(ANDES, month, "PER", number, number < 1 + place // 3)


def filled(path: Path, *, months: int = len(MONTHS)) -> Path:
    """A store at ``path`` with the first so many months."""
    last = MONTHS[months - 1]
    with open_store(path) as store, store.batch():
        incidents = [
            _kept(store, number, telling)
            for number, telling in enumerate(tellings())
            if telling.month <= last
        ]
        store.save_incidents(1, [one for one in incidents if one is not None])
    return path


def _kept(store: Store, number: int, telling: Telling) -> Any:
    day = telling.month + timedelta(days=(telling.number * 7) % 27)
    article = an_article(number, source=telling.source, published=day)
    name, admin1 = PLACES[telling.country][telling.number % len(PLACES[telling.country])]
    place = Place(name, telling.country, admin1=admin1, lat=30.0, lon=47.0)
    named = (NamedPlace(Quote.of(article.text, 0, 5), place),)
    reports = (_report(article, telling, day, place),) if telling.tells else ()
    store.add_article(article)
    store.save_coded(store.open_run(RUN), CodedArticle(article, RUN, reports, places=named))
    return an_incident(f"i{number:06d}", *reports) if reports else None


def _report(article: Article, telling: Telling, day: date, place: Place) -> Any:
    event_type, plover, acled, sub = TYPES[telling.number % len(TYPES)]
    told: Codes = replace(codes(plover, acled, sub), quad_class=4)
    return a_report(
        article,
        event_type=Coded(event_type),
        codes=told,
        place=Coded(place),
        date=Coded(EventDate(day, day, "day")),
        counts=killed(telling.number % 3, telling.number % 3),
    )

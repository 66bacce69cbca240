"""A store of incidents that have a little of everything, and filters of all kinds."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dateline.records.article import Source
from dateline.records.claim import Factuality, FactualityJudgement
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Place
from dateline.records.event import Report
from dateline.records.incident import Incident
from dateline.store import Box, FacetField, Filter, Store

from ...store.building import (
    RUN,
    a_place,
    an_actor,
    an_article,
    an_incident,
    codes,
    days,
    keep,
    killed,
    somebody,
)

MANY = 260
FIRST = date(2020, 1, 1)
TYPES = ("attack", "riot", "demonstration", "consult", "strike", None)
CODES = (
    codes("PROTEST", "Protests", "Peaceful protest"),
    codes("PROTEST", "Riots", "Mob violence"),
    codes("ASSAULT", "Battles", "Armed clash"),
    codes("ASSAULT", "Explosions/Remote violence", "Grenade"),
    codes("CONSULT"),
    codes(),
)
PLACES: tuple[Coded[Place], ...] = (
    a_place("Basra", "IRQ", admin1="Al Baṣrah", lat=30.5, lon=47.8),
    a_place("Nasiriyah", "IRQ", admin1="Dhi Qar", lat=31.05, lon=46.25),
    a_place("Dhi Qar", "IRQ", admin1="Dhi  qar", lat=31.05, lon=46.25, precision="admin1"),
    a_place("Iraq", "IRQ", lat=33.0, lon=44.0, precision="country"),
    a_place("Suva", "FJI", lat=-18.1, lon=178.4),
    a_place("Apia", "WSM", lat=-13.8, lon=-171.8),
    a_place("Somewhere", None),
    Coded.missing(Reason.NOT_STATED),
)
ACTORS = (
    an_actor("Mahdi Army", "MAHDI_ARMY"),
    an_actor("Badr Organisation", "BADR"),
    an_actor("Mahdi Forces"),
    an_actor("José Peña"),
    an_actor("Łódź Żołnierz & Ærø"),
    an_actor("Police of Fiji", "FJI_COP"),
    an_actor("police", "BADR2"),
    somebody("the protesters"),
)
OUTLETS = ("The Paper", "THE  PAPER", "Wire", "Al-Alam TV", None)
FLAGS = ("partisan_source", "place_from_dateline", "odd")
WORDS = ("tear", "gas", "police", "march", "Basra", "Ærø", "Peña", "minister", "strike")
FACTUALITY: tuple[Factuality, ...] = ("asserted", "denied", "alleged", "planned")


def varied(store: Store, dice: random.Random, many: int, *, start: int = 0) -> list[Incident]:
    """Save as many incidents of one to three reports that have a little of everything."""
    run = store.open_run(RUN)
    made = []
    with store.batch():
        for number in range(start, start + many):
            values = some_values(dice)
            reports: list[Report] = []
            for part in range(dice.choice((1, 1, 2, 3))):
                outlet = dice.choice(OUTLETS)
                article = an_article(
                    number * 10 + part,
                    title=" ".join(dice.choices(WORDS, k=4)),
                    source=Source(outlet) if outlet else None,
                    published=some_day(dice),
                )
                own = {
                    "factuality": FactualityJudgement(dice.choice(FACTUALITY)),
                    "flags": tuple(dice.sample(FLAGS, dice.choice((0, 0, 1, 2)))),
                }
                reports += keep(store, article, values | own)
            first, last = some_day(dice), some_day(dice)
            made.append(
                an_incident(
                    f"i{dice.randrange(10**9):09}-{number}",
                    *reports,
                    first_published=min(first, last),
                    last_published=max(first, last),
                )
            )
        store.save_incidents(run, made)
    return made


def some_values(dice: random.Random) -> dict[str, Any]:
    first = some_day(dice)
    when = days(None)
    if dice.random() > 0.1:
        when = days(str(first), str(first + timedelta(days=dice.choice((0, 0, 3, 40)))))
    return {
        "event_type": Coded(kind) if (kind := dice.choice(TYPES)) else Coded("none"),
        "codes": dice.choice(CODES),
        "place": dice.choice(PLACES),
        "date": when,
        "actors": tuple(dice.sample(ACTORS, dice.choice((0, 1, 1, 2)))),
        "targets": tuple(dice.sample(ACTORS, dice.choice((0, 0, 1, 2)))),
        "counts": killed(low := dice.choice((0, 0, 3, 12)), low + 2) if dice.random() > 0.3 else (),
    }


def some_day(dice: random.Random) -> date:
    return FIRST + timedelta(days=dice.randrange(500))


def any_filter(dice: random.Random) -> Filter:
    """A filter of none to three conditions, each of one or two values."""

    def some(values: Any) -> tuple[str, ...]:
        return tuple(dice.sample(values, dice.choice((1, 1, 2))))

    def period(name: str) -> dict[str, date]:
        first = some_day(dice)
        ends = {f"{name}since": first, f"{name}until": first + timedelta(days=dice.randrange(90))}
        return dict(dice.sample(sorted(ends.items()), dice.choice((1, 2))))

    south, west = dice.uniform(-60, 40), dice.uniform(-180, 180)
    box = Box(south, west, south + 45, (west + dice.uniform(20, 340) + 180) % 360 - 180)
    conditions: tuple[Callable[[], dict[str, Any]], ...] = (
        lambda: {"types": some([*filter(None, TYPES), "none"])},
        lambda: {"plover": some(["PROTEST", "ASSAULT", "CONSULT", "AID"])},
        lambda: {"acled": some(["Riots", "Battles", "Armed clash", "Peaceful protest", "Attack"])},
        lambda: {"countries": some(["IRQ", "FJI", "WSM", "USA"])},
        lambda: {"admin1": some(["dhi QAR", "Al Baṣrah", "al  baṣrah", "nowhere"])},
        lambda: {"bbox": box},
        lambda: {"bbox": Box(31.05, 46.25, 31.05, 46.25)},
        lambda: period(""),
        lambda: period("published_"),
        lambda: {"actors": some(["BADR", "badr", "mahdi", "pena", "aero", "ærø", "ZOLNIERZ",
                                 "police", "fji_cop", "protesters", "mah", '" OR *'])},
        lambda: {"outlets": some(["the paper", "WIRE", "al-alam tv", "Paper"])},
        lambda: {"factuality": some(FACTUALITY)},
        lambda: {"flags": some([*FLAGS, "none"])},
        lambda: {"text": dice.choice(["tear", '"tear gas"', "police march", '"', " ", "nothing",
                                      "pena", "basra minister strike"])},
    )  # fmt: skip
    values: dict[str, Any] = {}
    for one in dice.sample(conditions, dice.choice((0, 1, 1, 2, 2, 3))):
        values |= one()
    return Filter(**values)


WITHOUT: dict[FacetField, str] = {
    "type": "types", "plover": "plover", "acled": "acled", "country": "countries",
    "admin1": "admin1", "actor": "actors", "outlet": "outlets", "factuality": "factuality",
    "flag": "flags",
}  # fmt: skip


def varied_other_run(store: Store, run: Any) -> None:
    """A few incidents of another run, which must stay out of everything."""
    number = store.open_run(run)
    reports = keep(store, an_article(99_999, title="police tear gas"), {}, run=run)
    store.save_incidents(number, [an_incident("other", *reports)])

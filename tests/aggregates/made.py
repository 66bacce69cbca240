"""Facts without a store: incidents and articles as few values, for what must hold of any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from hypothesis import strategies as st

from dateline.aggregates import AggregateTable, Question, dimensions
from dateline.aggregates.facts import Facts, read_facts
from dateline.aggregates.making import table_of
from dateline.store import Filter, Store
from dateline.store.facts import ArticleFacts, IncidentFacts, OutletFacts

OUTLETS = (
    OutletFacts(1, "The Paper", "the paper", "IRQ"),
    OutletFacts(2, "=cmd()|Post", "=cmd()|post", "PER"),
    OutletFacts(3, "THE PAPER", "the paper", "IRQ"),
)
ACLED = (
    (None, None), ("Battles", "Armed clash"), ("Riots", "Mob violence"),
    ("Protests", "Excessive force against protesters"),
)  # fmt: skip


@dataclass
class Held:
    """What a store gives to those who count."""

    incidents: Sequence[IncidentFacts] = ()
    articles: Sequence[ArticleFacts] = ()
    naming: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def outlet_facts(self) -> Iterable[OutletFacts]:
        return iter(OUTLETS)

    def incident_facts(self, ids: Iterable[str], run: int | None = None) -> Any:
        wanted = set(ids)
        return (one for one in self.incidents if one.id in wanted)

    def article_facts(self, run: int | None = None) -> Any:
        return iter(self.articles)

    def places_named(self, run: int | None = None, *, after: int = 0) -> Any:
        return ((one.number, self.naming.get(one.number, ())) for one in self.articles)

    def facts(self) -> Facts:
        ids = [one.id for one in self.incidents]
        return read_facts(cast("Store", self), ids)


def an_incident(number: int = 1, **values: Any) -> IncidentFacts:
    """An incident in Basra on 24 August 2020 that one report of The Paper tells of."""
    when = values.pop("when", ("2020-08-24", "2020-08-24", "day"))
    blank: dict[str, Any] = {
        "id": f"i{number:05d}", "revision": 1, "event_type": "attack", "plover": "ASSAULT",
        "quad_class": 4, "acled_type": "Battles", "acled_sub": "Armed clash",
        "factuality": "asserted", "has_place": True, "country": "IRQ", "admin1": "Basra",
        "admin2": None, "killed_low": None, "killed_high": None, "sources": 1, "partisan": 0,
        "disputed": False, "actor_sectors": (), "actor_countries": (), "target_sectors": (),
        "target_countries": (), "reports": ((1, 1),),
    }  # fmt: skip
    first, last, precision = when or (None, None, None)
    days = {
        "first_day": ordinal(first), "last_day": ordinal(last), "date_precision": precision,
    }  # fmt: skip
    return IncidentFacts(**blank | days | values)


def an_article(
    number: int, published: str | None = "2020-08-24", outlet: int | None = 1, *, copy: bool = False
) -> ArticleFacts:
    return ArticleFacts(number, ordinal(published), outlet, copy)


def ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def counted(held: Held, by: str, *, where: Filter | None = None, **options: Any) -> AggregateTable:
    """The table of these facts; the filter is looked at as far as rows and articles go."""
    return table_of(held.facts(), Question(dimensions(by), where or Filter(), **options))


def cells(table: AggregateTable, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of all rows."""
    return list(table.to_polars().select(names).iter_rows())


# -- any -----------------------------------------------------------------------------------

DAYS = st.dates(date(2019, 12, 20), date(2021, 1, 12))


@st.composite
def incidents(draw: st.DrawFn) -> list[IncidentFacts]:
    """Incidents of which this or that is not told."""
    return [draw(_incident(number)) for number in range(draw(st.integers(0, 12)))]


@st.composite
def _incident(draw: st.DrawFn, number: int) -> IncidentFacts:
    acled, sub = draw(st.sampled_from(ACLED))
    country = draw(st.sampled_from([None, "IRQ", "PER"]))
    admin1 = draw(st.sampled_from([None, "Basra", "=Ica"])) if country else None
    low = draw(st.sampled_from([None, 0, 3, 2**70]))
    return an_incident(
        number,
        when=draw(_when()),
        event_type=draw(st.sampled_from([None, "attack", "my_type"])),
        acled_type=acled,
        acled_sub=sub,
        quad_class=draw(st.sampled_from([None, 1, 4])),
        has_place=country is not None or draw(st.booleans()),
        country=country,
        admin1=admin1,
        killed_low=low,
        killed_high=None if low is None else draw(st.sampled_from([None, low])),
        disputed=draw(st.booleans()),
        actor_sectors=tuple(draw(st.sets(st.sampled_from(["GOV", "CVL"])))),
        reports=tuple(draw(st.lists(
            st.tuples(st.sampled_from([None, 1, 2, 3]), st.integers(1, 3)), min_size=1, max_size=4,
            unique_by=lambda pair: pair[0],
        ))),
    )  # fmt: skip


@st.composite
def _when(draw: st.DrawFn) -> tuple[str, str, str] | None:
    if draw(st.integers(0, 5)) == 0:
        return None
    first, last = sorted((draw(DAYS), draw(DAYS)))
    precision = draw(st.sampled_from(["day", "range", "week", "month", "season", "year"]))
    return first.isoformat(), (first if precision == "day" else last).isoformat(), precision


@st.composite
def articles(draw: st.DrawFn) -> list[ArticleFacts]:
    """Articles, some of them copies, some without a day or an outlet."""
    return [
        ArticleFacts(
            number,
            draw(st.one_of(st.just(0), DAYS.map(date.toordinal))),
            draw(st.sampled_from([None, 1, 2, 3])),
            draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(0, 8)) + 1)
    ]

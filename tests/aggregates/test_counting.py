"""What is counted where: all adds up, zeros, remainders, values of which there are several."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.aggregates import DIMENSIONS
from dateline.errors import InputError
from dateline.store import Filter
from dateline.store.facts import ArticleFacts, IncidentFacts

from . import made
from .made import Held, an_article, an_incident, cells, counted

SINGLE = [one.name for one in DIMENSIONS.values() if not one.many]
ADDED = ("killed_low", "killed_high", "killed_open", "reports", "sources", "partisan_only",
         "disputed")  # fmt: skip
_KILLED = 10**10


@settings(max_examples=40)
@given(
    made.incidents(),
    made.articles(),
    st.lists(st.sampled_from(SINGLE), min_size=1, max_size=4, unique=True),
)
def test_all_adds_up(
    incidents: list[IncidentFacts], articles: list[ArticleFacts], by: list[str]
) -> None:
    """Whatever the dimensions and the zeros: each incident stands in one row."""
    held = Held(incidents, articles)
    for zeros, types in product((True, False), ("seen", "all")):
        if types == "all" and {"event_type", "plover", "quad_class"} & set(by):
            continue
        table = counted(held, ",".join(by), zeros=zeros, types=types)
        frame = table.to_polars()
        assert frame["incidents"].sum() == table.incidents == len(incidents)
        assert frame["reports"].sum() == sum(n for one in incidents for _, n in one.reports)
        assert frame["killed_low"].sum() == sum(
            min(one.killed_low or 0, _KILLED) for one in incidents
        )
        assert frame["disputed"].sum() == sum(one.disputed for one in incidents)
        assert frame.filter(frame["remainder"] != "")["incidents"].sum() == table.left_over
        assert frame.select(*table.by, "remainder").is_duplicated().sum() == 0
        ordinary = frame.filter(remainder="")
        assert all(ordinary[name].null_count() == 0 for name in table.by)
        if not zeros:
            assert frame["incidents"].min() in (None, *range(1, 20))


@settings(max_examples=40)
@given(made.incidents(), st.sampled_from(["outlet", "actor_sector", "outlet,actor_sector"]))
def test_of_several_values_each_counts(incidents: list[IncidentFacts], by: str) -> None:
    """Reports of outlets add up all the same: each outlet has its own."""
    table = counted(Held(incidents), by)
    frame = table.to_polars()

    def outlets(one: IncidentFacts) -> int:
        names = {None if outlet is None else outlet % 2 for outlet, _ in one.reports}
        return len(names) if "outlet" in by else 1

    def sectors(one: IncidentFacts) -> int:
        return max(len(one.actor_sectors), 1) if "actor" in by else 1

    assert frame["incidents"].sum() == sum(outlets(one) * sectors(one) for one in incidents)
    assert table.incidents == len(incidents)
    if by == "outlet":
        assert frame["reports"].sum() == sum(n for one in incidents for _, n in one.reports)


def test_the_order_of_incidents_is_all_one() -> None:
    some = [an_incident(n, country=("IRQ", "PER")[n % 2], when=(f"2020-0{n}-03",) * 2 + ("day",))
            for n in range(1, 6)]  # fmt: skip
    one = counted(Held(some), "admin1,month,acled_event_type")
    other = counted(Held(some[::-1]), "admin1,month,acled_event_type")
    assert one.csv() == other.csv()


def test_zero_rows() -> None:
    held = Held([
        an_incident(1), an_incident(2, when=("2020-11-02", "2020-11-02", "day"), admin1="Dhi Qar"),
        an_incident(3, country="PER", admin1="Basra", acled_type="Riots"),
    ])  # fmt: skip
    table = counted(held, "admin1,month,acled_event_type")
    assert len(table) == 3 * 4 * 2
    assert cells(table, "country", "admin1", "month")[0] == ("IRQ", "Basra", "2020-08")
    assert sum(n for (n,) in cells(table, "incidents")) == 3
    assert len(counted(held, "admin1,month,acled_event_type", zeros=False)) == 3
    pairs = set(cells(table, "country", "admin1"))
    assert pairs == {("IRQ", "Basra"), ("IRQ", "Dhi Qar"), ("PER", "Basra")}


def test_all_places_and_all_types() -> None:
    held = Held([an_incident(1)])
    table = counted(held, "admin1,acled_sub_event_type", places="all", types="all")
    units = {unit for (unit,) in cells(table, "admin1")}
    assert {"Basra", "Anbar", "Nineveh"} <= units
    assert len(units) == 18 or len(units) == 19
    assert len(table) == len(units) * 25
    chosen = counted(held, "admin1", places="all", where=Filter(countries=("PER",)))
    assert {country for (country,) in cells(chosen, "country")} == {"PER", "IRQ"}
    named = counted(held, "admin1", places="all", where=Filter(admin1=("anbar", "BASRA")))
    assert cells(named, "admin1", "incidents") == [("Anbar", 0), ("Basra", 1)]
    assert len(counted(held, "country", places="all")) > 240
    assert len(counted(held, "plover,quad_class", types="all")) == 16
    assert len(counted(held, "disorder_type", types="all")) == 4


def test_no_date_no_place_no_type() -> None:
    held = Held([
        an_incident(1, when=None, has_place=False, country=None, admin1=None, acled_type=None),
        an_incident(2, admin1=None), an_incident(3, country=None, admin1=None),
        an_incident(4, acled_type=None),
    ])  # fmt: skip
    table = counted(held, "month,admin1,acled_event_type", zeros=False)
    assert cells(table, "month", "country", "admin1", "acled_event_type", "remainder") == [
        ("2020-08", "IRQ", "Basra", None, "not in ACLED"),
        ("2020-08", "IRQ", None, "Battles", "place not so fine"),
        ("2020-08", None, None, "Battles", "in no country"),
        (None, None, None, None, "no date; no place; not in ACLED"),
    ]
    assert table.left_over == 4


def test_killed() -> None:
    held = Held([
        an_incident(1, killed_low=3, killed_high=5), an_incident(2, killed_low=9),
        an_incident(3), an_incident(4, killed_low=2**80, killed_high=2**80),
    ])  # fmt: skip
    assert cells(counted(held, "country"), "killed_low", "killed_high", "killed_open") == [
        (12 + _KILLED, 14 + _KILLED, 1)
    ]


def test_only_partisan() -> None:
    """An outlet of two numbers is one, and who is not known is not partisan."""
    held = Held([
        an_incident(1, partisan=1, reports=((1, 2), (3, 1))),
        an_incident(2, partisan=1, reports=((1, 1), (2, 1))),
        an_incident(3, partisan=1, reports=((1, 1), (None, 1))),
        an_incident(4, partisan=0),
    ])  # fmt: skip
    assert cells(counted(held, "country"), "partisan_only", "reports") == [(1, 8)]


def test_outlets_have_their_own_reports() -> None:
    held = Held([an_incident(1, reports=((1, 2), (2, 1), (3, 1), (None, 4)))],
                [an_article(1), an_article(2, outlet=3), an_article(3, outlet=2)])  # fmt: skip
    assert cells(counted(held, "outlet"), "outlet", "remainder", "reports", "articles") == [
        ("=cmd()|Post", "", 1, 1), ("THE PAPER", "", 3, 2), (None, "no outlet", 4, None),
    ]  # fmt: skip


def test_an_outlet_that_tells_nothing_has_a_zero_row() -> None:
    held = Held([an_incident(1)], [an_article(1), an_article(2, outlet=2)])
    assert cells(counted(held, "outlet"), "outlet", "incidents") == [
        ("=cmd()|Post", 0), ("THE PAPER", 1),
    ]  # fmt: skip


def test_nothing_at_all() -> None:
    for by in ("month", "admin1,month,acled_event_type", "outlet", "quad_class,day"):
        table = counted(Held(), by)
        assert (len(table), table.incidents, table.left_over) == (0, 0, 0)
        assert table.csv().count("\r\n") == 1


def test_too_many_rows() -> None:
    far = [an_incident(n, when=(f"{year:04}-01-01",) * 2 + ("day",), event_type=f"t{n}")
           for n, year in enumerate((1, 9999, 2000, 2001))]  # fmt: skip
    with pytest.raises(InputError, match=r"14,\d{3},\d{3} rows with zeros \(3,651,695 x 4\)"):
        counted(Held(far), "day,event_type")
    assert len(counted(Held(far), "day,event_type", zeros=False)) == 4

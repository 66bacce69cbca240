"""Facts to count by; run for each backend by test_contract.py."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from dateline.errors import StoreError
from dateline.records.article import Source
from dateline.records.entity import Actor, Place
from dateline.records.event import NamedPlace
from dateline.records.incident import Incident, Rival, Rivals
from dateline.records.text import Quote
from dateline.store import Filter, Store

from . import anything
from .building import (
    NEXT_RUN,
    NOON,
    RUN,
    a_coding,
    a_place,
    an_article,
    an_incident,
    codes,
    days,
    keep,
    killed,
    undone,
)
from .conftest import Reopen
from .contract import ANY

WIRE = Source("Reuters", "wire", country="GBR")
CODES = replace(codes("ASSAULT", "Battles", "Armed clash"), quad_class=4)


class TestIncidentFacts:
    def test_all_that_is_counted(self, store: Store) -> None:
        (one,) = keep(store, an_article(1, source=WIRE), {
            "codes": CODES, "counts": killed(9), "date": days("2020-08-24", "2020-08-25"),
            "place": a_place("Basra", admin1="Basra", admin2="Al-Zubair"),
        })  # fmt: skip
        (copy,) = keep(store, an_article(2, source=WIRE), {})
        (nameless,) = keep(store, an_article(3, source=None), {})
        people = (Actor("A", sectors=("GOV", "PTY"), country="IRQ"), Actor("B", sectors=("GOV",)))
        kept = an_incident("i1", one, copy, nameless, actors=Rivals(people), killed_low=9,
                           killed_high=None, independent_sources=2, partisan_sources=1)  # fmt: skip
        store.save_incidents(store.open_run(RUN), [kept])
        (facts,) = store.incident_facts(["i1"])
        number = next(row.number for row in store.outlet_facts() if row.name == "Reuters")
        assert facts._asdict() == {
            "id": "i1", "revision": 1, "event_type": "attack", "plover": "ASSAULT",
            "quad_class": 4, "acled_type": "Battles", "acled_sub": "Armed clash",
            "factuality": "asserted", "has_place": True, "country": "IRQ", "admin1": "Basra",
            "admin2": "Al-Zubair", "first_day": 737661, "last_day": 737662,
            "date_precision": "range", "killed_low": 9, "killed_high": None, "sources": 2,
            "partisan": 1, "disputed": False, "actor_sectors": ("GOV",),
            "actor_countries": ("IRQ",), "target_sectors": (), "target_countries": (),
            "reports": ((None, 1), (number, 2)),
        }  # fmt: skip

    def test_what_most_say_counts(self, store: Store) -> None:
        (one,) = keep(store, an_article(1), {})
        rivals: dict[str, Any] = {
            "date": Rivals(None, (), (Rival(days("2020-08-24").value, (one.key,)),)),
            "place": Rivals(None, (), (Rival(Place("At sea", None), (one.key,)),)),
        }
        store.save_incidents(store.open_run(RUN), [an_incident("i1", one, **rivals)])
        (facts,) = store.incident_facts(["i1"])
        assert (facts.first_day, facts.date_precision) == (737661, "day")
        assert (facts.has_place, facts.country) == (True, None)
        assert facts.disputed

    def test_bare(self, store: Store) -> None:
        (one,) = keep(store, an_article(1), {})
        store.save_incidents(store.open_run(RUN), [an_incident("i1", one)])
        (facts,) = store.incident_facts(["i1", "i2", "i1"])
        assert (facts.first_day, facts.last_day, facts.date_precision) == (0, 0, None)
        assert (facts.has_place, facts.killed_low, facts.disputed) == (False, None, False)

    def test_many_in_order_of_numbers(self, store: Store) -> None:
        reports = keep(store, an_article(1, text="x" * 1300), *({} for _ in range(1201)))
        store.save_incidents(
            store.open_run(RUN), [an_incident(f"i{n:04}", one) for n, one in enumerate(reports)]
        )
        ids = store.incident_ids(Filter())
        assert [one.id for one in store.incident_facts(ids)] == list(ids)
        assert len(list(store.incident_facts(iter(ids[5:7])))) == 2

    @given(one=anything.incidents)
    @ANY
    def test_any_record_can_be_read(self, store: Store, one: Incident) -> None:
        with undone(store):
            (report,) = keep(store, an_article(1), {})
            store.save_incidents(store.open_run(RUN), [replace(one, reports=(report.key,))])
            (facts,) = store.incident_facts([one.id])
            assert facts.event_type == one.event_type.leading
            place, when = one.place.leading, one.date.leading
            assert facts.country == (place.country if place else None)
            assert facts.last_day == (when.end.toordinal() if when else 0)
            assert (facts.killed_low, facts.killed_high) == (one.killed_low, one.killed_high)

    def test_of_a_run(self, store: Store) -> None:
        (one,) = keep(store, an_article(1), {})
        store.save_incidents(store.open_run(RUN), [an_incident("i1", one)])
        keep(store, an_article(1), {}, run=NEXT_RUN)
        assert list(store.incident_facts(["i1"])) == []
        assert len(list(store.incident_facts(["i1"], 1))) == 1
        with pytest.raises(StoreError, match="no run 7"):
            list(store.incident_facts(["i1"], 7))


class TestArticleFacts:
    def test_all_that_are_coded(self, store: Store) -> None:
        keep(store, an_article(1, source=WIRE, published=NOON.date()), {})
        keep(store, an_article(2, source=None), {}, {})
        keep(store, an_article(3, source=WIRE, copy_of=an_article(1).hash))
        store.add_article(an_article(4))
        outlets = {one.number: one for one in store.outlet_facts()}
        rows = list(store.article_facts())
        assert [(one.published, one.is_copy) for one in rows] == [
            (NOON.date().toordinal(), False), (0, False), (0, True),
        ]  # fmt: skip
        assert rows[1].outlet is None
        assert rows[0].outlet == rows[2].outlet
        known = outlets[rows[0].outlet or 0]
        assert (known.name, known.folded, known.country) == ("Reuters", "reuters", "GBR")

    def test_the_countries_they_name(self, store: Store) -> None:
        for number, names in enumerate([("IRQ", "IRQ", None, "PER"), (), ("PER",)]):
            article = an_article(number)
            quote = Quote.of(article.text, 0, 5)
            places = tuple(NamedPlace(quote, Place("x", country)) for country in names)
            store.add_article(article)
            run = store.open_run(RUN)
            store.save_coded(run, replace(a_coding(article), places=places))
        found = list(store.places_named())
        assert [named for _, named in found] == [("IRQ", "PER"), (), ("PER",)]
        assert [number for number, _ in found] == [one.number for one in store.article_facts()]
        assert list(store.places_named(after=found[0][0])) == found[1:]
        assert list(store.places_named(1, after=found[-1][0])) == []

    def test_nothing(self, store: Store) -> None:
        assert list(store.article_facts()) == []
        assert list(store.places_named()) == []
        assert list(store.outlet_facts()) == []
        assert list(store.incident_facts(["i1"])) == []
        with pytest.raises(StoreError, match="no run 7"):
            list(store.article_facts(7))

    def test_while_reading_others_write(self, reopen: Reopen) -> None:
        store, other = reopen(), reopen()
        keep(store, an_article(1), {})
        rows = store.article_facts()
        assert next(rows)
        keep(other, an_article(2), {})
        assert len(list(rows)) in {0, 1}
        assert len(list(store.article_facts())) == 2

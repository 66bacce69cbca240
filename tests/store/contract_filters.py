"""What every filter means, for reports and for incidents alike, and how lists go on.

`WORLD` is six events, each told by one article; `CASES` says for each filter which of them it
lists. Run for each backend by test_contract.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError, StoreError
from dateline.records.article import Source
from dateline.records.claim import FactualityJudgement
from dateline.records.coded import Coded
from dateline.store import Box, Filter, Store, Withdrawal, parse_filter, walk

from .backends import BACKENDS, NAMES
from .building import (
    NEXT_RUN,
    RUN,
    a_coding,
    a_place,
    a_report,
    an_actor,
    an_article,
    an_incident,
    codes,
    days,
    keep,
    killed,
    somebody,
    undone,
)
from .contract import ANY

WORLD: dict[str, dict[str, Any]] = {
    "march": {
        "event_type": Coded("demonstration"),
        "codes": codes("PROTEST", "Protests", "Peaceful protest"),
        "place": a_place("Basra", "IRQ", admin1="Al Baṣrah", lat=30.5, lon=47.8),
        "date": days("2020-08-22"),
        "actors": (somebody("the protesters"),),
        "article": {"source": Source("The Paper"), "published": date(2020, 8, 23)},
    },
    "riot": {
        "event_type": Coded("riot"),
        "codes": codes("PROTEST", "Riots", "Mob violence"),
        "place": a_place("Nasiriyah", "IRQ", admin1="Dhi Qar", lat=31.05, lon=46.25),
        "date": days("2020-08-20", "2020-08-31"),
        "actors": (an_actor("Mahdi Army", "MAHDI_ARMY"),),
        "targets": (an_actor("Badr Organisation", "BADR"),),
        "counts": killed(2, 4),
        "flags": ("partisan_source", "place_from_dateline"),
        "article": {"source": Source("Al-Alam TV"), "published": date(2020, 9, 1)},
    },
    "raid": {
        "event_type": Coded("attack"),
        "codes": codes("ASSAULT", "Battles", "Armed clash"),
        "place": a_place("Suva", "FJI", lat=-18.1, lon=178.4),
        "date": days("2020-09-05"),
        "actors": (an_actor("José Peña"),),
        "targets": (an_actor("Police of Fiji", "FJI_COP"),),
        "counts": killed(9),
        "article": {"source": Source("THE  PAPER"), "published": date(2020, 9, 6)},
    },
    "denial": {
        "event_type": Coded("attack"),
        "codes": codes("ASSAULT"),
        "place": a_place("Apia", "WSM", lat=-13.8, lon=-171.8),
        "date": days(None),
        "factuality": FactualityJudgement("denied"),
        "targets": (an_actor("Mahdi Forces"),),
        "article": {"source": None, "published": None},
    },
    "nowhere": {
        "event_type": Coded("strike"),
        "date": days("1999-12-31"),
        "factuality": FactualityJudgement("planned"),
        "flags": ("partisan_source",),
        "article": {"source": Source("Wire"), "published": date(2000, 1, 1)},
    },
    "talks": {
        "event_type": Coded("consult"),
        "codes": codes("CONSULT"),
        "place": a_place("France", "FRA", lat=46.0, lon=2.0),
        "date": days("2020-08-22"),
        "actors": (an_actor("Government of Iraq", "IRQ_GOV"),),
        "article": {"source": Source("Wire"), "published": date(2020, 8, 23)},
    },
}
TITLES = {
    "march": "Thousands march in Basra",
    "riot": "Offices burn",
    "raid": "“Tear gas” over Suva",
    "denial": "No attack, says minister",
    "nowhere": "Strike announced",
    "talks": "Gas talks bring a tear",
}

CASES: list[tuple[Filter, str]] = [
    (Filter(), "march riot raid denial nowhere talks"),
    (Filter(types=("attack",)), "raid denial"),
    (Filter(types=("attack", "riot", "none")), "riot raid denial"),
    (Filter(plover=("PROTEST",)), "march riot"),
    (Filter(acled=("Riots",)), "riot"),
    (Filter(acled=("Peaceful protest", "Battles")), "march raid"),
    (Filter(countries=("IRQ",)), "march riot"),
    (Filter(countries=("WSM", "FRA")), "denial talks"),
    (Filter(countries=("USA",)), ""),
    (Filter(admin1=("DHI  qar",)), "riot"),
    (Filter(admin1=("al baṣrah", "nowhere")), "march"),
    (Filter(bbox=Box(30, 46, 32, 47)), "riot"),
    (Filter(bbox=Box(30.5, 47.8, 30.5, 47.8)), "march"),
    (Filter(bbox=Box(-90, -180, 90, 180)), "march riot raid denial talks"),
    (Filter(bbox=Box(-20, 178, -10, -171)), "raid denial"),
    (Filter(bbox=Box(-20, 179, -10, -171)), "denial"),
    (Filter(bbox=Box(-20, -171, -10, 178)), ""),
    (Filter(since=date(2020, 8, 22)), "march riot raid talks"),
    (Filter(since=date(2020, 8, 23)), "riot raid"),
    (Filter(since=date(2020, 8, 31), until=date(2020, 8, 31)), "riot"),
    (Filter(since=date(2020, 9, 1), until=date(2020, 9, 4)), ""),
    (Filter(until=date(2020, 8, 19)), "nowhere"),
    (Filter(until=date(1999, 12, 30)), ""),
    (Filter(published_since=date(2020, 9, 1)), "riot raid"),
    (Filter(published_until=date(2020, 8, 23)), "march nowhere talks"),
    (Filter(published_since=date(2020, 8, 24), published_until=date(2020, 8, 31)), ""),
    (Filter(actors=("BADR",)), "riot"),
    (Filter(actors=("badr",)), "riot"),
    (Filter(actors=("mahdi",)), "riot denial"),
    (Filter(actors=("army Mahdi",)), "riot"),
    (Filter(actors=("mah",)), ""),
    (Filter(actors=("jose pena", "IRQ_GOV")), "raid talks"),
    (Filter(actors=("protesters",)), "march"),
    (Filter(actors=('" OR *',)), ""),
    (Filter(outlets=("the paper",)), "march raid"),
    (Filter(outlets=("Wire", "al-alam tv")), "riot nowhere talks"),
    (Filter(outlets=("Paper",)), ""),
    (Filter(factuality=("denied",)), "denial"),
    (Filter(factuality=("asserted",)), "march riot raid talks"),
    (Filter(factuality=("planned", "denied")), "denial nowhere"),
    (Filter(flags=("partisan_source",)), "riot nowhere"),
    (Filter(flags=("place_from_dateline", "none")), "riot"),
    (Filter(text="basra"), "march"),
    (Filter(text="tear gas"), "raid talks"),
    (Filter(text='"tear gas"'), "raid"),
    (Filter(text="badr mahdi"), "riot"),
    (Filter(text="story"), "march riot raid denial nowhere talks"),
    (Filter(text="story nothing"), ""),
    (Filter(text=" \t "), "march riot raid denial nowhere talks"),
    (Filter(text='"'), ""),
    (Filter(text="*:^ -"), ""),
    (Filter(countries=("IRQ",), types=("attack",)), ""),
    (Filter(countries=("IRQ",), factuality=("asserted",), text="march"), "march"),
    (Filter(outlets=("Wire",), flags=("partisan_source",), actors=("x",)), ""),
    (Filter(actors=("mahdi",), flags=("partisan_source",), types=("riot",)), "riot"),
    (Filter(with_copies=True), "march riot raid denial nowhere talks"),
]


@pytest.fixture(scope="module", params=NAMES)
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """`WORLD`, which no test may add to."""
    folder = tmp_path_factory.mktemp("world")
    with BACKENDS[request.param](folder) as store:
        incidents = []
        for number, (name, values) in enumerate(WORLD.items()):
            known = dict(values)
            article = an_article(number, title=TITLES[name], **known.pop("article"))
            (report,) = keep(store, article, known)
            day = article.published
            incidents.append(an_incident(name, report, first_published=day, last_published=day))
        store.save_incidents(store.open_run(RUN), incidents)
        yield store
    BACKENDS[request.param].forget(folder)


def listed_reports(store: Store, where: Filter) -> set[str]:
    """The events of the reports that a filter lists."""
    names = {title: name for name, title in TITLES.items()}
    rows = walk(lambda after: store.reports(where, after=after, limit=2))
    return {names[row.article.title or ""] for row in rows}


class TestFilters:
    @pytest.mark.parametrize(("where", "names"), CASES)
    def test_which_are_listed(self, world: Store, where: Filter, names: str) -> None:
        expected = set(names.split())
        rows = walk(lambda after: world.incidents(where, after=after, limit=2))
        assert {incident.id for incident in rows} == expected
        assert listed_reports(world, where) == expected
        assert (world.count(where), world.count_reports(where)) == (len(expected),) * 2

    @pytest.mark.parametrize(("where", "names"), CASES)
    def test_by_either_way(
        self, world: Store, where: Filter, names: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("dateline.store.conditions.FEW", 0)
        expected = set(names.split())
        assert {incident.id for incident in world.incidents(where).items} == expected
        assert listed_reports(world, where) == expected

    def test_an_incident_has_what_one_of_its_reports_has(self, store: Store) -> None:
        articles = [
            an_article(1, source=Source("Wire"), title="Blast at the market"),
            an_article(2, source=Source("The Paper"), title="Bomb in Mosul"),
        ]
        denied = {"factuality": FactualityJudgement("denied"), "flags": ("partisan_source",)}
        (first,), (second,) = keep(store, articles[0], {}), keep(store, articles[1], denied)
        span = {"first_published": date(2020, 1, 1), "last_published": date(2020, 1, 9)}
        store.save_incidents(store.open_run(RUN), [an_incident("blast", first, second, **span)])
        for where in (
            Filter(outlets=("wire",), factuality=("denied",)),
            Filter(outlets=("The Paper",), flags=("partisan_source",), factuality=("asserted",)),
            Filter(text="market mosul"),
            Filter(published_since=date(2020, 1, 5), published_until=date(2020, 1, 5)),
        ):
            assert store.count(where) == 1
        assert store.count(Filter(published_since=date(2020, 1, 10))) == 0

    def test_copies_say_nothing_of_incidents(self, store: Store) -> None:
        article = an_article(copy_of="another", source=Source("Wire"))
        (report,) = keep(store, article, {})
        store.save_incidents(store.open_run(RUN), [an_incident("one", report)])
        assert store.count(Filter(outlets=("wire",))) == 1
        assert store.count_reports(Filter(outlets=("wire",))) == 0
        assert store.count_reports(Filter(outlets=("wire",), with_copies=True)) == 1

    def test_runs_are_listed_apart(self, store: Store) -> None:
        article = an_article()
        for run, name in ((RUN, "old"), (NEXT_RUN, "new")):
            (report,) = keep(store, article, {}, run=run)
            store.save_incidents(store.open_run(run), [an_incident(name, report)])
        old, new = (run.number for run in store.runs())
        for number, name in ((old, "old"), (new, "new"), (None, "new")):
            assert [one.id for one in store.incidents(Filter(run=number)).items] == [name]
            assert [r.run for r in store.reports(Filter(run=number)).items] == [number or new]

    @given(text=st.text(st.characters(exclude_categories=["Cs"])) | st.text('"*:^-+()ANDORT {} \0'))
    @ANY
    def test_hostile_text_is_only_text(self, store: Store, text: str) -> None:
        if len(text.split()) > 50:
            return
        with undone(store):
            (report,) = keep(store, an_article(title="and or not near"), {})
            store.save_incidents(store.open_run(RUN), [an_incident("one", report)])
            assert store.count(Filter(text=text)) == store.count_reports(Filter(text=text))
            store.count(Filter(actors=(text,), outlets=(text,), admin1=(text,), flags=(text,)))
            store.search(text)

    @pytest.mark.parametrize("text", ["\ud800", "a \udfff"])
    def test_half_a_character_is_refused(self, world: Store, text: str) -> None:
        for where in (Filter(flags=(text,)), Filter(outlets=(text,)), Filter(types=(text,))):
            with pytest.raises(InputError):
                world.incidents(where)

    def test_every_parameter_means_the_same(self, world: Store) -> None:
        for words, names in (
            ({"type": ["attack"]}, "raid denial"),
            ({"plover": "protest"}, "march riot"),
            ({"acled": ["peaceful_protest", "battles"]}, "march raid"),
            ({"country": ["irq"]}, "march riot"),
            ({"admin1": "dhi qar"}, "riot"),
            ({"bbox": "30,46,32,47"}, "riot"),
            ({"since": "2020-09"}, "raid"),
            ({"until": "1999"}, "nowhere"),
            ({"published-since": "2020-09-01"}, "riot raid"),
            ({"published_until": "2000-01"}, "nowhere"),
            ({"actor": ["mahdi"]}, "riot denial"),
            ({"outlet": ["the paper"]}, "march raid"),
            ({"factuality": "Denied"}, "denial"),
            ({"flag": ["partisan_source"]}, "riot nowhere"),
            ({"text": ["tear", "gas"]}, "raid talks"),
            ({"run": "1", "copies": "yes"}, "march riot raid denial nowhere talks"),
        ):
            where = parse_filter(words, types={"attack"})
            assert {one.id for one in world.incidents(where).items} == set(names.split())


class TestPages:
    @pytest.mark.parametrize("order", ["newest", "oldest", "published", "deadliest", "sources",
                                       "changed"])  # fmt: skip
    def test_pages_make_up_the_whole(self, world: Store, order: Any) -> None:
        whole = [one.id for one in world.incidents(order=order).items]
        paged = walk(lambda after: world.incidents(order=order, after=after, limit=2))
        assert [one.id for one in paged] == whole
        assert set(whole) == set(WORLD)

    @pytest.mark.parametrize(
        ("order", "names"),
        [("newest", "raid talks march riot nowhere denial"),
         ("oldest", "denial nowhere riot march talks raid"),
         ("published", "raid riot talks march nowhere denial"),
         ("deadliest", "raid riot talks nowhere march denial")],
    )  # fmt: skip
    def test_order(self, world: Store, order: Any, names: str) -> None:
        assert [one.id for one in world.incidents(order=order).items] == names.split()

    def test_order_of_reports(self, world: Store) -> None:
        for order, first in (("newest", "Tear gas"), ("oldest", "No attack"),
                             ("published", "Tear gas"), ("deadliest", "Tear gas"),
                             ("changed", "Gas talks")):  # fmt: skip
            title = world.reports(order=order).items[0].article.title  # type: ignore[arg-type]
            assert title is not None
            assert first in title

    def test_what_is_added_meanwhile_shifts_nothing(self, store: Store) -> None:
        run = store.open_run(RUN)

        def add(number: int, day: str) -> None:
            (report,) = keep(store, an_article(number), {"date": days(day)})
            store.save_incidents(run, [an_incident(f"i{number}", report)])

        for number in range(6):
            add(number, f"2020-01-{number + 1:02}")
        first = store.incidents(limit=3)
        reports = store.reports(limit=3)
        add(6, "2020-06-01")
        add(7, "2020-01-04")
        add(8, "2019-06-01")
        second = store.incidents(limit=9, after=first.next)
        assert [one.id for one in first.items] == ["i5", "i4", "i3"]
        assert [one.id for one in second.items] == ["i2", "i1", "i0", "i8"]
        assert second.next is None
        rest = store.reports(limit=9, after=reports.next).items
        dates = [r.report.date.value.start for r in (*reports.items, *rest) if r.report.date.value]
        assert [day.isoformat() for day in dates if day != date(2020, 1, 4)] == [
            "2020-01-06", "2020-01-05", "2020-01-03", "2020-01-02", "2020-01-01", "2019-06-01",
        ]  # fmt: skip

    def test_what_is_withdrawn_meanwhile_hides_nothing(self, store: Store) -> None:
        run = store.open_run(RUN)
        reports = [keep(store, an_article(n), {"date": days(f"2020-01-{9 - n:02}")})[0]
                   for n in range(5)]  # fmt: skip
        store.save_incidents(run, [an_incident(f"i{n}", r) for n, r in enumerate(reports)])
        first = store.incidents(limit=2)
        store.save_incidents(run, [Withdrawal("i1", 2), Withdrawal("i2", 2)])
        second = store.incidents(limit=2, after=first.next)
        assert [one.id for one in second.items] == ["i3", "i4"]

    @pytest.mark.parametrize("after", ["", "x", "AAAA", "é", "eyJhIjoxfQ", "W10", "../.."])
    def test_a_cursor_that_is_none(self, world: Store, after: str) -> None:
        with pytest.raises(InputError, match="after: "):
            world.incidents(after=after)

    def test_a_cursor_of_another_order(self, world: Store) -> None:
        cursor = world.incidents(limit=1).next
        with pytest.raises(InputError, match="order 'newest'"):
            world.incidents(order="deadliest", after=cursor)

    @pytest.mark.parametrize("limit", [0, -1, 10_001, 2**70])
    def test_a_limit_that_cannot_be(self, world: Store, limit: int) -> None:
        with pytest.raises(InputError, match="limit: "):
            world.incidents(limit=limit)

    def test_an_order_that_cannot_be(self, world: Store) -> None:
        with pytest.raises(InputError, match="order: 'best' is none of newest"):
            world.incidents(order="best")  # type: ignore[arg-type]
        with pytest.raises(InputError, match="reports have no number of sources"):
            world.reports(order="sources")


class TestFacets:
    @pytest.mark.parametrize(
        ("field", "counts"),
        [("type", "attack 2, consult 1, demonstration 1, riot 1, strike 1"),
         ("plover", "ASSAULT 2, PROTEST 2, CONSULT 1"),
         ("acled", "Armed clash 1, Mob violence 1, Peaceful protest 1"),
         ("country", "IRQ 2, FJI 1, FRA 1, WSM 1"),
         ("admin1", "Al Baṣrah 1, Dhi Qar 1"),
         ("outlet", "THE  PAPER 2, Wire 2, Al-Alam TV 1"),
         ("factuality", "asserted 4, denied 1, planned 1"),
         ("flag", "partisan_source 2, place_from_dateline 1")],
    )  # fmt: skip
    def test_all_values(self, world: Store, field: Any, counts: str) -> None:
        found = world.facets(Filter(), field)
        assert ", ".join(f"{one.value} {one.count}" for one in found) == counts

    def test_actors_with_their_ids(self, world: Store) -> None:
        found = world.facets(Filter(types=("riot",)), "actor")
        assert [(one.value, one.id, one.count) for one in found] == [
            ("Badr Organisation", "BADR", 1), ("Mahdi Army", "MAHDI_ARMY", 1)]  # fmt: skip

    def test_of_a_filter_and_so_many_at_most(self, world: Store) -> None:
        found = world.facets(Filter(plover=("PROTEST",)), "country")
        assert [(one.value, one.count) for one in found] == [("IRQ", 2)]
        assert len(world.facets(Filter(), "type", limit=2)) == 2

    def test_somebody_in_both_roles_counts_once(self, store: Store) -> None:
        both = {"actors": (an_actor("Army", "A"),), "targets": (an_actor("Army", "A"),)}
        (report,) = keep(store, an_article(), both)
        store.save_incidents(store.open_run(RUN), [an_incident("one", report)])
        assert [one.count for one in store.facets(Filter(), "actor")] == [1]

    def test_a_field_that_is_none(self, world: Store) -> None:
        with pytest.raises(InputError, match="'weather'"):
            world.facets(Filter(), "weather")  # type: ignore[arg-type]


class TestManyAtOnce:
    def test_more_values_than_a_statement_takes(self, world: Store) -> None:
        many = tuple(f"x{number}" for number in range(400))
        where = Filter(types=(*many, "riot"), outlets=(*many, "Al-Alam TV"), actors=many[:50],
                       countries=(*many, "IRQ"))  # fmt: skip
        assert world.count(replace(where, actors=())) == 1
        assert world.count(where) == 0

    def test_an_unknown_run_of_a_list(self, world: Store) -> None:
        for ask in (world.reports, world.incidents, world.count, world.count_reports):
            with pytest.raises(StoreError, match="no run 5"):
                ask(Filter(run=5))


def test_a_coding_of_many_reports(store: Store) -> None:
    article = an_article(text="x" * 3_000)
    store.add_article(article)
    reports = [a_report(article, number, sentence=a_report(article).trigger)
               for number in range(2_500)]  # fmt: skip
    store.save_coded(store.open_run(RUN), a_coding(article, *reports))
    assert store.count_reports() == 2_500

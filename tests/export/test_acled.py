"""ACLED-style CSV: which incidents and days are rows, and every column of them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dateline.export.acled import ACLED, COLUMNS
from dateline.export.told import ToldIncident
from dateline.records.article import Source
from dateline.records.coded import Coded
from dateline.records.entity import Actor, EventDate, Place
from dateline.records.event import Codes

from .told_building import (
    BASRA,
    FRONT,
    OPTIONS,
    counts,
    days,
    nowhere,
    people,
    said,
    told_incident,
    told_report,
    unresolved,
)

CURRENT = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1"
    " assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region"
    " country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale"
    " notes fatalities tags timestamp"
).split()
"""The columns of ACLED's export since 2023, in their order."""

POLICE = Actor("Police of Iraq", "IRQ_COP", "IRQ", ("COP",), "State forces")
GOVERNMENT = Actor("Government of Iraq", "IRQ_GOV", "IRQ", ("GOV",), "State forces")
CROWD = Actor("hundreds of students", None, None, ("EDU",), "Protesters")
UNION = Actor("Oil Workers Union", "OWU", "IRQ", ("LAB",), "Protesters")
GUNMEN = Actor("unidentified gunmen", None, None, ("UAF",), "Political militias")
VILLAGERS = Actor("dozens of villagers", None, None, ("CVL",), "Civilians")
REPORTER = Actor("a reporter", None, "SYR", ("JRN",), "Civilians")
ISRAEL = Actor("Israel", "ISR", "ISR", (), "State forces")
HEZBOLLAH = Actor("Hezbollah", "HEZBOLLAH", "LBN", ("REB", "PTY"), "Rebel groups")


def written(*told: ToldIncident) -> str:
    return "".join(str(piece) for piece in ACLED.write(told, OPTIONS))


def table(*told: ToldIncident) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(*told), newline="")))


def acled(event_type: str | None, sub: str | None, **other: Any) -> Codes:
    return replace(
        Codes("ASSAULT", (), (), -9.0, "190", event_type, sub, 4),
        **other,
    )


def row(sub: str = "Armed clash", kind: str = "Battles", **values: Any) -> dict[str, str]:
    (only,) = table(told_incident(codes=acled(kind, sub), **values))
    return only


def test_the_columns_are_those_of_the_current_export() -> None:
    assert [column.name for column in COLUMNS] == CURRENT
    assert list(table(told_incident())[0]) == CURRENT


def test_a_clash() -> None:
    assert row(counts=counts(killed=9)) == {
        "event_id_cnty": "IRQi0123456789ab",
        "event_date": "2020-08-22",
        "year": "2020",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Iraqi Armed Forces",
        "assoc_actor_1": "",
        "inter1": "State forces",
        "actor2": "Front for Change",
        "assoc_actor_2": "",
        "inter2": "Rebel group",
        "interaction": "State forces-Rebel group",
        "civilian_targeting": "",
        "iso": "368",
        "region": "Middle East",
        "country": "Iraq",
        "admin1": "Basra Governorate",
        "admin2": "Basra District",
        "admin3": "",
        "location": "Basra",
        "latitude": "30.5085",
        "longitude": "47.7804",
        "geo_precision": "1",
        "source": "The Paper",
        "source_scale": "",
        "notes": "Armed clash at Basra, Basra Governorate, Iraq on 2020-08-22 (Iraqi Armed Forces /"
        ' Front for Change). As told by The Paper: "Soldiers fought gunmen of the Front near Basra'
        ' on Saturday, killing at least nine."',
        "fatalities": "9",
        "tags": "dateline:sources=1; dateline:fatalities=9",
        "timestamp": "1598337000",
    }


# -- what is a row -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({}, 1),
        ({"factuality": said("alleged")}, 1),
        ({"factuality": said("denied")}, 0),
        ({"factuality": said("negated")}, 0),
        ({"factuality": said("planned")}, 0),
        ({"factuality": said("demanded")}, 0),
        ({"factuality": said("threatened")}, 0),
        ({"factuality": said("hypothetical")}, 0),
        ({"codes": acled(None, None)}, 0),
        ({"place": nowhere()}, 0),
        ({"place": Coded(Place("Black Sea", None, feature="SEA"))}, 0),
        ({"date": days(None)}, 0),
        ({"date": days("2020-01-01", "2020-12-31", "year")}, 0),
    ],
)
def test_only_what_happened_somewhere_on_a_day_is_a_row(values: dict[str, Any], rows: int) -> None:
    assert len(table(told_incident(**values))) == rows


def test_reports_that_differ_on_whether_it_happened() -> None:
    told, denied = told_report(1), told_report(2, factuality=said("denied"))
    (one,) = table(told_incident(told, denied))
    assert "dateline:disputed=factuality" in one["tags"]
    more = told_report(3, factuality=said("denied"))
    assert table(told_incident(told, denied, more)) == []


def test_the_type_is_that_of_most_reports_whatever_else_their_codes_say() -> None:
    clash, shelling = (
        acled("Battles", "Armed clash"),
        acled("Explosions/Remote violence", "Grenade"),
    )
    told = told_incident(
        told_report(1, codes=replace(clash, plover_contexts=("military",))),
        told_report(2, codes=replace(clash, plover_contexts=("crime",))),
        told_report(3, codes=shelling, event_type=Coded("grenade")),
    )
    assert table(told)[0]["sub_event_type"] == "Armed clash"


# -- days ----------------------------------------------------------------------------------

_LIST = "all of: 2020-08-21 (Friday, why); 2020-08-22 (Saturday, why)"


@pytest.mark.parametrize(
    ("when", "dates", "precision"),
    [
        (EventDate(date(2020, 8, 21), date(2020, 8, 22), "range", _LIST), [21, 22], "1"),
        (EventDate(date(2020, 8, 22), date(2020, 8, 23), "range", "the weekend"), [22], "2"),
        (EventDate(date(2020, 8, 17), date(2020, 8, 23), "week"), [20], "2"),
        (EventDate(date(2020, 8, 1), date(2020, 8, 10), "range", "the early part"), [5], "3"),
        (EventDate(date(2020, 8, 1), date(2020, 8, 31), "month"), [16], "3"),
    ],
)
def test_days_and_their_precision(when: EventDate, dates: list[int], precision: str) -> None:
    rows = table(told_incident(date=Coded(when)))
    assert [int(one["event_date"][-2:]) for one in rows] == dates
    assert {one["time_precision"] for one in rows} == {precision}
    assert ("dateline:date=" in rows[0]["tags"]) == (precision != "1")


def test_the_dead_are_shared_out_over_the_days_and_every_day_has_its_id() -> None:
    when = EventDate(date(2020, 8, 21), date(2020, 8, 22), "range", _LIST)
    rows = table(told_incident(date=Coded(when), counts=counts(killed=9)))
    assert [one["fatalities"] for one in rows] == ["5", "4"]
    assert [one["event_id_cnty"] for one in rows] == ["IRQi0123456789ab", "IRQi0123456789ab-2"]


@pytest.mark.parametrize(
    ("killed", "fatalities", "tag"),
    [
        (None, "0", "not told"),
        (0, "0", "0"),
        (2, "2", "2"),
        ((9, None), "9", "9+"),
        ((3, 9), "3", "3-9"),  # several
        ((20, 99), "12", "20-99"),  # dozens
        ((100, 999), "100", "100-999"),  # hundreds
        ((0, 20), "0", "up to 20"),
    ],
)
def test_fatalities(killed: Any, fatalities: str, tag: str) -> None:
    one = row(counts=() if killed is None else counts(killed=killed))
    assert one["fatalities"] == fatalities
    assert one["tags"].endswith(f"dateline:fatalities={tag}")


def test_the_least_of_several_numbers_unless_most_agree() -> None:
    nine, twelve = counts(killed=9), counts(killed=12)
    two = told_incident(told_report(1, counts=nine), told_report(2, counts=twelve))
    assert (table(two)[0]["fatalities"], table(two)[0]["tags"].split("=")[-1]) == ("9", "9-12")
    three = told_incident(
        told_report(1, counts=nine), told_report(2, counts=twelve), told_report(3, counts=twelve)
    )
    assert table(three)[0]["fatalities"] == "12"


# -- who -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "sub", "actors", "targets", "cells"),
    [
        # actor1, associated, inter1, actor2, associated, inter2, interaction
        ("Protests", "Peaceful protest", [CROWD, UNION], [GOVERNMENT],
         ("Protesters (Iraq)", "Oil Workers Union", "Protesters", "", "", "", "Protesters only")),
        ("Protests", "Protest with intervention", [POLICE], [CROWD],
         ("Police of Iraq", "", "State forces", "Protesters (Iraq)", "", "Protesters",
          "State forces-Protesters")),
        ("Protests", "Protest with intervention", [POLICE], [],
         ("Police of Iraq", "", "State forces", "Protesters (Iraq)", "", "Protesters",
          "State forces-Protesters")),
        ("Riots", "Violent demonstration", [CROWD], [POLICE],
         ("Rioters (Iraq)", "", "Rioters", "Police of Iraq", "", "State forces",
          "State forces-Rioters")),
        ("Riots", "Mob violence", [], [VILLAGERS],
         ("Rioters (Iraq)", "", "Rioters", "Civilians (Iraq)", "", "Civilians",
          "Rioters-Civilians")),
        ("Violence against civilians", "Attack", [GUNMEN], [REPORTER],
         ("Unidentified Armed Group (Iraq)", "", "Political militia", "Civilians (Syria)",
          "Journalists (Syria)", "Civilians", "Political militia-Civilians")),
        ("Violence against civilians", "Attack", [FRONT], [],
         ("Front for Change", "", "Rebel group", "Civilians (Iraq)", "", "Civilians",
          "Rebel group-Civilians")),
        ("Violence against civilians", "Attack", [], [VILLAGERS],
         ("", "", "", "Civilians (Iraq)", "", "Civilians", "")),
        ("Battles", "Armed clash", [POLICE, HEZBOLLAH], [],
         ("Police of Iraq", "", "State forces", "Hezbollah", "", "Rebel group",
          "State forces-Rebel group")),
        ("Battles", "Armed clash", [FRONT], [HEZBOLLAH, VILLAGERS],
         ("Front for Change", "", "Rebel group", "Hezbollah", "", "Rebel group",
          "Rebel group-Rebel group")),
        ("Battles", "Armed clash", [POLICE, HEZBOLLAH], [POLICE],
         ("Police of Iraq", "", "State forces", "Hezbollah", "", "Rebel group",
          "State forces-Rebel group")),
        ("Strategic developments", "Agreement", [HEZBOLLAH, ISRAEL], [],
         ("Hezbollah", "", "Rebel group", "Israel", "", "State forces",
          "State forces-Rebel group")),
        ("Strategic developments", "Arrests", [POLICE], [],
         ("Police of Iraq", "", "State forces", "", "", "", "State forces only")),
    ],
)  # fmt: skip
def test_sides(
    kind: str, sub: str, actors: list[Actor], targets: list[Actor], cells: tuple[str, ...]
) -> None:
    one = row(sub, kind, actors=people(*actors), targets=people(*targets))
    names = ("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2")
    assert tuple(one[name] for name in (*names, "interaction")) == cells


def test_whose_type_is_not_known_makes_no_sole_action() -> None:
    one = row(targets=(unresolved("the others"),))
    assert (one["actor2"], one["inter2"], one["interaction"]) == ("the others", "", "")


@pytest.mark.parametrize(
    ("kind", "sub", "targets", "targeting"),
    [
        ("Violence against civilians", "Attack", [], "Civilian targeting"),
        ("Protests", "Excessive force against protesters", [CROWD], "Civilian targeting"),
        ("Explosions/Remote violence", "Suicide bomb", [VILLAGERS], "Civilian targeting"),
        ("Explosions/Remote violence", "Suicide bomb", [POLICE], ""),
        ("Protests", "Peaceful protest", [], ""),
    ],
)
def test_civilian_targeting(kind: str, sub: str, targets: list[Actor], targeting: str) -> None:
    assert row(sub, kind, targets=people(*targets))["civilian_targeting"] == targeting


@pytest.mark.parametrize(
    ("kind", "sub", "disorder"),
    [
        ("Riots", "Mob violence", "Political violence"),
        ("Riots", "Violent demonstration", "Demonstrations"),
        ("Protests", "Excessive force against protesters", "Political violence; Demonstrations"),
        ("Strategic developments", "Arrests", "Strategic developments"),
    ],
)
def test_disorder_type(kind: str, sub: str, disorder: str) -> None:
    assert row(sub, kind)["disorder_type"] == disorder


# -- where ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "cells"),
    [
        (replace(BASRA, precision="near"), ("Basra", "Iraq", "368", "2")),
        (Place("Basra Governorate", "IRQ", "Basra Governorate", precision="admin1", feature="ADM1"),
         ("Basra Governorate", "Iraq", "368", "3")),
        (Place("Iraq", "IRQ", precision="country", feature="PCLI", lat=33.0, lon=44.0),
         ("Iraq", "Iraq", "368", "3")),
        (Place("Nowhere", "COD"), ("Nowhere", "Democratic Republic of Congo", "180", "")),
        (Place("Prizren", "XKX", lat=42.2, lon=20.7), ("Prizren", "Kosovo", "", "1")),
        (Place("Arvale", "MIR", lat=-33.0, lon=-44.0), ("Arvale", "MIR", "", "1")),
    ],
)  # fmt: skip
def test_places(place: Place, cells: tuple[str, ...]) -> None:
    one = row(place=Coded(place))
    assert tuple(one[name] for name in ("location", "country", "iso", "geo_precision")) == cells
    assert ("dateline:place=country" in one["tags"]) == (place.precision == "country")


def test_numbers_stay_numbers_and_formulas_do_not_run() -> None:
    place = Place("=HYPERLINK(1)", "BRA", "-x", lat=-12.34567, lon=-0.00004)
    one = row(place=Coded(place), actors=people(Actor("@SUM\nrow", "X", acled_type="Civilians")))
    assert (one["latitude"], one["location"], one["admin1"]) == (
        "-12.3457",
        "'=HYPERLINK(1)",
        "'-x",
    )
    assert (one["actor1"], one["assoc_actor_1"]) == ("Civilians (Brazil)", "'@SUM row")


# -- who says so ---------------------------------------------------------------------------

_AGENCY = Source("Agency", "wire", country="GBR")
_LOCAL = Source("Basra Times", "private", country="IRQ")


@pytest.mark.parametrize(
    ("outlets", "sources", "scale"),
    [
        ([_AGENCY], "Agency", "International"),
        ([_LOCAL], "Basra Times", "National"),
        ([_AGENCY, _LOCAL], "Agency; Basra Times", "National-International"),
        ([_LOCAL, Source("Blog")], "Basra Times; Blog", ""),
        ([None], "", ""),
        ([Source("Here; There")], "Here, There", ""),
    ],
)
def test_sources(outlets: list[Source | None], sources: str, scale: str) -> None:
    reports = [
        told_report(n, outlet=one, published=date(2020, 8, 22 + n)) for n, one in enumerate(outlets)
    ]
    (one,) = table(told_incident(*reports))
    assert (one["source"], one["source_scale"]) == (sources, scale)


def test_a_copy_is_no_source() -> None:
    first = told_report(1, outlet="Agency")
    copy = told_report(2, outlet="Paper", copy_of=first.article.hash)
    (one,) = table(told_incident(first, copy))
    assert one["source"] == "Agency"
    assert "dateline:sources=1" in one["tags"]
    assert table(told_incident(copy))[0]["source"] == "Paper"


def test_tags() -> None:
    told = told_incident(
        told_report(1, factuality=said("alleged"), counts=counts(participants=(100, 999)),
                    flags=("partisan_source", "place_from_dateline"),
                    actors=people(CROWD, alleged=True),
                    codes=acled("Protests", "Peaceful protest")),
    )  # fmt: skip
    assert table(told)[0]["tags"].split("; ") == [
        "crowd size=hundreds",
        "dateline:alleged",
        "dateline:actor alleged",
        "dateline:place=dateline",
        "dateline:sources=1",
        "dateline:partisan sources=1",
    ]


@pytest.mark.parametrize(
    ("number", "size"),
    [
        (200, "200"),
        ((200, None), "at least 200"),
        ((0, 50), "up to 50"),
        ((150, 300), "between 150 and 300"),
        ((20, 99), "dozens"),
        (None, "no report"),
    ],
)
def test_crowd_size(number: Any, size: str) -> None:
    one = row("Peaceful protest", "Protests",
              counts=() if number is None else counts(participants=number))  # fmt: skip
    assert one["tags"].split("; ")[0] == f"crowd size={size}"


def test_notes_quote_no_more_than_a_sentence_cut_short() -> None:
    told = told_incident(told_report(1, text="Soldiers fought " + "on and " * 200 + "on."))
    notes = table(told)[0]["notes"]
    assert len(notes) < 400
    assert notes.endswith('…"')


def test_pandas_reads_it_as_it_reads_acleds_own() -> None:
    pandas = pytest.importorskip("pandas")
    told = [
        told_incident(id="i1", counts=counts(killed=3)),
        told_incident(id="i2", place=Coded(Place("Nowhere", "IRQ"))),
    ]
    frame = pandas.read_csv(io.StringIO(written(*told)), parse_dates=["event_date"])
    assert list(frame.columns) == CURRENT
    assert frame.event_date.dt.year.tolist() == [2020, 2020]
    assert frame.fatalities.sum() == 3
    assert frame.latitude.tolist()[0] == 30.5085
    assert frame.latitude.isna().tolist() == [False, True]
    assert frame.event_id_cnty.is_unique

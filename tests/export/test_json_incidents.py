"""Incidents as JSON and CSV: the keys of RECORDS.md, every rival, words that stay inside JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from hypothesis import given

from dateline.export import csv_incidents, json_incidents
from dateline.export.columns import Column, flat
from dateline.export.json_incidents import incident_json, value_json
from dateline.export.options import ExportOptions
from dateline.records.entity import Actor, CountRange, EventDate, Place
from dateline.records.event import Codes
from dateline.records.incident import (
    Counts,
    Incident,
    ReportedWords,
    ReportsContradiction,
    Rival,
    Rivals,
)
from dateline.records.text import Quote

from ..store.anything import incidents

KEYS = (
    "id", "reports", "event_type", "codes", "actors", "targets", "place", "date", "counts",
    "independent_sources", "partisan_sources", "first_published", "last_published",
    "contradictions", "review", "revision",
)  # fmt: skip
"""Those of RECORDS.md, in its order; keys may be added between them."""
BASRA = Place("Basra", "IRQ", admin1="Basra", lat=30.508521, lon=47.7804, geonames_id=99532)
DAY = EventDate(date(2020, 8, 22), date(2020, 8, 22), "day")
POLICE = Actor("Police of Iraq", "IRQ_COP", "IRQ", ("COP",), "State forces")
CODES = Codes("ASSAULT", ("firearms",), (), -9.5, "190", "Battles", "Armed clash", 4)


def an_incident() -> Incident:
    return Incident(
        id="i1",
        reports=("a:1-2", "b:3-4"),
        event_type=Rivals(None, (), (Rival("attack", ("a:1-2",)), Rival("arrest", ("b:3-4",)))),
        codes=Rivals(CODES, ("a:1-2",)),
        actors=Rivals((POLICE, Actor("=crowd")), ("a:1-2",)),
        targets=Rivals(),
        place=Rivals(BASRA, ("a:1-2", "b:3-4")),
        date=Rivals(DAY, ("a:1-2",)),
        counts=Rivals(Counts(killed=CountRange(9, None)), ("a:1-2",),
                      (Rival(Counts(killed=CountRange(2, 3), injured=CountRange(4, 4)),
                             ("b:3-4",)),)),
        factuality=Rivals("asserted", ("a:1-2",)),
        independent_sources=2,
        partisan_sources=1,
        first_published=date(2020, 8, 23),
        killed_low=2,
        contradictions=(
            ReportsContradiction("count", "9 or more, 2 to 3.",
                                 (ReportedWords("a:1-2", Quote(1, 5, "nine", "title")),)),
        ),
        revision=3,
    )  # fmt: skip


def test_every_key_and_value() -> None:
    found = incident_json(an_incident())
    assert [key for key in found if key in KEYS] == list(KEYS)
    assert found["event_type"] == {
        "value": None,
        "reports": [],
        "rivals": [
            {"value": "attack", "reports": ["a:1-2"]}, {"value": "arrest", "reports": ["b:3-4"]}
        ],
    }  # fmt: skip
    assert found["counts"]["value"] == {"killed": {"low": 9, "high": None}}
    assert found["counts"]["rivals"][0]["value"] == {
        "killed": {"low": 2, "high": 3}, "injured": {"low": 4, "high": 4}
    }  # fmt: skip
    assert found["targets"] == {"value": None, "reports": [], "rivals": []}
    assert found["place"]["value"]["lat"] == 30.50852
    assert found["place"]["value"]["iso2"] == "IQ"
    assert found["date"]["value"] == {"start": "2020-08-22", "end": "2020-08-22",
                                      "precision": "day"}  # fmt: skip
    assert found["actors"]["value"][0]["plover_sector"] == "COP"
    assert found["codes"]["value"]["plover"] == "ASSAULT"
    assert found["killed"] == {"low": 2, "high": None}
    assert (found["first_published"], found["last_published"]) == ("2020-08-23", None)
    assert found["contradictions"] == [
        {"kind": "count", "explanation": "9 or more, 2 to 3.", "evidence": [
            {"report": "a:1-2", "start": 1, "end": 5, "text": "nine", "in": "title"}]}
    ]  # fmt: skip
    assert found["review"] == {"state": "unreviewed", "by": None, "at": None}
    assert found["revision"] == 3


@given(incidents)
def test_any_incident_can_be_written(incident: Incident) -> None:
    options = ExportOptions()
    (line,) = json_incidents.lines([incident], options)
    assert line.count("\n") == 1
    assert json.loads(line)["id"] == incident.id
    assert json.loads("".join(json_incidents.array([incident, incident], options)))[1:] == [
        json.loads(line)
    ]
    rows = list(csv.reader(io.StringIO("".join(csv_incidents.rows([incident], options)), "")))
    assert len(rows) == 2
    assert len(rows[0]) == len(rows[1])
    assert not any(cell.startswith(("=", "+", "@", "-")) for cell in rows[1] if not _number(cell))


def test_no_incidents() -> None:
    assert "".join(json_incidents.array([], ExportOptions())) == "[]\n"


def test_a_csv_row() -> None:
    (row,) = csv.DictReader(
        io.StringIO("".join(csv_incidents.rows([an_incident()], ExportOptions())))
    )
    assert row["event_type"] == "attack"
    assert row["disputed"] == "event_type"
    assert row["rivals"] == "event_type: arrest (1); counts: 2–3 killed, 4 injured (1)"
    assert row["actors"] == "Police of Iraq; =crowd"
    assert row["actor_ids"] == "IRQ_COP; "
    assert (row["killed_low"], row["killed_high"]) == ("2", "")
    assert (row["lat"], row["date_start"], row["country_iso2"]) == ("30.50852", "2020-08-22", "IQ")
    assert row["report_keys"] == "a:1-2; b:3-4"


def test_every_column_says_what_it_is() -> None:
    names = [column.name for column in csv_incidents.COLUMNS]
    assert len(names) == len(set(names))
    assert all(column.says for column in csv_incidents.COLUMNS)


def test_flat_values() -> None:
    column: Column[object] = Column("x", "yes", lambda _: True, "")
    assert flat(column.value(None)) == 1
    assert flat(["a", None, "b"]) == "a; ; b"
    assert flat([1, 2]) == "1; 2"
    assert flat(date(2020, 1, 2)) == "2020-01-02"
    assert flat(None) is None


def test_what_a_run_changed() -> None:
    assert value_json("place", None) is None
    assert value_json("actors", (POLICE,))[0]["id"] == "IRQ_COP"
    assert value_json("counts", (("killed", CountRange(1, None)),)) == [
        {"kind": "killed", "low": 1, "high": None}
    ]
    assert value_json("attribution", ((None, "states"),)) == [{"speaker": None, "stance": "states"}]
    assert value_json("flags", ("a",)) == ["a"]
    assert value_json("factuality", "asserted") == "asserted"


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True

"""PLOVER JSON: a record a story, every factuality, the words behind each value."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from dateline.export.event_formats import EVENT_FORMATS
from dateline.export.plover import OBJECTS, lines
from dateline.export.told import ToldIncident
from dateline.records.claim import Attribution, FactualityJudgement, Speaker
from dateline.records.coded import Coded
from dateline.records.entity import Place
from dateline.records.text import Quote

from .told_building import (
    BASRA,
    CLASH,
    FRONT,
    OPTIONS,
    SENTENCE,
    TEXT,
    counts,
    days,
    nowhere,
    people,
    told_incident,
    told_report,
    unresolved,
)


def records(*told: ToldIncident) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(told, OPTIONS)]


def record(**values: Any) -> dict[str, Any]:
    [only] = records(told_incident(**values))
    return only


def at(record: dict[str, Any], path: str) -> Any:
    """What stands at ``a.b.0.c``."""
    found: Any = record
    for part in path.split("."):
        found = found[int(part)] if part.isdigit() else found[part]
    return found


PLANNED = FactualityJudgement("planned", (Quote(0, 5, "BASRA"),), ("future",), "a plan")
SPOKESMAN = Attribution(Speaker(Quote(0, 5, "BASRA"), "A spokesman"), Quote(0, 1, "B"), "states")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {},
            {
                "has_event": True,
                "date": "2020-08-22",
                "enddate": "2020-08-22",
                "actor.0.code": "IRQ",
                "actor.0.sector": "MIL",
                "actor.0.identifier_text": "Iraqi Armed Forces",
                "recipient.0.entity_text": "Front for Change",
                "event": ["ASSAULT"],
                "event_text": ["Soldiers"],
                "event_loc.resolved_place": "Basra",
                "event_loc.country": "Iraq",
                "event_loc.country_code": "IRQ",
                "event_loc.feature_class": "P",
                "event_loc.resolution": 4,
                "quad_code": 4,
                "event_scale": -9.0,
                "mode": ["firearms"],
                "context": ["military"],
                "auxiliary": [],
                "size.dead": None,
                "link": "i0123456789ab",
                "cite_info.publication": "The Paper",
                "cite_info.codebook": "book",
                "coder": "dateline-0.1.0",
                "coded_date": "2020-08-25",
                "coded_time": "06:30:00Z",
                "comment": None,
                "dateline.incident": "i0123456789ab",
                "dateline.event_type": "armed_clash",
            },
        ),
        (
            {"factuality": PLANNED, "attribution": (SPOKESMAN,)},
            {
                "auxiliary": ["future"],
                "comment": "planned: a plan",
                "dateline.factuality.value": "planned",
                "dateline.factuality.cues.0.text": "BASRA",
                "dateline.attribution.0.speaker.name": "A spokesman",
            },
        ),
        (
            {"actors": (unresolved("they"),), "targets": people(replace(FRONT, id=None))},
            {"actor.0": {"code": None, "sector": None, "entity_text": "they",
                         "identifier_text": None},
             "recipient.0.identifier_text": None},
        ),
        (
            {"date": days(None), "place": nowhere(), "outlet": None, "targets": ()},
            {"date": None, "enddate": None, "event_loc": None, "recipient": [],
             "cite_info.publication": None, "dateline.place": None},
        ),
        (
            {"date": days("2020-08-01", "2020-08-31", "month")},
            {"date": "2020-08-01", "enddate": "2020-08-31", "dateline.date.precision": "month"},
        ),
        (
            {"counts": counts(killed=(9, None), arrested=(20, 99), abducted=2)},
            {"size": {"dead": 9, "injured": None, "arrested": 20, "abducted": 2,
                      "participants": None},
             "dateline.counts.arrested.high": 99},
        ),
        ({"place": Coded(replace(BASRA, precision="near"))}, {"event_loc.resolution": 3}),
        ({"place": Coded(replace(BASRA, feature="PPLX"))}, {"event_loc.resolution": 5}),
        (
            {"place": Coded(Place("Basra", "IRQ", feature="ADM1", precision="admin1"))},
            {"event_loc.resolution": 2, "event_loc.city": None, "event_loc.feature_class": "A"},
        ),
        (
            {"place": Coded(Place("Iraq", "IRQ", feature="PCLI", precision="country"))},
            {"event_loc.resolution": 1, "event_loc.country": "Iraq"},
        ),
    ],
)  # fmt: skip
def test_fields(values: dict[str, Any], expected: dict[str, Any]) -> None:
    found = record(**values)
    assert {path: at(found, path) for path in expected} == expected


def test_every_field_and_no_other() -> None:
    found = record(counts=counts(killed=1))
    objects = {
        "record": found,
        "entity": found["actor"][0],
        **{name: found[name] for name in OBJECTS if name not in ("record", "entity")},
    }
    for name, fields in OBJECTS.items():
        assert list(objects[name]) == [field.name for field in fields]
    assert EVENT_FORMATS["plover"].write is lines


def test_offsets_are_of_the_text() -> None:
    found = record()
    start, end = found["text_info"]["start"], found["text_info"]["end"]
    assert TEXT[start:end] == SENTENCE
    trigger = found["dateline"]["trigger"]
    assert TEXT[trigger["start"] : trigger["end"]] == trigger["text"]


def test_a_record_a_story() -> None:
    first, again = told_report(1), told_report(1, score=0.1, key="again")
    other = told_report(3, outlet="Other", codes=replace(CLASH, plover=None))
    found = records(told_incident(first, again, told_report(2, copy_of=first.article.hash), other))
    assert [one["dateline"]["report"] for one in found] == [first.report.key]
    assert found[0]["dateline"]["same_story"] == ["again"]


def test_what_people_corrected() -> None:
    coded = told_report(1)
    report = replace(coded.report, place=nowhere())
    told = told_incident(replace(coded, report=report))
    assert records(told)[0]["dateline"]["corrected"] == ["place"]


def test_hostile_text_stays_one_line() -> None:
    text = "Soldiers fought\u2028gunmen \u0000 near\u0085Basra."
    [line] = lines([told_incident(text=text)], OPTIONS)
    assert line.count("\n") == 1
    assert json.loads(line)["event_text"] == ["Soldiers"]

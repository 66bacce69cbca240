"""GeoJSON: RFC 7946 by its rules, and read back by what reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.export.geojson import collection
from dateline.export.told import ToldIncident
from dateline.records.coded import Coded
from dateline.records.entity import Actor, CountRange, Place
from dateline.records.text import Quote

from .told_building import BASRA, OPTIONS, TEXT, counts, nowhere, people, told_incident, told_report

WORDS = Quote.of(TEXT, TEXT.index("Basra"), TEXT.index("Basra") + 5)


def written(*told: ToldIncident) -> str:
    return "".join(map(str, collection(told, OPTIONS)))


def features(*told: ToldIncident) -> list[dict[str, Any]]:
    read = json.loads(written(*told))
    assert set(read) == {"type", "features"}
    assert read["type"] == "FeatureCollection"
    found: list[dict[str, Any]] = read["features"]
    return found


def test_a_point() -> None:
    told = told_incident(place=Coded(BASRA, evidence=(WORDS,)), counts=counts(killed=9))
    (one,) = features(told)
    assert set(one) == {"type", "id", "geometry", "properties"}
    assert (one["type"], one["id"]) == ("Feature", "i0123456789ab")
    assert one["geometry"] == {"type": "Point", "coordinates": [47.7804, 30.50852]}
    said = one["properties"]
    assert (said["incident"], said["place_precision"], said["killed_low"]) == (
        "i0123456789ab", "exact", 9)  # fmt: skip
    assert (said["date_start"], said["actors"]) == ("2020-08-22", "Iraqi Armed Forces")
    assert said["sentence"] in TEXT
    assert (said["sentence_outlet"], said["place_words"]) == ("The Paper", "Basra")
    assert said["sentence_url"] == "https://example.org/1"
    assert "lat" not in said


@pytest.mark.parametrize("place", [
    nowhere(),
    Coded(Place("the south", "IRQ")),
    Coded(Place("half", "IRQ", lat=30.0)),
])  # fmt: skip
def test_no_point(place: Any) -> None:
    (one,) = features(told_incident(place=place, outlet=None))
    assert one["geometry"] is None
    assert one["properties"]["sentence_outlet"] is None


def test_properties_are_flat() -> None:
    told = told_incident(
        told_report(1), told_report(2, actors=people(Actor("A"), Actor("B"))), id="i2"
    )
    for one in features(told, told_incident()):
        for value in one["properties"].values():
            assert value is None or isinstance(value, str | int | float)


def test_the_sentence_is_no_copys() -> None:
    original = told_report(1, outlet="First")
    copies = [told_report(n, outlet=f"Copy {n}", copy_of=original.article.hash) for n in (2, 3, 4)]
    (one,) = features(told_incident(original, *copies))
    assert one["properties"]["sentence_outlet"] == "First"
    (alone,) = features(told_incident(*copies))
    assert alone["properties"]["sentence_outlet"].startswith("Copy")


def test_hostile_words_and_numbers() -> None:
    words = '<img src=x onerror=alert(1)>\x00\x1b[31m\u2028"]}'
    told = told_incident(
        place=Coded(replace(BASRA, name=words)), actors=people(Actor(words)),
        counts=counts(killed=(10**40, None)), title=words,
    )  # fmt: skip
    (one,) = features(told)
    assert one["properties"]["place_name"] == words
    assert one["properties"]["killed_low"] == 2**53
    assert CountRange(10**40, None).low > 2**53
    assert "\x00" not in written(told)
    assert "\x1b" not in written(told)


def test_nothing_is_a_collection() -> None:
    assert features() == []


def test_geopandas_reads_it(tmp_path: Path) -> None:
    pytest.importorskip("pyogrio")
    geopandas = pytest.importorskip("geopandas")
    path = tmp_path / "events.geojson"
    ids = [f"i{n}" for n in range(20)]
    told = [told_incident(id=id, place=Coded(BASRA) if n % 2 else nowhere())
            for n, id in enumerate(ids)]  # fmt: skip
    path.write_text(written(*told))
    found = geopandas.read_file(path)
    assert found.crs.to_epsg() == 4326
    assert found["incident"].tolist() == ids
    assert found.geometry.notna().tolist() == [bool(n % 2) for n in range(20)]
    assert (found.geometry[1].x, found.geometry[1].y) == (47.7804, 30.50852)
    assert found["date_start"].dt.year.tolist() == [2020] * 20
    path.write_text(written())
    assert len(geopandas.read_file(path)) == 0

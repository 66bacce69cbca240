"""How names of places and places of events are counted, on texts with made-up gold."""

from __future__ import annotations

import pytest

from dateline.evaluate.event_places_gold import evaluate_event_places
from dateline.evaluate.figures import Tally
from dateline.evaluate.places_gold import evaluate_places
from dateline.pipeline import Coder

from .building import nothing, tally


def test_places(real: Coder) -> None:
    text = "They bombed hotels in Nairobi and Mombasa, Kenya."
    toponyms = [
        {"start": 22, "end": 29, "lat": -1.29, "lon": 36.82},
        {"start": 34, "end": 41, "lat": 50.0, "lon": 10.0},
    ]
    found = evaluate_places([{"id": "1", "text": text, "toponyms": toponyms}], real, nothing)
    assert tally(found, "within 161 km, given the span") == Tally(1, 2, 2)
    assert tally(found, "recognition") == Tally(2, 3, 2)
    assert tally(found, "end to end, within 161 km") == Tally(1, 3, 2)


def test_a_country_that_holds_the_point_is_right(real: Coder) -> None:
    text = "They marched in Canada and in Georgia."
    toponyms = [
        {"start": 16, "end": 22, "lat": 60.0, "lon": -95.0},
        {"start": 30, "end": 37, "lat": 33.0, "lon": -83.5},
    ]
    found = evaluate_places([{"id": "1", "text": text, "toponyms": toponyms}], real, nothing)
    assert tally(found, "within 161 km, given the span") == Tally(0, 2, 2)
    assert tally(found, "right, given the span") == Tally(1, 2, 2)


def _at(words: str, lat: float, lon: float, **more: object) -> dict[str, object]:
    return {"words": words, "country": "", "lat": lat, "lon": lon, "level": "town", **more}


@pytest.mark.parametrize(
    ("places", "right", "of_places"),
    [
        ([_at("Basra", 30.5, 47.8)], 1, Tally(1, 1, 1)),
        ([_at("Baghdad", 33.3, 44.4)], 0, Tally(0, 1, 1)),
        ([], 0, Tally(0, 1, 0)),
        ([_at("Baghdad", 33.3, 44.4, also=[_at("Basra", 30.5, 47.8)])], 1, Tally(0, 1, 1)),
        ([_at("Basra", 30.5, 47.8), _at("Baghdad", 33.3, 44.4)], 0, Tally(1, 1, 2)),
        ([_at("Iraq", 33.0, 44.0, level="country")], 0, Tally(0, 1, 1)),
    ],
)
def test_event_places(
    real: Coder, places: list[dict[str, object]], right: int, of_places: Tally
) -> None:
    row = {
        "id": "1",
        "trap": "none",
        "published": "2024-05-13",
        "text": "Police arrested two men in Basra. Baghdad was calm, a tailor says.",
        "events": [
            {"trigger": "arrested", "nth": 1, "places": places},
            {"trigger": "calm", "nth": 1, "places": []},
        ],
    }
    found = evaluate_event_places([row], real, nothing)
    assert tally(found, "event found") == Tally(1, 2, 2)
    assert tally(found, "place right, of events found") == Tally(right, 1, 1)
    assert tally(found, "place, of events with one") == of_places

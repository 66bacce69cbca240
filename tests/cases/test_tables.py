"""The tables of phrases keep their figures: two points under what is measured."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from dateline.config import Settings
from dateline.resources import Resources

from . import actors, dates

ACTORS = {"country": 0.965, "sector": 0.92, "acled": 0.885, "name": 0.705}
DATES = 0.955


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources(Settings())


def test_actor_phrases(resources: Resources) -> None:
    right, of = Counter[str](), Counter[str]()
    for line in filter(None, actors.CASES.read_text("utf-8").split("\n")):
        case = json.loads(line)
        coded = resources.actors.resolve(
            case["phrase"],
            head=case["phrase"].split(" of ")[0].split()[-1].lower(),
            on=date.fromisoformat(case["date"]) if case["date"] else None,
            country_hint=case["context"],
        )
        for field, good in actors.judged(case, coded.value).items():
            of[field] += 1
            right[field] += good
    assert of["country"] >= 600
    assert {f: right[f] / of[f] for f, floor in ACTORS.items() if right[f] / of[f] < floor} == {}


def test_date_phrases(resources: Resources) -> None:
    cases = dates.cases()
    right = sum(dates.right(case, dates.given(case, resources)) for case in cases)
    assert len(cases) >= 500
    assert right / len(cases) >= DATES

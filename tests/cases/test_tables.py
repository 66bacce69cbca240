"""The tables of phrases keep their figures: two points under what is measured."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from dateline.api import Coder as PublicCoder
from dateline.config import Settings
from dateline.pipeline import Coder
from dateline.resources import Resources

from . import actors, attribution, contradictions, dates, factuality

ACTORS = {"country": 0.965, "sector": 0.92, "acled": 0.885, "name": 0.705}
ATTRIBUTION = {"chain": 0.9, "speakers": 0.905, "names": 0.6}
CONTRADICTIONS = {"within": (0.59, 0.01), "between": (0.55, 0.1)}
"""Least share of contradictions found, greatest share of look-alikes that give one."""
DATES = 0.955
FACTUALITY = {"right": 0.85, "unread": 0.745, "flags": 0.825}


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


def test_factuality_cases() -> None:
    coder, cases = Coder(Settings()), factuality.cases()
    right, of = Counter[str](), Counter[str]()
    for case in cases:
        found = factuality.given(case, coder).judgement
        good = factuality.right(case, found)
        unread = factuality.kept_unread(case)
        for name, hit in (
            ("right", good),
            ("flags", set(found.auxiliary) == set(case["auxiliary"])),
            *((("unread", good),) if unread else ()),
        ):
            of[name] += 1
            right[name] += hit
    assert len(cases) >= 400
    below = {f: right[f] / of[f] for f, least in FACTUALITY.items() if right[f] / of[f] < least}
    assert below == {}


def test_attribution(resources: Resources) -> None:
    right, of = Counter[str](), Counter[str]()
    for case in attribution.cases():
        for field, (good, asked) in attribution.judged(
            case, attribution.given(case, resources)
        ).items():
            of[field] += asked
            right[field] += good
    assert of["chain"] >= 400
    low = {f: right[f] / of[f] for f, floor in ATTRIBUTION.items() if right[f] / of[f] < floor}
    assert low == {}


def test_contradictions() -> None:
    tally = contradictions.score(PublicCoder(strict=True))
    assert tally.n["within, all", "contradictions"] >= 100
    assert tally.n["within, all", "look-alikes"] >= 220
    for side, (least, most) in CONTRADICTIONS.items():
        assert tally.recall(f"{side}, all") >= least
        assert tally.false_share(f"{side}, all") <= most

"""What exporters ask of an incident: whether it happened, whose code leads, who tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.export.told_facts import (
    by_day,
    disputed,
    killed_told,
    leading_code,
    main_told,
    number_of,
    outlets,
    standing,
)
from dateline.records.coded import Coded
from dateline.records.entity import CountRange

from .told_building import CLASH, counts, said, told_incident, told_report


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        (["asserted"], "asserted"),
        (["denied", "asserted"], "asserted"),
        (["denied", "alleged"], "alleged"),
        (["denied", "denied", "asserted"], "denied"),
        (["alleged", "asserted"], "asserted"),
    ],
)
def test_what_stands(told: list[str], stands: str) -> None:
    reports = [told_report(n, factuality=said(one)) for n, one in enumerate(told)]
    assert standing(told_incident(*reports).incident) == stands


def test_no_factuality_stands_where_nobody_says() -> None:
    incident = told_incident().incident
    assert standing(replace(incident, factuality=type(incident.factuality)())) is None


def test_a_code_of_the_leading_type_with_most_votes() -> None:
    told = told_incident(
        told_report(1, codes=replace(CLASH, cameo="190", plover_contexts=("crime",))),
        told_report(2, codes=replace(CLASH, cameo="190")),
        told_report(3, codes=CLASH),
        told_report(4, codes=replace(CLASH, cameo="145"), event_type=Coded("mob_violence")),
    )
    assert leading_code(told, lambda codes: codes.cameo) == "190"
    assert disputed(told.incident) == ("codes",)


def test_numbers_are_ids_and_back() -> None:
    incident = told_incident(id="i0123456789ab").incident
    assert f"i{number_of(incident):012x}" == incident.id
    other = number_of(replace(incident, id="one"))
    assert other != number_of(replace(incident, id="two"))
    assert 0 < other < 2**48


def test_outlets_and_articles() -> None:
    late = told_report(1, outlet="Late", published=date(2020, 8, 24))
    early = told_report(2, outlet="Early", published=date(2020, 8, 22))
    copy = told_report(3, outlet="Copy", copy_of=early.article.hash, published=date(2020, 8, 21))
    told = told_incident(late, copy, early)
    assert outlets(told) == ("Early", "Late")
    assert by_day(told) == (early, late, copy)
    assert outlets(told_incident(copy)) == ("Copy",)


def test_the_report_to_quote_tells_what_stands() -> None:
    denied = told_report(1, factuality=said("denied"), score=1.0)
    told = told_report(2, score=0.5)
    copy = told_report(3, score=0.9, copy_of=told.article.hash)
    assert main_told(told_incident(denied, told, copy)) == told
    assert main_told(told_incident(copy)) == copy


def test_the_dead_of_those_who_tell_of_the_act() -> None:
    told = told_incident(
        told_report(1, counts=counts(killed=3)),
        told_report(2, counts=counts(killed=50), factuality=said("denied")),
    )
    assert killed_told(told) == (CountRange(3, 3),)

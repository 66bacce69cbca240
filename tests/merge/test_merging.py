"""Reports of several articles put together, and what an incident says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from dateline import api
from dateline.errors import DataError
from dateline.merge.engine import merged
from dateline.merge.incidents import Told, incident_of
from dateline.merge.likeness import load_weights, read_weights
from dateline.merge.main_report import kind_of
from dateline.merge.tellings import tellings_of
from dateline.records.decision import Judgement
from dateline.records.event import CodedArticle

FIRST = (
    "A car bomb exploded outside a police station in Kirkuk on Monday, killing five officers, the "
    "provincial health office said."
)
SECOND = (
    "At least seven policemen were killed on Monday when a car bomb exploded at a police station "
    "in the northern Iraqi city of Kirkuk, hospital sources told reporters."
)
NEXT_DAY = (
    "A car bomb exploded outside a bank in Kirkuk on Tuesday, a day after five officers died at a "
    "police station in the city. Two guards were killed, the provincial health office said."
)
ELSEWHERE = "Soldiers arrested nine teachers in Lahore on Monday, their union said."


def coded(coder: api.Coder, text: str, outlet: str, day: str) -> CodedArticle:
    return coder.code(text, published=day, source=outlet)


@pytest.fixture(scope="module")
def articles(coder: api.Coder) -> list[CodedArticle]:
    return [
        coded(coder, FIRST, "Reuters", "2021-03-08"),
        coded(coder, SECOND, "Al Jazeera", "2021-03-08"),
        coded(coder, NEXT_DAY, "Kirkuk Post", "2021-03-09"),
        coded(coder, ELSEWHERE, "Dawn", "2021-03-08"),
    ]


def events(articles: list[CodedArticle], *judgements: Judgement) -> list[set[str]]:
    """The events as sets of the outlets whose main reports tell them."""
    tellings = [t for one in articles for t in tellings_of(one)]
    mains = {t.key for t in tellings if t.main}
    outlet = {
        r.key: one.article.source.name
        for one in articles
        for r in one.reports
        if one.article.source
    }
    groups = merged(tellings, load_weights(), judgements)
    return [{outlet[key] for key in group if key in mains} for group in groups]


def main_key(article: CodedArticle) -> str:
    return next(t.key for t in tellings_of(article) if t.main)


def test_an_attack_is_not_the_arrest_for_it(coder: api.Coder) -> None:
    """Each is put together with its like: two tell the attack, two the arrest."""
    attack = "Gunmen killed nine farmers in the village of Bankass in Mali on Monday, police said."
    arrest = (
        "Police in Bankass, Mali, arrested two men on Thursday over the killing of nine farmers "
        "by gunmen on Monday."
    )
    told = [
        coded(coder, attack, "Reuters", "2021-03-09"),
        coded(coder, arrest, "Dawn", "2021-03-12"),
    ]
    tellings = [t for one in told for t in tellings_of(one)]
    types = {t.key: t.family for t in tellings}
    for group in merged(tellings, load_weights()):
        kinds = {kind_of(types[key]) for key in group}
        assert len(kinds) == 1


def judgement(one: CodedArticle, other: CodedArticle, verdict: str) -> Judgement:
    at = datetime(2021, 4, 1, tzinfo=UTC)
    return Judgement.of(main_key(one), main_key(other), verdict, reviewer="me", at=at)  # type: ignore[arg-type]


def test_two_outlets_tell_one_event_and_the_next_days_is_another(
    articles: list[CodedArticle],
) -> None:
    found = events(articles)
    assert {"Reuters", "Al Jazeera"} in found
    assert {"Kirkuk Post"} in found
    assert {"Dawn"} in found


def test_the_order_of_the_articles_changes_nothing(articles: list[CodedArticle]) -> None:
    expected = sorted(map(sorted, events(articles)))
    for order in permutations(articles):
        assert sorted(map(sorted, events(list(order)))) == expected


def test_judgements_overrule_likeness(articles: list[CodedArticle]) -> None:
    first, second, following, _ = articles
    apart = events(articles, judgement(first, second, "different"))
    assert {"Reuters", "Al Jazeera"} not in apart
    together = events(articles, judgement(first, following, "same"))
    assert any({"Reuters", "Kirkuk Post"} <= event for event in together)


def test_the_last_judgement_on_a_pair_holds(articles: list[CodedArticle]) -> None:
    first, second, *_ = articles
    pair = (judgement(first, second, "different"), judgement(first, second, "same"))
    assert {"Reuters", "Al Jazeera"} in events(articles, *pair)


def told(*articles: CodedArticle) -> list[Told]:
    keys = [main_key(one) for one in articles]
    return [
        Told(next(r for r in one.reports if r.key == key), one.article)
        for one, key in zip(articles, keys, strict=True)
    ]


def test_an_incident_keeps_every_rival_value(articles: list[CodedArticle]) -> None:
    found = incident_of(told(*articles[:2]), id="i1")
    assert len(found.reports) == 2
    assert (found.killed_low, found.killed_high) == (5, None)
    assert found.independent_sources == 2
    assert found.place.value is not None
    assert found.place.value.name == "Kirkuk"
    assert (found.first_published, found.last_published) == (date(2021, 3, 8), date(2021, 3, 8))
    (toll,) = [c for c in found.contradictions if c.kind == "count"]
    assert {words.quote.text for words in toll.evidence} == {
        "five officers",
        "At least seven policemen",
    }


def test_copies_are_one_source(articles: list[CodedArticle]) -> None:
    first = articles[0]
    copy = replace(first.article, hash="f" * 16, copy_of=first.article.hash)
    both = [*told(first), Told(replace(told(first)[0].report, key="z:1-2"), copy)]
    assert incident_of(both, id="i1").independent_sources == 1


def test_a_weights_file_that_does_not_fit_is_refused() -> None:
    with pytest.raises(DataError, match="merge_weights"):
        read_weights('version = "1"\nconstant = 0.0\nthreshold = 0.5\n[weights]\nnonsense = 1.0\n')

"""Reports, reviews and corrections for the tests of reviewing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dateline.ingest import Given, make_article
from dateline.records.article import Article
from dateline.records.claim import Attribution, FactualityJudgement, Speaker
from dateline.records.coded import Candidate, Coded
from dateline.records.decision import Correction, Review
from dateline.records.entity import Actor, CountRange, EventDate, Place
from dateline.records.event import (
    CodedArticle,
    CountPhrase,
    Participant,
    Phrase,
    Report,
    TypeCandidate,
)
from dateline.records.text import Quote
from dateline.review import Value, to_json
from dateline.store import Store

from ..store.building import RUN, an_article, codes, days

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
TEXT = (
    "Police in Basra said gunmen killed at least nine protesters with rifles on Saturday. "
    "The governor denied it."
)
BASRA = Place("Basra", "IRQ", "Basra Governorate", lat=30.5, lon=47.8, geonames_id=99532)
AMARA = Place("Amara", "IRQ", "Maysan Governorate", lat=31.8, lon=47.1, geonames_id=99762)
DAY = days("2024-04-27")


def news(text: str = TEXT, number: int = 1) -> Article:
    given = Given(source="The Paper", url=f"https://example.org/{number}")
    return make_article(text, given, max_chars=len(text))


def words(article: Article, some: str) -> Quote:
    start = article.text.index(some)
    return Quote.of(article.text, start, start + len(some))


def somebody(article: Article, some: str, **known: Any) -> Participant:
    quote = words(article, some)
    return Participant(Phrase(quote, 0), Coded(Actor(some, **known), evidence=(quote,)))


def told(article: Article | None = None, **values: Any) -> Report:
    """The report of the first sentence of `TEXT`."""
    article = article or news()
    trigger = words(article, "killed")
    place = words(article, "Basra")
    blank: dict[str, Any] = {
        "key": f"{article.hash}:{trigger.start}-{trigger.end}",
        "event_type": Coded("attack_on_civilians", evidence=(trigger,), by="model@1"),
        "score": 0.8,
        "codes": codes("ASSAULT", "Violence against civilians", "Attack"),
        "trigger": trigger,
        "sentence": words(article, article.text.partition(". ")[0].removesuffix(".") + "."),
        "actors": (somebody(article, "gunmen", sectors=("UAF",)),),
        "targets": (somebody(article, "at least nine protesters", sectors=("CVL",)),),
        "place": Coded(
            BASRA,
            evidence=(place,),
            candidates=(Candidate(BASRA, "", 0.7), Candidate(AMARA, "near", 0.3)),
            by="resolve.places@1",
        ),
        "date": replace(DAY, evidence=(words(article, "Saturday"),)),
        "counts": (CountPhrase("killed", CountRange(9, None), words(article, "at least nine")),),
        "weapon": words(article, "rifles"),
        "attribution": (
            Attribution(
                Speaker(words(article, "Police"), "Police"), words(article, "said"), "states"
            ),
        ),
        "factuality": FactualityJudgement("asserted"),
        "type_candidates": (
            TypeCandidate("attack_on_civilians", 0.8, "", ""),
            TypeCandidate("assassination", 0.2, "", "one person"),
        ),
    }  # fmt: skip
    return Report(**blank | values)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def corrected(
    report: Report, field: str, value: Value, *, by: str = "anna", when: float = 0, **more: Any
) -> Correction:
    return Correction(report.key, field, None, to_json(value), by, at(when), **more)


def reviewed(
    report: Report | str,
    verdict: Any,
    *,
    by: str = "anna",
    when: float = 0,
    queue: str = "direct",
    fields: Sequence[str] = (),
) -> Review:
    key = report if isinstance(report, str) else report.key
    wrong = tuple((name, "wrong") for name in fields)
    return Review(key, verdict, by, at(when), queue, fields=wrong)


def simple_report(article: Article, number: int = 0, **values: Any) -> Report:
    """A report of an article of `tests.store.building`, which says little."""
    quote = Quote.of(article.text, number, number + 1)
    return replace(told(), key=f"{article.hash}:{quote.start}-{quote.end}", **values)


def fill(store: Store, number: int, **values: Any) -> list[Report]:
    """So many articles with one report each, kept in the store."""
    run = store.open_run(RUN)
    kept = []
    with store.batch():
        for at_number in range(number):
            article = an_article(at_number)
            report = simple_report(article, **values)
            store.add_article(article)
            store.save_coded(run, CodedArticle(article, RUN, (report,)))
            kept.append(report)
    return kept


def an_event_date(start: str, end: str) -> EventDate:
    found = days(start, end).value
    assert found is not None
    return found

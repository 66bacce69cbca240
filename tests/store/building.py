"""Records for the store's tests: made by hand, coded from news, or any at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from dateline.ingest import Given, make_article
from dateline.records.article import Article
from dateline.records.claim import FactualityJudgement
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Actor, CountRange, EventDate, Place
from dateline.records.event import (
    CodedArticle,
    Codes,
    CodingRun,
    CountPhrase,
    Participant,
    Phrase,
    Report,
)
from dateline.records.incident import Counts, Incident, Rivals
from dateline.records.text import Quote
from dateline.store import Store

RUN = CodingRun("0.1.0", "parser@1", "model@1", "book", "places", "actors", "settings")
NEXT_RUN = replace(RUN, dateline="0.2.0")
NOON = datetime(2020, 8, 24, 12, tzinfo=UTC)
NEWS = (
    "BAGHDAD (Reuters) - Protesters stormed the headquarters of the Badr Organisation in "
    "Nasiriyah on Saturday.\n\nPolice killed at least nine of them and arrested dozens in Basra "
    "the next day, a spokesman said. The governor denied that police had fired on the crowd."
)


# -- by hand -------------------------------------------------------------------------------


def an_article(number: int = 1, **known: Any) -> Article:
    """An article of its own for each number, as `ingest` would give it."""
    text = known.pop("text", f"Story {number}. Something happened in town {number}.")
    given = Given(source="The Paper", url=f"https://example.org/{number}")
    article = make_article(text, given, max_chars=len(text))
    return replace(article, **known)


def an_actor(name: str, id: str | None = None, **known: Any) -> Participant:
    quote = Quote(0, len(name), name)
    return Participant(Phrase(quote, 0), Coded(Actor(name, id, **known), evidence=(quote,)))


def somebody(words: str) -> Participant:
    """A participant that nothing more is known of."""
    quote = Quote(0, len(words), words)
    return Participant(Phrase(quote, 0), Coded.missing(Reason.UNRESOLVED))


def codes(plover: str | None = None, acled: str | None = None, sub: str | None = None) -> Codes:
    return Codes(plover, (), (), None, None, acled, sub, None)


def days(start: str | None, end: str | None = None) -> Coded[EventDate]:
    if start is None:
        return Coded.missing(Reason.NOT_STATED)
    last = date.fromisoformat(end or start)
    return Coded(EventDate(date.fromisoformat(start), last, "day" if end is None else "range"))


def a_place(name: str = "Basra", country: str | None = "IRQ", **known: Any) -> Coded[Place]:
    return Coded(Place(name, country, **known))


def a_report(article: Article, number: int = 0, **values: Any) -> Report:
    """A report of an attack that nothing but its sentence is known of, but for ``values``."""
    quote = Quote.of(article.text, number, number + 1)
    blank: dict[str, Any] = {
        "key": f"{article.hash}:{quote.start}-{quote.end}",
        "event_type": Coded("attack"),
        "score": 0.5,
        "codes": codes(),
        "trigger": quote,
        "sentence": Quote.of(article.text, 0, len(article.text)),
        "actors": (),
        "targets": (),
        "place": Coded.missing(Reason.NOT_STATED),
        "date": Coded.missing(Reason.NOT_STATED),
        "counts": (),
        "weapon": None,
        "attribution": (),
        "factuality": FactualityJudgement("asserted"),
    }
    return Report(**blank | values)


def a_coding(article: Article, *reports: Report, run: CodingRun = RUN) -> CodedArticle:
    return CodedArticle(article, run, reports)


def killed(low: int, high: int | None = None) -> tuple[CountPhrase, ...]:
    return (CountPhrase("killed", CountRange(low, high), Quote(0, 1, "x")),)


def an_incident(id: str, *reports: Report, **values: Any) -> Incident:
    """An incident of these reports, with the values of the first."""
    first = reports[0]
    counts = Counts(killed=first.counts[0].value if first.counts else None)
    blank: dict[str, Any] = {
        "id": id,
        "reports": tuple(report.key for report in reports),
        "event_type": Rivals(first.event_type.value),
        "codes": Rivals(first.codes),
        "actors": Rivals(tuple(map(_who, first.actors))),
        "targets": Rivals(tuple(map(_who, first.targets))),
        "place": Rivals(first.place.value),
        "date": Rivals(first.date.value),
        "counts": Rivals(counts),
        "factuality": Rivals(first.factuality.value),
        "independent_sources": len(reports),
        "partisan_sources": 0,
        "killed_low": counts.killed.low if counts.killed else None,
        "killed_high": counts.killed.high if counts.killed else None,
    }
    return Incident(**blank | values)


def _who(participant: Participant) -> Actor:
    return participant.actor.value or Actor(participant.phrase.quote.text)


def keep(store: Store, article: Article, *values: dict[str, Any], run: CodingRun = RUN
         ) -> tuple[Report, ...]:  # fmt: skip
    """Save an article with a report of each of the ``values``."""
    reports = tuple(a_report(article, number, **some) for number, some in enumerate(values))
    store.add_article(replace(article, copy_of=None))
    store.save_coded(store.open_run(run), a_coding(article, *reports, run=run))
    if article.copy_of:
        store.mark_copy(article.hash, article.copy_of)
    return reports


class Undone(Exception):
    """Leaves a batch, so that nothing of it stays."""


@contextmanager
def undone(store: Store) -> Iterator[None]:
    """A batch that is taken back at its end: the store is then as it was before."""
    with suppress(Undone), store.batch():
        yield
        raise Undone


# -- coded from news -----------------------------------------------------------------------


@cache
def coded_news() -> CodedArticle:
    """What the rules make of `NEWS`: records as deep as they come."""
    from dateline.api import Coder  # the models, which few tests need

    given = Given(published=NOON.date(), source="Reuters", title="Protests: Iraq")
    article = make_article(NEWS, given, max_chars=len(NEWS))
    coded = next(Coder(detector="rules", strict=True).code_many([article]))
    return CodedArticle(**{f.name: getattr(coded, f.name) for f in fields(CodedArticle)})

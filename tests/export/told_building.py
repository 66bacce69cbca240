"""Incidents as an exporter of events is given them, made by hand, for the tests of all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

from dateline.codebook import load_codebook
from dateline.export.told import EventOptions, ToldIncident, ToldReport
from dateline.ingest import Given, make_article
from dateline.merge.incidents import Told, incident_of
from dateline.records.article import Source
from dateline.records.claim import FactualityJudgement
from dateline.records.coded import Coded, Reason
from dateline.records.entity import Actor, CountRange, EventDate, Place
from dateline.records.event import (
    Codes,
    CodingRun,
    CountKind,
    CountPhrase,
    Participant,
    Phrase,
    Report,
)
from dateline.records.text import Quote

SENTENCE = "Soldiers fought gunmen of the Front near Basra on Saturday, killing at least nine."
TEXT = f"BASRA (The Paper) - {SENTENCE} A spokesman said so on Sunday."
CLASH = Codes("ASSAULT", ("firearms",), ("military",), -9.0, "193", "Battles", "Armed clash", 4)
BASRA = Place("Basra", "IRQ", "Basra Governorate", "Basra District", 30.50852, 47.7804, 99532,
              "PPLA", "exact", 2_600_000)  # fmt: skip
ARMY = Actor("Iraqi Armed Forces", "IRQ_MIL", "IRQ", ("MIL",), "State forces")
FRONT = Actor("Front for Change", "FFC", "IRQ", ("REB",), "Rebel groups")
RUN = CodingRun("0.1.0", "parser@1", "model@1", "book", "places", "actors", "settings")
MADE = datetime(2020, 8, 25, 6, 30, tzinfo=UTC)
OPTIONS = EventOptions(RUN, MADE, load_codebook())


def told_incident(
    *told: ToldReport, id: str = "i0123456789ab", revision: int = 1, **values: Any
) -> ToldIncident:
    """The incident of these reports; without any, of one made of ``values`` (see `told_report`)."""
    ordered = tuple(sorted(told or (told_report(**values),), key=lambda one: one.report.key))
    merged = incident_of(
        [Told(one.report, one.article) for one in ordered], id=id, revision=revision
    )
    return ToldIncident(merged, ordered)


def told_report(
    number: int = 1, *, outlet: str | Source | None = "The Paper", **values: Any
) -> ToldReport:
    """A report of an armed clash at Basra on 22 August 2020, but for ``values``.

    ``number`` tells articles apart. ``values`` are fields of the report, as `Report` has them or as
    `actors`, `days`, `counts` and their like make them; ``text`` (its sentence is the first line),
    ``url``, ``title``, ``published`` and ``copy_of`` are the article's, ``coded`` the report before
    anybody corrected it.
    """
    text = values.pop("text", TEXT)
    source = Source(outlet) if isinstance(outlet, str) else outlet
    given = Given(
        published=values.pop("published", date(2020, 8, 23)),
        source=None if source is None else source.name,
        title=values.pop("title", "Clash at Basra"),
        url=values.pop("url", f"https://example.org/{number}"),
    )
    article = make_article(text, given, max_chars=len(text))
    article = replace(article, source=source, copy_of=values.pop("copy_of", None))
    coded: Report | None = values.pop("coded", None)
    report = _report(article.hash, text, values)
    return ToldReport(report, coded or report, article)


def _report(hash: str, text: str, values: dict[str, Any]) -> Report:
    sentence = SENTENCE if SENTENCE in text else text.splitlines()[0]
    start = text.index(sentence)
    trigger = Quote.of(text, start, start + len(sentence.split()[0]))
    blank: dict[str, Any] = {
        "key": f"{hash}:{trigger.start}-{trigger.end}",
        "event_type": Coded("armed_clash", evidence=(trigger,)),
        "score": 0.9,
        "codes": CLASH,
        "trigger": trigger,
        "sentence": Quote.of(text, start, start + len(sentence)),
        "actors": people(ARMY),
        "targets": people(FRONT),
        "place": Coded(BASRA),
        "date": days("2020-08-22"),
        "counts": (),
        "weapon": None,
        "attribution": (),
        "factuality": FactualityJudgement("asserted"),
    }
    return Report(**blank | values)


def people(*actors: Actor, alleged: bool = False) -> tuple[Participant, ...]:
    """Participants of these names."""
    return tuple(
        Participant(Phrase(Quote(0, len(one.name), one.name), 0), Coded(one), alleged)
        for one in actors
    )


def unresolved(words: str) -> Participant:
    """A participant of whom nothing but the words is known."""
    quote = Quote(0, len(words), words)
    return Participant(Phrase(quote, 0), Coded.missing(Reason.UNRESOLVED))


def days(start: str | None, end: str | None = None, precision: Any = None) -> Coded[EventDate]:
    """A day; a range of days, or a week, month or year where ``precision`` says so; no date."""
    if start is None:
        return Coded.missing(Reason.NOT_STATED)
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    return Coded(EventDate(first, last, precision or ("day" if end is None else "range")))


def nowhere() -> Coded[Place]:
    """No place."""
    return Coded.missing(Reason.NOT_STATED)


def counts(**ends: int | tuple[int, int | None]) -> tuple[CountPhrase, ...]:
    """``counts(killed=9, injured=(20, 99))``: a number, or its low and high ends."""
    ranges = {k: CountRange(*(e if isinstance(e, tuple) else (e, e))) for k, e in ends.items()}
    return tuple(
        CountPhrase(kind, ranges[kind], Quote(0, 1, "x"))
        for kind in get_args(CountKind)
        if kind in ranges
    )


def said(value: Any) -> FactualityJudgement:
    """A factuality of this value."""
    return FactualityJudgement(value)

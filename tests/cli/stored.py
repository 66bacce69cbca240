"""A small store for the verbs that read one: two incidents, one of them disputed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dateline.ingest import Given, make_article
from dateline.records.article import Article, Source, Tie
from dateline.records.claim import ContradictionKind
from dateline.records.coded import Coded
from dateline.records.event import CodedArticle, Failure, Participant, Report
from dateline.records.incident import (
    Counts,
    Incident,
    ReportedWords,
    ReportsContradiction,
    Rival,
    Rivals,
)
from dateline.records.text import Quote
from dateline.store import Store, Withdrawal, open_store

from ..store.building import (
    NEXT_RUN,
    RUN,
    a_coding,
    a_place,
    a_report,
    an_actor,
    an_incident,
    codes,
    days,
    killed,
    somebody,
)

STORMED = (
    "Protesters stormed the headquarters of the Badr Organisation in Nasiriyah on Saturday. "
    "At least nine of them were killed, Ali Example said."
)
BLOCKED = "Miners blocked the Pan-American Highway near Nazca. =cmd() read a banner."
KAYHAN = Source(
    "Kayhan", "state", "Supreme Leader's office", "IRN", (Tie("mouthpiece_of", "ALI_KHAMENEI"),)
)
STORM_CODES = codes("PROTEST", "Riots", "Violent demonstration")
NASIRIYAH = a_place("Nasiriyah", "IRQ", admin1="Dhi Qar", lat=31.05, lon=46.26, geonames_id=98854)


def article(text: str, outlet: Source | None, day: str | None, title: str | None = None) -> Article:
    given = Given(source=outlet.name if outlet else None, title=title,
                  url="https://example.org/a?b=1")  # fmt: skip
    made = make_article(text, given, max_chars=len(text))
    published = None if day is None else date.fromisoformat(day)
    return replace(made, source=outlet, published=published)


WIRE = article(STORMED, Source("Reuters", "wire"), "2020-08-23", "Iraq: crowd storms offices")
STATE = article(f"{STORMED} Twenty died.", KAYHAN, "2020-08-24")
COPY = article(f"{STORMED} (Agencies)", Source("The Paper"), "2020-08-24")
ROAD = article(BLOCKED, None, None)


def quote(words: str, text: str = STORMED) -> Quote:
    start = text.index(words)
    return Quote.of(text, start, start + len(words))


def spoken_of(words: str, participant: Participant, text: str = STORMED) -> Participant:
    """A participant by the words that stand in the text."""
    return replace(participant, phrase=replace(participant.phrase, quote=quote(words, text)))


BADR = spoken_of(
    "Badr Organisation",
    an_actor("Badr Organisation", "BADR", country="IRQ", sectors=("PTY", "PRM")),
)
MINERS = spoken_of("Miners", an_actor("=Miners", None, country="PER", sectors=("LAB",)), BLOCKED)


def storming(told: Article, **values: Any) -> Report:
    trigger = Quote.of(told.text, 11, 18)
    blank: dict[str, Any] = {
        "key": f"{told.hash}:11-18",
        "event_type": Coded("violent_demonstration"),
        "codes": STORM_CODES,
        "trigger": trigger,
        "sentence": Quote.of(told.text, 0, 87),
        "actors": (somebody("Protesters"),),
        "targets": (BADR,),
        "place": replace(NASIRIYAH, evidence=(quote("Nasiriyah"),)),
        "date": replace(days("2020-08-22"), evidence=(quote("Saturday"),)),
        "counts": killed(9),
    }
    return a_report(told, **blank | values)


BY_WIRE = storming(WIRE)
BY_STATE = storming(
    STATE, event_type=Coded("attack"), date=days("2020-08-21"), counts=killed(20, 20),
    flags=("partisan_source",),
)  # fmt: skip
BY_COPY = storming(COPY)
BLOCKADE = a_report(
    ROAD,
    key=f"{ROAD.hash}:7-14",
    event_type=Coded("blockade"),
    codes=codes("PROTEST", "Protests", "Peaceful protest"),
    trigger=quote("blocked", BLOCKED),
    sentence=Quote.of(BLOCKED, 0, 51),
    actors=(MINERS,),
    place=a_place("Nazca", "PER", admin1="Ica"),
)


def contradiction(kind: ContradictionKind, one: Report, other: Report) -> ReportsContradiction:
    words = (ReportedWords(one.key, quote("At least nine")),
             ReportedWords(other.key, Quote(130, 136, "Twenty")))  # fmt: skip
    return ReportsContradiction(kind, "9 or more killed in one report, 20 in another.", words)


ALL = (BY_WIRE.key, BY_COPY.key, BY_STATE.key)
MOST = (BY_WIRE.key, BY_COPY.key)
STORMING = an_incident(
    "i0000storming", BY_WIRE, BY_COPY, BY_STATE,
    event_type=Rivals("violent_demonstration", MOST, (Rival("attack", (BY_STATE.key,)),)),
    date=Rivals(None, (), (Rival(days("2020-08-22").value, MOST),
                           Rival(days("2020-08-21").value, (BY_STATE.key,)))),
    place=Rivals(NASIRIYAH.value, ALL),
    counts=Rivals(Counts(killed=killed(9)[0].value), MOST,
                  (Rival(Counts(killed=killed(20, 20)[0].value), (BY_STATE.key,)),)),
    killed_low=9, killed_high=None, independent_sources=2, partisan_sources=1,
    first_published=date(2020, 8, 23), last_published=date(2020, 8, 24),
    contradictions=(contradiction("count", BY_WIRE, BY_STATE),),
)  # fmt: skip
ROADBLOCK = an_incident("i0000roadside", BLOCKADE, date=Rivals())
GONE = an_incident("i0000goneinto", BY_STATE)
NO_MORE = an_incident("i0000nomore", BY_COPY)


class Clock:
    """A time that goes on by an hour each time it is asked for."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at = self.at.replace(hour=self.at.hour + 1)
        return self.at


def filled(path: Path) -> Path:
    """A store at ``path``: four articles of one run, and two incidents that others went into."""
    with open_store(path, clock=Clock()) as store:
        for one, reports in CODED:
            store.add_article(one)
            store.save_coded(store.open_run(RUN), a_coding(one, *reports))
        store.mark_copy(COPY.hash, WIRE.hash)
        store.save_incidents(1, [ROADBLOCK, GONE, NO_MORE])
        store.save_incidents(1, _replacing())
    return path


def recoded(path: Path) -> Path:
    """The same with a second run, in which the wire's report is another and Kayhan's is gone."""
    filled(path)
    with open_store(path) as store:
        run = store.open_run(NEXT_RUN)
        changed = replace(
            BY_WIRE,
            place=a_place("Basra"),
            actors=(),
            codes=codes("ASSAULT", "Riots", "Mob violence"),
        )
        more = storming(COPY, key=f"{COPY.hash}:70-79", trigger=Quote.of(COPY.text, 70, 79))
        for one, reports in ((WIRE, [changed]), (STATE, []), (COPY, [BY_COPY, more])):
            store.save_coded(run, a_coding(one, *reports, run=NEXT_RUN))
    return path


def failed(store: Store) -> Article:
    """An article that could not be coded, in the store."""
    broken = article("Nothing to see here. Move on.", None, None)
    store.add_article(broken)
    failures = (Failure("code", "ValueError: no"),)
    store.save_coded(store.open_run(RUN), CodedArticle(broken, RUN, (), failures=failures))
    return broken


def _replacing() -> list[Incident | Withdrawal]:
    return [STORMING, Withdrawal(GONE.id, 2, STORMING.id), Withdrawal(NO_MORE.id, 2)]


CODED = ((WIRE, [BY_WIRE]), (STATE, [BY_STATE]), (COPY, [BY_COPY]), (ROAD, [BLOCKADE]))

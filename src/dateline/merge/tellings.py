"""Reports made comparable: what merging looks at, taken out of a coded article once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..codebook import load_codebook
from ..records.entity import Actor, EventDate, Place
from ..records.event import CodedArticle, CountKind, Participant, Report
from .language import load_merge_words
from .main_report import chief_reports, main_report
from .openings import Opening, day_meant, is_town, opening_of, town_meant
from .words import Vector, vector

_LEAD = 350
"""Characters of a text in which a report says what it is about."""
_QUOTE = re.compile(r"[“\"]([^”\"“]{25,200})[”\"]")
_NAME = re.compile(r"\b[A-Z][\w'’-]{2,}")
_LONGEST_DAYS = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """What a whole article says, shared by the tellings of all its reports."""

    article: str
    """Its hash."""
    published: date | None
    text: Vector
    lead: Vector
    title: Vector
    names: frozenset[str]
    """Words with a capital in title and lead, in lower case."""
    numbers: frozenset[str]
    quotes: frozenset[str]
    towns: tuple[Place, ...]
    """Places of a known point that the article names, in its order."""
    days: tuple[EventDate, ...]
    """Days that it names, in its order."""
    again: bool
    """Whether title or lead speak of one act after another ("a second attack", "hours later")."""
    copy_of: str | None
    opening: Opening
    day: EventDate | None
    """The day of its main act, as far as the article lets know."""
    town: Place | None
    """The town of its main act, likewise."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an act."""

    ids: frozenset[str]
    words: frozenset[str]
    sectors: frozenset[str]
    countries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One report as merging sees it."""

    key: str
    setting: Setting
    event_type: str
    family: str
    place: Place | None
    when: EventDate | None
    actors: Party
    targets: Party
    counts: tuple[tuple[CountKind, int, int | None], ...]
    trigger: str
    sentence: Vector
    at: int
    """Where its trigger stands."""
    happened: bool
    """Whether the act is told as one that took place."""
    main: bool = False
    """Whether it is what its article is mainly about."""
    chief: bool = False
    """Whether it is the foremost of its kind in its article, the main report among them."""


def tellings_of(coded: CodedArticle) -> tuple[Telling, ...]:
    """The reports of an article, made comparable; those without a type are left out."""
    types = load_codebook().types
    vector_of: Callable[[str], Vector] = cache(vector)
    chiefs = chief_reports(coded, vector_of)
    main = next(iter(chiefs), None)
    setting = _setting(coded, main)
    return tuple(
        Telling(
            key=report.key,
            setting=setting,
            event_type=kind,
            family=types[kind].family if kind in types else kind,
            place=report.place.value,
            when=report.date.value,
            actors=_party(report.actors),
            targets=_party(report.targets),
            counts=_counts(report),
            trigger=report.trigger.text.lower()[:5],
            sentence=vector_of(report.sentence.text),
            at=report.trigger.start,
            happened=report.factuality.value in ("asserted", "alleged"),
            main=report is main,
            chief=any(report is one for one in chiefs),
        )
        for report in coded.reports
        if (kind := report.event_type.value) is not None
    )


def setting_of(coded: CodedArticle) -> Setting:
    """What an article as a whole says."""
    return _setting(coded, main_report(coded))


def _setting(coded: CodedArticle, main: Report | None) -> Setting:
    article = coded.article
    title, lead = article.title or "", article.text[:_LEAD]
    opening = f"{title}\n{lead}"
    return Setting(
        article=article.hash,
        published=article.published,
        text=vector(title, article.text),
        lead=vector(title, lead),
        title=vector(title),
        names=frozenset(name.lower() for name in _NAME.findall(opening)),
        numbers=frozenset(re.findall(r"\b\d[\d,.]*\b", opening)),
        quotes=frozenset(" ".join(q.lower().split()) for q in _QUOTE.findall(article.text)),
        towns=tuple(n.place for n in coded.places if is_town(n.place)),
        days=tuple(n.date for n in coded.dates if _is_day(n.date)),
        again=load_merge_words().again.search(opening) is not None,
        copy_of=article.copy_of,
        opening=opening_of(article),
        day=day_meant(main, coded),
        town=town_meant(main, coded),
    )


def _is_day(when: EventDate) -> bool:
    return (when.end - when.start).days < _LONGEST_DAYS


def _party(participants: Iterable[Participant]) -> Party:
    people = tuple(participants)
    empty = load_merge_words().empty
    actors = [one.actor.value for one in people if one.actor.value is not None]
    names = [actor.name for actor in actors] + [one.phrase.quote.text for one in people]
    return Party(
        ids=frozenset(actor.id for actor in actors if actor.id is not None),
        words=frozenset(w for name in names for w in name.lower().split()) - empty,
        sectors=frozenset(actor.sectors[0] for actor in actors if _known(actor)),
        countries=frozenset(actor.country for actor in actors if actor.country is not None),
    )


def _known(actor: Actor) -> bool:
    return bool(actor.sectors) and actor.sectors[0] != "UNK"


def _counts(report: Report) -> tuple[tuple[CountKind, int, int | None], ...]:
    """The first count of each kind, as the report's own value."""
    first: dict[CountKind, tuple[int, int | None]] = {}
    for count in report.counts:
        first.setdefault(count.kind, (count.value.low, count.value.high))
    return tuple((kind, low, high) for kind, (low, high) in first.items())

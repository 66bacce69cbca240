"""What lists are filtered and ordered by, computed from the records when they are saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from ..records.article import Article
from ..records.entity import Actor, EventDate, Place
from ..records.event import Codes, Participant, Report
from ..records.incident import Incident
from .words import fold

Row = dict[str, Any]

_MOST = 2**53
"""What is counted past this is kept as this; the record itself has the true number."""
LONGEST_NAME = 500
"""Characters. An index of a database has no room for names of any length."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Name(NamedTuple):
    """A participant as it is looked for: ``id`` is empty where the actor file has none.

    Of a name longer than any (`LONGEST_NAME`) the beginning; the record itself has all of it.
    """

    role: str
    id: str
    name: str


def day_number(day: date | None) -> int:
    """Days from 0001-01-01 on, 0 for no day."""
    return 0 if day is None else day.toordinal()


def moment_number(moment: datetime) -> int:
    """Microseconds since 1970 (UTC); a time without a zone counts as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // _MICROSECOND


def moment_of(number: int) -> datetime:
    """The time that `moment_number` counted."""
    return _EPOCH + number * _MICROSECOND


# -- reports -------------------------------------------------------------------------------


def of_report(report: Report, article: Article) -> Row:
    """The columns of a report's row that follow from the record."""
    killed = [c.value.low for c in report.counts if c.kind == "killed"]
    published = day_number(article.published)
    return {
        "key": report.key,
        "event_type": report.event_type.value,
        **_codes(report.codes),
        **_place(report.place.value),
        **_days(report.date.value),
        "first_published": published,
        "last_published": published,
        "killed": min(killed[0], _MOST) if killed else 0,
        "factuality": report.factuality.value,
    }


def names_of_report(report: Report) -> tuple[Name, ...]:
    """Its actors and targets, each once."""
    found = (
        Name(role, *_name(one))
        for role, some in (("actor", report.actors), ("target", report.targets))
        for one in some
    )
    return tuple(dict.fromkeys(found))


def words_of_report(report: Report, article: Article) -> str:
    """What a text search looks through, a line each."""
    place = report.place.value
    places = () if place is None else (place.name, place.admin1, place.admin2)
    names = (name.name for name in names_of_report(report))
    lines = (article.title, report.sentence.text, *places, *names)
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _name(participant: Participant) -> tuple[str, str]:
    actor = participant.actor.value
    if actor is None:
        return "", participant.phrase.quote.text[:LONGEST_NAME]
    return actor.id or "", actor.name[:LONGEST_NAME]


# -- incidents -----------------------------------------------------------------------------


def of_incident(incident: Incident) -> Row:
    """The columns of an incident's row that follow from the record."""
    return {
        "id": incident.id,
        "event_type": incident.event_type.leading,
        **_codes(incident.codes.leading),
        **_place(incident.place.leading),
        **_days(incident.date.leading),
        "first_published": day_number(incident.first_published),
        "last_published": day_number(incident.last_published),
        "killed": min(incident.killed_low or 0, _MOST),
        **_precision(incident.place.leading),
        "sources": incident.independent_sources,
        "revision": incident.revision,
    }


def names_of_incident(incident: Incident) -> tuple[Name, ...]:
    """Its actors and targets, each once."""
    found = (
        Name(role, actor.id or "", actor.name[:LONGEST_NAME])
        for role, some in (("actor", incident.actors), ("target", incident.targets))
        for actor in _actors(some.leading)
    )
    return tuple(dict.fromkeys(found))


def words_of_incident(incident: Incident, of_reports: Iterable[str]) -> str:
    """What a text search looks through: the words of its reports, each line once."""
    names = (name.name for name in names_of_incident(incident))
    return "\n".join(dict.fromkeys((*_lines(of_reports), *names)))


def _lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from text.split("\n")


def _actors(actors: tuple[Actor, ...] | None) -> tuple[Actor, ...]:
    return actors or ()


# -- of both -------------------------------------------------------------------------------


def _codes(codes: Codes | None) -> Row:
    return {
        "plover": codes.plover if codes else None,
        "acled_type": codes.acled_event_type if codes else None,
        "acled_sub": codes.acled_sub_event_type if codes else None,
    }


def _place(place: Place | None) -> Row:
    return {
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "admin1_folded": fold(place.admin1) if place and place.admin1 else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
    }


def _precision(place: Place | None) -> Row:
    return {
        "place_name": place.name if place else None,
        "place_precision": place.precision if place else None,
    }


def _days(when: EventDate | None) -> Row:
    return {
        "first_day": day_number(when.start) if when else 0,
        "last_day": day_number(when.end) if when else 0,
    }

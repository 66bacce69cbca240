"""CAMEO dyads: the 26 columns of Phoenix, one row for each source and target of an incident.

An event that only may happen, or did not, is no row: the format has no column to say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from ..codebook.cameo_codes import cameo_actor_code, goldstein, pentaclass
from ..records.entity import Actor, EventDate, Place
from .columns import Column, Value, flat
from .told import EventFormat, EventOptions, ToldIncident
from .told_facts import leading_code, outlets, standing
from .told_rows import first_day, happened, tsv_line

NOBODY = "---"
"""CAMEO's code of an actor that is not known, as TABARI and PETRARCH write it."""

ROLES = frozenset("GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL".split())
"""The roles that Phoenix gives a column of their own; others are attributes."""

_OF_NO_COUNTRY = frozenset({"IGO", "NGO", "IMG", "MNC"})
_LETTERS = 3
_ROOT = 2
_BETWEEN = ";"
_ENCODED = "%3B"
_DEGREE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Side:
    """Who acts, or is acted upon, as a CAMEO code."""

    code: str
    country: str | None = None

    @property
    def parts(self) -> tuple[str, str, str]:
        """The code's country or kind of organisation, its role, and the rest of it."""
        if self.code == NOBODY:
            return "", "", ""
        threes = [self.code[at : at + _LETTERS] for at in range(0, len(self.code), _LETTERS)]
        entity = threes.pop(0) if threes[0] in (*_OF_NO_COUNTRY, self.country) else ""
        role = threes.pop(0) if threes and threes[0] in ROLES else ""
        return entity, role, _BETWEEN.join(threes)


@dataclass(frozen=True, slots=True)
class Dyad:
    """One row: ``number`` counts the dyads of an incident from 1."""

    told: ToldIncident
    code: str
    source: Side
    target: Side
    number: int


def rows(incidents: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """The header, then a line for each dyad."""
    yield tsv_line(column.name for column in COLUMNS)
    for told in incidents:
        for dyad in dyads(told):
            yield tsv_line(flat(column.value(dyad)) for column in COLUMNS)


def dyads(told: ToldIncident) -> Iterator[Dyad]:
    """Each source with each target; none where CAMEO has no code or neither side is known."""
    incident = told.incident
    code = leading_code(told, lambda codes: codes.cameo)
    if code is None or not happened(standing(incident)):
        return
    sides = sides_of(incident.actors.leading), sides_of(incident.targets.leading)
    for number, (source, target) in enumerate(product(*sides), 1):
        if (source.code, target.code) != (NOBODY, NOBODY):
            yield Dyad(told, code, source, target, number)


def sides_of(actors: Iterable[Actor] | None) -> tuple[Side, ...]:
    """Those of them who have a CAMEO code, each code once; `NOBODY` where none has."""
    found = {cameo_actor_code(actor): actor.country for actor in actors or ()}
    coded = tuple(Side(code, country) for code, country in found.items() if code)
    return coded or (Side(NOBODY),)


# -- columns -------------------------------------------------------------------------------


def _side(field: str, name: str, who: str) -> Iterator[Column[Dyad]]:
    def part(index: int) -> Callable[[Dyad], Value]:
        def value(dyad: Dyad) -> Value:
            side: Side = getattr(dyad, field)
            return side.parts[index]

        return value

    def whole(dyad: Dyad) -> Value:
        side: Side = getattr(dyad, field)
        return side.code

    yield Column(f"{name}ActorFull", "text", whole, f"{who} CAMEO code; --- where not known")
    yield Column(f"{name}ActorEntity", "text", part(0),
                 "its country, ISO 3166-1 alpha-3, or IGO, NGO, IMG, MNC")  # fmt: skip
    yield Column(f"{name}ActorRole", "text", part(1), f"its role: {' '.join(sorted(ROLES))}")
    yield Column(f"{name}ActorAttribute", "text", part(2), "its other parts, ; between")


def _when(read: Callable[[EventDate], Value]) -> Callable[[Dyad], Value]:
    def value(dyad: Dyad) -> Value:
        when = dyad.told.incident.date.leading
        return None if when is None else read(when)

    return value


def _date(when: EventDate) -> str | None:
    day = first_day(when)
    return None if day is None else day.strftime("%Y%m%d")


def _day(when: EventDate) -> int | None:
    day = first_day(when)
    return None if day is None else day.day


def _year(when: EventDate) -> int | None:
    known = first_day(when) is not None or when.start.year == when.end.year
    return when.start.year if known else None


def _month(when: EventDate) -> int | None:
    first, last = when.start, when.end
    known = first_day(when) is not None or (first.year, first.month) == (last.year, last.month)
    return first.month if known else None


def _where(read: Callable[[Place], Value]) -> Callable[[Dyad], Value]:
    def value(dyad: Dyad) -> Value:
        place = dyad.told.incident.place.leading
        return None if place is None else read(place)

    return value


def _degrees(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, _DEGREE_DIGITS)


def _contexts(dyad: Dyad) -> str:
    return _BETWEEN.join(leading_code(dyad.told, lambda codes: codes.plover_contexts) or ())


def _urls(dyad: Dyad) -> str:
    urls = sorted({one.article.url for one in dyad.told.told if one.article.url})
    return _BETWEEN.join(url.replace(_BETWEEN, _ENCODED) for url in urls)


def _outlets(dyad: Dyad) -> str:
    return _BETWEEN.join(name.replace(_BETWEEN, ",") for name in outlets(dyad.told))


COLUMNS: tuple[Column[Dyad], ...] = (
    Column("EventID", "text", lambda d: f"{d.told.incident.id}_{d.number}",
           "the incident's id, _ and the number of the dyad"),
    Column("Date", "text", _when(_date),
           "the day the event began, YYYYMMDD; empty where no day is known, never the article's"),
    Column("Year", "number", _when(_year), "its year, where that much is known"),
    Column("Month", "number", _when(_month), "its month, where that much is known"),
    Column("Day", "number", _when(_day), "its day"),
    *_side("source", "Source", "who acts:"),
    *_side("target", "Target", "who is acted upon:"),
    Column("EventCode", "text", lambda d: d.code, "CAMEO event code, 3 or 4 digits: read as text"),
    Column("EventRootCode", "text", lambda d: d.code[:_ROOT], "its first two digits: as text"),
    Column("PentaClass", "number", lambda d: pentaclass(d.code),
           "0 neutral, 1 and 2 cooperation by word and by deed, 3 and 4 conflict"),
    Column("GoldsteinScore", "decimal", lambda d: goldstein(d.code), "-10 to 10, by the code"),
    Column("Issues", "text", _contexts, "PLOVER contexts, ; between; Phoenix has its own issues"),
    Column("Lat", "decimal", _where(lambda place: _degrees(place.lat)), "WGS84 degrees"),
    Column("Lon", "decimal", _where(lambda place: _degrees(place.lon)), "WGS84 degrees"),
    Column("LocationName", "text", _where(lambda place: place.name), "the place"),
    Column("StateName", "text", _where(lambda place: place.admin1), "its first-level unit"),
    Column("CountryCode", "text", _where(lambda place: place.country),
           "its country, ISO 3166-1 alpha-3"),
    Column("SentenceID", "text", lambda d: _BETWEEN.join(d.told.incident.reports),
           "the keys of the incident's reports, ; between"),
    Column("URLs", "text", _urls, "where they were published, ; between"),
    Column("NewsSources", "text", _outlets, "who published them, ; between"),
)  # fmt: skip

CAMEO = EventFormat(
    rows, ".cameo.tsv", "a source and a target", "CAMEO dyads in Phoenix's 26 columns."
)

"""What each report says of each field, beside what they agree on: one cell a report and field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...export import wording
from ...export.value_words import NOTHING, said
from ...records.coded import Coded
from ...records.decision import Correction
from ...records.entity import EventDate, Place
from ...records.event import Participant, Report
from ...records.incident import Incident, Rivals
from ...records.text import Quote
from ...review import from_json, in_words
from .article_marks import line
from .incident_told import Told, Whole

Standing = Literal["agrees", "wider", "differs", "silent"]
"""``wider``: the town's region, the day's week; no disagreement. ``silent``: nothing is said."""

_LONGEST = 200
_COUNTS = ("killed", "injured", "arrested", "abducted", "participants")


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the matrix: a field of incidents and how a report gives it."""

    name: str
    label: str
    anchor: str
    """The value's words on the page, behind the report's ``r3-``; empty: it has none."""
    read: Callable[[Report], tuple[str, str]]
    """The value in words (or empty) and, where there is none, why."""
    corrected_as: tuple[str, ...] = ()
    words: Callable[[Report], Quote | None] = lambda report: None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report says of one field."""

    report: Told
    text: str
    standing: Standing
    anchor: str = ""
    why: str = ""
    """Why nothing is said."""
    corrected: tuple[str, ...] = ()
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A field with what is agreed on (``agreed``), or what leads where it is disputed."""

    field: str
    label: str
    agreed: str
    is_disputed: bool
    leading: str
    cells: tuple[Cell, ...]

    @property
    def is_silent(self) -> bool:
        """Whether no report says anything."""
        return all(cell.standing == "silent" for cell in self.cells)


def matrix(found: Whole) -> tuple[Row, ...]:
    """Every field of the incident, in the order of its record."""
    return tuple(_row(field, found.incident, found.reports) for field in _FIELDS)


def _row(field: Field, incident: Incident, reports: Sequence[Told]) -> Row:
    rivals: Rivals[Any] = getattr(incident, field.name)
    return Row(
        field=field.name,
        label=field.label,
        agreed="" if rivals.value is None else line(said(field.name, rivals.value), _LONGEST),
        is_disputed=rivals.value is None and bool(rivals.rivals),
        leading=line(said(field.name, rivals.leading), _LONGEST),
        cells=tuple(_cell(field, rivals, one) for one in reports),
    )


def _cell(field: Field, rivals: Rivals[Any], told: Told) -> Cell:
    report = told.stored.report
    text, why = field.read(report)
    corrected = tuple(
        _correction(told.corrections[name])
        for name in field.corrected_as
        if name in told.corrections
    )
    if not text:
        return Cell(told, "", "silent", why=line(why, 80) or NOTHING, corrected=corrected)
    return Cell(
        told,
        line(text, _LONGEST),
        _standing(rivals, report.key) or _compared(field, rivals, text),
        f"r{told.number}-{field.anchor}" if field.anchor else "",
        corrected=corrected,
        quote=field.words(report),
    )


def _standing(rivals: Rivals[Any], key: str) -> Standing | None:
    """None where the incident does not have the report's value (yet)."""
    if key in rivals.reports:
        return "agrees"
    other = next((one.value for one in rivals.rivals if key in one.reports), None)
    if other is None:
        return None
    return "wider" if _holds(other, rivals.value) else "differs"


def _compared(field: Field, rivals: Rivals[Any], text: str) -> Standing:
    """What is said is shown in any case; whether it agrees goes by the words."""
    agreed = rivals.value is not None and said(field.name, rivals.value) == text
    return "agrees" if agreed else "differs"


def _holds(outer: object, inner: object) -> bool:
    """Whether a value only says less closely what the other says."""
    if isinstance(outer, EventDate) and isinstance(inner, EventDate):
        return outer.start <= inner.start and inner.end <= outer.end
    if isinstance(outer, Place) and isinstance(inner, Place):
        same = outer.country is not None and outer.country == inner.country
        if outer.precision == "country":
            return same
        unit = outer.precision in ("admin1", "admin2")
        return same and unit and outer.admin1 == inner.admin1
    return False


def _correction(one: Correction) -> str:
    return line(f"{in_words(from_json(one.field, one.new))} ({one.reviewer})", _LONGEST)


# -- how a report gives each field -------------------------------------------------------------


def _type(report: Report) -> tuple[str, str]:
    return wording.words(report.event_type.value), wording.reason(report.event_type)


def _codes(report: Report) -> tuple[str, str]:
    return said("codes", report.codes), ""


def _people(side: str) -> Callable[[Report], tuple[str, str]]:
    def read(report: Report) -> tuple[str, str]:
        people: tuple[Participant, ...] = getattr(report, side)
        return ", ".join(wording.names(people)), "nobody named"

    return read


def _where(report: Report) -> tuple[str, str]:
    return _value(report.place, wording.where)


def _when(report: Report) -> tuple[str, str]:
    return _value(report.date, wording.when)


def _value(coded: Coded[Any], words: Callable[[Any], str]) -> tuple[str, str]:
    return ("", wording.reason(coded)) if coded.value is None else (words(coded), "")


def _counts(report: Report) -> tuple[str, str]:
    return ", ".join(wording.counts(report.counts)), "no numbers"


def _factuality(report: Report) -> tuple[str, str]:
    return report.factuality.value, ""


def _first(side: str) -> Callable[[Report], Quote | None]:
    def words(report: Report) -> Quote | None:
        people: tuple[Participant, ...] = getattr(report, side)
        return people[0].phrase.quote if people else None

    return words


def _evidence(field: str) -> Callable[[Report], Quote | None]:
    def words(report: Report) -> Quote | None:
        coded: Coded[Any] = getattr(report, field)
        return next(iter(coded.evidence), coded.via_quote)

    return words


_FIELDS = (
    Field("event_type", "Event", "trigger", _type, ("event_type",), lambda r: r.trigger),
    Field("actors", "Who", "actor1", _people("actors"), ("actors",), _first("actors")),
    Field("targets", "To whom", "target1", _people("targets"), ("targets",), _first("targets")),
    Field("place", "Where", "place", _where, ("place",), _evidence("place")),
    Field("date", "When", "date", _when, ("date",), _evidence("date")),
    Field("counts", "How many", "count1", _counts, _COUNTS,
          lambda r: r.counts[0].quote if r.counts else None),
    Field("factuality", "Did it happen", "factuality", _factuality, ("factuality",),
          lambda r: next(iter(r.factuality.cues), None)),
    Field("codes", "Codes", "", _codes),
)  # fmt: skip


def cells(found: Whole) -> Iterator[tuple[Row, Cell]]:
    """Row by row, every cell."""
    for row in matrix(found):
        for cell in row.cells:
            yield row, cell

"""One CSV row a report (RFC 4180, UTF-8) for spreadsheets; columns as in docs/records.md."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from ..codebook.actor_codes import plover_country, plover_sector
from ..codebook.place_codes import (
    acled_geo_precision,
    country_fips,
    country_iso2,
    ucdp_where_prec,
)
from ..records.coded import Coded
from ..records.entity import Actor, Place
from ..records.event import CodedArticle, Participant, Report
from . import wording
from .json_records import reasons
from .json_values import COUNT_KINDS
from .options import ExportOptions

Cell = str | int | float | None
Column = Callable[[CodedArticle, Report], Cell]

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_LIST = "; "


def rows(articles: Iterable[CodedArticle], options: ExportOptions) -> Iterator[str]:
    """The header, then the rows of one article at a time."""
    yield line(list(COLUMNS))
    for coded in articles:
        yield "".join(
            line([column(coded, report) for column in COLUMNS.values()]) for report in coded.reports
        )


def line(cells: list[Cell] | list[str]) -> str:
    """One line of a CSV file, no cell of which a spreadsheet takes for a formula."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([neutral(cell) for cell in cells])
    return written.getvalue()


def neutral(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return "'" + cell
    return cell


def _count(kind: str, end: str) -> Column:
    def cell(coded: CodedArticle, report: Report) -> Cell:
        count = next((one for one in report.counts if one.kind == kind), None)
        value: Cell = None if count is None else getattr(count.value, end)
        return value

    return cell


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(field: str) -> Column:
    def cell(coded: CodedArticle, report: Report) -> Cell:
        return None if report.date.value is None else str(getattr(report.date.value, field))

    return cell


def _place(field: str) -> Column:
    def cell(coded: CodedArticle, report: Report) -> Cell:
        value: Cell = None if report.place.value is None else getattr(report.place.value, field)
        return round(value, 5) if isinstance(value, float) else value

    return cell


def _place_code(code: Callable[[Place], Cell]) -> Column:
    def cell(coded: CodedArticle, report: Report) -> Cell:
        return None if report.place.value is None else code(report.place.value)

    return cell


def _alleged(participants: tuple[Participant, ...]) -> str:
    return _join(wording.name(one) for one in participants if one.alleged)


def _join(values: Iterable[str | None]) -> str:
    return _LIST.join(value or "" for value in values)


def _via(coded: Coded[Any]) -> str | None:
    return None if coded.via is None else coded.via.value


def _evidence(coded: Coded[Any]) -> str | None:
    return coded.evidence[0].text if coded.evidence and coded.value is not None else None


def _actors(participants: tuple[Participant, ...], field: str) -> str:
    actors = [participant.actor.value for participant in participants]
    return _join([None if actor is None else getattr(actor, field) for actor in actors])


def _coded(participants: tuple[Participant, ...], code: Callable[[Actor], str | None]) -> str:
    actors = [participant.actor.value for participant in participants]
    return _join([None if actor is None else code(actor) for actor in actors])


def _sectors(participants: tuple[Participant, ...]) -> str:
    actors = [participant.actor.value for participant in participants]
    return _join(["" if actor is None else " ".join(actor.sectors) for actor in actors])


COLUMNS: dict[str, Column] = {
    "article_id": lambda a, r: a.article.id,
    "article_hash": lambda a, r: a.article.hash,
    "published": lambda a, r: _iso(a.article.published),
    "source": lambda a, r: None if a.article.source is None else a.article.source.name,
    "title": lambda a, r: a.article.title,
    "url": lambda a, r: a.article.url,
    "report_key": lambda a, r: r.key,
    "event_type": lambda a, r: r.event_type.value,
    "score": lambda a, r: round(r.score, 3),
    "plover": lambda a, r: r.codes.plover,
    "plover_modes": lambda a, r: _join(r.codes.plover_modes),
    "plover_contexts": lambda a, r: _join(r.codes.plover_contexts),
    "intensity": lambda a, r: r.codes.intensity,
    "cameo": lambda a, r: r.codes.cameo,
    "acled_event_type": lambda a, r: r.codes.acled_event_type,
    "acled_sub_event_type": lambda a, r: r.codes.acled_sub_event_type,
    "quad_class": lambda a, r: r.codes.quad_class,
    "factuality": lambda a, r: r.factuality.value,
    "auxiliary": lambda a, r: _join(r.factuality.auxiliary),
    "date_start": _day("start"),
    "date_end": _day("end"),
    "date_precision": _day("precision"),
    "date_text": lambda a, r: _evidence(r.date),
    "date_via": lambda a, r: _via(r.date),
    "place_name": _place("name"),
    "admin2": _place("admin2"),
    "admin1": _place("admin1"),
    "country": _place("country"),
    "country_iso2": _place_code(country_iso2),
    "country_fips": _place_code(country_fips),
    "lat": _place("lat"),
    "lon": _place("lon"),
    "geonames_id": _place("geonames_id"),
    "place_precision": _place("precision"),
    "acled_geo_precision": _place_code(acled_geo_precision),
    "ucdp_where_prec": _place_code(ucdp_where_prec),
    "place_text": lambda a, r: _evidence(r.place),
    "place_via": lambda a, r: _via(r.place),
    "actors": lambda a, r: _join(wording.name(p) for p in r.actors),
    "actor_texts": lambda a, r: _join(p.phrase.quote.text for p in r.actors),
    "actor_ids": lambda a, r: _actors(r.actors, "id"),
    "actor_countries": lambda a, r: _actors(r.actors, "country"),
    "actor_sectors": lambda a, r: _sectors(r.actors),
    "actor_acled_types": lambda a, r: _actors(r.actors, "acled_type"),
    "actor_plover_countries": lambda a, r: _coded(r.actors, plover_country),
    "actor_plover_sectors": lambda a, r: _coded(r.actors, plover_sector),
    "actors_alleged": lambda a, r: _alleged(r.actors),
    "targets": lambda a, r: _join(wording.name(p) for p in r.targets),
    "target_texts": lambda a, r: _join(p.phrase.quote.text for p in r.targets),
    "target_ids": lambda a, r: _actors(r.targets, "id"),
    "target_countries": lambda a, r: _actors(r.targets, "country"),
    "target_sectors": lambda a, r: _sectors(r.targets),
    "target_acled_types": lambda a, r: _actors(r.targets, "acled_type"),
    "target_plover_countries": lambda a, r: _coded(r.targets, plover_country),
    "target_plover_sectors": lambda a, r: _coded(r.targets, plover_sector),
    **{f"{kind}_{end}": _count(kind, end) for kind in COUNT_KINDS for end in ("low", "high")},
    "weapon": lambda a, r: None if r.weapon is None else r.weapon.text,
    "speakers": lambda a, r: _join(wording.speaker(link) for link in r.attribution),
    "stances": lambda a, r: _join(link.stance for link in r.attribution),
    "cues": lambda a, r: _join(link.cue.text for link in r.attribution),
    "about": lambda a, r: r.about,
    "flags": lambda a, r: _join(r.flags),
    "loaded": lambda a, r: _join(one.quote.text for one in r.loaded),
    "reasons": lambda a, r: _join(f"{field}: {why}" for field, why in reasons(r).items()),
    "trigger": lambda a, r: r.trigger.text,
    "trigger_start": lambda a, r: r.trigger.start,
    "trigger_end": lambda a, r: r.trigger.end,
    "sentence": lambda a, r: r.sentence.text,
}

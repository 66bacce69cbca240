"""``dateline actors check``: whom phrases name, and what is wrong with a user's actor file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ..errors import BadDate, DatelineError
from ..export.wording import plain
from ..ingest import parse_day
from ..records.coded import Coded
from ..records.entity import Actor
from ..resolve.actor_import import (
    Reading,
    Table,
    check_blocks,
    format_of,
    numbered,
    opened,
    read_own,
)
from ..resolve.actor_import.lines import Lines
from ..resolve.actor_import.own import counted
from ..resolve.actor_import.tables import column_key
from ..resolve.actor_loading import load_actor_file
from ..resolve.actors import ActorResolver
from ..resolve.gazetteer import Gazetteer
from ..resolve.user_actors import readable
from .actors_files import actors_path
from .actors_known import NONE, complain, output, table
from .options import ActorOptions
from .running import BAD_INPUT, OK

Status = Literal["entry", "role", "ambiguous", "unresolved"]
_STATUSES: tuple[Status, ...] = ("entry", "role", "ambiguous", "unresolved")
_PLURALS = {"entry": "entries", "role": "roles"}
_OPEN = frozenset({"ambiguous", "unresolved"})
_HEAD = ("phrase", "lines", "reads as", "who")
_DATE, _COUNTRY = "date", "country"
_LONGEST_PHRASE = 1000
_MOST_COMPLAINTS = 20


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the file with the day and country that it stands in."""

    text: str
    on: date | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whom a phrase names: one entry, only a role, one of several entries, or nobody known."""

    phrase: str
    status: Status
    actor: Actor | None
    candidates: tuple[Actor, ...] = ()


def run(*, file: str, column: str, unresolved: bool, as_json: bool, own: ActorOptions) -> int:
    """Check a file of phrases or of actors and return the exit code."""
    path = Path(file)
    extra = actors_path(own)
    if path.suffix.lower() not in _TABLES and format_of(path) == "actors":
        return _check_actors(path)
    gazetteer = Gazetteer.open()
    resolver = ActorResolver(gazetteer, extra=readable(extra))
    reading = Reading(file)
    rows: Counter[Outcome] = Counter()
    known: dict[Phrase, Outcome] = {}
    for phrase in _phrases(path, column, gazetteer, reading):
        outcome = known.get(phrase)
        if outcome is None:
            outcome = known[phrase] = outcome_of(phrase, resolver)
        rows[outcome] += 1
    shown = {o: n for o, n in rows.items() if not unresolved or o.status in _OPEN}
    output(_lines(shown) if as_json else _rows(shown))
    for line in reading.told(_MOST_COMPLAINTS):
        complain(line)
    summary = _summary(rows)
    if as_json:
        complain(summary)
    else:
        output([summary])
    return BAD_INPUT if reading.complaints else OK


# -- phrases -------------------------------------------------------------------------------


def _phrases(path: Path, column: str, gazetteer: Gazetteer, reading: Reading) -> Iterator[Phrase]:
    """The phrases of a file in order; what is none is noted in ``reading``."""
    rows = _TABLES.get(path.suffix.lower(), _plain_rows)
    with opened(path) as stream:
        for number, row in rows(numbered(stream, reading), column, reading):
            try:
                phrase = _phrase(row, column, gazetteer)
            except (ValueError, DatelineError) as error:
                reading.complain(number, str(error))
            else:
                if phrase is not None:
                    yield phrase


def _plain_rows(
    lines: Lines, column: str, reading: Reading
) -> Iterator[tuple[int, Mapping[str, object]]]:
    for number, line in lines:
        yield number, {column: line}


def _csv_rows(
    lines: Lines, column: str, reading: Reading
) -> Iterator[tuple[int, Mapping[str, object]]]:
    key = column_key(column)
    for number, row in Table(lines, reading, named={}, needed=key).rows():
        yield number, {**row, column: row[key]}


def _json_rows(
    lines: Lines, column: str, reading: Reading
) -> Iterator[tuple[int, Mapping[str, object]]]:
    for number, line in lines:
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            reading.complain(number, "not valid JSON")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            reading.complain(number, "not a JSON object")


_TABLES = {
    ".csv": _csv_rows,
    ".tsv": _csv_rows,
    ".jsonl": _json_rows,
    ".ndjson": _json_rows,
    ".json": _json_rows,
}


def _phrase(row: Mapping[str, object], column: str, gazetteer: Gazetteer) -> Phrase | None:
    """The phrase of a row, None where it is empty. Raises ValueError with what is wrong."""
    text = row.get(column)
    if text is None:
        raise ValueError(f"there is no {column!r} in it")
    if not isinstance(text, str):
        raise ValueError(f"{column!r} is not a string")
    text = plain(text)
    if len(text) > _LONGEST_PHRASE:
        raise ValueError(f"the phrase is longer than {_LONGEST_PHRASE} characters")
    day, country = row.get(_DATE) or None, row.get(_COUNTRY) or None
    if not isinstance(day, str | None) or not isinstance(country, str | None):
        raise BadDate(f"{_DATE!r} or {_COUNTRY!r} is not a string")
    code = None if country is None else gazetteer.country_code(country)
    if country is not None and code is None:
        raise ValueError(f"unknown country {country!r}")
    return Phrase(text, None if day is None else parse_day(day), code) if text else None


def outcome_of(phrase: Phrase, resolver: ActorResolver) -> Outcome:
    """Whom a phrase names."""
    coded = resolver.resolve(phrase.text, head="", on=phrase.on, country_hint=phrase.country)
    return Outcome(phrase.text, *_status(coded))


def _status(coded: Coded[Actor]) -> tuple[Status, Actor | None, tuple[Actor, ...]]:
    actor = coded.value
    if actor is None:
        return "unresolved", None, ()
    if actor.id is not None:
        return "entry", _who_alone(actor), ()
    others = tuple(_who_alone(c.value) for c in coded.candidates if c.value.id is not None)
    if len(others) > 1 and coded.by.startswith("actor file"):
        return "ambiguous", actor, others
    says = set(actor.sectors) - {"UNK"}
    return ("role" if says else "unresolved"), actor, ()


def _who_alone(actor: Actor) -> Actor:
    """Who it is, without what depends on the day."""
    return replace(actor, ties=(), acled_type=None)


# -- output --------------------------------------------------------------------------------


def _rows(shown: Mapping[Outcome, int]) -> Iterator[str]:
    cells = [(o.phrase, f"{n:,}", o.status, _who(o)) for o, n in shown.items()]
    if cells:
        yield from table(_HEAD, cells)


def _who(outcome: Outcome) -> str:
    actor = outcome.actor
    if outcome.candidates:
        return "; ".join(_named(one) for one in outcome.candidates)
    if actor is None:
        return NONE
    if actor.id is not None:
        return _named(actor)
    parts = [actor.country or "", " ".join(actor.sectors)]
    parts += [f"({t.relation.replace('_', ' ')} {t.other})" for t in actor.ties]
    return " ".join(filter(None, parts)) or NONE


def _named(actor: Actor) -> str:
    where = f", {actor.country}" if actor.country else ""
    return f"{actor.id} ({actor.name}{where})"


def _lines(shown: Mapping[Outcome, int]) -> Iterator[str]:
    for outcome, lines in shown.items():
        yield json.dumps(_record(outcome, lines), ensure_ascii=False)


def _record(outcome: Outcome, lines: int) -> dict[str, Any]:
    actor = outcome.actor
    return {
        "phrase": outcome.phrase,
        "lines": lines,
        "status": outcome.status,
        **_actor_record(actor),
        "ties": [[t.relation, t.other] for t in actor.ties] if actor and not actor.id else [],
        "candidates": [_actor_record(one) for one in outcome.candidates],
    }


def _actor_record(actor: Actor | None) -> dict[str, Any]:
    return {
        "id": actor.id if actor else None,
        "name": actor.name if actor and actor.id else None,
        "country": actor.country if actor else None,
        "sectors": list(actor.sectors) if actor else [],
    }


def _summary(rows: Mapping[Outcome, int]) -> str:
    """How many phrases there are of each sort; one that reads in two ways counts twice."""
    counts = Counter(outcome.status for outcome in rows)
    parts = (f"{counts[s]:,} {_words(s, counts[s])}" for s in _STATUSES)
    total = sum(rows.values())
    phrases = _count(len(rows), "phrase")
    return f"{phrases} in {_count(total, 'line')}: {', '.join(parts)}"


def _words(status: Status, number: int) -> str:
    return status if number == 1 else _PLURALS.get(status, status)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


# -- a file of actors ----------------------------------------------------------------------


def _check_actors(path: Path) -> int:
    """Print what is wrong with an actor file; shared names with shipped entries are notes."""
    reading = Reading(str(path))
    with opened(path) as stream:
        found = read_own(numbered(stream, reading), reading)
    notes = check_blocks(found, load_actor_file(), Gazetteer.open(), reading)
    for line in reading.told(len(reading.complaints)):
        complain(line)
    output(plain(f"{path}:{line}: note: {note}") for line, note in notes)
    kinds = ", ".join(f"{kind} {n:,}" for kind, n in sorted(counted(found).items()))
    ids = {identity for block in found for identity in block.file.entries}
    wrong = len(reading.complaints)
    entries = f"{len(ids):,} {_words('entry', len(ids))}{f' ({kinds})' if kinds else ''}"
    summary = f"{path}: {entries}, {_count(wrong, 'mistake')}, {_count(len(notes), 'note')}"
    output([plain(summary)])
    return BAD_INPUT if wrong else OK

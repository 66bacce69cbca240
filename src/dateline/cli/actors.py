"""``dateline actors search`` and ``show``: the entries of the actor file, laid out for reading."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..errors import BadDate, InputError
from ..export.wording import plain
from ..export.wording import words as spelled
from ..ingest import parse_day
from ..resolve import actor_search
from ..resolve.actor_file import DatedTie, Entry, Office
from ..resolve.actor_records import Scene, entry_actor
from ..resolve.actor_search import Incoming, Match, incoming, near_ids, state_named
from ..resolve.periods import Period
from ..resolve.roles import load_crowds
from ..resolve.states import STATE_FORCES
from .actors_known import NONE, Known, complain, output, table
from .options import ActorOptions
from .running import FAILED, OK

_WIDTH = 100
_LABEL = 14
_HEAD = ("id", "name", "country", "sectors", "kind", "years", "found by")
_OFFICES = "held by"
_NAMED_BY = {
    _OFFICES: _OFFICES, "led_by": "leads", "part_of": "parts", "member_of": "members",
    "affiliated_with": "affiliates", "owned_by": "owns", "mouthpiece_of": "mouthpieces",
    "splinter_of": "offshoots", "allied_with": "allies", "backed_by": "backs",
    "designated_by": "designates", "opposes": "opposed by",
}  # fmt: skip
"""What other entries say of this one, as seen from here, in the order of the page."""


# -- search --------------------------------------------------------------------------------


def search(*, words: list[str], as_json: bool, limit: int, own: ActorOptions) -> int:
    """Print the entries that the words find and return the exit code."""
    known = Known.load(own)
    text = " ".join(words)
    found = actor_search.search(known.entries.values(), text)
    state = state_named(text, known.gazetteer)
    if state is not None and all(m.entry.id != state for m in found[:1]):
        entry = known.entry(state)
        if entry is not None:
            found = [m for m in found if m.entry.id != state]
            found.insert(0, Match(entry, entry.name, "name", 1.0))
    if as_json:
        records = [_found_record(match) for match in found[:limit]]
        output([json.dumps(records, ensure_ascii=False, indent=2)])
    elif found:
        output(_found_table(found, limit))
    if not found:
        complain(f"no actor is called {plain(text)!r}")
        return FAILED
    return OK


def _found_record(match: Match) -> dict[str, Any]:
    entry = match.entry
    return {
        "id": entry.id,
        "name": entry.name,
        "country": entry.country,
        "sectors": list(entry.sectors),
        "kind": entry.kind,
        **_dates(entry.active),
        "found_by": match.name,
        "how": match.how,
        "score": round(match.score, 3),
    }


def _found_table(found: Sequence[Match], limit: int) -> Iterator[str]:
    yield from table(_HEAD, [_cells(match) for match in found[:limit]])
    if len(found) > limit:
        yield f"({len(found) - limit:,} more)"


def _cells(match: Match) -> tuple[str, ...]:
    entry = match.entry
    by = match.name if match.how != "id" else "id"
    if match.how == "near spelling":
        by = f"near: {by}"
    return (
        entry.id,
        entry.name,
        entry.country or NONE,
        " ".join(entry.sectors) or NONE,
        entry.kind,
        _years(entry.active),
        by,
    )


def _years(period: Period) -> str:
    start = str(period.start.year) if period.start else ""
    end = str(period.end.year) if period.end else ""
    return f"{start}-{end}" if start or end else NONE


# -- show ----------------------------------------------------------------------------------


def show(*, identity: str, on: str | None, as_json: bool, own: ActorOptions) -> int:
    """Print one entry and return the exit code."""
    try:
        day = None if on is None else parse_day(on)
    except BadDate as error:
        raise BadDate(f"--on: {error}") from None
    known = Known.load(own)
    entry = known.entry(identity) or known.entry(identity.strip().upper().replace(" ", "_"))
    if entry is None:
        near = near_ids(known.entries, identity)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; see `dateline actors search`"
        raise InputError(f"no actor has the id {plain(identity)!r}{hint}")
    page = _page(entry, known, day)
    if as_json:
        output([json.dumps(_record(page), ensure_ascii=False, indent=2)])
    else:
        output(_layout(page))
    return OK


@dataclass(frozen=True, slots=True)
class _Page:
    """What is shown of an entry, on a day if one is given."""

    entry: Entry
    known: Known
    on: date | None
    sectors: tuple[str, ...]
    acled_type: str | None
    offices: tuple[Office, ...]
    ties: tuple[DatedTie, ...]
    named_by: tuple[Incoming, ...]
    metonyms: tuple[str, ...]


def _page(entry: Entry, known: Known, on: date | None) -> _Page:
    metonyms = [name for name, target in known.file.metonyms.items() if target == entry.id]
    if entry.kind == "state":
        sectors, acled_type = entry.sectors, STATE_FORCES
    else:
        actor = entry_actor(entry, Scene(on), load_crowds())
        sectors = actor.sectors if on is not None else entry.sectors
        acled_type = actor.acled_type or NONE
    return _Page(
        entry=entry,
        known=known,
        on=on,
        sectors=sectors,
        acled_type=acled_type,
        offices=tuple(o for o in entry.offices if on is None or o.period.holds(on)),
        ties=tuple(t for t in entry.ties if on is None or t.period.holds(on)),
        named_by=tuple(
            i
            for i in incoming(known.entries.values(), entry.id)
            if on is None or i.what.period.holds(on)
        ),
        metonyms=tuple(sorted(metonyms)),
    )


def _layout(page: _Page) -> Iterator[str]:
    entry, known = page.entry, page.known
    yield plain(f"{entry.id}: {entry.name}") + (f", on {page.on}" if page.on else "")
    yield from _labelled("names", "; ".join(entry.aliases))
    yield from _labelled("short", "; ".join(entry.shorts), "where the country agrees")
    yield from _labelled("called", "; ".join(entry.called))
    yield from _labelled("metonyms", "; ".join(page.metonyms), "standing alone")
    yield from _labelled("country", _country(entry.country, known))
    yield from _labelled("also in", "; ".join(_country(one, known) for one in entry.where))
    yield from _labelled("kind", f"{entry.kind}{_when(entry.active)}")
    yield from _labelled("sectors", " ".join(page.sectors))
    yield from _labelled("ACLED type", _acled(page))
    if page.on is not None and not entry.active.holds(page.on):
        yield from _labelled("", f"not in being on {page.on}")
    lists = [("offices", list(_offices(page))), ("ties", list(_ties(page))), *_named(page)]
    for label, lines in lists:
        for number, line in enumerate(lines):
            yield from _labelled("" if number else label, line)
    if known.is_own(entry.id):
        yield from _labelled("from", "your own actors, or joined to them")


def _acled(page: _Page) -> str:
    stated = "" if page.entry.acled_type or page.entry.kind == "state" else " (by its sectors)"
    return f"{page.acled_type}{stated}" if page.acled_type not in (None, NONE) else NONE


def _offices(page: _Page) -> Iterator[str]:
    for office in page.offices:
        owner = page.known.name(office.owner) or office.owner
        yield f"{office.title}, {owner} ({' '.join(office.sectors)}){_when(office.period)}"


def _ties(page: _Page) -> Iterator[str]:
    for tie in page.ties:
        yield f"{spelled(tie.relation)} {_named_id(tie.other, page.known)}{_dated_note(tie)}"


def _named(page: _Page) -> Iterator[tuple[str, list[str]]]:
    """What others say, by label."""
    for relation, label in _NAMED_BY.items():
        lines = []
        for one in page.named_by:
            who, what = _named_id(one.entry.id, page.known), one.what
            if isinstance(what, Office):
                if relation == _OFFICES:
                    lines.append(f"{who}: {what.title}{_when(what.period)}")
            elif what.relation == relation:
                lines.append(f"{who}{_dated_note(what)}")
        yield label, lines


def _named_id(identity: str, known: Known) -> str:
    name = known.name(identity)
    return identity if name is None else f"{identity} ({name})"


def _dated_note(tie: DatedTie) -> str:
    return _when(tie.period) + (f"; commonly stated: {tie.note}" if tie.note else "")


def _country(iso3: str | None, known: Known) -> str:
    return "" if iso3 is None else f"{known.gazetteer.country_name(iso3)} ({iso3})"


def _when(period: Period) -> str:
    """ ", from 1982", ", 2003 to 2011-12-18"; a whole year is written as a year."""
    start = _short_day(period.start, first=True)
    end = _short_day(period.end, first=False)
    if start and end:
        return f", {start}" if start == end else f", {start} to {end}"
    return f", from {start}" if start else f", until {end}" if end else ""


def _short_day(day: date | None, *, first: bool) -> str:
    if day is None:
        return ""
    whole = (day.month, day.day) == ((1, 1) if first else (12, 31))
    return str(day.year) if whole else day.isoformat()


def _labelled(label: str, line: str, note: str = "") -> list[str]:
    if not line:
        return []
    return textwrap.wrap(
        plain(f"{line} ({note})" if note else line),
        width=_WIDTH,
        initial_indent=f"  {label:<{_LABEL - 2}}",
        subsequent_indent=" " * _LABEL,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _record(page: _Page) -> dict[str, Any]:
    entry, known = page.entry, page.known
    return {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "on": page.on.isoformat() if page.on else None,
        "country": entry.country,
        "also_in": list(entry.where),
        "sectors": list(page.sectors),
        "acled_type": None if page.acled_type == NONE else page.acled_type,
        **_dates(entry.active),
        "names": list(entry.aliases),
        "shorts": list(entry.shorts),
        "called": list(entry.called),
        "metonyms": list(page.metonyms),
        "offices": [_office_record(office) for office in page.offices],
        "ties": [
            {"relation": t.relation, "other": t.other, "name": known.name(t.other), **_tie_rest(t)}
            for t in page.ties
        ],
        "named_by": [_incoming_record(one) for one in page.named_by],
        "own": known.is_own(entry.id),
    }


def _office_record(office: Office) -> dict[str, Any]:
    return {
        "owner": office.owner,
        "title": office.title,
        "sectors": list(office.sectors),
        **_dates(office.period),
    }


def _incoming_record(one: Incoming) -> dict[str, Any]:
    who = {"id": one.entry.id, "name": one.entry.name}
    if isinstance(one.what, Office):
        return {**who, "relation": "holds_office", **_office_record(one.what)}
    return {**who, "relation": one.what.relation, **_tie_rest(one.what)}


def _tie_rest(tie: DatedTie) -> dict[str, Any]:
    return {**_dates(tie.period), "note": tie.note or None}


def _dates(period: Period) -> dict[str, str | None]:
    return {
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
    }

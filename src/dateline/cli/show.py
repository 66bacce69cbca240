"""``dateline show``: all there is of an incident, a report or an article of the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from rapidfuzz import fuzz, process

from ..errors import InputError
from ..export import wording
from ..export.article_text import article_json, article_text
from ..export.hit_text import head_line
from ..export.incident_text import Shown, incident_text
from ..export.json_incidents import incident_json
from ..export.json_records import encode
from ..export.json_values import Json
from ..export.options import ExportOptions
from ..export.report_lines import wrapped
from ..export.stored import ReportWriter
from ..export.tellers import tellers, tellers_json
from ..store.contract import Store, StoredReport
from ..store.filters import Filter
from .explain import explanations
from .reading import opened
from .running import OK
from .sink import sink

_EVER = datetime(1, 1, 1, tzinfo=UTC)
_LATEST = 2_000
"""So many of the latest reports are looked through for a name that is nearly right."""
_HINTS = 3
_ALIKE = 60
_EXPLAINED = ExportOptions(explain=True)


def run(*, name: str, number: int | None, output_format: str, store: str | None) -> int:
    """Write what goes by the name and return the exit code."""
    as_json = output_format == "json"
    with opened(store) as kept:
        found = None
        for look in (_incident, _report, _article):
            found = found or look(kept, name.strip(), number, as_json=as_json)
        if found is None:
            raise InputError(_unknown(kept, name.strip(), number))
    with sink(None, grows=True) as write:
        write(found if isinstance(found, str) else _indented(found))
    return OK


def _incident(store: Store, name: str, number: int | None, *, as_json: bool) -> str | Json | None:
    incident = store.incident(name, number)
    if incident is None:
        return None
    found = (store.report(key, number) for key in incident.reports)
    reports = tuple(one for one in found if one is not None)
    if not as_json:
        return incident_text(Shown(incident, reports, _number(store, number), name))
    writer = _writer(store)
    return incident_json(incident) | {
        "run": _number(store, number),
        "redirected_from": None if incident.id == name else name,
        "tellers": tellers_json(tellers(reports)),
        "report_records": [writer.to_json(one, ExportOptions()) for one in reports],
    }


def _report(store: Store, name: str, number: int | None, *, as_json: bool) -> str | Json | None:
    stored = store.report(name, number)
    if stored is None:
        return None
    incident = store.incident_of(name, number)
    of = None if incident is None else incident.id
    if as_json:
        return {"incident": of} | _writer(store).to_json(stored, _EXPLAINED)
    return "\n".join([*_explained(store, stored), *_belongs(stored, of), ""])


def _explained(store: Store, stored: StoredReport) -> Iterator[str]:
    """What `dateline explain` says of the report."""
    coded = store.coded(stored.article.hash, stored.run)
    if coded is not None:
        keys = [report.key for report in coded.reports]
        pieces = list(explanations(coded, None))
        yield pieces[keys.index(stored.report.key)].rstrip("\n")


def _belongs(stored: StoredReport, incident: str | None) -> Iterator[str]:
    yield from wrapped("key", stored.report.key)
    yield from wrapped("incident", incident or "none: not merged")
    yield from wrapped("article", head_line(stored.article))
    yield from wrapped("run", str(stored.run))


def _article(store: Store, name: str, number: int | None, *, as_json: bool) -> str | Json | None:
    article = store.article(name)
    if article is None:
        return None
    coded = store.coded(name, number)
    return article_json(article, coded) if as_json else article_text(article, coded)


def _number(store: Store, number: int | None) -> int:
    """The run that is meant."""
    return number if number is not None else store.runs()[-1].number


def _writer(store: Store) -> ReportWriter:
    return ReportWriter({known.number: known.run for known in store.runs()})


def _indented(record: Json) -> str:
    return msgspec.json.format(encode(record), indent=2) + "\n"


# -- a name that nothing has -------------------------------------------------------------------


def _unknown(store: Store, name: str, number: int | None) -> str:
    """One line: where else it is, what became of it, or which names are near."""
    shown = repr(wording.clip(name, 60))
    for known in reversed(store.runs()):
        if store.incident(name, known.number) or store.report(name, known.number):
            return f"{shown} is of run {known.number}: give --run {known.number}"
    names = []
    for change in store.changes_since(_EVER, number):
        if change.id == name:
            return f"incident {shown} was withdrawn on {change.at:%Y-%m-%d}: no report tells of it"
        if change.kind != "withdrawn":
            names.append(change.id)
    near = _near(name, [*names, *_latest(store, number)])
    hint = f"; do you mean {' or '.join(near)}?" if near else ""
    return f"no incident, report or article {shown} in {store.place}{hint}"


def _latest(store: Store, number: int | None) -> Iterator[str]:
    """The keys of the reports added last, and the hashes of their articles."""
    where = Filter(run=number, with_copies=True)
    for stored in store.reports(where, order="changed", limit=_LATEST).items:
        yield stored.report.key
        yield stored.article.hash


def _near(name: str, known: list[str]) -> list[str]:
    """Names that begin with the name, else those most like it."""
    begun = sorted({one for one in known if name and one.startswith(name)})
    if begun:
        return begun[:_HINTS]
    names = sorted(set(known))
    found = process.extract(name, names, scorer=fuzz.ratio, limit=_HINTS, score_cutoff=_ALIKE)
    return [one for one, _, _ in found]

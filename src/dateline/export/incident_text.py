"""An incident laid out for reading: what is agreed, every rival, who tells it, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..records.event import Report
from ..records.incident import Incident, ReportsContradiction, Rivals
from ..store.contract import StoredReport
from . import wording
from .hit_text import head_line
from .report_lines import many, sentence, wrapped
from .tellers import Teller, tellers
from .value_words import killed, said

_FIELDS = {
    "event_type": "type",
    "actors": "who",
    "targets": "to whom",
    "place": "where",
    "date": "when",
    "counts": "counts",
    "factuality": "factuality",
    "codes": "codes",
}
"""The fields in the order of reading, and their labels."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident with all its reports, and what it was asked for by."""

    incident: Incident
    reports: tuple[StoredReport, ...]
    run: int
    asked: str


def incident_text(shown: Shown) -> str:
    """All of it, in lines of at most 100 characters."""
    return "\n".join(_lines(shown)) + "\n"


def _lines(shown: Shown) -> Iterator[str]:
    incident, told_by = shown.incident, tellers(shown.reports)
    names = {key: one.name for one in told_by for key in one.reports}
    title = said("event_type", incident.event_type.leading)
    yield f"Incident {wording.plain(incident.id)}: {title}"
    if shown.asked != incident.id:
        yield from wrapped("", f"{shown.asked} is no more: it was merged into this one")
    say = _Said(incident.reports, names)
    for field, label in _FIELDS.items():
        yield from _field(label, field, getattr(incident, field), say)
    if incident.killed_low is not None:
        yield from wrapped("killed", f"{killed(incident.killed_low, incident.killed_high)} by all "
                           "reports together")  # fmt: skip
    yield from wrapped("published", _published(incident))
    yield from wrapped("record", f"revision {incident.revision}, run {shown.run}")
    yield ""
    yield f"Told by {_sources(incident, told_by)}"
    for one in told_by:
        yield from _teller(one)
    if incident.contradictions:
        yield ""
        yield "Contradictions"
        for found in incident.contradictions:
            yield from _contradiction(found, names)
    yield ""
    yield "Reports"
    articles = {key: one for one in told_by for key in one.reports}
    for key in incident.reports:
        yield from _report(key, shown.reports, articles)


class _Said:
    """Says who gives a value: the outlets of its reports."""

    def __init__(self, all_reports: Sequence[str], names: Mapping[str, str]) -> None:
        self._all = frozenset(all_reports)
        self._names = names

    def by(self, keys: Sequence[str]) -> str:
        """Each outlet once, with how many of its reports where that is several."""
        if len(self._all) > 1 and self._all == frozenset(keys):
            return "all reports"
        found: dict[str, int] = {}
        for key in keys:
            name = wording.clip(self._names.get(key, f"report {key}"), _LONGEST)
            found[name] = found.get(name, 0) + 1
        return ", ".join(f"{name} ({n}×)" if n > 1 else name for name, n in found.items())


def _field(label: str, field: str, rivals: Rivals[Any], say: _Said) -> Iterator[str]:
    """What is agreed on and who says so, then every other value and who says that."""
    if rivals.value is None and not rivals.rivals:
        yield from wrapped(label, said(field, None))
        return
    if rivals.value is not None:
        yield from wrapped(label, f"{said(field, rivals.value)} ← {say.by(rivals.reports)}")
    for number, rival in enumerate(rivals.rivals):
        is_first = rivals.value is None and number == 0
        words = f"{said(field, rival.value)} ← {say.by(rival.reports)}"
        before = "disputed:" if is_first else "or"
        yield from wrapped(label if is_first else "", f"{before} {words}")


def _published(incident: Incident) -> str:
    first, last = incident.first_published, incident.last_published
    if first is None:
        return "day not known"
    return str(first) if first == last else f"{first} to {last}"


# -- who tells it ------------------------------------------------------------------------------


def _sources(incident: Incident, told_by: Sequence[Teller]) -> str:
    copies = sum(one.article.copy_of is not None for one in told_by)
    parts = [
        f"{incident.independent_sources:,} independent",
        f"{incident.partisan_sources:,} tied to a party",
        f"{copies:,} {'copy' if copies == 1 else 'copies'}",
        f"{many(len(told_by), 'article')} in all",
    ]
    return ", ".join(parts)


def _teller(one: Teller) -> Iterator[str]:
    yield from wrapped(one.standing, head_line(one.article))
    if one.is_counted and one.article.copy_of is not None:
        yield from wrapped("", "counted for the article that it copies, which is not among these")
    if one.is_partisan:
        ties = "; ".join(
            f"{wording.words(tie.relation)} {tie.other}" + (f" ({tie.note})" if tie.note else "")
            for tie in one.ties
        )
        yield from wrapped("", f"tied to a party of the event{f': {ties}' if ties else ''}")


# -- what cannot both hold ---------------------------------------------------------------------


def _contradiction(found: ReportsContradiction, names: Mapping[str, str]) -> Iterator[str]:
    yield from wrapped(found.kind, found.explanation)
    for one in found.evidence:
        name = wording.clip(names.get(one.report, f"report {one.report}"), _LONGEST)
        yield from wrapped("", f"{name}: “{wording.clip(one.quote.text, 200)}”")


# -- each report -------------------------------------------------------------------------------


def _report(
    key: str, reports: Iterable[StoredReport], articles: Mapping[str, Teller]
) -> Iterator[str]:
    stored = next((one for one in reports if one.report.key == key), None)
    if stored is None:
        yield from wrapped("", f"report {key} is not in this run")
        return
    yield f"  {wording.plain(key)}"
    yield from wrapped("", head_line(stored.article))
    yield from wrapped("", f"“{sentence(stored.report)}”")
    yield from wrapped("", _told(stored.report))


def _told(report: Report) -> str:
    tellers_of = ", ".join(wording.tellers(report.attribution))
    parts = [f"told by {tellers_of}", report.factuality.value, *report.flags]
    return "; ".join(parts)

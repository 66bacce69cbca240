"""What an audit says, kept until something changes; as records for pages, JSON and CSV."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...export.columns import Column
from ...review import AuditResult, Figure, audit_of
from ...review.audit import BY_TYPE, Conflicts, StratumFigure
from ...review.intervals import Interval
from ...review.values import FIELDS
from ...review.verdicts import MEASURES, REPORT, WHOLE
from ..context import Workbench
from .audit_chart import Dot

MAIN = BY_TYPE
_KEPT = 8
_LABELS = {REPORT: "is such a report", WHOLE: "every field right"}

_Key = tuple[str, str | None, Conflicts]


class Audits:
    """Results of audits. The bootstrap of many strata takes a while: each is made once."""

    def __init__(self, bench: Workbench) -> None:
        self._store = bench.store
        self._kept: OrderedDict[_Key, tuple[str, AuditResult]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, id: str, articles: str | None, conflicts: Conflicts) -> AuditResult:
        """The audit as it stands. Raises `InputError` for a sample that is not there."""
        key, version = (id, articles, conflicts), self._store.version()
        with self._lock:  # who asks meanwhile waits for the same figures
            found = self._kept.get(key)
            if found is None or found[0] != version:
                result = audit_of(self._store, id, articles=articles, conflicts=conflicts)
                self._kept[key] = found = version, result
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return found[1]


def label(measure: str) -> str:
    """A measure in few words."""
    return _LABELS.get(measure) or FIELDS[measure].label


def dot(figure: Figure, name: str | None = None) -> Dot:
    """A figure for the chart."""
    return Dot(name or label(figure.measure), figure.share, figure.interval, figure.counted)


def counted(result: AuditResult) -> list[Figure]:
    """The figures that say something."""
    return [one for one in result.figures if one.counted or one.missing]


def types(result: AuditResult) -> list[tuple[str, list[Figure]]]:
    """Each reviewed type with its figures, in the order of `BY_TYPE`."""
    step = len(BY_TYPE)
    rows = (result.by_type[at : at + step] for at in range(0, len(result.by_type), step))
    return [(row[0].event_type or "(no type)", list(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class Row:
    """One share for the CSV twin: of all strata or of one, of all types or of one."""

    figure: Figure
    stratum: StratumFigure | None = None

    @property
    def interval(self) -> Interval | None:
        """The one to state."""
        return self.figure.interval if self.stratum is None else self.stratum.interval

    @property
    def method(self) -> str:
        """Where the interval comes from."""
        if self.interval is None:
            return ""
        pooled = self.stratum is None and self.interval == self.figure.bootstrap
        return "bootstrap" if pooled else "wilson"


def rows(result: AuditResult) -> Iterator[Row]:
    """All shares: pooled, by stratum, by type."""
    for figure in result.figures:
        yield Row(figure)
        if len(figure.strata) > 1:
            yield from (Row(figure, stratum) for stratum in figure.strata)
    yield from (Row(figure) for figure in result.by_type)


FIGURE_COLUMNS: tuple[Column[Row], ...] = (
    Column("measure", "text", lambda row: row.figure.measure, "report, whole, or a field"),
    Column("event_type", "text", lambda row: row.figure.event_type, "the type as coded, or all"),
    Column(
        "stratum",
        "text",
        lambda row: None if row.stratum is None else row.stratum.stratum,
        "or all strata",
    ),
    Column("share", "decimal", lambda row: (row.stratum or row.figure).share, "right values"),
    Column(
        "low",
        "decimal",
        lambda row: None if row.interval is None else row.interval.low,
        "from, at 95%",
    ),
    Column(
        "high",
        "decimal",
        lambda row: None if row.interval is None else row.interval.high,
        "to, at 95%",
    ),
    Column("method", "text", lambda row: row.method, "bootstrap or wilson"),
    Column("right", "number", lambda row: (row.stratum or row.figure).right, "right values"),
    Column("counted", "number", lambda row: (row.stratum or row.figure).counted, "values counted"),
    Column(
        "missing",
        "number",
        lambda row: None if row.stratum else row.figure.missing,
        "fields left empty that the reviewer filled",
    ),
    Column(
        "population",
        "number",
        lambda row: None if row.stratum is None else row.stratum.population,
        "reports of the stratum",
    ),
    Column(
        "drawn",
        "number",
        lambda row: None if row.stratum is None else row.stratum.drawn,
        "of them drawn",
    ),
    Column(
        "reviewed",
        "number",
        lambda row: None if row.stratum is None else row.stratum.reviewed,
        "of those reviewed",
    ),
)


def result_json(result: AuditResult) -> dict[str, Any]:
    """The audit as JSON, the interval to state beside each share."""
    sample, recall = result.sample, result.recall
    return {
        "sample": {
            "id": sample.id, "name": sample.name, "created": sample.created, "by": sample.by,
            "run": sample.run, "query": sample.query, "seed": sample.seed,
            "strata": sample.strata,
        },
        "coded_by": result.run, "drawn": result.drawn, "reviewed": result.reviewed,
        "reviewed_twice": result.twice, "conflicts": result.conflicts,
        "conflict_rule": result.conflict_rule, "reviewers": dict(result.reviewers),
        "first_review": result.first_review, "last_review": result.last_review,
        "median_seconds": result.seconds, "left_out": result.elsewhere,
        "figures": [_figure(one) for one in result.figures],
        "by_type": [_figure(one) for one in result.by_type],
        "agreement": result.agreement,
        "missed": None if recall is None else {
            "sample": recall.sample.id, "articles": recall.articles, "found": recall.found,
            "missed": recall.missed, "false": recall.false, "unreviewed": recall.unreviewed,
            "share": recall.share, "interval": recall.interval,
            "missed_types": dict(recall.missed_types),
        },
    }  # fmt: skip


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "measure": one.measure, "says": MEASURES[one.measure], "event_type": one.event_type,
        "share": one.share, "interval": one.interval, "bootstrap": one.bootstrap,
        "wilson": one.wilson, "counted": one.counted, "right": one.right,
        "missing": one.missing, "conflicts": one.conflicts, "effective": one.effective,
        "strata": one.strata,
    }  # fmt: skip

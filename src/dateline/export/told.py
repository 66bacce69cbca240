"""What an exporter of events is given: each incident with the reports and articles behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..codebook import Codebook
from ..records.article import Article
from ..records.event import CodingRun, Report
from ..records.incident import Incident


@dataclass(frozen=True, slots=True)
class ToldReport:
    """One report of an incident and the article that tells it.

    ``report`` is as its reviewers corrected it, ``coded`` as Dateline coded it: the very same
    record where nobody corrected anything.
    """

    report: Report
    coded: Report
    article: Article


@dataclass(frozen=True, slots=True)
class ToldIncident:
    """An incident, corrected, and its reports in the order of ``incident.reports``."""

    incident: Incident
    told: tuple[ToldReport, ...]


@dataclass(frozen=True, slots=True)
class EventOptions:
    """What every exporter of events may be told.

    ``made`` is the time that formats with a column for it give their rows (UTC): when the
    incidents last changed, never the clock's, so that the same store gives the same bytes.
    """

    run: CodingRun
    made: datetime
    codebook: Codebook


EventExporter = Callable[[Iterable[ToldIncident], EventOptions], Iterator[str] | Iterator[bytes]]
"""Incidents to pieces of a file; text in UTF-8."""


@dataclass(frozen=True, slots=True)
class EventFormat:
    """One way to write incidents: ``says`` is a line for the manual, ``row`` what a row is."""

    write: EventExporter
    suffix: str
    row: str
    says: str
    binary: bool = False

"""Incidents as JSON, JSON lines and CSV, and their reports as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .columns import csv_lines
from .json_incidents import incident_json, indented
from .json_records import encode
from .json_values import Json
from .told import EventOptions, ToldIncident
from .told_columns import INCIDENTS, REPORTS, report_rows


def lines(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """One JSON object a line, one line an incident."""
    return (encode(_json(one)) + "\n" for one in told)


def array(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """One indented JSON array of all incidents."""
    return indented(_json(one) for one in told)


def rows(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """The header, then a row for each incident."""
    return csv_lines(INCIDENTS, told)


def report_lines(told: Iterable[ToldIncident], options: EventOptions) -> Iterator[str]:
    """The header, then a row for each report."""
    return csv_lines(REPORTS, report_rows(told))


def _json(told: ToldIncident) -> Json:
    """As ``dateline list`` has it, and in place of its review which reports were corrected."""
    record = incident_json(told.incident)
    del record["review"]
    keys = [one.report.key for one in told.told if one.report is not one.coded]
    return record | {"corrected_reports": keys}

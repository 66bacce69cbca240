"""The one report that a text is mainly about: the single place where that is decided."""

from __future__ import annotations

from collections.abc import Iterable

from ..records.event import CodedArticle, Report


def main_report(coded: CodedArticle) -> Report | None:
    """The report a text is mainly about; None without a report."""
    return foremost(coded.reports)


def foremost(reports: Iterable[Report]) -> Report | None:
    """The report most likely what the text was written for; of equals, the one told first.

    That is the model's salience times the score; the score alone where the rules decided.
    """
    return min(reports, key=lambda r: (-_weight(r), r.trigger.start), default=None)


def _weight(report: Report) -> float:
    return report.score * report.salience if report.salience else report.score

"""The one report that a text is mainly about: the single place where that is decided."""

from __future__ import annotations

from collections.abc import Iterable

from ..codebook import Codebook, load_codebook
from ..records.event import CodedArticle, Report

_GRAVE = frozenset({"explosion", "violence", "riot", "disaster"})
_SLIGHT = frozenset({"verbal_conflict", "verbal_cooperation", "coercion", "governance"})
_HAPPENED = frozenset({"asserted", "alleged", "historical"})
_MORE, _LESS, _UNREAL = 1.8, 0.6, 0.3
"""Weights of grave acts, of slight ones, and of what did not happen; looked for on the ACLED
development set."""
_FLOOR = 0.5
"""What an act counts that the model holds for wholly beside the text's point."""


def main_report(coded: CodedArticle) -> Report | None:
    """The report a text is mainly about; None without a report.

    The likeliest of `foremost`'s measure, times how grave the act is: of several acts in one
    text, coders name the text after the most violent one that happened (ACLED codebook, "one
    event, one type"), and after words, inquiries and arrests only where nothing else is told.
    """
    codebook = load_codebook()
    return min(
        coded.reports,
        key=lambda r: (-_salience(r) * _gravity(r, codebook), r.trigger.start),
        default=None,
    )


def foremost(reports: Iterable[Report]) -> Report | None:
    """The report most likely what the text was written for; of equals, the one told first.

    That is the score, more for what the model finds salient; where the rules decided, the score
    alone.
    """
    return min(reports, key=lambda r: (-_salience(r), r.trigger.start), default=None)


def _salience(report: Report) -> float:
    if not (report.event_type.by or "").startswith("model@"):
        return report.score
    return report.score * (report.salience + _FLOOR)


def _gravity(report: Report, codebook: Codebook) -> float:
    known = codebook.types.get(report.event_type.value or "")
    family = "" if known is None else known.family
    weight = _MORE if family in _GRAVE else _LESS if family in _SLIGHT else 1.0
    return weight if report.factuality.value in _HAPPENED else weight * _UNREAL

"""The one report that a text is mainly about: the single place where that is decided."""

from __future__ import annotations

from collections.abc import Iterable

from ..codebook import Codebook, load_codebook
from ..records.event import CodedArticle, Report
from .words import cosine, vector

_GRAVE = frozenset({"explosion", "violence", "riot", "disaster"})
_SLIGHT = frozenset({"verbal_conflict", "verbal_cooperation", "coercion", "governance"})
_HAPPENED = frozenset({"asserted", "alleged", "historical"})
_MORE, _LESS, _UNREAL = 1.8, 0.6, 0.3
"""Weights of grave acts, of slight ones, and of what did not happen; looked for on the ACLED
development set."""
_FLOOR = 0.5
"""What an act counts that the model holds for wholly beside the text's point."""
_LATE, _EARLY, _LATEST = 0.5, 150, 500
"""What an act loses at most, where it is told more than so many characters down: news leads with
its news, and ends with what came before."""


def main_report(coded: CodedArticle) -> Report | None:
    """The report a text is mainly about; None without a report.

    The likeliest of `foremost`'s measure, weighed by how early it is told, by how much its sentence
    is like the title, and by how grave the act is: of several acts in one
    text, coders name the text after the most violent one that happened (ACLED codebook, "one
    event, one type"), and after words, inquiries and arrests only where nothing else is told.
    """
    codebook = load_codebook()
    title = vector(coded.article.title or "")

    def worth(report: Report) -> float:
        alike = 1.0 + cosine(title, vector(report.sentence.text))
        return _salience(report) * _gravity(report, codebook) * _leading(report) * alike

    return min(coded.reports, key=lambda r: (-worth(r), r.trigger.start), default=None)


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


def _leading(report: Report) -> float:
    down = (report.trigger.start - _EARLY) / (_LATEST - _EARLY)
    return 1.0 - _LATE * min(1.0, max(0.0, down))


def _gravity(report: Report, codebook: Codebook) -> float:
    known = codebook.types.get(report.event_type.value or "")
    family = "" if known is None else known.family
    weight = _MORE if family in _GRAVE else _LESS if family in _SLIGHT else 1.0
    return weight if report.factuality.value in _HAPPENED else weight * _UNREAL

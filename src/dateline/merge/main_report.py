"""The one report that a text is mainly about: the single place where that is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..codebook import Codebook, load_codebook
from ..records.event import CodedArticle, Report
from .words import Vector, cosine, vector

_KINDS = (
    "battle explosion violence protest riot strategic disaster",
    "coercion material_cooperation",
    "verbal_cooperation verbal_conflict governance",
)
_KIND = {family: number for number, kind in enumerate(_KINDS) for family in kind.split()}
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
    return next(iter(chief_reports(coded)), None)


def chief_reports(
    coded: CodedArticle, vector_of: Callable[[str], Vector] = vector
) -> tuple[Report, ...]:
    """The foremost report of each kind (`kind_of`) that an article tells, its main report first.

    An article on an arrest tells the attack, too; each is compared with its like elsewhere.
    ``vector_of`` is `words.vector`, or one that keeps what it has made.
    """
    codebook = load_codebook()
    title = vector_of(coded.article.title or "")

    def worth(report: Report) -> float:
        alike = 1.0 + cosine(title, vector_of(report.sentence.text))
        return _salience(report) * _gravity(report, codebook) * _leading(report) * alike

    found: dict[int | None, Report] = {}
    for report in sorted(coded.reports, key=lambda r: (-worth(r), r.trigger.start)):
        found.setdefault(kind_of(_family(report, codebook)), report)
    return tuple(found.values())


def kind_of(family: str) -> int | None:
    """Acts 0, measures 1, words 2: types of one kind are taken for each other, of two never.

    None for a family that the shipped codebook does not have.
    """
    return _KIND.get(family)


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
    family = _family(report, codebook)
    weight = _MORE if family in _GRAVE else _LESS if family in _SLIGHT else 1.0
    return weight if report.factuality.value in _HAPPENED else weight * _UNREAL


def _family(report: Report, codebook: Codebook) -> str:
    known = codebook.types.get(report.event_type.value or "")
    return "" if known is None else known.family

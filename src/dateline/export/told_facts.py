"""What exporters of incidents ask of one: did it happen, in whose codes, who tells of it best."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from ..merge.main_report import foremost
from ..records.claim import Factuality
from ..records.entity import CountRange
from ..records.event import Codes
from ..records.incident import Incident, Rivals
from .told import ToldIncident, ToldReport
from .value_words import FIELDS

T = TypeVar("T")

_DIGITS = 12
_MINTED = re.compile(rf"i([0-9a-f]{{{_DIGITS}}})")
_FIRM: tuple[Factuality, ...] = ("asserted", "alleged")


def standing(incident: Incident) -> Factuality | None:
    """What the reports agree on or most of them say; of equals what is told as done.

    None where none of the reports has a factuality.
    """
    agreed = incident.factuality
    if agreed.value is not None or not agreed.rivals:
        return agreed.value
    most = len(agreed.rivals[0].reports)
    told = [one.value for one in agreed.rivals if len(one.reports) == most]
    return next((one for one in _FIRM if one in told), told[0])


def disputed(incident: Incident) -> tuple[str, ...]:
    """The fields on which its reports do not agree."""
    fields: list[tuple[str, Rivals[object]]] = [(one, getattr(incident, one)) for one in FIELDS]
    return tuple(name for name, rivals in fields if rivals.value is None and rivals.rivals)


def leading_code(told: ToldIncident, read: Callable[[Codes], T]) -> T | None:
    """The code that most reports of the incident's leading event type have.

    Codes of a scheme are counted by themselves: reports that differ in PLOVER's contexts alone do
    not divide the votes for their CAMEO code. Of equals the one that is told first.
    """
    kind = told.incident.event_type.leading
    votes: dict[T, int] = {}
    for one in told.told:
        if one.report.event_type.value == kind:
            code = read(one.report.codes)
            votes[code] = votes.get(code, 0) + 1
    return max(votes, key=lambda code: votes[code], default=None)


def killed_told(told: ToldIncident) -> tuple[CountRange, ...]:
    """How many were killed, by each report that tells of the act as done or alleges it."""
    return tuple(
        count.value
        for one in told.told
        for count in one.report.counts
        if count.kind == "killed" and one.report.factuality.value in _FIRM
    )


def number_of(incident: Incident) -> int:
    """A whole number for formats that want one: the twelve hex digits of its id, 48 bits.

    It is exact in a float of 64 bits, and ``f"i{number:012x}"`` gives the id back. An id of another
    form is hashed to as many bits.
    """
    digits = _MINTED.fullmatch(incident.id)
    hexadecimal = digits[1] if digits else sha256(incident.id.encode()).hexdigest()[:_DIGITS]
    return int(hexadecimal, 16)


def by_day(told: ToldIncident) -> tuple[ToldReport, ...]:
    """A report of each article, originals first, then by day of publication and hash."""
    first: dict[str, ToldReport] = {}
    for one in told.told:
        first.setdefault(one.article.hash, one)
    return tuple(sorted(first.values(), key=_order))


def outlets(told: ToldIncident) -> tuple[str, ...]:
    """The outlets of its articles, each once, the earliest first; of copies only without others."""
    ordered = by_day(told)
    originals = [one for one in ordered if one.article.copy_of is None]
    sources = (one.article.source for one in originals or ordered)
    return tuple(dict.fromkeys(one.name for one in sources if one is not None))


def main_told(told: ToldIncident) -> ToldReport:
    """The report to quote: of the leading type and what stands, rather no copy's, the foremost."""
    kind, stands = told.incident.event_type.leading, standing(told.incident)
    chosen = list(told.told)
    for fits in (
        lambda one: one.report.event_type.value == kind,
        lambda one: one.report.factuality.value == stands,
        lambda one: one.article.copy_of is None,
    ):
        chosen = [one for one in chosen if fits(one)] or chosen
    best = foremost(one.report for one in chosen)
    return next(one for one in chosen if one.report is best)


def _order(one: ToldReport) -> tuple[bool, str, str]:
    day = one.article.published.isoformat() if one.article.published else "9999"
    return one.article.copy_of is not None, day, one.article.hash

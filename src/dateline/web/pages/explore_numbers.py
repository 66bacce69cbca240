"""The figures above the results, and how they changed against the period before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np

from ..context import Workbench
from ..index import Compared, Selection, Snapshot, Totals
from .explore_facets import Switch
from .explore_view import View, snapshot

_PERIODS = (("30 d", "30 days", 30), ("90 d", "90 days", 90), ("1 y", "year", 365),
            ("5 y", "5 years", 1826))  # fmt: skip
_SMALL, _TIMES = 0.095, 10
"""Shares below the one are told with a decimal, from the other on as a multiple."""
Way = Literal["up", "down", "same"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure changed: ``words`` such as ``+12%``, or ``+3`` where there were none before."""

    way: Way
    words: str
    before: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Totals; the changes only where the filter has a period."""

    totals: Totals
    period: str = ""
    incidents: Change | None = None
    killed: Change | None = None


def numbers(found: Selection) -> Numbers:
    """The figures of a selection; an open end of its period is taken to be the last day it has."""
    totals, compared = found.totals(), _compared(found)
    if compared is None:
        return Numbers(totals)
    before = compared.totals
    return Numbers(
        totals,
        period=f"{compared.since} to {compared.until}",
        incidents=_change(before.incidents, totals.incidents),
        killed=_change(before.killed_low, totals.killed_low),
    )


def periods(bench: Workbench, view: View) -> tuple[Switch, ...]:
    """Links to the last days, months and years that the incidents know of."""
    last = last_day(snapshot(bench, view), bench.now().date())
    if last is None:
        return ()
    return tuple(
        _period(view, (label, title), last - timedelta(days=days - 1), last)
        for label, title, days in _PERIODS
    )


def last_day(known: Snapshot, today: date) -> date | None:
    """The last day on which something happened, as long as it is not in the future."""
    days = known.derived.columns.last_day
    days = days[(days > 0) & (days <= today.toordinal())]
    return date.fromordinal(int(days.max())) if len(days) else None


def _period(view: View, words: tuple[str, str], since: date, until: date) -> Switch:
    first, last = since.isoformat(), until.isoformat()
    on = view.filter.since == since and view.filter.until == until
    return Switch(words[0], view.asked.link(since=first, until=last), on, words[1])


def _compared(found: Selection) -> Compared | None:
    where = found.where
    if where.since is None or where.until is not None:
        return found.compared()
    days = found.snapshot.derived.columns.last_day
    days = days if found.rows is None else days[found.rows]
    if not len(days) or not int(days.max()):
        return None
    until = max(date.fromordinal(int(np.max(days))), where.since)
    return replace(found, where=replace(where, until=until)).compared()


def _change(before: int, now: int) -> Change:
    way: Way = "same" if now == before else "up" if now > before else "down"
    if not before:
        return Change(way, f"{now - before:+,}" if now else "±0", "0")
    share = (now - before) / before
    digits = 1 if abs(share) < _SMALL else 0
    words = f"{share:+.{digits}%}" if abs(share) < _TIMES else f"×{now / before:,.0f}"
    return Change(way, words.replace("-", "−"), f"{before:,}")

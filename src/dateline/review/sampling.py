"""Stratified random samples of the reports, or the articles, of a store.

Which report is drawn goes by a hash of the seed and its key, and by nothing else: the same reports
and seed give the same sample, in whatever order the store lists them, and each report of a stratum
has the same chance.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import sqrt
from typing import Literal

from ..errors import InputError
from ..records.decision import AuditItem, AuditSample, AuditStratum
from ..store.contract import Store, StoredReport, walk
from ..store.filters import EVERYTHING, Filter
from .query import query_of

Strata = Literal["none", "type", "country", "month", "outlet"]
Allocation = Literal["proportional", "equal", "neyman"]

_PAGE = 500
_LEAST_SPREAD = 0.1
"""Neyman's allocation takes no stratum for surer than this standard deviation."""
POOLED = "(small strata)"
WITH_REPORTS = "articles with reports"
WITHOUT_REPORTS = "articles without reports"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sample is drawn: ``size`` items in all, the strata, and how many from each.

    ``proportional`` to the stratum's size; ``equal`` from each; ``neyman`` by its size times the
    standard deviation to be expected, ``sqrt(p * (1 - p))`` with the mean score of its reports as
    ``p``. Each stratum gives at least ``minimum`` items, or all it has; strata of fewer than
    ``smallest`` reports are made one.
    """

    size: int
    seed: int
    strata: Strata = "none"
    allocation: Allocation = "proportional"
    minimum: int = 2
    smallest: int = 0

    def __post_init__(self) -> None:
        if self.size < 1:
            raise InputError(f"size: {self.size} is too few; draw at least 1")
        if self.minimum < 0 or self.smallest < 0:
            raise InputError("minimum, smallest: neither can be less than 0")


@dataclass(frozen=True, slots=True)
class Unit:
    """An item that can be drawn, its stratum, and the score that the pipeline gave it."""

    key: str
    stratum: str
    score: float = 0.5


@dataclass(frozen=True, slots=True)
class Signed:
    """Who draws a sample, when, and how they name it. ``at`` has a time zone."""

    name: str
    by: str
    at: datetime


def draw_sample(store: Store, where: Filter, plan: Plan, *, signed: Signed) -> AuditSample:
    """Draw a sample of the reports of a filter; keep it with `Store.add_audit_sample`.

    Raises `InputError` where the filter has no reports, or the strata are too many for the size.
    """
    run = _run(store, where)
    where = replace(where, run=run)
    found = walk(lambda after: store.reports(where, after=after, limit=_PAGE))
    units = [Unit(one.report.key, _STRATA[plan.strata](one), one.report.score) for one in found]
    return _sample(units, plan, run=run, query=query_of(where), signed=signed)


def draw_articles(store: Store, plan: Plan, *, run: int | None, signed: Signed) -> AuditSample:
    """Draw a sample of whole articles that a run has coded, to look for events it missed.

    Its items are articles by their hashes, in two strata: with and without reports; copies of other
    articles are left out. ``plan.strata`` is not asked. Raises `InputError` as `draw_sample`.
    """
    number = _run(store, replace(EVERYTHING, run=run))
    where = replace(EVERYTHING, run=number)
    found = walk(lambda after: store.reports(where, after=after, limit=_PAGE))
    told = {one.article.hash for one in found}
    units = [
        Unit(hash, WITH_REPORTS if hash in told else WITHOUT_REPORTS)
        for hash in _coded_articles(store, number)
    ]
    return _sample(units, plan, run=number, query=f"articles=yes&run={number}", signed=signed)


def is_of_articles(sample: AuditSample) -> bool:
    """Whether a sample is one of whole articles."""
    return sample.query.startswith("articles=yes")


def _run(store: Store, where: Filter) -> int:
    if where.run is not None:
        return where.run
    runs = store.runs()
    if not runs:
        raise InputError("nothing is coded yet: there is nothing to draw a sample from")
    return runs[-1].number


def _coded_articles(store: Store, run: int) -> Iterator[str]:
    after: str | None = None
    left: set[str] = set()
    while waiting := store.articles_without(run, _PAGE, after=after):
        left.update(one.hash for one in waiting)
        after = waiting[-1].hash
    after = None
    while page := store.articles(after=after, limit=_PAGE):
        yield from (one.hash for one in page if one.copy_of is None and one.hash not in left)
        after = page[-1].hash


def _sample(
    units: Iterable[Unit], plan: Plan, *, run: int, query: str, signed: Signed
) -> AuditSample:  # fmt: skip
    strata, items = draw(units, plan)
    words = f"{plan.seed}\n{query}\n{plan}\n{signed.name}\n{signed.at.isoformat()}"
    return AuditSample(
        id=hashlib.sha256(words.encode()).hexdigest()[:12],
        name=signed.name,
        created=signed.at,
        by=signed.by,
        run=run,
        query=query,
        seed=plan.seed,
        strata=strata,
        items=items,
    )


# -- drawing ---------------------------------------------------------------------------------


def draw(
    units: Iterable[Unit], plan: Plan
) -> tuple[tuple[AuditStratum, ...], tuple[AuditItem, ...]]:
    """The strata, by name, and the items drawn, in a random order over all strata.

    So that who stops half-way has reviewed a random part of every stratum. Raises `InputError`
    where there are no units, or too many strata for the size.
    """
    strata = _by_stratum(units, plan.smallest)
    numbers = allocate(strata, plan)
    drawn: list[tuple[bytes, AuditItem]] = []
    for name, members in strata.items():
        ranked = sorted(members, key=lambda unit: _rank(plan.seed, "draw", unit.key))
        drawn += (
            (_rank(plan.seed, "order", unit.key), AuditItem(unit.key, name))
            for unit in ranked[: numbers[name]]
        )
    drawn.sort(key=lambda one: one[0])
    named = tuple(
        AuditStratum(name, len(members), numbers[name]) for name, members in strata.items()
    )
    return named, tuple(item for _, item in drawn)


def _by_stratum(units: Iterable[Unit], smallest: int) -> dict[str, list[Unit]]:
    every = list({unit.key: unit for unit in units}.values())
    if not every:
        raise InputError("the filter has no reports: there is nothing to draw a sample from")
    sizes = Counter(unit.stratum for unit in every)
    strata: dict[str, list[Unit]] = {}
    for unit in every:
        name = unit.stratum if sizes[unit.stratum] >= smallest else POOLED
        strata.setdefault(name, []).append(unit)
    return dict(sorted(strata.items()))


def _rank(seed: int, purpose: str, key: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{purpose}\n{key}".encode()).digest()


def allocate(strata: Mapping[str, Sequence[Unit]], plan: Plan) -> dict[str, int]:
    """How many items each stratum gives.

    What is left over the minimum is shared out one by one by Sainte-Lague's rule, which keeps the
    numbers as near as may be to the stratum's weights; no stratum gives more than it has. Raises
    `InputError` where the minimum of all strata is more than the size.
    """
    numbers = {name: min(plan.minimum, len(units)) for name, units in strata.items()}
    least = sum(numbers.values())
    if least > plan.size:
        raise InputError(
            f"size: {plan.size} is too few for {len(strata)} strata of at least {plan.minimum}; "
            f"draw {least} or more, or pool small strata"
        )
    weights = {name: _weight(units, plan.allocation) for name, units in strata.items()}
    for _ in range(min(plan.size, sum(len(units) for units in strata.values())) - least):
        behind = max(
            (name for name, units in strata.items() if numbers[name] < len(units)),
            key=lambda name: (weights[name] / (2 * numbers[name] + 1), name),
        )
        numbers[behind] += 1
    return numbers


def _weight(units: Sequence[Unit], allocation: Allocation) -> float:
    if allocation == "equal":
        return 1.0
    if allocation == "proportional":
        return float(len(units))
    mean = min(1.0, max(0.0, sum(sorted(unit.score for unit in units)) / len(units)))
    return len(units) * max(_LEAST_SPREAD, sqrt(mean * (1 - mean)))


# -- strata ----------------------------------------------------------------------------------


def _country(stored: StoredReport) -> str:
    place = stored.report.place.value
    return place.country if place is not None and place.country else "(no country)"


def _month(stored: StoredReport) -> str:
    when = stored.report.date.value
    return when.start.isoformat()[:7] if when is not None else "(no date)"


def _outlet(stored: StoredReport) -> str:
    source = stored.article.source
    return source.name if source is not None else "(no outlet)"


_STRATA: Mapping[Strata, Callable[[StoredReport], str]] = {
    "none": lambda stored: "(all)",
    "type": lambda stored: stored.report.event_type.value or "(no type)",
    "country": _country,
    "month": _month,
    "outlet": _outlet,
}

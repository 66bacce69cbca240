"""How good the data is: shares of right values with intervals, from a reviewed random sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Literal

from ..errors import InputError
from ..records.decision import AuditSample
from ..records.event import CodingRun, Report
from ..store.contract import Store
from .agreement import Agreement, agreement
from .intervals import (
    Interval,
    StratumCounts,
    effective_size,
    stratified_bootstrap,
    weighted_share,
    weighted_wilson,
    wilson,
)
from .missed import Recall, recall_of
from .sampling import is_of_articles
from .verdicts import MEASURES, REPORT, WHOLE, Judged, JudgedItem, judged_items

Conflicts = Literal["wrong", "right", "left out"]

BY_TYPE = (REPORT, "event_type", "actors", "targets", "place", "date", WHOLE)
"""What is measured of each event type apart."""
NEARLY_NONE = 0.1
"""A share below it, or as near to 1, is stated with Wilson's interval."""


@dataclass(frozen=True, slots=True)
class StratumFigure:
    """A share in one stratum, with Wilson's interval; ``counted`` items have such a value."""

    stratum: str
    population: int
    drawn: int
    reviewed: int
    counted: int
    right: int
    share: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Figure:
    """The share of right values of one measure, of all event types or of one.

    ``share`` is weighted by the strata's populations. ``bootstrap`` is its interval from strata
    drawn anew, None where the sample shows no spread (all right, or all wrong); ``wilson`` is
    Wilson's at the effective sample size. ``counted`` items have such a value, ``right`` of them a
    right one; ``missing`` had none and should have; ``conflicts`` are those of divided reviewers.
    """

    measure: str
    event_type: str | None
    share: float | None
    bootstrap: Interval | None
    wilson: Interval | None
    counted: int
    right: int
    missing: int
    conflicts: int
    effective: float
    strata: tuple[StratumFigure, ...] = ()

    @property
    def interval(self) -> Interval | None:
        """The one to state: the bootstrap's; Wilson's where nearly all, or none, is right.

        There the bootstrap is too narrow (docs/review.md has the measured coverage).
        """
        middling = self.share is not None and NEARLY_NONE < self.share < 1 - NEARLY_NONE
        return self.bootstrap or self.wilson if middling else self.wilson


@dataclass(frozen=True, slots=True)
class MeasureAgreement:
    """How two reviewers agree on a measure, before either knew of the other."""

    measure: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """The agreement of one pair of reviewers, by their names in alphabetical order."""

    first: str
    second: str
    measures: tuple[MeasureAgreement, ...]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """All that an audit says.

    ``reviewed`` of the ``drawn`` items were judged, by ``reviewers`` (name, number of items).
    ``seconds`` is the median time of a judgement, where times were kept.
    """

    sample: AuditSample
    run: CodingRun | None
    drawn: int
    reviewed: int
    twice: int
    conflicts: int
    conflict_rule: Conflicts
    reviewers: tuple[tuple[str, int], ...]
    first_review: datetime | None
    last_review: datetime | None
    seconds: float | None
    figures: tuple[Figure, ...]
    by_type: tuple[Figure, ...]
    agreement: tuple[PairAgreement, ...]
    elsewhere: int
    """Reviews of the sample's reports from other queues, which were not counted."""
    recall: Recall | None = None

    def figure(self, measure: str) -> Figure:
        """The figure of a measure over all types. Raises `InputError` for an unknown one."""
        found = next((one for one in self.figures if one.measure == measure), None)
        if found is None:
            raise InputError(f"no measure {measure[:60]!r}; give one of {', '.join(MEASURES)}")
        return found


def audit_of(
    store: Store, id: str, *, articles: str | None = None, conflicts: Conflicts = "wrong"
) -> AuditResult:
    """The audit of a sample as far as it was reviewed.

    ``articles`` is the id of a sample of whole articles, to estimate the missed events too.
    ``conflicts`` says how values are counted over which reviewers are evenly divided: the careful
    way unless told otherwise. Raises `InputError` for an unknown sample.
    """
    sample = _sample(store, id, of_articles=False)
    reviews = store.reviews(queue=f"sample:{id}")
    keys = {item.report for item in sample.items}
    reports = _reports(store, sample)
    corrections = [one for one in store.corrections() if one.report in keys]
    items = judged_items(sample, reports, reviews, corrections)
    others = sum(
        one.sample != id and one.verdict in ("accepted", "corrected", "rejected")
        for key in sorted(keys)
        for one in store.reviews(key)
    )
    times = [one.at for one in reviews]
    seconds = [word.seconds for item in items for word in item.words if word.seconds is not None]
    recall = None
    if articles is not None:
        recall = recall_of(store, _sample(store, articles, of_articles=True))
    return AuditResult(
        sample=sample,
        run=next((one.run for one in store.runs() if one.number == sample.run), None),
        drawn=len(sample.items),
        reviewed=len(items),
        twice=sum(len(item.words) > 1 for item in items),
        conflicts=sum(item.conflict for item in items),
        conflict_rule=conflicts,
        reviewers=tuple(sorted(Counter(w.reviewer for i in items for w in i.words).items())),
        first_review=min(times, default=None),
        last_review=max(times, default=None),
        seconds=median(seconds) if seconds else None,
        figures=tuple(figure(sample, items, name, conflicts=conflicts) for name in MEASURES),
        by_type=_by_type(sample, items, conflicts),
        agreement=agreements(items),
        elsewhere=others,
        recall=recall,
    )


def _sample(store: Store, id: str, *, of_articles: bool) -> AuditSample:
    sample = store.audit_sample(id)
    if sample is None:
        raise InputError(f"no audit sample {id[:60]!r}")
    if is_of_articles(sample) != of_articles:
        kind = "reports" if not of_articles else "whole articles"
        raise InputError(f"sample {id[:60]!r} is not one of {kind}")
    return sample


def _reports(store: Store, sample: AuditSample) -> dict[str, Report]:
    found = ((item.report, store.report(item.report, sample.run)) for item in sample.items)
    return {key: stored.report for key, stored in found if stored is not None}


# -- figures ---------------------------------------------------------------------------------


def figure(
    sample: AuditSample,
    items: Sequence[JudgedItem],
    measure: str,
    *,
    event_type: str | None = None,
    conflicts: Conflicts = "wrong",
) -> Figure:
    """One measure over the judged items, of all event types or of those coded as one."""
    counts, rows = [], []
    seen, divided = 0, 0
    for stratum in sample.strata:
        own = [item for item in items if item.stratum == stratum.name]
        labels = Counter(
            item.label(measure)
            for item in own
            if event_type in (None, item.report.event_type.value)
        )
        tie = labels["conflict"]
        right = labels["right"] + (tie if conflicts == "right" else 0)
        wrong = labels["wrong"] + (tie if conflicts == "wrong" else 0)
        counts.append(StratumCounts(stratum.population, len(own), right, wrong))
        rows.append(
            StratumFigure(
                stratum.name, stratum.population, stratum.drawn, len(own), right + wrong, right,
                right / (right + wrong) if right + wrong else None, wilson(right, right + wrong),
            )
        )  # fmt: skip
        seen += right
        divided += tie
    return Figure(
        measure=measure,
        event_type=event_type,
        share=weighted_share(counts),
        bootstrap=stratified_bootstrap(counts, seed=sample.seed),
        wilson=weighted_wilson(counts),
        counted=sum(one.counted for one in rows),
        right=seen,
        missing=sum(_is_missing(item, measure, event_type) for item in items),
        conflicts=divided,
        effective=effective_size(counts),
        strata=tuple(rows),
    )


def _is_missing(item: JudgedItem, measure: str, event_type: str | None) -> bool:
    if event_type not in (None, item.report.event_type.value):
        return False
    return 2 * sum(measure in word.missing for word in item.words) > len(item.words)


def _by_type(
    sample: AuditSample, items: Sequence[JudgedItem], conflicts: Conflicts
) -> tuple[Figure, ...]:
    """Each type that was reviewed, by its id, with each of its measures."""
    types = sorted({item.report.event_type.value or "" for item in items})
    return tuple(
        figure(sample, items, measure, event_type=one, conflicts=conflicts)
        for one in types
        for measure in BY_TYPE
    )


# -- two reviewers ---------------------------------------------------------------------------


def agreements(items: Sequence[JudgedItem]) -> tuple[PairAgreement, ...]:
    """Each pair of reviewers who judged items in common, measure by measure.

    Compared are the words as each first gave them.
    """
    pairs: dict[tuple[str, str], list[JudgedItem]] = {}
    for item in items:
        names = sorted(word.reviewer for word in item.first)
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                pairs.setdefault((one, other), []).append(item)
    return tuple(
        PairAgreement(one, other, tuple(_agreed(common, one, other)))
        for (one, other), common in sorted(pairs.items())
    )


def _agreed(items: Sequence[JudgedItem], one: str, other: str) -> list[MeasureAgreement]:
    found = []
    for measure in MEASURES:
        labels = (_both(item, measure, one, other) for item in items)
        measured = agreement([pair for pair in labels if pair is not None])
        if measured.items:
            found.append(MeasureAgreement(measure, measured))
    return found


def _both(item: JudgedItem, measure: str, one: str, other: str) -> tuple[str, str] | None:
    words = {word.reviewer: word for word in item.first}
    if measure not in words[one].right | words[one].wrong:
        return None
    return _label(words[one], measure), _label(words[other], measure)


def _label(word: Judged, measure: str) -> str:
    return "right" if measure in word.right else "wrong"

"""What reviewers said of the items of a sample, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ..records.decision import AuditSample, Correction, Review
from ..records.event import Report
from .applying import standing_of
from .states import said
from .values import FIELDS, from_json, is_blank, same_value, value_of

Label = Literal["right", "wrong", "conflict"]

REPORT: Final = "report"
WHOLE: Final = "whole"
MEASURES: Final[dict[str, str]] = {
    REPORT: "it is such a report at all (not rejected)",
    **{name: field.label for name, field in FIELDS.items()},
    WHOLE: "every field of it",
}
"""What is measured, by name: the whole report's two measures, and the fields between them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One reviewer's word on one report: the measures that are right, and those that are wrong.

    ``missing`` are fields that the report leaves empty and the reviewer does not.
    """

    reviewer: str
    right: frozenset[str]
    wrong: frozenset[str]
    missing: frozenset[str]
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """An item of a sample: its report as it was coded, and what each reviewer says of it.

    ``first`` are the words as each reviewer first gave them, before any talk about conflicts.
    """

    stratum: str
    report: Report
    words: tuple[Judged, ...]
    first: tuple[Judged, ...]

    def label(self, measure: str) -> Label | None:
        """What most reviewers say of a measure; None where the report has no value there."""
        right = sum(measure in word.right for word in self.words)
        wrong = sum(measure in word.wrong for word in self.words)
        if not right + wrong:
            return None
        return "right" if right > wrong else "wrong" if wrong > right else "conflict"

    @property
    def conflict(self) -> bool:
        """Whether reviewers are evenly divided over one of the measures."""
        return any(self.label(measure) == "conflict" for measure in MEASURES)


def judged_items(
    sample: AuditSample,
    reports: Mapping[str, Report],
    reviews: Iterable[Review],
    corrections: Iterable[Correction],
) -> tuple[JudgedItem, ...]:
    """The items of the sample that were judged for it, in its order.

    Only reviews that carry the sample as their queue are looked at; what was said of a report in
    another queue says nothing of a random sample, and never enters.
    """
    own: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        if review.sample == sample.id:
            own[review.report].append(review)
    corrected: defaultdict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.report in own:
            corrected[correction.report].append(correction)
    found = []
    for item in sample.items:
        report = reports.get(item.report)
        if report is None or item.report not in own:
            continue
        mine, theirs = own[item.report], corrected[item.report]
        words = tuple(_judged(report, one, theirs) for one in _verdicts(said(mine).values()))
        first = tuple(_judged(report, one, theirs) for one in _first(mine))
        if words:
            found.append(JudgedItem(item.stratum, report, words, first))
    return tuple(found)


def _verdicts(reviews: Iterable[Review]) -> list[Review]:
    return [one for one in reviews if one.verdict not in ("skipped", "undone")]


def _first(reviews: Sequence[Review]) -> list[Review]:
    """Each reviewer's first verdict that was not taken back at once."""
    kept: defaultdict[str, list[Review]] = defaultdict(list)
    for review in sorted(reviews, key=lambda one: one.at):
        own = kept[review.reviewer]
        if review.verdict == "undone":
            del own[-1:]
        elif review.verdict != "skipped":
            own.append(review)
    return [own[0] for _, own in sorted(kept.items()) if own]


def _judged(report: Report, review: Review, corrections: Sequence[Correction]) -> Judged:
    """A review as right and wrong measures; a rejected report has nothing right.

    A field is wrong that the review names so, and one that its reviewer had corrected until then
    to another value than the coded one.
    """
    has = {name for name in FIELDS if not is_blank(value_of(report, name))}
    everything = has | {REPORT, WHOLE}
    if review.verdict == "rejected":
        none: frozenset[str] = frozenset()
        return Judged(review.reviewer, none, frozenset(everything), none, review.seconds)
    off = {name for name, word in review.fields if word != "right" and name in FIELDS}
    until = [one for one in corrections if one.at <= review.at]
    for one in standing_of(until, review.reviewer):
        if not same_value(from_json(one.field, one.new), value_of(report, one.field)):
            off.add(one.field)
    wrong = off & has
    if off or review.verdict == "corrected":
        wrong = wrong | {WHOLE}
    return Judged(
        review.reviewer,
        frozenset(everything - wrong),
        frozenset(wrong),
        frozenset(off - has),
        review.seconds,
    )

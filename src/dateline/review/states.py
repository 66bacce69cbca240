"""What has become of a report in review: each reviewer's word on it, and all of them together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..records.decision import Correction, Review
from .applying import standing_of
from .values import from_json, same_value

State = Literal["unreviewed", "accepted", "corrected", "rejected", "conflict"]


def said(reviews: Iterable[Review]) -> dict[str, Review]:
    """The word of each reviewer on one report that holds, in the order in which they gave it.

    In order of time: "undone" takes back the reviewer's last one, and a further "undone" the one
    before. A report that was skipped after it had been judged stays judged.
    """
    words: defaultdict[str, list[Review]] = defaultdict(list)
    for review in sorted(reviews, key=lambda one: one.at):
        own = words[review.reviewer]
        if review.verdict != "undone":
            own.append(review)
        elif own:
            own.pop()
    held = [word for own in words.values() if (word := _word(own)) is not None]
    return {word.reviewer: word for word in sorted(held, key=lambda one: (one.at, one.reviewer))}


def _word(own: Sequence[Review]) -> Review | None:
    judged = [one for one in own if one.verdict != "skipped"]
    return judged[-1] if judged else own[-1] if own else None


def review_state(
    reviews: Iterable[Review], corrections: Iterable[Correction] = ()
) -> State:  # fmt: skip
    """What the reviews of one report come to.

    Several reviewers settle it where more than half of them give one verdict; else it is a
    "conflict". Two who corrected a field to different values are in conflict as well, if their
    ``corrections`` are given. Who accepts a report after somebody's correction, outside of an audit
    sample, has seen the corrected values and agrees with them; in a sample the coded values are
    judged, each reviewer's without the other's.
    """
    held = [one for one in said(reviews).values() if one.verdict != "skipped"]
    if not held:
        return "unreviewed"
    verdicts = Counter(_verdict(one, held) for one in held)
    first, number = verdicts.most_common(1)[0]
    if 2 * number <= len(held):
        return "conflict"
    if first == "corrected" and _differ([one.reviewer for one in held], corrections):
        return "conflict"
    return first


def _verdict(review: Review, held: Sequence[Review]) -> State:
    before = any(one.verdict == "corrected" and one.at <= review.at for one in held)
    if review.verdict == "accepted" and before and review.sample is None:
        return "corrected"
    known: dict[str, State] = {
        "accepted": "accepted",
        "corrected": "corrected",
        "rejected": "rejected",
    }
    return known[review.verdict]


def _differ(reviewers: Sequence[str], corrections: Iterable[Correction]) -> bool:
    """Whether two of the reviewers gave one field different values."""
    given: dict[str, Correction] = {}
    every = tuple(corrections)
    for reviewer in reviewers:
        for one in standing_of(every, reviewer):
            other = given.setdefault(one.field, one)
            if not same_value(from_json(one.field, one.new), from_json(one.field, other.new)):
                return True
    return False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of a report: who has judged it, who only passed it over, and its state."""

    judged: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    state: State = "unreviewed"

    @classmethod
    def of(cls, reviews: Sequence[Review], corrections: Iterable[Correction]) -> Outcome:
        """Of one report's."""
        words = said(reviews).values()
        judged = frozenset(one.reviewer for one in words if one.verdict != "skipped")
        passed = frozenset(one.reviewer for one in words) - judged
        return cls(judged, passed, review_state(reviews, corrections))


_UNTOUCHED = Outcome()


@dataclass(frozen=True, slots=True)
class ReviewBook:
    """All reviews and corrections of a store by the report that they are of.

    What they come to is kept once it was asked for; any thread may ask.
    """

    reviews: Mapping[str, tuple[Review, ...]]
    corrections: Mapping[str, tuple[Correction, ...]]
    _known: dict[tuple[str, str], Outcome] = field(default_factory=dict, repr=False, compare=False)
    """By report and sample."""

    @classmethod
    def of(
        cls,
        reviews: Iterable[Review],
        corrections: Iterable[Correction],
        *,
        before: ReviewBook | None = None,
    ) -> ReviewBook:
        """Sorts them by report, each report's in the order given.

        ``before`` is a book of a moment ago: of reports of which nothing was said since, what it
        knows is taken over.
        """
        by_report: defaultdict[str, list[Review]] = defaultdict(list)
        for review in reviews:
            by_report[review.report].append(review)
        corrected: defaultdict[str, list[Correction]] = defaultdict(list)
        for correction in corrections:
            corrected[correction.report].append(correction)
        book = cls(
            {key: tuple(own) for key, own in by_report.items()},
            {key: tuple(own) for key, own in corrected.items()},
        )
        if before is not None:
            book._take_over(before)
        return book

    def _take_over(self, before: ReviewBook) -> None:
        same = {
            key
            for key, own in self.reviews.items()
            if own == before.reviews.get(key)
            and self.corrections.get(key) == before.corrections.get(key)
        }
        for known, outcome in before._known.copy().items():
            if known[0] in same:
                self._known[known] = outcome

    def outcome(self, report: str, sample: str = "") -> Outcome:
        """What has become of a report, by its key.

        With the name of a ``sample`` ("sample:ID") only what was said for it counts.
        """
        known = self._known.get((report, sample))
        if known is not None:
            return known
        reviews = self.reviews.get(report)
        if reviews is None:
            return _UNTOUCHED
        counted = [one for one in reviews if not sample or one.queue == sample]
        made = Outcome.of(counted, self.corrections.get(report, ()))
        self._known[report, sample] = made
        return made

    def state(self, report: str) -> State:
        """What has become of a report, by its key."""
        return self.outcome(report).state

"""How far the review of each incident has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeAlias

from ...records.decision import Review
from ...store.contract import Store

ReviewState = Literal["unreviewed", "accepted", "corrected", "rejected", "conflict"]
"""``conflict`` where two reviewers say different things of one report; else the gravest word on
any of its reports. A report that was skipped counts as not reviewed."""

States: TypeAlias = Mapping[str, ReviewState]
"""By the incidents' ids; those left out are unreviewed."""
RevisionOf: TypeAlias = Callable[[str], int | None]
"""The revision of an incident by its id, None where it is not (any more)."""
ReviewStates: TypeAlias = Callable[[Store, int, RevisionOf], States]
"""What gives the states of the incidents of a run."""

_GRAVITY: tuple[ReviewState, ...] = (
    "unreviewed", "accepted", "corrected", "rejected", "conflict",
)  # fmt: skip
_STATES: Mapping[str, ReviewState] = {
    "accepted": "accepted", "corrected": "corrected", "rejected": "rejected",
}  # fmt: skip
"""What each verdict makes of a report."""


class ReviewedIncidents:
    """Gives the states of all incidents of which a report has been reviewed.

    To which incident a report belongs is remembered as long as the incident's revision stays: the
    store is asked for one report at a time. For one thread.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[str, int]] = {}

    def __call__(self, store: Store, run: int, revision_of: RevisionOf) -> States:
        """The states, by the incidents' ids."""
        reports = dict.fromkeys(review.report for review in store.reviews())
        if not reports:
            return {}
        found: dict[str, ReviewState] = {}
        for report, reviews in store.latest_reviews(list(reports)).items():
            incident = self._incident(store, run, report, revision_of)
            if incident is not None:
                states = (found.get(incident, "unreviewed"), _of_report(reviews))
                found[incident] = max(states, key=_GRAVITY.index)
        return found

    def _incident(self, store: Store, run: int, report: str, revision_of: RevisionOf) -> str | None:
        known = self._known.get((run, report))
        if known is not None and revision_of(known[0]) == known[1]:
            return known[0]
        incident = store.incident_of(report, run)
        if incident is None:
            return None
        self._known[run, report] = (incident.id, incident.revision)
        return incident.id


def _of_report(reviews: Iterable[Review]) -> ReviewState:
    verdicts = {_STATES[review.verdict] for review in reviews if review.verdict in _STATES}
    if len(verdicts) > 1:
        return "conflict"
    return next(iter(verdicts), "unreviewed")

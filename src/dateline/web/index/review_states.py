"""How far the review of each incident has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ...review import ReviewBook, State
from ...store.contract import Store

ReviewState: TypeAlias = State
"""What `review.review_state` says; of an incident the gravest word on any of its reports."""

States: TypeAlias = Mapping[str, ReviewState]
"""By the incidents' ids; those left out are unreviewed."""
RevisionOf: TypeAlias = Callable[[str], int | None]
"""The revision of an incident by its id, None where it is not (any more)."""
ReviewStates: TypeAlias = Callable[[Store, int, RevisionOf], States]
"""What gives the states of the incidents of a run."""

_GRAVITY: tuple[ReviewState, ...] = (
    "unreviewed", "accepted", "corrected", "rejected", "conflict",
)  # fmt: skip


class ReviewedIncidents:
    """Gives the states of all incidents of which a report has been reviewed.

    To which incident a report belongs is remembered as long as the incident's revision stays: the
    store is asked for one report at a time. So is what the reviews of a report come to, as long as
    nobody says more. For one thread.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[str, int]] = {}
        self._book: ReviewBook | None = None

    def __call__(self, store: Store, run: int, revision_of: RevisionOf) -> States:
        """The states, by the incidents' ids."""
        self._book = book = ReviewBook.of(
            store.reviews(), store.corrections(), before=self._book
        )  # fmt: skip
        found: dict[str, ReviewState] = {}
        for report in book.reviews:
            state = book.state(report)
            if state == "unreviewed":
                continue
            incident = self._incident(store, run, report, revision_of)
            if incident is not None:
                found[incident] = max(found.get(incident, state), state, key=_GRAVITY.index)
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

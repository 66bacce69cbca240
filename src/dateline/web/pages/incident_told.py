"""Everything that is known of one incident, read from the store once for a page and its twins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...export.tellers import Teller, tellers
from ...records.decision import Correction, Judgement, Review
from ...records.incident import Incident
from ...review import State, review_state, standing
from ...store.contract import Store, StoredReport

MOST_REPORTS = 40
"""So many reports a page shows unless all are asked for."""
MOST_TEXTS = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A report of the incident with its number on the page, and what reviewers say of it."""

    number: int
    stored: StoredReport
    state: State
    corrections: Mapping[str, Correction]
    """What holds, by field."""

    @property
    def key(self) -> str:
        """The report's key."""
        return self.stored.report.key

    @property
    def outlet(self) -> str:
        """Who published it."""
        source = self.stored.article.source
        return "outlet not known" if source is None else source.name


@dataclass(frozen=True, slots=True)
class Whole:
    """An incident with its reports, in the order in which the tellers are listed."""

    incident: Incident
    reports: tuple[Told, ...]
    left_out: int
    """Reports that are not among ``reports``."""
    tellers: tuple[Teller, ...]
    judgements: tuple[Judgement, ...]
    """Those on its reports, in the order they were given."""

    def number(self, key: str) -> int | None:
        """The number of a report on the page."""
        return next((one.number for one in self.reports if one.key == key), None)


def whole(store: Store, incident: Incident, *, most: int | None = MOST_REPORTS) -> Whole:
    """The incident with up to ``most`` of its reports (None: all)."""
    keys = incident.reports if most is None else incident.reports[:most]
    stored = {key: one for key in keys if (one := store.report(key)) is not None}
    telling = tellers(stored.values())
    ordered = [stored[key] for teller in telling for key in teller.reports]
    reviews = store.latest_reviews(list(stored))
    reports = tuple(
        _told(number, one, reviews.get(one.report.key, ()), store)
        for number, one in enumerate(ordered, start=1)
    )
    own = frozenset(incident.reports)
    judged = tuple(one for one in store.judgements() if own & set(one.pair))
    return Whole(incident, reports, len(incident.reports) - len(reports), telling, judged)


def _told(number: int, stored: StoredReport, reviews: Sequence[Review], store: Store) -> Told:
    corrections = store.corrections(stored.report.key)
    return Told(number, stored, review_state(reviews, corrections), standing(corrections))

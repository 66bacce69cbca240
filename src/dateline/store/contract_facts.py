"""What a store gives to those who count: facts of incidents, articles and outlets, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from .facts import ArticleFacts, IncidentFacts, OutletFacts


class Facts(Protocol):
    """Part of `dateline.store.contract.Store`, whose rules hold here too."""

    def incident_facts(self, ids: Iterable[str], run: int | None = None) -> Iterator[IncidentFacts]:
        """Of the incidents of these ids (`Store.incident_ids`); ids that are none are passed over.

        Raises `StoreError` for a run that is not, or a record that cannot be read.
        """

    def article_facts(self, run: int | None = None) -> Iterator[ArticleFacts]:
        """Of all articles that the run has coded, in order of their numbers."""

    def places_named(
        self, run: int | None = None, *, after: int = 0
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Numbers of articles, and the countries (alpha-3) in which they name some place.

        Only of articles that the run has coded and that have a number greater than ``after``, in
        order of it: what a run has to say of an article does not change.
        """

    def outlet_facts(self) -> Iterator[OutletFacts]:
        """Of all outlets that some run has known, in order of their numbers."""

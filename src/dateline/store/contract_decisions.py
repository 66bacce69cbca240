"""Decisions: judgements, corrections, reviews, audits. They are only ever added."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from ..records.decision import ArticleReview, AuditSample, Correction, Judgement, Review


class Decisions(Protocol):
    """Part of `dateline.store.contract.Store`, whose rules hold here too.

    What is added need not be of a report or article that the store has (any more). Lists are in
    the order in which things were added.
    """

    def add_judgement(self, judgement: Judgement) -> bool:
        """Keep a judgement; False where that very one is there already."""

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in the order they were added: the last one of a pair is what holds."""

    def add_correction(self, correction: Correction) -> bool:
        """Keep a correction; False where that very one is there already."""

    def corrections(self, report: str | None = None) -> tuple[Correction, ...]:
        """Corrections of a report (by its key), or all."""

    def corrections_of(self, reports: Collection[str]) -> Mapping[str, tuple[Correction, ...]]:
        """The corrections of each report (by its key); reports without any are left out."""

    def add_review(self, review: Review) -> bool:
        """Keep a review; False where that very one is there already."""

    def reviews(
        self,
        report: str | None = None,
        *,
        queue: str | None = None,
        reviewer: str | None = None,
    ) -> tuple[Review, ...]:
        """Reviews of a report (by its key), from a queue, by a reviewer; undone ones too."""

    def latest_reviews(self, reports: Collection[str]) -> Mapping[str, tuple[Review, ...]]:
        """The reviews that stand: of each report (by its key) the last one of each reviewer.

        An ``"undone"`` one takes away the reviewer's last on that report, so that the one before
        it stands again; it is never among them. Reports without any are left out.
        """

    def add_audit_sample(self, sample: AuditSample) -> bool:
        """Keep a sample; False where that very one is there already.

        Raises `StoreError` where another one has its id.
        """

    def audit_sample(self, id: str) -> AuditSample | None:
        """A sample by its id."""

    def audit_samples(self) -> tuple[AuditSample, ...]:
        """All samples."""

    def add_article_review(self, review: ArticleReview) -> bool:
        """Keep a review of a whole article; False where that very one is there already."""

    def article_reviews(self, article: str | None = None) -> tuple[ArticleReview, ...]:
        """Reviews of a whole article (by its hash), or all."""

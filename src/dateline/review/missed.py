"""How many events are missed: an estimate from whole articles, drawn at random and read through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..records.decision import ArticleReview, AuditSample, MissedEvent
from ..store.contract import Store
from .intervals import Interval, StratumPairs, ratio_bootstrap, weighted_ratio, wilson
from .states import review_state


@dataclass(frozen=True, slots=True)
class ArticleTally:
    """One article that was read through: events that its reports tell, and those they miss.

    ``false`` reports were rejected; ``unreviewed`` ones are counted as ``found``, unproved.
    """

    article: str
    stratum: str
    found: int
    missed: int
    false: int = 0
    unreviewed: int = 0


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of the events told in articles that have a report.

    ``share`` is weighted by the strata's populations. ``bootstrap`` is its interval from articles
    drawn anew, None where they show no spread; ``wilson`` then stands in, as if events came
    singly. ``missed_types`` counts the missed events by type, "" where it was not said.
    """

    sample: AuditSample
    articles: int
    found: int
    missed: int
    false: int
    unreviewed: int
    share: float | None
    bootstrap: Interval | None
    wilson: Interval | None
    missed_types: tuple[tuple[str, int], ...]

    @property
    def interval(self) -> Interval | None:
        """The one to state."""
        return self.bootstrap or self.wilson


def recall_of(store: Store, sample: AuditSample) -> Recall:
    """The recall of the run that a sample of whole articles was drawn from, as far as it was read.

    Only reviews of articles that carry the sample's id and were read to the end count.
    """
    reviews = read_for(sample, store.article_reviews())
    tallies = [
        _tally(store, sample, item.report, item.stratum, reviews[item.report])
        for item in sample.items
        if item.report in reviews
    ]
    missed = (event for own in reviews.values() for event in distinct(own))
    types: defaultdict[str, int] = defaultdict(int)
    for event in missed:
        types[event.event_type or ""] += 1
    ranked = sorted(types.items(), key=lambda one: (-one[1], one[0]))
    return recall(sample, tallies, missed_types=tuple(ranked))


def recall(
    sample: AuditSample,
    tallies: Sequence[ArticleTally],
    *,
    missed_types: tuple[tuple[str, int], ...] = (),
) -> Recall:
    """The figure of what was counted article by article."""
    strata = [
        StratumPairs(
            stratum.population,
            tuple(
                (float(one.found), float(one.found + one.missed))
                for one in tallies
                if one.stratum == stratum.name
            ),
        )
        for stratum in sample.strata
    ]
    found, missed = sum(one.found for one in tallies), sum(one.missed for one in tallies)
    share = weighted_ratio(strata)
    total = found + missed
    return Recall(
        sample=sample,
        articles=len(tallies),
        found=found,
        missed=missed,
        false=sum(one.false for one in tallies),
        unreviewed=sum(one.unreviewed for one in tallies),
        share=share,
        bootstrap=ratio_bootstrap(strata, seed=sample.seed),
        wilson=None if share is None else wilson(share * total, total),
        missed_types=missed_types,
    )


def read_for(
    sample: AuditSample, reviews: Iterable[ArticleReview]
) -> dict[str, tuple[ArticleReview, ...]]:
    """Who read which of the sample's articles to the end for it: each reviewer's last review."""
    drawn = {item.report for item in sample.items}
    last: dict[tuple[str, str], ArticleReview] = {}
    for review in sorted(reviews, key=lambda one: one.at):
        if review.sample == sample.id and review.article in drawn:
            last[review.article, review.reviewer] = review
    found: defaultdict[str, list[ArticleReview]] = defaultdict(list)
    for (article, _), review in sorted(last.items()):
        if review.complete:
            found[article].append(review)
    return {article: tuple(own) for article, own in found.items()}


def distinct(reviews: Iterable[ArticleReview]) -> tuple[MissedEvent, ...]:
    """The missed events that readers name; words that overlap are one event, whoever names it."""
    kept: list[MissedEvent] = []
    every = (event for review in reviews for event in review.missed)
    for event in sorted(every, key=lambda one: (one.quote.field, one.quote.start, one.quote.end)):
        before = kept[-1].quote if kept else None
        same = before is not None and before.field == event.quote.field
        if before is None or not same or not before.span.overlaps(event.quote.span):
            kept.append(event)
    return tuple(kept)


def _tally(
    store: Store,
    sample: AuditSample,
    article: str,
    stratum: str,
    reviews: tuple[ArticleReview, ...],
) -> ArticleTally:
    coded = store.coded(article, sample.run)
    keys = [report.key for report in coded.reports] if coded is not None else []
    states = [review_state(store.reviews(key), store.corrections(key)) for key in keys]
    false = sum(state in ("rejected", "conflict") for state in states)
    return ArticleTally(
        article,
        stratum,
        found=len(keys) - false,
        missed=len(distinct(reviews)),
        false=false,
        unreviewed=states.count("unreviewed"),
    )

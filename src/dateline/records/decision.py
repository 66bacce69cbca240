"""What a person has decided. Decisions are only ever added; a later one overrules an earlier."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from .people import check_zone
from .text import Quote

Verdict = Literal["same", "different"]
ReviewVerdict = Literal["accepted", "corrected", "rejected", "skipped", "undone"]

_QUEUES = ("doubt", "flag", "search", "direct")
_SAMPLE = "sample:"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two reports tell of one event: who says so, when and why.

    ``pair`` holds two report keys in alphabetical order (see `of`); ``at`` has a time zone.
    """

    pair: tuple[str, str]
    verdict: Verdict
    reviewer: str
    at: datetime
    reason: str | None = None

    def __post_init__(self) -> None:
        if not self.pair[0] < self.pair[1]:
            raise ValueError(f"not two report keys in order: {self.pair}")
        if self.at.tzinfo is None:
            raise ValueError("a judgement's time needs a time zone")

    @classmethod
    def of(cls, one: str, other: str, verdict: Verdict, *, reviewer: str, at: datetime,
           reason: str | None = None) -> Judgement:  # fmt: skip
        """A judgement of two reports, in whatever order they are given."""
        return cls((min(one, other), max(one, other)), verdict, reviewer, at, reason)


@dataclass(frozen=True, slots=True)
class Correction:
    """Another value for a field of a report (by its key). ``at`` has a time zone.

    ``old`` and ``new`` are the values as JSON; ``old`` is None where the report had none.
    ``quote`` is the stretch of the article's text (or title) that bears the new value.
    ``withdraws`` is the ``at`` of an earlier correction of that field by the same reviewer, which
    this one only takes back: its ``new`` is then what stood before.
    """

    report: str
    field: str
    old: str | None
    new: str
    reviewer: str
    at: datetime
    quote: Quote | None = None
    note: str | None = None
    withdraws: datetime | None = None

    def __post_init__(self) -> None:
        if not self.report or not self.field:
            raise ValueError("a correction needs a report and a field")
        check_zone(self.at, "a correction's")
        if self.withdraws is not None:
            check_zone(self.withdraws, "a correction's")
        for value in (self.old, self.new):
            if value is not None:
                _check_json(value)


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer says of a whole report (by its key). ``at`` has a time zone.

    ``queue`` is where it came from: ``"sample:<audit id>"``, ``"doubt"``, ``"flag"``,
    ``"search"`` or ``"direct"``. ``fields`` are verdicts field by field, such as
    ``("place", "wrong")``. ``seconds`` is how long it took. ``"undone"`` takes back the
    reviewer's last review of that report.
    """

    report: str
    verdict: ReviewVerdict
    reviewer: str
    at: datetime
    queue: str
    reason: str | None = None
    seconds: float | None = None
    fields: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.report:
            raise ValueError("a review needs a report")
        if self.verdict not in get_args(ReviewVerdict):
            raise ValueError(f"no verdict: {self.verdict!r}")
        check_zone(self.at, "a review's")
        if self.queue not in _QUEUES and self.sample is None:
            raise ValueError(f"no queue: {self.queue!r}")
        if self.seconds is not None and not (math.isfinite(self.seconds) and self.seconds >= 0):
            raise ValueError(f"not a time in seconds: {self.seconds}")

    @property
    def sample(self) -> str | None:
        """The id of the audit sample that it belongs to, if it was reviewed for one."""
        kind, _, id = self.queue.partition(_SAMPLE)
        return None if kind else id or None


@dataclass(frozen=True, slots=True)
class AuditStratum:
    """A part of what is audited: how many reports it has, and how many of them were drawn."""

    name: str
    population: int
    drawn: int

    def __post_init__(self) -> None:
        if not 0 <= self.drawn <= self.population:
            raise ValueError(f"{self.drawn} drawn of {self.population}")


@dataclass(frozen=True, slots=True)
class AuditItem:
    """A report (by its key) that was drawn, and the stratum that it stands for."""

    report: str
    stratum: str


@dataclass(frozen=True, slots=True)
class AuditSample:
    """A stratified random sample, as it was drawn: with ``seed`` the same comes again.

    ``query`` is the filter that it was drawn from, as a query string; ``run`` the run's number;
    ``by`` who drew it.
    """

    id: str
    name: str
    created: datetime
    by: str
    run: int
    query: str
    seed: int
    strata: tuple[AuditStratum, ...]
    items: tuple[AuditItem, ...]

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a sample needs an id")
        check_zone(self.created, "a sample's")
        named = {stratum.name for stratum in self.strata}
        if len(named) < len(self.strata):
            raise ValueError("two strata of one name")
        for item in self.items:
            if item.stratum not in named:
                raise ValueError(f"no stratum {item.stratum!r}")


@dataclass(frozen=True, slots=True)
class MissedEvent:
    """An event that an article tells of and no report of it: the words, and the type if known."""

    quote: Quote
    event_type: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """What a reviewer found missing in a whole article (by its hash).

    ``complete`` says that the whole of it was read. ``sample`` is the id of the audit sample
    that it was read for, if it was. The reviewer's last one on an article is what holds.
    """

    article: str
    reviewer: str
    at: datetime
    missed: tuple[MissedEvent, ...] = ()
    complete: bool = True
    sample: str | None = None

    def __post_init__(self) -> None:
        if not self.article:
            raise ValueError("a review needs an article")
        check_zone(self.at, "a review's")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that somebody wants again: ``query`` is its filter as a query string."""

    name: str
    query: str
    owner: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.owner:
            raise ValueError("a saved search needs a name and an owner")
        check_zone(self.at, "a search's")


def _check_json(value: str) -> None:
    try:
        json.loads(value)
    except ValueError as error:
        raise ValueError(f"not a JSON text: {value[:60]!r}") from error

"""The samples of a store: how far each was reviewed, and the form that draws another."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, Field

from ...codebook import load_codebook
from ...errors import InputError
from ...export.columns import Column
from ...records.decision import AuditSample
from ...review import (
    Plan,
    Progress,
    Signed,
    draw_articles,
    draw_sample,
    is_of_articles,
    progress,
    sample_queue,
)
from ...review.missed import read_for
from ...review.sampling import Allocation, Strata
from ...store.filters import PARAMETERS
from ..context import Workbench
from ..filters import filter_of
from ..security.visitors import Visitor
from .review_desk import Desk

OWN_FIELDS = ("type", "country", "outlet", "since", "until", "text")
"""Filters that the form has a field for; others come along as a query."""
MOST_DRAWN = 20_000
STRATA = (("type", "event type"), ("country", "country"), ("month", "month"),
          ("outlet", "outlet"), ("none", "none: one random sample"))  # fmt: skip
ALLOCATIONS = (("proportional", "in proportion"), ("equal", "the same from each"),
               ("neyman", "more where errors are likely"))  # fmt: skip
_SEEDS = 1_000_000


class Drawing(BaseModel):
    """The form of a sample of reports."""

    name: str = Field("", max_length=100)
    size: int = Field(100, ge=1, le=MOST_DRAWN)
    seed: int = Field(1, ge=0, le=2**53)
    strata: Strata = "type"
    allocation: Allocation = "proportional"
    minimum: int = Field(2, ge=0, le=MOST_DRAWN)
    smallest: int = Field(0, ge=0, le=10**9)
    query: str = Field("", max_length=4000)
    type: str = Field("", max_length=100)
    country: str = Field("", max_length=100)
    outlet: str = Field("", max_length=200)
    since: str = Field("", max_length=10)
    until: str = Field("", max_length=10)
    text: str = Field("", max_length=300)

    def draw(self, bench: Workbench, who: Visitor) -> AuditSample:
        """Draw it. Raises `InputError` for a filter that is none, or has too little."""
        words: dict[str, tuple[str, ...]] = {}
        own = ((name, getattr(self, name)) for name in OWN_FIELDS)
        for name, value in (*parse_qsl(self.query), *own):
            if name not in PARAMETERS:
                raise InputError(f"filter: {name[:60]!r} is no filter")
            if value.strip():
                words[name] = (*words.get(name, ()), value.strip())
        plan = Plan(self.size, self.seed, self.strata, self.allocation, self.minimum, self.smallest)
        where = filter_of(words, bench)
        return draw_sample(bench.store, where, plan, signed=signed(bench, who, self.name))


class DrawingArticles(BaseModel):
    """The form of a sample of whole articles."""

    name: str = Field("", max_length=100)
    size: int = Field(20, ge=1, le=MOST_DRAWN)
    seed: int = Field(1, ge=0, le=2**53)
    allocation: Allocation = "proportional"

    def draw(self, bench: Workbench, who: Visitor) -> AuditSample:
        """Draw it. Raises `InputError` where nothing is coded."""
        least = min(2, self.size // 2)  # there are two strata at most
        plan = Plan(self.size, self.seed, allocation=self.allocation, minimum=least)
        return draw_articles(
            bench.store, plan, run=None, signed=signed(bench, who, self.name, "Articles")
        )


def signed(bench: Workbench, who: Visitor, name: str, otherwise: str = "Sample") -> Signed:
    """Who draws, when, and how they name it."""
    now = bench.now()
    return Signed(" ".join(name.split()) or f"{otherwise} of {now:%Y-%m-%d}", who.name, now)


@dataclass(frozen=True, slots=True)
class Listed:
    """A sample, and how far it was reviewed or read; ``told`` is of a sample of reports."""

    sample: AuditSample
    of_articles: bool
    done: int
    told: Progress | None = None

    @property
    def drawn(self) -> int:
        """How many items it has."""
        return len(self.sample.items)

    @property
    def population(self) -> int:
        """How many there are that it was drawn from."""
        return sum(one.population for one in self.sample.strata)

    @property
    def review(self) -> str:
        """Where its reports are reviewed."""
        return "/review/work?" + urlencode({"queue": f"sample:{self.sample.id}"})

    @property
    def filter(self) -> tuple[tuple[str, str], ...]:
        """What it was drawn from, as pairs; the run aside."""
        pairs = parse_qsl(self.sample.query)
        return tuple((name, value) for name, value in pairs if name not in ("run", "articles"))


SAMPLE_COLUMNS: tuple[Column[Listed], ...] = (
    Column("id", "text", lambda one: one.sample.id, "the sample's id"),
    Column("name", "text", lambda one: one.sample.name, "what it is called"),
    Column("of", "text", lambda one: kind(one), "what was drawn: reports or articles"),
    Column("drawn_on", "text", lambda one: one.sample.created.isoformat(), "when"),
    Column("by", "text", lambda one: one.sample.by, "who drew it"),
    Column("query", "text", lambda one: one.sample.query, "the filter it was drawn from"),
    Column("seed", "number", lambda one: one.sample.seed, "the seed"),
    Column("population", "number", lambda one: one.population, "how many there are"),
    Column("drawn", "number", lambda one: one.drawn, "how many were drawn"),
    Column("done", "number", lambda one: one.done, "how many were reviewed or read"),
)


def kind(one: Listed) -> str:
    """``reports`` or ``articles``."""
    return "articles" if one.of_articles else "reports"


def listed(bench: Workbench, who: Visitor) -> list[Listed]:
    """All samples, the latest first."""
    every = sorted(bench.store.audit_samples(), key=lambda one: one.created, reverse=True)
    return [in_list(bench, who, one) for one in every]


def in_list(bench: Workbench, who: Visitor, sample: AuditSample) -> Listed:
    """One sample with its progress."""
    if is_of_articles(sample):
        return Listed(sample, True, len(read_for(sample, bench.store.article_reviews())))
    told = progress(sample_queue(sample), bench.part(Desk.of).book(), who.name)
    return Listed(sample, False, told.done, told)


def sample_json(one: Listed) -> dict[str, Any]:
    """A sample in a list."""
    sample = one.sample
    return {
        "id": sample.id, "name": sample.name, "of": kind(one), "drawn_on": sample.created,
        "by": sample.by, "query": sample.query, "run": sample.run, "seed": sample.seed,
        "strata": sample.strata, "population": one.population, "drawn": one.drawn,
        "done": one.done,
    }  # fmt: skip


def choices() -> dict[str, Any]:
    """What the form's lists offer."""
    types = sorted((one.label, one.id) for one in load_codebook().types.values())
    return {
        "types": [("", "any type"), *((id, label) for label, id in types)],
        "strata": STRATA, "allocations": ALLOCATIONS, "seed": secrets.randbelow(_SEEDS),
    }  # fmt: skip

"""What became of an incident over time: told, judged, merged with others."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ...export.tellers import Teller
from ...records.decision import Judgement
from ..context import Workbench
from .article_marks import line
from .incident_told import Whole

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Taken:
    """An incident that another one took over, and when."""

    id: str
    at: datetime


class Takeovers:
    """Which incidents went into which others; reads on where it stopped, so that asking is cheap.

    Kept for the app (`Workbench.part`), for the store lists changes by time and not by incident.
    """

    def __init__(self, bench: Workbench) -> None:
        self._store = bench.store
        self._lock = threading.Lock()
        self._read: dict[int, datetime] = {}
        self._into: defaultdict[tuple[int, str], dict[str, Taken]] = defaultdict(dict)

    def into(self, id: str) -> tuple[Taken, ...]:
        """What went into an incident of the latest run, the first one first."""
        runs = self._store.runs()
        if not runs:
            return ()
        run = runs[-1].number
        with self._lock:
            self._read_on(run)
            taken = tuple(self._into.get((run, id), {}).values())
        return tuple(sorted(taken, key=lambda one: (one.at, one.id)))

    def _read_on(self, run: int) -> None:
        last = self._read.get(run, _EVER)
        for change in self._store.changes_since(last, run):
            last = max(last, change.at)
            if change.kind == "withdrawn" and change.into is not None:
                self._into[run, change.into][change.id] = Taken(change.id, change.at)
        self._read[run] = last


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the history: when, what in words, and where a link may lead."""

    day: date
    text: str
    detail: str = ""
    href: str = ""
    link: str = ""


def history(found: Whole, taken: tuple[Taken, ...]) -> tuple[Step, ...]:
    """First and last told, mergers, judgements: in the order of their days."""
    steps = [*_published(found.tellers), *map(_merger, taken)]
    steps += [_judged(found, one) for one in found.judgements]
    return tuple(sorted(steps, key=lambda step: step.day))


def _published(tellers: tuple[Teller, ...]) -> Iterator[Step]:
    dated = sorted(
        ((one.article.published, one) for one in tellers if one.article.published is not None),
        key=lambda pair: (pair[0], pair[1].article.hash),
    )
    if not dated:
        return
    first, last = dated[0], dated[-1]
    ends = [("first told by", first), ("last told by", last)]
    if first[0] == last[0]:
        others = len(dated) - 1
        ends = [("told by" if not others else f"told, with {others} more, by", first)]
    for words, (day, teller) in ends:
        yield Step(day, words, href=f"/articles/{teller.article.hash}", link=line(teller.name, 60))


def _merger(one: Taken) -> Step:
    return Step(one.at.date(), "took over another incident", detail=one.id)


def _judged(found: Whole, one: Judgement) -> Step:
    outside = next((key for key in one.pair if found.number(key) is None), "")
    words = " and ".join(_report(found, key) for key in one.pair)
    verdict = "one event" if one.verdict == "same" else "two events"
    reason = f": {one.reason}" if one.reason else ""
    return Step(
        one.at.astimezone(UTC).date(),
        f"judged {verdict}: {words}",
        line(f"by {one.reviewer}{reason}", 240),
        f"/reports/{outside}/incident" if outside else "",
        "its incident" if outside else "",
    )


def _report(found: Whole, key: str) -> str:
    number = found.number(key)
    return "another report" if number is None else f"report {number}"

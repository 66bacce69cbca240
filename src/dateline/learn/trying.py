"""How well own types are found in lines that they were not fitted to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..detect.weighing import ADD
from ..model import Background, EventModel, OwnTypes
from ..records.event import EventMention
from ..records.text import Quote
from ..resources import Resources
from .fitting import own_chances
from .studying import Line

FOLDS = 10
Fit = Callable[[Sequence[Line], NDArray[np.bool_] | None], OwnTypes]
"""Fits to some lines and the chosen part of the background."""


@dataclass(frozen=True, slots=True)
class TypeResult:
    """An own type in lines it was not fitted to.

    ``lines`` mark it; of ``expected`` events marked ``right`` were found, among ``given`` found.
    """

    name: str
    lines: int
    right: int
    given: int
    expected: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that is marked; None where nothing was found."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float:
        """Share of what is marked that was found."""
        return self.right / self.expected


@dataclass(frozen=True, slots=True)
class Trial:
    """Results by type, the number of folds, and false alarms in other news."""

    results: tuple[TypeResult, ...]
    folds: int
    alarms: int


def try_out(
    lines: Sequence[Line], names: Sequence[str], fit: Fit, resources: Resources, model: EventModel,
    background: Background | None,
) -> Trial:  # fmt: skip
    """Fit to all but one part of the lines and code that part, for each part in turn.

    With as many parts as lines this is leave-one-out; there are `FOLDS` parts at most. The
    background is parted alike, to count the own types found in other news.
    """
    folds = min(FOLDS, len(lines))
    part = _parts(lines, names, folds)
    tallies = {name: [0, 0, 0] for name in names}
    alarms = 0
    for fold in range(folds):
        rest = [line for line, at in zip(lines, part, strict=True) if at != fold]
        if not any(line.items for line in rest):
            continue
        held = None if background is None else np.arange(len(background.rows)) % folds == fold
        own = fit(rest, None if held is None else ~held)
        detector = resources.detector_with(model.with_own(own))
        for line, at in zip(lines, part, strict=True):
            if at == fold:
                _count(line, detector.detect(line.syntax).mentions, tallies)
        if background is not None and held is not None:
            logits = own.logits(background.rows[held]) / model.temperature
            chances = own_chances(logits, background.rivals[held])
            alarms += int((chances.max(axis=1) >= ADD).sum())
    results = tuple(_result(name, lines, *tallies[name]) for name in names)
    return Trial(results, folds, alarms)


def _parts(lines: Sequence[Line], names: Sequence[str], folds: int) -> list[int]:
    """The part of each line: every type's lines are dealt out in turn."""
    order = sorted(range(len(lines)), key=lambda i: (_kind(lines[i], names), i))
    part = [0] * len(lines)
    for turn, number in enumerate(order):
        part[number] = turn % folds
    return part


def _kind(line: Line, names: Sequence[str]) -> int:
    return min((names.index(event.type) for event in line.own), default=len(names))


def _count(line: Line, mentions: tuple[EventMention, ...], tallies: dict[str, list[int]]) -> None:
    """Add a line's right, given and expected events to its types' tallies."""
    found = [m for m in mentions if m.event_type in tallies]
    for event in line.own:
        spans = [(s.start, s.end) for s in event.triggers]
        hits = [m for m in found if m.event_type == event.type and _meets(m.quote, spans)]
        tallies[event.type][0] += bool(hits)
        tallies[event.type][1] += bool(hits)
        tallies[event.type][2] += 1
        found = [m for m in found if m not in hits]
    for mention in found:
        tallies[mention.event_type][1] += 1


def _meets(quote: Quote, spans: Sequence[tuple[int, int]]) -> bool:
    return any(quote.start < end and start < quote.end for start, end in spans)


def _result(name: str, lines: Sequence[Line], right: int, given: int, expected: int) -> TypeResult:
    marked = sum(any(event.type == name for event in line.own) for line in lines)
    return TypeResult(name, marked, right, given, expected)

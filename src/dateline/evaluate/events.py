"""Score coded texts against gold events: detection, type, fields and factuality, each apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..codebook import load_codebook
from ..records.event import CodedArticle, Report
from .bootstrap import figures_of, interval_of
from .curve import (
    Scored,
    calibration_error,
    calibration_table,
    curve_table,
    precision_table,
)
from .fields import FIELDS, asked_only, given_only, score_field
from .figures import TALLY_COLUMNS, Evaluation, Figure, Table, Tally, TextScore, tally_row, total
from .gold import GoldEvent, GoldText
from .labels import Labelled, confusion_table, label_table
from .matching import Matches, match, same_families, same_types, told_in_sentence

END_TO_END = "end to end: "
"""Before a field's name where all events and reports count, not only those that meet."""
_WHOLE = "category, whole articles"
_FALSE = ("false report, trap", "false report, no event")


@dataclass(frozen=True, slots=True)
class ScoredText:
    """What scoring one text yields: tallies, type and factuality pairs, and scored reports."""

    gold: GoldText
    score: TextScore
    types: tuple[Labelled, ...]
    factuality: tuple[Labelled, ...]
    reports: tuple[Scored, ...]
    duplicates: int


def evaluate_events(
    golds: Sequence[GoldText], coded: Sequence[CodedArticle], *, form: str
) -> Evaluation:
    """Score texts against their gold, in the same order."""
    texts = [score_text(gold, one) for gold, one in zip(golds, coded, strict=True)]
    scores = tuple(text.score for text in texts)
    reports = [report for text in texts for report in text.reports]
    expected = sum(len(gold.events) for gold in golds)
    return Evaluation(
        form=form,
        texts=scores,
        figures=(*_figures(scores), _calibration(reports)),
        tables=(*_groups(texts), *_labels(texts), *_score_tables(reports, expected)),
        notes=(
            f"{len(texts)} texts, {expected} gold events, {len(reports)} reports, "
            f"{sum(text.duplicates for text in texts)} more that tell an event again (not counted)",
        ),
    )


# ---- one text ------------------------------------------------------------------------------


def score_text(gold: GoldText, coded: CodedArticle) -> ScoredText:
    """Score one text."""
    reports = coded.reports
    matches = match(gold.events, reports)
    tallies = _detection(gold, reports, matches) | _fields(gold.events, reports, matches)
    factuality = tuple(
        Labelled(gold.events[e].factuality, _factuality(gold, gold.events[e], reports[r]))
        for e, r in matches.typed
    )
    right = sum(pair.gold == pair.given for pair in factuality)
    tallies["factuality"] = Tally.share(right, len(factuality))
    told = {r for _, r in matches.typed} | told_in_sentence(gold.events, reports)
    return ScoredText(
        gold=gold,
        score=TextScore(gold.id, tallies, gold.where),
        types=_types(gold.events, reports, matches),
        factuality=factuality,
        reports=tuple(
            Scored(report.score, r in told)
            for r, report in enumerate(reports)
            if r not in matches.duplicates
        ),
        duplicates=len(matches.duplicates),
    )


def _detection(gold: GoldText, reports: Sequence[Report], matches: Matches) -> dict[str, Tally]:
    given, expected = len(reports) - len(matches.duplicates), len(gold.events)
    tallies = {
        "detection": Tally(len(matches.overlapping), given, expected),
        "trigger": Tally(len(matches.typed), given, expected),
        "event": Tally(same_types(gold.events, reports, matches.duplicates), given, expected),
    }
    tallies["category"] = Tally(_right_category(gold.events, reports), given, expected)
    if gold.whole:
        tallies[_WHOLE] = tallies["category"]
    false = int(len(matches.overlapping) < given)
    if gold.trap:
        tallies[_FALSE[0]] = Tally.share(false)
    if not gold.events:
        tallies[_FALSE[1]] = Tally.share(false)
    return tallies


def _right_category(events: Sequence[GoldEvent], reports: Sequence[Report]) -> int:
    """How many reports tell a true event of the codebook's family of types, one to one."""
    families = {name: one.family for name, one in load_codebook().types.items()}
    return same_families(events, reports, families)


def _fields(
    events: Sequence[GoldEvent], reports: Sequence[Report], matches: Matches
) -> dict[str, Tally]:
    """Each field over the typed pairs, and end to end over all events and reports."""
    pairs = dict(matches.typed)
    telling = {e: _telling(events[e], reports, r, matches) for e, r in pairs.items()}
    met = set(pairs.values()) | matches.duplicates
    strays = [report for r, report in enumerate(reports) if r not in met]
    missed = [event for e, event in enumerate(events) if e not in pairs]
    found: dict[str, Tally] = {}
    for field in FIELDS:
        here = total(score_field(field, events[e], told) for e, told in telling.items())
        found[field.name] = here
        found[END_TO_END + field.name] = (
            here
            + total(asked_only(field, event) for event in missed)
            + total(given_only(field, report) for report in strays)
        )
    return found


def _telling(
    event: GoldEvent, reports: Sequence[Report], report: int, matches: Matches
) -> list[Report]:
    """The report of an event and the duplicates of its type that tell the event again."""
    again = [reports[r] for r in sorted(matches.duplicates)]
    return [reports[report], *(one for one in again if _tells(one, event))]


def _tells(report: Report, event: GoldEvent) -> bool:
    return report.event_type.value == event.type and any(
        report.trigger.span.overlaps(trigger.span) for trigger in event.triggers
    )


def _factuality(gold: GoldText, event: GoldEvent, report: Report) -> str:
    """A report's factuality in the markup's words: what is asserted of long ago is historical.

    Of a text without a publication day nobody can say what is long ago by its date, so there
    the flag is not held against a report.
    """
    value = report.factuality.value
    if "historical" not in (*report.factuality.auxiliary, *report.flags):
        return value
    if event.factuality == "historical":
        return "historical"
    return "historical" if value == "asserted" and gold.published is not None else value


def _types(
    events: Sequence[GoldEvent], reports: Sequence[Report], matches: Matches
) -> tuple[Labelled, ...]:
    """The type each event has and was given; None for an event missed, a report made up."""
    given = dict(matches.overlapping)
    met = set(given.values()) | matches.duplicates
    found = [
        Labelled(event.type, reports[given[e]].event_type.value if e in given else None)
        for e, event in enumerate(events)
    ]
    found += [Labelled(None, r.event_type.value) for i, r in enumerate(reports) if i not in met]
    return tuple(found)


# ---- all texts -----------------------------------------------------------------------------


def _figures(scores: Sequence[TextScore]) -> tuple[Figure, ...]:
    fields = tuple(field.name for field in FIELDS)
    names = (
        "trigger", "detection", "event", "category", _WHOLE, *_FALSE, *fields, "factuality",
        *(END_TO_END + name for name in fields),
    )  # fmt: skip
    return figures_of(scores, names, shares=frozenset(("factuality", *_FALSE)))


def _calibration(reports: Sequence[Scored]) -> Figure:
    error = calibration_error(reports)
    return Figure("calibration error", error, interval_of(reports, calibration_error, rounds=200))


def _groups(texts: Sequence[ScoredText]) -> tuple[Table, ...]:
    """The headline figure in each region, register and kind of trap."""
    groups: tuple[tuple[str, Callable[[GoldText], str]], ...] = (
        ("region", lambda gold: gold.region),
        ("register", lambda gold: gold.register),
        ("trap", lambda gold: gold.trap),
    )
    found = []
    for name, key in groups:
        parts: dict[str, list[ScoredText]] = {}
        for text in texts:
            if key(text.gold):
                parts.setdefault(key(text.gold), []).append(text)
        rows = tuple(
            (*tally_row(part, total(t.score.tallies["trigger"] for t in parts[part])),
             len(parts[part]))
            for part in sorted(parts)
        )  # fmt: skip
        columns = (name, *TALLY_COLUMNS, "texts")
        found.append(Table(f"by_{name}", f"Trigger and type, by {name}", columns, rows))
    return tuple(table for table in found if table.rows)


def _labels(texts: Sequence[ScoredText]) -> tuple[Table, ...]:
    types = [pair for text in texts for pair in text.types]
    factuality = [pair for text in texts for pair in text.factuality]
    return (
        label_table(types, name="by_type", title="Trigger and type, by type", what="type"),
        confusion_table(types, name="types", title="Types confused"),
        confusion_table(factuality, name="factuality", title="Factuality confused"),
    )


def _score_tables(reports: Sequence[Scored], expected: int) -> tuple[Table, ...]:
    return (
        precision_table(reports, expected),
        calibration_table(reports),
        curve_table(reports, expected),
    )

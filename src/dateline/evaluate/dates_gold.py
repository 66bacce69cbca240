"""Date expressions with a reference day (dates_dev.jsonl): found, and read as the right days.

Calendar dates, ranges of days and days with a clock time are scored; times, durations and
recurring times are no dates of an event. Where the set gives several readings (a weekday may
lie before or after the reference day) any of them is right. The set's ranges end with the day
after their last; of ranges that name both ends it means the end named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..errors import BadDate
from ..ingest.article import parse_day
from ..resolve.dates import DatePhrase, find_dates, resolve_date
from .bootstrap import figures_of
from .coding import Coder, Step
from .figures import TALLY_COLUMNS, Evaluation, Table, Tally, TextScore, tally_row, total
from .rows import Row, list_of, number_of, text_of

FORM = "dates"
_KINDS = {
    "datetimeV2.date": "date",
    "datetimeV2.daterange": "range",
    "datetimeV2.datetime": "date with time",
}
_FIGURES = ("exact value", "phrase found")
Days = tuple[date, date]
"""First and last day, both inclusive."""


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A phrase at characters ``start`` to ``end``, its kind and the days it may mean."""

    start: int
    end: int
    kind: str
    readings: frozenset[Days]


def evaluate_dates(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Find and read the dates of each text; no report is coded."""
    scores: list[TextScore] = []
    left_out: Counter[str] = Counter()
    for number, row in enumerate(rows, start=1):
        golds = [gold for one in list_of(row, "expected") if (gold := _gold(one)) is not None]
        left_out["expressions"] += len(list_of(row, "expected")) - len(golds)
        phrases = find_dates(text_of(row, "text"))
        scores.append(TextScore(str(number), _tallies(golds, phrases, _day(row))))
        step()
    kinds = tuple(
        tally_row(kind, total(s.tallies[kind] for s in scores if kind in s.tallies))
        for kind in _KINDS.values()
    )
    return Evaluation(
        form=FORM,
        texts=tuple(scores),
        figures=figures_of(scores, _FIGURES, shares=frozenset(_FIGURES)),
        tables=(Table("by_kind", "Exact value, by kind", ("kind", *TALLY_COLUMNS), kinds),),
        notes=(
            f"{left_out['expressions']} times, durations, recurring times and open ranges "
            "are left out",
        ),
    )


def _tallies(
    golds: Sequence[GoldDate], phrases: Sequence[DatePhrase], published: date | None
) -> dict[str, Tally]:
    found: dict[str, Tally] = {name: Tally() for name in _FIGURES}
    for gold in golds:
        phrase = _nearest(gold, phrases)
        days = None if phrase is None else _days(phrase, published)
        right = Tally.share(days in gold.readings)
        found["exact value"] += right
        found["phrase found"] += Tally.share(phrase is not None)
        found[gold.kind] = found.get(gold.kind, Tally()) + right
    return found


def _nearest(gold: GoldDate, phrases: Sequence[DatePhrase]) -> DatePhrase | None:
    """The phrase that shares most characters with the gold one."""
    shared = [(min(p.end, gold.end) - max(p.start, gold.start), p) for p in phrases]
    best = max(shared, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def _days(phrase: DatePhrase, published: date | None) -> Days | None:
    value = resolve_date(phrase, published=published).value
    return None if value is None else (value.start, value.end)


def _day(row: Row) -> date | None:
    """The reference day, where the record has one."""
    return None if row.get("ref") is None else parse_day(text_of(row, "ref"))


def _gold(row: Row) -> GoldDate | None:
    """A gold expression; None where it is of no kind that is scored, or has no days."""
    kind = _KINDS.get(str(row.get("type")))
    readings = [days for value in list_of(row, "values") for days in _readings(value)]
    if kind is None or not readings:
        return None
    start, last = int(number_of(row, "begin")), int(number_of(row, "end_incl"))
    return GoldDate(start, last + 1, kind, frozenset(readings))


def _readings(value: dict[str, Any]) -> list[Days]:
    """The days of one value of the set; none where it does not say them."""
    try:
        if "value" in value:
            day = parse_day(value["value"])
            return [(day, day)]
        start, end = parse_day(value["start"]), parse_day(value["end"])
    except (BadDate, KeyError):  # "not resolved", or a range open at one end
        return []
    before = [(start, end - timedelta(days=1))] if end > start else []
    named = [(start, end)] if str(value.get("timex", "")).startswith("(") else []
    return before + named

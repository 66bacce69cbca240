"""Date expressions with a reference day (dates_dev.jsonl): found, and read as the right days.

Calendar dates, ranges of days and days with a clock time are scored; times, durations and
recurring times are no dates of an event. Where the set gives several readings (a weekday may
lie before or after the reference day) any of them is right.

The set writes ranges with an exclusive end, and counts some of them otherwise than the news
does. "exact value" takes these as one:

- a range that names both ends ends with the end named: the set's "from May to July" stops on
  1 July, its "2014 to 2018" with 2017;
- a window from or to the reference day ("the next three days", "earlier this year") may count
  that day or not;
- of a list ("18 and 19 June", "Tuesday or Friday") each date that the set gives alone is right
  where it is one of the list's own, or the stretch read runs from the first of them to the last.

Each text is parsed, and its dates read with the tense of their clause, as the coder does: "I'll
go back on Friday" is told of the future, "what happened on Friday" of the past. In a text without
a verb the tense is not known.

"by the set's own ends" takes none of them; "value or rival" also takes the readings that were
weighed and lost. These stand apart for dates and ranges of days or longer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from ..errors import BadDate
from ..extract.attachment import anchors_of
from ..ingest.article import parse_day
from ..lang.en.syntax import Syntax
from ..records.coded import Coded
from ..records.entity import EventDate
from ..resolve.date_calendar import add_months
from ..resolve.date_expressions import Several
from ..resolve.dates import DatePhrase, find_dates, resolve_date
from ..resolve.tense import Tense, tense_of_date
from ..resources import Resources
from .bootstrap import figures_of
from .coding import Coder, Step, article_of
from .figures import TALLY_COLUMNS, Evaluation, Table, Tally, TextScore, tally_row, total
from .rows import Row, list_of, number_of, text_of

FORM = "dates"
_KINDS = {
    "datetimeV2.date": "date",
    "datetimeV2.daterange": "range",
    "datetimeV2.datetime": "date with time",
}
_DAYS_OR_LONGER = frozenset(("date", "range"))
_EXACT, _FOUND = "exact value", "phrase found"
_LONGER, _RIVALS, _STRICT = (
    "days or longer: exact value",
    "days or longer: value or rival",
    "days or longer: by the set's own ends",
)
_FIGURES = (_EXACT, _LONGER, _RIVALS, _STRICT, _FOUND)
_TWO_ENDS = re.compile(r"\b(to|and|until|till|through|thru)\b|[-~]", re.IGNORECASE)
_TO_NOW = re.compile(r"\b(earlier|to date)\b", re.IGNORECASE)
_PERIOD = re.compile(r"\(.*,P(?:\d+D|\d+M|\d+Y)\)")
_ONE_DAY = timedelta(days=1)
_MOST_LISTS = 64
"""How many ways a list's parts may be read together, at most."""
Days = tuple[date, date]
"""First and last day, both inclusive."""


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A phrase at characters ``start`` to ``end``, its kind and the days it may mean.

    ``strict`` are the days by the set's own ends, ``alike`` those that mean the same (above).
    """

    start: int
    end: int
    kind: str
    strict: frozenset[Days]
    alike: frozenset[Days]


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A phrase found, with its days."""

    phrase: DatePhrase
    coded: Coded[EventDate]


def evaluate_dates(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Find and read the dates of each text; no report is coded."""
    scores: list[TextScore] = []
    left_out: Counter[str] = Counter()
    for number, row in enumerate(rows, start=1):
        reference = _day(row)
        golds = [g for one in list_of(row, "expected") if (g := _gold(one, reference)) is not None]
        left_out["expressions"] += len(list_of(row, "expected")) - len(golds)
        found = _read_dates(text_of(row, "text"), reference, coder.resources)
        scores.append(TextScore(str(number), _tallies(golds, found)))
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
            "a range that names both ends ends with the end named; a window may count the "
            "reference day or not; a list may be read as one",
        ),
    )


def _read_dates(text: str, published: date | None, resources: Resources) -> list[ReadDate]:
    """The dates of a text, each read with the tense of its clause."""
    phrases = [p for p in find_dates(text) if p.kind != "time"]
    if not phrases:
        return []
    parsed = resources.parser.parse(article_of(text, id="text"))
    syntax = Syntax(parsed, resources.lexicon, name_classes=resources.name_classes)
    return [
        ReadDate(p, resolve_date(p, published=published, tense=_tense(syntax, p))) for p in phrases
    ]


def _tense(syntax: Syntax, phrase: DatePhrase) -> Tense:
    anchors = anchors_of(syntax, [(phrase.start, phrase.end)])
    return tense_of_date(syntax, anchors[0].token) if anchors else ""


def _tallies(golds: Sequence[GoldDate], dates: Sequence[ReadDate]) -> dict[str, Tally]:
    found: dict[str, Tally] = {name: Tally() for name in _FIGURES}
    for gold in golds:
        read = _nearest(gold, dates)
        days = None if read is None else _value(read.coded)
        right = days in gold.alike or (read is not None and _in_list(gold, golds, read))
        rivals = [] if read is None else [_span(c.value) for c in read.coded.candidates]
        scored = {_EXACT: right, _FOUND: read is not None, gold.kind: right}
        if gold.kind in _DAYS_OR_LONGER:
            scored[_LONGER] = right
            scored[_RIVALS] = right or not gold.alike.isdisjoint(rivals)
            scored[_STRICT] = days in gold.strict
        for name, good in scored.items():
            found[name] = found.get(name, Tally()) + Tally.share(good)
    return found


def _in_list(gold: GoldDate, golds: Iterable[GoldDate], read: ReadDate) -> bool:
    """Whether the phrase is a list with the gold date, or from the first to the last of them."""
    phrase, days = read.phrase, _value(read.coded)
    inside = phrase.start <= gold.start and gold.end <= phrase.end
    whole = phrase.start == gold.start and phrase.end == gold.end
    if isinstance(phrase.meaning, Several) and inside and not whole:
        listed = {_span(c.value) for c in read.coded.candidates[1:]}
        if not gold.alike.isdisjoint(listed):
            return True
    parts = [g for g in golds if phrase.start <= g.start and g.end <= phrase.end]
    if days is None or gold not in parts or len(parts) < 2:
        return False
    ways = 1
    for part in parts:
        ways *= len(part.alike)
    if ways > _MOST_LISTS:
        return False
    together = product(*(part.alike for part in parts))
    return days in {(min(s for s, _ in w), max(e for _, e in w)) for w in together}


def _nearest(gold: GoldDate, dates: Sequence[ReadDate]) -> ReadDate | None:
    """The phrase that shares most characters with the gold one."""
    shared = [(min(d.phrase.end, gold.end) - max(d.phrase.start, gold.start), d) for d in dates]
    best = max(shared, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def _value(coded: Coded[EventDate]) -> Days | None:
    return None if coded.value is None else _span(coded.value)


def _span(value: EventDate) -> Days:
    return value.start, value.end


def _day(row: Row) -> date | None:
    """The reference day, where the record has one."""
    return None if row.get("ref") is None else parse_day(text_of(row, "ref"))


def _gold(row: Row, reference: date | None) -> GoldDate | None:
    """A gold expression; None where it is of no kind that is scored, or has no days."""
    kind = _KINDS.get(str(row.get("type")))
    strict: set[Days] = set()
    alike: set[Days] = set()
    for value in list_of(row, "values"):
        days = _reading(value)
        if days is not None:
            strict.add(days)
            alike.update(_alike(days, value, str(row.get("text", "")), reference))
    if kind is None or not strict:
        return None
    start, last = int(number_of(row, "begin")), int(number_of(row, "end_incl"))
    return GoldDate(start, last + 1, kind, frozenset(strict), frozenset(alike))


def _reading(value: dict[str, Any]) -> Days | None:
    """The days of one value of the set, its end made inclusive; None where it says none."""
    try:
        if "value" in value:
            day = parse_day(value["value"])
            return day, day
        start, end = parse_day(value["start"]), parse_day(value["end"])
    except (BadDate, KeyError):  # "not resolved", or a range open at one end
        return None
    return (start, end - _ONE_DAY) if end > start else None


def _alike(days: Days, value: dict[str, Any], text: str, reference: date | None) -> set[Days]:
    """The days, and what the news would mean by the same words."""
    start, last = days
    end = last + _ONE_DAY
    found = {days}
    timex = str(value.get("timex", ""))
    if _PERIOD.fullmatch(timex) and _TWO_ENDS.search(text):
        found.add((start, _end_named(end, timex, text)))
    if reference is not None and (timex.startswith("(") or _TO_NOW.search(text)):
        if end == reference:
            found.add((start, reference))
        if start == reference + _ONE_DAY:
            found.add((reference, last))
        if start == reference:
            found.add((start, end))
    return found


def _end_named(end: date, timex: str, text: str) -> date:
    """The last day of the day, month, quarter or year that begins where the set ends."""
    if end.day > 1 or timex.endswith("D)"):
        return end
    months = 12 if timex.endswith("Y)") else 3 if re.search(r"q\d", text, re.IGNORECASE) else 1
    return add_months(end, months) - _ONE_DAY

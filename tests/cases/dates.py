"""Score date phrases on ``date_cases.jsonl`` (``DATES.md`` says what counts as right).

    python -m tests.cases.dates [-v]

Each sentence is parsed; the phrase is looked for among its date expressions and read with the tense
of its clause, the day of publication (or of the dateline) and the date before it in the text, as
the coder does. A case without a phrase is right where no act's date is found in the sentence.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from dateline.config import Settings
from dateline.evaluate.coding import article_of
from dateline.lang.en.syntax import Syntax
from dateline.resolve.dates import DatePhrase, find_dates, resolve_date
from dateline.resolve.tense import tense_of_date
from dateline.resources import Resources

CASES = Path(__file__).with_name("date_cases.jsonl")


def given(case: dict[str, Any], resources: Resources) -> tuple[date, date] | None:
    """The days that are read in the case's phrase; None where it is no date or has no days."""
    text = case["sentence"]
    phrases = find_dates(text)
    if case["phrase"] is None:
        dated = [p for p in phrases if _days(p, case, "past", None) is not None]
        return _days(dated[0], case, "past", None) if dated else None
    at = text.index(case["phrase"])
    here = [p for p in phrases if p.start < at + len(case["phrase"]) and at < p.end]
    if not here:
        return None
    best = max(here, key=lambda p: min(p.end, at + len(case["phrase"])) - max(p.start, at))
    parsed = resources.parser.parse(article_of(text, id=case["id"]))
    syntax = Syntax(parsed, resources.lexicon, name_classes=resources.name_classes)
    token = next((i for i, start in enumerate(parsed.starts) if start >= best.start), None)
    tense = (None if token is None else tense_of_date(syntax, token)) or "past"
    before = date.fromisoformat(case["anchor"]["end"]) if case["anchor"] else None
    return _days(best, case, tense, before)


def _days(
    phrase: DatePhrase, case: dict[str, Any], tense: Any, before: date | None
) -> tuple[date, date] | None:
    day = date.fromisoformat(case["dateline_day"] or case["published"])
    value = resolve_date(phrase, published=day, tense=tense, anchor=before).value
    return (value.start, value.end) if value is not None else None


def right(case: dict[str, Any], found: tuple[date, date] | None) -> bool:
    """Whether the days are among those that the case accepts."""
    if case["start"] is None:
        return found is None
    if found is None:
        return False
    listed = [(case["start"], case["end"]), *map(tuple, case["accept"])]
    if case["kind"] != "vague":
        return (found[0].isoformat(), found[1].isoformat()) in listed
    starts, ends = ([pair[i] for pair in listed] for i in (0, 1))
    return bool(min(starts) <= found[0].isoformat() <= max(starts)) and bool(
        min(ends) <= found[1].isoformat() <= max(ends)
    )


def cases() -> list[dict[str, Any]]:
    """All cases of the table."""
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line.strip()]


def main() -> int:
    """Print the share right by kind, of all cases and of those whose number 4 divides."""
    resources = Resources(Settings())
    good, of = Counter[str](), Counter[str]()
    for case in cases():
        found = given(case, resources)
        kept = int(case["id"].split("-")[1]) % 4 == 0
        for kind in (case["kind"], "all", *(("unread quarter",) if kept else ())):
            of[kind] += 1
            good[kind] += right(case, found)
        if not right(case, found) and "-v" in sys.argv and not kept:
            shown = f"{found[0]}..{found[1]}" if found else "nothing"
            print(
                f"{case['id']} {case['kind']} {case['phrase']!r} of {case['published']}: "
                f"{case['start']}..{case['end']} not {shown} | {case['sentence'][:110]}"
            )
    for kind in sorted(of):
        print(f"{kind:15} {good[kind] / of[kind]:.3f} of {of[kind]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

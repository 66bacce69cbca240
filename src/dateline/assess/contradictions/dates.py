"""Weekdays that do not fit their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction
from ...records.text import Quote
from .asked import D, WeekdayCheck
from .scene import month_days

_FAR_DAYS = 120
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def date_contradictions(
    syntax: Syntax, dates: Sequence[D], check: WeekdayCheck[D] | None
) -> Iterator[Contradiction]:
    """Dates that ``check`` finds, each with its words."""
    if check is None:
        return
    parsed = syntax.parsed
    day = parsed.dateline.day if parsed.dateline else None
    published = parsed.article.published or day
    for phrase, sentence in check(dates, published=published):
        if _far_off(parsed.article.text[phrase.start : phrase.end], published):
            continue
        quote = Quote.of(parsed.article.text, phrase.start, phrase.end)
        yield Contradiction("date", sentence, (quote,))


def _far_off(words: str, published: date | None) -> bool:
    """Whether a date without a year is months from publication: it may be another year's."""
    if published is None or _YEAR.search(words):
        return False
    near = [
        abs((published - published.replace(year=year, month=month, day=day)).days)
        for month, day in month_days(words)
        for year in (published.year - 1, published.year, published.year + 1)
        if _is_day(year, month, day)
    ]
    return bool(near) and min(near) > _FAR_DAYS


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True

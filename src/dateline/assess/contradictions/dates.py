"""Weekdays that do not fit their dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...lang.en.syntax import Syntax
from ...records.claim import Contradiction
from ...records.text import Quote
from .asked import D, WeekdayCheck


def date_contradictions(
    syntax: Syntax, dates: Sequence[D], check: WeekdayCheck[D] | None
) -> Iterator[Contradiction]:
    """Dates that ``check`` finds, each with its words."""
    if check is None:
        return
    parsed = syntax.parsed
    day = parsed.dateline.day if parsed.dateline else None
    for phrase, sentence in check(dates, published=parsed.article.published or day):
        quote = Quote.of(parsed.article.text, phrase.start, phrase.end)
        yield Contradiction("date", sentence, (quote,))

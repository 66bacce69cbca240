"""Gold in the records' own form: JSON lines as ``dateline code --format jsonl`` writes them.

That is a saved run, or one that somebody corrected: its reports are the gold events, scored
like the corpus's (`dateline.evaluate.events`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..errors import InputError
from ..records.entity import CountRange
from ..records.text import Quote
from .coding import Coder, Step, article_of, code_articles, failure_notes
from .events import evaluate_events
from .figures import Evaluation
from .gold import COUNT_LETTERS, GoldEvent, GoldPhrase, GoldText
from .rows import Row, list_of, text_of

FORM = "records"


def evaluate_records(rows: list[Row], coder: Coder, step: Step) -> Evaluation:
    """Code the articles anew and score them against the reports in the records."""
    golds = [gold_of_record(row) for row in rows]
    articles = [
        article_of(
            gold.text, id=gold.id, published=gold.published, outlet=gold.outlet, title=gold.title
        )
        for gold in golds
    ]
    coded = list(code_articles(coder, articles, step))
    found = evaluate_events(golds, coded, form=FORM)
    return replace(found, notes=(*found.notes, *failure_notes(coded)))


def gold_of_record(row: Row) -> GoldText:
    """A coded article's record as gold. Raises `InputError` where it has no text."""
    article = row.get("article")
    if not isinstance(article, dict) or not isinstance(article.get("text"), str):
        raise InputError("a gold record has no article text; write it without --no-text")
    source = article.get("source")
    return GoldText(
        id=text_of(article, "id"),
        text=text_of(article, "text"),
        events=tuple(_event(report) for report in list_of(row, "reports")),
        published=article.get("published"),
        outlet=source.get("name") if isinstance(source, dict) else None,
        title=article.get("title"),
        where=text_of(article, "id"),
    )


def _event(report: Row) -> GoldEvent:
    factuality = text_of(report, "factuality")
    historical = "historical" in report.get("auxiliary", ())
    trigger = _quote(report.get("trigger"))
    if trigger is None:
        raise InputError("a gold report has no trigger")
    phrases = {letter: tuple(_phrases(report, letter)) for letter in "APLDKINWS"}
    return GoldEvent(
        type=text_of(report, "event_type"),
        factuality="historical" if historical and factuality == "asserted" else factuality,
        triggers=(trigger,),
        phrases={letter: found for letter, found in phrases.items() if found},
    )


def _phrases(report: Row, letter: str) -> Iterator[GoldPhrase]:
    """The phrases of a role, by its letter in the corpus's markup."""
    if letter in COUNT_LETTERS:
        yield from _counts(report, letter)
        return
    for span in _spans(report, letter):
        quote = _quote(span)
        if quote is not None:
            yield GoldPhrase(quote)


def _spans(report: Row, letter: str) -> list[Any]:
    if letter == "A":
        return list(report.get("actors") or ())
    if letter == "P":
        return list(report.get("targets") or ())
    if letter == "S":
        return [link.get("speaker") for link in report.get("attribution") or ()]
    if letter == "D":
        return [_date_span(report.get("date"))]
    return [report.get("place" if letter == "L" else "weapon")]


def _date_span(when: Any) -> Row | None:
    """A date's words; its ``start`` and ``end`` are days."""
    if not isinstance(when, dict):
        return None
    span = {"start": when.get("text_start"), "end": when.get("text_end"), "text": when.get("text")}
    return span | ({"in": when["in"]} if "in" in when else {})


def _counts(report: Row, letter: str) -> Iterator[GoldPhrase]:
    for kind in COUNT_LETTERS[letter]:
        first = (report.get("counts") or {}).get(kind)
        for count in [] if first is None else [first, *first.get("rivals", ())]:
            quote = _quote(count)
            if quote is not None:
                yield GoldPhrase(quote, CountRange(count["low"], count["high"]))


def _quote(span: Any) -> Quote | None:
    """The words of a span; None where it has none (a place that the dateline gave, say)."""
    if not isinstance(span, dict):
        return None
    start, end, text = span.get("start"), span.get("end"), span.get("text")
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(text, str)):
        return None
    return Quote(start, end, text, "title" if span.get("in") == "title" else "text")

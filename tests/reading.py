"""Short ways to ask a coded text what it says, for tests through the public API."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.api import Coder
from dateline.lang.en.syntax import Syntax
from dateline.lang.lexicon import load_lexicon
from dateline.parse import Parser
from dateline.records.article import Article, ParsedArticle
from dateline.records.event import CodedArticle, Participant, Report

PUBLISHED = "2024-05-15"  # a Wednesday


def only(coder: Coder, text: str, event_type: str | None = None) -> Report:
    """The one report of a text, or the one of its reports that has the type."""
    reports = coder.code(text, published=PUBLISHED).reports
    found = [r for r in reports if event_type in (None, r.event_type.value)]
    assert len(found) == 1, f"{event_type or 'reports'}: {types(reports)} in {text!r}"
    return found[0]


def types(reports: Iterable[Report]) -> list[str | None]:
    """The event types of reports, in order."""
    return [r.event_type.value for r in reports]


def words(participants: Iterable[Participant]) -> list[str]:
    """The words of participants as they stand in the text."""
    return [p.phrase.quote.text for p in participants]


def meant(participants: Iterable[Participant]) -> list[str]:
    """The words that participants stand for: the antecedent's where one is linked."""
    return [(p.phrase.referent or p.phrase.quote).text for p in participants]


def town(report: Report) -> str | None:
    """The name of a report's place."""
    return report.place.value.name if report.place.value else None


def days(report: Report) -> tuple[str, str] | None:
    """The first and last day of a report's date, as ISO 8601."""
    date = report.date.value
    return (date.start.isoformat(), date.end.isoformat()) if date else None


def counts(report: Report) -> dict[str, tuple[int, int | None]]:
    """A report's counts as kind -> (low, high)."""
    return {c.kind: (c.value.low, c.value.high) for c in report.counts}


def tellers(report: Report) -> list[tuple[str | None, str, str]]:
    """The chain of telling as (speaker's name, cue, stance), outermost first."""
    return [
        (a.speaker.name if a.speaker else None, a.cue.text, a.stance) for a in report.attribution
    ]


def dropped(coded: CodedArticle) -> dict[str, str]:
    """The triggers weighed and not coded, with the reason."""
    return {u.quote.text: u.why for u in coded.unreported}


def parse(parser: Parser, text: str) -> ParsedArticle:
    """A text parsed, without any coding."""
    return parser.parse(Article(text, "0" * 16, "t"))


def syntax_of(parser: Parser, text: str) -> Syntax:
    """The grammar of a text."""
    return Syntax(parse(parser, text), load_lexicon())

"""An article laid out for reading: its head, its reports, what failed."""

from __future__ import annotations

from collections.abc import Iterator

from ..records.article import Article, Source
from ..records.event import CodedArticle, CodingRun, Report
from . import wording
from .json_records import to_dict
from .json_values import Json
from .report_lines import sentence, wrapped
from .value_words import said

_NOT_CODED = CodingRun("", "", "", "", "", "", "")


def article_json(article: Article, coded: CodedArticle | None) -> Json:
    """The article as ``dateline code --format json`` has it; ``run`` is None if it is not coded."""
    if coded is not None:
        return to_dict(coded)
    return to_dict(CodedArticle(article, _NOT_CODED, ())) | {"run": None}


def article_text(article: Article, coded: CodedArticle | None) -> str:
    """Its head, a few lines for each report, what contradicts itself and what failed."""
    return "\n".join(_lines(article, coded)) + "\n"


def _lines(article: Article, coded: CodedArticle | None) -> Iterator[str]:
    yield f"Article {wording.plain(article.hash)}: {wording.heading(article.title, article.text)}"
    known = article if coded is None else coded.article
    yield from wrapped("outlet", "not stated" if known.source is None else _outlet(known.source))
    yield from wrapped("published", str(article.published or "day not known"))
    yield from wrapped("address", article.url or "not stated")
    yield from wrapped("text", f"{len(article.text):,} characters, language {article.language}")
    if article.id != article.hash:
        yield from wrapped("given id", article.id)
    if article.copy_of is not None:
        yield from wrapped("copy of", article.copy_of)
    if coded is None:
        yield from wrapped("", "not coded by this run")
        return
    yield from _coded(coded)


def _outlet(source: Source) -> str:
    known = [source.name, source.kind if source.kind != "unknown" else "", source.country or ""]
    return ", ".join(part for part in known if part)


def _coded(coded: CodedArticle) -> Iterator[str]:
    yield ""
    yield f"Reports ({len(coded.reports)})"
    for report in coded.reports:
        yield from _report(report)
    if coded.contradictions:
        yield ""
        yield "Contradictions"
    for found in coded.contradictions:
        yield from wrapped(found.kind, found.explanation)
        for quote in found.evidence:
            yield from wrapped("", f"“{wording.clip(quote.text, 200)}”")
    if coded.failures:
        yield ""
        yield "Failures"
    for failure in coded.failures:
        yield from wrapped(failure.stage, failure.error)


def _report(report: Report) -> Iterator[str]:
    yield f"  {wording.plain(report.key)}"
    who, whom = (", ".join(wording.names(side)) for side in (report.actors, report.targets))
    parts = [
        said("event_type", report.event_type.value),
        f"{who or 'not stated'} → {whom}" if whom else who,
        said("place", report.place.value) if report.place.value is not None else "",
        said("date", report.date.value) if report.date.value is not None else "",
        report.factuality.value,
    ]
    yield from wrapped("", "; ".join(part for part in parts if part))
    yield from wrapped("", f"“{sentence(report)}”")

"""Coded articles as JSON: the keys, their order and their values are those of docs/records.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..records.article import Article, DatelineLine, Source, Tie
from ..records.claim import Contradiction
from ..records.coded import Reason
from ..records.event import CodedArticle, CodingRun, Relation, Report
from .json_explained import all_candidates, decisions
from .json_values import (
    Json,
    attribution_json,
    codes_json,
    counts_json,
    date_json,
    iso,
    participant_json,
    place_json,
    span,
    span_or_none,
)
from .options import ExportOptions


def lines(articles: Iterable[CodedArticle], options: ExportOptions) -> Iterator[str]:
    """One JSON object a line, one line an article."""
    for coded in articles:
        yield encode(to_dict(coded, with_text=options.with_text, explain=options.explain)) + "\n"


def array(articles: Iterable[CodedArticle], options: ExportOptions) -> Iterator[str]:
    """One indented JSON array of all articles."""
    before = "[\n"
    for coded in articles:
        record = to_dict(coded, with_text=options.with_text, explain=options.explain)
        yield before + msgspec.json.format(encode(record), indent=2)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def encode(record: Json) -> str:
    """The same bytes for the same record, keys in the order they were put in."""
    return msgspec.json.encode(record).decode("utf-8")


def to_dict(coded: CodedArticle, *, with_text: bool = True, explain: bool = False) -> Json:
    """A coded article as plain dicts, lists, strings and numbers.

    ``with_text`` keeps the article's text; ``explain`` adds to each report the candidates that
    were weighed and which rule or link decided.
    """
    return {
        "article": _article(coded.article, coded.dateline, with_text=with_text),
        "run": _run(coded.run),
        "reports": [_report(report, explain=explain) for report in coded.reports],
        "relations": [_relation(relation) for relation in coded.relations],
        "contradictions": [_contradiction(found) for found in coded.contradictions],
        "failures": [{"stage": f.stage, "error": f.error} for f in coded.failures],
    }


def _article(article: Article, dateline: DatelineLine | None, *, with_text: bool) -> Json:
    record: Json = {"id": article.id, "hash": article.hash}
    if with_text:
        record["text"] = article.text
    return record | {
        "title": article.title,
        "source": _source(article.source),
        "url": article.url,
        "published": iso(article.published),
        "language": article.language,
        "dateline": None if dateline is None else _dateline(dateline),
        "copy_of": article.copy_of,
    }


def _source(source: Source | None) -> Json | None:
    if source is None:
        return None
    return {
        "name": source.name,
        "kind": source.kind,
        "owner": source.owner,
        "country": source.country,
        "ties": [_tie(tie) for tie in source.ties],
    }


def _tie(tie: Tie) -> Json:
    return {"relation": tie.relation, "other": tie.other, "note": tie.note}


def _dateline(line: DatelineLine) -> Json:
    return span(line.quote) | {
        "place": span_or_none(line.place),
        "day": iso(line.day),
        "agency": span_or_none(line.agency),
    }


def _run(run: CodingRun) -> Json:
    return {
        "dateline": run.dateline,
        "parser": run.parser,
        "model": run.model,
        "codebook": run.codebook,
        "gazetteer": run.gazetteer,
        "actors": run.actors,
        "settings": run.settings,
    }


def _report(report: Report, *, explain: bool) -> Json:
    record: Json = {
        "key": report.key,
        "event_type": report.event_type.value,
        "score": round(report.score, 3),
        "salience": round(report.salience, 3),
        "codes": codes_json(report.codes),
        "trigger": span(report.trigger),
        "sentence": span(report.sentence),
        "actors": [participant_json(actor) for actor in report.actors],
        "targets": [participant_json(target) for target in report.targets],
        "place": place_json(report.place),
        "date": date_json(report.date),
        "counts": counts_json(report.counts),
        "weapon": span_or_none(report.weapon),
        "attribution": [attribution_json(link) for link in report.attribution],
        "factuality": report.factuality.value,
        "factuality_cues": [span(cue) for cue in report.factuality.cues],
        "auxiliary": list(report.factuality.auxiliary),
        "about": report.about,
        "reasons": reasons(report),
    }
    if explain:
        record["candidates"] = all_candidates(report)
        record["decisions"] = decisions(report)
    record["flags"] = list(report.flags)
    record["flag_reasons"] = list(report.flag_reasons)
    record["loaded"] = [span(one.quote) | {"side": one.side} for one in report.loaded]
    return record


def reasons(report: Report) -> dict[str, str]:
    """Why each field of ``report`` that has no value has none."""
    found: dict[str, str] = {}
    if report.event_type.reason is not None:
        found["event_type"] = report.event_type.reason.value
    for role, participants in (("actors", report.actors), ("targets", report.targets)):
        if not participants:
            found[role] = Reason.NOT_STATED.value
        for index, participant in enumerate(participants):
            if participant.actor.reason is not None:
                found[f"{role}.{index}"] = participant.actor.reason.value
    if report.place.reason is not None:
        found["place"] = report.place.reason.value
    if report.date.reason is not None:
        found["date"] = report.date.reason.value
    if not report.counts:
        found["counts"] = Reason.NOT_STATED.value
    if report.weapon is None:
        found["weapon"] = Reason.NOT_STATED.value
    return found


def _relation(relation: Relation) -> Json:
    return {
        "subject": participant_json(relation.subject),
        "relation": relation.relation,
        "object": participant_json(relation.object),
        "evidence": span(relation.evidence),
        "attribution": [attribution_json(link) for link in relation.attribution],
        "origin": relation.origin,
    }


def _contradiction(found: Contradiction) -> Json:
    return {
        "kind": found.kind,
        "explanation": found.explanation,
        "evidence": [span(quote) for quote in found.evidence],
    }

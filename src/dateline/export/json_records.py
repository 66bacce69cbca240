"""Coded articles as JSON: the keys, their order and their values are those of docs/records.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ..codebook.place_codes import country_fips, country_iso2
from ..records.article import Article, DatelineLine, Source, Tie
from ..records.claim import Attribution, Contradiction
from ..records.coded import Candidate, Coded, Reason
from ..records.entity import Actor, EventDate, Place
from ..records.event import (
    CodedArticle,
    Codes,
    CodingRun,
    CountPhrase,
    Participant,
    Phrase,
    Relation,
    Report,
)
from ..records.text import Quote
from .options import ExportOptions

Json = dict[str, Any]

COUNT_KINDS = ("killed", "injured", "arrested", "abducted", "participants")


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


# ---- the article and its coding -----------------------------------------------------------


def _article(article: Article, dateline: DatelineLine | None, *, with_text: bool) -> Json:
    record: Json = {"id": article.id, "hash": article.hash}
    if with_text:
        record["text"] = article.text
    return record | {
        "title": article.title,
        "source": _source(article.source),
        "url": article.url,
        "published": _iso(article.published),
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
    return _span(line.quote) | {
        "place": _span_or_none(line.place),
        "day": _iso(line.day),
        "agency": _span_or_none(line.agency),
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


# ---- reports -------------------------------------------------------------------------------


def _report(report: Report, *, explain: bool) -> Json:
    record: Json = {
        "key": report.key,
        "event_type": report.event_type.value,
        "score": round(report.score, 3),
        "salience": round(report.salience, 3),
        "codes": _codes(report.codes),
        "trigger": _span(report.trigger),
        "sentence": _span(report.sentence),
        "actors": [_participant(actor) for actor in report.actors],
        "targets": [_participant(target) for target in report.targets],
        "place": _place(report.place),
        "date": _date(report.date),
        "counts": _counts(report.counts),
        "weapon": _span_or_none(report.weapon),
        "attribution": [_attribution(link) for link in report.attribution],
        "factuality": report.factuality.value,
        "factuality_cues": [_span(cue) for cue in report.factuality.cues],
        "auxiliary": list(report.factuality.auxiliary),
        "about": report.about,
        "reasons": reasons(report),
    }
    if explain:
        record["candidates"] = _all_candidates(report)
        record["decisions"] = _decisions(report)
    record["flags"] = list(report.flags)
    return record


def _codes(codes: Codes) -> Json:
    return {
        "plover": codes.plover,
        "plover_modes": list(codes.plover_modes),
        "plover_contexts": list(codes.plover_contexts),
        "intensity": _intensity(codes.intensity),
        "cameo": codes.cameo,
        "acled_event_type": codes.acled_event_type,
        "acled_sub_event_type": codes.acled_sub_event_type,
        "quad_class": codes.quad_class,
    }


def _participant(participant: Participant) -> Json:
    phrase, actor = participant.phrase, participant.actor.value
    record = _span(phrase.quote) | {
        "name": phrase.quote.text if actor is None else actor.name,
        "id": None if actor is None else actor.id,
        "country": None if actor is None else actor.country,
        "sectors": [] if actor is None else list(actor.sectors),
        "acled_type": None if actor is None else actor.acled_type,
        "alleged": participant.alleged,
    }
    if phrase.via is not None:
        record["via"] = phrase.via.value
    if phrase.via_quote is not None:
        record["via_span"] = _span(phrase.via_quote)
    if phrase.referent is not None:
        record["referent"] = _span(phrase.referent)
    return record


def _place(coded: Coded[Place]) -> Json | None:
    place = coded.value
    if place is None:
        return None
    return _first_evidence(coded) | _place_fields(place) | _via(coded)


def _place_fields(place: Place) -> Json:
    return {
        "name": place.name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "country": place.country,
        "iso2": country_iso2(place),
        "fips": country_fips(place),
        "lat": _coordinate(place.lat),
        "lon": _coordinate(place.lon),
        "geonames_id": place.geonames_id,
        "feature": place.feature,
        "precision": place.precision,
    }


def _date(coded: Coded[EventDate]) -> Json | None:
    when = coded.value
    if when is None:
        return None
    words = coded.evidence[0] if coded.evidence else None
    record: Json = {
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "precision": when.precision,
        "text": None if words is None else words.text,
        "text_start": None if words is None else words.start,
        "text_end": None if words is None else words.end,
    }
    if words is not None and words.field != "text":
        record["in"] = words.field
    return record | _via(coded)


def _via(coded: Coded[Any]) -> Json:
    record: Json = {}
    if coded.via is not None:
        record["via"] = coded.via.value
    if coded.via_quote is not None:
        record["via_span"] = _span(coded.via_quote)
    return record


def _counts(counts: tuple[CountPhrase, ...]) -> Json:
    """The first count of each kind; further ones of the same kind under ``rivals``."""
    record: Json = {}
    for kind in COUNT_KINDS:
        found = [_count(count) for count in counts if count.kind == kind]
        if found:
            record[kind] = found[0] | ({"rivals": found[1:]} if found[1:] else {})
    return record


def _count(count: CountPhrase) -> Json:
    return {"low": count.value.low, "high": count.value.high} | _span(count.quote)


def _attribution(link: Attribution) -> Json:
    speaker = link.speaker
    return {
        "speaker": None
        if speaker is None
        else _span(speaker.quote) | {"name": speaker.name, "id": speaker.id},
        "cue": _span(link.cue),
        "stance": link.stance,
    }


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


# ---- relations and contradictions ----------------------------------------------------------


def _relation(relation: Relation) -> Json:
    return {
        "subject": _participant(relation.subject),
        "relation": relation.relation,
        "object": _participant(relation.object),
        "evidence": _span(relation.evidence),
        "attribution": [_attribution(link) for link in relation.attribution],
        "origin": relation.origin,
    }


def _contradiction(found: Contradiction) -> Json:
    return {
        "kind": found.kind,
        "explanation": found.explanation,
        "evidence": [_span(quote) for quote in found.evidence],
    }


# ---- only with explain ---------------------------------------------------------------------


def _all_candidates(report: Report) -> Json:
    return {
        "event_type": [
            {"value": c.event_type, "score": round(c.score, 3), "rule": c.rule, "why": c.why}
            for c in report.type_candidates
        ],
        "actors": [_candidates(p.actor, _actor_value) for p in report.actors],
        "targets": [_candidates(p.actor, _actor_value) for p in report.targets],
        "place": _candidates(report.place, _place_value),
        "date": _candidates(report.date, _date_value),
    }


def _candidates(coded: Coded[Any], value: Any) -> list[Json]:
    return [_candidate(candidate, value(candidate.value)) for candidate in coded.candidates]


def _candidate(candidate: Candidate[Any], value: Json) -> Json:
    return {
        "value": value,
        "score": round(candidate.score, 3),
        "why": candidate.why,
        "evidence": [_span(quote) for quote in candidate.evidence],
    }


def _actor_value(actor: Actor) -> Json:
    return {
        "name": actor.name,
        "id": actor.id,
        "country": actor.country,
        "sectors": list(actor.sectors),
        "acled_type": actor.acled_type,
    }


def _place_value(place: Place) -> Json:
    return _place_fields(place) | {"population": place.population}


def _date_value(when: EventDate) -> Json:
    return {
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "precision": when.precision,
        "derivation": when.derivation,
    }


def _decisions(report: Report) -> Json:
    """Which rule or component settled each field."""
    return {
        "event_type": {"by": report.event_type.by, "rule": report.rule},
        "actors": [_decision(p.phrase, p.actor) for p in report.actors],
        "targets": [_decision(p.phrase, p.actor) for p in report.targets],
        "place": {"by": report.place.by},
        "date": {
            "by": report.date.by,
            "derivation": report.date.value.derivation if report.date.value else None,
        },
        "factuality": {"why": report.factuality.why},
    }


def _decision(phrase: Phrase, actor: Coded[Actor]) -> Json:
    return {"how": phrase.how, "by": actor.by}


# ---- spans and numbers ---------------------------------------------------------------------


def _span(quote: Quote) -> Json:
    record: Json = {"start": quote.start, "end": quote.end, "text": quote.text}
    if quote.field != "text":
        record["in"] = quote.field
    return record


def _span_or_none(quote: Quote | None) -> Json | None:
    return None if quote is None else _span(quote)


def _first_evidence(coded: Coded[Any]) -> Json:
    if coded.evidence:
        return _span(coded.evidence[0])
    return {"start": None, "end": None, "text": None}


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _coordinate(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 5)


def _intensity(value: float | None) -> float | int | None:
    """To two decimals; a whole number without a decimal point."""
    if value is None:
        return None
    rounded = round(float(value), 2)
    return int(rounded) if rounded.is_integer() else rounded

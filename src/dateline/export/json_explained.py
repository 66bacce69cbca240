"""What only ``--explain`` writes: the candidates of each value and who decided."""

from __future__ import annotations

from typing import Any

from ..records.coded import Candidate, Coded
from ..records.entity import Actor, EventDate, Place
from ..records.event import Phrase, Report
from .json_values import Json, place_fields, span


def all_candidates(report: Report) -> Json:
    """What was weighed for each field, the winner first."""
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
        "evidence": [span(quote) for quote in candidate.evidence],
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
    return place_fields(place) | {"population": place.population}


def _date_value(when: EventDate) -> Json:
    return {
        "start": when.start.isoformat(),
        "end": when.end.isoformat(),
        "precision": when.precision,
        "derivation": when.derivation,
    }


def decisions(report: Report) -> Json:
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

"""Corrections laid over a report: the corrected view, which lists, exports and releases show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from ..codebook import Codebook, load_codebook
from ..records.claim import Attribution, FactualityJudgement, Speaker
from ..records.coded import Candidate, Coded, Reason
from ..records.decision import Correction
from ..records.entity import CountRange, EventDate, Place
from ..records.event import CountPhrase, Participant, Phrase, Report
from ..records.text import Quote
from .codes import recoded
from .fields import Choice
from .values import (
    Party,
    Teller,
    Value,
    field_named,
    from_json,
    party_of,
    plain_date,
    plain_place,
    same_value,
    teller_of,
    to_json,
    value_of,
)

T = TypeVar("T")

CORRECTED = "corrected"
"""The flag of a report that a person has corrected."""
NO_TOKEN = -1
"""The head of a phrase that a person chose: no token of the parse."""


def standing(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """The corrections of one report that hold, by field: the last that was not taken back.

    They are read in the order of their times; of two at one time the one given later counts as
    later. One that takes back another (``withdraws``) only does that, and can be taken back itself.
    """
    ordered = sorted(corrections, key=lambda one: one.at)
    withdrawn: set[tuple[str, str, datetime]] = set()
    found: dict[str, Correction] = {}
    for one in reversed(ordered):
        if (one.reviewer, one.field, one.at) in withdrawn:
            continue
        if one.withdraws is not None:
            withdrawn.add((one.reviewer, one.field, one.withdraws))
            continue
        found.setdefault(one.field, one)
    return dict(sorted(found.items()))


def apply_corrections(
    report: Report, corrections: Iterable[Correction], *, codebook: Codebook | None = None
) -> Report:
    """The report as its reviewers say it is; the very report where they change nothing.

    ``corrections`` may hold those of other reports, which are passed over. What is corrected names
    ``review:REVIEWER`` as what decided, keeps the value it had as a candidate, and gives the report
    the flag ``corrected``; its codes are derived anew where the type, the parties or the
    factuality changed (``codebook``: the shipped one unless given). Applying twice is applying
    once. Raises `InputError` for a correction whose value cannot be read.
    """
    own = standing(one for one in corrections if one.report == report.key)
    changed, by_whom = report, []
    for correction in own.values():
        after = _applied(changed, correction)
        if after != changed:
            changed = after
            by_whom.append(f"{correction.field} by {correction.reviewer}")
    if not by_whom:
        return report
    changed = recoded(report, changed, codebook or load_codebook())
    return _flagged(changed, f"Corrected: {', '.join(by_whom)}.")


def correction_of(
    report: Report,
    field: str,
    chosen: Choice,
    *,
    reviewer: str,
    at: datetime,
    note: str | None = None,
) -> Correction:
    """The correction that gives a field of a report, as it now stands, the chosen value.

    Check the value first (`check_value`). Raises `InputError` for an unknown field.
    """
    old = value_of(report, field)
    return Correction(
        report.key, field, None if old in (None, ()) else to_json(old), chosen.value, reviewer, at,
        quote=chosen.quote, note=note,
    )  # fmt: skip


def taken_back(
    corrections: Iterable[Correction], *, reviewer: str, since: datetime, at: datetime
) -> tuple[Correction, ...]:
    """The corrections that take back a reviewer's own of one report, made at ``since`` or later.

    With a review "undone" they undo a review that corrected fields.
    """
    held = [one for one in standing_of(corrections, reviewer) if one.at >= since]
    return tuple(
        replace(one, old=one.new, new=one.old or "null", at=at, withdraws=one.at, quote=None)
        for one in held
    )


def standing_of(corrections: Iterable[Correction], reviewer: str) -> tuple[Correction, ...]:
    """What one reviewer's corrections come to, as if there were nobody else's."""
    return tuple(standing(one for one in corrections if one.reviewer == reviewer).values())


# -- one field at a time ---------------------------------------------------------------------


def _applied(report: Report, correction: Correction) -> Report:
    shape = field_named(correction.field).shape
    value = from_json(correction.field, correction.new)
    quote, by = correction.quote, f"review:{correction.reviewer}"
    if quote is None and same_value(value, value_of(report, correction.field)):
        return report
    if shape == "type":
        return replace(report, event_type=_coded(report.event_type, value, quote, by))
    if shape == "actors":
        return _with_parties(report, correction, value)
    if shape == "place":
        return replace(report, place=_coded(report.place, value, quote, by))
    if shape == "date":
        return replace(report, date=_coded(report.date, value, quote, by))
    if shape == "count":
        return replace(report, counts=_counts(report, correction, value))
    if shape == "factuality":
        return replace(report, factuality=_factuality(report, value, quote, by))
    if shape == "attribution":
        return _with_tellers(report, correction, value)
    return replace(report, weapon=value if isinstance(value, Quote) else None)


def _coded(coded: Coded[T], value: Any, quote: Quote | None, by: str) -> Coded[T]:
    """The field with another value, its old one among the candidates; or with other words."""
    evidence = (quote,) if quote is not None else ()
    if same_value(value, _plain(coded.value)):
        return replace(coded, evidence=evidence or coded.evidence, by=by)
    candidates = coded.candidates
    if coded.value is not None:
        old = Candidate(coded.value, f"coded so; overruled by {by}", evidence=coded.evidence)
        candidates = (*candidates, old)
    if value is None:
        return Coded.missing(Reason.NOT_STATED, candidates=candidates, by=by, evidence=evidence)
    return Coded(value, evidence=evidence, candidates=candidates, by=by)


def _plain(value: object) -> Value:
    if isinstance(value, Place):
        return plain_place(value)
    if isinstance(value, EventDate):
        return plain_date(value)
    return value if isinstance(value, str) else None


def no_words(report: Report) -> Quote:
    """The empty quote behind a report's trigger: a value that no words of the article bear."""
    end = report.trigger.end
    return Quote(end, end, "", report.trigger.field)


def _with_parties(report: Report, correction: Correction, value: Value) -> Report:
    mine = correction.field == "actors"
    old = report.actors if mine else report.targets
    alleged = mine and _alleges(report.attribution)
    new = tuple(
        _participant(report, correction, party, old, alleged)
        for party in (value if isinstance(value, tuple) else ())
        if isinstance(party, Party)
    )
    return replace(report, actors=new) if mine else replace(report, targets=new)


def _participant(
    report: Report,
    correction: Correction,
    party: Party,
    old: Sequence[Participant],
    alleged: bool,
) -> Participant:
    """The participant who is the same, or a new one by the words that were chosen."""
    same = next((one for one in old if same_value((party_of(one),), (party,))), None)
    if same is not None and party.quote in (None, same.phrase.quote):
        return same
    words = party.quote or correction.quote or no_words(report)
    by = f"review:{correction.reviewer}"
    coded = Coded(party.actor(), evidence=(words,) if words.text else (), by=by)
    return Participant(Phrase(words, NO_TOKEN, how=by), coded, alleged)


def _alleges(chain: Sequence[Attribution]) -> bool:
    return bool(chain) and chain[-1].stance == "alleges"


def _counts(report: Report, correction: Correction, value: Value) -> tuple[CountPhrase, ...]:
    """The counts with one of this kind, in its place; what else was told of the kind goes."""
    kind = correction.field
    others = tuple(one for one in report.counts if one.kind != kind)
    if not isinstance(value, CountRange):
        return others
    at = next((i for i, one in enumerate(report.counts) if one.kind == kind), len(others))
    quote = correction.quote or next(
        (one.quote for one in report.counts if one.kind == kind), no_words(report)
    )
    new = CountPhrase(kind, value, quote)  # type: ignore[arg-type]  # the field's name is the kind
    return (*others[:at], new, *others[at:])


def _factuality(
    report: Report, value: Value, quote: Quote | None, by: str
) -> FactualityJudgement:  # fmt: skip
    cues = (quote,) if quote is not None else ()
    if value == report.factuality.value:
        return replace(report.factuality, cues=cues, why=by)
    return FactualityJudgement(value, cues, why=by)  # type: ignore[arg-type]  # read as Factuality


def _with_tellers(report: Report, correction: Correction, value: Value) -> Report:
    tellers = value if isinstance(value, tuple) else ()
    chain = tuple(_link(report, correction, t) for t in tellers if isinstance(t, Teller))
    actors = tuple(replace(one, alleged=_alleges(chain)) for one in report.actors)
    return replace(report, attribution=chain, actors=actors)


def _link(report: Report, correction: Correction, teller: Teller) -> Attribution:
    """The link that is there with its cue; of a new one the words that were chosen."""
    known = [one for one in report.attribution if same_value((teller_of(one),), (teller,))]
    if known and teller.quote in (None, teller_of(known[0]).quote):
        return known[0]
    named = [one for one in report.attribution if teller_of(one).name == teller.name]
    words = teller.quote or correction.quote or no_words(report)
    speaker = None if teller.name is None else Speaker(words, teller.name, teller.id)
    if named and named[0].speaker is not None and teller.quote is None:
        speaker = replace(named[0].speaker, id=teller.id)
    return Attribution(speaker, named[0].cue if named else no_words(report), teller.stance)


def _flagged(report: Report, why: str) -> Report:
    kept = [(flag, reason) for flag, reason in _reasons(report) if flag != CORRECTED]
    kept.append((CORRECTED, why))
    flags, reasons = zip(*kept, strict=True)
    return replace(report, flags=flags, flag_reasons=reasons)


def _reasons(report: Report) -> list[tuple[str, str]]:
    missing = len(report.flags) - len(report.flag_reasons)
    return list(zip(report.flags, (*report.flag_reasons, *[""] * missing), strict=False))

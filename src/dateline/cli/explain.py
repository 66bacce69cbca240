"""``dateline explain``: how each value of a report came about, and what lost."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import TypeVar

from ..config import MAX_TEXT_CHARS
from ..errors import InputError
from ..export import wording
from ..ingest import read
from ..records.claim import Attribution
from ..records.coded import Candidate, Coded
from ..records.entity import Actor, EventDate, Place
from ..records.event import CodedArticle, Participant, Report, Unreported
from ..records.text import Quote
from .options import CoderOptions, GivenOptions
from .request import coder_of, given_of
from .running import BAD_INPUT, FAILED, OK
from .sink import sink

T = TypeVar("T")

_LABEL = 12
_WIDTH = 100


def run(*, file: str, at: str | None, given: GivenOptions, coder: CoderOptions) -> int:
    """Print the explanation of the reports at ``at`` and return the exit code."""
    known = given_of(given)
    articles = []
    status = OK
    for one in read([file], known, max_chars=MAX_TEXT_CHARS, stdin=sys.stdin.buffer):
        if isinstance(one, InputError):
            print(wording.plain(str(one)), file=sys.stderr)  # noqa: T201
            status = BAD_INPUT
        else:
            articles.append(one)
    if not articles:
        return status
    shown = 0
    triggers: list[str] = []
    with sink(None, grows=True) as write:
        for coded in coder_of(coder).code_many(articles):
            pieces = list(explanations(coded, at))
            shown += len(pieces)
            triggers += [report.trigger.text for report in coded.reports]
            for piece in pieces:
                write(piece + "\n")
    if not shown:
        print(wording.plain(_nothing(at, triggers)), file=sys.stderr)  # noqa: T201
        return status or FAILED
    return status


def explanations(coded: CodedArticle, at: str | None) -> Iterator[str]:
    """A text for each report of ``coded`` at the words ``at``, and for each trigger passed over."""
    reports = list(enumerate(coded.reports, start=1))
    chosen = [pair for pair in reports if _holds(pair[1].trigger, at)]
    passed_over = [one for one in coded.unreported if at is not None and _holds(one.quote, at)]
    if not chosen and not passed_over:
        chosen = [pair for pair in reports if _holds(pair[1].sentence, at)]
    for number, report in chosen:
        yield "\n".join(_report(report, number, coded)) + "\n"
    for one in passed_over:
        yield "\n".join(_unreported(one)) + "\n"


def _holds(quote: Quote, at: str | None) -> bool:
    return at is None or wording.plain(at).casefold() in wording.plain(quote.text).casefold()


def _nothing(at: str | None, triggers: list[str]) -> str:
    if not triggers:
        return "no event is reported in this text"
    known = ", ".join(f"“{trigger}”" for trigger in dict.fromkeys(triggers))
    return f"no report at “{at}”; the triggers are {known}"


# ---- one report -------------------------------------------------------------------------------


def _report(report: Report, number: int, coded: CodedArticle) -> Iterator[str]:
    title = wording.words(report.event_type.value) or wording.reason(report.event_type)
    yield f"Report {number} of {len(coded.reports)}: {title}"
    yield from _wrapped("", f"“{wording.plain(report.sentence.text)}”")
    yield from _type(report)
    yield from _people("actor", report.actors)
    yield from _people("target", report.targets)
    yield from _coded("place", report.place, lambda c: wording.where(c), _place)
    yield from _coded("date", report.date, lambda c: wording.when(c), _date)
    for count in report.counts:
        yield from _wrapped("count", f"{wording.counts([count])[0]} ← {_at(count.quote)}")
    if report.weapon is not None:
        yield from _wrapped("weapon", f"{wording.plain(report.weapon.text)} ← {_at(report.weapon)}")
    yield from _told(report.attribution)
    yield from _factuality(report)
    if report.about is not None:
        yield from _wrapped("about", f"report {report.about}")
    if report.flags:
        yield from _wrapped("flags", ", ".join(report.flags))
        for why in report.flag_reasons:
            yield from _wrapped("", why)
    if report.loaded:
        words = (f'"{one.quote.text}" ({one.side})' for one in report.loaded)
        yield from _wrapped("loaded", ", ".join(words))


def _type(report: Report) -> Iterator[str]:
    value = report.event_type.value or wording.reason(report.event_type)
    yield from _wrapped("type", f"{value} (score {report.score:.3f}) ← {_at(report.trigger)}")
    if report.rule:
        yield from _wrapped("", f"by the pattern {report.rule}")
    for candidate in report.type_candidates:
        if candidate.event_type != report.event_type.value or candidate.rule != report.rule:
            line = f"lost: {candidate.event_type} ({candidate.score:.3f}), {candidate.rule}"
            yield from _wrapped("", f"{line}: {_bare(candidate.why)}")
        elif candidate.why:
            yield from _wrapped("", f"won: {_bare(candidate.why)}")
    codes = report.codes
    known = {
        "PLOVER": " ".join([codes.plover or "", *codes.plover_modes, *codes.plover_contexts]),
        "CAMEO": codes.cameo or "",
        "ACLED": codes.acled_sub_event_type or "",
    }
    yield from _wrapped(
        "codes", ", ".join(f"{name} {code.strip() or 'none'}" for name, code in known.items())
    )


def _people(label: str, participants: tuple[Participant, ...]) -> Iterator[str]:
    if not participants:
        yield from _wrapped(label, "not stated")
    for one in participants:
        phrase = one.phrase
        how = [phrase.how, f"via {phrase.via.value}" if phrase.via else ""]
        if phrase.via_quote is not None:
            how.append(f"linked by {_at(phrase.via_quote)}")
        if phrase.referent is not None:
            how.append(f"standing for {_at(phrase.referent)}")
        told = "; ".join(part for part in how if part)
        head = f"{wording.name(one)}{' (alleged)' if one.alleged else ''} ← {_at(phrase.quote)}"
        yield from _wrapped(label, f"{head}{f' ({told})' if told else ''}")
        if one.actor.value is None:
            yield from _wrapped("", f"who that is: {wording.reason(one.actor)}")
        else:
            yield from _wrapped("", f"is {_actor(one.actor.value)}{_by(one.actor)}")
        yield from _lost(one.actor, _actor)


def _coded(
    label: str, coded: Coded[T], say: Callable[[Coded[T]], str], full: Callable[[T], str]
) -> Iterator[str]:
    evidence = ", ".join(_at(quote) for quote in coded.evidence)
    via = f" (via {coded.via.value})" if coded.via else ""
    linked = f", linked by {_at(coded.via_quote)}" if coded.via_quote else ""
    yield from _wrapped(label, say(coded) + (f" ← {evidence}" if evidence else "") + via + linked)
    if coded.value is not None:
        yield from _wrapped("", f"{full(coded.value)}{_by(coded)}")
    elif coded.by:
        yield from _wrapped("", f"decided{_by(coded)}")
    yield from _lost(coded, full)


def _lost(coded: Coded[T], full: Callable[[T], str]) -> Iterator[str]:
    for candidate in coded.candidates:
        if candidate.value == coded.value:
            if candidate.why:
                yield from _wrapped("", f"won: {_bare(candidate.why)}{_score(candidate)}")
            continue
        why = _bare(candidate.why) or "no reason noted"
        yield from _wrapped("", f"lost: {full(candidate.value)}{_score(candidate)}: {why}")


def _bare(why: str) -> str:
    return why.removeprefix("won: ").removeprefix("lost: ")


def _score(candidate: Candidate[T]) -> str:
    return f" ({candidate.score:.3f})" if candidate.score else ""


def _by(coded: Coded[T]) -> str:
    return f", by {coded.by}" if coded.by else ""


def _actor(actor: Actor) -> str:
    known = [actor.name, actor.id or "", actor.country or "", *actor.sectors]
    if actor.acled_type:
        known.append(f"ACLED {actor.acled_type}")
    return " ".join(part for part in known if part)


def _place(place: Place) -> str:
    number = f"GeoNames {place.geonames_id}" if place.geonames_id is not None else ""
    at = (
        f"{place.lat:.4f}, {place.lon:.4f}"
        if place.lat is not None and place.lon is not None
        else ""
    )
    parts = [place.name, place.admin1 or "", place.country or "", place.feature, at, number]
    people = f"population {place.population:,}" if place.population else ""
    return ", ".join(part for part in [*parts, people] if part)


def _date(when: EventDate) -> str:
    span = f"{when.start.isoformat()} to {when.end.isoformat()}, to the {when.precision}"
    return f"{span}: {when.derivation}" if when.derivation else span


def _told(chain: tuple[Attribution, ...]) -> Iterator[str]:
    if not chain:
        yield from _wrapped("told by", wording.OUTLET)
    for link in chain:
        speaker = "unnamed" if link.speaker is None else _at(link.speaker.quote)
        named = f"{wording.speaker(link)} {link.stance}"
        yield from _wrapped("told by", f"{named} ← {speaker}, cue {_at(link.cue)}")


def _factuality(report: Report) -> Iterator[str]:
    judged = report.factuality
    cues = ", ".join(_at(cue) for cue in judged.cues)
    also = f" [{', '.join(judged.auxiliary)}]" if judged.auxiliary else ""
    why = f": {judged.why}" if judged.why else ""
    yield from _wrapped("factuality", f"{judged.value}{also}{f' ← {cues}' if cues else ''}{why}")


def _unreported(one: Unreported) -> Iterator[str]:
    yield f"Not reported: {_at(one.quote)}"
    yield from _wrapped("would be", wording.words(one.event_type))
    yield from _wrapped("", f"by the pattern {one.rule}")
    yield from _wrapped("why not", one.why)


# ---- lines ------------------------------------------------------------------------------------


def _at(quote: Quote) -> str:
    where = "title " if quote.field == "title" else ""
    return f"“{wording.clip(quote.text, 80)}” [{where}{quote.start}–{quote.end}]"


def _wrapped(label: str, line: str) -> list[str]:
    indent = " " * (_LABEL + 2)
    return textwrap.wrap(
        wording.plain(line),
        width=_WIDTH,
        initial_indent=f"  {label:<{_LABEL}}",
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    )

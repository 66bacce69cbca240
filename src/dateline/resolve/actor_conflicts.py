"""Where one article and the actor file, or two of its own phrases, disagree on who somebody is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..lang.en.syntax import Syntax
from ..records.claim import Contradiction
from ..records.event import Participant, Relation, Report
from .actors import ActorResolver


def actor_conflicts(
    actors: ActorResolver,
    syntax: Syntax,
    reports: Sequence[Report],
    relations: Sequence[Relation],
    *,
    on: date | None,
) -> tuple[Contradiction, ...]:
    """Stated ties that the file denies, and titles that another held, each once.

    ``on`` is the day of publication, on which a tie is taken to hold; a title is asked about the
    day of the act it is told with.
    """
    found = [*actors.ties.denied(relations, on), *_offices(actors, syntax, reports, on)]
    once = {(one.explanation, one.evidence): one for one in found}
    return tuple(once.values())


def _offices(
    actors: ActorResolver, syntax: Syntax, reports: Sequence[Report], on: date | None
) -> Iterator[Contradiction]:
    for report in reports:
        day = report.date.value.end if report.date.value is not None else on
        for one in (*report.actors, *report.targets):
            identity = one.actor.value.id if one.actor.value is not None else None
            if identity is None or not actors.is_person(identity):
                continue
            quote = one.phrase.referent or one.phrase.quote
            sentence = actors.disputed_office(quote.text, head=_head(one, syntax), on=day)
            if sentence is not None:
                yield Contradiction("actor", sentence, (quote,))


def _head(one: Participant, syntax: Syntax) -> str:
    if one.phrase.referent is not None:
        return ""
    return syntax.parsed.lemmas[syntax.meaning_head(one.phrase.head)]

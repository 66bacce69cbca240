"""What the actor file knows of the actors that one article names: their ties, and what it denies.

Ties of the file are relations with the origin "actor file", apart from those that the text states.
Where the text says what the file has otherwise, that is a contradiction of kind ``actor``: who of
the two is wrong is not decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from ..records.claim import Contradiction
from ..records.event import Participant, Relation, RelationKind
from .actor_file import DatedTie, Entry
from .noun_phrases import CountryNames
from .states import state_body, state_of

_RELATIONS: Mapping[str, RelationKind] = {name: name for name in get_args(RelationKind)}
_ON_THE_SIDE = frozenset(
    "backed_by part_of member_of allied_with affiliated_with mouthpiece_of owned_by".split()
)
"""Relations that cannot hold between two who oppose each other."""
_AGAINST = {"opposes": "opposed to", "designated_by": "designated as terrorist by"}
_LED_BY = "led_by"


class KnownTies:
    """The ties of an actor file, asked about the actors of one article on one day."""

    def __init__(self, entries: Mapping[str, Entry], countries: CountryNames) -> None:
        self._entries = entries
        self._countries = countries

    def between(self, participants: Iterable[Participant], on: date | None) -> tuple[Relation, ...]:
        """The file's ties between actors named in the article, each at the subject's first words.

        ``on`` is the day they must hold (None: any day). In the order of the text.
        """
        first: dict[str, Participant] = {}
        for one in sorted(participants, key=lambda p: p.phrase.quote.start):
            if one.actor.value is not None and one.actor.value.id is not None:
                first.setdefault(one.actor.value.id, one)
        return tuple(
            Relation(one, kind, first[tie.other], one.phrase.quote, origin="actor file")
            for identity, one in first.items()
            for tie in self._ties(identity, on)
            if tie.other in first and (kind := _RELATIONS.get(tie.relation)) is not None
        )

    def denied(self, relations: Iterable[Relation], on: date | None) -> tuple[Contradiction, ...]:
        """Ties that the text states and the file has otherwise on the day."""
        found = []
        for relation in relations:
            subject, other = relation.subject.actor.value, relation.object.actor.value
            if subject is None or other is None or subject.id is None or other.id is None:
                continue
            said = f"{subject.name} as {relation.relation.replace('_', ' ')} {other.name}"
            why = self._against(relation.relation, subject.id, other.id, on)
            if why is not None:
                sentence = f"The text gives {said}, but the actor file lists {why}."
                found.append(Contradiction("actor", sentence, (relation.evidence,)))
        return tuple(found)

    # -- inside -----------------------------------------------------------------------------

    def _ties(self, identity: str, on: date | None) -> Iterator[DatedTie]:
        entry = self._entries.get(identity)
        if entry is not None:
            yield from (tie for tie in entry.ties if on is None or tie.period.holds(on))

    def _against(self, relation: str, subject: str, other: str, on: date | None) -> str | None:
        """What the file has instead; None where it has nothing against the tie."""
        own = list(self._ties(subject, on))
        if any(tie.relation == relation and tie.other == other for tie in own):
            return None
        if relation in _ON_THE_SIDE:
            return self._opposed(subject, other, own) or self._opposed(
                other, subject, list(self._ties(other, on))
            )
        if relation == _LED_BY and on is not None:
            return self._other_leader(subject, other, own)
        return None

    def _opposed(self, one: str, other: str, ties: list[DatedTie]) -> str | None:
        theirs = [tie for tie in ties if tie.other == other]
        tie = next((t for t in theirs if t.relation in _AGAINST), None)
        if tie is None or any(t.relation in _ON_THE_SIDE for t in theirs):
            return None
        return f"{self._name(one)} as {_AGAINST[tie.relation]} {self._name(other)}{_noted(tie)}"

    def _other_leader(self, subject: str, said: str, ties: list[DatedTie]) -> str | None:
        """Another leader on the day, where the file dates it and knows the named one at all."""
        leaders = [tie for tie in ties if tie.relation == _LED_BY]
        person = self._entries.get(said)
        if person is None or not person.is_person or not leaders:
            return None
        entry = self._entries.get(subject)
        ever = entry is not None and any(
            t.relation == _LED_BY and t.other == said for t in entry.ties
        )
        tie = leaders[0]
        if not ever or tie.period.start is None:
            return None  # a leader it does not know may be one all the same
        return f"{self._name(tie.other)} as its leader then{_noted(tie)}"

    def _name(self, identity: str) -> str:
        entry = self._entries.get(identity)
        if entry is not None:
            return entry.name
        state = state_of(identity)
        if state is None:
            return identity
        return state_body(state[1], state[0], self._countries).name


def _noted(tie: DatedTie) -> str:
    return f" ({tie.note})" if tie.note else ""

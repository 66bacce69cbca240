"""What the rules on mentions may ask, and what they answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..lang.en.syntax import Syntax
from ..lang.lexicon import Lexicon
from ..records.event import EventMention

VIOLENT = frozenset({"battle", "explosion", "violence", "riot"})
HARMFUL = (*sorted(VIOLENT), "disaster", "protest", "coercion")


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules may ask."""

    syntax: Syntax
    lexicon: Lexicon
    families: Mapping[str, str]

    def family(self, mention: EventMention) -> str:
        """The codebook family of a mention's type."""
        return self.families.get(mention.event_type, mention.event_type)


def kin(family: str) -> str:
    """Families that tell of the same acts in other words: "attacked", then "the raid"."""
    return "violent" if family in VIOLENT else family


class Mentions:
    """An article's mentions in text order, by sentence, type and family."""

    def __init__(self, items: list[EventMention], families: Mapping[str, str]) -> None:
        self.items = items
        self._sentences: defaultdict[int, list[EventMention]] = defaultdict(list)
        self._first: dict[str, EventMention] = {}
        for mention in items:
            self._sentences[mention.sentence].append(mention)
            family = kin(families.get(mention.event_type, mention.event_type))
            self._first.setdefault(f"type {mention.event_type}", mention)
            self._first.setdefault(f"family {family}", mention)

    def in_sentence(self, index: int) -> list[EventMention]:
        """The mentions of one sentence."""
        return self._sentences.get(index, [])

    def first(self, *, event_type: str, family: str) -> EventMention | None:
        """The first mention of a type or of its family."""
        found = [self._first.get(f"type {event_type}"), self._first.get(f"family {kin(family)}")]
        return min((m for m in found if m is not None), key=lambda m: m.trigger, default=None)


Verdict = str | EventMention | None
Rule = Callable[[EventMention, Mentions, Context], Verdict]


def same_sentence(mention: EventMention, others: Mentions) -> list[EventMention]:
    """The other mentions of the same sentence."""
    return [o for o in others.in_sentence(mention.sentence) if o is not mention]


def has_own_anchor(syntax: Syntax, noun: int) -> bool:
    """A place or date inside the noun's own phrase."""
    p = syntax.parsed
    for word, o in syntax.prepositions(noun):
        if p.entity[o] in ("GPE", "LOC", "FAC", "DATE"):
            return True
        where = word in ("in", "at", "near", "outside", "across", "around", "along")
        if where and (p.tags[o].startswith("NNP") or syntax.classes(o) & {"town", "site"}):
            return True
    return any(p.entity[c] in ("DATE",) for c in p.children[noun])


def names_somebody(syntax: Syntax, mention: EventMention) -> bool:
    """Whether a participant of the mention is named or numbered."""
    p = syntax.parsed
    bound = mention.targets + mention.actors
    return any(
        p.tags[i].startswith("NNP") or p.tags[i] == "CD" or p.entity[i] == "NORP"
        for b in bound
        for i in range(b.first, b.last)
    )

"""What the rules on mentions may ask, and what they answer."""

from __future__ import annotations

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


Verdict = str | EventMention | None
Rule = Callable[[EventMention, list[EventMention], Context], Verdict]


def same_sentence(mention: EventMention, others: list[EventMention]) -> list[EventMention]:
    """The other mentions of the same sentence."""
    return [o for o in others if o.sentence == mention.sentence and o is not mention]


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

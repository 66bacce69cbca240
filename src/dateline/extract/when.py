"""When an act took place: the date phrase in its clause, else one in its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ..lang.en.syntax import Syntax
from ..records.coded import Via
from ..records.event import EventMention, Phrase
from .attachment import Anchor, clause_verbs, path_to_verb
from .role_runs import SURE, chance

_FRONT_REACH = 24
"""Tokens over which a date that opens a clause holds."""
_FAR = 5
"""Steps that a date the event model does not see counts as farther off."""
_SEEN = 6
"""How far off a date is that only the model sees: behind any on the act's own verb."""
_INNER = frozenset({"dobj", "nsubj", "nsubjpass", "acl", "xcomp", "pobj", "attr"})


class DateFinder:
    """Finds date phrases for the mentions of one article.

    ``anchors`` are its date phrases; ``triggers`` the triggers of all its mentions and ``spoken``
    those of verbal acts, whose content may carry a date of its own.
    """

    def __init__(
        self,
        syntax: Syntax,
        anchors: Sequence[Anchor],
        triggers: frozenset[int],
        spoken: frozenset[int],
    ) -> None:
        self.syntax = syntax
        self.triggers = triggers
        self.spoken = spoken
        self._by_sentence: dict[int, list[Anchor]] = {}
        for anchor in anchors:
            sentence = syntax.parsed.sentence_of[anchor.token]
            self._by_sentence.setdefault(sentence, []).append(anchor)

    def own(self, mention: EventMention) -> tuple[Anchor, Via | None] | None:
        """The date phrase of the mention's clause, or of its sentence with the link named."""
        here = self._by_sentence.get(mention.sentence, [])
        scored = [(d, a.token, a) for a in here if (d := self._weighed(mention, a)) is not None]
        if not scored:
            return None
        distance, _, anchor = min(scored)
        return anchor, (None if distance < 10 else Via.SAME_SENTENCE)

    def _weighed(self, mention: EventMention, anchor: Anchor) -> int | None:
        """The distance, as the event model sees it where it is sure."""
        if self._is_of_telling(mention, anchor):
            return None
        distance = self._distance(mention, anchor)
        hint = chance(mention, anchor.first, anchor.last, "D")
        if hint is None:
            return distance
        if hint >= SURE:
            return _SEEN if distance is None else min(distance, 0)
        return distance + _FAR if hint == 0.0 and distance is not None else distance

    def _is_of_telling(self, mention: EventMention, anchor: Anchor) -> bool:
        """Whether a date is that of the report: "..., officials said Sunday", "confirmed Friday".

        A date behind what is told may have been hung on the verb before it by a wrong parse ("said
        gunmen killed four on Monday"): that says nothing.
        """
        syntax, p = self.syntax, self.syntax.parsed
        if any(p.lower[above] == "according" for above in syntax.ancestors(anchor.token)):
            return True
        top, _ = path_to_verb(syntax, anchor.token, self.triggers)
        own = top in (mention.trigger, mention.support) or mention.trigger in self.spoken
        if own or p.lemmas[top] not in syntax.cue("content_verb"):
            return False
        return not min(top, anchor.token) < mention.trigger < max(top, anchor.token)

    def takes_up(self, mention: EventMention) -> int | None:
        """The head of "at the time", "that day" in the mention's clause: the date told before."""
        syntax, p = self.syntax, self.syntax.parsed
        for verb in clause_verbs(syntax, mention)[:2]:
            for _, obj in syntax.prepositions(verb):
                dets = {p.lower[c] for c in syntax.kids(obj, "det")}
                if p.lemmas[obj] == "time" and dets & {"the", "that", "this"} and obj > 0:
                    return obj
        return None

    def _distance(self, mention: EventMention, anchor: Anchor) -> int | None:
        syntax = self.syntax
        verbs = clause_verbs(syntax, mention)
        top, passed = path_to_verb(syntax, anchor.token, self.triggers)
        gap = abs(anchor.token - mention.trigger)
        told = self._content_between(mention, anchor, top)
        if told is not None:
            return 7 if told == mention.trigger else None
        if mention.trigger in passed or top == mention.trigger:
            return 0 if gap < 40 else 5
        if self._next_to(mention, anchor):
            return 1
        if top in verbs:
            return 2 + verbs.index(top)
        arguments = {b.head for b in mention.actors + mention.targets}
        if arguments & set(passed):
            return 6
        return self._looser(mention, anchor, top)

    def _content_between(self, mention: EventMention, anchor: Anchor, top: int) -> int | None:
        """The act told of, where a date after it was hung on the verb of telling.

        "threatened revenge for the killing of X on Friday": Friday is the killing's.
        """
        if top not in self.spoken or anchor.token < top:
            return None
        inside = set(self.syntax.subtree(top))
        told = [t for t in self.triggers if t in inside and top < t < anchor.first]
        return max(told) if told and mention.trigger in (top, *told) else None

    def _next_to(self, mention: EventMention, anchor: Anchor) -> bool:
        """Right behind the trigger: "killed last week", wherever the parser hung it."""
        between = range(mention.trigger + 1, anchor.first)
        p = self.syntax.parsed
        return (
            anchor.first > mention.trigger
            and len(between) <= 2
            and all(p.tags[i] in ("IN", "DT", "RP", "RB") for i in between)
        )

    def _looser(self, mention: EventMention, anchor: Anchor, top: int) -> int | None:
        hung = self._hung(mention, anchor, top)
        if hung is None and self._is_fronted(anchor) and self._follows(mention, anchor):
            return 20 + mention.trigger - anchor.token
        return hung

    def _is_fronted(self, anchor: Anchor) -> bool:
        """ "Earlier this year, ...", "that on Monday ...": a date that opens its clause."""
        p = self.syntax.parsed
        before = anchor.first - 1
        if before >= 0 and p.tags[before] == "IN" and p.lower[before] not in ("that", "when"):
            before -= 1
        start = p.sentences[p.sentence_of[anchor.token]].first
        return before < start or p.lower[before] in ("that", ",", ";", "and", "when", "while")

    def _follows(self, mention: EventMention, anchor: Anchor) -> bool:
        """Whether the act stands after a fronted date, not in what somebody says after it."""
        p = self.syntax.parsed
        if not anchor.last <= mention.trigger <= anchor.last + _FRONT_REACH:
            return False
        current = mention.trigger
        for above in self.syntax.ancestors(mention.trigger):
            between = anchor.last <= above < mention.trigger
            if p.deps[current] in ("ccomp", "relcl", "acl") and between:
                return False
            current = above
        return True

    def _hung(self, mention: EventMention, anchor: Anchor, top: int) -> int | None:
        syntax, p = self.syntax, self.syntax.parsed
        if top in self.triggers and top != mention.trigger:
            return self._shared(mention, anchor, top)
        if p.lemmas[top] in syntax.cue("content_verb") and top in set(
            syntax.ancestors(mention.trigger)
        ):
            # "said on Monday that": the day of the telling, unless it stands inside the clause
            return None if not self._inside(mention, anchor) else 12
        if top in set(syntax.ancestors(mention.trigger)):
            apart = self._apart(mention.trigger, top)
            return None if apart else 10 + abs(anchor.token - mention.trigger)
        if self._below(mention.trigger, top):
            return 30 + abs(anchor.token - mention.trigger)
        if p.heads[anchor.token] == anchor.token:
            return 15
        return None

    def _apart(self, low: int, high: int) -> bool:
        """Whether a clause of its own time lies between: a relative, or "after ..."."""
        p = self.syntax.parsed
        current = low
        while current != high and p.heads[current] != current:
            marks = {p.lower[c] for c in p.children[current]}
            after = p.deps[current] == "advcl" and marks & {"after", "before", "since"}
            when = p.deps[current] == "relcl" and any(
                p.tags[c] == "WRB" for c in p.children[current]
            )
            if (p.deps[current] in ("relcl", "acl") and not when) or after:
                return True
            current = p.heads[current]
        return False

    def _below(self, trigger: int, top: int) -> bool:
        """Whether ``top`` is a purpose or part of the act: "used gas to disperse ... on Monday"."""
        p = self.syntax.parsed
        if p.heads[top] != trigger or p.deps[top] not in ("advcl", "xcomp"):
            return False
        return not self.syntax.kids(top, "nsubj", "nsubjpass")

    def _shared(self, mention: EventMention, anchor: Anchor, top: int) -> int | None:
        """A fronted date holds for the clauses joined to its verb."""
        p = self.syntax.parsed
        below = mention.trigger in list(self.syntax.ancestors(top))[:4]
        if below and p.deps[top] in _INNER and mention.trigger not in self.spoken:
            return 8
        joined = p.heads[mention.trigger] == top and p.deps[mention.trigger] in (
            "conj",
            "advcl",
            "xcomp",
        )
        return 10 if joined and anchor.token < top else None

    def _inside(self, mention: EventMention, anchor: Anchor) -> bool:
        top = mention.trigger
        p = self.syntax.parsed
        for above in self.syntax.ancestors(mention.trigger):
            if p.deps[top] == "ccomp":
                break
            top = above
        return anchor.token in self.syntax.subtree(top)


def date_phrase(syntax: Syntax, anchor: Anchor, via: Via | None) -> Phrase:
    """The phrase record of an anchor."""
    quote = syntax.parsed.quote(anchor.first, anchor.last)
    return Phrase(quote, anchor.token, via=via, how=via.value if via else "attached")

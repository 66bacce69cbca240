"""Let the event model weigh what the rules propose: keep, retype, drop, add, bind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..lang.en.syntax import Syntax
from ..lang.lexicon import Lexicon
from ..model import EventModel, TriggerScores
from ..model.event_model import DROPPED, LOOSE
from ..records.event import EventMention, TypeCandidate
from .proposals import loose_mention, loose_tokens, sentence_words, states_of
from .roles import with_roles

KEEP = 0.4
"""What the rules code stays where the model gives an event of any kind this probability."""
RENAME = 0.5
"""The model changes a rule's type only where its own has this probability."""
ADD = 0.85
"""A word that fits no pattern becomes a mention where one family has this probability."""
REVIVE = 0.7
"""A mention dropped by a rule that guesses from its words comes back from here on."""
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Weighed:
    """A mention with the model's word on it, or the reason why it is none."""

    mention: EventMention
    against: str = ""


class Weigher:
    """Applies an event model to the rules' proposals of one article."""

    def __init__(
        self, model: EventModel, lexicon: Lexicon, families: Mapping[str, str] | None = None
    ) -> None:
        self.model = model
        self.lexicon = lexicon
        self.families = families or {}
        self._own = model.own.lemmas if model.own is not None else frozenset[str]()

    def weigh(
        self, syntax: Syntax, kept: list[EventMention], revivable: list[EventMention],
        settled: frozenset[int],
    ) -> list[Weighed]:  # fmt: skip
        """Every mention the model has a word on, and new ones, in text order.

        ``kept`` are the rules' mentions, ``revivable`` those they dropped for a reason that may
        be wrong; ``settled`` are tokens of mentions dropped for good.
        """
        ruled = {m.trigger: m for m in (*revivable, *kept)}
        loose = loose_tokens(syntax, self.lexicon, frozenset(ruled) | settled, self._own)
        states = states_of(kept, revivable, loose)
        by_sentence: defaultdict[int, list[int]] = defaultdict(list)
        for token in states:
            by_sentence[syntax.parsed.sentence_of[token]].append(token)
        found: list[Weighed] = []
        for sentence, tokens in by_sentence.items():
            scores = self._scores(syntax, sentence, {t: states[t] for t in tokens})
            weighing = _Sentence(syntax, self.model, self.families, ruled, states, scores)
            found += weighing.decide(tokens)
        return found

    def _scores(
        self, syntax: Syntax, sentence: int, states: Mapping[int, str]
    ) -> dict[int, TriggerScores]:
        text, words, proposed = sentence_words(syntax, self.lexicon, sentence, states, self._own)
        weighed = self.model.weigh(text, words, proposed)
        return {t: w for t, w in zip(states, weighed, strict=True) if w is not None}


class _Sentence:
    """The decisions in one sentence."""

    def __init__(
        self, syntax: Syntax, model: EventModel, families: Mapping[str, str],
        ruled: Mapping[int, EventMention], states: Mapping[int, str],
        scores: Mapping[int, TriggerScores],
    ) -> None:  # fmt: skip
        self.syntax, self.model, self.families = syntax, model, families
        self.ruled, self.states, self.scores = ruled, states, scores

    def decide(self, tokens: list[int]) -> list[Weighed]:
        accepted = [t for t in tokens if self._accepts(t)]
        leaders = self._grouped(accepted)
        found = []
        for token in tokens:
            if token in leaders:
                found.append(Weighed(self._mention(token)))
            elif token in self.ruled and self.states[token] in self.model.types:
                scores = self.scores[token]
                why = f"model: an event with probability {scores.event}"
                if token in accepted:
                    why = "model: the same act as another word beside it"
                found.append(Weighed(self.ruled[token], why))
        return found

    def _accepts(self, token: int) -> bool:
        state, scores = self.states[token], self.scores.get(token)
        if state != LOOSE and not state.startswith(DROPPED):
            if scores is None or not self.model.knows(state):
                return True  # past the length limit, or a type of the user's own
            return self._supported(token)
        if scores is None or not scores.types:
            return False
        return self._confidence(scores) >= (ADD if state == LOOSE else REVIVE)

    def _confidence(self, scores: TriggerScores) -> float:
        """The chance of an event of the best type's family: near types share their doubt."""
        best = scores.types[0][0]
        family = self.families.get(best, best)
        return sum(p for name, p in scores.types if self.families.get(name, name) == family)

    def _supported(self, token: int) -> bool:
        """Whether the model sees an event in one of a trigger's words: "staged" or "sit-in"."""
        mention = self.ruled[token]
        p = self.syntax.parsed
        inside = [
            t
            for t in self.scores
            if t == mention.support
            or (mention.quote.start <= p.starts[t] and p.ends[t] <= mention.quote.end)
        ]
        weighed = [self.scores[t] for t in {token, *inside} if t in self.scores]
        return any(s.event >= KEEP for s in weighed) or self._performs(mention)

    def _performs(self, mention: EventMention) -> bool:
        """ "I swear that ...": saying it does it, and the corpus has few first persons."""
        spoken = self.families.get(mention.event_type, "").startswith("verbal")
        p = self.syntax.parsed
        present = p.tags[mention.trigger] == "VBP"
        return spoken and present and any(p.lower[b.head] in ("i", "we") for b in mention.actors)

    def _grouped(self, accepted: list[int]) -> set[int]:
        """One word for each act: neighbours in the tree of one type are one trigger."""
        leaders: list[int] = []
        for token in sorted(accepted, key=self._rank):
            if not any(self._one_act(token, other) for other in leaders):
                leaders.append(token)
        return set(leaders)

    def _rank(self, token: int) -> tuple[int, float, int]:
        state = self.states[token]
        order = 1 if state.startswith(DROPPED) else 2 if state == LOOSE else 0
        scores = self.scores.get(token)
        return order, -(scores.event if scores else 1.0), token

    def _one_act(self, token: int, other: int) -> bool:
        if self._type(token) != self._type(other):
            return False
        if self.states[token] != LOOSE and self.states[other] != LOOSE:
            return False  # the rules' own filters tell these apart
        p = self.syntax.parsed
        mention = self.ruled.get(other)
        if mention is not None and (
            token == mention.support
            or (mention.quote.start <= p.starts[token] and p.ends[token] <= mention.quote.end)
        ):
            return True
        linked = p.heads[token] == other or p.heads[other] == token
        linked = linked or p.heads[p.heads[token]] == other or p.heads[p.heads[other]] == token
        joined = "conj" in (p.deps[token], p.deps[other])
        return linked and not joined and abs(token - other) <= _NEAR

    def _type(self, token: int) -> str:
        scores = self.scores.get(token)
        state = self.states[token]
        if scores is None or not scores.types or (state != LOOSE and not self._retypable(state)):
            return state.removeprefix(DROPPED)
        best, chance = scores.types[0]
        return best if state == LOOSE or chance >= RENAME else state.removeprefix(DROPPED)

    def _retypable(self, state: str) -> bool:
        return self.model.knows(state.removeprefix(DROPPED))

    def _mention(self, token: int) -> EventMention:
        scores = self.scores.get(token)
        mention = self.ruled.get(token)
        if scores is None or (mention is not None and not self.model.knows(mention.event_type)):
            assert mention is not None
            return mention
        kind = self._type(token)
        if mention is None:
            mention = loose_mention(self.syntax, token, kind)
        known = {c.event_type: c for c in mention.candidates}
        weighed = tuple(
            TypeCandidate(
                name, chance, known[name].rule if name in known else f"model@{self.model.version}",
                f"model: probability {chance}",
            )
            for name, chance in scores.types
        )  # fmt: skip
        changed = kind != mention.event_type
        told = replace(
            mention,
            event_type=kind,
            score=scores.of(kind),
            scheme=() if changed else tuple(c for c in mention.scheme if c[0] != "weak"),
            candidates=weighed,
            salience=scores.main,
            decided=f"model@{self.model.version}",
        )
        return with_roles(self.syntax, told, scores.roles)

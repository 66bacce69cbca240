"""Let the event model weigh what the rules propose: keep, retype, drop, add, bind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..lang.en.syntax import Syntax
from ..lang.lexicon import Lexicon
from ..model import EventModel, TriggerScores
from ..model.event_model import DROPPED, LOOSE
from ..records.event import EventMention, TypeCandidate
from .confidence import chance, features
from .proposals import loose_mention, loose_tokens, sentence_words, states_of
from .roles import with_roles
from .skimming import hints, tokens_inside

KEEP, ACCEPT = 0.42, 0.65
"""What the rules code is a report where it tells an event of its type's family with the first
chance, any other word with the second: the corpus tempts with the rules' own words more than
news does."""
ADD = 0.85
"""So sure the model must be of a user's own type where no pattern fits: few lines taught it."""
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
        sentences = self._sentences(syntax, kept, revivable, settled)
        return [found for sentence in sentences for found in sentence.decide()]

    def _sentences(
        self, syntax: Syntax, kept: list[EventMention], revivable: list[EventMention],
        settled: frozenset[int],
    ) -> Iterator[Sentence]:  # fmt: skip
        """The sentences with a word to weigh, and what the model says of each such word."""
        ruled = {m.trigger: m for m in (*revivable, *kept)}
        loose = loose_tokens(syntax, self.lexicon, frozenset(ruled) | settled, self._own)
        states = states_of(kept, revivable, loose)
        by_sentence: defaultdict[int, list[int]] = defaultdict(list)
        for token in states:
            by_sentence[syntax.parsed.sentence_of[token]].append(token)
        inside = tokens_inside(syntax.parsed, ruled.values())
        for sentence, tokens in by_sentence.items():
            here = {t: states[t] for t in tokens}
            if self._worth_a_look(syntax, here):
                scores = self._scores(syntax, sentence, here, inside)
                yield Sentence(syntax, self.model, self.families, ruled, here, scores)

    def _worth_a_look(self, syntax: Syntax, states: Mapping[int, str]) -> bool:
        """Whether a sentence may tell an event: it has words the rules know, or a promising one."""
        skim = self.model.skim
        if skim is None or any(state != LOOSE for state in states.values()):
            return True
        p = syntax.parsed
        return any(p.lemmas[token] in self._own for token in states) or any(
            skim.promises(hints(p, token)) for token in states
        )

    def _scores(
        self, syntax: Syntax, sentence: int, states: Mapping[int, str], inside: frozenset[int]
    ) -> dict[int, TriggerScores]:
        text, words, proposed = sentence_words(
            syntax, self.lexicon, sentence, states, self._own, inside
        )
        weighed = self.model.weigh(text, words, proposed)
        return {t: w for t, w in zip(states, weighed, strict=True) if w is not None}


class Sentence:
    """The decisions in one sentence.

    ``states`` say what the rules make of each word to weigh, ``scores`` what the model does.
    """

    def __init__(
        self, syntax: Syntax, model: EventModel, families: Mapping[str, str],
        ruled: Mapping[int, EventMention], states: Mapping[int, str],
        scores: Mapping[int, TriggerScores],
    ) -> None:  # fmt: skip
        self.syntax, self.model, self.families = syntax, model, families
        self.ruled, self.states = ruled, states
        self.scores = {t: self._best_inside(t, scores) for t in scores}
        self.options = {t: self._options(t) for t in self.scores}

    def decide(self) -> list[Weighed]:
        """What becomes of each word."""
        accepted = [t for t in self.states if self._accepts(t)]
        leaders = self._grouped(accepted)
        found = []
        for token in self.states:
            if token in leaders:
                found.append(Weighed(self._mention(token)))
            elif token in self.ruled and self.states[token] in self.model.types:
                why = f"model: an event with probability {self.scores[token].event}"
                if token in accepted:
                    why = "model: the same act as another word beside it"
                found.append(Weighed(self.ruled[token], why))
        return found

    def _best_inside(self, token: int, scores: Mapping[int, TriggerScores]) -> TriggerScores:
        """The scores of a trigger's surest word: of "staged" and "sit-in", the latter."""
        mention = self.ruled.get(token)
        if mention is None:
            return scores[token]
        p = self.syntax.parsed
        inside = [
            t
            for t in scores
            if t == mention.support
            or (mention.quote.start <= p.starts[t] and p.ends[t] <= mention.quote.end)
        ]
        return max((scores[t] for t in (token, *inside)), key=lambda s: s.event)

    def _options(self, token: int) -> dict[str, float]:
        """The types a word may report, with their chances: the rules' and the model's first."""
        state, scores = self.states[token], self.scores[token]
        named = () if state == LOOSE else (state.removeprefix(DROPPED),)
        return {
            kind: self._chance(state, kind, scores)
            for kind in (*named, *(name for name, _ in scores.types[:1]))
            if self.model.knows(kind)
        }

    def _chance(self, state: str, kind: str, scores: TriggerScores) -> float:
        weights = self.model.confidence
        if not weights or not self.model.ships(kind):
            return scores.of(kind)
        return chance(features(state, kind, scores, self.families), weights)

    def _accepts(self, token: int) -> bool:
        state = self.states[token]
        coded = state != LOOSE and not state.startswith(DROPPED)
        if coded and (token not in self.scores or not self.model.knows(state)):
            return True  # past the length limit, or a type the model was not taught
        if coded and self._performs(self.ruled[token]):
            return True
        if not self.options.get(token):
            return False
        kind = self._likeliest(token)
        least = KEEP if coded else ACCEPT
        if self.model.category and self.model.ships(kind):
            values = features(state, kind, self.scores[token], self.families)
            return chance(values, self.model.category) >= least
        own = state == LOOSE and not self.model.ships(kind)
        return self.options[token][kind] >= (ADD if own else least)

    def _likeliest(self, token: int) -> str:
        options = self.options[token]
        return max(options, key=lambda kind: options[kind])

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
        """The likeliest of a word's types; the rules' where the model was not taught theirs."""
        state = self.states[token].removeprefix(DROPPED)
        if not self.options.get(token) or (state != LOOSE and not self.model.knows(state)):
            return state
        return self._likeliest(token)

    def _mention(self, token: int) -> EventMention:
        scores = self.scores.get(token)
        mention = self.ruled.get(token)
        if scores is None or (mention is not None and not self.model.knows(mention.event_type)):
            assert mention is not None
            return mention
        kind = self._type(token)
        if mention is None:
            mention = loose_mention(self.syntax, token, kind)
        changed = kind != mention.event_type
        told = replace(
            mention,
            event_type=kind,
            score=self.options[token][kind],
            scheme=() if changed else tuple(c for c in mention.scheme if c[0] != "weak"),
            candidates=self._candidates(mention, scores),
            salience=scores.main,
            decided=f"model@{self.model.version}",
        )
        return with_roles(self.syntax, told, scores.roles)

    def _candidates(
        self, mention: EventMention, scores: TriggerScores
    ) -> tuple[TypeCandidate, ...]:
        known = {c.event_type: c for c in mention.candidates}
        by_model = f"model@{self.model.version}"
        return tuple(
            TypeCandidate(
                name, p, known[name].rule if name in known else by_model,
                f"model: probability {p}",
            )
            for name, p in scores.types
        )  # fmt: skip

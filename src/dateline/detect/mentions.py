"""One event mention per reported act: match every trigger, then drop what reports no act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..lang.en.syntax import Arg, Syntax
from ..lang.lexicon import Lexicon
from ..lang.patterns import Pattern
from ..records.event import Binding, EventMention, TypeCandidate
from ..records.text import Quote
from .context import Context, Mentions, Rule
from .filters import REVIVABLE, RULES, SAME_ACT
from .matching import Match, match_verb
from .nouns import match_noun
from .weighing import Weigher

_SILENT_BLOCKS = frozenset({"byline", "dateline", "caption"})
_MAX_CANDIDATES = 5
_MUTUAL = frozenset({"armed_clash", "mob_violence"})
_CONTENT = frozenset({"threaten", "pledge", "reject", "demand", "support"})
_NAMES = frozenset(
    {"PERSON", "GPE", "LOC", "FAC", "DATE", "TIME", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "LAW"}
)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A trigger that matched but was not coded, and the rule that says why."""

    mention: EventMention
    why: str
    rule: str = ""
    """The filter's name, or "model"."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The mentions of one article in text order, and what was dropped on the way."""

    mentions: tuple[EventMention, ...]
    dropped: tuple[Dropped, ...]


class Detector:
    """Finds event mentions by the lexicon's trigger patterns.

    ``families`` maps event types to their family in the codebook; it decides which
    mentions of one sentence tell of the same act.
    """

    version = "detect.rules@1"

    def __init__(
        self,
        lexicon: Lexicon,
        families: Mapping[str, str],
        *,
        weigher: Weigher | None = None,
    ) -> None:
        self.lexicon = lexicon
        self.families = families
        self.weigher = weigher

    def detect(self, syntax: Syntax) -> Detection:
        """All event mentions of a parsed article."""
        found: list[EventMention] = []
        parsed = syntax.parsed
        for sentence in parsed.sentences:
            if sentence.kind in _SILENT_BLOCKS:
                continue
            for token in range(sentence.first, sentence.last):
                mention = self._mention_at(syntax, token)
                if mention is not None:
                    found.append(mention)
        context = Context(syntax, self.lexicon, self.families)
        kept, dropped = _filtered(RULES, found, context)
        if self.weigher is not None:
            kept, dropped = self._weighed(self.weigher, kept, dropped, context)
        return Detection(tuple(kept), tuple(dropped))

    def _weighed(
        self, weigher: Weigher, kept: list[EventMention], dropped: list[Dropped], context: Context
    ) -> tuple[list[EventMention], list[Dropped]]:
        """The model's decisions, and the rules on acts told twice applied to what they leave."""
        open_ = [d for d in dropped if d.rule in REVIVABLE]
        settled = [d for d in dropped if d.rule not in REVIVABLE]
        weighed = weigher.weigh(
            context.syntax,
            kept,
            [d.mention for d in open_],
            frozenset(d.mention.trigger for d in settled),
        )
        found = sorted((w.mention for w in weighed if not w.against), key=lambda m: m.trigger)
        there = {m.trigger for m in found}
        lost = [Dropped(w.mention, w.against, "model") for w in weighed if w.against]
        kept, again = _filtered(SAME_ACT, found, context)
        still = [d for d in open_ if d.mention.trigger not in there]
        return kept, [*settled, *still, *lost, *again]

    def _mention_at(self, syntax: Syntax, token: int) -> EventMention | None:
        parsed = syntax.parsed
        tag = parsed.tags[token]
        if tag.startswith("VB"):
            dep = parsed.deps[token]
            if dep in ("aux", "auxpass", "compound") or (dep == "amod" and tag != "VBD"):
                return None
            patterns = self.lexicon.verbs.get(parsed.lemmas[token], ())
            matches = [m for p in patterns if (m := match_verb(syntax, p, token))]
            if not matches and tag == "VBG" and parsed.deps[token] not in ("acl", "advcl", "xcomp"):
                matches = self._gerund_matches(syntax, token)
        elif tag.startswith("NN"):
            if tag.startswith("NNP") and parsed.entity[token] in _NAMES:
                return None  # "8 March", "the Clash": part of a name or date
            matches = self._noun_matches(syntax, token)
        else:
            return None
        return _best(syntax, token, matches)

    def _gerund_matches(self, syntax: Syntax, token: int) -> list[Match]:
        """ "The killing of X" where the tagger took the noun for a verb."""
        patterns = self.lexicon.nouns.get(syntax.parsed.lower[token], ())
        return [m for p in patterns if (m := match_noun(syntax, p, token))]

    def _noun_matches(self, syntax: Syntax, token: int) -> list[Match]:
        parsed = syntax.parsed
        patterns: list[Pattern] = list(self.lexicon.nouns.get(parsed.lemmas[token], ()))
        if parsed.lower[token] != parsed.lemmas[token]:
            patterns += self.lexicon.nouns.get(parsed.lower[token], ())
        return [m for p in patterns if (m := match_noun(syntax, p, token))]


def _filtered(
    rules: tuple[Rule, ...], mentions: list[EventMention], context: Context
) -> tuple[list[EventMention], list[Dropped]]:
    dropped: list[Dropped] = []
    for rule in rules:
        mentions, lost = _apply(rule, mentions, context)
        dropped.extend(lost)
    return mentions, dropped


def _apply(
    rule: Rule, mentions: list[EventMention], context: Context
) -> tuple[list[EventMention], list[Dropped]]:
    """Run one rule over the mentions: a string drops the mention, a mention replaces it."""
    kept: list[EventMention] = []
    dropped: list[Dropped] = []
    others = Mentions(mentions, context.families)
    for mention in mentions:
        verdict = rule(mention, others, context)
        if isinstance(verdict, str):
            dropped.append(Dropped(mention, verdict, getattr(rule, "__name__", "")))
        else:
            kept.append(verdict or mention)
    return kept, dropped


def _best(syntax: Syntax, token: int, matches: list[Match]) -> EventMention | None:
    if not matches:
        return None
    ranked = sorted(matches, key=lambda m: m.rank, reverse=True)
    best = ranked[0]
    parsed = syntax.parsed
    actors, targets = _sides(syntax, best, token)
    return EventMention(
        trigger=token,
        quote=_quote(syntax, token, best),
        sentence=parsed.sentence_of[token],
        event_type=best.pattern.event_type,
        score=_score(best),
        rule=f"{best.pattern.source}: {best.pattern.text}",
        is_noun=best.pattern.is_noun,
        actors=tuple(_binding(syntax, a) for a in actors),
        targets=tuple(_binding(syntax, a) for a in targets),
        support=best.support,
        scheme=best.pattern.codes + ((("weak", "1"),) if best.pattern.weak else ()),
        candidates=_candidates(ranked),
    )


def _sides(syntax: Syntax, match: Match, token: int) -> tuple[tuple[Arg, ...], tuple[Arg, ...]]:
    """Both sides of a fight told as one subject: "A and B exchanged fire" (ACLED actor 1, 2)."""
    if not match.targets and match.pattern.event_type in _CONTENT:
        return match.actors, _content_object(syntax, token)
    if match.pattern.event_type not in _MUTUAL or match.targets or len(match.actors) != 1:
        return match.actors, match.targets
    sides = syntax.conjuncts(match.actors[0].token)
    if len(sides) != 2:
        return match.actors, match.targets
    how = match.actors[0].how
    return (Arg(sides[0], f"{how} (first)"),), (Arg(sides[1], f"{how} (other)"),)


def _content_object(syntax: Syntax, verb: int) -> tuple[Arg, ...]:
    """Whom a threat, pledge or refusal is about: "threatened to attack P", "refused to meet P"."""
    if not syntax.is_verb(verb):
        return ()
    for child in syntax.kids(verb, "xcomp"):
        if any(syntax.parsed.tags[c] == "TO" for c in syntax.parsed.children[child]):
            clause = syntax.clause(child)
            found = [a.token for a in clause.objects if a.token > child]
            found += [o for w, o in syntax.prepositions(child) if w in ("with", "against", "to")]
            return tuple(
                Arg(i, f"object of {syntax.parsed.lower[child]!r}")
                for i in found[:1]
                if syntax.can_act(i) and not syntax.is_time(i)
            )
    return ()


def _candidates(ranked: list[Match]) -> tuple[TypeCandidate, ...]:
    seen: dict[str, TypeCandidate] = {}
    best = ranked[0]
    for match in ranked:
        name = match.pattern.event_type
        if name in seen:
            continue
        rule = f"{match.pattern.source}: {match.pattern.text}"
        seen[name] = TypeCandidate(name, _score(match), rule, _why(match, best))
    return tuple(seen.values())[:_MAX_CANDIDATES]


def _why(match: Match, best: Match) -> str:
    if match is best:
        return f"won: {match.pattern.weight} fixed words, {match.met} noun classes met"
    if match.pattern.weight < best.pattern.weight:
        return "lost: fewer fixed words met"
    if match.met < best.met:
        return "lost: fewer noun classes met"
    return "lost: fewer arguments bound, or written later"


def _score(match: Match) -> float:
    """A rank of the rule's specificity between 0 and 1; no calibrated probability."""
    points = 0.5 + 0.1 * min(match.pattern.weight, 2) + 0.1 * min(match.met, 2)
    points += 0.05 * bool(match.actors) + 0.05 * bool(match.targets)
    return round(min(points, 0.95) - (0.1 if match.pattern.weak else 0.0), 3)


def _binding(syntax: Syntax, arg: Arg) -> Binding:
    first, last = syntax.phrase(arg.token)
    return Binding(arg.token, first, last, arg.how)


def _quote(syntax: Syntax, token: int, match: Match) -> Quote:
    """The trigger's words: the head with the fixed words that stand close after it."""
    last = token
    for word in sorted(w for w in match.words if w > token):
        nouns = [i for i in range(last + 1, word) if syntax.is_noun(i)]
        if word - last <= 4 and not nouns:
            last = word
    first = token - len(match.pattern.before) if match.pattern.before else token
    return syntax.parsed.quote(first, last + 1)

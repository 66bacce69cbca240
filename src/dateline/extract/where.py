"""Where an act took place: the phrase attached to it, else one linked by a stated way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..lang.en.syntax import Syntax
from ..records.coded import Via
from ..records.event import EventMention, Phrase
from ..records.text import Quote
from .attachment import Anchor, clause_verbs, path_to_verb
from .place_lists import in_one_list
from .role_runs import SURE, chance
from .speech_scenes import is_spoken_at

DOUBTFUL = 3
"""Steps in the tree from which on the grammar alone does not overrule the event model."""
_OF_ANOTHER_ACT = 8
_VERY_SURE = 0.65
_ONLY_SEEN = 7
"""The distance of a place which the model is sure of and the grammar gives to something else."""
_LEAVING = frozenset(
    {"withdraw", "deport", "displacement", "abduction", "release", "expel_diplomat"}
)
_TERRITORY = frozenset(
    {
        "government_regains_territory",
        "nonstate_overtakes_territory",
        "nonviolent_transfer_of_territory",
    }
)
_SOMEBODY = frozenset({"people", "org", "state", "armed", "official", "person", "party"})


class PlaceFinder:
    """Finds place phrases for the mentions of one article.

    ``anchors`` are the article's place mentions; ``holders`` maps the index of a mention that
    only says where another lies to that other's index.
    """

    def __init__(
        self,
        syntax: Syntax,
        anchors: Sequence[Anchor],
        triggers: frozenset[int],
        holders: Mapping[int, int],
    ) -> None:
        self.syntax = syntax
        self.anchors = anchors
        self._holders = holders
        self._by_index = {a.index: a for a in anchors}
        self.used: list[Anchor] = []
        """Places given to mentions so far, in order: what "the city" may take up."""
        self.triggers = triggers
        self._by_sentence: dict[int, list[Anchor]] = {}
        for anchor in anchors:
            sentence = syntax.parsed.sentence_of[anchor.token]
            self._by_sentence.setdefault(sentence, []).append(anchor)

    def own(self, mention: EventMention) -> list[tuple[Anchor, Via | None]]:
        """Places in the mention's own clause, several where they are joined by "and"."""
        here = self._by_sentence.get(mention.sentence, [])
        scored = [(self._weighed(mention, a), a) for a in here]
        fitting = sorted((s, a.token, self._main(a)) for s, a in scored if s is not None)
        if not fitting:
            return []
        best_score, _, best = fitting[0]
        seen = best_score == _ONLY_SEEN and self._distance(mention, best) is None
        via = Via.SAME_SENTENCE if seen or best_score >= 10 else None
        together = set(self.syntax.conjuncts(best.token))
        joined = [a for s, _, a in fitting if a is best or (a.token in together and s < 20)]
        listed = [a for a in self._listed(best, mention) if a not in joined]
        found = sorted([*joined, *listed], key=lambda a: a.first)
        return [(a, via) for a in dict.fromkeys(found)]

    def _listed(self, best: Anchor, mention: EventMention) -> list[Anchor]:
        """ "five in Lyon, two in Marseille and one in Lille": places told in one list."""
        bound = {b.head for b in (*mention.actors, *mention.targets)}
        here = [
            a
            for a in self._by_sentence.get(mention.sentence, ())
            if self._main(a) is a and (a is best or a.token not in bound)
        ]
        return in_one_list(self.syntax, here, best)

    def _weighed(self, mention: EventMention, anchor: Anchor) -> int | None:
        """The distance, as the event model sees it where it is sure.

        What it calls the act's place comes first; what it is sure is none comes only where the
        grammar has nothing better.
        """
        distance = self._distance(mention, anchor)
        if self._is_told_where(mention, anchor):
            return -1  # no reading of the sentence as a whole outweighs that
        if distance is not None and self._of_the_act_before(mention, anchor):
            return distance + DOUBTFUL
        hint = chance(mention, anchor.first, anchor.last, "L")
        if hint is None:
            return distance
        if hint >= SURE:
            if distance is not None and distance < _OF_ANOTHER_ACT:
                return min(distance, 1)
            return _ONLY_SEEN if hint >= _VERY_SURE else distance
        if hint == 0.0 and distance is not None:
            return None if distance >= DOUBTFUL else distance + DOUBTFUL
        return distance

    def _of_the_act_before(self, mention: EventMention, anchor: Anchor) -> bool:
        """ "killed nine in Gwoza and abducted one in Bama": what comes before a second verb."""
        if mention.is_noun:
            return False
        p = self.syntax.parsed
        first = mention.trigger
        while p.deps[first] == "conj" and self.syntax.is_verb(p.heads[first]):
            first = p.heads[first]
        if first == mention.trigger:
            return False
        here = self._by_sentence.get(mention.sentence, ())
        own = any(a.first > mention.trigger for a in here)
        return own and first < anchor.token < mention.trigger

    def _is_told_where(self, mention: EventMention, anchor: Anchor) -> bool:
        """ "the city of Basra, where locals rallied": the clause itself names its place."""
        words = self._where_words(mention)
        if not words or words[0] > mention.trigger:
            return False
        before = [a for a in self._by_sentence.get(mention.sentence, ()) if a.last <= words[0]]
        return bool(before) and self._main(max(before, key=lambda a: a.last)) is anchor

    def _where_words(self, mention: EventMention) -> list[int]:
        """ "where" as the adverb of the act's own clause."""
        p = self.syntax.parsed
        above = [mention.trigger, *list(self.syntax.ancestors(mention.trigger))[:2]]
        return [c for verb in above for c in p.children[verb] if p.lower[c] == "where"]

    def beside(self, mention: EventMention) -> list[tuple[Anchor, Via | None]]:
        """Where somebody speaks: "accused the army in Geneva", "speaking in Geneva, accused"."""
        found: list[tuple[Anchor, Via | None]] = []
        for anchor in self._by_sentence.get(mention.sentence, []):
            sure = (chance(mention, anchor.first, anchor.last, "L") or 0.0) >= SURE
            if sure or is_spoken_at(self.syntax, anchor, mention):
                found.append((self._main(anchor), None))
        return found[:1]

    def _main(self, anchor: Anchor) -> Anchor:
        """The place that a country or neighbour is only named to place: "Basra, near Kuwait"."""
        index = self._holders.get(anchor.index, anchor.index)
        return self._by_index.get(index, anchor)

    def _distance(self, mention: EventMention, anchor: Anchor) -> int | None:
        """How far a place phrase hangs from the act: None where it belongs to something else."""
        syntax = self.syntax
        if self._is_what_changed_hands(mention, anchor):
            return 0
        if self._is_owner_or_origin(mention, anchor):
            return None
        bound = {b.head for b in mention.targets}
        if anchor.token in bound or any(b.first <= anchor.token < b.last for b in mention.targets):
            return 0 if self._target_is_place(mention, anchor) else 3
        verbs = clause_verbs(syntax, mention)
        top, passed = path_to_verb(syntax, anchor.token, self.triggers)
        arguments = {b.head for b in mention.actors + mention.targets}
        if arguments & set(passed):
            return 6 if self._says_where(anchor, arguments) else None
        if self._of_another_journey(mention, passed):
            return None
        if top in verbs:
            rank = verbs.index(top)
            return (1 if not rank else 2 + 3 * rank) + len(passed)
        if mention.trigger in passed or top == mention.trigger:
            return 1 + len(passed)
        if any(self.syntax.classes(i) & _SOMEBODY for i in passed if self.syntax.is_noun(i)):
            return None  # "the regime in Tehran": where somebody else sits
        return self._looser(mention, anchor, top)

    def _is_what_changed_hands(self, mention: EventMention, anchor: Anchor) -> bool:
        """ "Herat fell to", "surrendered Jalalabad": the place is what the act is about."""
        if mention.event_type not in _TERRITORY or mention.is_noun:
            return False
        clause = self.syntax.clause(mention.trigger)
        heads = {a.token for a in clause.objects}
        if not clause.passive:
            acting = {b.head for b in mention.actors}
            heads |= {a.token for a in clause.subjects if a.token not in acting}
        return anchor.token in heads

    def _has_it(self, holder: int, holders: set[int]) -> bool:
        """ "rebels with bases in Rwanda": what somebody has elsewhere says not where they act."""
        p = self.syntax.parsed
        if holder in holders:
            return False
        for above in self.syntax.ancestors(holder):
            if above in holders:
                return False
            if p.deps[above] == "prep" and p.lower[above] == "with":
                return True
        return False

    def _of_another_journey(self, mention: EventMention, passed: tuple[int, ...]) -> bool:
        p = self.syntax.parsed
        nouns = self.syntax.cue("elsewhere_noun")
        return any(p.lemmas[i] in nouns and i != mention.trigger for i in passed)

    def _says_where(self, anchor: Anchor, holders: set[int] | None = None) -> bool:
        """ "protesters in Basra", not "lawmakers with ties to Tehran"."""
        syntax, p = self.syntax, self.syntax.parsed
        for above in [anchor.token, *syntax.ancestors(anchor.token)]:
            if p.deps[above] == "prep":
                if p.lower[above] in ("of",) and p.lemmas[p.heads[above]] in syntax.cue(
                    "city_noun"
                ):
                    continue
                holder = p.heads[above]
                if p.lemmas[holder] in syntax.cue("side_noun"):
                    return True  # "a convoy 40 km south of Kirkuk"
                own = holders is None or not self._has_it(holder, holders)
                seated = p.lemmas[holder] in syntax.cue("seated")
                return own and not seated and p.lower[above] in syntax.cue("place_inside")
        return False

    def _looser(self, mention: EventMention, anchor: Anchor, top: int) -> int | None:
        """Elsewhere in the sentence: taken, with the link named, where no other act claims it."""
        if top in self.triggers and top != mention.trigger:
            # "dispersed a rally in Mus": the place of what the act is done to
            return (
                _OF_ANOTHER_ACT
                if self._within(top, mention) and mention.event_type != "visit"
                else None
            )
        above = set(self.syntax.ancestors(mention.trigger))
        if top in above and not self._speaks(top):
            return 10 + abs(anchor.token - mention.trigger)
        # "the city of Basra, where locals have launched rallies"
        if self._where_words(mention) and anchor.last <= mention.trigger:
            return 10 + mention.trigger - anchor.token
        # "... after a procession passed a mosque in Giridih", the sentence's only place
        alone = len(self._by_sentence.get(mention.sentence, ())) == 1
        below = mention.trigger in set(self.syntax.ancestors(top)) and not self._speaks(top)
        return 30 if alone and below and self._says_where(anchor) else None

    def _within(self, top: int, mention: EventMention) -> bool:
        """Whether one trigger stands inside the arguments or purpose of the mention's."""
        p = self.syntax.parsed
        current = top
        for above in list(self.syntax.ancestors(top))[:4]:
            if p.deps[current] in ("conj", "ccomp", "parataxis", "advcl") and current == top:
                to = any(p.tags[c] == "TO" for c in p.children[current])
                if not (p.deps[current] == "advcl" and to):
                    return False
            if above == mention.trigger:
                return True
            current = above
        return False

    def _speaks(self, verb: int) -> bool:
        return self.syntax.parsed.lemmas[verb] in self.syntax.cue("content_verb")

    def _target_is_place(self, mention: EventMention, anchor: Anchor) -> bool:
        return any(b.head == anchor.token for b in mention.targets)

    def _is_owner_or_origin(self, mention: EventMention, anchor: Anchor) -> bool:
        """A name that is no "where": an actor, an owner, a nationality, a far end."""
        syntax, p = self.syntax, self.syntax.parsed
        token = anchor.token
        while p.deps[token] == "conj" and syntax.is_noun(p.heads[token]):
            token = p.heads[token]
        dep = p.deps[token]
        if any(b.head in (token, anchor.token) for b in mention.actors):
            return True
        if dep in ("nsubj", "nsubjpass", "agent", "amod", "npadvmod") and not syntax.is_time(token):
            return dep != "nsubjpass" or not self._target_is_place(mention, anchor)
        head = p.heads[token]
        if dep in ("poss", "compound", "nmod"):
            if "country" in syntax.classes(token):
                return True  # "the US consulate"
            return (
                not syntax.classes(head) & {"town", "site", "position"} and head != mention.trigger
            )
        if dep == "pobj" and p.deps[head] in ("prep", "agent"):
            word = p.lower[head]
            outer = p.heads[head]
            if word == "by":
                return True
            if word == "of" and p.lemmas[outer] in syntax.cue("side_noun"):
                return False
            if word == "of" and outer != mention.trigger:
                somebody = syntax.classes(outer) & {
                    "people",
                    "org",
                    "state",
                    "armed",
                    "official",
                    "person",
                    "party",
                    "country",
                }
                return bool(somebody) or not syntax.is_noun(outer)
            if word in syntax.cue("place_origin"):
                return mention.event_type not in _LEAVING
            if word in ("to", "into") and mention.event_type in _LEAVING:
                return True
            if word in ("with", "against", "about", "for", "over", "than", "like", "on") and not (
                syntax.classes(token) & {"town", "site"}
            ):
                return p.entity[token] in ("GPE", "NORP")
        return dep == "dobj" and head not in clause_verbs(syntax, mention)

    def linked(self, mention: EventMention) -> tuple[Anchor, Via, int] | None:
        """ "the city", "there": the town named last (anchor, link, the linking token)."""
        syntax, p = self.syntax, self.syntax.parsed
        nouns = syntax.cue("city_noun")
        sentence = p.sentences[mention.sentence]
        for i in range(sentence.first, sentence.last):
            adverb = p.lower[i] in ("here", "there") and p.deps[i] == "advmod"
            noun = p.lemmas[i] in nouns and any(
                p.lower[c] in ("the", "this", "that", "same")
                for c in p.children[i]
                if p.deps[c] == "det"
            )
            if noun and any(a.first <= i < a.last or p.heads[a.token] == i for a in self.anchors):
                continue
            if not (adverb or noun):
                continue
            if not self._belongs(mention, i):
                continue
            before = [
                a
                for back in range(max(0, sentence.index - 3), sentence.index + 1)
                for a in self._by_sentence.get(back, ())
                if a.last <= i
            ]
            told = [a for a in self.used[-12:] if a in before]
            towns = told or [a for a in before if self._is_the_town(a)]
            towns = towns or [a for a in before if self._may_be_the_town(a)]
            if towns:
                return towns[-1], Via.COREFERENCE, i
        return None

    def _may_be_the_town(self, anchor: Anchor) -> bool:
        """Any place but a country, and but one that speaks or acts ("Baghdad said")."""
        syntax, p = self.syntax, self.syntax.parsed
        if "country" in syntax.classes(anchor.token):
            return False
        head = p.heads[anchor.token]
        if p.deps[anchor.token] == "nsubj":
            return p.lemmas[head] in syntax.cue("state_verb")
        return p.deps[anchor.token] not in ("nsubjpass", "compound", "amod")

    def _is_the_town(self, anchor: Anchor) -> bool:
        """ "the city of Basra", "in Basra" after a verb: a place the text is about."""
        syntax, p = self.syntax, self.syntax.parsed
        head = p.heads[anchor.token]
        if p.deps[anchor.token] != "pobj":
            return False
        if p.lemmas[p.heads[head]] in syntax.cue("city_noun"):
            return True
        return p.lower[head] in syntax.cue("place_inside") and syntax.is_verb(p.heads[head])

    def inside(self, referent: Quote, sentence: int) -> Anchor | None:
        """The place that a phrase of this or the last sentence has in it ("people in Basra")."""
        p = self.syntax.parsed
        for back in (sentence, sentence - 1):
            for anchor in self._by_sentence.get(back, ()):
                head = p.heads[p.heads[anchor.token]]
                held = referent.start <= p.starts[head] < referent.end
                if held and self._says_where(anchor):
                    return self._main(anchor)
        return None

    def _belongs(self, mention: EventMention, token: int) -> bool:
        top, passed = path_to_verb(self.syntax, token, self.triggers)
        verbs = clause_verbs(self.syntax, mention)
        return top in verbs or mention.trigger in passed


def place_phrase(syntax: Syntax, anchor: Anchor, via: Via | None, link: int | None) -> Phrase:
    """The phrase record of an anchor."""
    p = syntax.parsed
    quote = p.quote(anchor.first, anchor.last)
    return Phrase(
        quote,
        anchor.token,
        via=via,
        via_quote=p.quote(link, link + 1) if link is not None else None,
        how=f"{via.value}" if via else "attached",
    )

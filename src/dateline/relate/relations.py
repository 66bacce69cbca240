"""Who stands at the two ends of a tie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from ..lang.en.syntax import Syntax
from ..records.coded import Coded
from ..records.entity import Actor
from ..records.event import Participant, Phrase, Relation
from .constructions import Tie, TieFinder
from .names import extent, name_before_hyphen
from .words import load_tie_words


class ActorNames(Protocol):
    """The one thing asked of an actor resolver."""

    def resolve(
        self,
        phrase: str,
        *,
        head: str,
        on: date | None = None,
        country_hint: str | None = None,
        acronyms: Mapping[str, str] | None = None,
        event_type: str | None = None,
    ) -> Coded[Actor]:
        """Who a phrase names."""


def find_relations(syntax: Syntax, actors: ActorNames) -> tuple[Relation, ...]:
    """The ties the article states, in text order, each once with the words that state it.

    ``attribution`` is left empty. Negated, alleged and former ties are left out.
    """
    finder = TieFinder(syntax, load_tie_words())
    found: dict[tuple[str, str, str], Relation] = {}
    for tie in sorted(finder.ties(), key=lambda t: (t.cue, t.subject, t.object)):
        relation = _relation(syntax, tie, actors)
        one, other = relation.subject.actor.value, relation.object.actor.value
        if one is not None and other is not None and one.id is not None and one.id == other.id:
            continue
        key = (
            relation.subject.phrase.quote.text.lower(),
            relation.relation,
            relation.object.phrase.quote.text.lower(),
        )
        found.setdefault(key, relation)
    return tuple(found.values())


def _relation(syntax: Syntax, tie: Tie, actors: ActorNames) -> Relation:
    p = syntax.parsed
    ranges = []
    participants = []
    for token in (tie.subject, tie.object):
        first, last = extent(syntax, token, hyphenated=token == tie.object and tie.how == "hyphen")
        if first <= tie.cue < token and p.deps[tie.cue] in ("compound", "nmod"):
            first = tie.cue + 1  # "Hezbollah leader Hassan Nasrallah": the name alone
        elif token == tie.cue - 1 and p.tags[token].startswith("NNP"):
            first = name_before_hyphen(syntax, token)
        if token == tie.cue and syntax.kids(token, "poss"):
            last = token + 1  # "its proxies", whatever a preposition after it belongs to
        quote = p.quote(first, last)
        head = last - 1 if last - 1 > token and p.tags[last - 1].startswith("NNP") else token
        lemma = p.lemmas[syntax.meaning_head(head)]
        coded = _who(
            quote.text, lemma, actors, p.article.published, tie=tie if token == tie.object else None
        )
        participants.append(
            Participant(Phrase(quote, token, how=tie.how), replace(coded, evidence=(quote,)))
        )
        ranges.append((first, last))
    first = min(tie.cue, *(r[0] for r in ranges))
    last = max(tie.cue + 1, *(r[1] for r in ranges))
    return Relation(participants[0], tie.relation, participants[1], p.quote(first, last))


def _who(
    words: str, head: str, actors: ActorNames, on: date | None, *, tie: Tie | None
) -> Coded[Actor]:
    """Who the words name; at the other end of ``tie`` a country is its government.

    So is a nationality before a hyphen ("Turkish-backed"), but "Afghan-owned" says less.
    """
    coded = actors.resolve(words, head=head, on=on)
    actor = coded.value
    if tie is None or actor is None or not actor.country or len(words.split()) > 3:
        return coded
    nationality = tie.how == "hyphen" and tie.relation != "owned_by" and actor.sectors == ("CVL",)
    if actor.id not in (None, actor.country) or (actor.sectors and not nationality):
        return coded
    rule = actors.resolve(f"{words} government", head="government", on=on)
    same = rule.value is not None and rule.value.id and rule.value.country == actor.country
    return rule if same else coded

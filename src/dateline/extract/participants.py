"""Actor and target phrases: lists split, pronouns linked, owners of buildings named."""

from __future__ import annotations

from ..lang.en.syntax import Syntax
from ..records.coded import Via
from ..records.event import Binding, Phrase
from ..records.text import Quote
from .linking import Antecedents
from .lists import members_after

_THINGS = frozenset({"site", "position", "vehicle", "property"})
_OWNING = frozenset(
    {"belong", "own", "associate", "affiliate", "link", "run", "use", "control", "hold"}
)


def participant_phrases(
    syntax: Syntax,
    bindings: tuple[Binding, ...],
    antecedents: Antecedents,
    *,
    target: bool,
    spoken: bool = False,
) -> tuple[Phrase, ...]:
    """One phrase a participant, in text order, without doubles.

    A target that is a building or vehicle with a named owner ("offices of the party", "sites
    belonging to X and Y") gives the owners: they are who was acted on (ACLED actor 2). What is
    no participant (an event, a plan, a salary) gives its owner or nothing; ``spoken`` acts
    demand that from every target.
    """
    phrases: list[Phrase] = []
    for binding in bindings:
        alone = "(" in binding.how
        heads = [binding.head] if alone else syntax.conjuncts(binding.head)
        known = any(_is_participant(syntax, h, spoken=spoken) for h in heads)
        held = {h: _owners(syntax, h) for h in heads} if target else {}
        for head in heads:
            owners = held.get(head, [])
            thing = syntax.classes(head) & _THINGS and not syntax.classes(head) & {"party", "group"}
            if not owners and any(held.values()) and thing:
                continue  # "houses and depots owned by X": the owner is named once
            if target and not owners and not known:
                owners = _doers(syntax, head)
                if not owners:
                    continue
            for token in owners or [head]:
                how = binding.how if not owners else f"owner of {syntax.parsed.lower[head]!r}"
                phrases.append(_phrase(syntax, token, how, antecedents))
            if owners:
                phrases += _lost_members(syntax, owners, f"listed after {phrases[-1].quote.text!r}")
    return _without_doubles(phrases)


def _lost_members(syntax: Syntax, owners: list[int], how: str) -> list[Phrase]:
    """Owners that a list goes on to name where the parse breaks off."""
    if not syntax.parsed.tags[owners[-1]].startswith("NN"):
        return []
    members = members_after(syntax, owners[-1], set(owners))
    return [Phrase(syntax.parsed.quote(m.first, m.last), m.head, how=how) for m in members]


def _phrase(syntax: Syntax, token: int, how: str, antecedents: Antecedents) -> Phrase:
    p = syntax.parsed
    first, last = syntax.phrase(token)
    quote = p.quote(first, last)
    linked = antecedents.antecedent(token)
    if linked is None:
        return Phrase(quote, token, how=how)
    referent = p.quote(*syntax.phrase(linked.token))
    via: Via = linked.via
    return Phrase(quote, token, via=via, via_quote=quote, referent=referent, how=how)


def _owners(syntax: Syntax, head: int) -> list[int]:
    """Who a building, position or vehicle belongs to, where the phrase says so."""
    p = syntax.parsed
    classes = syntax.classes(head)
    body = classes & {"party", "group"}  # "the Miners' Front" is no position of the miners
    if not classes & _THINGS or body or p.tags[head].startswith("NNP"):
        return []
    owners: list[int] = []
    for child in p.children[head]:
        if p.deps[child] == "poss" and syntax.can_act(child):
            owners.append(child)
        elif p.deps[child] in ("acl", "relcl") and p.lemmas[child] in _OWNING:
            owners += [o for w, o in syntax.prepositions(child) if w in ("to", "by", "with")]
        elif p.deps[child] == "prep" and p.lower[child] == "of":
            owners += [o for o in syntax.kids(child, "pobj") if _may_own(syntax, o)]
    members = [m for o in owners for m in syntax.conjuncts(o)]
    return [m for m in members if _may_own(syntax, m)]


def _is_participant(syntax: Syntax, head: int, *, spoken: bool) -> bool:
    """Whether a phrase can be acted on as a participant (people, bodies, things of theirs)."""
    p = syntax.parsed
    meant = syntax.meaning_head(head)
    if syntax.can_act(meant) or p.tags[meant] in ("PRP", "CD", "WP", "WDT"):
        return True
    things = syntax.classes(meant) & (_THINGS | {"town", "goods", "weapon", "service", "money"})
    if p.lemmas[meant] in syntax.lexicon.nouns and not things:
        return False
    return bool(things) or not spoken


def _doers(syntax: Syntax, head: int) -> list[int]:
    """Whose act or plan a phrase names: "the BBC's report", "Israeli raids", "the raid by X"."""
    p = syntax.parsed
    for child in p.children[head]:
        if p.deps[child] == "poss" and syntax.can_act(child) and p.tags[child] != "PRP$":
            return [child]
    for word, token in syntax.prepositions(head):
        if word in ("by", "of") and syntax.can_act(token) and not syntax.is_time(token):
            return syntax.conjuncts(token)
    for child in syntax.kids(head, "amod", "compound", "nmod"):
        if p.entity[child] in ("NORP", "GPE") and syntax.can_act(child):
            return [child]
    return []


def _may_own(syntax: Syntax, token: int) -> bool:
    classes = syntax.classes(token)
    p = syntax.parsed
    if p.tags[token].startswith("NNP") and p.entity[token] not in ("PERSON", "GPE", "LOC"):
        return True
    if classes & {"person", "official"} and not classes & {"org", "party", "armed", "group"}:
        return False  # "the mayor's office" was attacked, not the mayor
    return bool(classes & {"org", "party", "state", "armed", "group", "name", "crowd"})


def _without_doubles(phrases: list[Phrase]) -> tuple[Phrase, ...]:
    kept: dict[Quote, Phrase] = {}
    for phrase in phrases:
        kept.setdefault(phrase.quote, phrase)
    return tuple(kept.values())

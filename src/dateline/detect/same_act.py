"""Rules that keep one act from being coded twice within an article."""

from __future__ import annotations

from dataclasses import replace

from ..lang.en.syntax import Syntax
from ..records.event import EventMention
from .context import (
    HARMFUL,
    VIOLENT,
    Context,
    Mentions,
    Verdict,
    has_own_anchor,
    names_somebody,
    same_sentence,
)


def part_of_another_trigger(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """The noun of "staged a sit-in" belongs to the verb's trigger."""
    for other in same_sentence(mention, others):
        inside = other.quote.start <= mention.quote.start and mention.quote.end <= other.quote.end
        if inside and len(other.quote.text) > len(mention.quote.text):
            return f"part of the trigger {other.quote.text!r}"
        if mention.is_noun and not other.is_noun and mention.support == other.trigger:
            if other.event_type == mention.event_type:
                return f"the same act as {other.quote.text!r}"
    return None


def with_results(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """Whom an act killed or hurt, told in a clause of its own, is its target too.

    "A drone hit a minibus, wounding eleven traders"; "killed in an Israeli air strike".
    """
    if ctx.family(mention) not in VIOLENT:
        return None
    actors, targets = list(mention.actors), list(mention.targets)
    for other in same_sentence(mention, others):
        lemma = ctx.syntax.parsed.lemmas[other.trigger]
        result = not other.is_noun and lemma in ctx.syntax.cue("consequence")
        if result and _is_result(ctx.syntax, other, mention):
            targets += [t for t in other.targets if t.head not in {x.head for x in targets}]
        elif other.is_noun and other.event_type == mention.event_type:
            if _nested(ctx.syntax, other.trigger, mention.trigger) and not actors:
                actors += [a for a in other.actors if a.head != mention.trigger]
    if len(actors) == len(mention.actors) and len(targets) == len(mention.targets):
        return None
    return replace(mention, actors=tuple(actors), targets=tuple(targets))


def result_of_another_act(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """ "A blast killed five": the killing is what the blast did, not a second act."""
    syntax, p = ctx.syntax, ctx.syntax.parsed
    if mention.is_noun or p.lemmas[mention.trigger] not in syntax.cue("consequence"):
        return None
    if ctx.family(mention) not in HARMFUL:
        return None
    for other in same_sentence(mention, others):
        if ctx.family(other) not in HARMFUL:
            continue
        if (
            other.event_type == mention.event_type
            and not other.is_noun
            and not _is_participle(syntax, mention)
        ):
            continue
        if _is_result(syntax, mention, other):
            return f"what {other.quote.text!r} did, told with it"
    return None


def _is_participle(syntax: Syntax, mention: EventMention) -> bool:
    return syntax.parsed.deps[mention.trigger] in ("advcl", "acl", "xcomp", "pcomp", "conj")


def _is_result(syntax: Syntax, mention: EventMention, other: EventMention) -> bool:
    p, v = syntax.parsed, mention.trigger
    clause = syntax.clause(v)
    if any(a.token == other.trigger for a in clause.subjects):
        return True
    if any(o == other.trigger for _, o in syntax.prepositions(v)):
        return True
    dependent = p.deps[v] in ("advcl", "acl", "xcomp", "prep") or (
        p.deps[v] == "conj" and p.tags[v] == "VBG"
    )
    if dependent and not clause.own_subject and other.trigger in list(syntax.ancestors(v))[:3]:
        return True
    # "was shot and killed": one act told with two verbs
    if p.deps[v] == "conj" and p.heads[v] == other.trigger and not clause.own_subject:
        return _same_objects(syntax, v, other.trigger)
    # "crowds fought each other, and 20 people were killed"
    beside = p.deps[v] in ("conj", "ccomp", "parataxis") and p.heads[v] == other.trigger
    if beside and clause.passive and not clause.subjects:
        return True
    # "killed when gunmen opened fire", "killed as police stormed"
    if p.heads[other.trigger] == v and p.deps[other.trigger] == "advcl":
        return not clause.subjects
    return False


def _same_objects(syntax: Syntax, one: int, other: int) -> bool:
    """Whether two verbs share what they are done to."""
    first = {a.token for a in syntax.clause(one).objects}
    second = {a.token for a in syntax.clause(other).objects}
    return bool(first & second) or not first


def told_before(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """ "the attack", "this visit": a definite noun takes up an act already told."""
    if not mention.is_noun:
        return None
    syntax = ctx.syntax
    dets = [syntax.parsed.lower[c] for c in syntax.kids(mention.trigger, "det", "poss", "predet")]
    if _retold(mention, others, ctx):
        return "takes up the same person's act, told before"
    definite = any(d in ("the", *syntax.cue("demonstrative")) for d in dets)
    demonstrative = any(d in ("this", "that", "these", "those", "such") for d in dets)
    if not definite or (names_somebody(syntax, mention) and not demonstrative):
        return None
    first = others.first(event_type=mention.event_type, family=ctx.family(mention))
    if first is not None and first.trigger < mention.trigger:
        return f"takes up {first.quote.text!r}, told before"
    return None


def _retold(mention: EventMention, others: Mentions, ctx: Context) -> bool:
    """ "Kadhimi's visit", where his visit was told before, and nothing new of place or date."""
    syntax, p = ctx.syntax, ctx.syntax.parsed
    owners = syntax.kids(mention.trigger, "poss")
    if not owners or has_own_anchor(syntax, mention.trigger):
        return False
    name = p.lemmas[owners[0]]
    return any(
        other.trigger < mention.trigger
        and other.event_type == mention.event_type
        and name in {p.lemmas[b.last - 1] for b in other.actors + other.targets}
        for other in others.items
    )


def same_act_twice(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """Two triggers of one type in one sentence with the same people tell one act."""
    for other in same_sentence(mention, others):
        if other.trigger >= mention.trigger or other.event_type != mention.event_type:
            continue
        if _is_occasion(ctx, mention, other):
            return f"the occasion of {other.quote.text!r}"
        if ctx.family(mention) in VIOLENT and _nested(ctx.syntax, mention.trigger, other.trigger):
            return f"the same act as {other.quote.text!r}"
        mine = {b.head for b in mention.actors + mention.targets}
        theirs = {b.head for b in other.actors + other.targets}
        if mine <= theirs and mine and not _new_place(ctx.syntax, mention, other):
            return f"the same act as {other.quote.text!r}"
        if other.trigger in mine or mention.trigger in theirs:
            return f"the same act as {other.quote.text!r}"
    return None


def _is_occasion(ctx: Context, mention: EventMention, other: EventMention) -> bool:
    """ "killed five and abducted two in an attack on a village": the attack is those acts."""
    if not mention.is_noun or ctx.family(mention) not in VIOLENT or mention.actors:
        return False
    p = ctx.syntax.parsed
    head = p.heads[mention.trigger]
    return (
        p.deps[mention.trigger] == "pobj"
        and p.lower[head] in ("in", "during")
        and other.trigger in [p.heads[head], *ctx.syntax.ancestors(p.heads[head])]
        and ctx.family(other) in VIOLENT
    )


def _nested(syntax: Syntax, one: int, other: int) -> bool:
    """Whether one trigger stands in a clause that hangs from the other (not beside it)."""
    p = syntax.parsed
    for low, high in ((one, other), (other, one)):
        chain = [low, *syntax.ancestors(low)]
        if high in chain[:5]:
            steps = chain[: chain.index(high)]
            return not any(p.deps[i] == "conj" for i in steps)
    return False


def _new_place(syntax: Syntax, mention: EventMention, other: EventMention) -> bool:
    def places(i: int) -> set[int]:
        return {o for _, o in syntax.prepositions(i) if syntax.parsed.entity[o] in ("GPE", "LOC")}

    return bool(places(mention.trigger) - places(other.trigger))


def headline_of_body(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """A headline or deck only announces what the body reports."""
    kinds = ctx.syntax.parsed.sentences
    if kinds[mention.sentence].kind not in ("headline", "deck", "heading"):
        return None
    family = ctx.family(mention)
    for other in others.items:
        if kinds[other.sentence].kind == "body" and ctx.family(other) == family:
            return f"the heading of {other.quote.text!r} in the body"
        if kinds[other.sentence].kind == "headline" and kinds[mention.sentence].kind == "deck":
            if ctx.family(other) == family:
                return f"the deck under the headline's {other.quote.text!r}"
    return None


def takes_up_its_means(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """ "The device exploded when ...": the bomb told of before, told again."""
    syntax, p = ctx.syntax, ctx.syntax.parsed
    if mention.is_noun or ctx.family(mention) not in VIOLENT:
        return None
    for arg in syntax.clause(mention.trigger).subjects + syntax.clause(mention.trigger).objects:
        definite = any(p.lower[c] in ("the", "this") for c in syntax.kids(arg.token, "det"))
        thing = syntax.classes(arg.token) & {"weapon", "explosive", "strike_event"}
        if not definite or not thing or mention.actors:
            continue
        near = [o for back in (1, 2) for o in others.in_sentence(mention.sentence - back)]
        for other in near:
            if other.event_type == mention.event_type:
                return f"takes up {other.quote.text!r}, told before"
    return None

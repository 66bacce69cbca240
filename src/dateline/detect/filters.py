"""Rules that keep a trigger from being coded where it reports no act of its own.

Each rule looks at one mention and all mentions of the article, and answers None (keep),
a mention (keep, changed) or a sentence (drop, and why). `RULES` is their order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ..lang.en.syntax import Syntax
from ..lang.lexicon import Lexicon
from ..records.event import EventMention

_VIOLENT = frozenset({"battle", "explosion", "violence", "riot"})
_SPEECH = frozenset({"verbal_conflict", "verbal_cooperation"})
_TOPIC = frozenset({"demand", "accuse", "reject", "support", "threaten", "statement", "claim_responsibility"})
_GATHERING = frozenset({"protest", "riot"})
_HISTORY_YEARS = 4
_HISTORY_UNDATED = 1999


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


def _same_sentence(mention: EventMention, others: list[EventMention]) -> list[EventMention]:
    return [o for o in others if o.sentence == mention.sentence and o is not mention]


def part_of_another_trigger(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """The noun of "staged a sit-in" belongs to the verb's trigger."""
    for other in _same_sentence(mention, others):
        inside = other.quote.start <= mention.quote.start and mention.quote.end <= other.quote.end
        if inside and len(other.quote.text) > len(mention.quote.text):
            return f"part of the trigger {other.quote.text!r}"
        if mention.is_noun and not other.is_noun and mention.support == other.trigger:
            if other.event_type == mention.event_type:
                return f"the same act as {other.quote.text!r}"
    return None


def without_participants(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """A verb with nobody in it, or a noun that names an act in general."""
    if mention.actors or mention.targets:
        return None
    syntax = ctx.syntax
    if not mention.is_noun:
        clause = syntax.clause(mention.trigger)
        bare = not clause.subjects and not clause.objects
        return "nobody and nothing takes part in it" if bare else None
    if mention.support is not None or _has_own_anchor(syntax, mention.trigger):
        return None
    if syntax.parsed.heads[mention.trigger] == mention.trigger:
        return None
    return "a noun with no participant, place, date or verb of happening"


def _has_own_anchor(syntax: Syntax, noun: int) -> bool:
    """A place or date inside the noun's own phrase."""
    p = syntax.parsed
    for word, o in syntax.prepositions(noun):
        if p.entity[o] in ("GPE", "LOC", "FAC", "DATE"):
            return True
        where = word in ("in", "at", "near", "outside", "across", "around", "along")
        if where and (p.tags[o].startswith("NNP") or syntax.classes(o) & {"town", "site"}):
            return True
    return any(p.entity[c] in ("DATE",) for c in p.children[noun])


def weak_without_anchor(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """Patterns marked ``weak`` need a participant and a place, date or number beside them."""
    if ("weak", "1") not in mention.scheme:
        return None
    p = ctx.syntax.parsed
    sentence = p.sentences[mention.sentence]
    anchored = any(
        p.entity[i] in ("GPE", "LOC", "FAC", "DATE", "CARDINAL")
        for i in range(sentence.first, sentence.last)
    )
    if (mention.actors or mention.targets) and anchored:
        return None
    return "a word with many senses, with nothing around it that settles this one"


def told_as_general(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """Instructions, definitions and habits: "Kill the heat", "states threaten one another"."""
    syntax, p = ctx.syntax, ctx.syntax.parsed
    sentence = p.sentences[mention.sentence]
    verb: int | None = mention.trigger
    if mention.is_noun:
        verb = mention.support or syntax.governing_verb(mention.trigger)
    if verb is None or not syntax.is_verb(verb):
        return None
    top = _finite(syntax, verb)
    if _is_instruction(syntax, top):
        return "an instruction, not a report"
    if sentence.kind != "body" or p.words[sentence.last - 1] not in (".", "!", "?", ";"):
        return None
    if _names_anything(syntax, sentence.first, sentence.last) or _is_definite(syntax, mention):
        return None
    if _is_general_tense(syntax, top):
        return "told of no certain time and of nobody by name"
    return None


def _finite(syntax: Syntax, verb: int) -> int:
    """The verb that carries tense for ``verb``: itself or the first finite one above."""
    p = syntax.parsed
    for i in [verb, *syntax.ancestors(verb)]:
        auxiliary = any(p.deps[c] in ("aux", "auxpass") for c in p.children[i])
        if p.tags[i] in ("VBD", "VBZ", "VBP", "MD") or (auxiliary and p.tags[i].startswith("VB")):
            if not any(p.tags[c] == "TO" for c in p.children[i]):
                return i
    return verb


def _is_instruction(syntax: Syntax, verb: int) -> bool:
    p = syntax.parsed
    if p.tags[verb] not in ("VB", "VBP") or p.deps[verb] not in ("ROOT", "conj"):
        return False
    first = p.heads[verb] if p.deps[verb] == "conj" else verb
    bare = not any(
        p.deps[c] in ("nsubj", "nsubjpass", "aux", "csubj", "expl")
        for v in {verb, first} for c in p.children[v]
    )
    return bare and p.tags[first] == "VB"


def _is_definite(syntax: Syntax, mention: EventMention) -> bool:
    """Whether a participant is somebody the text has introduced: "the regime", "its allies"."""
    p = syntax.parsed
    if mention.sentence == 0:
        return False
    heads = [syntax.meaning_head(b.head) for b in mention.actors + mention.targets]
    return any(
        p.lower[c] in ("the", "this", "these", "those", "its", "their", "his", "her")
        for h in heads for c in p.children[h]
    )


def _is_general_tense(syntax: Syntax, verb: int) -> bool:
    """Simple present, or a modal of permission, with no perfect or progressive."""
    p = syntax.parsed
    aux = [p.lower[c] for c in p.children[verb] if p.deps[c] in ("aux", "auxpass")]
    if {"may", "can", "would", "could", "should", "must", "might"} & set(aux):
        return True
    if {"is", "are"} & set(aux):
        return p.tags[verb] == "VBN"
    return p.tags[verb] in ("VBZ", "VBP") and not aux


def _names_anything(syntax: Syntax, first: int, last: int) -> bool:
    """Whether the sentence names a person, place, body or day."""
    p = syntax.parsed
    return any(
        p.entity[i] in ("PERSON", "GPE", "ORG", "NORP", "LOC", "FAC")
        or (p.entity[i] == "DATE" and p.tags[i].startswith("NNP"))
        for i in range(first, last)
    )


def another_domain(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """Sport, fiction, markets, cooking, games: words of conflict in another trade's language."""
    syntax = ctx.syntax
    lemmas = syntax.sentence_lemmas(mention.sentence)
    signs = lemmas & syntax.cue("other_domain")
    if not signs or lemmas & syntax.cue("news_of_harm"):
        return None
    if ctx.family(mention) in ("battle", "explosion", "violence", "riot", "protest", "coercion",
                               "strategic", "disaster", "verbal_conflict"):
        return f"{sorted(signs)[0]!r} is the language of another trade"
    return None


def long_past(mention: EventMention, others: list[EventMention], ctx: Context) -> Verdict:
    """History: the sentence dates the act to a year long before the article."""
    p = ctx.syntax.parsed
    sentence = p.sentences[mention.sentence]
    published = p.article.published
    limit = published.year - _HISTORY_YEARS if published else _HISTORY_UNDATED
    years = [
        int(p.words[i]) for i in range(sentence.first, sentence.last)
        if len(p.words[i]) == 4 and p.words[i].isdigit() and "1000" <= p.words[i] <= "2099"
        and (p.entity[i] == "DATE" or p.lower[i - 1] in ("in", "of", "since", "until", "by"))
    ]
    if years and max(years) <= limit:
        return f"history: the sentence is of {max(years)}"
    return None


def bare_background(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """ "known for attacks", "a history of raids": a description, no report."""
    syntax, p = ctx.syntax, ctx.syntax.parsed
    words = syntax.cue("background")
    for steps, above in enumerate(syntax.ancestors(mention.trigger)):
        if steps > 3 or (steps and syntax.is_verb(above) and p.lemmas[above] not in words):
            return None
        pair = f"{p.lower[above]}_{p.lower[above + 1]}" if above + 1 < len(p.words) else ""
        if mention.is_noun and (p.lower[above] in words or pair in words):
            return f"background: {p.words[above]!r}"
    return None


def standing_tie(mention: EventMention, others: list[EventMention], ctx: Context) -> Verdict:
    """ "a group allied with X", "forces backed by Y": a tie between actors, no act."""
    p = ctx.syntax.parsed
    if mention.event_type not in ("support", "cooperate", "change_to_group_activity"):
        return None
    if not mention.is_noun and p.deps[mention.trigger] in ("acl", "amod", "relcl"):
        if p.tags[mention.trigger] == "VBN" and not ctx.syntax.kids(mention.trigger, "npadvmod"):
            return "a tie between actors, not an act"
    return None


def takes_up_its_means(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """ "The device exploded when ...": the bomb told of before, told again."""
    syntax, p = ctx.syntax, ctx.syntax.parsed
    if mention.is_noun or ctx.family(mention) not in _VIOLENT:
        return None
    for arg in syntax.clause(mention.trigger).subjects + syntax.clause(mention.trigger).objects:
        definite = any(p.lower[c] in ("the", "this") for c in syntax.kids(arg.token, "det"))
        thing = syntax.classes(arg.token) & {"weapon", "explosive", "strike_event"}
        if not definite or not thing or mention.actors:
            continue
        for other in others:
            near = 0 < mention.sentence - other.sentence <= 2
            if near and other.event_type == mention.event_type:
                return f"takes up {other.quote.text!r}, told before"
    return None


def with_results(mention: EventMention, others: list[EventMention], ctx: Context) -> Verdict:
    """Whom an act killed or hurt, told in a clause of its own, is its target too.

    "A drone hit a minibus, wounding eleven traders"; "killed in an Israeli air strike".
    """
    if ctx.family(mention) not in _VIOLENT:
        return None
    actors, targets = list(mention.actors), list(mention.targets)
    for other in _same_sentence(mention, others):
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


def result_of_another_act(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """ "A blast killed five": the killing is what the blast did, not a second act."""
    syntax, p = ctx.syntax, ctx.syntax.parsed
    if mention.is_noun or p.lemmas[mention.trigger] not in syntax.cue("consequence"):
        return None
    if ctx.family(mention) not in (*_VIOLENT, "disaster", "protest", "coercion"):
        return None
    for other in _same_sentence(mention, others):
        if ctx.family(other) not in (*_VIOLENT, "disaster", "protest", "coercion"):
            continue
        if other.event_type == mention.event_type and not other.is_noun and not _is_participle(syntax, mention):
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
        return ctx_same_objects(syntax, v, other.trigger)
    # "crowds fought each other, and 20 people were killed"
    beside = p.deps[v] in ("conj", "ccomp", "parataxis") and p.heads[v] == other.trigger
    if beside and clause.passive and not clause.subjects:
        return True
    # "killed when gunmen opened fire", "killed as police stormed"
    if p.heads[other.trigger] == v and p.deps[other.trigger] == "advcl":
        return not clause.subjects
    return False


def ctx_same_objects(syntax: Syntax, one: int, other: int) -> bool:
    """Whether two verbs share what they are done to."""
    first = {a.token for a in syntax.clause(one).objects}
    second = {a.token for a in syntax.clause(other).objects}
    return bool(first & second) or not first


def topic_of_gathering(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """What a protest demands or condemns is its topic, no request of its own (PLOVER manual)."""
    if mention.event_type not in _TOPIC:
        return None
    above = set(list(ctx.syntax.ancestors(mention.trigger))[:4])
    for other in _same_sentence(mention, others):
        if ctx.family(other) in _GATHERING and (other.trigger in above or other.support in above):
            p = ctx.syntax.parsed
            if p.deps[mention.trigger] in ("advcl", "acl", "xcomp", "pcomp", "pobj", "relcl"):
                return f"the topic of {other.quote.text!r}"
    return None


def named_only_as_topic(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """A noun under a speech act or protest is its topic unless it names who and where or when."""
    if not mention.is_noun or mention.support is not None:
        return None
    syntax = ctx.syntax
    above = set(list(syntax.ancestors(mention.trigger))[:4])
    for other in _same_sentence(mention, others):
        topical = ctx.family(other) in _SPEECH | _GATHERING
        if topical and other.trigger in above and other.trigger != mention.trigger:
            if _names_somebody(syntax, mention) or _has_own_anchor(syntax, mention.trigger):
                return None
            return f"the topic of {other.quote.text!r}"
    return None


def _names_somebody(syntax: Syntax, mention: EventMention) -> bool:
    p = syntax.parsed
    bound = mention.targets + mention.actors
    return any(
        p.tags[i].startswith("NNP") or p.tags[i] == "CD" for b in bound for i in range(b.first, b.last)
    )


def told_before(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """ "the attack", "this visit": a definite noun takes up an act already told."""
    if not mention.is_noun:
        return None
    syntax = ctx.syntax
    dets = [syntax.parsed.lower[c] for c in syntax.kids(mention.trigger, "det", "poss", "predet")]
    if _retold(mention, others, ctx):
        return "takes up the same person's act, told before"
    definite = any(d in ("the", *syntax.cue("demonstrative")) for d in dets)
    demonstrative = any(d in ("this", "that", "these", "those", "such") for d in dets)
    if not definite or (_names_somebody(syntax, mention) and not demonstrative):
        return None
    family = ctx.family(mention)
    for other in others:
        if other.trigger >= mention.trigger:
            break
        if other.event_type == mention.event_type or ctx.family(other) == family:
            return f"takes up {other.quote.text!r}, told before"
    return None


def _retold(mention: EventMention, others: list[EventMention], ctx: Context) -> bool:
    """ "Kadhimi's visit", where his visit was told before, and nothing new of place or date."""
    syntax, p = ctx.syntax, ctx.syntax.parsed
    owners = syntax.kids(mention.trigger, "poss")
    if not owners or _has_own_anchor(syntax, mention.trigger):
        return False
    name = p.lemmas[owners[0]]
    return any(
        other.trigger < mention.trigger
        and other.event_type == mention.event_type
        and name in {p.lemmas[b.last - 1] for b in other.actors + other.targets}
        for other in others
    )


def same_act_twice(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """Two triggers of one type in one sentence with the same people tell one act."""
    for other in _same_sentence(mention, others):
        if other.trigger >= mention.trigger or other.event_type != mention.event_type:
            continue
        if _is_occasion(ctx, mention, other):
            return f"the occasion of {other.quote.text!r}"
        if ctx.family(mention) in _VIOLENT and _nested(ctx.syntax, mention.trigger, other.trigger):
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
    if not mention.is_noun or ctx.family(mention) not in _VIOLENT or mention.actors:
        return False
    p = ctx.syntax.parsed
    head = p.heads[mention.trigger]
    return (
        p.deps[mention.trigger] == "pobj"
        and p.lower[head] in ("in", "during")
        and other.trigger in [p.heads[head], *ctx.syntax.ancestors(p.heads[head])]
        and ctx.family(other) in _VIOLENT
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


def headline_of_body(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """A headline or deck only announces what the body reports."""
    kinds = ctx.syntax.parsed.sentences
    if kinds[mention.sentence].kind not in ("headline", "deck", "heading"):
        return None
    family = ctx.family(mention)
    for other in others:
        if kinds[other.sentence].kind == "body" and ctx.family(other) == family:
            return f"the heading of {other.quote.text!r} in the body"
        if kinds[other.sentence].kind == "headline" and kinds[mention.sentence].kind == "deck":
            if ctx.family(other) == family:
                return f"the deck under the headline's {other.quote.text!r}"
    return None


def unmark_weak(
    mention: EventMention, others: list[EventMention], ctx: Context
) -> Verdict:
    """Strip the working mark of weak patterns once it has done its work."""
    if ("weak", "1") in mention.scheme:
        return replace(mention, scheme=tuple(c for c in mention.scheme if c[0] != "weak"))
    return None


RULES: tuple[Rule, ...] = (
    part_of_another_trigger,
    without_participants,
    weak_without_anchor,
    unmark_weak,
    bare_background,
    told_as_general,
    another_domain,
    long_past,
    standing_tie,
    takes_up_its_means,
    topic_of_gathering,
    with_results,
    result_of_another_act,
    same_act_twice,
    named_only_as_topic,
    told_before,
    headline_of_body,
)

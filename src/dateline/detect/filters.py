"""Rules that keep a trigger from being coded where it reports no act of its own.

Each rule looks at one mention and all mentions of the article, and answers None (keep),
a mention (keep, changed) or a sentence (drop, and why). `RULES` is their order.
"""

from __future__ import annotations

from dataclasses import replace

from ..lang.en.syntax import Syntax
from ..records.event import EventMention
from . import same_act
from .context import Context, Mentions, Rule, Verdict, has_own_anchor, names_somebody, same_sentence

_SPEECH = frozenset({"verbal_conflict", "verbal_cooperation"})
_TOPIC = frozenset(
    {"demand", "accuse", "reject", "support", "threaten", "statement", "claim_responsibility"}
)
_GATHERING = frozenset({"protest", "riot"})
_HISTORY_YEARS = 4
_HISTORY_UNDATED = 1999


def without_participants(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """A verb with nobody in it, or a noun that names an act in general."""
    if mention.actors or mention.targets:
        return None
    syntax = ctx.syntax
    if not mention.is_noun:
        clause = syntax.clause(mention.trigger)
        bare = not clause.subjects and not clause.objects
        return "nobody and nothing takes part in it" if bare else None
    if mention.support is not None or has_own_anchor(syntax, mention.trigger):
        return None
    if syntax.parsed.heads[mention.trigger] == mention.trigger:
        return None
    return "a noun with no participant, place, date or verb of happening"


def weak_without_anchor(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
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


def told_as_general(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
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
        for v in {verb, first}
        for c in p.children[v]
    )
    return bare and p.tags[first] == "VB"


def _is_definite(syntax: Syntax, mention: EventMention) -> bool:
    """Whether a participant is somebody the text has introduced: "the regime", "its allies"."""
    p = syntax.parsed
    if mention.sentence == 0:
        return False
    heads = [syntax.meaning_head(b.head) for b in mention.actors + mention.targets]
    if any(p.lower[h] in ("i", "we") for h in heads):
        return True  # "I give my word": saying it does it
    return any(
        p.lower[c] in ("the", "this", "these", "those", "its", "their", "his", "her")
        for h in heads
        for c in p.children[h]
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
        or (p.tags[i].startswith("NNP") and i > first)
        for i in range(first, last)
    )


def another_domain(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """Sport, fiction, markets, cooking, games: words of conflict in another trade's language."""
    syntax = ctx.syntax
    lemmas = syntax.sentence_lemmas(mention.sentence)
    signs = lemmas & syntax.cue("other_domain")
    weak = lemmas & syntax.cue("other_domain_weak")
    if len(signs) * 2 + len(weak) < 2 or lemmas & syntax.cue("news_of_harm"):
        return None
    if ctx.family(mention) in (
        "battle",
        "explosion",
        "violence",
        "riot",
        "protest",
        "coercion",
        "strategic",
        "disaster",
        "verbal_conflict",
    ):
        return f"{sorted(signs | weak)[0]!r} is the language of another trade"
    return None


def long_past(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """History: the sentence dates the act to a year long before the article."""
    p = ctx.syntax.parsed
    sentence = p.sentences[mention.sentence]
    published = p.article.published
    limit = published.year - _HISTORY_YEARS if published else _HISTORY_UNDATED
    years = [
        int(p.words[i])
        for i in range(sentence.first, sentence.last)
        if len(p.words[i]) == 4
        and p.words[i].isdigit()
        and "1000" <= p.words[i] <= "2099"
        and (p.entity[i] == "DATE" or p.lower[i - 1] in ("in", "of", "since", "until", "by"))
    ]
    if years and max(years) <= limit:
        return f"history: the sentence is of {max(years)}"
    return None


def bare_background(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
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


def standing_tie(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """ "a group allied with X", "forces backed by Y": a tie between actors, no act."""
    p = ctx.syntax.parsed
    if mention.event_type not in ("support", "cooperate", "aid", "change_to_group_activity"):
        return None
    if not mention.is_noun and p.deps[mention.trigger] in ("acl", "amod", "relcl"):
        lemma = p.lemmas[mention.trigger]
        standing = lemma in ctx.syntax.cue("standing_tie")
        if (
            standing
            and p.tags[mention.trigger] == "VBN"
            and not ctx.syntax.kids(mention.trigger, "npadvmod")
        ):
            return "a tie between actors, not an act"
    return None


def topic_of_gathering(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """What a protest demands or condemns is its topic, no request of its own (PLOVER manual)."""
    if mention.event_type not in _TOPIC:
        return None
    above = set(list(ctx.syntax.ancestors(mention.trigger))[:4])
    for other in same_sentence(mention, others):
        if ctx.family(other) in _GATHERING and (other.trigger in above or other.support in above):
            p = ctx.syntax.parsed
            if p.deps[mention.trigger] in ("advcl", "acl", "xcomp", "pcomp", "pobj", "relcl"):
                return f"the topic of {other.quote.text!r}"
    return None


def named_only_as_topic(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """A noun under a speech act or protest is its topic unless it names who and where or when."""
    if not mention.is_noun or mention.support is not None:
        return None
    syntax = ctx.syntax
    above = set(list(syntax.ancestors(mention.trigger))[:4])
    for other in same_sentence(mention, others):
        topical = ctx.family(other) in _SPEECH | _GATHERING
        if topical and other.trigger in above and other.trigger != mention.trigger:
            if names_somebody(syntax, mention) or has_own_anchor(syntax, mention.trigger):
                return None
            return f"the topic of {other.quote.text!r}"
    return None


def unmark_weak(mention: EventMention, others: Mentions, ctx: Context) -> Verdict:
    """Strip the working mark of weak patterns once it has done its work."""
    if ("weak", "1") in mention.scheme:
        return replace(mention, scheme=tuple(c for c in mention.scheme if c[0] != "weak"))
    return None


RULES: tuple[Rule, ...] = (
    same_act.part_of_another_trigger,
    without_participants,
    weak_without_anchor,
    unmark_weak,
    bare_background,
    told_as_general,
    another_domain,
    long_past,
    standing_tie,
    same_act.takes_up_its_means,
    topic_of_gathering,
    same_act.with_results,
    same_act.result_of_another_act,
    same_act.same_act_twice,
    named_only_as_topic,
    same_act.told_before,
    same_act.headline_of_body,
)

SAME_ACT: tuple[Rule, ...] = (
    same_act.part_of_another_trigger,
    same_act.takes_up_its_means,
    same_act.with_results,
    same_act.result_of_another_act,
    same_act.same_act_twice,
    same_act.told_before,
    same_act.headline_of_body,
)
"""Run once more on what the event model leaves: it may have added or renamed mentions."""

REVIVABLE = frozenset(
    rule.__name__
    for rule in (
        without_participants,
        weak_without_anchor,
        bare_background,
        told_as_general,
        another_domain,
        topic_of_gathering,
        named_only_as_topic,
        *SAME_ACT,
    )
)
"""Rules that guess from words around a mention: the event model may overrule them.

Those on acts told twice are asked again afterwards, for the other telling may be gone by then.
"""

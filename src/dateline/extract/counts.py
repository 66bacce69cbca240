"""How many were killed, hurt, arrested, abducted, or took part."""

from __future__ import annotations

from ..lang.en.syntax import Syntax
from ..records.entity import CountRange
from ..records.event import CountKind, CountPhrase, EventMention
from ..records.text import Quote
from .numbers import read_number
from .role_runs import SURE, runs

_KINDS: tuple[CountKind, ...] = ("killed", "injured", "arrested", "abducted")
_ONLY_IN: dict[CountKind, set[str]] = {
    "abducted": {"abduction"},
    "arrested": {
        "arrest",
        "protest_with_intervention",
        "excessive_force_against_protesters",
        "raid_seizure",
        "violent_demonstration",
        "peaceful_protest",
        "deport",
    },
}
_COUNT_SURE = 0.7
"""A count that only the event model sees needs this chance: a wrong toll is worse than none."""
_NONE = frozenset({"no", "nobody", "none", "without"})


def count_phrases(
    syntax: Syntax, mention: EventMention, rivals: tuple[EventMention, ...], *, gathering: bool
) -> tuple[CountPhrase, ...]:
    """Counts of one mention: its own arguments, and what is told of its results beside it.

    ``rivals`` are the other mentions of the same sentence: a count belongs to the nearest.
    """
    found: list[CountPhrase] = []
    sentence = syntax.parsed.sentences[mention.sentence]
    for token in range(sentence.first, sentence.last):
        kind = _count_kind(syntax, token)
        if kind is None or mention.event_type not in _ONLY_IN.get(kind, {mention.event_type}):
            continue
        if _nearest(syntax, token, mention, rivals) is not mention:
            continue
        for head in _counted(syntax, token):
            phrase = _count(syntax, head, kind)
            if phrase is not None:
                found.append(phrase)
    if not any(c.kind == "killed" for c in found) and _is_fatal(syntax, mention):
        heads = [h for b in mention.targets for h in syntax.conjuncts(b.head)]
        found += [c for h in heads if (c := _count(syntax, h, "killed")) is not None]
    if gathering:
        found += _participants(syntax, mention)
    return _merged(syntax.parsed.article.text, _weighed(syntax, mention, found))


def _weighed(syntax: Syntax, mention: EventMention, found: list[CountPhrase]) -> list[CountPhrase]:
    """Counts the event model does not contradict, and those that only it sees."""
    if not mention.decided:
        return found
    kept = [c for c in found if _allowed(syntax, mention, c)]
    for letter, kind in (("K", "killed"), ("I", "injured"), ("N", other_count(mention.event_type))):
        if kind is None or any(c.kind == kind for c in kept):
            continue
        for first, last in runs(mention, letter, least=_COUNT_SURE):
            head = _head_of(syntax, first, last)
            if not _are_people(syntax, head):
                continue
            if (phrase := _count(syntax, head, kind)) is not None:
                kept.append(phrase)
    return kept


def _allowed(syntax: Syntax, mention: EventMention, count: CountPhrase) -> bool:
    """Not what the model is sure counts something else, such as wounded taken for killed."""
    p = syntax.parsed
    letter = {"killed": "K", "injured": "I"}.get(count.kind, "N")
    chances = {
        other: max(
            (
                c
                for token, role, c in mention.roles
                if role == other and p.starts[token] < count.quote.end
                and count.quote.start < p.ends[token]
            ),
            default=0.0,
        )
        for other in ("K", "I", "N")
    }  # fmt: skip
    own = chances.pop(letter)
    return own > 0.0 or max(chances.values()) < SURE


def other_count(event_type: str) -> CountKind | None:
    """What the annotation guide's N counts for a type of act; None where no record keeps it."""
    for kind, types in _ONLY_IN.items():
        if event_type in types and kind != "arrested":
            return kind
    if event_type in ("arrest", "raid_seizure", "deport", "protest_with_intervention"):
        return "arrested"
    gathering = ("protest", "demonstration", "strike", "blockade", "boycott", "mob", "riot")
    return "participants" if any(word in event_type for word in gathering) else None


def _head_of(syntax: Syntax, first: int, last: int) -> int:
    heads = syntax.parsed.heads
    return next((i for i in range(first, last) if not first <= heads[i] < last), last - 1)


def _is_fatal(syntax: Syntax, mention: EventMention) -> bool:
    """ "stabbed to death", "the beheading of two": the act's own words say that it killed."""
    p = syntax.parsed
    words = set(mention.quote.text.lower().split())
    if p.lower[mention.trigger] in syntax.cue("fatal") or p.lemmas[mention.trigger] in syntax.cue(
        "fatal"
    ):
        return True
    after = p.lower[mention.trigger + 1 : mention.trigger + 4]
    return (
        "dead" in words or "death" in words or "to death" in " ".join(after) or "dead" in after[:1]
    )


def _count_kind(syntax: Syntax, token: int) -> CountKind | None:
    p = syntax.parsed
    for kind in _KINDS:
        words = syntax.cue(f"count_{kind}")
        if p.lemmas[token] in words or p.lower[token] in words:
            return kind
    return None


def _nearest(
    syntax: Syntax, token: int, mention: EventMention, rivals: tuple[EventMention, ...]
) -> EventMention:
    """The mention that ``token`` belongs to: its own trigger, else the one closest in the tree."""
    pool = (mention, *rivals)
    for one in pool:
        if one.trigger == token:
            return one
    up = [token, *syntax.ancestors(token)]
    for step in up:
        below = [m for m in pool if m.trigger == step or m.support == step]
        if below:
            return below[0]
    for step in up:
        inside = [m for m in pool if step in syntax.ancestors(m.trigger)]
        if inside:
            return min(inside, key=lambda m: abs(m.trigger - token))
    return min(pool, key=lambda m: abs(m.trigger - token))


def _counted(syntax: Syntax, token: int) -> list[int]:
    """Heads of the phrases that a word of killing, hurting, arresting or seizing counts."""
    p = syntax.parsed
    heads: list[int] = []
    if p.tags[token].startswith("VB"):
        clause = syntax.clause(token)
        dies = p.lemmas[token] in syntax.cue("count_of_subject")
        args = (clause.subjects or clause.objects) if dies else clause.objects
        heads = [a.token for a in args]
    elif syntax.is_noun(token):
        heads = [token] + [o for w, o in syntax.prepositions(token) if w == "of"]
        head = p.heads[token]
        if p.deps[token] in ("compound", "amod"):
            heads = []
        elif p.deps[token] == "nsubj" and syntax.is_verb(head):
            heads += [c for c in syntax.kids(head, "dobj", "attr") if p.tags[c] == "CD"]
    else:  # "three dead", "leaving five people wounded"
        head = p.heads[token]
        heads = [token] if syntax.kids(token, "nummod") else []
        if p.deps[token] in ("oprd", "acomp", "amod", "ccomp", "xcomp", "advmod", "acl"):
            if syntax.is_verb(head):
                clause = syntax.clause(head)
                heads += [a.token for a in (clause.objects or clause.subjects)]
            else:
                heads.append(head)
        before = token - 1
        if before >= 0 and p.tags[before] == "CD":
            heads.append(before)
        heads += syntax.kids(token, "nsubj")
    return [h for i in heads for h in syntax.conjuncts(i)]


def _count(syntax: Syntax, head: int, kind: CountKind) -> CountPhrase | None:
    p = syntax.parsed
    first, last = syntax.phrase(head)
    while (
        first > 0
        and p.sentence_of[first - 1] == p.sentence_of[head]
        and (
            p.lower[first - 1]
            in (
                "least",
                "at",
                "than",
                "more",
                "to",
                "up",
                "as",
                "many",
                "some",
                "over",
                "about",
                "nearly",
                "around",
                "almost",
                "fewer",
                "less",
                "another",
                "a",
            )
            and p.lower[first - 1] != "to"
            or (p.lower[first - 1] == "to" and p.lower[first - 2] == "up")
        )
    ):
        first -= 1
    quote = p.quote(first, last)
    words = p.lower[first:last]
    if words and words[0] in _NONE:
        return CountPhrase(kind, CountRange(0, 0), quote)
    if p.entity[head] in ("DATE", "TIME", "PERCENT", "MONEY"):
        return None
    value = read_number(_counting_part(syntax, head, first, last))
    if value is None and p.tags[head] in ("NN", "NNP") and kind != "participants":
        value = _one(syntax, head, first)
    if value is None or value.low > 10_000_000 or (value.low == 0 and value.high in (0, None)):
        return None
    return CountPhrase(kind, value, quote)


def _counting_part(syntax: Syntax, head: int, first: int, last: int) -> str:
    """The words of the phrase up to its noun: ages and dates inside it are no counts."""
    p = syntax.parsed
    quantity = syntax.cue("quantity")
    end = head + 1 if p.tags[head] == "CD" or p.lemmas[head] in quantity else head
    kept = [
        p.lower[i]
        for i in range(first, max(end, first))
        if p.entity[i] not in ("DATE", "TIME", "ORDINAL", "PERSON")
        and not (
            p.tags[i] == "CD" and i + 1 < len(p.words) and p.lower[i + 1] in ("-", "year", "years")
        )
    ]
    return " ".join(kept)


def _one(syntax: Syntax, head: int, first: int) -> CountRange | None:
    """A single named or singular person counts as one ("a woman", "the mayor")."""
    p = syntax.parsed
    classes = syntax.classes(head)
    if p.entity[head] == "PERSON":
        return CountRange(1, 1)
    if not classes & {"people", "person"} or p.lemmas[head] in syntax.cue("group_noun"):
        return None
    if classes & {"crowd"} and p.lemmas[head] in ("crowd", "mob"):
        return None
    if p.lower[head] in ("police", "military", "army", "people", "youth", "family"):
        return None
    return CountRange(1, 1)


def _participants(syntax: Syntax, mention: EventMention) -> list[CountPhrase]:
    found = []
    for binding in mention.actors:
        for head in syntax.conjuncts(binding.head):
            p = syntax.parsed
            if not _are_people(syntax, head):
                continue
            if p.tags[head] in ("NNS", "NNPS", "CD") or p.lemmas[head] in syntax.cue("quantity"):
                phrase = _count(syntax, head, "participants")
                if phrase is not None and phrase.value.low > 1:
                    found.append(phrase)
    return found


def _are_people(syntax: Syntax, head: int) -> bool:
    """Whether a phrase counts people: "ten rounds" and "40 tonnes" count none."""
    p = syntax.parsed
    number = p.tags[head] == "CD" or p.lemmas[head] in syntax.cue("quantity")
    return number or syntax.can_act(syntax.meaning_head(head))


def _merged(text: str, found: list[CountPhrase]) -> tuple[CountPhrase, ...]:
    """One count a kind: parts of a list are added ("a woman and her two sons")."""
    merged: dict[CountKind, CountPhrase] = {}
    for phrase in sorted(set(found), key=lambda c: c.quote.start):
        known = merged.get(phrase.kind)
        if known is None:
            merged[phrase.kind] = phrase
        elif phrase.quote.start >= known.quote.end and phrase.quote.start - known.quote.end <= 12:
            merged[phrase.kind] = _sum(text, known, phrase)
        elif phrase.quote.end - phrase.quote.start > known.quote.end - known.quote.start and (
            phrase.quote.start <= known.quote.start
        ):
            merged[phrase.kind] = phrase
    return tuple(merged[k] for k in merged)


def _sum(text: str, one: CountPhrase, other: CountPhrase) -> CountPhrase:
    high = None
    if one.value.high is not None and other.value.high is not None:
        high = one.value.high + other.value.high
    value = CountRange(one.value.low + other.value.low, high)
    return CountPhrase(one.kind, value, Quote.of(text, one.quote.start, other.quote.end))

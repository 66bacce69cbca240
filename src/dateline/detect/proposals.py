"""Which words might report an event: what trigger patterns match, and what only looks like it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from ..lang.en.syntax import Syntax
from ..lang.lexicon import Lexicon
from ..model import Word
from ..model.event_model import DROPPED, LOOSE
from ..records.event import Binding, EventMention


def states_of(
    kept: Iterable[EventMention], revivable: Iterable[EventMention], loose: Iterable[int] = ()
) -> dict[int, str]:
    """What the rules make of each word to weigh, as `Word` says it, in text order."""
    states = dict.fromkeys(loose, LOOSE)
    states |= {m.trigger: f"{DROPPED}{m.event_type}" for m in revivable}
    states |= {m.trigger: m.event_type for m in kept}
    return dict(sorted(states.items()))


def sentence_words(
    syntax: Syntax, lexicon: Lexicon, sentence: int, states: Mapping[int, str],
    own: frozenset[str] = frozenset(), inside: Container[int] = frozenset(),
) -> tuple[str, list[tuple[int, int]], list[Word]]:  # fmt: skip
    """A sentence as the model takes it: its text, its tokens' spans there, the words to weigh.

    ``own`` as for `loose_tokens`; ``inside`` are tokens of the rules' mentions.
    """
    p = syntax.parsed
    s = p.sentences[sentence]
    begin = s.span.start
    spans = [(p.starts[i] - begin, p.ends[i] - begin) for i in range(s.first, s.last)]
    proposed = [
        Word(
            token - s.first, state, lexicon_types(syntax, lexicon, token),
            own=p.lemmas[token] in own, inside=token in inside,
        )
        for token, state in states.items()
    ]  # fmt: skip
    return p.article.text[begin : s.span.end], spans, proposed


def lexicon_types(syntax: Syntax, lexicon: Lexicon, token: int) -> tuple[str, ...]:
    """The types of the trigger patterns that a word heads, whether they fit here or not."""
    p = syntax.parsed
    lemma, form = p.lemmas[token], p.lower[token]
    patterns = (
        *lexicon.verbs.get(lemma, ()),
        *lexicon.nouns.get(lemma, ()),
        *(lexicon.nouns.get(form, ()) if form != lemma else ()),
    )
    return tuple(sorted({pattern.event_type for pattern in patterns}))


def loose_tokens(
    syntax: Syntax, lexicon: Lexicon, taken: frozenset[int], own: frozenset[str] = frozenset()
) -> list[int]:
    """Verbs and nouns that head some trigger pattern without matching it, in text order.

    ``own`` are further lemmas, which head triggers of a user's own types.
    """
    p = syntax.parsed
    found = []
    for token, tag in enumerate(p.tags):
        if token in taken or p.deps[token] in ("aux", "auxpass"):
            continue
        known = (
            p.lemmas[token] in lexicon.verbs
            or p.lemmas[token] in lexicon.nouns
            or p.lower[token] in lexicon.nouns
            or p.lemmas[token] in own
        )
        if known and tag[:2] in ("VB", "NN", "JJ"):
            found.append(token)
    return found


def loose_mention(syntax: Syntax, token: int, event_type: str) -> EventMention:
    """A mention of a word that fits no pattern, with the arguments grammar gives it."""
    p = syntax.parsed
    verb = syntax.is_verb(token)
    actors, targets = _verb_sides(syntax, token) if verb else _noun_sides(syntax, token)
    last = token + 1
    for child in syntax.kids(token, "prt"):
        last = max(last, child + 1) if child - token <= 2 else last
    return EventMention(
        trigger=token,
        quote=p.quote(token, last),
        sentence=p.sentence_of[token],
        event_type=event_type,
        score=0.0,
        rule=f"model: {p.lemmas[token]!r} fits no pattern",
        is_noun=not verb,
        actors=tuple(bind(syntax, a, how) for a, how in actors),
        targets=tuple(bind(syntax, a, how) for a, how in targets),
    )


def bind(syntax: Syntax, token: int, how: str) -> Binding:
    """The binding of the noun phrase that ``token`` heads."""
    first, last = syntax.phrase(token)
    return Binding(token, first, last, how)


Sides = list[tuple[int, str]]
_ONTO = ("against", "on", "at", "with", "to", "from", "upon", "into", "over", "for")


def _verb_sides(syntax: Syntax, verb: int) -> tuple[Sides, Sides]:
    clause = syntax.clause(verb)
    actors = [(a.token, a.how) for a in clause.subjects if syntax.can_act(a.token)]
    targets = [(a.token, a.how) for a in clause.objects if not syntax.is_time(a.token)]
    if not any(syntax.can_act(t) for t, _ in targets):
        after = [
            (o, w)
            for w, o in syntax.prepositions(verb)
            if w in _ONTO and syntax.can_act(o) and not syntax.is_time(o)
        ]
        targets = after[:1] or targets
    return actors, targets


def _noun_sides(syntax: Syntax, noun: int) -> tuple[Sides, Sides]:
    found = [(w, o) for w, o in syntax.prepositions(noun) if syntax.can_act(o)]
    actors = [(o, w) for w, o in found if w == "by"]
    if not actors:
        actors = [(i, "possessive") for i in syntax.kids(noun, "poss") if syntax.can_act(i)]
    return actors, [(o, w) for w, o in found if w in ("of", "against", "on", "with")]

"""Lines -> the words that the event model would weigh in them, as it sees them, with the truth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..config import MAX_TEXT_CHARS
from ..corpus import CorpusText
from ..corpus.markup import MarkedEvent
from ..detect.filters import REVIVABLE
from ..detect.proposals import loose_tokens, sentence_words, states_of
from ..ingest.article import Given, make_article
from ..lang.en.syntax import Syntax
from ..model import EventModel, Features
from ..resources import Resources

_CONTENT = ("VB", "NN", "JJ")


@dataclass(frozen=True, slots=True)
class Item:
    """A word to weigh: its features, and the number of the own type that it reports or -1."""

    features: Features
    label: int


@dataclass(frozen=True, slots=True)
class Line:
    """A parsed line: the events of own types marked in it, their lemmas, and its words to weigh."""

    text: CorpusText
    syntax: Syntax
    own: tuple[MarkedEvent, ...]
    lemmas: frozenset[str]
    items: tuple[Item, ...]


def study(
    texts: Sequence[CorpusText], names: Sequence[str], resources: Resources, model: EventModel
) -> tuple[Line, ...]:
    """Every line, with the words proposed in it as they would be when it is coded.

    ``resources`` are those of the rules alone; ``names`` are the own types.
    """
    articles = (make_article(t.text, Given(), max_chars=MAX_TEXT_CHARS) for t in texts)
    parsed = zip(texts, resources.parser.parse_many(articles), strict=True)
    bare: list[Line] = []
    for text, one in parsed:
        syntax = Syntax(one, resources.lexicon, name_classes=resources.name_classes)
        own = tuple(event for event in text.events if event.type in names)
        lemmas = frozenset(w for event in own for w in _lemmas(syntax, event))
        bare.append(Line(text, syntax, own, lemmas, ()))
    every = frozenset(w for line in bare for w in line.lemmas)
    return tuple(
        Line(b.text, b.syntax, b.own, b.lemmas, tuple(_items(b, every, names, resources, model)))
        for b in bare
    )


def _items(
    line: Line, lemmas: frozenset[str], names: Sequence[str], resources: Resources,
    model: EventModel,
) -> Iterator[Item]:  # fmt: skip
    syntax = line.syntax
    label = {
        token: names.index(event.type) for event in line.own for token in _tokens(syntax, event)
    }
    by_sentence: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for token, state in _states(syntax, lemmas, resources).items():
        by_sentence[syntax.parsed.sentence_of[token]][token] = state
    for sentence, states in by_sentence.items():
        given = sentence_words(syntax, resources.lexicon, sentence, states)
        for token, features in zip(states, model.features(*given), strict=True):
            if features is not None:
                yield Item(features, label.get(token, -1))


def _states(syntax: Syntax, lemmas: frozenset[str], resources: Resources) -> dict[int, str]:
    """What the detector would have the model weigh, with ``lemmas`` among the own types'."""
    found = resources.detector.detect(syntax)
    revivable = [d.mention for d in found.dropped if d.rule in REVIVABLE]
    ruled = frozenset(m.trigger for m in (*found.mentions, *(d.mention for d in found.dropped)))
    loose = loose_tokens(syntax, resources.lexicon, ruled, lemmas)
    return states_of(found.mentions, revivable, loose)


def _tokens(syntax: Syntax, event: MarkedEvent) -> list[int]:
    """The tokens of an event's trigger words."""
    p = syntax.parsed
    return [
        token
        for token, (start, end) in enumerate(zip(p.starts, p.ends, strict=True))
        if any(start < span.end and end > span.start for span in event.triggers)
    ]


def _lemmas(syntax: Syntax, event: MarkedEvent) -> Iterable[str]:
    """The lemmas by which trigger words are known again: of their head, or a light verb's noun."""
    p = syntax.parsed
    inside = _tokens(syntax, event)
    content = [t for t in inside if p.tags[t][:2] in _CONTENT and "aux" not in p.deps[t]]
    heads = [t for t in content if p.heads[t] == t or p.heads[t] not in inside]
    chosen = heads or content
    if any(p.lemmas[t] in syntax.lexicon.cues["support"] for t in chosen):
        chosen = [*chosen, *(t for t in content if syntax.is_noun(t))]
    return {p.lemmas[t] for t in chosen}

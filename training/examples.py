"""Corpus texts -> training examples: the sentences, proposals and labels the model sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.api import make_article
from dateline.config import Settings
from dateline.corpus import CorpusText
from dateline.corpus.markup import MarkedEvent
from dateline.detect.proposals import lexicon_types, loose_tokens, states_of
from dateline.lang.en.syntax import Syntax
from dateline.model.event_model import DROPPED
from dateline.pipeline import Coder
from dateline.records.article import ParsedArticle


@dataclass
class Item:
    """One proposal: its word, the rules' view, and the truth (type "" where no event).

    ``main`` is 1 where it is what its snippet was written for, 0 where not, -1 if unknown.
    ``roles`` maps words to the letters of all roles they have in the event.
    """

    word: int
    rule: str
    type: str
    factuality: str = "asserted"
    main: int = -1
    lexicon: tuple[str, ...] = ()
    roles: dict[int, str] = field(default_factory=dict)


@dataclass
class Example:
    """One sentence: words with their character spans in its text, and its proposals.

    ``gist`` is the type it is mainly about, "" for none, None where the corpus does not say.
    """

    text: str
    words: list[tuple[int, int]]
    items: list[Item]
    group: str = ""
    gist: str | None = None


def examples(texts: Iterable[CorpusText]) -> Iterator[Example]:
    """Every sentence with a proposal."""
    coder = Coder(Settings(strict=True, detector="rules"))
    kept = list(texts)
    articles = [make_article(t.text, published=t.published) for t in kept]
    for text, parsed in zip(kept, coder.resources.parser.parse_many(articles), strict=True):
        yield from _of_article(text, parsed, coder)


def _of_article(text: CorpusText, parsed: ParsedArticle, coder: Coder) -> Iterator[Example]:
    resources = coder.resources
    syntax = Syntax(parsed, resources.lexicon, name_classes=resources.name_classes)
    found = resources.detector.detect(syntax)
    dropped = [d.mention for d in found.dropped]
    taken = frozenset(m.trigger for m in (*found.mentions, *dropped))
    loose = loose_tokens(syntax, resources.lexicon, taken)
    rules = states_of(found.mentions, dropped, loose)
    owner = {}
    for event in text.events:
        for i, (start, end) in enumerate(zip(parsed.starts, parsed.ends, strict=True)):
            if any(start < s.end and end > s.start for s in event.triggers):
                owner[i] = event
    owner = _echoes(text.events, parsed, rules) | owner
    for sentence in parsed.sentences:
        chosen = [t for t in rules if sentence.first <= t < sentence.last]
        if not chosen:
            continue
        begin, stop = sentence.span.start, sentence.span.end
        words = [
            (parsed.starts[i] - begin, parsed.ends[i] - begin)
            for i in range(sentence.first, sentence.last)
        ]
        place = _Place(words, sentence.first, begin, text.section)
        items = [_item(t, rules[t], owner.get(t), place) for t in chosen]
        for item, token in zip(items, chosen, strict=True):
            item.lexicon = lexicon_types(syntax, resources.lexicon, token)
        gist = _gist(text, begin, stop)
        yield Example(parsed.article.text[begin:stop], words, items, text.where, gist)


def _gist(text: CorpusText, begin: int, stop: int) -> str | None:
    """The type a snippet was written for, where this sentence tells it."""
    types = {e.type for e in text.events for t in e.triggers if begin <= t.start < stop}
    if text.section in types:
        return text.section
    return None if types else ""


def _echoes(
    events: Iterable[MarkedEvent], parsed: ParsedArticle, rules: Mapping[int, str]
) -> dict[int, MarkedEvent]:
    """Words that tell a marked event of their sentence once more: "the quake killed nine".

    The guide marks one word for an act, and the rules often find it by another, of the same
    type. Taught that such a word reports nothing, the model would lose the act.
    """
    found = {}
    for event in events:
        told = {
            number
            for number, sentence in enumerate(parsed.sentences)
            if any(sentence.span.start <= t.start < sentence.span.end for t in event.triggers)
        }
        for token, state in rules.items():
            if state.removeprefix(DROPPED) == event.type and parsed.sentence_of[token] in told:
                found.setdefault(token, event)
    return found


@dataclass(frozen=True)
class _Place:
    """A sentence: its words in its own text, its first token and character, its section."""

    words: list[tuple[int, int]]
    first: int
    begin: int
    section: str


def _item(token: int, rule: str, event: MarkedEvent | None, place: _Place) -> Item:
    if event is None:
        return Item(token - place.first, rule, "")
    roles: dict[int, str] = {}
    for letter, spans in event.roles.items():
        for i, (start, end) in enumerate(place.words):
            begin = place.begin
            if any(start + begin < s.end and end + begin > s.start for s in spans):
                roles[i] = roles.get(i, "") + letter
    main = -1 if place.section in ("report", "none", "") else int(event.type == place.section)
    return Item(token - place.first, rule, event.type, event.factuality, main, roles=roles)

"""The mood of the clause: questions, stories and drills."""

from __future__ import annotations

from ...lang.en.syntax import Syntax
from .outcomes import Outcomes
from .scope import Climb
from .verdict import Verdict, possible

_TELLING = frozenset({"tell", "show", "depict", "portray", "describe", "follow", "imagine", "end"})
_GRANTED = frozenset({"why", "how", "when", "where", "who", "what", "which", "whose", "whom"})


def mood_of(syntax: Syntax, way: Climb, verdict: Verdict, table: Outcomes) -> Verdict:
    """Whether the clause that the way ends in is a question or told of a story."""
    story = _story(syntax, way, table)
    if story is not None and verdict.value in ("asserted", "negated", "planned"):
        word = syntax.parsed.words[story]
        return possible((story,), f"only in a {word.lower()}")
    if verdict.value in ("asserted", "planned", "negated"):
        asked = _question(syntax, way.top)
        if asked is not None:
            ahead = verdict.ahead
            return possible((asked,), "a question", ahead=ahead)
    return verdict


def _story(syntax: Syntax, way: Climb, table: Outcomes) -> int | None:
    """ "In a simulation missiles sank two ships": the film, drill or game of the clause."""
    p = syntax.parsed
    trigger = min(way.reached, key=lambda i: len(list(syntax.ancestors(i))) * -1)
    harmless = (p.lemmas[trigger], "hap") not in table
    for verb in sorted(way.reached):
        for noun in syntax.kids(verb, "nsubj"):
            if p.lemmas[verb] in _TELLING and table.get((p.lemmas[noun], "in")) == "invented":
                return noun
        for prep, noun in syntax.prepositions(verb):
            if prep not in ("in", "during", "at", "under", "of"):
                continue
            nouns = [noun, *(o for w, o in syntax.prepositions(noun) if w == "of")]
            for one in nouns:
                if table.get((p.lemmas[one], "in")) == "invented":
                    return one
                drill = table.get((p.lemmas[one], "noun")) == "invented"
                if drill and harmless and _in_marks(syntax, trigger):
                    return one
    return None


def _in_marks(syntax: Syntax, token: int) -> bool:
    """ "paratroopers "captured" a village": a word in quotation marks of its own."""
    words = syntax.parsed.words
    return 0 < token < len(words) - 1 and {words[token - 1], words[token + 1]} <= set("\"“”‘’'")


def _question(syntax: Syntax, top: int) -> int | None:
    """The question mark of a yes-or-no question; what "why" asks of is taken for granted."""
    p = syntax.parsed
    sentence = p.sentences[p.sentence_of[top]]
    last = [
        i for i in range(max(sentence.first, sentence.last - 2), sentence.last) if p.words[i] == "?"
    ]
    if not last:
        return None
    asked = [c for c in p.children[top] if p.tags[c].startswith("W") and p.lower[c] in _GRANTED]
    if asked or not _inverted(syntax, top):
        return None
    return last[0]


def _inverted(syntax: Syntax, verb: int) -> bool:
    """Whether the verb or its auxiliary stands before the subject."""
    p = syntax.parsed
    subjects = syntax.kids(verb, "nsubj", "nsubjpass", "expl")
    first = min([verb, *syntax.kids(verb, "aux", "auxpass")])
    return first < subjects[0] if subjects else p.tags[verb] not in ("VBD", "VBZ", "VBP")

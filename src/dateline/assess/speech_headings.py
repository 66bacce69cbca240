"""Tellers by layout: headings with a colon or dash, "NAME:" before a turn, a name below a quote."""

from __future__ import annotations

from collections import Counter

from ..lang.en.syntax import Syntax
from ..records.article import Sentence
from ..records.claim import Speech
from .speech_tellers import head_of, trimmed

_DASHES = frozenset({"-", "–", "—", "―", "--"})
_CLOSING = frozenset({".", "!", "?"})
_MARKS = frozenset({"”", '"', "''", "’"})
_LABEL_WORDS = 6
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NO_LABEL = (*_FINITE, "RB", "PRP", "IN", "TO")


def heading_speeches(syntax: Syntax) -> list[Speech]:
    """ "Minister: soldiers looted tents", "Village shelled: army", "PENCE: Well, look ..."."""
    found: list[Speech] = []
    p = syntax.parsed
    capitals = _names_in_capitals(syntax)
    blocks = _blocks(syntax)
    for at, (first, last) in enumerate(blocks):
        colons = [i for i in range(first, min(last, first + 30)) if p.words[i] == ":"]
        dashes = [i for i in range(first, last) if p.words[i] in _DASHES]
        turn = bool(colons) and p.words[colons[0] - 1] in capitals
        if _is_heading(syntax, first, last) and not turn:
            found += _heading(syntax, first, last, colons, dashes)
        elif colons and _is_turn(syntax, first, colons[0], capitals):
            head = head_of(syntax, first, colons[0])
            said = range(colons[0] + 1, last)
            if not said and at + 1 < len(blocks):  # the layout took the name for a dateline
                said = range(*blocks[at + 1])
            if head is not None and said:
                found.append(Speech(frozenset(said), head, colons[0], "states", direct=True))
        elif dashes:
            found += _signed(syntax, first, last, dashes)
        if colons:
            found += _read_out(syntax, colons)
    return found


def _blocks(syntax: Syntax) -> list[tuple[int, int]]:
    """Tokens [first, last) of each block."""
    spans: dict[int, tuple[int, int]] = {}
    for sentence in syntax.parsed.sentences:
        first, _ = spans.get(sentence.block, (sentence.first, 0))
        spans[sentence.block] = (first, sentence.last)
    return list(spans.values())


def _names_in_capitals(syntax: Syntax) -> frozenset[str]:
    """Words in capitals before a colon that the text repeats there, or has as a name elsewhere."""
    p = syntax.parsed
    opening = [s.first for s in p.sentences if p.words[s.first + 1 : s.first + 2] == (":",)]
    labels = Counter(p.words[i] for i in opening)
    people = {
        p.words[k].upper()
        for first, last, kind in p.ents
        for k in range(first, last)
        if kind == "PERSON" and not p.words[k].isupper()
    }
    before = {p.words[i - 1] for i, word in enumerate(p.words) if word == ":" and i > 0}
    return frozenset(w for w in before if w.isupper() and (labels[w] > 1 or w in people))


def _is_heading(syntax: Syntax, first: int, last: int) -> bool:
    """A line without a full stop, or one that the layout makes a heading."""
    p = syntax.parsed
    sentence: Sentence = p.sentences[p.sentence_of[first]]
    if last - first > 40:
        return False
    if sentence.kind in ("headline", "deck", "heading"):
        return True
    end = p.words[last - 1]
    inner = p.words[last - 2] if last - 2 >= first else ""
    return end not in _CLOSING and not (end in _MARKS and inner in _CLOSING | {","})


def _heading(
    syntax: Syntax, first: int, last: int, colons: list[int], dashes: list[int]
) -> list[Speech]:
    p = syntax.parsed
    for i in reversed(colons):
        speaker = _label(syntax, i + 1, last)
        if speaker is not None and _is_clause(syntax, first, i):
            return [Speech(trimmed(syntax, range(first, i)), speaker, i, "states")]
    for i in reversed(dashes):
        spaced = p.starts[i] > p.ends[i - 1] if i > first else False
        speaker = _label(syntax, i + 1, last) if spaced else None
        if speaker is not None and _is_clause(syntax, first, i):
            return [Speech(trimmed(syntax, range(first, i)), speaker, i, "states")]
    for i in colons:
        begin = max((d + 1 for d in dashes if d < i), default=first)
        speaker = _label(syntax, begin, i)
        if speaker is not None and _tells_first(syntax, speaker) and _has_verb(syntax, i + 1, last):
            return [Speech(trimmed(syntax, range(i + 1, last)), speaker, i, "states")]
    return []


def _tells_first(syntax: Syntax, head: int) -> bool:
    """Whether a name before a colon may tell what follows; a topic ("Grand Prix: ...") may not."""
    p = syntax.parsed
    if p.entity[head] in ("GPE", "LOC"):
        return False
    if p.lemmas[head] in syntax.cue("cited_noun") or p.entity[head] in ("PERSON", "ORG"):
        return True
    return bool(syntax.classes(head) & (syntax.cue("agentive") | {"document"}))


def _has_verb(syntax: Syntax, first: int, last: int) -> bool:
    return any(syntax.parsed.tags[i].startswith("VB") for i in range(first, last))


def _is_clause(syntax: Syntax, first: int, last: int) -> bool:
    """More than a label: four words at least, or a quotation."""
    return last - first >= 3 or any(syntax.parsed.words[i] in _MARKS for i in range(first, last))


def _label(syntax: Syntax, first: int, last: int) -> int | None:
    """The head of a teller's name before or behind the mark, or None where it is no name."""
    p = syntax.parsed
    words = range(first, last)
    if not 0 < len(words) <= _LABEL_WORDS:
        return None
    if len(words) == 1 and p.lower[first] in syntax.cue("cited_noun"):
        return first  # "... - report", whatever its tag
    if any(p.tags[i] in _NO_LABEL or p.words[i] in (",", ";", ":", "|") for i in words):
        return None
    heads = [i for i in words if syntax.is_noun(i)] or [
        i for i in words if p.words[i][:1].isupper() and p.tags[i] != "CD"
    ]
    if not heads or any(p.lower[i] in syntax.cue("heading_label") for i in words):
        return None
    head = head_of(syntax, first, last)
    head = heads[-1] if head is None else head
    act = p.lemmas[head] in syntax.lexicon.nouns and not syntax.can_act(head)
    return None if act and p.lemmas[head] not in syntax.cue("cited_noun") else head


def _is_turn(syntax: Syntax, first: int, colon: int, capitals: frozenset[str]) -> bool:
    """ "PENCE: Well, look, ...": a name in capitals, or a person's name alone, opens a turn.

    ``capitals`` are the words in capitals that may be names here (`_names_in_capitals`).
    """
    p = syntax.parsed
    words = range(first, colon)
    if not 0 < len(words) <= 4:
        return False
    if p.lower[first] in syntax.cue("heading_label"):
        return False
    person = all(p.tags[i].startswith("NNP") for i in words) and p.entity[colon - 1] == "PERSON"
    return person or (all(p.words[i].isupper() for i in words) and p.words[colon - 1] in capitals)


def _read_out(syntax: Syntax, colons: list[int]) -> list[Speech]:
    """ "the telegram read: consulate evacuated", "how the report ran: master shot"."""
    p = syntax.parsed
    for i in colons:
        sentence = p.sentences[p.sentence_of[i]]
        verb = i - 1
        if verb <= sentence.first or i + 1 >= sentence.last:
            continue
        if p.lower[verb] not in syntax.cue("colon_verb") or p.words[i + 1] in ("“", '"', "''"):
            continue
        subjects = syntax.kids(verb, "nsubj")
        begin = max((k + 1 for k in range(sentence.first, verb) if p.words[k] == ","), default=-1)
        head = subjects[0] if subjects else head_of(syntax, max(begin, sentence.first), verb)
        if head is not None:
            content = trimmed(syntax, range(i + 1, sentence.last))
            return [Speech(content, head, verb, "states")]
    return []


def _signed(syntax: Syntax, first: int, last: int, dashes: list[int]) -> list[Speech]:
    """ "“...” — Jacklyn Ashley, 34": a quotation signed with a dash and a name."""
    p = syntax.parsed
    dash = dashes[-1]
    if dash == first or p.words[dash - 1] not in _MARKS:
        return []
    if any(p.tags[i] in _FINITE for i in range(dash + 1, last)) or dash + 1 >= last:
        return []
    head = head_of(syntax, dash + 1, last)
    if head is None or not p.tags[head].startswith("NNP"):
        return []
    return [Speech(frozenset(range(first, dash)), head, dash, "states", direct=True)]

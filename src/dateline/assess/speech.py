"""Find the stretches of an article that somebody other than the outlet tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ..lang.en.syntax import Syntax
from ..records.claim import Speech
from ..records.event import EventMention
from .quotations import Quotation, find_quotations, quoted_speeches
from .speech_headings import heading_speeches
from .speech_nouns import (
    according_speeches,
    adjective_speeches,
    citing_speeches,
    noun_speeches,
    reported_speech,
    view_speeches,
)
from .speech_stories import story_speeches
from .speech_tellers import insertions
from .speech_verbs import verb_speeches

_FIRST = frozenset({"i", "we"})


def find_speeches(syntax: Syntax) -> tuple[Speech, ...]:
    """All direct, indirect and reported speech of an article, in order of the cue.

    With them the attitudes that it attributes ("wants", "criticised"), marked as such.
    """
    p = syntax.parsed
    inserted = insertions(syntax)
    quotations = find_quotations(syntax)
    layout = heading_speeches(syntax)
    quoted = quoted_speeches(syntax, quotations, inserted)
    found = [*layout, *_unsigned(quoted, layout)]
    citing: list[int] = []
    for i, tag in enumerate(p.tags):
        if p.lower[i] in syntax.cue("source_preposition"):
            if p.lower[i] in ("citing", "quoting"):
                citing.append(i)
            elif p.deps[i] in ("prep", "advcl", "ROOT", "acl"):
                found += according_speeches(syntax, i)
        elif tag.startswith("VB"):
            found += verb_speeches(syntax, i)
        elif tag.startswith("NN"):
            found += noun_speeches(syntax, i)
        elif tag.startswith("JJ"):
            found += adjective_speeches(syntax, i)
        elif tag == "IN":
            found += view_speeches(syntax, i)
        elif tag.startswith("RB") and p.lower[i] in syntax.cue("tell_adverb"):
            found.append(reported_speech(syntax, i))
    for i in citing:
        found += citing_speeches(syntax, i, found)
    told = frozenset(p.sentence_of[s.cue] for s in found if not s.attitude)
    found += story_speeches(syntax, told)
    kept = _said_once(syntax, _unique(_owned(syntax, found, quotations), inserted))
    return tuple(sorted(kept, key=lambda s: (s.cue, -len(s.content))))


def _unsigned(quoted: list[Speech], layout: list[Speech]) -> list[Speech]:
    """Quotations whose teller the layout does not name: by a turn's label or a signature."""
    signed = frozenset(t for s in layout for t in s.content)
    return [s for s in quoted if not s.content <= signed]


def _owned(syntax: Syntax, found: list[Speech], quotations: tuple[Quotation, ...]) -> list[Speech]:
    """Leave out what adds no teller.

    "I think" in one's own words, a rumour that another denies, and what somebody wants by
    another's telling: it is part of what that one says.
    """
    p = syntax.parsed
    quoted = frozenset(t for q in quotations for t in range(q.first, q.last))
    direct = frozenset(t for s in found if s.direct for t in s.content)
    within = _Within(found)
    rumours = frozenset(s.cue for s in found if s.speaker is None)
    kept = []
    for speech in found:
        if speech.speaker in rumours:
            continue  # "unconfirmed reports speak of": nobody's, and told once
        if speech.speaker in quoted and speech.cue not in quoted:
            continue  # "“Four men,” said police, “were arrested”": no word of a quotation said it
        if speech.attitude and (speech.cue in quoted or within.holds(speech)):
            continue
        if speech.speaker is None:
            rumour = p.tags[speech.cue].startswith("NN") and within.holds(speech)
        else:
            rumour = p.lower[speech.speaker] in _FIRST and speech.speaker in direct
        if not rumour:
            kept.append(speech)
    return kept


class _Within:
    """Answers whether a cue stands in what another, by another cue, tells or wants."""

    def __init__(self, found: list[Speech]) -> None:
        self._all: Counter[int] = Counter()
        self._own: Counter[int] = Counter()
        cues = frozenset(s.cue for s in found)
        for speech in found:
            if speech.speaker is not None:
                self._all.update(speech.content & cues)
                self._own[speech.cue] += speech.cue in speech.content

    def holds(self, speech: Speech) -> bool:
        """Whether some other speech holds the cue of ``speech``."""
        return self._all[speech.cue] > self._own[speech.cue]


def _unique(found: list[Speech], inserted: frozenset[int]) -> list[Speech]:
    """An indirect speech that a quotation already covers with the same cue is one speech."""
    kept: dict[tuple[int, int | None], Speech] = {}
    for speech in found:
        key = (speech.cue, speech.speaker)
        twin = kept.get(key)
        both = twin.content | speech.content - inserted if twin else speech.content
        first = twin or speech
        kept[key] = replace(first, content=both, attitude=first.attitude and speech.attitude)
    return list(kept.values())


def _said_once(syntax: Syntax, found: list[Speech]) -> list[Speech]:
    """One link for one teller: "repeated the accusation that", "said ..., adding that ..."."""
    by_speaker: dict[int, list[Speech]] = {}
    for speech in found:
        if speech.speaker is not None and not speech.attitude:
            by_speaker.setdefault(speech.speaker, []).append(speech)
    changed: dict[int, Speech | None] = {}
    for same in by_speaker.values():
        for outer in same:
            for inner in same:
                if inner is outer or inner.cue not in outer.content:
                    continue
                if syntax.is_verb(inner.cue):
                    rest = outer.content - inner.content - {inner.cue}
                    changed[id(outer)] = replace(outer, content=rest)
                else:
                    changed[id(inner)] = None
    return [kept for s in found if (kept := changed.get(id(s), s)) is not None]


def without_echoes(
    mentions: tuple[EventMention, ...], speeches: tuple[Speech, ...]
) -> tuple[EventMention, ...]:
    """Leave out a verbal act inside a quotation that the quoting verb tells as well.

    "I swear that ...," she vowed: one pledge, told by the verb outside the quotation.
    """
    by_trigger = {m.trigger: m for m in mentions}
    echoes = {
        token
        for speech in speeches
        if speech.direct and (outer := by_trigger.get(speech.cue)) is not None
        for token in speech.content
        if token in by_trigger and by_trigger[token].event_type == outer.event_type
    }
    return tuple(m for m in mentions if m.trigger not in echoes)

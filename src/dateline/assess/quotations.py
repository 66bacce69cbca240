"""Direct speech: what stands between quotation marks, and who speaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..lang.en.syntax import Syntax
from ..records.claim import Speech
from .speech_tellers import head_of, may_speak, stance_of, tag_speaker

_OPEN, _CLOSE, _STRAIGHT = "“", "”", frozenset({'"', "''", "``"})
_SHORT = 4
"""Quotations of fewer tokens may be a nickname or a word kept at arm's length."""
_REACH = 25
"""Tokens that may lie between a quotation and the verb that tells whose it is."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens [first, last) between two marks; ``closed`` where the second mark stands."""

    first: int
    last: int
    closed: bool

    def holds(self, token: int) -> bool:
        """Whether a token stands between the marks."""
        return self.first <= token < self.last


def find_quotations(syntax: Syntax) -> tuple[Quotation, ...]:
    """Quotations by their marks; one that a paragraph does not close ends with the paragraph."""
    p = syntax.parsed
    found: list[Quotation] = []
    start: int | None = None
    opener, block = "", -1
    for i, word in enumerate(p.words):
        here = p.sentences[p.sentence_of[i]].block
        if start is not None and here != block:
            found.append(Quotation(start, i, False))
            start = None
        if start is None and (word == _OPEN or word in _STRAIGHT):
            start, opener, block = i + 1, word, here
        elif start is not None and _closes(opener, word):
            found.append(Quotation(start, i, True))
            start = None
    if start is not None:
        found.append(Quotation(start, len(p.words), False))
    return tuple(q for q in found if q.last > q.first)


def _closes(opener: str, word: str) -> bool:
    return word == _CLOSE if opener == _OPEN else word in _STRAIGHT


def quoted_speeches(
    syntax: Syntax, quotations: tuple[Quotation, ...], inserted: frozenset[int]
) -> list[Speech]:
    """The speech of each quotation whose speaker is found."""
    finder = _Finder(syntax, quotations, inserted)
    found: list[Speech] = []
    previous: Speech | None = None
    previous_closed = True
    waiting: list[Quotation] = []
    for quotation in quotations:
        speech = finder.speech(quotation)
        if speech is not None:
            found += [replace(speech, content=finder.tokens(q)) for q in waiting]
            waiting = []
        long = quotation.last - quotation.first >= _SHORT
        if speech is None and long:
            if previous is not None and not previous_closed:
                speech = replace(previous, content=finder.tokens(quotation))
            else:
                speech = finder.carried(quotation, previous)
        if speech is not None:
            found.append(speech)
            previous, previous_closed = speech, quotation.closed
        elif long:
            previous, previous_closed = None, True
            waiting = [] if quotation.closed else [*waiting, quotation]
    return found


class _Finder:
    """Finds who speaks a quotation."""

    def __init__(
        self, syntax: Syntax, quotations: tuple[Quotation, ...], inserted: frozenset[int]
    ) -> None:
        self.syntax = syntax
        self.inserted = inserted
        self.quoted = frozenset(t for q in quotations for t in range(q.first, q.last))

    def tokens(self, quotation: Quotation) -> frozenset[int]:
        """The quotation with its marks, without an editor's insertion in square brackets."""
        last = quotation.last + quotation.closed
        return frozenset(range(quotation.first - 1, last)) - self.inserted

    def speech(self, quotation: Quotation) -> Speech | None:
        """The quotation with the verb of telling that stands beside it, or before it."""
        for verb in self._verbs(quotation):
            speech = self._speech_by(verb, quotation)
            if speech is not None:
                return speech
        return self._introduced(quotation)

    def _verbs(self, quotation: Quotation) -> Iterator[int]:
        """Verbs of telling outside all marks in the quotation's sentences, the best first.

        The sentence of its end comes first, for "..., he said." follows what it tells.
        """
        p = self.syntax.parsed
        sentences = [p.sentence_of[quotation.last - 1], p.sentence_of[quotation.first]]
        after = min(quotation.last + 1, len(p.words) - 1)
        if p.sentences[p.sentence_of[after]].block == p.sentences[sentences[0]].block:
            if (
                p.words[min(quotation.last, len(p.words) - 1) - 1] not in (".", "!")
                or after not in self.quoted
                and p.lower[after] == p.words[after]
            ):
                sentences.insert(1, p.sentence_of[after])
        for index in dict.fromkeys(sentences):
            sentence = p.sentences[index]
            verbs = [
                i
                for i in range(sentence.first, sentence.last)
                if i not in self.quoted and p.tags[i].startswith("VB") and self._quotes(i)
            ]
            yield from sorted(verbs, key=lambda i: self._distance(i, quotation))

    def _distance(self, verb: int, quotation: Quotation) -> int:
        return min(abs(verb - quotation.first), abs(verb - quotation.last))

    def _quotes(self, verb: int) -> bool:
        lemma = self.syntax.parsed.lemmas[verb]
        return stance_of(self.syntax, verb) is not None or lemma in self.syntax.cue("quoting")

    def _speech_by(self, verb: int, quotation: Quotation) -> Speech | None:
        if self._distance(verb, quotation) > _REACH:
            return None
        speaker = self._speaker(verb, quotation)
        if speaker is None:
            return None
        stance = stance_of(self.syntax, verb) or "states"
        return Speech(self.tokens(quotation), speaker, verb, stance, direct=True)

    def _speaker(self, verb: int, quotation: Quotation) -> int | None:
        syntax = self.syntax
        subjects = [a.token for a in syntax.clause(verb).subjects if a.token not in self.quoted]
        if subjects:
            return subjects[0] if may_speak(syntax, subjects[0]) else None
        if quotation.last < verb:
            tag = tag_speaker(syntax, verb)
            if tag is not None:
                return tag[0]
        if self._distance(verb, quotation) > 3 or syntax.parsed.tags[verb] not in ("VBD", "VBZ"):
            return None
        end = syntax.parsed.sentences[syntax.parsed.sentence_of[verb]].last
        head = head_of(syntax, verb + 1, min(end, verb + 10))  # "so said a waitress"
        return head if head is not None and head not in self.quoted else None

    def _introduced(self, quotation: Quotation) -> Speech | None:
        """ "The minister added: " in the sentence before the quotation."""
        p = self.syntax.parsed
        index = p.sentence_of[quotation.first]
        if index == 0 or quotation.first - 1 > p.sentences[index].first:
            return None
        before = p.sentences[index - 1]
        if p.words[before.last - 1] != ":":
            return None
        verbs = [
            i
            for i in range(before.first, before.last)
            if p.tags[i].startswith("VB") and self._quotes(i)
        ]
        return self._speech_by(verbs[-1], quotation) if verbs else None

    # -- quotations that go on -------------------------------------------------------------

    def carried(self, quotation: Quotation, previous: Speech | None) -> Speech | None:
        """A quotation that fills its sentences goes on from the last speaker or published piece."""
        p = self.syntax.parsed
        index = p.sentence_of[quotation.first]
        if quotation.first - 1 > p.sentences[index].first or index == 0:
            return None
        for back in range(index - 1, max(-1, index - 3), -1):
            sentence = p.sentences[back]
            if sentence.kind != "body":
                return None
            for i in range(sentence.last - 1, sentence.first - 1, -1):
                if p.tags[i].startswith("VB") and self._publishes(i):
                    speech = self._published(i, quotation)
                    if speech is not None:
                        return speech
        if previous is not None and previous.direct and previous.speaker is not None:
            last = max(previous.content, default=-1)
            if 0 <= p.sentence_of[quotation.first] - p.sentence_of[max(last, 0)] <= 2:
                return replace(previous, content=self.tokens(quotation))
        return self._told_before(quotation)

    def _publishes(self, verb: int) -> bool:
        return self.syntax.parsed.lemmas[verb] in self.syntax.cue("publishing")

    def _published(self, verb: int, quotation: Quotation) -> Speech | None:
        subjects = self.syntax.clause(verb).subjects
        if verb in self.quoted or not subjects or not may_speak(self.syntax, subjects[0].token):
            return None
        speaker = subjects[0].token
        return Speech(self.tokens(quotation), speaker, verb, "states", direct=True)

    def _told_before(self, quotation: Quotation) -> Speech | None:
        """ "She told the inquiry what she saw.": the quotation that follows is hers."""
        p = self.syntax.parsed
        before = p.sentences[p.sentence_of[quotation.first] - 1]
        verbs = [
            i
            for i in range(before.first, before.last)
            if i not in self.quoted and p.deps[i] == "ROOT" and self._quotes(i)
        ]
        return self._speech_by(verbs[-1], quotation) if verbs else None

"""The chain of telling around one word, outermost first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..lang.en.syntax import Syntax
from ..records.claim import Attribution, Speaker, Speech

Namer = Callable[[int], Speaker]


def chain_of(
    syntax: Syntax, token: int, speeches: Iterable[Speech], name: Namer
) -> tuple[Attribution, ...]:
    """Who says what ``token`` says, outermost teller first; () means the outlet itself.

    ``token`` is the trigger of an act, or a word of a stated tie; ``name`` turns a speaker's head
    token into a `Speaker` (its phrase, resolved).
    """
    around = [s for s in speeches if token in s.content and s.cue != token]
    around.sort(key=lambda s: -len(s.content))
    parsed = syntax.parsed
    links = []
    for speech in around:
        speaker = name(speech.speaker) if speech.speaker is not None else None
        cue = parsed.quote(speech.cue, speech.cue + 1)
        if parsed.lower[speech.cue] == "according" and speech.cue + 1 < len(parsed.words):
            cue = parsed.quote(speech.cue, speech.cue + 2)
        links.append(Attribution(speaker, cue, speech.stance))
    return tuple(links)

"""The chain of telling around one mention, outermost first."""

from __future__ import annotations

from collections.abc import Callable

from ..lang.en.syntax import Syntax
from ..records.claim import Attribution, Speaker, Speech
from ..records.event import EventMention

Namer = Callable[[int], Speaker]


def chain_of(
    syntax: Syntax, mention: EventMention, speeches: tuple[Speech, ...], name: Namer
) -> tuple[Attribution, ...]:
    """Who says that the act took place, outermost teller first; () means the outlet itself.

    ``name`` turns a speaker's head token into a `Speaker` (its phrase, resolved).
    """
    around = [s for s in speeches if mention.trigger in s.content and s.cue != mention.trigger]
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

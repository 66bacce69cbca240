"""The chain of telling around one word, outermost first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..lang.en.syntax import Syntax
from ..records.claim import Attribution, Speaker, Speech

Namer = Callable[[int], Speaker]

_CITED = frozenset({"citing", "quoting"})
_WITH_NEXT: dict[str, tuple[str, ...]] = {
    "according": ("to",),
    "had": ("it",),
    "have": ("it",),
    "has": ("it",),
    "let": ("it", "be", "known"),
}
"""Cues of more than one word: what follows the first."""


def chain_of(
    syntax: Syntax, token: int, speeches: Iterable[Speech], name: Namer
) -> tuple[Attribution, ...]:
    """Who says what ``token`` says, outermost teller first; () means the outlet itself.

    ``token`` is the trigger of an act, or a word of a stated tie; ``name`` turns a speaker's head
    token into a `Speaker` (its phrase, resolved). What somebody wants or thinks of is no link.
    """
    around = [s for s in speeches if token in s.content and s.cue != token and not s.attitude]
    parsed = syntax.parsed
    links = []
    for speech in _outermost_first(syntax, around):
        speaker = name(speech.speaker) if speech.speaker is not None else None
        last = speech.cue + 1
        following = _WITH_NEXT.get(parsed.lower[speech.cue], ())
        if following and parsed.lower[last : last + len(following)] == following:
            last += len(following)
        links.append(Attribution(speaker, parsed.quote(speech.cue, last), speech.stance))
    return tuple(links)


def _outermost_first(syntax: Syntax, around: Sequence[Speech]) -> list[Speech]:
    """By how many of the others tell each cue; who is cited comes after the one who cites."""
    lower = syntax.parsed.lower

    def depth(speech: Speech) -> tuple[int, bool, int]:
        inside = sum(speech.cue in other.content for other in around if other is not speech)
        return inside, lower[speech.cue] in _CITED, -len(speech.content)

    return sorted(around, key=depth)

"""What the event model says of a mention's words: runs of words with one role."""

from __future__ import annotations

from ..records.event import EventMention

SURE = 0.5


def chance(mention: EventMention, first: int, last: int, letter: str) -> float | None:
    """The best chance that tokens [first, last) have a role; None where no model weighed it."""
    if not mention.decided:
        return None
    return max(
        (c for token, role, c in mention.roles if role == letter and first <= token < last),
        default=0.0,
    )


def runs(mention: EventMention, letter: str, *, least: float = SURE) -> list[tuple[int, int]]:
    """Token ranges [first, last) of neighbouring words that have a role, in text order."""
    found: list[tuple[int, int]] = []
    for token, role, c in mention.roles:
        if role != letter or c < least:
            continue
        if found and found[-1][1] == token:
            found[-1] = (found[-1][0], token + 1)
        else:
            found.append((token, token + 1))
    return found

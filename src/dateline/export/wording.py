"""How a report's values read to a person: shared by the terminal table, the CSV and the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from ..records.claim import Attribution
from ..records.coded import Coded
from ..records.entity import CountRange, EventDate, Place
from ..records.event import CountPhrase, Participant, Relation

OUTLET = "the outlet"


def plain(text: str) -> str:
    """``text`` on one line, without control characters that a terminal would obey."""
    kept = "".join(
        " " if character.isspace() else "�" if _obeyed(character) else character
        for character in text
    )
    return " ".join(kept.split())


def clip(text: str, limit: int) -> str:
    """``text`` on one line and at most ``limit`` characters, cut at a word where one ends near."""
    line = plain(text)
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) >= limit // 2 else cut).rstrip(" ,;:") + "…"


def words(identifier: str | None) -> str:
    """``violent_demonstration`` as "violent demonstration"."""
    return (identifier or "").replace("_", " ")


def when(coded: Coded[EventDate]) -> str:
    """``2020-08-22 to 2020-08-23``, or why there is no date."""
    value = coded.value
    if value is None:
        return reason(coded)
    if value.start == value.end:
        return value.start.isoformat()
    if value.precision == "month":
        return value.start.isoformat()[:7]
    if value.precision == "year":
        return value.start.isoformat()[:4]
    return f"{value.start.isoformat()} to {value.end.isoformat()}"


def where(coded: Coded[Place]) -> str:
    """``near Basra, Basra Governorate, IRQ``, or why there is no place."""
    value = coded.value
    if value is None:
        return reason(coded)
    if value.precision == "country":
        return value.name
    parts: list[str] = []
    for part in (value.name, value.admin2, value.admin1, value.country):
        if part and part not in parts:
            parts.append(part)
    return ("near " if value.precision == "near" else "") + ", ".join(parts)


def reason(coded: Coded[Any]) -> str:
    """The reason for a missing value; empty where there is a value."""
    return "" if coded.reason is None else coded.reason.value


def name(participant: Participant) -> str:
    """Who a participant is: the resolved name, else the article's words."""
    actor = participant.actor.value
    return participant.phrase.quote.text if actor is None else actor.name


def names(participants: Iterable[Participant]) -> list[str]:
    """Every participant's name once, with "(alleged)" where the text only alleges the part."""
    found = [name(one) + (" (alleged)" if one.alleged else "") for one in participants]
    return list(dict.fromkeys(found))


def number(value: CountRange) -> str:
    """``9``, ``9+``, ``20–99`` or ``up to 20``."""
    if value.high is None:
        return f"{value.low:,}+"
    if value.low == value.high:
        return f"{value.low:,}"
    if value.low == 0:
        return f"up to {value.high:,}"
    return f"{value.low:,}–{value.high:,}"


def counts(phrases: Iterable[CountPhrase]) -> list[str]:
    """``["9+ killed", "20–99 injured"]``."""
    return [f"{number(phrase.value)} {phrase.kind}" for phrase in phrases]


def speaker(link: Attribution) -> str:
    """Who speaks in one link of the chain; "unnamed" where the text does not say."""
    return "unnamed" if link.speaker is None else link.speaker.name


def tellers(chain: tuple[Attribution, ...]) -> list[str]:
    """The chain of telling, outermost first; the outlet itself where nobody is named."""
    return [f"{speaker(link)} {link.stance}" for link in chain] or [OUTLET]


def relation(found: Relation) -> str:
    """``Kayhan mouthpiece of Ali Khamenei``."""
    return f"{name(found.subject)} {words(found.relation)} {name(found.object)}"


def heading(title: str | None, text: str, limit: int = 120) -> str:
    """An article's title, else its first line."""
    if title and title.strip():
        return clip(title, limit)
    first = next((line for line in text.splitlines() if line.strip()), "")
    return clip(first, limit)


def _obeyed(character: str) -> bool:
    category = unicodedata.category(character)
    return category == "Cc" or (category == "Cf" and "\u202a" <= character <= "\u2069")

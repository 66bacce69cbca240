"""How the values of a field read in one line, whether a report's, an incident's or a change's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..records.coded import Coded
from ..records.entity import Actor, CountRange, EventDate, Place
from ..records.event import Codes
from ..records.incident import Counts
from . import wording
from .json_values import COUNT_KINDS

NOTHING = "not stated"

FIELDS = (
    "event_type", "codes", "actors", "targets", "place", "date", "counts", "factuality",
)  # fmt: skip
"""The fields of an incident on which its reports may differ."""


def said(field: str, value: object) -> str:
    """A value of a field in words, on one line; `NOTHING` where there is none.

    ``value`` is one of a `FieldChange` or a `Rivals`.
    """
    known = value is not None and value != ()
    return wording.plain(_WORDS.get(field, str)(value)) or NOTHING if known else NOTHING


def people(actors: Iterable[Actor]) -> str:
    """Their names, each once."""
    return ", ".join(dict.fromkeys(actor.name for actor in actors))


def killed(low: int | None, high: int | None) -> str:
    """``9``, ``9+``, ``2–9``; empty where nobody counts."""
    return "" if low is None else wording.number(CountRange(low, high))


def _place(place: Place) -> str:
    return wording.where(Coded(place))


def _date(when: EventDate) -> str:
    return wording.when(Coded(when))


def _codes(codes: Codes) -> str:
    more = ", ".join([*codes.plover_modes, *codes.plover_contexts])
    plover = (codes.plover or "no PLOVER category") + (f" ({more})" if more else "")
    acled = codes.acled_sub_event_type or "no ACLED type"
    return f"{plover}, {acled}, CAMEO {codes.cameo or 'none'}"


def _counts(counts: Counts | Iterable[tuple[str, CountRange]]) -> str:
    pairs = _pairs(counts) if isinstance(counts, Counts) else counts
    return ", ".join(f"{wording.number(value)} {kind}" for kind, value in pairs)


def _pairs(counts: Counts) -> list[tuple[str, CountRange]]:
    known = ((kind, getattr(counts, kind)) for kind in COUNT_KINDS)
    return [(kind, value) for kind, value in known if value is not None]


def _chain(chain: Iterable[tuple[str | None, str]]) -> str:
    return ", ".join(f"{speaker or 'unnamed'} {stance}" for speaker, stance in chain)


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "event_type": wording.words,
    "codes": _codes,
    "actors": people,
    "targets": people,
    "place": _place,
    "date": _date,
    "counts": _counts,
    "attribution": _chain,
    "flags": ", ".join,
}

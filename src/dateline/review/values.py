"""What a field of a report says, as a value: read, written as JSON, compared, put into words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import msgspec

from ..errors import InputError
from ..records.claim import Attribution, Factuality, Stance
from ..records.entity import Actor, CountRange, EventDate, Place
from ..records.event import Participant, Report
from ..records.text import Quote

Shape = Literal["type", "actors", "place", "date", "count", "factuality", "attribution", "words"]
FieldName = Literal[
    "event_type", "actors", "targets", "place", "date", "killed", "injured", "arrested",
    "abducted", "participants", "factuality", "attribution", "weapon",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts or is acted on; ``quote`` the words that name them, where they are known.

    The rest is as in `dateline.records.entity.Actor`.
    """

    name: str
    id: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    acled_type: str | None = None
    quote: Quote | None = None

    @classmethod
    def of(cls, actor: Actor, quote: Quote | None = None) -> Party:
        """An actor as a party, without its ties."""
        return cls(actor.name, actor.id, actor.country, actor.sectors, actor.acled_type, quote)

    def actor(self) -> Actor:
        """The party as an actor; its ties are the actor file's matter and left out."""
        return Actor(self.name, self.id, self.country, self.sectors, self.acled_type)


@dataclass(frozen=True, slots=True)
class Teller:
    """One link of the chain of telling: who (None: nobody is named), and how they stand to it."""

    name: str | None
    stance: Stance = "states"
    id: str | None = None
    quote: Quote | None = None
    """The words that name the speaker."""


Value = (
    str
    | tuple[Party, ...]
    | tuple[Teller, ...]
    | Place
    | EventDate
    | CountRange
    | Quote
    | None
)  # fmt: skip
"""What a field says; its kind goes by the field (`Field.shape`). None or () says nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a report that a person can correct."""

    name: FieldName
    label: str
    shape: Shape


FIELDS: Final[dict[str, Field]] = {
    field.name: field
    for field in (
        Field("event_type", "event type", "type"),
        Field("actors", "who did it", "actors"),
        Field("targets", "to whom", "actors"),
        Field("place", "where", "place"),
        Field("date", "when", "date"),
        Field("killed", "killed", "count"),
        Field("injured", "injured", "count"),
        Field("arrested", "arrested", "count"),
        Field("abducted", "abducted", "count"),
        Field("participants", "participants", "count"),
        Field("factuality", "whether it happened", "factuality"),
        Field("attribution", "who says so", "attribution"),
        Field("weapon", "with what", "words"),
    )
}
"""All of them, in the order in which a page shows them."""

_RECORDS: dict[Shape, Any] = {
    "type": str,
    "actors": tuple[Party, ...],
    "place": Place | None,
    "date": EventDate | None,
    "count": CountRange | None,
    "factuality": Factuality,
    "attribution": tuple[Teller, ...],
    "words": Quote | None,
}
_DECODERS: dict[Shape, msgspec.json.Decoder[Any]] = {
    shape: msgspec.json.Decoder(record) for shape, record in _RECORDS.items()
}


def field_named(name: str) -> Field:
    """A correctable field. Raises `InputError` for a name that is none."""
    found = FIELDS.get(name)
    if found is None:
        raise InputError(f"field: {name[:60]!r} cannot be corrected; give one of {_names()}")
    return found


def _names() -> str:
    return ", ".join(FIELDS)


# -- reading a report ----------------------------------------------------------------------


def value_of(report: Report, name: str) -> Value:
    """What a report says in a field; None or () where it says nothing.

    Of several counts of one kind it is the first. Raises `InputError` for an unknown field.
    """
    field = field_named(name)
    if field.shape == "count":
        return next((c.value for c in report.counts if c.kind == field.name), None)
    if field.shape == "actors":
        whom = report.actors if field.name == "actors" else report.targets
        return tuple(party_of(one) for one in whom)
    simple: dict[str, Value] = {
        "event_type": report.event_type.value,
        "place": plain_place(report.place.value),
        "date": plain_date(report.date.value),
        "factuality": report.factuality.value,
        "attribution": tuple(teller_of(link) for link in report.attribution),
        "weapon": report.weapon,
    }
    return simple[field.name]


def quote_of(report: Report, name: str) -> Quote | None:
    """The first words that a field rests on, None where there are none."""
    field = field_named(name)
    if field.shape == "count":
        return next((c.quote for c in report.counts if c.kind == field.name), None)
    evidence: dict[str, tuple[Quote, ...]] = {
        "event_type": report.event_type.evidence,
        "actors": tuple(one.phrase.quote for one in report.actors),
        "targets": tuple(one.phrase.quote for one in report.targets),
        "place": report.place.evidence,
        "date": report.date.evidence,
        "factuality": report.factuality.cues,
        "attribution": tuple(link.cue for link in report.attribution),
        "weapon": () if report.weapon is None else (report.weapon,),
    }
    return next(iter(evidence[field.name]), None)


def party_of(participant: Participant) -> Party:
    """A participant as a party; one who is known by words only goes by these words."""
    quote = participant.phrase.quote
    return Party.of(participant.actor.value or Actor(quote.text), quote)


def teller_of(link: Attribution) -> Teller:
    """A link of the chain of telling as a value."""
    speaker = link.speaker
    if speaker is None:
        return Teller(None, link.stance)
    return Teller(speaker.name, link.stance, speaker.id, speaker.quote)


def plain_place(place: Place | None) -> Place | None:
    """The place without how many live there, which is the gazetteer's matter."""
    return None if place is None else replace(place, population=0)


def plain_date(when: EventDate | None) -> EventDate | None:
    """The interval without how it was counted out."""
    return None if when is None else replace(when, derivation="")


# -- JSON ----------------------------------------------------------------------------------


def to_json(value: Value) -> str:
    """A value as JSON text, as corrections keep it."""
    return msgspec.json.encode(value).decode("utf-8")


def from_json(name: str, text: str) -> Value:
    """The value again.

    Raises `InputError`, one line that begins with the field's name, for JSON of another kind.
    """
    field = field_named(name)
    try:
        value: Value = _DECODERS[field.shape].decode(text)
    except (msgspec.MsgspecError, ValueError) as error:
        raise InputError(f"{name}: not a value of this field: {error}") from None
    return value


# -- comparing and telling -----------------------------------------------------------------


def same_value(one: Value, other: Value) -> bool:
    """Whether two values of one field say the same, whichever words they rest on."""
    return _bare(one) == _bare(other)


def is_blank(value: Value) -> bool:
    """Whether a value says nothing."""
    return value is None or value in ("", ())


def _bare(value: Value) -> object:
    if isinstance(value, tuple):
        return tuple(replace(one, quote=None) for one in value)
    if isinstance(value, Place):
        return plain_place(value)
    if isinstance(value, EventDate):
        return plain_date(value)
    return value


def in_words(value: Value) -> str:
    """A value on one line, for people: "Basra, Basra Governorate, IRQ", "3-5", "9 or more"."""
    if isinstance(value, str):
        return value.replace("_", " ")
    if isinstance(value, tuple):
        return "; ".join(_one_in_words(one) for one in value) or "nobody"
    if isinstance(value, Place):
        parts = (value.name, value.admin2, value.admin1, value.country)
        return ", ".join(dict.fromkeys(part for part in parts if part))
    if isinstance(value, EventDate):
        same = value.start == value.end
        return f"{value.start}" if same else f"{value.start} to {value.end} ({value.precision})"
    if isinstance(value, CountRange):
        if value.high is None:
            return f"{value.low} or more"
        return f"{value.low}" if value.low == value.high else f"{value.low}-{value.high}"
    return "nothing" if value is None else value.text


def _one_in_words(one: Party | Teller) -> str:
    if isinstance(one, Teller):
        return f"{one.name or 'somebody'} {one.stance}"
    return f"{one.name} ({one.id or one.country})" if one.id or one.country else one.name

"""An event mention on its way to a report: mention -> frame -> resolved frame -> report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .article import Article, DatelineLine
from .claim import Attribution, Contradiction, FactualityJudgement, LoadedWord
from .coded import Coded, Via
from .entity import Actor, CountRange, EventDate, Place
from .text import Quote

CountKind = Literal["killed", "injured", "arrested", "abducted", "participants"]
RelationKind = Literal[
    "affiliated_with",
    "led_by",
    "member_of",
    "backed_by",
    "part_of",
    "owned_by",
    "mouthpiece_of",
    "splinter_of",
    "allied_with",
    "designated_by",
]


@dataclass(frozen=True, slots=True)
class Binding:
    """A phrase bound to a role: its head token and its token range [first, last)."""

    head: int
    first: int
    last: int
    how: str
    """The grammatical argument or link, e.g. "subject", "by", "control: pledged"."""


@dataclass(frozen=True, slots=True)
class TypeCandidate:
    """An event type a trigger could mean, and why it won or lost."""

    event_type: str
    score: float
    rule: str
    """``FILE:LINE`` of the trigger pattern and the pattern itself."""
    why: str


@dataclass(frozen=True, slots=True)
class EventMention:
    """Words that report one act: the trigger and its type, with grammatical bindings."""

    trigger: int
    """Head token of the trigger."""
    quote: Quote
    sentence: int
    event_type: str
    score: float
    rule: str
    is_noun: bool
    actors: tuple[Binding, ...]
    targets: tuple[Binding, ...]
    support: int | None = None
    """The support or occurrence verb of a noun trigger ("held" of "held talks"), a token."""
    scheme: tuple[tuple[str, str], ...] = ()
    """Codes that the pattern itself settles, e.g. (("mode", "riot"),)."""
    candidates: tuple[TypeCandidate, ...] = ()
    decided: str = ""
    """``model@VERSION`` where the event model had the last word on the type."""
    salience: float = 0.0
    """The chance that this act is what its text was written for, by the event model."""
    roles: tuple[tuple[int, str, float], ...] = ()
    """(token, role letter of the annotation guide, probability) by the event model."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words that fill a role of a frame, with the link that found them."""

    quote: Quote
    head: int
    via: Via | None = None
    via_quote: Quote | None = None
    referent: Quote | None = None
    """What a pronoun or a short name stands for ("he" -> "Mustafa Al-Kadhimi")."""
    how: str = ""


@dataclass(frozen=True, slots=True)
class CountPhrase:
    """A number of people of one kind, with the words."""

    kind: CountKind
    value: CountRange
    quote: Quote


@dataclass(frozen=True, slots=True)
class Frame:
    """The phrases of one event mention: who, whom, where, when, how many, with what."""

    mention: EventMention
    actors: tuple[Phrase, ...]
    targets: tuple[Phrase, ...]
    places: tuple[Phrase, ...]
    """Place phrases of this act; several when one act is told of several towns."""
    dates: tuple[Phrase, ...]
    counts: tuple[CountPhrase, ...]
    weapon: Quote | None


@dataclass(frozen=True, slots=True)
class Participant:
    """One actor or target of a report: the words and who they are."""

    phrase: Phrase
    actor: Coded[Actor]
    alleged: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedFrame:
    """A frame whose phrases are resolved."""

    frame: Frame
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    place: Coded[Place]
    date: Coded[EventDate]


@dataclass(frozen=True, slots=True)
class Codes:
    """The event in other schemes (CODEBOOK.md); None or () where the scheme has no code."""

    plover: str | None
    plover_modes: tuple[str, ...]
    plover_contexts: tuple[str, ...]
    intensity: float | None
    cameo: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    quad_class: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one act by one article: assessed, with the words behind every value."""

    key: str
    """Article hash and trigger span: the same across runs."""
    event_type: Coded[str]
    score: float
    codes: Codes
    trigger: Quote
    sentence: Quote
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    place: Coded[Place]
    date: Coded[EventDate]
    counts: tuple[CountPhrase, ...]
    weapon: Quote | None
    attribution: tuple[Attribution, ...]
    factuality: FactualityJudgement
    about: str | None = None
    flags: tuple[str, ...] = ()
    flag_reasons: tuple[str, ...] = ()
    """Why each of the flags stands, a sentence each, in their order."""
    loaded: tuple[LoadedWord, ...] = ()
    """Words of the sentence that carry a side; nothing else of the report depends on them."""
    salience: float = 0.0
    rule: str = ""
    type_candidates: tuple[TypeCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between two actors that the text states (or, ``origin`` "actor file", lists)."""

    subject: Participant
    relation: RelationKind
    object: Participant
    evidence: Quote
    attribution: tuple[Attribution, ...] = ()
    origin: Literal["text", "actor file"] = "text"


@dataclass(frozen=True, slots=True)
class Failure:
    """A stage that failed on one article, kept so that the rest is not lost."""

    stage: str
    error: str


@dataclass(frozen=True, slots=True)
class CodingRun:
    """What coded the article: versions and hashes."""

    dateline: str
    parser: str
    model: str
    codebook: str
    gazetteer: str
    actors: str
    settings: str


@dataclass(frozen=True, slots=True)
class Unreported:
    """A trigger that was weighed and not coded, kept so that `explain` can say why."""

    quote: Quote
    event_type: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that the article names anywhere, and what it resolves to."""

    quote: Quote
    place: Place


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date that the article names anywhere, read as of the past."""

    quote: Quote
    date: EventDate


@dataclass(frozen=True)
class CodedArticle:
    """Everything Dateline has to say of one article."""

    article: Article
    run: CodingRun
    reports: tuple[Report, ...]
    relations: tuple[Relation, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    failures: tuple[Failure, ...] = ()
    dateline: DatelineLine | None = None
    unreported: tuple[Unreported, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    dates: tuple[NamedDate, ...] = ()

"""Who says it, whether it happened, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .text import Quote

Stance = Literal["states", "claims", "alleges", "denies", "confirms", "doubts"]
Factuality = Literal[
    "asserted", "alleged", "denied", "negated", "planned", "demanded", "threatened", "hypothetical"
]
Auxiliary = Literal["historical", "future", "hypothetical", "negation"]
Side = Literal["for", "against"]
ContradictionKind = Literal["place", "date", "count", "actor", "name", "type", "source"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the words, the resolved name and, where known, the actor's or outlet's id."""

    quote: Quote
    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain of telling, e.g. "the governor" / "denied" / ``denies``."""

    speaker: Speaker | None
    cue: Quote
    stance: Stance


@dataclass(frozen=True, slots=True)
class FactualityJudgement:
    """What the text says of the act's reality, and the words that say so."""

    value: Factuality
    cues: tuple[Quote, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word that speaks well (``for``) or ill (``against``) of those it is said of."""

    quote: Quote
    side: Side


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things said that cannot both hold; ``explanation`` is one sentence."""

    kind: ContradictionKind
    explanation: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of telling inside an article: who says which tokens, by which cue word.

    ``content`` and ``speaker`` (the head of the speaker's phrase) are token indices of the
    parse; ``direct`` marks a quotation; ``attitude`` what somebody wants, plans or thinks of,
    which is attributed but no telling of it, and no link of a chain.
    """

    content: frozenset[int]
    speaker: int | None
    cue: int
    stance: Stance
    direct: bool = False
    attitude: bool = False

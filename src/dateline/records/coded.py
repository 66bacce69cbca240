"""A value or a reason why there is none, with its candidates and the words behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from .text import Quote

T = TypeVar("T")


class Reason(StrEnum):
    """Why a field has no value. All values are listed in ``docs/records.md``."""

    NOT_STATED = "not stated"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"
    NO_PUBLICATION_DATE = "no publication date"
    NOT_APPLICABLE = "not applicable"


class Via(StrEnum):
    """The link by which a value that is not beside the trigger was found (RECORDS.md)."""

    SAME_SENTENCE = "same sentence"
    PREVIOUS_SENTENCE = "previous sentence"
    COREFERENCE = "coreference"
    SECTION = "section"
    LEAD = "lead"
    DATELINE = "dateline"
    HEADLINE = "headline"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A value that was weighed: why it won or lost, in a few plain words."""

    value: T
    why: str
    score: float = 0.0
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded(Generic[T]):
    """A coded field: exactly one of ``value`` and ``reason`` is not None.

    ``by`` names what decided, as ``component@version`` or ``rule:NAME``; ``via`` and
    ``via_quote`` name the link where the value does not stand beside the trigger.
    """

    value: T | None = None
    reason: Reason | None = None
    evidence: tuple[Quote, ...] = ()
    candidates: tuple[Candidate[T], ...] = ()
    by: str = ""
    via: Via | None = None
    via_quote: Quote | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.reason is None):
            raise ValueError("a coded field has a value or a reason, not both or neither")

    @classmethod
    def missing(
        cls,
        reason: Reason,
        *,
        candidates: tuple[Candidate[T], ...] = (),
        by: str = "",
        evidence: tuple[Quote, ...] = (),
    ) -> Coded[T]:
        """A field without a value, and why."""
        return cls(reason=reason, candidates=candidates, by=by, evidence=evidence)
